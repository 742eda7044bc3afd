"""progress() and the file behind it: small, robust, outside of the course, and safe to write from two notebooks."""

import re
import subprocess
import sys

import numpy as np
import pytest

from nnfs_helpers.exercises import ch04, progress, record
from nnfs_helpers.exercises.exercise import REGISTRY
from tools.chapters import ROOT

SOFTMAX = "ch04.softmax"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data directory of its own, which does not exist yet."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def shown(capsys):
    """What progress() prints, the mark in front of softmax."""
    capsys.readouterr()
    progress()
    text = capsys.readouterr().out
    return text, re.search(r"(.) Softmax for a batch", text)[1]


def test_from_open_over_tried_to_solved_and_never_back(capsys):
    assert shown(capsys)[1] == "○"
    ch04.softmax.check(np.exp)
    assert shown(capsys)[1] == "✗" and record.states() == {SOFTMAX: "tried"}
    ch04.softmax.check(ch04.softmax.reference)
    ch04.softmax.check(np.exp)
    assert shown(capsys)[1] == "✓" and record.states() == {SOFTMAX: "solved"}
    assert record.path().read_text(encoding="utf-8").split("\n") == [
        "",
        "1 ch04.softmax tried",
        "",
        "1 ch04.softmax solved",
        "",
    ]


def test_every_exercise_is_listed_under_its_chapter(capsys):
    record.add(SOFTMAX, "solved")
    lines = shown(capsys)[0].splitlines()
    chapters = {name.split(".")[0] for name in REGISTRY if re.match(r"ch\d\d\.", name)}
    heads = [line for line in lines if not line.startswith("  ")]
    assert heads == [line for line in sorted(heads)] and len(heads) == len(chapters)
    n_exercises = sum(name.startswith("ch04.") for name in REGISTRY)
    assert f"chapter 4: 1 of {n_exercises} solved" in heads
    assert len(lines) - len(heads) == sum(name.split(".")[0] in chapters for name in REGISTRY)


def test_not_yet_writes_nothing_and_no_file_is_no_error(folder, capsys):
    ch04.softmax.check(...)
    for exercise in REGISTRY.values():
        exercise.check(None)
    assert not folder.exists() and record.states() == {} and "✓" not in shown(capsys)[0]


def test_the_file_is_outside_of_the_checkout(monkeypatch):
    monkeypatch.delenv("JUPYTER_DATA_DIR")
    assert not record.path().is_relative_to(ROOT)


def test_a_check_writes_nothing_inside_the_checkout():
    def files():
        return {
            path: path.stat().st_mtime_ns for path in [*ROOT.glob("*"), *ROOT.glob("n*/*"), *ROOT.glob("n*/*/*.py")]
        }

    before = files()
    ch04.softmax.check(ch04.softmax.reference)
    after = files()
    assert sorted(before) == sorted(after) and record.path().is_file()


DAMAGED = [
    b"",
    b"\n\n\n",
    b"\xff\xfe\x00\x00garbage\x80\n",
    b"1 ch04.softmax",
    b"1 ch04.softmax solve",
    b"1 ch04.softmax won\n",
    b"1  solved\n1 ch04.softmax solved now\n",
    b"2 ch04.softmax solved\n",
    b"version 7: {json: true}\n",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_lines_and_those_of_another_version_are_passed_over(content, capsys):
    record.path().parent.mkdir(parents=True)
    record.path().write_bytes(b"1 ch01.other solved\n" + content)
    assert record.states().get("ch01.other") == "solved" and shown(capsys)[1] == "○"
    record.add(SOFTMAX, "solved")
    assert shown(capsys)[1] == "✓" and record.states()["ch01.other"] == "solved"
    assert record.path().read_bytes().startswith(b"1 ch01.other solved\n" + content)


def test_a_name_that_no_longer_exists_is_no_error(capsys):
    record.add("ch99.gone", "solved")
    assert "gone" not in shown(capsys)[0]


@pytest.mark.parametrize("obstacle", ["a file in the place of the folder", "a folder in the place of the file"])
def test_where_nothing_can_be_written_the_check_still_answers(folder, obstacle, capsys):
    if obstacle.startswith("a file"):
        folder.write_text("in the way", encoding="utf-8")
    else:
        record.path().mkdir(parents=True)
    ch04.softmax.check(ch04.softmax.reference)
    assert capsys.readouterr().out == "✓ correct: Softmax for a batch.\n"
    assert shown(capsys)[1] == "○"


def test_a_directory_that_is_read_only(monkeypatch, capsys):
    def refuse(*_, **__):
        raise PermissionError("read-only")

    monkeypatch.setattr(record.Path, "mkdir", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    ch04.softmax.check(ch04.softmax.reference)
    assert capsys.readouterr().out == "✓ correct: Softmax for a batch.\n"


def test_two_notebooks_that_write_at_once_lose_and_damage_nothing(folder):
    code = (
        "import sys; from nnfs_helpers.exercises import record\n"
        "for number in range(200): record.add(f'ch01.{sys.argv[1]}{number}', 'tried')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, name], cwd=ROOT) for name in ("left", "right")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert set(record.states()) == {f"ch01.{name}{number}" for name in ("left", "right") for number in range(200)}
    lines = [line for line in record.path().read_text(encoding="utf-8").splitlines() if line]
    assert len(lines) == 400 and all(re.fullmatch(r"1 ch01\.(left|right)\d+ tried", line) for line in lines)
