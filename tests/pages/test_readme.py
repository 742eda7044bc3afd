"""The README: short, and with nothing on it that is not so."""

from tools.chapters import ROOT, chapter_paths
from tools.picture import PICTURE, stored_picture

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_a_line_for_each_chapter_and_at_most_92_others():
    rows = [line for line in README.splitlines() if "](notebooks/" in line and line.startswith("| [")]
    assert len(rows) == len(chapter_paths())
    assert len(README.splitlines()) - len(rows) <= 92


def test_the_picture_is_the_one_that_chapter_6_shows():
    assert PICTURE.read_bytes() == stored_picture()


def test_the_two_commands_are_targets_of_the_makefile():
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = [line.split(":")[0] for line in lines if ":" in line]
    for command in ("lab", "test"):
        assert f"make {command} " in README and command in targets


def test_the_doctor_is_the_first_thing_named_where_something_does_not_work():
    section = README.split("## Something does not work\n")[1]
    assert section.lstrip().startswith("First ask the doctor")
    for line in (r".venv\Scripts\python -m nnfs_helpers.doctor", ".venv/bin/python -m nnfs_helpers.doctor"):
        assert line in section.split("\n* ")[0]


def test_the_licence_names_both_licences():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT License" in text and "CC BY 4.0" in text
