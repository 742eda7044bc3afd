"""Training: forward, loss, backward and update, batch after batch (chapter 8)."""

import numpy as np

from nnfs_helpers.support.argument_checks import as_size
from nnfs_helpers.support.checks import unchecked
from nnfs_helpers.support.interrupts import noted_interrupts
from nnfs_helpers.support.network_checks import as_data, check_loss, check_training
from nnfs_helpers.support.progress import progress


def fit(network, X, y, optimizer, epochs=1, batch_size=None, seed=0):
    """Train on X (n, n_inputs) and class numbers y (n,) or one-hot rows; return each epoch's mean loss.

    An epoch takes all samples, batch_size at a time (None: all at once), in an order that is drawn from seed
    and from the steps that the optimizer has made. So three calls with one epoch are one call with three, and
    with a new optimizer the first order comes again. An interrupt ends it all after the step at hand.
    Raises FloatingPointError when the loss is not a finite number any more.
    """
    X, y = as_data(network, X, y)
    if batch_size is None:
        batch_size = len(X)
    epochs = as_size(epochs, "epochs")
    batch_size = as_size(batch_size, "batch_size")
    check_training(network, optimizer, seed)
    losses = []
    with noted_interrupts() as stop, unchecked(), np.errstate(all="ignore"):
        for _ in progress(epochs, losses):
            steps = getattr(optimizer, "steps", len(losses))
            batch_rows = shuffled_batches(len(X), batch_size, seed, steps)
            loss = one_epoch(network, X, y, optimizer, batch_rows, stop)
            if loss is None:
                break
            losses.append(loss)
    if len(losses) < epochs:
        print(f"Stopped after {len(losses)} of {epochs} epochs. The network keeps what it has learned.")
    return losses


def shuffled_batches(n_samples, batch_size, seed, steps):
    """Return a list of the rows of each batch, every row once. A single batch takes them as they are."""
    if batch_size >= n_samples:
        return [slice(None)]
    rng = np.random.RandomState(seed if seed is None else [seed, steps])
    order = rng.permutation(n_samples)
    return [order[start : start + batch_size] for start in range(0, n_samples, batch_size)]


def one_epoch(network, X, y, optimizer, batch_rows, stop):
    """Make one step for each batch; return the mean of their losses before the steps, or None if stopped."""
    total = 0.0
    for rows in batch_rows:
        if stop.is_set():
            return None
        targets = y[rows]
        loss = network.loss.forward(network.forward(X[rows]), targets)
        check_loss(loss, optimizer, X)
        network.backward()
        optimizer.step(network.parameters, network.gradients)
        total += loss * len(targets)
    return total / len(X)
