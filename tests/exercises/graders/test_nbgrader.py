"""GRADERS.md is true: nbgrader gives a right, a wrong and an untouched chapter the points they deserve."""

import nbformat
from nbgrader.api import Gradebook
import pytest

from tests.exercises.graders import grading

GENERATE, AUTOGRADE, FEEDBACK = grading.commands("nbgrader ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder "grading" in which the three students' chapters were handed out, handed in and graded."""
    folder = grading.written("nbgrader", tmp_path_factory.mktemp("course"))
    (folder / "nbgrader_config.py").write_text(grading.block_with("get_config"), encoding="utf-8")
    grading.run(GENERATE, folder)
    for student, (code, _, _) in grading.STUDENTS.items():
        handed_out = folder / "release" / "activations" / grading.CHAPTER
        grading.submission(folder / "submitted" / student / "activations" / grading.CHAPTER, code, handed_out)
    grading.run(AUTOGRADE, folder)
    grading.run(FEEDBACK, folder)
    return folder


def test_what_is_handed_out_has_its_stubs_and_its_pictures(folder):
    before = nbformat.read(grading.ROOT / "notebooks" / grading.CHAPTER, as_version=4)
    after = nbformat.read(folder / "release" / "activations" / grading.CHAPTER, as_version=4)
    kept = [cell for cell in after.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    assert [cell.source for cell in kept] == [cell.source for cell in before.cells]
    assert [cell.get("outputs") for cell in kept] == [cell.get("outputs") for cell in before.cells]


@pytest.mark.parametrize("student", grading.STUDENTS)
def test_the_score_of_a_chapter(folder, student):
    _, points, message = grading.STUDENTS[student]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        (notebook,) = gradebook.find_submission("activations", student).notebooks
        scores = {grade.name: grade.score for grade in notebook.grades}
    assert scores["test-softmax"] == points
    assert sum(scores.values()) == points and len(scores) > 5  # the other exercises are not answered
    page = (folder / "feedback" / student / "activations" / grading.CHAPTER).with_suffix(".html")
    assert ("✓ correct: Softmax" if points else message) in page.read_text(encoding="utf-8")
    assert grading.no_progress(folder)
