"""Each chapter says how long it takes, and the time fits; the map of chapter 0 says the same."""

import re

import pytest

from tools.chapters import ROOT, Chapter, chapter_paths, only
from tools.times import IN_WORDS, exercise_minutes, honest_time, planned

START = Chapter(ROOT / "notebooks" / "00_start.ipynb")


@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_the_time_to_plan_is_honest(path):
    complaints = list(honest_time(Chapter(path)))
    assert not complaints, "\n".join(complaints)


def test_a_time_that_forgets_the_exercises_is_seen():
    chapter = Chapter(ROOT / "notebooks" / "01_neuron.ipynb")
    minutes = exercise_minutes(chapter)
    assert minutes > 20
    shorter = max((words for words in IN_WORDS if IN_WORDS[words] < minutes), key=IN_WORDS.get)
    for cell in only("markdown", chapter.cells):
        cell.source = cell.source.replace(f"Plan about {planned(chapter)},", f"Plan about {shorter},")
    (complaint,) = honest_time(chapter)
    assert f"plan about {shorter}, but its exercises take {minutes} minutes" in complaint


def test_a_missing_time_is_seen():
    chapter = Chapter(ROOT / "notebooks" / "01_neuron.ipynb")
    for cell in only("markdown", chapter.cells):
        cell.source = cell.source.replace("Plan about", "Take")
    (complaint,) = honest_time(chapter)
    assert complaint.startswith('01_neuron.ipynb must say "Plan about')


def rows_of_the_map():
    """The rows of the table "The map" of chapter 0: {file of a chapter: the time it says}."""
    text = "\n".join(cell.source for cell in only("markdown", START.cells))
    found = re.findall(r"^\| \[chapter \d+\]\((\d\d_\w+\.ipynb)\) \|[^|]*\|[^|]*\| ([^|]*) \|$", text, re.MULTILINE)
    return dict(found)


def test_the_map_has_every_other_chapter_with_its_time():
    others = [Chapter(path) for path in chapter_paths() if path != START.path]
    assert rows_of_the_map() == {chapter.name: planned(chapter) for chapter in others}
