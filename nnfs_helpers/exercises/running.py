"""Run somebody else's code: quietly, on copies of the arrays, for a limited time, and without being stopped by it."""

from contextlib import contextmanager, redirect_stderr, redirect_stdout
import copy
import dis
import inspect
import io
import signal
import threading
from unittest.mock import patch
import warnings

import numpy as np
from numpy._core import multiarray

from nnfs_helpers.exercises.compare import plain, same

SECONDS = 5


class TooSlow(BaseException):
    """Raised in code that takes too long. It is not an Exception, which that code may catch."""


def is_empty(function):
    """Return whether a function has nothing in its body but `...`, pass or a docstring."""
    steps = [step for step in dis.get_instructions(function) if step.opname not in ("RESUME", "NOP", "RETURN_VALUE")]
    return all("CONST" in step.opname and step.argval in (None, ...) for step in steps)


def is_stub(attempt, reference):
    """Return whether the attempt is still `...`: the value, an empty function, or a class without a method it needs."""
    if inspect.isclass(attempt):
        asked = [name for name in vars(reference) if name != "__init__"]
        return any(name in asked and is_empty(part) for name, part in vars(attempt).items() if inspect.isfunction(part))
    return is_empty(attempt) if inspect.isfunction(attempt) else attempt is ... or attempt is None


@contextmanager
def time_limit():
    """Raise TooSlow in what runs inside, when its time is over. Where there are no such signals, do nothing."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TooSlow

    handler = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, SECONDS, 0.1)  # and again, if the code catches it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


@contextmanager
def own_world():
    """Inside, nothing is printed or warned of. Afterwards NumPy and Python are set as they were before."""
    state, quiet = np.random.get_state(), io.StringIO()
    # nnfs.init() replaces these three by functions that refuse lists and compute in float32. Here they are NumPy's own.
    own_functions = patch.multiple(np, dot=multiarray.dot, zeros=multiarray.zeros)
    try:
        with own_functions, patch.object(np.random, "randn", np.random.mtrand.randn), redirect_stdout(quiet):
            with redirect_stderr(quiet), warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
                yield
    finally:
        np.random.set_state(state)


def run(probe, attempt, case):
    """Return what the probe finds for one case, or the error."""
    np.random.seed(0)
    try:
        return plain(probe(attempt, case))
    except Exception as error:
        return error


def run_all(probe, attempt, cases):
    """Return what the probe finds for each case, and the name of an argument that was changed, or None."""
    given = copy.deepcopy(cases)
    try:
        with own_world(), time_limit():
            results = [run(probe, attempt, case) for case in given]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # TooSlow or SystemExit: it counts for every case
        results = [error] * len(cases)
    pairs = zip(cases, given, strict=True)
    return results, next((name for case, after in pairs for name in case if not same(case[name], after[name])), None)
