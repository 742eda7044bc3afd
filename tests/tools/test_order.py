"""The proofs of the order see what they are for: a printed digit that hangs on the order of a sum fails."""

import shutil
import sys

import nbformat
import numpy as np
import pytest

from tools.chapters import required_paths
from tools.matrix import compare
from tools.order import any_order, arm
from tools.order.__main__ import in_turn


def test_all_come_round_in_turn():
    names = ["a", "b", "c", "d", "e"]
    assert in_turn(names, None, 3) == in_turn(names, 9, 3) == names
    assert [in_turn(names, 2, start) for start in range(3)] == [["a", "b"], ["c", "d"], ["e", "a"]]
    assert in_turn(names, 0, 4) == []


def test_on_arm_the_first_chapter_is_run_with_each_commit_and_every_other_comes_round(monkeypatch):
    chapters = [path.name for path in required_paths()]
    seen = set()
    for commit in range(len(chapters) - 1):
        monkeypatch.setattr(arm, "turn", lambda number=commit: number)
        other, first = arm.chapters()
        assert first == chapters[0] and other != first
        seen.add(other)
    assert seen == set(chapters[1:])


@pytest.fixture
def library(tmp_path):
    """The variables of a random order that is in force."""
    if sys.platform != "linux" or shutil.which("cc") is None:
        pytest.skip("a random order needs Linux and a C compiler")
    return any_order.in_force(sys.executable, 1, tmp_path)


def notebook(folder, source, printed):
    """A folder with a notebook of one cell and its stored output."""
    output = nbformat.v4.new_output("stream", name="stdout", text=f"{printed}\n")
    cell = nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])
    folder.mkdir()
    (folder / "01_neuron.ipynb").write_text(
        nbformat.v4.writes(nbformat.v4.new_notebook(cells=[cell])), encoding="utf-8"
    )
    return folder


@pytest.mark.slow
def test_a_digit_that_depends_on_the_order_of_a_sum_is_found(library, tmp_path):
    source = "import numpy as np\nnumbers = np.random.RandomState(0).normal(size=1000)\n"
    plain = {"OPENBLAS_NUM_THREADS": "1"}
    numbers = np.random.RandomState(0).normal(size=1000)
    all_digits = notebook(tmp_path / "all", source + "print(float(numbers @ numbers))", float(numbers @ numbers))
    rounded = notebook(
        tmp_path / "few", source + "print(round(float(numbers @ numbers), 3))", round(float(numbers @ numbers), 3)
    )
    found = {}
    for name, folder in (("all", all_digits), ("few", rounded)):
        for order, variables in (("plain", plain), ("random", library)):
            run = compare(sys.executable, variables, tmp_path / f"{name}-{order}.xml", folder)
            found[name, order] = (run.compared, len(run.differing))
    assert found == {
        ("all", "plain"): (1, 0),
        ("all", "random"): (1, 1),
        ("few", "plain"): (1, 0),
        ("few", "random"): (1, 0),
    }
