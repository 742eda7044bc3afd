"""Checks of what you pass in: a good value comes back as an array, a bad one is answered with a sentence."""

from contextlib import contextmanager
from functools import wraps
import threading

import numpy as np


class Trust(threading.local):
    """Whether values are known to be good, as between the layers of a network that is training; in each thread."""

    given = False


trust = Trust()


@contextmanager
def unchecked():
    """In the with block the checks of values let everything pass, which saves a small network a quarter of its time."""
    before, trust.given = trust.given, True
    try:
        yield
    finally:
        trust.given = before


def unless_trusted(check):
    """Let a check of a value return that value as it is, inside unchecked()."""

    @wraps(check)
    def _unless_trusted(value, *arguments, **options):
        return value if trust.given else check(value, *arguments, **options)

    return _unless_trusted


def check_sizes(**sizes):
    """Raise ValueError unless every size given by name is a whole number of at least 1."""
    for name, size in sizes.items():
        is_whole = isinstance(size, (int, np.integer)) and not isinstance(size, bool)
        if not is_whole or size < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, but it is {size!r}.")


@unless_trusted
def as_array(values, name="inputs"):
    """Return values as an array of floats (float32 stays float32). Raise ValueError if they are not numbers."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must have rows of equal length. NumPy says: {error}") from None
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{name} must be numbers, but NumPy makes an array of type {array.dtype} of them.")
    return array.astype(np.float32 if array.dtype == np.float32 else float)  # a copy: yours is free to change


@unless_trusted
def as_batch(inputs, n_inputs=None, name="inputs"):
    """Return inputs as a float array (n_samples, n_inputs). Raise ValueError if shape or numbers are not usable."""
    batch = as_array(inputs, name)
    if batch.size == 0:
        raise ValueError(f"{name} has shape {batch.shape}: an empty batch. At least one sample is needed.")
    if batch.ndim != 2:
        advice = "Put a single sample into a list of its own: [sample]." if batch.ndim < 2 else ""
        text = f"{name} must have two dimensions, one row for each sample, but its shape is {batch.shape}. {advice}"
        raise ValueError(text.strip())
    if n_inputs is not None and batch.shape[1] != n_inputs:
        raise ValueError(
            f"{name} has shape {batch.shape}, so {batch.shape[1]} numbers in each row, "
            f"but the layer has weights for {n_inputs} inputs."
        )
    return as_finite(batch, name)


def as_finite(array, name="inputs"):
    """Return the array. Raise ValueError that names the first row with a NaN or an infinity, if there is one."""
    finite = np.isfinite(array)
    if not finite.all():
        row = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(f"{name} must be finite numbers, but the entry at {list(row)} is {array[row]}.")
    return array


@unless_trusted
def as_probabilities(predictions):
    """Return predictions as a float array (n_samples, n_classes). Raise ValueError unless all lie between 0 and 1."""
    batch = as_batch(predictions, name="predictions")
    outside = (batch < -1e-3) | (batch > 1 + 1e-3)  # rounding is forgiven
    if outside.any():
        raise ValueError(
            f"predictions must be probabilities between 0 and 1, but one of them is {batch[outside][0]:g}. "
            "Are these logits that have not been through a softmax?"
        )
    return batch


@unless_trusted
def as_labels(targets, n_samples, n_classes):
    """Return class numbers (n_samples,) from class numbers or from one-hot rows (n_samples, n_classes)."""
    check_sizes(n_classes=n_classes)
    labels = as_array(targets, "targets")
    if labels.ndim == 2:
        labels = _from_one_hot(labels, n_classes)
    if labels.shape != (n_samples,):
        raise ValueError(
            f"targets has shape {np.shape(targets)}, but there are {n_samples} predictions: give {n_samples} "
            f"class numbers, shape ({n_samples},), or one-hot rows, shape ({n_samples}, {n_classes})."
        )
    valid = (labels >= 0) & (labels < n_classes) & (labels == np.floor(labels))
    if not valid.all():
        row = int(np.argmin(valid))
        raise ValueError(
            f"targets must be class numbers from 0 to {n_classes - 1}, whole and not negative, "
            f"but the one at [{row}] is {labels[row]:g}."
        )
    return labels.astype(int)


def _from_one_hot(rows, n_classes):
    """Return the class number of each one-hot row."""
    if rows.shape[1] != n_classes:
        raise ValueError(
            f"targets has shape {rows.shape}: one-hot rows need {n_classes} columns, one for each class, "
            f"but these have {rows.shape[1]}."
        )
    is_one_hot = ((rows == 0) | (rows == 1)).all(axis=1) & (rows.sum(axis=1) == 1)
    if not is_one_hot.all():
        row = int(np.argmin(is_one_hot))
        raise ValueError(f"targets must be one-hot: a single 1 in each row, all else 0. Row {row} is {rows[row]}.")
    return rows.argmax(axis=1)


@unless_trusted
def check_forward(layer):
    """Raise RuntimeError unless the layer, or loss, has an output that its forward has stored."""
    if not hasattr(layer, "output"):
        raise RuntimeError("backward needs the numbers that forward stores. Call forward first.")


@unless_trusted
def as_gradient(dvalues, layer):
    """Return dvalues as an array shaped like layer.output. Raise if forward was not called or the shapes differ."""
    check_forward(layer)
    gradient = as_array(dvalues, "dvalues")
    if gradient.shape != layer.output.shape:
        raise ValueError(
            f"dvalues has shape {gradient.shape}, but it must have the shape of output, {layer.output.shape}: "
            "one gradient for each number that forward returned."
        )
    return gradient
