"""Write the exercises of a chapter for a grader: python -m tools.graders otter|nbgrader CHAPTER FOLDER."""

from pathlib import Path
import re
import sys

import nbformat

from tools.chapters import Chapter, only

POINTS = 2  # of each exercise; change them in what was written
SEED = 2026  # of the cases on which an answer is graded
CHECK = re.compile(r"^(ch\d+)\.(\w+)\.check\(\2\)$", re.MULTILINE)
OTTER_TEST = '''"""Grades the exercise {chapter}.{name}."""

from otter.test_files import test_case

from nnfs_helpers.exercises import {chapter}

OK_FORMAT = False
name = "{name}"
points = {points}


@test_case()
def test_{name}({name}):
    state, message = {chapter}.{name}.judge({name}, seed={seed})
    assert state == "✓ correct", message
'''
NBGRADER_TEST = """state, message = {chapter}.{name}.judge({name}, seed={seed})
assert state == "✓ correct", message"""


def exercises(chapter):
    """The exercises of a chapter in their order, as (cell, "ch04", "softmax"): the cells that check an answer."""
    found = [(cell, CHECK.search(cell.source)) for cell in only("code", chapter.cells)]
    return [(cell, match[1], match[2]) for cell, match in found if match]


def otter_tests(chapter):
    """Map the name of each otter test of a chapter, "softmax.py", to its text."""
    return {
        f"{name}.py": OTTER_TEST.format(chapter=module, name=name, points=POINTS, seed=SEED)
        for _, module, name in exercises(chapter)
    }


def for_nbgrader(chapter):
    """The notebook of a chapter with what nbgrader must know: an answer in each exercise, and a test cell behind it."""
    notebook = chapter.notebook
    for cell, module, name in exercises(chapter):
        cell.metadata["nbgrader"] = about(name, solution=True)
        test = nbformat.v4.new_code_cell(NBGRADER_TEST.format(chapter=module, name=name, seed=SEED))
        test.metadata["nbgrader"] = about(f"test-{name}", grade=True, locked=True) | {"points": POINTS}
        test.metadata["tags"] = ["raises-exception"]
        notebook.cells.insert(notebook.cells.index(cell) + 1, test)
    return notebook


def about(grade_id, **true):
    """The metadata of a cell that nbgrader reads, in version 3 of its schema."""
    names = ("grade", "locked", "solution", "task")
    return {"schema_version": 3, "grade_id": grade_id} | {name: true.get(name, False) for name in names}


def main(arguments):
    """Write the files into the folder, which is made if it is missing."""
    if len(arguments) != 3 or arguments[0] not in ("otter", "nbgrader"):
        sys.exit("Usage: python -m tools.graders otter|nbgrader notebooks/04_activations.ipynb FOLDER")
    chapter, folder = Chapter(arguments[1]), Path(arguments[2])
    folder.mkdir(parents=True, exist_ok=True)
    if arguments[0] == "otter":
        files = otter_tests(chapter)
    else:
        files = {chapter.name: nbformat.writes(for_nbgrader(chapter))}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        print(folder / name)


if __name__ == "__main__":
    main(sys.argv[1:])
