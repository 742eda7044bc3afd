"""A new chapter is one command, passes all tests as soon as its text is written, and leaves no trace when taken out."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from tools import chapter as command
from tools.chapters import Chapter, chapter_paths
from tools.guards import all_written
from tools.links import broken_links
from tools.sync import stale


@pytest.fixture
def small(course, tmp_path):
    """A copy of the small course."""
    return shutil.copytree(course, tmp_path / "small")


def contents(root):
    """All files of a course: {name: bytes}."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_it_gets_the_next_free_number_and_a_line_in_the_readme_and_its_neighbours_lead_to_it(small):
    laid = command.lay("attention", root=small)
    assert [path.relative_to(small).as_posix() for path in laid] == [
        "nnfs_helpers/exercises/ch03.py",
        "notebooks/03_attention.ipynb",
        "tests/exercises/answers/ch03.py",
    ]
    assert "](notebooks/03_attention.ipynb)" in (small / "README.md").read_text(encoding="utf-8")
    assert "](03_attention.ipynb)" in Chapter(small / "notebooks" / "02_layer.ipynb").cells[-1].source
    assert stale(small) == []
    assert all(list(broken_links(path, small)) == [] for path in chapter_paths(small))
    text = "".join(path.read_text(encoding="utf-8") for path in laid)
    assert "ch03.mean_square" in text and "NN" not in text and "subject" not in text


def test_until_its_text_is_written_each_place_is_named(small):
    command.lay("attention", root=small)
    complaints = list(all_written(Chapter(small / "notebooks" / "03_attention.ipynb")))
    assert len(complaints) == 8 and all("TO WRITE is left of the skeleton" in sentence for sentence in complaints)


def test_at_a_number_that_is_taken_the_others_make_room_and_come_back_when_it_is_taken_out(small):
    before = contents(small)
    command.lay("attention", 1, small)
    assert command.subjects(small) == {"attention": 1, "neuron": 2, "layer": 3}
    gone = command.take_out("attention", small)
    assert len(gone) == 3 and contents(small) == before


@pytest.mark.parametrize(
    "subject, number, complaint",
    [
        ("neuron", None, "There is a chapter neuron already"),
        ("9lives", None, '"9lives" cannot be the name of a chapter'),
        ("two words", None, '"two words" cannot be the name'),
        ("../escape", None, "cannot be the name"),
        ("attention", 100, "from 0 to 99, and not 100"),
        ("attention", -1, "from 0 to 99, and not -1"),
    ],
)
def test_what_cannot_be_a_chapter_is_answered_with_a_sentence_and_nothing_is_written(small, subject, number, complaint):
    before = contents(small)
    with pytest.raises(ValueError, match=complaint):
        command.lay(subject, number, small)
    assert contents(small) == before


def test_only_a_chapter_that_is_there_can_be_taken_out(small):
    with pytest.raises(ValueError, match="no chapter attention. These are there: neuron, layer"):
        command.take_out("attention", small)


# The whole of it, in a copy of this course


def call(folder, *words):
    """What a command prints in a folder."""
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_the_text(laid):
    """Do what an author does, in as few words as possible."""
    for path in laid:
        path.write_text(path.read_text(encoding="utf-8").replace("TO WRITE", "Written"), encoding="utf-8")
    (page,) = [path for path in laid if path.suffix == ".ipynb"]
    notebook = nbformat.read(page, as_version=4)
    for cell in notebook.cells:
        if cell.id == "question":
            cell.source = cell.source.replace("you can**", "you can** write, read and check it.")
        if cell.id == "summary":
            cell.source = cell.source.replace(
                "## Summary", "## Summary\n\nThere are values. Each is squared. They fit."
            )
    nbformat.write(notebook, page)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("number", [None, 4], ids=["next", "in the middle"])
def test_a_chapter_passes_as_soon_as_its_text_is_written_and_leaves_no_trace(copied_course, number, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", ".")
    call(copied_course, "git", "init", "--quiet")
    call(copied_course, "git", "add", "--all")
    before = call(copied_course, "git", "status", "--porcelain", "--untracked-files=all")
    laid = command.lay("attention", number, copied_course)
    page = write_the_text(laid)
    start = copied_course / "notebooks" / "00_start.ipynb"
    row = f"| [chapter {int(page.name[:2])}]({page.name}) | TO WRITE | TO WRITE | half an hour |"
    text = start.read_text(encoding="utf-8")
    assert text.count(row) == 1
    start.write_text(text.replace(row, row.replace("TO WRITE", "words")), encoding="utf-8")
    call(copied_course, sys.executable, "-m", "tools.sync")
    call(copied_course, sys.executable, "-m", "tools.notebooks", str(page), str(start))
    number = page.name.partition("_")[0]
    named = f"{number} or attention or core or enough or declared or everything or up_to_date or start or map"
    tests = ["tests/pages", "tests/exercises/test_exercises.py", f"notebooks/{page.name}"]
    call(copied_course, sys.executable, "-m", "pytest", "-q", "-k", named, *tests)
    command.take_out("attention", copied_course)
    assert call(copied_course, "git", "status", "--porcelain", "--untracked-files=all") == before
