"""progress() and the file behind it: small, robust, outside of the course, and safe to write from two notebooks."""

import re
import subprocess
import sys
import types

import numpy as np
import pytest

from nnfs_helpers.exercises import ch04, progress
from nnfs_helpers.exercises.machinery import record
from nnfs_helpers.exercises.machinery.exercise import REGISTRY
from tools.chapters import ROOT

SOFTMAX = "ch04.softmax"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data directory of its own, which does not exist yet."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    for variable in ("COURSE_PROGRESS", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "data"


def shown(capsys):
    """What progress() prints."""
    capsys.readouterr()
    progress()
    return capsys.readouterr().out


def mark(capsys):
    """The mark in front of softmax; "" if it is not listed."""
    found = re.search(r"(.) Softmax for a batch", shown(capsys).split("Next:")[0])
    return found[1] if found else ""


def test_from_open_over_tried_to_solved_and_never_back(capsys):
    record.add("ch04.leaky_relu", "tried")
    assert mark(capsys) == "○"
    ch04.softmax.check(np.exp)
    assert mark(capsys) == "✗" and record.states()[SOFTMAX] == "tried"
    ch04.softmax.check(ch04.softmax.reference)
    ch04.softmax.check(np.exp)
    assert mark(capsys) == "✓" and record.states()[SOFTMAX] == "solved"
    lines = record.path().read_text(encoding="utf-8").split()
    assert " ".join(lines) == "2 activations.leaky_relu tried 2 activations.softmax tried 2 activations.softmax solved"


def chapters():
    """The exercises by chapter: {"ch04": [names]}."""
    names = [name for name in REGISTRY if re.match(r"ch\d\d\.", name)]
    return {module: [name for name in names if name.startswith(module)] for module in sorted({n[:4] for n in names})}


def test_totals_a_line_for_each_chapter_and_the_list_of_the_one_that_is_begun(capsys):
    shown(capsys)  # imports all chapters
    record.add(SOFTMAX, "solved")
    first, *lines, last = shown(capsys).splitlines()
    assert first == f"1 of {sum(map(len, chapters().values()))} exercises solved"
    heads = [line for line in lines if not line.startswith("  ")]
    assert heads == [
        f"chapter {int(module[2:])}: {int(module == 'ch04')} of {len(names)} solved"
        for module, names in chapters().items()
    ]
    assert len(lines) - len(heads) == len(chapters()["ch04"])
    assert last == f'Next: "{REGISTRY["ch04.leaky_relu"].title}" in notebooks/04_activations.ipynb'


@pytest.mark.parametrize("module", ["ch01", "ch04", "ch06", "ch07"])
def test_a_chapter_is_listed_in_the_order_of_its_page(module, capsys):
    shown(capsys)
    record.add(chapters()[module][-1], "tried")
    listed = [line[4:] for line in shown(capsys).splitlines() if line.startswith("  ")]
    (path,) = (ROOT / "notebooks").glob(f"{module[2:]}_*.ipynb")
    page = path.read_text(encoding="utf-8")
    headings = re.findall(r"### Exercise: (.*?) · ", page)
    assert listed == headings and len(headings) == len(chapters()[module])


def test_a_solved_chapter_takes_one_line_and_the_next_one_comes_next(capsys):
    shown(capsys)
    for name in chapters()["ch01"]:
        record.add(name, "solved")
    lines = shown(capsys).splitlines()
    assert not any(line.startswith("  ") for line in lines)
    assert lines[-1].endswith(" in notebooks/02_layer.ipynb")


def test_when_all_is_solved_nothing_comes_next(capsys, monkeypatch):
    shown(capsys)
    monkeypatch.setattr(record, "states", lambda: dict.fromkeys(REGISTRY, "solved"))
    assert "Next" not in shown(capsys)


def test_the_next_exercise_without_the_notebooks_is_named_by_its_chapter(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(record, "NOTEBOOKS", tmp_path)
    assert re.search(r'Next: ".+" in chapter 0$', shown(capsys).strip())


def test_a_record_survives_a_new_number_of_its_chapter(monkeypatch):
    record.add(SOFTMAX, "solved")
    monkeypatch.setattr(record, "subjects", lambda: {"ch77": "activations", "ch04": "news"})
    assert record.states() == {"ch77.softmax": "solved"}


def test_the_lines_of_the_first_edition_are_read():
    record.path().parent.mkdir(parents=True)
    layer, activations = f"ch{2:02}", f"ch{4:02}"  # their numbers in the first edition, whatever they are now
    lines = f"\n1 {activations}.softmax solved\n\n1 {layer}.outputs tried\n"
    record.path().write_text(lines, encoding="utf-8")
    assert record.states() == {SOFTMAX: "solved", "ch02.outputs": "tried"}


# Inside a grader nothing is written


class Notebook:
    """otter's class, whose attribute tells that it grades."""

    _grading_mode = True


GRADERS = {"NBGRADER_EXECUTION": "autograde", "COURSE_PROGRESS": "off"}


@pytest.mark.parametrize("variable", GRADERS)
def test_a_grader_that_says_so_in_a_variable_writes_nothing(variable, monkeypatch, folder, capsys):
    monkeypatch.setenv(variable, GRADERS[variable])
    ch04.softmax.check(ch04.softmax.reference)
    assert not folder.exists() and "✓" in capsys.readouterr().out
    monkeypatch.delenv(variable)
    ch04.softmax.check(ch04.softmax.reference)
    assert record.states() == {SOFTMAX: "solved"}


@pytest.mark.parametrize("grades", [True, False])
def test_otter_writes_nothing_while_it_grades(grades, monkeypatch, folder):
    module = types.ModuleType("otter.check.notebook")
    module.Notebook = Notebook
    monkeypatch.setattr(Notebook, "_grading_mode", grades)
    monkeypatch.setitem(sys.modules, "otter.check.notebook", module)
    ch04.softmax.check(ch04.softmax.reference)
    assert folder.exists() is not grades


def test_not_yet_writes_nothing_and_no_file_is_no_error(folder, capsys):
    ch04.softmax.check(...)
    for exercise in REGISTRY.values():
        exercise.check(None)
    assert not folder.exists() and record.states() == {} and "✓" not in shown(capsys)


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
    b"3 activations.softmax solved\n",
    b"version 7: {json: true}\n",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_lines_and_those_of_another_version_are_passed_over(content, capsys):
    record.path().parent.mkdir(parents=True)
    record.path().write_bytes(b"1 ch01.other solved\n" + content)
    assert record.states().get("ch01.other") == "solved" and SOFTMAX not in record.states()
    record.add(SOFTMAX, "solved")
    assert mark(capsys) == "✓" and record.states()["ch01.other"] == "solved"
    assert record.path().read_bytes().startswith(b"1 ch01.other solved\n" + content)


def test_a_name_that_no_longer_exists_is_no_error(capsys):
    record.add("ch99.gone", "solved")
    assert "gone" not in shown(capsys)


@pytest.mark.parametrize("obstacle", ["a file in the place of the folder", "a folder in the place of the file"])
def test_where_nothing_can_be_written_the_check_still_answers(folder, obstacle, capsys):
    if obstacle.startswith("a file"):
        folder.write_text("in the way", encoding="utf-8")
    else:
        record.path().mkdir(parents=True)
    ch04.softmax.check(ch04.softmax.reference)
    assert capsys.readouterr().out == "✓ correct: Softmax for a batch.\n"
    assert shown(capsys).startswith("0 of ")


def test_a_directory_that_is_read_only(monkeypatch, capsys):
    def refuse(*_, **__):
        raise PermissionError("read-only")

    monkeypatch.setattr(record.Path, "mkdir", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    ch04.softmax.check(ch04.softmax.reference)
    assert capsys.readouterr().out == "✓ correct: Softmax for a batch.\n"


def test_two_notebooks_that_write_at_once_lose_and_damage_nothing(folder):
    code = (
        "import sys; from nnfs_helpers.exercises.machinery import record\n"
        "for number in range(200): record.add(f'ch01.{sys.argv[1]}{number}', 'tried')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, name], cwd=ROOT) for name in ("left", "right")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert set(record.states()) == {f"ch01.{name}{number}" for name in ("left", "right") for number in range(200)}
    lines = [line for line in record.path().read_text(encoding="utf-8").splitlines() if line]
    assert len(lines) == 400 and all(re.fullmatch(r"2 neuron\.(left|right)\d+ tried", line) for line in lines)
