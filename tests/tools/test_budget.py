"""At the end of a run of all chapters it is told which of them take longer than their budget."""

import subprocess
import sys

import pytest

from tools.budget import BUDGET, chapter_of, over, seconds
from tools.chapters import ROOT


@pytest.mark.parametrize(
    "test, chapter",
    [
        ("notebooks/07_optimizers.ipynb::Cell 64", 7),
        ("notebooks/15_frameworks.ipynb::Cell 0", 15),
        ("tests/pages/test_links.py::test_good_link[notebooks/01_neuron.ipynb]", None),
        ("tests/exercises/test_exercises.py::test_junk_is_refused_in_words[ch03.MyDense]", 3),
        ("tests/explorers/test_explorers_ch07.py::test_the_ravine", 7),
        ("tests/package/test_layers.py::test_dense[100_rows]", None),
        ("tests/package/test_layers.py::test_each08_match12", None),
    ],
)
def test_a_test_belongs_to_the_chapter_that_its_name_holds(test, chapter):
    assert chapter_of(test) == chapter


TESTS = [
    ("notebooks/02_layer.ipynb::Cell 1", BUDGET),
    ("notebooks/03_batch.ipynb::Cell 1", BUDGET),
    ("notebooks/03_batch.ipynb::Cell 2", 0.25),
    ("tests/x.py::test_x[ch03.MyDense]", 1.5),
    ("tests/x.py::test_x[ch04.softmax]", BUDGET + 2),
    ("tests/x.py::test_y", 100.0),
]


def test_the_page_and_the_tests_that_name_a_chapter_are_added_up():
    page, others = seconds(TESTS)
    assert page == {2: BUDGET, 3: BUDGET + 0.25} and others == {3: 1.5, 4: BUDGET + 2}


def test_only_what_is_over_the_budget_is_told_the_slowest_first():
    assert over(TESTS) == [
        f"chapter 4: {BUDGET + 2:.1f} s, of which the page takes 0.0 s",
        f"chapter 3: {BUDGET + 1.75:.1f} s, of which the page takes {BUDGET + 0.25:.1f} s",
    ]


ONE_SLOW_CELL = """
import sys
import pytest
from tools import budget
budget.BUDGET = 0.0
sys.exit(pytest.main(["-q", "notebooks/01_neuron.ipynb", "tests/tools/test_budget.py", "-k", "neuron or adds"]))
"""


@pytest.mark.slow
def test_a_run_of_pytest_ends_with_it():
    command = [sys.executable, "-c", ONE_SLOW_CELL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "over the budget of 0 s" in done.stdout and "chapter 1: " in done.stdout
