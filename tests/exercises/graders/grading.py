"""What grading with otter-grader and with nbgrader share: the page that says how, and three submissions."""

import os
from pathlib import Path
import re
import subprocess
import sys

import nbformat

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "GRADERS.md"
CHAPTER = "04_activations.ipynb"
RIGHT = """import numpy as np

def softmax(logits):
    exps = np.exp(logits - np.max(logits, axis=1)[:, np.newaxis])
    return exps / np.sum(exps, axis=1)[:, np.newaxis]
"""
WRONG = RIGHT.replace("np.sum(exps, axis=1)[:, np.newaxis]", "np.sum(exps)")


def blocks(language):
    """The pieces of code in GRADERS.md."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def block_with(sign):
    """The one piece of Python in GRADERS.md that holds the sign."""
    (found,) = [block for block in blocks("python") if sign in block]
    return found


def commands(start):
    """The command lines of GRADERS.md that begin with these words, each as a list of words."""
    lines = "".join(blocks("bash")).splitlines()
    return [line.split() for line in lines if line.startswith(start)]


def run(command, folder):
    """Run a command of the page in a folder, with the programs of this Python, and return what it says."""
    program = Path(sys.executable).with_name(Path(command[0]).name)
    environment = os.environ | {"JUPYTER_DATA_DIR": str(folder / "data"), "OPENBLAS_NUM_THREADS": "1"}
    environment |= {"PYTHONPATH": str(ROOT), "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    options = {"capture_output": True, "encoding": "utf-8", "timeout": 300}
    done = subprocess.run([program, *command[1:]], cwd=folder, env=environment, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def written(grader, folder):
    """Let the command of the page write what a grader needs, into a folder "grading" that stands in this one."""
    (folder / "notebooks").symlink_to(ROOT / "notebooks")
    (command,) = [command for command in commands(".venv/bin/python -m tools.graders") if grader in command]
    run(command, folder)
    return folder / "grading"


def submission(path, code, source=ROOT / "notebooks" / CHAPTER):
    """Write a chapter in which the exercise softmax is answered by the code, or left as it is."""
    chapter = nbformat.read(source, as_version=4)
    (cell,) = [cell for cell in chapter.cells if "ch04.softmax.check(softmax)" in cell.source]
    cell.source = f"{code}\nch04.softmax.check(softmax)" if code else cell.source
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(chapter, path)


def no_progress(folder):
    """Whether nothing was written to the progress of whoever grades."""
    return not list((folder / "data").rglob("progress.txt"))


# A student: the code for softmax, the points that it deserves, and what the grader says.
STUDENTS = {
    "right": (RIGHT, 2, "All test cases passed"),
    "wrong": (WRONG, 0, "All numbers of the batch together sum to 1. Each row is a sample and needs a sum of its own."),
    "untouched": (None, 0, "Replace the ... by your answer"),
}
