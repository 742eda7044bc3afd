"""Gradient checking: central differences, the slow and sure way to a gradient (chapter 6)."""

import numpy as np

from nnfs_helpers.support.argument_checks import as_step, check_movable, one_number
from nnfs_helpers.support.checks import as_array


def numerical_gradient(function, values, step=1e-5):
    """Return the gradient of function(values), shaped like values: each entry moved up and down by step.

    values, an array of float64, is changed in place and put back. function returns one number.
    The error is of the order of step squared. Raises TypeError for any other array.
    """
    check_movable(function, values)
    step = as_step(step, values)
    gradient = np.zeros_like(values)
    for index in np.ndindex(values.shape):
        original = values[index]
        try:
            values[index] = original + step
            above = one_number(function(values))
            values[index] = original - step
            below = one_number(function(values))
            gradient[index] = (above - below) / (2 * step)
        finally:
            values[index] = original
    return gradient


def gradient_error(gradient, numerical):
    """Return the largest difference of two gradients, relative to their largest entry or to 1."""
    gradient = as_array(gradient, "gradient")
    numerical = as_array(numerical, "numerical")
    if gradient.shape != numerical.shape:
        raise ValueError(f"The gradients have different shapes: {gradient.shape} and {numerical.shape}.")
    if not gradient.size:
        raise ValueError("gradient and numerical are empty: there is nothing to compare.")
    largest = max(1, np.abs(gradient).max(), np.abs(numerical).max())
    return float(np.abs(gradient - numerical).max() / largest)
