"""The stop button during a training: the step at hand is finished first."""

from contextlib import contextmanager
import signal
import threading


@contextmanager
def noted_interrupts():
    """In the with block a first interrupt only sets the event stop: no step is cut in two. A second cuts."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # interrupts reach the main thread alone
        yield stop
        return

    before = signal.getsignal(signal.SIGINT) or signal.SIG_DFL

    def _note(*_):
        signal.signal(signal.SIGINT, before)
        stop.set()

    signal.signal(signal.SIGINT, _note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
