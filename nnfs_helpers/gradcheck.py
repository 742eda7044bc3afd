"""Gradient checking: central differences, the slow and sure way to a gradient (chapter 6)."""

import numpy as np


def numerical_gradient(function, values, step=1e-5):
    """Return the gradient of function(values), shaped like values: each entry moved up and down by step.

    values, an array of float64, is changed in place and put back. function returns one number.
    The error is of the order of step squared. Raises TypeError for any other array.
    """
    if not isinstance(values, np.ndarray) or values.dtype != float:
        raise TypeError("values must be an array of float64, because its entries are moved in place.")
    gradient = np.zeros_like(values)
    for index in np.ndindex(values.shape):
        original = values[index]
        try:
            values[index] = original + step
            above = function(values)
            values[index] = original - step
            gradient[index] = (above - function(values)) / (2 * step)
        finally:
            values[index] = original
    return gradient


def gradient_error(gradient, numerical):
    """Return the largest difference of two gradients, relative to their largest entry or to 1."""
    gradient, numerical = np.asarray(gradient), np.asarray(numerical)
    if gradient.shape != numerical.shape:
        raise ValueError(f"The gradients have different shapes: {gradient.shape} and {numerical.shape}.")
    largest = max(1, np.abs(gradient).max(), np.abs(numerical).max())
    return float(np.abs(gradient - numerical).max() / largest)
