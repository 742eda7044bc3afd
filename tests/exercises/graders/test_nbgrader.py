"""GRADERS.md is true: nbgrader gives a right, a wrong and an untouched chapter the points they deserve."""

import nbformat
from nbgrader.api import Gradebook
import pytest

from tests.exercises.graders.grading import (
    CHAPTER,
    ROOT,
    STUDENTS,
    block_with,
    commands,
    no_progress,
    run,
    submission,
    written,
)

GENERATE, AUTOGRADE, FEEDBACK = commands("nbgrader ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder "grading" in which the three students' chapters were handed out, handed in and graded."""
    folder = written("nbgrader", tmp_path_factory.mktemp("course"))
    (folder / "nbgrader_config.py").write_text(block_with("get_config"), encoding="utf-8")
    run(GENERATE, folder)
    for student, (code, _, _) in STUDENTS.items():
        handed_out = folder / "release" / "activations" / CHAPTER
        submission(folder / "submitted" / student / "activations" / CHAPTER, code, handed_out)
    run(AUTOGRADE, folder)
    run(FEEDBACK, folder)
    return folder


def test_what_is_handed_out_has_its_stubs_and_its_pictures(folder):
    before = nbformat.read(ROOT / "notebooks" / CHAPTER, as_version=4)
    after = nbformat.read(folder / "release" / "activations" / CHAPTER, as_version=4)
    kept = [cell for cell in after.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    assert [cell.source for cell in kept] == [cell.source for cell in before.cells]
    assert [cell.get("outputs") for cell in kept] == [cell.get("outputs") for cell in before.cells]


@pytest.mark.parametrize("student", STUDENTS)
def test_the_score_of_a_chapter(folder, student):
    _, points, message = STUDENTS[student]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission("activations", student).notebooks
        scores = {grade.name: grade.score for grade in notebook.grades}
    assert scores["test-softmax"] == points
    assert sum(scores.values()) == points and len(scores) > 5  # the other exercises are not answered
    page = (folder / "feedback" / student / "activations" / CHAPTER).with_suffix(".html").read_text(encoding="utf-8")
    assert ("✓ correct: Softmax" if points else message) in page
    assert no_progress(folder)
