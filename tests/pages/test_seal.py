"""Nothing on a page is typed by hand: a chapter that was changed after its run is found."""

import pytest

from tools import sync
from tools.chapters import PNG, Chapter, chapter_paths, pictures
from tools.guards import sealed
from tools.normal import seal


def cell_that(chapter, condition):
    """The first cell of a chapter for which condition holds."""
    return next(cell for cell in chapter.cells if condition(cell))


def change_source(chapter):
    cell_that(chapter, lambda cell: cell.source.startswith("output =")).source += "  # faster"


def change_prose(chapter):
    chapter.cells[1].source = chapter.cells[1].source.replace("What", "Which")


def change_output(chapter):
    cell_that(chapter, lambda cell: cell.source.startswith("output =")).outputs[0].text = "-0.426\n"


def change_picture(chapter):
    data = cell_that(chapter, pictures).outputs[0].data
    data["text/html"] = PNG.sub(lambda match: match[1] + match[2].replace("A", "B", 1), data["text/html"])


def change_tags(chapter):
    del cell_that(chapter, lambda cell: "raises-exception" in cell.metadata.get("tags", [])).metadata["tags"]


def swap_cells(chapter):
    chapter.cells[3], chapter.cells[4] = chapter.cells[4], chapter.cells[3]


def lose_seal(chapter):
    del chapter.notebook.metadata["course"]


@pytest.mark.parametrize(
    "change", [change_source, change_prose, change_output, change_picture, change_tags, swap_cells, lose_seal]
)
def test_any_change_by_hand_breaks_the_seal(chapter, change):
    assert list(sealed(chapter)) == []
    change(chapter)
    assert list(sealed(chapter)) == ["01_neuron.ipynb was changed after it was run: run make notebooks."]


def stored_again(chapter, course):
    """The chapter as tools.sync would write it."""
    chapter.notebook = sync.brought_up_to_date(chapter, [Chapter(path) for path in chapter_paths(course)], course)
    return chapter


def cell_named(chapter, name):
    """The cell with this id."""
    return cell_that(chapter, lambda cell: cell.id == name)


@pytest.mark.parametrize("name", ["header", "setup", "navigation"])
def test_what_sync_writes_needs_no_new_run(course, chapter, name):
    right = cell_named(chapter, name).source
    older = right.replace("README.md", "README").replace("nnfs==", "nnfs==0.")
    cell_named(chapter, name).source = older
    chapter.notebook.metadata["course"] = {"seal": seal(chapter.notebook)}
    assert list(sealed(stored_again(chapter, course))) == []
    assert cell_named(chapter, name).source == right != older


def test_sync_renews_no_seal_that_was_broken(course, chapter):
    change_output(chapter)
    cell_named(chapter, "setup").source = "# an old set-up cell"
    assert list(sealed(stored_again(chapter, course))) != []
    assert "google.colab" in cell_named(chapter, "setup").source


def test_new_code_in_a_shown_module_needs_a_new_run(course, chapter):
    shown = cell_that(chapter, lambda cell: cell.source.startswith("# nnfs_helpers/layers.py"))
    shown.source = shown.source.replace("Keep the weights.", "Store the weights.")
    chapter.notebook.metadata["course"] = {"seal": seal(chapter.notebook)}
    assert list(sealed(stored_again(chapter, course))) != []


@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_chapter_is_as_it_was_run(path):
    complaints = list(sealed(Chapter(path)))
    assert not complaints, "\n".join(complaints)
