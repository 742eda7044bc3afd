"""GRADERS.md is true: otter-grader gives a right, a wrong and an untouched chapter the points they deserve."""

import json
import os
from pathlib import Path
import re
import subprocess
import sys

import nbformat
import pytest

ROOT = Path(__file__).parents[3]
RIGHT = """import numpy as np

def softmax(logits):
    exps = np.exp(logits - np.max(logits, axis=1)[:, np.newaxis])
    return exps / np.sum(exps, axis=1)[:, np.newaxis]
"""
WRONG = RIGHT.replace("np.sum(exps, axis=1)[:, np.newaxis]", "np.sum(exps)")


def blocks(language):
    """The pieces of code in GRADERS.md."""
    page = (ROOT / "docs" / "GRADERS.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the test of the page and the autograder.zip that the page makes of it."""
    folder = tmp_path_factory.mktemp("grading")
    (folder / "tests").mkdir()
    (test,) = [block for block in blocks("python") if "@test_case" in block]
    (folder / "tests" / "softmax.py").write_text(test, encoding="utf-8")
    (folder / "notebooks").mkdir()
    (folder / "results").mkdir()
    otter(folder, commands()[0])
    return folder


def commands():
    """The two commands of the page, otter generate and otter run."""
    lines = "".join(blocks("bash")).splitlines()
    return [line.split() for line in lines if line.startswith("otter ")]


def otter(folder, command):
    """Run a command of the page in a folder, with the otter of this Python."""
    program = Path(sys.executable).with_name(command[0])
    environment = os.environ | {"JUPYTER_DATA_DIR": str(folder / "data"), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "code, score, message",
    [
        (RIGHT, 2, "All test cases passed"),
        (WRONG, 0, "All numbers of the batch together sum to 1. Each row is a sample and needs a sum of its own."),
        (None, 0, "Replace the ... by your answer"),
    ],
    ids=["right", "wrong", "untouched"],
)
def test_the_score_of_a_chapter(folder, code, score, message):
    chapter = nbformat.read(ROOT / "notebooks" / "04_activations.ipynb", as_version=4)
    (cell,) = [cell for cell in chapter.cells if "ch04.softmax.check(softmax)" in cell.source]
    cell.source = f"{code}\nch04.softmax.check(softmax)" if code else cell.source
    nbformat.write(chapter, folder / "notebooks" / "04_activations.ipynb")
    otter(folder, commands()[1])
    results = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    (graded,) = [test for test in results["tests"] if test["name"] == "softmax"]
    assert (graded["score"], graded["max_score"]) == (score, 2) and message in graded["output"]
