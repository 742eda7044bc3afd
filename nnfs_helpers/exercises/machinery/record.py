"""What this learner has solved: one line for each change, in a plain file of the user's data directory.

A line names the subject of the chapter, activations.softmax, and not its number, which may change.
"""

import os
from pathlib import Path
import re
import sys

from jupyter_core.paths import jupyter_data_dir

REGISTRY = {}  # the name of each exercise, ch04.softmax, and the exercise
VERSION = 2  # of the format; version 1 wrote the numbers that the chapters of the first edition had
FIRST_EDITION = ("neuron", "layer", "batch", "activations", "loss", "backprop", "optimizers", "frameworks")
NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def path():
    """Return the file, which may be missing. JUPYTER_DATA_DIR moves it."""
    return Path(jupyter_data_dir()) / "nnfs_course" / "progress.txt"


def subjects():
    """Return what the chapters are called: {"ch04": "activations"}; nothing for those whose notebook is not here."""
    return {f"ch{file.name[:2]}": file.stem[3:] for file in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")}


def in_file(name):
    """Return the name of an exercise as the file has it: activations.softmax for ch04.softmax."""
    module, _, rest = name.partition(".")
    return f"{subjects().get(module, module)}.{rest}"


def states():
    """Return {exercise name: "tried" or "solved"}. Lines that are damaged or of another version are passed over."""
    text = path().read_text(encoding="utf-8", errors="replace") if path().is_file() else ""
    known = {subject: module for module, subject in subjects().items()}
    found = {}
    for version, chapter, rest, state in re.findall(r"^([12]) (\w+)\.(\S+) (tried|solved)$", text, re.MULTILINE):
        if version == "1":
            number = re.fullmatch(r"ch0([1-8])", chapter)
            chapter = FIRST_EDITION[int(number[1]) - 1] if number else chapter
        name = f"{known.get(chapter, chapter)}.{rest}"
        if found.get(name) != "solved":
            found[name] = state
    return found


def in_a_grader():
    """Return whether a grader runs this: nbgrader, otter, or a teacher who has set COURSE_PROGRESS=off."""
    otter = sys.modules.get("otter.check.notebook")
    in_otter = getattr(getattr(otter, "Notebook", None), "_grading_mode", False)
    return bool(in_otter or os.environ.get("NBGRADER_EXECUTION") or os.environ.get("COURSE_PROGRESS") == "off")


def add(name, state):
    """Note a state. One short write at the end of the file, so that two notebooks cannot damage each other's lines."""
    if in_a_grader():
        return
    try:
        if states().get(name) not in (state, "solved"):
            path().parent.mkdir(parents=True, exist_ok=True)
            with open(path(), "ab", buffering=0) as file:
                file.write(f"\n{VERSION} {in_file(name)} {state}\n".encode())
    except (OSError, RuntimeError):
        pass  # a disk that cannot be written to, or a user without a home, must not stop a check
