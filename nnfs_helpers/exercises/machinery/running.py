"""Run somebody else's code: quietly, on copies of the arrays, for a limited time, and without being stopped by it.

What the code raises is a result like any other. What this machinery itself raises is not: it goes on to the caller.
"""

from contextlib import contextmanager, redirect_stderr, redirect_stdout
import copy
import io
import signal
import threading
from unittest.mock import patch
import warnings

import numpy as np
from numpy._core import multiarray

from nnfs_helpers.exercises.machinery.compare import plain, same

SECONDS = 5
MOST_PRINTED = 2_000  # characters that are kept of what an answer prints for one case
tolerated = []  # what the probes have remarked on in the run at hand, as sentences


class TooSlow(BaseException):
    """Raised in code that takes too long. It is not an Exception, which that code may catch."""


class Printed(io.StringIO):
    """Keeps the beginning of what is printed: a loop that prints without an end must not fill the memory."""

    def write(self, text):
        """Keep the text, or as much of it as there is room for."""
        room = MOST_PRINTED - self.tell()
        super().write(text[: max(0, room)])
        return len(text)


def remark(sentence):
    """Note, from within a probe, what the exercise had asked for and the answer does in another way."""
    if sentence not in tolerated:
        tolerated.append(sentence)


def can_be_stopped():
    """Return whether code can be stopped here: in a main thread, on a system with timers. A browser has none."""
    has_timer = hasattr(signal, "SIGALRM") and hasattr(signal, "setitimer")
    return has_timer and threading.current_thread() is threading.main_thread()


@contextmanager
def time_limit():
    """Raise TooSlow in what runs inside, when its time is over. Where code cannot be stopped, do nothing."""
    if not can_be_stopped():
        yield
        return

    def stop(*_):
        raise TooSlow

    handler = signal.signal(signal.SIGALRM, stop)
    try:
        timer = signal.setitimer(signal.ITIMER_REAL, SECONDS, 0.1)  # and again, if the code catches it
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, *timer)
    finally:
        signal.signal(signal.SIGALRM, handler)


@contextmanager
def own_world(printed):
    """Inside, what is printed goes to printed, and warnings nowhere. Afterwards NumPy and Python are set as before."""
    state = np.random.get_state()
    # nnfs.init() replaces these three by functions that refuse lists and compute in float32. Here they are NumPy's own.
    own_functions = patch.multiple(np, dot=multiarray.dot, zeros=multiarray.zeros)
    try:
        with own_functions, patch.object(np.random, "randn", np.random.mtrand.randn), redirect_stdout(printed):
            with redirect_stderr(io.StringIO()), warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
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


def run_each(probe, attempt, cases, printed, texts):
    """Return what the probe finds for each case, and put what was printed for each into texts."""
    results = []
    try:
        for case in cases:
            printed.seek(0)
            printed.truncate()
            results.append(run(probe, attempt, case))
            texts.append(printed.getvalue())
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # TooSlow or SystemExit: it counts for every case
        texts.append(printed.getvalue())
        results = [error] * len(cases)
    return results


def run_all(probe, attempt, cases, texts=None):
    """Return what the probe finds for each case, and the name of an argument that was changed, or None.

    A list of texts gets what was printed for each case.
    """
    texts = [] if texts is None else texts
    given = copy.deepcopy(cases)
    printed = Printed()
    tolerated.clear()
    with own_world(printed):
        try:
            with time_limit():
                results = run_each(probe, attempt, given, printed, texts)
        except TooSlow as error:  # it came when the last case had ended
            results = [error] * len(cases)
    for case, after in zip(cases, given, strict=True):
        for name in case:
            if not same(case[name], after[name]):
                return results, name
    return results, None
