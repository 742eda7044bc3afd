"""Causes that can be seen in the code of any answer are named, and only where they are true."""

import numpy as np
import pytest

from nnfs_helpers.exercises.machinery import exercise as module
from nnfs_helpers.exercises.machinery import running
from nnfs_helpers.exercises.machinery.exercise import CORRECT, NOT_QUITE, NOT_YET, REGISTRY, exercise
from nnfs_helpers.exercises.machinery.running import remark
from nnfs_helpers.exercises.machinery.stubs import same_code

other_inputs = np.array([1.0, 2.0, 3.0])
EPSILON = 0.5


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """A registry that forgets the exercises of these tests."""
    monkeypatch.setattr(module, "REGISTRY", dict(REGISTRY))


def numbers(rng):
    """Cases in which no argument can be left out or exchanged."""
    yield {"inputs": np.array([2.0, -1.0, 0.5]), "power": 3.0, "shift": 0.25}
    yield {"inputs": rng.normal(size=4), "power": 2.0, "shift": 1.5}


@pytest.fixture
def raised():
    """An exercise with three arguments."""

    @exercise("Find the bug: raised", difficulty=1, minutes=1, cases=numbers)
    def raised(inputs, power, shift):
        """Return inputs to a power, and shift added."""
        return inputs**power + shift

    raised.feedback("""
        # The result is too large by 1.
        + shift → + shift + 1
        """)
    return raised


def said(judged, answer):
    """The message for a wrong answer."""
    state, message = judged.judge(answer)
    assert state == NOT_QUITE
    return message


def test_an_argument_that_is_never_read(raised):
    def answer(inputs, power, shift):
        return inputs**power

    assert said(raised, answer).startswith("Your code never reads its argument `shift`.\nFor inputs = ")


def test_an_argument_that_is_read_inside_another_function_is_read(raised):
    def answer(inputs, power, shift):
        def inner(values):
            return values * power + shift

        return inner(inputs)

    assert "never reads" not in said(raised, answer)


def test_a_variable_of_another_cell(raised):
    def answer(inputs, power, shift):
        return other_inputs[0] * inputs**power + shift + EPSILON

    message = said(raised, answer)
    assert message.startswith("Your code reads `other_inputs`, a variable of another cell.")
    assert "EPSILON" not in message.split("\n")[0]


def test_a_sign_that_is_no_power(raised):
    def answer(inputs, power, shift):
        return (inputs.astype(int) ^ int(power)) + shift

    assert said(raised, answer).startswith("`^` is no power in Python: a power is written `**`.")


def test_two_arguments_of_its_own_in_another_order_are_right_with_a_remark(raised):
    def answer(exponent, x, offset):
        return x**exponent + offset

    state, message = raised.judge(answer)
    assert state == CORRECT
    assert message == "One remark: your code wants `power` before `inputs`; the exercise gives `inputs` first."


def test_what_never_ends_is_not_tried_with_every_exchange(raised, monkeypatch):
    calls = []

    def answer(inputs, power, shift):
        calls.append(power)
        while True:
            pass

    monkeypatch.setattr(running, "SECONDS", 0.1)
    assert "Your code was stopped after" in said(raised, answer)
    assert len(calls) == 2  # as it is, and with the first exchange


def test_two_arguments_that_are_mixed_up_are_wrong(raised):
    def answer(inputs, power, shift):
        return inputs**shift + 2 * power

    def mixed(inputs, power, shift):
        return power**inputs + shift

    assert "exchange the two" not in said(raised, answer)
    assert "Your code takes `inputs` for `power`, and `power` for `inputs`: exchange the two." in said(raised, mixed)


def test_a_function_without_its_brackets(raised):
    assert "without brackets behind its name" in said(raised, lambda inputs, power, shift: inputs.sum * 2.0 + shift)


def test_a_name_that_differs_by_a_letter(raised):
    class Memory:
        def __init__(self):
            self.inputs = 1

    def answer(inputs, power, shift):
        self = Memory()
        return self.input

    def misspelt(inputs, power, shift):
        total = inputs**power  # noqa: F841
        return totl + shift  # noqa: F821

    assert "`self.input` is read, and `self.inputs` is there: are they meant to be the same?" in said(raised, answer)
    assert "`totl` is read, and `total` is there: are they meant to be the same?" in said(raised, misspelt)


def test_no_help_fires_on_the_solutions_of_all_exercises():
    from nnfs_helpers.exercises.machinery.helps import causes

    for known in REGISTRY.values():
        assert causes(known.reference, known.reference) == [], known.name


# Not yet means untouched


def test_the_code_that_is_handed_out_is_not_yet_until_it_is_changed(raised):
    def untouched(inputs, power, shift):
        """Other words."""
        return inputs**power + shift + 1

    def touched(inputs, power, shift):
        result = inputs**power + shift + 1
        return result

    assert raised.judge(untouched) == (NOT_YET, "The result is too large by 1.")
    assert said(raised, touched) == "Your code has changed, and it still does the same. The result is too large by 1."


def test_code_is_the_same_however_its_lines_are_broken():
    def one(x):
        return np.sqrt(np.abs(x) + 1)

    # fmt: off
    def other(x):
        return np.sqrt(
            np
            .abs(x)
            + 1
        )
    # fmt: on

    assert same_code(one, other)


def test_code_is_the_same_whatever_its_name_and_its_comments():
    def one(x):
        """Words."""
        return [x + 1 for _ in range(2)]

    def other(x):
        return [x + 1 for _ in range(2)]  # a comment

    def third(x):
        return [x + 2 for _ in range(2)]

    def fourth(y):
        return [y + 1 for _ in range(2)]

    assert same_code(one, other) and not same_code(one, third) and not same_code(one, fourth)
    assert not same_code(one, 3) and not same_code(type("A", (), {"f": one}), one)
    assert same_code(type("A", (), {"f": one}), type("B", (), {"f": other}))
    assert not same_code(type("A", (), {"f": one}), type("B", (), {"f": third}))


def test_a_class_of_which_one_method_is_written_is_not_quite():
    def probe(attempt, case):
        layer = attempt()
        return {"there": layer.forward(case["x"]), "back": layer.backward(case["x"])}

    class Layer:
        def forward(self, x):
            return x + 1

        def backward(self, x):
            return x - 1

    judged = exercise("Layer", 1, 1, lambda rng: [{"x": np.ones(2)}], probe)(Layer)

    class Untouched:
        def forward(self, x): ...

        def backward(self, x): ...

    class Half:
        def forward(self, x):
            return x + 1

        def backward(self, x): ...

    assert judged.judge(Untouched)[0] == NOT_YET
    assert judged.judge(Half) == (NOT_QUITE, "`backward` is not written yet: replace its `...`.")


# Quick answers, and what is tolerated


@pytest.fixture
def number():
    """A quick answer that is a number with decimals."""
    return exercise("Number", 1, 1)(lambda: 2.6)


def test_a_decimal_comma(number):
    state, message = number.judge((2, 6))
    assert state == NOT_QUITE and message.endswith("is two numbers. Python's decimal mark is a point, as in 0.5.")
    assert number.judge(2.6)[0] == CORRECT and "decimal" not in number.judge(26)[1]


def test_what_a_probe_tolerates_is_remarked_on_once():
    def probe(attempt, case):
        remark("the exercise had asked for a list.")
        return attempt(case["x"])

    judged = exercise("Asked", 1, 1, lambda rng: [{"x": 1.0}, {"x": 2.0}], probe)(lambda x: x)
    assert judged.judge(lambda x: x + 0) == (CORRECT, "One remark: the exercise had asked for a list.")
    assert "remark" not in judged.judge(lambda x: x + 1)[1]
