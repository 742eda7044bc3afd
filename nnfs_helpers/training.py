"""Training: forward, loss, backward and update, batch after batch (chapter 7)."""

from contextlib import contextmanager
import signal
import threading

import numpy as np

from nnfs_helpers.checks import unchecked
from nnfs_helpers.network_checks import check_data, check_loss, check_training
from nnfs_helpers.progress import progress


def fit(network, X, y, optimizer, epochs=1, batch_size=None, seed=0):
    """Train on X (n, n_inputs) and class numbers y (n,) or one-hot rows; return each epoch's mean loss.

    An epoch takes all samples, shuffled by the seed, batch_size at a time (None: all at once). An interrupt
    ends it after the step at hand. Raises FloatingPointError when the loss is not a finite number any more.
    """
    X, y = check_data(network, X, y)
    batch_size = len(X) if batch_size is None else batch_size
    check_training(network, optimizer, epochs, batch_size)
    rng, losses = np.random.RandomState(seed), []
    with noted_interrupts() as stop, unchecked(), np.errstate(all="ignore"):
        for _ in progress(epochs, losses):
            order = rng.permutation(len(X)) if batch_size < len(X) else slice(None)
            loss = one_epoch(network, X[order], y[order], optimizer, batch_size, stop)
            if loss is None:
                break
            losses.append(loss)
    if len(losses) < epochs:
        print(f"Stopped after {len(losses)} of {epochs} epochs. The network keeps what it has learned.")
    return losses


def one_epoch(network, X, y, optimizer, batch_size, stop):
    """Make one step for each batch; return the mean of their losses before the steps, or None if stopped."""
    total = 0.0
    for start in range(0, len(X), batch_size):
        if stop.is_set():
            return None
        batch = slice(start, start + batch_size)
        loss = network.loss.forward(network.forward(X[batch]), y[batch])
        check_loss(loss, optimizer)
        network.backward()
        optimizer.step(network.parameters, network.gradients)
        total += loss * len(y[batch])
    return total / len(X)


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
