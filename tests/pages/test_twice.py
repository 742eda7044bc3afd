"""Any cell can be run again, and any section after the ones below it: the page shows the same."""

import nbformat
import pytest

from tools.chapters import Chapter, required_paths
from tools.notebooks import run
from tools.twice import WAYS, unrepeatable

GROWING = [["## A", ">>> numbers = []", ">>> numbers.append(3)\nprint(len(numbers))"]]
SHARED = [["## A", ">>> x = 2", ">>> print(x)"], ["## B", ">>> x = 5", ">>> print(x)"]]
USED_LATER = [["## A", ">>> x = 2"], ["## B", ">>> print(x)"], ["## C", ">>> x = 5"]]
TWICE, BACKWARDS = WAYS


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", required_paths(), ids=lambda path: path.stem)
def test_a_chapter(path, way):
    complaints = list(unrepeatable(Chapter(path), way))
    assert not complaints, "\n".join(complaints)


def chapter_of(folder, sections, tags=()):
    """A chapter with these sections, run once. A text that begins with >>> is a code cell; all have the same tags."""
    cells = []
    for text in [text for section in sections for text in section]:
        if text.startswith(">>> "):
            cells.append(nbformat.v4.new_code_cell(text.removeprefix(">>> "), metadata={"tags": list(tags)}))
        else:
            cells.append(nbformat.v4.new_markdown_cell(text))
    path = folder / "09_test.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 9 · Test"), *cells])
    path.write_text(nbformat.v4.writes(notebook), encoding="utf-8")
    path.write_text(run(Chapter(path)), encoding="utf-8")
    return Chapter(path)


@pytest.mark.parametrize(
    "sections, way, cells",
    [
        (GROWING, TWICE, 1),
        (SHARED, TWICE, 0),
        (SHARED, BACKWARDS, 0),
        (USED_LATER, TWICE, 0),
        (USED_LATER, BACKWARDS, 1),
    ],
)
def test_what_is_seen(tmp_path, sections, way, cells):
    complaints = list(unrepeatable(chapter_of(tmp_path, sections), way))
    assert len(complaints) == cells and all(f"{way}, it shows something else" in found for found in complaints)


def test_a_cell_that_is_tagged_as_one_that_moves_may_move(tmp_path):
    assert not list(unrepeatable(chapter_of(tmp_path, GROWING, tags=["moves"]), TWICE))
