"""At the end of a run of all chapters it is told which of them take longer than their budget."""

import subprocess
import sys

import pytest

from tools.budget import BUDGET, chapter_of, over, seconds
from tools.chapters import ROOT

# The samples have numbers that no chapter has, so that tools.renumber leaves them alone.


@pytest.mark.parametrize(
    "test, chapter",
    [
        ("notebooks/87_optimizers.ipynb::Cell 64", 87),
        ("notebooks/95_frameworks.ipynb::Cell 0", 95),
        ("tests/pages/test_links.py::test_good_link[notebooks/81_neuron.ipynb]", None),
        ("tests/exercises/test_exercises.py::test_junk_is_refused_in_words[ch83.MyDense]", 83),
        ("tests/explorers/test_explorers_ch87.py::test_the_ravine", 87),
        ("tests/package/test_layers.py::test_dense[100_rows]", None),
        ("tests/package/test_layers.py::test_each08_match12", None),
    ],
)
def test_a_test_belongs_to_the_chapter_that_its_name_holds(test, chapter):
    assert chapter_of(test) == chapter


TESTS = [
    ("notebooks/82_layer.ipynb::Cell 1", BUDGET),
    ("notebooks/83_batch.ipynb::Cell 1", BUDGET),
    ("notebooks/83_batch.ipynb::Cell 2", 0.25),
    ("tests/x.py::test_x[ch83.MyDense]", 1.5),
    ("tests/x.py::test_x[ch84.softmax]", BUDGET + 2),
    ("tests/x.py::test_y", 100.0),
]


def test_the_page_and_the_tests_that_name_a_chapter_are_added_up():
    page, others = seconds(TESTS)
    assert page == {82: BUDGET, 83: BUDGET + 0.25} and others == {83: 1.5, 84: BUDGET + 2}


def test_only_what_is_over_the_budget_is_told_the_slowest_first():
    assert over(TESTS) == [
        f"chapter 84: {BUDGET + 2:.1f} s, of which the page takes 0.0 s",
        f"chapter 83: {BUDGET + 1.75:.1f} s, of which the page takes {BUDGET + 0.25:.1f} s",
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
