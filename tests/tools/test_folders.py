"""What a learner sees who opens a folder: little at the top, and among the chapters chapters alone."""

from fnmatch import fnmatch

import pytest

from tools.chapters import ROOT, chapter_paths

MOST_AT_THE_TOP = 12


def seen(folder):
    """The names in a folder that neither begin with a point nor are named in .gitignore."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    made_here = [line.rstrip("/") for line in lines] + [".*"]
    return {path.name for path in folder.iterdir() if not any(fnmatch(path.name, line) for line in made_here)}


def test_there_are_few_entries_at_the_top():
    assert len(seen(ROOT)) <= MOST_AT_THE_TOP


def test_a_learner_who_opens_notebooks_sees_chapters_and_nothing_else():
    assert seen(ROOT / "notebooks") == {path.name for path in chapter_paths()}


@pytest.mark.parametrize("name", ["conftest.py", "README.md", "data"])
def test_what_is_no_chapter_would_be_seen(tmp_path, name):
    for there in (name, "__pycache__", ".ipynb_checkpoints", "nnfs_helpers.egg-info"):
        (tmp_path / there).mkdir()
    assert seen(tmp_path) == {name}
