"""The orders in which the chapters are tried are what they are said to be, and a page that hangs on one is seen."""

import json
import re

import pytest

from tools.environments import run
from tools.matrix import compare
from tools.order import any_order, arm, kernels
from tools.order.__main__ import pins as make_pins

NUMBERS = "import numpy as np\na, b = np.random.RandomState(0).standard_normal((2, 1000))\n"
HANGS_ON_THE_ORDER = NUMBERS + "for _ in range(20):\n    print(np.dot(a, b))"
HOLDS = NUMBERS + "print(round(np.dot(a, b), 8))"
# What the BLAS of random orders computes, beside sums that NumPy adds without a BLAS.
RIGHT = """
import numpy as np

rng = np.random.RandomState(0)
for kind, margin in (("float64", 1e-12), ("float32", 1e-4)):
    a, b, square = rng.standard_normal((3, 4)), rng.standard_normal((4, 5)), rng.standard_normal((4, 4))
    a, b, square = a.astype(kind), b.astype(kind), square.astype(kind)
    for left, right in ((a, b), (b.T, a.T), (square, b), (a, square.T), (a, a.T), (a.T, a), (a[:, ::-1], b[::-1])):
        expected = (left[:, :, None] * right[None, :, :]).sum(axis=1)
        assert np.allclose(left @ right, expected, atol=margin), (kind, left.shape, right.shape)
        assert np.allclose(np.dot(left, right[:, 0]), expected[:, 0], atol=margin)
        assert np.allclose(np.dot(left[0], right), expected[0], atol=margin)
        assert np.allclose(np.dot(left[0, ::-1], right[::-1, 0]), expected[0, 0], atol=margin)
print("right")
"""


@pytest.fixture(scope="module")
def pins():
    """The interpreter of the pinned environment."""
    return make_pins()


@pytest.fixture(scope="module")
def found(pins):
    """The kernels of this machine's OpenBLAS, with the variables that choose them."""
    return kernels.distinct(pins)


def page(folder, interpreter, source):
    """A notebook of one code cell, whose stored output is what the source prints on this machine; return its path."""
    printed = run([interpreter, "-c", source], OPENBLAS_NUM_THREADS="1")
    return arm.write_page(folder / "01_page.ipynb", source, printed)


# A random order


def test_in_a_random_order_every_kind_of_product_has_more_than_one_result_and_without_it_has_one(pins):
    plain = any_order.results(pins, {"OPENBLAS_NUM_THREADS": "1"})
    shuffled = any_order.results(pins, any_order.in_force(pins, seed=1))
    assert plain.keys() == shuffled.keys() and len(plain) == 12
    assert set(plain.values()) == {1} and min(shuffled.values()) > 1


def test_what_is_added_in_a_random_order_is_right_but_for_the_last_digits(pins):
    assert run([pins, "-c", RIGHT], **any_order.in_force(pins, seed=1)) == "right\n"


def test_two_seeds_are_two_random_orders_and_one_seed_is_always_the_same(pins):
    first, again, second = (run([pins, "-c", HANGS_ON_THE_ORDER], **any_order.in_force(pins, n)) for n in (1, 1, 2))
    assert first == again != second


def test_what_differs_is_told_without_the_colours_of_a_terminal(pins, tmp_path):
    page(tmp_path, pins, HANGS_ON_THE_ORDER)
    variables = any_order.in_force(pins, seed=1)
    ((place, words),) = compare(pins, variables, tmp_path / "report.xml", tmp_path).differing.items()
    assert place == "01_page.ipynb, Cell 0" and "Cell outputs differ" in words
    assert "x1B" not in words and not re.search(r"\[\d+m", words)


def test_a_page_that_prints_fewer_digits_holds_in_a_random_order(pins, tmp_path):
    page(tmp_path, pins, HOLDS)
    found = compare(pins, any_order.in_force(pins, seed=1), tmp_path / "report.xml", tmp_path)
    assert (found.compared, found.differing) == (1, {})


def test_a_library_that_is_not_reached_is_not_taken_for_tested(pins, monkeypatch):
    monkeypatch.setattr(any_order, "variables", lambda libraries, seed: {"OPENBLAS_NUM_THREADS": "1"})
    with pytest.raises(ValueError, match=r"does not reach NumPy: .*vector @ vector, float64.*its transpose, float32"):
        any_order.in_force(pins, seed=1)


def test_without_a_compiler_or_on_another_system_a_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ValueError, match="there is no cc here: apt-get install gcc"):
        any_order.compile_libraries(tmp_path)
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    with pytest.raises(ValueError, match="only Linux has; this is Darwin"):
        any_order.compile_libraries(tmp_path)


# Kernels


def test_the_kernels_are_really_used_and_the_usual_one_is_among_them(pins, found):
    assert kernels.facts(pins, {})["kernel"] in found
    for kernel, variables in found.items():
        assert kernels.facts(pins, variables)["kernel"] == kernel


def test_a_kernel_that_openblas_does_not_know_or_this_processor_cannot_run_is_not_among_them(pins, monkeypatch):
    usual = kernels.facts(pins, {})["kernel"]
    monkeypatch.setattr(kernels, "NAMES", ["Haswel"])
    assert list(kernels.distinct(pins)) == [usual]
    monkeypatch.setattr("tools.processors.PROBE", "import os, signal\nos.kill(os.getpid(), signal.SIGILL)")
    with pytest.raises(ValueError, match="there are no kernels to choose from"):
        kernels.distinct(pins)


def test_a_page_that_hangs_on_the_kernel_is_named_under_one_of_them(pins, found, tmp_path):
    page(tmp_path, pins, HANGS_ON_THE_ORDER)
    runs = [compare(pins, variables, tmp_path / "report.xml", tmp_path) for variables in found.values()]
    assert {run.compared for run in runs} == {1}
    assert len(runs) == 1 or any(run.differing for run in runs)


# ARM: the emulation itself is started by make test-arm alone


def test_the_proof_of_arm_fails_on_any_other_processor(pins, tmp_path, monkeypatch):
    monkeypatch.setattr(arm, "PROOF", tmp_path / "proof.ipynb")
    assert json.loads(arm.write_proof().read_text(encoding="utf-8"))["cells"][0]["outputs"][0]["text"] == ["aarch64\n"]
    ((place, words),) = compare(pins, {}, tmp_path / "report.xml", tmp_path).differing.items()
    assert place == "proof.ipynb, Cell 0" and "x86_64" in words


def test_without_debians_programs_arm_is_a_failure_and_not_a_gap(tmp_path, monkeypatch):
    monkeypatch.setattr(arm, "FOLDER", tmp_path)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ValueError, match="emulated with Debian's packages, and there is no apt-get here"):
        arm.make()
