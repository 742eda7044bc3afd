"""Each chapter says how long it takes, and the time fits; the map of chapter 0 says the same."""

import re

import pytest

from tools.chapters import ROOT, Chapter, chapter_paths, only
from tools.course_map import HEAD, mapped
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


def test_a_new_chapter_gets_a_row_with_its_time_and_one_that_is_gone_loses_it():
    first, second = (Chapter(path) for path in chapter_paths()[1:3])
    rows = "| [chapter 7](07_layer.ipynb) | a layer | x | no time |\n| [chapter 99](99_gone.ipynb) | a | b | c |"
    text = f"Words.\n\n{HEAD}\n{rows}"
    assert mapped(text, START, [START, first, second]) == (
        f"Words.\n\n{HEAD}\n| [chapter 1](01_neuron.ipynb) | TO WRITE | TO WRITE | {planned(first)} |\n"
        f"| [chapter 2](02_layer.ipynb) | a layer | x | {planned(second)} |"
    )
    assert mapped("No map.", START, [START, first]) == "No map."


def rows_of_the_map():
    """The rows of the table "The map" of chapter 0: {file of a chapter: the time it says}."""
    text = "\n".join(cell.source for cell in only("markdown", START.cells))
    found = re.findall(r"^\| \[chapter \d+\]\((\d\d_\w+\.ipynb)\) \|[^|]*\|[^|]*\| ([^|]*) \|$", text, re.MULTILINE)
    return dict(found)


def test_the_map_has_every_other_chapter_with_its_time():
    others = [Chapter(path) for path in chapter_paths() if path != START.path]
    assert rows_of_the_map() == {chapter.name: planned(chapter) for chapter in others}
