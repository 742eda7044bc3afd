"""Nothing on a page is typed by hand: a chapter that was changed after its run is found."""

import pytest

from tools import sync
from tools.chapters import Chapter, chapter_paths, pictures
from tools.guards import sealed


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
    data["image/png"] = data["image/png"].replace("A", "B", 1)


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


def test_sync_does_not_renew_the_seal(course, chapter):
    setup = next(cell for cell in chapter.cells if cell.id == "setup")
    setup.source = "# an old set-up cell"
    sync.write_chapter(chapter, [chapter], course)
    assert "google.colab" in setup.source
    assert list(sealed(chapter)) != []


@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_chapter_is_as_it_was_run(path):
    complaints = list(sealed(Chapter(path)))
    assert not complaints, "\n".join(complaints)
