"""Shared by the tests of the helpers: random cases, and backward passes against central differences."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
import numpy as np

from nnfs_helpers.gradcheck import gradient_error, numerical_gradient

SIZES = st.integers(1, 5)
RNGS = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def matrices(largest):
    """Arrays of floats with one to five rows and columns, every entry between -largest and largest."""
    return arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=st.floats(-largest, largest))


def for_random(**strategies):
    """Run a test on random arguments: a hundred draws, the same ones on every machine."""
    repeat = settings(max_examples=100, derandomize=True, deadline=None, database=None)
    return lambda test: repeat(given(**strategies)(test))


def backward_errors(layer, inputs, dvalues):
    """Return {name of a gradient: its largest error}, for the loss sum(output * dvalues)."""
    layer.forward(inputs)
    layer.backward(dvalues)
    moved = {"dinputs": inputs}
    if hasattr(layer, "weights"):
        moved.update(dweights=layer.weights, dbiases=layer.biases)
    return {
        name: gradient_error(
            getattr(layer, name), numerical_gradient(lambda _: np.sum(layer.forward(inputs) * dvalues), array)
        )
        for name, array in moved.items()
    }


def loss_error(loss, values, targets):
    """Return the largest error of loss.backward()."""
    loss.forward(values, targets)
    return gradient_error(loss.backward(), numerical_gradient(lambda moved: loss.forward(moved, targets), values))
