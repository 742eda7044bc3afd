"""Run somebody else's code: quietly, on copies of the arrays, for a limited time, and without being stopped by it."""

import builtins
from collections import namedtuple
from contextlib import contextmanager, redirect_stderr, redirect_stdout
import copy
import dis
import inspect
import io
import signal
import threading
import warnings

import numpy as np
from numpy._core import multiarray

from nnfs_helpers.exercises.compare import Failure, plain, same

SECONDS = 5
Result = namedtuple("Result", "value changed")
EMPTY = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}


class TooSlow(BaseException):
    """Raised in code that takes too long. It is not an Exception, which that code may catch."""


def is_empty(function):
    """Return whether a function has nothing in its body but `...`, pass or a docstring."""
    steps = list(dis.get_instructions(function))
    values = [step.argval for step in steps if "CONST" in step.opname]
    return {step.opname for step in steps} <= EMPTY and all(value in (None, ...) for value in values)


def is_stub(attempt, reference):
    """Return whether the attempt is still `...`: the value, an empty function, or a class without a method it needs."""
    if inspect.isclass(attempt):
        asked = [name for name in vars(reference) if name != "__init__"]
        return any(name in asked and is_empty(part) for name, part in vars(attempt).items() if inspect.isfunction(part))
    return is_empty(attempt) if inspect.isfunction(attempt) else attempt is ... or attempt is None


@contextmanager
def time_limit():
    """Raise TooSlow in `answer`, when it is at work after SECONDS. Where there are no such signals, do nothing."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_, frame):
        while frame is not None and frame.f_code is not answer.__code__:
            frame = frame.f_back
        if frame is not None:
            raise TooSlow

    handler = signal.signal(signal.SIGALRM, stop)
    # Again and again after that: the code may catch everything, and then it must also be hit while it does so.
    timer = signal.setitimer(signal.ITIMER_REAL, SECONDS, 5e-5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def no_input(*_):
    """Stand in for input(), which would wait for a learner who does not know that it does."""
    raise RuntimeError("input() was called")


# What is set while somebody else's code runs, and set back afterwards. The last three are NumPy's own functions:
# nnfs.init() replaces them by others that refuse lists and compute in float32.
MEANWHILE = [
    (builtins, "input", no_input),
    (builtins, "print", print),
    (np, "dot", multiarray.dot),
    (np, "zeros", multiarray.zeros),
    (np.random, "randn", np.random.mtrand.randn),
]


@contextmanager
def own_world():
    """Inside, nothing is printed, asked or warned of. Afterwards NumPy and Python are set as they were before."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in MEANWHILE]
    state, quiet = np.random.get_state(), io.StringIO()
    try:
        set_all(MEANWHILE)
        np.random.seed(0)
        with redirect_stdout(quiet), redirect_stderr(quiet), np.errstate(all="ignore"), np.printoptions():
            with warnings.catch_warnings(action="ignore"):
                yield
    finally:
        np.random.set_state(state)
        set_all(before)


def set_all(settings):
    """Set each (owner, name, value)."""
    for owner, name, value in settings:
        setattr(owner, name, value)


def answer(probe, attempt, given):
    """Return what the probe finds for one case, as plain values."""
    return plain(probe(attempt, given))


def run(probe, attempt, case):
    """Return Result(value, changed): what the probe finds for one case, or a Failure, and an argument it changed."""
    given = copy.deepcopy(case)
    try:
        with own_world():
            value = answer(probe, attempt, given)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        value = Failure(error)
    return Result(value, next((name for name in case if not same(plain(case[name]), plain(given[name]))), None))


def run_all(probe, attempt, cases):
    """Return the results for all cases, or up to the one in which the time ran out."""
    results = []
    with time_limit():
        for case in cases:
            results.append(run(probe, attempt, case))
            if isinstance(getattr(results[-1].value, "error", None), TooSlow):
                break
    return results
