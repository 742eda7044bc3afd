"""Checks of networks, training and optimizers: each lets good values pass and answers bad ones with a sentence."""

import numpy as np

from nnfs_helpers.checks import as_batch, as_labels, check_sizes, unless_trusted

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def check_layers(layers, loss):
    """Return the layers as a list. Raise ValueError or TypeError unless they can be a network with this loss."""
    if not hasattr(layers, "__iter__"):
        raise TypeError("layers must be a list, such as [Dense(2, 64), ReLU(), Dense(64, 3)].")
    layers = list(layers)
    for i, layer in enumerate(layers):
        if not _is_object_with(layer, "forward", "backward"):
            raise TypeError(f"Layer {i} is {layer!r}. A layer has forward and backward: ReLU(), not ReLU.")
        if any(layer is other for other in layers[:i]):
            raise ValueError(f"Layer {i} stands in the list twice. Make a new object for each place.")
    if not layers or not hasattr(layers[0], "weights"):
        raise ValueError("A network begins with a Dense layer, whose weights say how many inputs there are.")
    _check_end(type(layers[-1]).__name__, loss)
    _check_neighbours(layers)
    return layers


def _is_object_with(part, *methods):
    """Return whether part is an object, and not a class, that has these methods."""
    return not isinstance(part, type) and all(callable(getattr(part, method, None)) for method in methods)


def _check_end(last, loss):
    """Raise TypeError or ValueError unless the loss is an object that takes what a last layer of this name gives."""
    if loss is not None and not _is_object_with(loss, "forward", "backward"):
        raise TypeError(f"loss must be an object such as SoftmaxCrossEntropy(), but it is {loss!r}.")
    kind = type(loss).__name__
    if last == "Softmax" and kind in ("NoneType", "SoftmaxCrossEntropy"):
        raise ValueError("SoftmaxCrossEntropy contains the softmax. Leave out the layer Softmax: once is enough.")
    if last in ("Dense", "ReLU") and kind == "CategoricalCrossEntropy":
        raise ValueError(
            f"CategoricalCrossEntropy takes probabilities, and {last} gives other numbers too. "
            "Add the layer Softmax, or leave out the loss."
        )


def _check_neighbours(layers):
    """Raise ValueError if a Dense layer has weights for another number of inputs than the Dense before it gives."""
    dense = [(i, layer.weights.shape) for i, layer in enumerate(layers) if hasattr(layer, "weights")]
    for (i, (_, n_outputs)), (k, (n_inputs, _)) in zip(dense, dense[1:], strict=False):
        if n_outputs != n_inputs:
            raise ValueError(f"Layer {i} has {n_outputs} neurons, but layer {k} has weights for {n_inputs} inputs.")


def check_dtype(dtype):
    """Return dtype as NumPy's. Raise TypeError unless it is float32 or float64."""
    if np.dtype(dtype) not in FLOATS:
        raise TypeError(f"dtype must be float32 or float64, but it is {np.dtype(dtype)}.")
    return np.dtype(dtype)


def check_views(network):
    """Raise ValueError if an array of a layer is no longer a part of the network's vectors."""
    for i, layer in enumerate(network.layers):
        for name, vector in (("weights", network.parameters), ("dweights", network.gradients)):
            for part in (name, name.replace("weights", "biases")):
                if hasattr(layer, part) and not np.may_share_memory(getattr(layer, part), vector):
                    raise ValueError(
                        f"The {part} of layer {i} are no part of this network's vectors any more: the layer is in "
                        f"another network now, or its array was replaced. Change numbers in place: {part}[...] = new."
                    )


def check_data(network, X, y):
    """Return X (n, n_inputs) and class numbers y (n,) as arrays. Raise ValueError if they do not fit the network."""
    X = as_batch(X, len(network.layers[0].weights), "X")
    n_classes = [layer.biases.size for layer in network.layers if hasattr(layer, "biases")][-1]
    return X, as_labels(y, len(X), n_classes)


def check_training(network, optimizer, epochs, batch_size):
    """Raise ValueError or TypeError if fit cannot work with these."""
    check_sizes(epochs=epochs, batch_size=batch_size)
    if not _is_object_with(optimizer, "step"):
        raise TypeError(f"optimizer must be an object such as Adam(0.01), but it is {optimizer!r}.")
    check_views(network)
    check_vectors(network.parameters, network.gradients, *(getattr(optimizer, "memories", None) or []))


@unless_trusted
def check_vectors(parameters, gradients, *memories):
    """Raise TypeError or ValueError unless an optimizer can change parameters in place by these gradients."""
    if not isinstance(parameters, np.ndarray) or parameters.dtype not in FLOATS:
        raise TypeError("parameters must be an array of floats, because its numbers are changed in place.")
    if np.shape(gradients) != parameters.shape:
        raise ValueError(
            f"gradients has shape {np.shape(gradients)}, but parameters has shape {parameters.shape}: "
            "there is one gradient for each parameter."
        )
    if any(memory.shape != parameters.shape for memory in memories):
        raise ValueError(
            f"This optimizer remembers steps with {memories[0].size} parameters, and now there are {parameters.size}. "
            "Make a new optimizer for each network."
        )


def check_rates(below_one=False, **rates):
    """Raise ValueError unless each rate given by name is a number of at least 0, and below 1 if it must be."""
    for name, rate in rates.items():
        is_number = isinstance(rate, (int, float, np.integer, np.floating)) and not isinstance(rate, bool)
        if not is_number or not 0 <= rate < (1 if below_one else np.inf):
            limit = "at least 0 and below 1" if below_one else "at least 0"
            raise ValueError(f"{name} must be a number, {limit}, but it is {rate!r}.")


def check_loss(loss, optimizer):
    """Raise FloatingPointError if the loss of a batch is not a finite number."""
    if not loss < np.inf:
        steps, rate = getattr(optimizer, "steps", "some"), getattr(optimizer, "learning_rate", None)
        advice = f"learning rate below {rate:g}" if isinstance(rate, (int, float)) else "smaller learning rate"
        raise FloatingPointError(
            f"The loss is {loss} after {steps} steps: the numbers have grown out of all bounds. "
            f"Begin again with a new network and a {advice}."
        )
