"""Checks of what you pass in: a good value comes back as an array, a bad one is answered with a sentence."""

from contextlib import contextmanager
from functools import wraps
import math
import threading

import numpy as np

from nnfs_helpers.support.argument_checks import as_size, shown
from nnfs_helpers.support.conversion import as_numbers
from nnfs_helpers.support.label_checks import check_column, check_range, from_one_hot, is_one_hot


class Trust(threading.local):
    """Whether values are known to be good, as between the layers of a network that is training; in each thread."""

    given = False


trust = Trust()
FLOAT = np.dtype(float)


@contextmanager
def unchecked():
    """In the with block the checks of values let everything pass, which saves a small network a third of its time."""
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


@unless_trusted
def as_array(values, name="inputs"):
    """Return values as a new array of floats (float32 stays float32). Raise ValueError if they are not numbers."""
    return _as_array(values, name, copy=True)


def _as_array(values, name, copy):
    """Return values as an array of floats: with copy a new one, for whoever keeps it while yours is free to change."""
    if type(values) is np.ndarray and values.dtype is FLOAT:  # by far the most frequent
        return values.copy("K") if copy else values
    array = as_numbers(values, name)
    return array.astype(np.float32 if array.dtype == np.float32 else float, copy=copy)


@unless_trusted
def as_batch(inputs, n_inputs=None, name="inputs"):
    """Return inputs as a float array (n_samples, n_inputs). Raise ValueError if shape or numbers are not usable."""
    return _as_batch(_as_array(inputs, name, copy=True), n_inputs, name)


def _as_batch(batch, n_inputs, name):
    """Return an array of floats. Raise ValueError unless it is a batch with so many numbers in each row."""
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
    if not all_finite(array):
        row = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(f"{name} must be finite numbers, but the entry at {list(row)} is {array[row]}.")
    return array


def all_finite(array):
    """Return whether an array of floats has no NaN and no infinity. The sum of its squares nearly always tells."""
    return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def as_scores(scores, targets, name="predictions"):
    """Return scores, one row for each sample, as as_batch does. Raise ValueError if class numbers stand there.

    In memory they stand column after column: NumPy finds the maxima and sums of short rows several times as fast there.
    """
    return np.asfortranarray(_as_scores(scores, targets, name, copy=False))


@unless_trusted
def _as_scores(scores, targets, name, copy):
    """Return scores as an array, with copy a new one."""
    array = _as_array(scores, name, copy)
    other = _shape(targets)
    if array.ndim == 1 and other and len(other) == 2:
        raise ValueError(
            f"{name} must have two dimensions, one row for each sample, but the shape is {array.shape}, and that of "
            f"targets is {other}. Are the two exchanged? {name} come first, targets second."
        )
    if array.ndim == 1 and array.size and np.all((array >= 0) & (array % 1 == 0)):
        raise ValueError(
            f"{name} must have two dimensions, one row for each sample, but its shape is {array.shape}. If these are "
            f"class numbers: a row of scores is needed for each, as network.forward(X) gives it. "
            "Put a single sample into a list of its own: [sample]."
        )
    batch = _as_batch(array, None, name)
    if other == batch.shape and is_one_hot(batch).all() and _are_scores(targets):
        raise ValueError(f"{name} must come first, and targets second. Are the two exchanged? {name} are one-hot here.")
    return batch


def _shape(values):
    """The shape of values, or None if NumPy cannot tell."""
    try:
        shape = np.shape(values)
    except Exception:  # what is wrong with them is said by as_array
        return None
    return shape if isinstance(shape, tuple) else None  # a class has a shape that is none


def _are_scores(values):
    """Return whether the values are finite numbers, and some of them not whole."""
    try:
        return bool((as_finite(_as_array(values, "", copy=False)) % 1 != 0).any())
    except ValueError:
        return False


@unless_trusted
def as_probabilities(predictions, targets=None):
    """Return predictions as a float array (n_samples, n_classes). Raise ValueError unless rows are probabilities."""
    batch = _as_scores(predictions, targets, "predictions", copy=True)
    excess = batch.dot(np.ones(batch.shape[1])) - 1  # of each row's sum
    if np.vdot(excess, excess) < 1e-6 and batch.min() >= 0:
        return batch  # as nearly always: no row is off by 0.001, so no number is above 1.001
    outside = (batch < -1e-3) | (batch > 1 + 1e-3)  # rounding is forgiven
    if outside.any():
        raise ValueError(
            f"predictions must be probabilities between 0 and 1, but one of them is {batch[outside][0]:g}. "
            "Are these logits that have not been through a softmax?"
        )
    wrong = np.abs(excess) > 0.0151  # as far off as three numbers of two decimals
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(
            f"predictions must have rows that sum to 1, one number for each class, but row {row} sums to "
            f"{excess[row] + 1:.4g}. A softmax makes such rows; a sigmoid does not."
        )
    return batch


@unless_trusted
def as_labels(targets, n_samples, n_classes, name="targets", rows="predictions"):
    """Return class numbers (n_samples,) from class numbers or from one-hot rows (n_samples, n_classes).

    name is what the caller calls them, and rows what they belong to: the sentences speak of these.
    """
    n_classes = as_size(n_classes, "n_classes")
    labels = _as_label_array(targets, name)
    if labels.ndim == 2:
        if n_classes > 1:
            check_column(targets, labels.shape, name)
        labels = from_one_hot(labels, n_classes, name)
    if labels.shape != (n_samples,):
        raise ValueError(
            f"{name} has shape {np.shape(targets)}, but there are {n_samples} {rows}: give {n_samples} "
            f"class numbers, shape ({n_samples},), or one-hot rows, shape ({n_samples}, {n_classes})."
        )
    return check_range(labels, n_classes, name)


@unless_trusted
def as_class_numbers(labels, n_classes, name="labels"):
    """Return class numbers (n_samples,), and nothing but these, as integers."""
    n_classes = as_size(n_classes, "n_classes")
    array = _as_label_array(labels, name)
    check_column(labels, array.shape, name)
    if array.ndim != 1:
        rows = " These are one-hot rows already." if array.ndim == 2 and array.size and is_one_hot(array).all() else ""
        raise ValueError(f"{name} has shape {array.shape}: class numbers, shape (n_samples,), are needed.{rows}")
    return check_range(array, n_classes, name)


def _as_label_array(labels, name):
    """Return labels as an array of numbers; for texts the sentence says how they are numbered."""
    try:
        return _as_array(labels, name, copy=False)
    except ValueError as error:
        try:
            texts = isinstance(np.ravel(labels)[0], str)
        except Exception:
            texts = False
        if texts:
            raise ValueError(f"{error} To number the classes: np.unique({name}, return_inverse=True)[1].") from None
        raise


@unless_trusted
def check_arrays(layer):
    """Raise TypeError or ValueError unless weights (n_inputs, n_neurons) and biases (1, n_neurons) can be used."""
    weights, biases = layer.weights, layer.biases
    if type(weights) is type(biases) is np.ndarray and weights.dtype is biases.dtype is FLOAT and weights.ndim == 2:
        if biases.shape == (1, weights.shape[1]):
            return  # as nearly always
    for name, array in (("weights", weights), ("biases", biases)):
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu" or isinstance(array, np.ma.MaskedArray):
            raise TypeError(f"{name} must be an array of numbers, but it is {shown(array)}. np.array makes one.")
    if weights.ndim != 2:
        raise ValueError(
            f"weights has shape {weights.shape}, but it must be (n_inputs, n_neurons), with a column for each neuron."
        )
    n_neurons = weights.shape[1]
    if biases.shape != (1, n_neurons) and biases.shape != (n_neurons,):
        raise ValueError(
            f"biases has shape {biases.shape}, but weights has shape {weights.shape}: "
            f"there is one bias for each neuron, shape (1, {n_neurons})."
        )


@unless_trusted
def check_forward(layer):
    """Raise RuntimeError unless the layer, or loss, has an output that its forward has stored."""
    if not hasattr(layer, "output"):
        raise RuntimeError("backward needs the numbers that forward stores. Call forward first.")


_check_forward = check_forward.__wrapped__


@unless_trusted
def as_gradient(dvalues, layer):
    """Return dvalues, only to be read, as an array. Raise if forward was not called, or it has not output's shape."""
    _check_forward(layer)
    gradient = _as_array(dvalues, "dvalues", copy=False)
    if gradient.shape != layer.output.shape:
        raise ValueError(
            f"dvalues has shape {gradient.shape}, but it must have the shape of output, {layer.output.shape}: "
            "one gradient for each number that forward returned."
        )
    if hasattr(layer, "dweights") and np.shape(layer.dweights) != layer.weights.shape:
        raise ValueError(
            f"weights has shape {layer.weights.shape}, but dweights, which backward fills, has shape "
            f"{np.shape(layer.dweights)}. Make a new layer for weights of another shape."
        )
    return gradient
