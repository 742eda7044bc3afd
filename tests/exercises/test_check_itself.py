"""✓ comes only from two values that were both computed. When a part of the check fails, it says so, and never ✓."""

import importlib
import inspect
import itertools
import pkgutil
import re
import signal
import sys
import threading

import numpy as np
import pytest

from nnfs_helpers import exercises
from nnfs_helpers.exercises import ch04
from nnfs_helpers.exercises.machinery import running
from nnfs_helpers.exercises.machinery.exercise import CORRECT, FAILED, NOT_QUITE, NOT_YET, Exercise, exercise
from nnfs_helpers.exercises.machinery.overview import modules
from nnfs_helpers.exercises.machinery.record import REGISTRY


def machinery():
    """The modules behind the exercises."""
    found = [module.name for module in pkgutil.walk_packages(exercises.__path__, f"{exercises.__name__}.")]
    return [importlib.import_module(name) for name in found if not re.search(r"\.(ch\d\d|real_torch)$", name)]


MODULES = machinery()
LEARNED_LATER = {"progress", "exercise"}  # not part of a check


def functions():
    """All functions of the machinery and all methods of Exercise: {label: (function, where it stands)}."""
    found = {}
    for module in MODULES:
        for name, part in vars(module).items():
            if (
                inspect.isfunction(part)
                and part.__module__.startswith(exercises.__name__)
                and name not in LEARNED_LATER
            ):
                found[f"{part.__module__.rsplit('.', 1)[-1]}.{name}"] = part
    return found


FUNCTIONS = functions()
METHODS = ["judged", "wanted", "reason", "fill", "mistake"]


def broken(*_, **__):
    raise RuntimeError("this part is broken")


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    """A record of its own, and a softmax whose mistakes are made anew."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))


@pytest.fixture
def doubled(monkeypatch):
    """A small exercise with a named mistake."""
    registry = dict(REGISTRY)

    @exercise("Doubled", difficulty=1, minutes=1, cases=lambda rng: [{"x": rng.normal(size=3)}])
    def doubled(x):
        """Return x twice as large."""
        return 2 * x

    doubled.feedback("# You added {x}.\n2 * x → 2 + x")
    yield doubled
    REGISTRY.clear()
    REGISTRY.update(registry)


def right(x):
    return x + x


def named(x):
    return x + 2


def unforeseen(x):
    return 5 * x


def raising(x):
    return x @ np.ones((7, 7))


def assert_no_accident(judged, capsys):
    """No wrong answer is correct, no right one is wrong, and nothing gets out, whatever is broken."""
    for answer in (right, named, unforeseen, raising):
        state, message = judged.judge(answer)
        assert state != (NOT_QUITE if answer is right else CORRECT), (answer, message)
        assert state != NOT_YET or message.startswith(FAILED)
        judged.check(answer)
        assert judged.passes(answer) is (state == CORRECT)
        assert state in capsys.readouterr().out


def test_where_nothing_is_broken(doubled, capsys):
    states = [doubled.judge(answer)[0] for answer in (right, named, unforeseen, raising)]
    assert states == [CORRECT, NOT_QUITE, NOT_QUITE, NOT_QUITE]
    assert_no_accident(doubled, capsys)


@pytest.mark.parametrize("label", FUNCTIONS)
def test_a_part_that_fails_is_never_a_result(doubled, label, monkeypatch, capsys):
    for module in MODULES:
        for name, part in list(vars(module).items()):
            if part is FUNCTIONS[label]:
                monkeypatch.setattr(module, name, broken)
    assert_no_accident(doubled, capsys)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_that_fails_is_never_a_result(doubled, name, monkeypatch, capsys):
    monkeypatch.setattr(Exercise, name, broken)
    assert_no_accident(doubled, capsys)


BORROWED = [
    ("nnfs_helpers.exercises.machinery.running.copy.deepcopy", "copying"),
    ("nnfs_helpers.exercises.machinery.running.patch.multiple", "patching"),
    ("nnfs_helpers.exercises.machinery.running.redirect_stdout", "printing"),
    ("nnfs_helpers.exercises.machinery.running.np.random.get_state", "the random state"),
    ("nnfs_helpers.exercises.machinery.running.np.random.set_state", "setting the random state"),
    ("nnfs_helpers.exercises.machinery.running.np.random.seed", "seeding"),
    ("nnfs_helpers.exercises.machinery.running.threading.current_thread", "threads"),
    ("nnfs_helpers.exercises.machinery.compare.np.allclose", "comparing"),
    ("nnfs_helpers.exercises.machinery.exercise.np.random.RandomState", "drawing cases"),
]


@pytest.mark.parametrize("path", [path for path, _ in BORROWED], ids=[label for _, label in BORROWED])
def test_what_the_machinery_borrows_may_fail_too(doubled, path, monkeypatch, capsys):
    monkeypatch.setattr(path, broken)
    assert_no_accident(doubled, capsys)


@pytest.mark.parametrize("name", ["setitimer", "signal"])
def test_signals_that_fail_are_no_result(doubled, name, monkeypatch, capsys):
    monkeypatch.setattr(signal, name, broken)
    assert_no_accident(doubled, capsys)
    assert doubled.judge(named) == (NOT_YET, f"{FAILED}: RuntimeError: this part is broken")


@pytest.mark.parametrize("missing", [["setitimer"], ["SIGALRM"], ["setitimer", "SIGALRM"]])
def test_where_there_are_no_timers_as_in_a_browser_every_answer_gets_its_state(doubled, missing, monkeypatch):
    for name in missing:
        monkeypatch.delattr(signal, name)
    states = [doubled.judge(answer)[0] for answer in (right, named, unforeseen, raising)]
    assert states == [CORRECT, NOT_QUITE, NOT_QUITE, NOT_QUITE]
    for mistake in ch04.softmax.mistakes:
        assert ch04.softmax.judge(mistake.wrong)[0] != CORRECT


def test_without_threads(doubled, monkeypatch, capsys):
    monkeypatch.setattr(threading, "Thread", broken)
    assert doubled.judge(named) == (NOT_QUITE, doubled.judge(named)[1]) and doubled.passes(right)


def test_near_the_end_of_the_stack(doubled):
    def deep(answer, depth):
        return deep(answer, depth - 1) if depth else doubled.judge(answer)[0]

    limit = sys.getrecursionlimit()
    for answer, wrong in [(named, CORRECT), (right, NOT_QUITE)]:
        used = len(inspect.stack())
        for left in range(5, 120, 5):
            try:
                assert deep(answer, limit - used - left) != wrong
            except RecursionError:
                pass  # not even judge could be called


def test_a_solution_that_fails_is_no_oracle(capsys):
    def failing(x):
        raise ValueError("the solution is broken")

    judged = exercise("Failing", 1, 1, lambda rng: [{"x": np.ones(2)}])(failing)
    try:
        for answer in (failing, right, named):
            assert judged.judge(answer) == (NOT_YET, f"{FAILED}: RuntimeError: the solution stopped with ValueError")
    finally:
        del REGISTRY[judged.name]


def test_a_solution_that_differs_from_itself_refuses_nobody(monkeypatch):
    monkeypatch.setattr("nnfs_helpers.exercises.machinery.exercise.REGISTRY", {})
    runs = []

    def wavering(x):
        runs.append(x)
        return len(runs) * x

    judged = exercise("Wavering", 1, 1, lambda rng: [{"x": np.ones(2)}])(wavering)
    sentence = "RuntimeError: the solution gives something else when it runs again"
    assert judged.judge(unforeseen) == (NOT_YET, f"{FAILED}: {sentence}")


def test_a_record_that_cannot_be_kept_changes_no_answer(doubled, monkeypatch, capsys):
    monkeypatch.setattr("nnfs_helpers.exercises.machinery.exercise.add", broken)
    doubled.check(right)
    assert capsys.readouterr().out.startswith("✓ correct: Doubled.\nThis could not be noted for progress()")


class Hostile:
    """Looks equal to everything, as an array and as a number."""

    def __array__(self, dtype=None, copy=None):
        raise SystemExit("no array of me")

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    def __repr__(self):
        raise ValueError("no text of me either")


class AlwaysEqual(str):
    """A text that is equal to every text."""

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Claiming:
    """Says yes to every question that Python and NumPy have about it."""

    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *_, **__):
        return True

    def __array_function__(self, *_, **__):
        return True

    def all(self, *_, **__):
        return True

    __hash__ = None
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__


class ClaimingArray(Claiming, np.ndarray):
    """An array that does so."""


class ClaimingDict(Claiming, dict):
    """A dict that does so."""


CLAIMING = [Claiming(), ClaimingDict(a=1), np.full((2, 3), 0.123).view(ClaimingArray)]


@pytest.mark.parametrize("module", modules())
def test_no_claim_to_be_equal_is_believed_by_any_exercise(module, monkeypatch):
    monkeypatch.setattr(Exercise, "reason", lambda *_: (NOT_QUITE, "refused"))
    here = [judged for judged in REGISTRY.values() if not judged.lacking]
    judges = [judged for judged in here if judged.name.startswith(f"{module}.")]
    assert judges
    for value, judged in itertools.product(CLAIMING, judges):
        methods = {method: lambda *_, value=value: value for method in ("forward", "backward", "step")}
        arrays = dict.fromkeys(("weights", "biases", "output", "dweights", "dbiases"), value)
        owner = type("Owner", (), {**methods, **arrays})
        for answer in (owner, lambda *_, value=value: value):
            assert judged.judge(answer) == (NOT_QUITE, "refused"), judged.name


@pytest.mark.parametrize("value", [Hostile(), AlwaysEqual("2"), {AlwaysEqual("x"): 1}, [Hostile()]], ids=range(4))
def test_what_only_looks_equal_is_not_correct(doubled, value, capsys):
    assert doubled.judge(lambda x: value)[0] == NOT_QUITE
    for answer in (value, lambda: value):
        assert ch04.softmax.judge(answer)[0] != CORRECT
        doubled.check(answer)
    assert "✓" not in capsys.readouterr().out


def test_every_name_of_the_machinery_is_tried():
    assert len(FUNCTIONS) > 40 and {"running.run_all", "compare.same", "cards.edited"} <= set(FUNCTIONS)
    assert {"running", "compare", "exercise", "explain", "record"} <= {name.split(".")[0] for name in FUNCTIONS}
    assert running.SECONDS == 5
