"""tools.graders writes one test for each exercise, and each of them asks the check of that exercise."""

import ast

import pytest

from nnfs_helpers.exercises.machinery.record import REGISTRY
from tools import graders
from tools.chapters import ROOT, Chapter, required_paths

CHAPTERS = {path.stem: Chapter(path) for path in required_paths()}


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)
def test_no_exercise_is_forgotten(chapter):
    __import__(f"nnfs_helpers.exercises.ch{chapter.number:02}")
    declared = {name for name in REGISTRY if name.startswith(f"ch{chapter.number:02}.")}
    assert {f"{module}.{name}" for _, module, name in graders.exercises(chapter)} == declared
    assert set(graders.otter_tests(chapter)) == {f"{name.split('.')[1]}.py" for name in declared}


def test_a_cell_is_marked_as_an_answer_and_followed_by_its_test():
    notebook = graders.for_nbgrader(Chapter(ROOT / "notebooks" / "04_activations.ipynb"))
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    test = notebook.cells[ids.index("softmax") + 1]
    assert test.metadata["nbgrader"]["grade"] and test.metadata["nbgrader"]["points"] == 2
    code, check = ast.parse(test.source).body
    assert ast.unparse(code.value) == "ch04.softmax.judge(softmax, seed=2026)"
    assert ast.unparse(check.test) == "state == '✓ correct'"


@pytest.mark.parametrize("arguments", [[], ["otter"], ["moodle", "notebooks/04_activations.ipynb", "out"]])
def test_a_wrong_call_says_how_it_goes(arguments):
    with pytest.raises(SystemExit, match="Usage: python -m tools.graders"):
        graders.main(arguments)
