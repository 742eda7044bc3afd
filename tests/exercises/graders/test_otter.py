"""GRADERS.md is true: otter-grader gives a right, a wrong and an untouched chapter the points they deserve."""

import json

import pytest

from tests.exercises.graders import grading

GENERATE, RUN = grading.commands("otter ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder "grading" with the tests of the chapter and the autograder.zip that the page makes of them."""
    folder = grading.written("otter", tmp_path_factory.mktemp("course"))
    (folder / "results").mkdir()
    grading.run(GENERATE, folder)
    return folder


def test_the_page_shows_what_the_command_writes(folder):
    assert (folder / "tests" / "softmax.py").read_text(encoding="utf-8") == grading.block_with("@test_case")


@pytest.mark.parametrize("student", grading.STUDENTS)
def test_the_score_of_a_chapter(folder, student):
    code, points, message = grading.STUDENTS[student]
    grading.submission(folder / "notebooks" / grading.CHAPTER, code)
    grading.run(RUN, folder)
    results = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    scores = {test["name"]: test["score"] for test in results["tests"] if "score" in test}
    (graded,) = [test for test in results["tests"] if test["name"] == "softmax"]
    assert (graded["score"], graded["max_score"]) == (points, 2) and message in graded["output"]
    assert sum(scores.values()) == points and len(scores) > 5  # the other exercises are not answered
    assert grading.no_progress(folder)
