"""The machinery of the exercises: it runs anything, is stopped by nothing, leaves no trace, and says what is wrong."""

import functools
import io
import signal
import subprocess
import sys
import threading
import time

import nbformat
import numpy as np
import pytest

from nnfs_helpers import layers
from nnfs_helpers.exercises.machinery import exercise as machinery
from nnfs_helpers.exercises.machinery import running
from nnfs_helpers.exercises.machinery.compare import Shown, difference, plain, same
from nnfs_helpers.exercises.machinery.exercise import CORRECT, NOT_QUITE, NOT_YET, REGISTRY, exercise
from nnfs_helpers.exercises.machinery.explain import explain
from tools import notebooks
from tools.chapters import ROOT, Chapter

SIGNALS = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no such signals here")


@pytest.fixture(autouse=True)
def sandbox(tmp_path, monkeypatch):
    """A progress file of its own, and a registry that forgets the exercises of these tests."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(machinery, "REGISTRY", dict(REGISTRY))


def batches(rng):
    """A readable case and one that is drawn."""
    yield {"inputs": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), "factor": 2.0}
    yield {"inputs": rng.normal(size=(4, 3)), "factor": rng.normal()}


@pytest.fixture
def scaled():
    """An exercise with a function."""

    @exercise("Scaled", difficulty=2, minutes=5, cases=batches)
    def scaled(inputs, factor):
        """Return inputs times factor."""
        return inputs * factor

    scaled.feedback("""
        A def in it.
        class too.

        # You added {factor}: {got[0]} is not {expected[0]}, and {got.shape} is right.
        * factor → + factor
        """)
    scaled.added = scaled.mistakes[0].wrong
    return scaled


@pytest.fixture
def layer():
    """An exercise with a class."""

    def probe(attempt, case):
        return attempt(case["factor"]).forward(case["inputs"])

    @exercise("Layer", difficulty=1, minutes=5, cases=batches, probe=probe)
    class MyLayer:
        def __init__(self, factor):
            self.factor = factor

        def forward(self, inputs):
            return inputs * self.factor

    return MyLayer


@pytest.fixture
def rows():
    """A quick answer."""

    @exercise("Rows", difficulty=1, minutes=1)
    def rows():
        return (3, 4)

    return rows


# Three answers


def test_three_states(scaled, capsys):
    scaled.check(...)
    scaled.check(lambda inputs, factor: inputs - factor)
    scaled.check(lambda inputs, factor: factor * inputs)
    states = [line for line in capsys.readouterr().out.splitlines() if line.endswith(": Scaled.")]
    assert states == [f"{state}: Scaled." for state in (NOT_YET, NOT_QUITE, CORRECT)]


def test_yours_is_the_last_correct_answer_without_a_remark_and_else_the_solution(scaled):
    assert scaled.yours() is scaled.reference

    def right(inputs, factor):
        return factor * inputs

    def in_the_callers_array(inputs, factor):
        inputs *= factor
        return inputs

    assert scaled.judge(in_the_callers_array)[0] == CORRECT
    for answer in (lambda inputs, factor: inputs - factor, right, ..., in_the_callers_array):
        scaled.check(answer)
    assert scaled.yours() is right


def test_a_mistake_is_named_with_values_and_shapes_also_on_other_cases(scaled):
    sentence = "You added 2: [3., 4., 5.] is not [2., 4., 6.], and (2, 3) is right."
    assert scaled.judge(scaled.added) == scaled.judge(lambda a, b: b + a, seed=7) == (NOT_QUITE, sentence)


def test_the_first_card_of_a_find_the_bug_is_handed_out_and_not_yet_and_shows_its_symptom():
    @exercise("Find the bug: scaled", difficulty=2, minutes=5, cases=batches)
    def scaled(inputs, factor):
        return inputs * factor

    scaled.feedback("# Nothing happens to {inputs}.\n* factor →\n\n# You added.\n* factor → + factor")
    handed_out, added = scaled.mistakes
    assert scaled.judge(handed_out.wrong) == (NOT_YET, "Nothing happens to [[1., 2., 3.], [4., 5., 6.]].")
    assert scaled.judge(added.wrong) == (NOT_QUITE, "You added.")


def test_an_unknown_mistake_is_shown_with_its_first_case(scaled):
    state, message = scaled.judge(lambda inputs, factor: inputs * factor if inputs.shape == (2, 3) else inputs)
    assert state == NOT_QUITE and message.startswith("For inputs = [[") and "For factor = " in message
    assert "you got      [[" in message and "expected was [[" in message and "[1., 2., 3.]" not in message


def test_hints_come_one_by_one_and_begin_again(scaled, capsys):
    for _ in range(3):
        scaled.hint()
    last = "That was the last one. test_exercise_machinery.scaled.solution() shows a solution."
    hints = "Hint 1 of 2: A def in it.", "Hint 2 of 2: class too.", last, "Hint 1 of 2: A def in it."
    assert capsys.readouterr().out.splitlines() == list(hints)


def test_the_solution_is_the_source_of_the_reference_without_its_declaration(scaled, layer, capsys):
    scaled.solution()
    assert capsys.readouterr().out == (
        'def scaled(inputs, factor):\n    """Return inputs times factor."""\n    return inputs * factor\n'
    )
    layer.solution()
    assert capsys.readouterr().out.startswith("class MyLayer:\n    def __init__(self, factor):\n")


def test_heading_and_name(scaled):
    assert scaled.heading == "### Exercise: Scaled · ●●○ · 5 minutes"
    assert scaled.name == "test_exercise_machinery.scaled"
    assert scaled.passes(scaled.reference) and not scaled.passes(scaled.added)


# Stubs, and things that are not what was asked


def empty(inputs, factor):
    """Only a docstring and dots."""
    ...


def passing(inputs, factor):
    pass


class Stub:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, inputs):
        """Return the output."""
        ...


@pytest.mark.parametrize("stub", [..., None, empty, passing, lambda inputs, factor: None])
def test_an_untouched_function_is_not_yet(scaled, stub):
    assert scaled.judge(stub) == (NOT_YET, "Replace the ... by your answer and run the cell again.")


def test_an_untouched_class_or_answer_is_not_yet(layer, rows):
    for state, message in [layer.judge(Stub), layer.judge(...), rows.judge(...)]:
        assert state == NOT_YET and message.startswith("Replace the ...")


def test_an_empty_constructor_or_an_empty_method_of_ones_own_is_no_stub(layer):
    class Answer:
        def __init__(self, factor):
            self.factor = factor

        def forward(self, inputs):
            return self.factor * inputs

        def not_asked_for(self):
            pass

    class Lazy(Answer):
        def __init__(self, factor):
            pass

    assert layer.passes(Answer)
    assert (
        layer.judge(Lazy)[0] == NOT_QUITE and "`self.factor` is used, but no method of `Lazy`" in layer.judge(Lazy)[1]
    )


def test_a_result_or_an_object_instead_of_a_function_or_a_class(scaled, layer, rows):
    for judged in (scaled.judge(np.ones(3)), scaled.judge(3), layer.judge(layer.reference(2.0)), layer.judge([1])):
        assert judged[0] == NOT_QUITE and "Give the name without brackets: test_" in judged[1]
    assert rows.judge((3, 4))[0] == CORRECT


def test_callables_of_all_kinds_are_taken(scaled, layer):
    class Callable:
        def __call__(self, inputs, factor):
            return inputs * factor

    assert scaled.passes(Callable()) and scaled.passes(np.multiply)
    assert scaled.passes(functools.partial(lambda extra, inputs, factor: inputs * factor, None))
    assert layer.passes(lambda factor: layer.reference(factor))


@pytest.mark.parametrize("answer", [(3, 4), [3, 4], np.array([3, 4]), np.array([3.0, 4.0]), lambda: (3, 4)])
def test_a_quick_answer_in_any_form(rows, answer):
    assert rows.passes(answer)


@pytest.mark.parametrize("answer", [(4, 3), 12, {"rows": 3}, [3, 4, 5], [[3, 4]], {3, 4}, 1j, np.array([4, 3])])
def test_a_wrong_quick_answer_in_any_form_does_not_give_the_right_one_away(rows, answer):
    assert rows.judge(answer) == (NOT_QUITE, f"You answered {answer}, and that is not it. Take a hint.")


def test_a_quick_answer_in_quotes_is_called_a_text(rows):
    message = "You answered the text '(3, 4)', and that is not it. Take a hint."
    assert rows.judge("(3, 4)") == (NOT_QUITE, message)


def test_a_quick_answer_of_rows_with_different_lengths(rows):
    state, message = rows.judge([3, [4, 5]])
    assert state == NOT_QUITE and message.startswith("A list with rows of different lengths cannot become an array.")


# What an attempt may return


ODD = {
    "generator": lambda inputs, factor: (row for row in inputs),
    "text": lambda inputs, factor: str(inputs * factor),
    "texts": lambda inputs, factor: ["a", "b"],
    "dict": lambda inputs, factor: {"result": inputs * factor},
    "objects": lambda inputs, factor: np.array([inputs, None, print], dtype=object),
    "complex": lambda inputs, factor: inputs * factor + 1j,
    "class": lambda inputs, factor: Stub,
    "function": lambda inputs, factor: print,
    "set": lambda inputs, factor: {1, 2},
    "bytes": lambda inputs, factor: b"12",
    "none inside": lambda inputs, factor: [None, 2.0],
    "empty": lambda inputs, factor: np.zeros((0, 3)),
    "nan": lambda inputs, factor: inputs * np.nan,
}


@pytest.mark.parametrize("attempt", ODD.values(), ids=ODD)
def test_odd_results_are_refused_in_words(scaled, attempt):
    state, message = scaled.judge(attempt)
    assert state == NOT_QUITE and "you got      " in message and "expected was [[2., 4., 6.]" in message
    assert " at 0x" not in message and len(message) < 600


def test_objects_that_fight_back(scaled, capsys):
    class Angry:
        def __getattr__(self, name):
            raise ValueError("no")

        def __array__(self, *args, **kwargs):
            raise ValueError("never")

        def __repr__(self):
            raise ValueError("not even this")

    endless = {}
    endless["self"] = endless
    for value in (Angry(), [Angry()], endless):
        scaled.check(lambda inputs, factor, value=value: value)
    scaled.check(Angry())
    assert capsys.readouterr().out.count("Scaled.") == 4


def test_none_is_explained(scaled):
    def prints(inputs, factor):
        print(inputs * factor)

    message = scaled.judge(prints)[1].splitlines()
    assert message[2] == "your code gave None. Is a line with `return` missing?"
    assert message[3:] == ["Your code printed:", "    [[ 2.  4.  6.]", "     [ 8. 10. 12.]]"]


def test_what_is_printed_is_shown_for_the_case_that_fails_and_not_without_end(scaled):
    def chatty(inputs, factor):
        print("rows", len(inputs))
        return inputs * factor + (len(inputs) == 4)

    def endless(inputs, factor):
        for line in range(1000):
            print(line)

    assert scaled.judge(chatty)[1].endswith("Your code printed:\n    rows 4")
    assert scaled.judge(endless)[1].splitlines()[-2] == "    9"
    assert "lines more" in scaled.judge(endless)[1].splitlines()[-1]
    assert scaled.judge(lambda inputs, factor: print("right") or inputs * factor) == (CORRECT, None)


def test_a_number_in_quotes_is_called_a_text():
    text = difference({}, "2.3", 2.3)
    assert text == "your code gave the text '2.3', and a number was expected. Take away the quotes."
    assert "quotes" not in difference({}, "<list>", 2.3)


def test_numbers_that_look_alike_are_shown_with_their_places():
    expected = np.array([0.00002, 0.5])
    text = difference({}, np.array([0.00001, 0.5]), expected)
    assert text.splitlines() == [
        "1 of 2 entries differ, among them:",
        "you got      at [0] = 1e-05",
        "expected was at [0] = 2e-05",
    ]
    text = difference({"x": np.ones(30)}, np.ones((5, 6)), np.ones((5, 6)) + np.eye(5, 6))
    assert text.splitlines() == [
        "5 of 30 entries differ, among them:",
        "you got      at [0, 0] = 1, at [1, 1] = 1, at [2, 2] = 1, at [3, 3] = 1",
        "expected was at [0, 0] = 2, at [1, 1] = 2, at [2, 2] = 2, at [3, 3] = 2",
    ]


def test_shapes_are_said_first():
    text = difference({}, np.array([1, 2]), np.array([[1.5], [2.5]]))
    assert text.splitlines()[0] == "the shape is (2,), and (2, 1) was expected."
    assert difference({}, {"a": 1.0, "b": None}, {"a": 1.0, "b": 2.0}) == (
        "In `b`. your code gave None. Is a line with `return` missing?"
    )


@pytest.mark.parametrize(
    "got, expected, equal",
    [
        (np.float32(0.1), 0.1, True),
        (np.array([[2.0]]), 2.0, True),
        (np.ones((3, 1)), np.ones(3), False),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (None, np.nan, False),
        (np.nan, None, False),
        (1.0002, 1.0, False),
        ([1.0, "a"], [1.0, "a"], True),
        ([1.0], [1.0, 2.0], False),
        ("3", 3.0, False),
        ({"a": 1.0}, {"a": 1.0}, True),
        ({"a": 1.0}, {"b": 1.0}, False),
        ({"a": 1.0}, 1.0, False),
        (ValueError("a"), ValueError("a"), True),
        (ValueError("a"), ValueError("b"), False),
        (TypeError("A.f() takes 1"), TypeError("B.f() takes 1"), True),
        (ValueError("a"), TypeError("a"), False),
        (ValueError("a"), 1.0, False),
        (1.0, ValueError("a"), False),
        (True, 1, True),
    ],
)
def test_same(got, expected, equal):
    assert bool(same(got, expected)) is equal


def test_plain_copies_and_names_what_it_does_not_know():
    array = np.ones(2)
    assert plain(array) is not array and plain(np.float64(2)) == 2.0 and plain((1, 2)).tolist() == [1, 2]
    assert plain({"a": [np.ones(2)]})["a"].tolist() == [[1, 1]]
    assert plain(iter([])) == "<list_iterator>" and plain(["a", "b"]) == "<list>"


def test_shown():
    long = Shown(np.arange(100.0).reshape(10, 10))
    assert str(Shown(np.array([[-0.00001, 0.123456]]))) == "[[0., 0.1235]]" and str(Shown(0.1234567)) == "0.12346"
    assert str(Shown(np.array([True, False]))) == "[True, False]" and str(Shown([1, 20])) == "[1, 20]"
    assert len(str(long)) < 120 and long.shape == (10, 10) and str(long[0][1]) == "1"
    assert str(Shown({"a": 1.5, "b": (1, 2)})) == "a = 1.5, b = [1, 2]"


# What an attempt may do


def test_it_leaves_no_trace(scaled, capsys):
    def untidy(inputs, factor):
        print("noise")
        print("noise", file=sys.stderr)
        np.random.seed(5)
        np.random.randn(100)
        np.seterr(all="raise")
        sys.stdout = io.StringIO()
        np.dot = np.zeros = None
        inputs -= 100
        return (inputs + 100) * factor

    def settings():
        return np.geterr(), np.dot, np.zeros, np.random.randn, sys.stdout

    np.random.seed(3)
    before, expected = settings(), np.random.RandomState(3).randn(4).tolist()
    scaled.check(untidy)
    assert settings() == before and np.random.randn(4).tolist() == expected
    printed = capsys.readouterr()
    assert printed.out == ("✓ correct: Scaled.\nOne remark: your code changes `inputs`, which belongs to the caller.\n")
    assert printed.err == ""


def test_the_learners_own_arrays_stay(rows):
    answer = np.array([4.0, 3.0])
    rows.judge(answer)
    assert answer.tolist() == [4.0, 3.0]


def test_errors_that_end_a_program_do_not_end_the_check(scaled):
    for error in (SystemExit, GeneratorExit, MemoryError, RecursionError, StopIteration, BaseException):

        def attempt(inputs, factor, error=error):
            raise error

        assert scaled.judge(attempt)[0] == NOT_QUITE


def test_a_learner_who_presses_stop_stops_the_check_and_leaves_no_trace(scaled, capsys):
    def attempt(inputs, factor):
        raise KeyboardInterrupt

    before = np.random.get_state()[1].tolist(), sys.stdout
    with pytest.raises(KeyboardInterrupt):
        scaled.check(attempt)
    assert (np.random.get_state()[1].tolist(), sys.stdout) == before
    assert capsys.readouterr().out == ""


def never_ends(inputs, factor):
    while True:
        pass


def catches_exceptions(inputs, factor):
    while True:
        try:
            time.sleep(0.001)
        except Exception:
            pass


def catches_the_first(inputs, factor):
    try:
        never_ends(inputs, factor)
    except:  # noqa: E722
        never_ends(inputs, factor)


def slow_in_every_case(inputs, factor):
    time.sleep(0.2)
    return inputs * factor


@SIGNALS
@pytest.mark.parametrize("attempt", [never_ends, catches_exceptions, catches_the_first, slow_in_every_case])
def test_an_attempt_that_takes_too_long_is_stopped_and_the_timer_is_off(scaled, monkeypatch, attempt, capsys):
    def handler(*_):
        raise AssertionError("the alarm of somebody else")

    monkeypatch.setattr(running, "SECONDS", 0.3)
    before = signal.signal(signal.SIGALRM, handler)
    try:
        scaled.check(attempt)
        assert signal.getsignal(signal.SIGALRM) is handler and signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert "Your code was stopped after five seconds. Is there a loop that never ends?" in capsys.readouterr().out


@SIGNALS
def test_the_timer_of_somebody_else_goes_on(scaled):
    signal.setitimer(signal.ITIMER_REAL, 500)
    try:
        scaled.judge(scaled.reference)
        assert 400 < signal.getitimer(signal.ITIMER_REAL)[0] <= 500
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_five_seconds():
    assert running.SECONDS == 5


def test_in_a_thread_there_is_no_limit_and_still_an_answer(scaled):
    found = []
    thread = threading.Thread(target=lambda: found.append(scaled.judge(scaled.added)[0]))
    thread.start()
    thread.join(10)
    assert found == [NOT_QUITE]


def test_a_check_that_fails_itself_does_not_stop_the_chapter(capsys):
    def broken(rng):
        raise ZeroDivisionError("in the cases")
        yield

    @exercise("Broken", difficulty=1, minutes=1, cases=broken)
    def broken_one(x):
        return x

    broken_one.check(lambda x: x)
    assert capsys.readouterr().out == (
        "○ not yet: Broken.\nThe check itself failed, which is not your fault: ZeroDivisionError: in the cases\n"
    )


# Errors in the learner's words


class Own:
    pass


def undefined(inputs, factor):
    return inputs * facto  # noqa: F821


def used_too_early(inputs, factor):
    total = total + inputs  # noqa: F821
    return total


def through_the_course(inputs, factor):
    dense = layers.Dense(5, 2)
    return dense.forward(inputs)


def in_a_helper(inputs, factor):
    def helper(values):
        return values @ inputs

    return np.apply_along_axis(lambda row: helper(inputs), 1, inputs)


def weights_kept_by_the_object(inputs, factor):
    self = Own()
    self.weights = np.ones((4, 2))
    return np.dot(inputs, self.weights)


ERRORS = [
    (
        lambda inputs, factor: np.dot(inputs, inputs),
        "In a product of the shapes (2,3) and (2,3) the inner numbers must be equal. Does one of the two arrays have "
        "to be transposed, or",
        "On that line: `inputs` has the shape (2, 3).",
        "ValueError: shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0)",
    ),
    (weights_kept_by_the_object, "shapes (2,3) and (4,2)", "(2, 3), `self.weights` has the shape (4, 2)."),
    (lambda inputs, factor: inputs @ inputs, "with @ differ: 3 on the left, 2 on the right.", "`inputs` has the shape"),
    (lambda inputs, factor: inputs + np.ones(2), "do not fit number by number. Was `keepdims=True` forgotten"),
    (lambda inputs, factor: inputs[0].__iadd__(inputs), "do not fit number by number"),
    (lambda inputs, factor: np.zeros(2).__setitem__(slice(None), inputs), "do not fit number by number"),
    (lambda inputs, factor: inputs if inputs > 0 else 0, "`if`, `and`, `or` and `max` need one True or False"),
    (lambda inputs, factor: inputs.astype(int).__iadd__(0.5), "An array of whole numbers is changed in place"),
    (lambda inputs, factor: __import__("math").exp(inputs), "An array stands where Python needs a single number."),
    (lambda inputs, factor: inputs[inputs], "These indices are no whole numbers."),
    (lambda inputs, factor: inputs[2], "There is no place 2 along axis 0, which has 2 entries, counted from 0."),
    (lambda inputs, factor: inputs.tolist()[7], "An index is too large. The first entry has the index 0."),
    (lambda inputs, factor: inputs.sum(axis=2), "The array has fewer axes than are asked for."),
    (lambda inputs, factor: inputs[0, 0, 0], "The array has fewer axes than are asked for."),
    (undefined, "The name `facto` is used before it has a value.", "It happened in: return inputs * facto"),
    (used_too_early, "The name `total` is used before it has a value."),
    (lambda inputs, factor: np.maximun(inputs, 0), "There is no `maximun` in numpy. Look at the spelling."),
    (lambda inputs, factor: None + inputs, "Something is None. Often a function or a method has no `return`."),
    (lambda inputs, factor: [None][0][0], "Something is None."),
    (lambda inputs, factor: None.shape, "Something is None."),
    (lambda inputs, factor: inputs.summ(), "An array has no `summ`. Look at the spelling."),
    (lambda inputs, factor: inputs.tolist().T, "A list or tuple stands where an array is needed."),
    (lambda inputs, factor: [1] - [2], "A list or tuple stands where an array is needed."),
    (lambda inputs, factor: [1] * factor, "A list or tuple stands where an array is needed."),
    (lambda inputs, factor: -[1], "A list or tuple stands where an array is needed."),
    (lambda inputs, factor: [1] > 0, "A list or tuple stands where an array is needed."),
    (lambda inputs, factor: factor.shape, "There is no `shape` in a value of the type float."),
    (lambda inputs, factor: inputs.sum().foo, "There is no `foo` in a value of the type numpy.float64."),
    (
        lambda inputs, factor: Own().inputs,
        "`self.inputs` is used, but no method of `Own` that ran before has stored it",
    ),
    (lambda inputs, factor: inputs.sum(keepdim=True), "`sum` has no argument `keepdim`. Look at the spelling."),
    (lambda inputs, factor: [inputs[i] for i in inputs[0]], "An index must be a whole number."),
    (lambda inputs, factor: [a for a, b in (inputs, inputs, [1])], "In a loop over two lists: is `zip` missing?"),
    (
        lambda inputs, factor: inputs[factor],
        "An index must be a whole number.",
        "It happened for inputs = [[1., 2., 3.]",
    ),
    (lambda inputs: inputs, "The arguments of a call are not those in the `def` line of the function"),
    (lambda inputs, factor, third: inputs, "The arguments of a call are not those in the `def` line of the function"),
    (lambda inputs, factor: inputs(0), "Round brackets stand behind something that is no function."),
    (lambda inputs, factor: 1 / 0, "Something is divided by zero."),
    (lambda inputs, factor: np.zeros((10**9, 10**9)), "An array would be larger than the memory of the computer."),
    (lambda inputs, factor: np.broadcast_to(1.0, (10**9, 10**9)), "An array would be larger than the memory"),
    (lambda inputs, factor: [[1.0, 2.0], [3.0]], "A list with rows of different lengths cannot become an array."),
    (lambda inputs, factor: sys.exit(), "Your code ends the whole program, with `exit()` or `quit()`."),
    (
        lambda inputs, factor: [].remove(1),
        "Your code stopped with an error.",
        "ValueError: list.remove(x): x not in list",
    ),
    (through_the_course, "Your code stopped with an error.", "It happened in: return dense.forward(inputs)"),
    (in_a_helper, "with @ differ", "It happened in: return values @ inputs"),
]


@pytest.mark.parametrize("attempt, fragments", [(attempt, fragments) for attempt, *fragments in ERRORS])
def test_errors_are_translated(scaled, attempt, fragments):
    state, message = scaled.judge(attempt)
    assert state == NOT_QUITE and all(fragment in message for fragment in fragments), message
    assert "nnfs_helpers" not in message


def test_a_function_that_calls_itself_for_ever(scaled):
    def again(inputs, factor):
        return again(inputs, factor)

    assert scaled.judge(again)[1].startswith("A function calls itself without an end.\nIt happened in: return again(")


def test_the_words_of_a_later_chapter_are_not_used():
    error = ValueError("operands could not be broadcast together with shapes (3,) (4,)")
    early, middle, late = (explain(error, chapter) for chapter in (2, 4, 6))
    assert early.startswith("Two arrays meet number by number, and they are not equally long.")
    assert "keepdims" in middle and "one-hot" not in middle and late == middle == explain(error)
    assert "one-hot" in explain(error, 5, {"predictions": 1, "labels": 2})
    wanted = TypeError("only integer scalar arrays can be converted to a scalar index")
    assert "Is `len` missing?" in explain(wanted, 1) and "np.maximum" in explain(wanted, 3)


def test_an_error_is_looked_for_in_the_learners_cell_and_not_in_a_class_of_another(scaled, tmp_path):
    space = {}
    for name, code in {
        "chapter": "class Layer:\n    def forward(self, inputs):\n        return inputs @ inputs",
        "answer": "def answer(inputs, factor):\n    return Layer().forward(inputs)",
    }.items():
        path = tmp_path / f"{name}.py"
        path.write_text(code, encoding="utf-8")
        exec(compile(code, str(path), "exec"), space)
    assert "It happened in: return Layer().forward(inputs)" in scaled.judge(space["answer"])[1]


def test_numbers_of_numpy_are_shown_as_numbers(rows):
    assert rows.judge((np.float64(4.5), np.int64(3)))[1].startswith("You answered (4.5, 3), ")


# nnfs.init() and a real kernel


@pytest.mark.parametrize(
    "order",
    [
        "import nnfs\nnnfs.init()\nfrom nnfs_helpers.exercises.machinery.exercise import exercise",
        "import nnfs\nnnfs.init()",
    ],
)
def test_after_nnfs_init_a_check_works_as_before_and_nnfs_stays_as_it_was(order, tmp_path):
    code = f"""
from nnfs_helpers.exercises.machinery.exercise import exercise
import numpy as np
{order}
def answer(inputs, factor):
    total = np.zeros(1)
    total[0] = 1 + 1e-10
    return np.dot(inputs, factor) + 1e6 * (total - 1) + np.dot([1, 2], [3, 4]) + 0 * np.random.randn()
def cases(rng):
    yield {{"inputs": [1.0, 2.0], "factor": np.array([[2.0, 0.5], [0.25, 1e-9]])}}
scaled = exercise("Scaled", 1, 1, cases)(answer)
before = np.dot, np.zeros, np.random.randn
print(scaled.judge(lambda inputs, factor: [13.5001, 11.500100002]))
print(before == (np.dot, np.zeros, np.random.randn), np.zeros(1).dtype)
"""
    if order.startswith("import nnfs\nnnfs.init()\nfrom"):
        code = code.replace("from nnfs_helpers.exercises.machinery.exercise import exercise\n", "", 1)
    path = tmp_path / "after_init.py"
    path.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", path], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.stdout == "('✓ correct', None)\nTrue float32\n", done.stderr


KERNEL = [
    "from nnfs_helpers.exercises.machinery import running\n"
    "from nnfs_helpers.exercises.machinery.exercise import exercise\n"
    "import numpy as np, threading, signal\nrunning.SECONDS = 1\n"
    "double = exercise('Double', 1, 1, lambda rng: [{'inputs': np.ones((2, 3))}])\n"
    "double = double(lambda inputs: 2 * inputs)",
    "def double_it(inputs):\n    return inputs @ inputs\n\ndouble.check(double_it)",
    "def double_it(inputs):\n    while True:\n        try:\n            input('Number? ')\n"
    "            print('still here')\n        except:\n            pass\n\ndouble.check(double_it)",
    "def double_it(inputs):\n    print('noise')\n    return inputs + inputs\n\ndouble.check(double_it)",
    "print(threading.current_thread() is threading.main_thread(), signal.getsignal(signal.SIGALRM) == signal.SIG_DFL)",
]


@SIGNALS
def test_in_a_kernel(tmp_path):
    cells = [nbformat.v4.new_code_cell(source) for source in KERNEL]
    path = tmp_path / "09_kernel.ipynb"
    path.write_text(nbformat.v4.writes(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    done = nbformat.reads(notebooks.run(Chapter(path), timeout=30), as_version=4)
    outputs = ["".join(output.get("text", "?") for output in cell.outputs) for cell in done.cells]
    assert outputs[0] == "" and "It happened in: return inputs @ inputs\nOn that line: `inputs` has" in outputs[1]
    assert "Your code was stopped after five seconds." in outputs[2] and "still here" not in outputs[2]
    assert outputs[3:] == ["✓ correct: Double.\n", "True True\n"]
