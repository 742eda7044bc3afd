"""Probes for classes: they use a learner's class as a network would, whatever its style, and say what came out."""

import inspect

import numpy as np

WEIGHTS, BIASES = ("weights", "weight", "W", "w"), ("biases", "bias", "B", "b")
OTHER_NAMES = {
    "output": ("outputs", "out"),
    "dinputs": ("dinput", "dX", "dx", "grad_inputs", "grad_input"),
    "dweights": ("dweight", "dW", "dw", "grad_weights", "weights_gradient"),
    "dbiases": ("dbias", "dB", "db", "grad_biases", "biases_gradient"),
}


def result_of(owner, method, *arguments, stored="output"):
    """Call a method. Return what it returns, or what it stored when it returns nothing."""
    value = getattr(owner, method)(*arguments)
    return stored_in(owner, stored, *OTHER_NAMES.get(stored, ())) if value is None else value


def stored_in(owner, *names):
    """Return what the owner has stored under the first of the names that it has."""
    for name in names:
        if hasattr(owner, name):
            return getattr(owner, name)
    raise LookupError(f"neither returned nor stored: self.{names[0]}")


def applied(attempt, *arguments):
    """Call a function, or the forward of a class or of an object: a function in other clothes."""
    owner = attempt() if inspect.isclass(attempt) else attempt
    return result_of(owner, "forward", *arguments) if hasattr(owner, "forward") else owner(*arguments)


def attribute(owner, names):
    """Return the first of the names that the owner has; the first of all if it has none."""
    return next((name for name in names if hasattr(owner, name)), names[0])


def parameters(layer):
    """Return the weights and the biases of a layer, under whatever name it keeps them."""
    return getattr(layer, attribute(layer, WEIGHTS)), getattr(layer, attribute(layer, BIASES))


def dense(attempt, inputs, weights, biases):
    """Return (layer, transposed): a learner's dense layer with the given weights (n_inputs, n_neurons) and biases.

    The constructor may take its two sizes in either order, and the weights may be kept transposed.
    """
    swapped, transposed = layout(attempt)
    layer = build(attempt, *weights.shape, swapped)
    return fill(layer, weights.T if transposed else weights, biases), transposed


def build(attempt, n_inputs, n_neurons, swapped):
    """Return a layer of a class whose constructor takes the two sizes in this order, or swapped."""
    return attempt(n_neurons, n_inputs) if swapped else attempt(n_inputs, n_neurons)


def layout(attempt):
    """Return (swapped, transposed) of a class of dense layers, found with a small layer that is not square."""
    state = np.random.get_state()
    try:
        for swapped in (False, True):
            try:
                layer = build(attempt, 2, 3, swapped)
                output = result_of(layer, "forward", np.ones((4, 2)))
            except Exception:
                continue
            shape = np.shape(parameters(layer)[0])
            if np.shape(output) == (4, 3) and shape in ((2, 3), (3, 2)):
                return swapped, shape == (3, 2)
        return False, np.shape(parameters(attempt(2, 3))[0]) == (3, 2)  # its forward is wrong: take the sizes in order
    finally:
        np.random.set_state(state)


def fill(layer, weights, biases):
    """Give a layer these parameters, the biases in the shape in which it keeps them."""
    setattr(layer, attribute(layer, WEIGHTS), weights.copy())
    setattr(layer, attribute(layer, BIASES), np.reshape(biases, np.shape(parameters(layer)[1])))
    return layer
