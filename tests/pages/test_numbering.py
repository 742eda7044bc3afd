"""A chapter's number is written by the tools, so that it can change: in links, code, words and names of files."""

import pytest

from tools import renumber
from tools.chapters import Chapter, chapter_paths
from tools.guards import sealed
from tools.links import broken_links
from tools.numbering import numbered, typed_numbers
from tools.sync import stale

CHAPTERS = [Chapter(path) for path in chapter_paths()]


@pytest.mark.parametrize(
    "link, written",
    [
        ("[chapter 9](09_neuron.ipynb)", "[chapter 1](01_neuron.ipynb)"),
        ("[Chapter ](99_layer.ipynb#Shapes)", "[Chapter 2](02_layer.ipynb#Shapes)"),
        ("[chapter 9](09_unknown.ipynb)", "[chapter 9](09_unknown.ipynb)"),
        ("[the neuron](09_neuron.ipynb)", "[the neuron](09_neuron.ipynb)"),
    ],
)
def test_sync_writes_the_number_of_a_linked_chapter(link, written):
    assert numbered(f"As in {link}, so here.", CHAPTERS) == f"As in {written}, so here."


def test_a_number_inside_a_link_or_code_is_not_typed(chapter):
    assert list(typed_numbers(chapter)) == []
    chapter.cells[1].source += " `chapter 4` and [chapter 2](02_layer.ipynb) but chapters 5 and 6."
    (complaint,) = typed_numbers(chapter)
    assert '"chapters 5"' in complaint


@pytest.mark.parametrize(
    "text, new",
    [
        ("ch08.port_loss, test_ch08.py, ch07, ch080, each08", "ch15.port_loss, test_ch15.py, ch07, ch080, each08"),
        ("chapter 8, Chapters 7 and 8, chapters 6 to 8", "chapter 15, Chapters 7 and 15, chapters 6 to 15"),
        ("notebooks/08_frameworks.ipynb 08_other.ipynb", "notebooks/15_frameworks.ipynb 08_other.ipynb"),
        ("8 chapters, chapter 88, in 8 steps", "8 chapters, chapter 88, in 8 steps"),
    ],
)
def test_a_chapter_is_renumbered_where_it_is_named(text, new):
    assert renumber.renumbered(text, {8: 15}, ["frameworks"]) == new
    assert renumber.renumbered(new, {15: 8}, ["frameworks"]) == text


def test_the_file_of_a_picture_is_left_alone():
    page = '<img src="data:image/png;base64,A/ch08/B" alt="See chapter 8."> and <img src="data:image/png;base64,ch08">'
    new = renumber.in_strings({"text/html": page}, lambda text: renumber.renumbered(text, {8: 15}))
    assert new["text/html"] == page.replace("chapter 8", "chapter 15")


def test_room_is_made_for_a_chapter_and_closed_again():
    assert renumber.room_at(3, {1, 2, 3, 4, 6}) == {3: 4, 4: 5}
    assert renumber.gap_closed_at(3, {1, 2, 4, 5, 6}) == {4: 3, 5: 4, 6: 5}
    assert renumber.room_at(5, {1, 2, 3, 4, 6}) == {}


def snapshot(root):
    """All files of a course that may name a chapter: {name: bytes}."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in renumber.files(root)}


@pytest.mark.slow
def test_room_for_a_chapter_in_the_middle_leaves_no_trace_when_it_is_closed_again(copied_course):
    copy = copied_course
    before, numbers = snapshot(copy), renumber.taken(copy)
    renumber.renumber(renumber.room_at(4, numbers), copy)
    moved = Chapter(copy / "notebooks" / "05_activations.ipynb")
    assert moved.number == 5 and (copy / "nnfs_helpers" / "exercises" / "ch05.py").is_file()
    assert any("ch05.softmax.check(softmax)" in cell.source for cell in moved.cells)
    assert stale(copy) == []
    for path in chapter_paths(copy):
        assert list(sealed(Chapter(path))) == list(broken_links(path, copy)) == []
    renumber.renumber(renumber.gap_closed_at(4, renumber.taken(copy)), copy)
    assert snapshot(copy) == before


def test_a_number_that_is_taken_is_refused():
    with pytest.raises(SystemExit, match="no chapter 2"):
        renumber.main(["1", "2"])
