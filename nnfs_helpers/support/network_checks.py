"""Checks of networks, training and optimizers: each lets good values pass and answers bad ones with a sentence."""

import inspect

import numpy as np

from nnfs_helpers.support.argument_checks import check_seed, is_number, shown
from nnfs_helpers.support.checks import all_finite, as_array, as_batch, as_labels, as_probabilities, unless_trusted
from nnfs_helpers.support.label_checks import ONE_OUTPUT
from nnfs_helpers.support.network_views import check_network

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))
MEMORIES = ("velocity", "mean", "squares")  # what the optimizers of the course call what they keep
LARGE = 1000  # data beyond it are not scaled


def as_layers(layers, loss):
    """Return the layers as a list. Raise ValueError or TypeError unless they can be a network with this loss."""
    if not hasattr(layers, "__iter__"):
        raise TypeError("layers must be a list, such as [Dense(2, 64), ReLU(), Dense(64, 3)].")
    layers = list(layers)
    for i, layer in enumerate(layers):
        if not _is_object_with(layer, "forward", "backward"):
            raise TypeError(f"Layer {i} is {shown(layer)}. A layer has forward and backward: ReLU(), not ReLU.")
        if not _can_be_called(layer.forward, "inputs") or not _can_be_called(layer.backward, "dvalues"):
            raise TypeError(
                f"Layer {i} is a {type(layer).__name__}, which is no layer: a layer has forward(inputs) and "
                "backward(dvalues). A loss is the second argument: Network([...], loss)."
            )
        if any(layer is other for other in layers[:i]):
            raise ValueError(f"Layer {i} stands in the list twice. Make a new object for each place.")
    if not layers or not hasattr(layers[0], "weights"):
        raise ValueError("A network begins with a Dense layer, whose weights say how many inputs there are.")
    _check_end(_kinds(layers[-1]), loss)
    _check_neighbours(layers)
    return layers


def _is_object_with(part, *methods):
    """Return whether part is an object, and not a class, that has these methods."""
    return not isinstance(part, type) and all(callable(getattr(part, method, None)) for method in methods)


def _can_be_called(method, *arguments):
    """Return whether a method takes these arguments, as far as Python can tell."""
    try:
        inspect.signature(method).bind(*arguments)
    except TypeError:
        return False
    except ValueError:  # no signature, as in other languages' functions
        return True
    return True


def _kinds(part):
    """The names of the class of a part, and of all that it was derived from."""
    return {kind.__name__ for kind in type(part).__mro__}


def _check_end(last, loss):
    """Raise TypeError or ValueError unless the loss is an object that takes what a last layer of these kinds gives."""
    if loss is not None:
        _check_loss_object(loss)
    takes_logits = loss is None or "SoftmaxCrossEntropy" in _kinds(loss)
    takes_probabilities = "CategoricalCrossEntropy" in _kinds(loss)
    if takes_logits and "Softmax" in last:
        raise ValueError("SoftmaxCrossEntropy contains the softmax. Leave out the layer Softmax: once is enough.")
    if takes_logits and "Sigmoid" in last:
        raise ValueError(
            "SoftmaxCrossEntropy takes any numbers and makes probabilities of them by a softmax, and Sigmoid leaves "
            "it only numbers between 0 and 1. Leave out the layer Sigmoid."
        )
    if takes_probabilities and "Sigmoid" in last:
        raise ValueError(
            "CategoricalCrossEntropy takes probabilities, of which each row sums to 1, and those of Sigmoid do not. "
            "Put Softmax in the place of Sigmoid, or leave out both Sigmoid and the loss."
        )
    if takes_probabilities and (names := last & {"Dense", "ReLU"}):
        raise ValueError(
            f"CategoricalCrossEntropy takes probabilities, and {names.pop()} gives other numbers too. "
            "Add the layer Softmax, or leave out the loss."
        )


def _check_loss_object(loss):
    """Raise TypeError unless loss has forward(outputs, targets) and backward()."""
    if not _is_object_with(loss, "forward", "backward"):
        raise TypeError(f"loss must be an object such as SoftmaxCrossEntropy(), but it is {shown(loss)}.")
    if not _can_be_called(loss.forward, "outputs", "targets") or not _can_be_called(loss.backward):
        raise TypeError(
            f"loss must have forward(outputs, targets) and backward(), as SoftmaxCrossEntropy() has, "
            f"but it is a {type(loss).__name__}."
        )


def _check_neighbours(layers):
    """Raise ValueError if a Dense layer has weights for another number of inputs than the Dense before it gives."""
    dense = [(i, layer.weights.shape) for i, layer in enumerate(layers) if hasattr(layer, "weights")]
    for (i, (_, n_outputs)), (k, (n_inputs, _)) in zip(dense, dense[1:], strict=False):
        if n_outputs != n_inputs:
            raise ValueError(f"Layer {i} has {n_outputs} neurons, but layer {k} has weights for {n_inputs} inputs.")


def as_dtype(dtype):
    """Return dtype as NumPy's. Raise TypeError unless it is float32 or float64."""
    try:
        found = np.dtype(dtype)
    except Exception:  # NumPy has several for what is no type
        raise TypeError(f"dtype must be float32 or float64, but it is {shown(dtype)}.") from None
    if found not in FLOATS:
        raise TypeError(f"dtype must be float32 or float64, but it is {found}.")
    return found


def as_data(network, X, y):
    """Return X (n, n_inputs) and class numbers y (n,) as arrays. Raise ValueError if they do not fit the network."""
    X = as_batch(X, len(network.layers[0].weights), "X")
    n_classes = [layer.biases.size for layer in network.layers if hasattr(layer, "biases")][-1]
    y = as_labels(y, len(X), n_classes, "y", "samples")
    if n_classes == 1:
        raise ValueError(f"The network has one output, and nothing can be learned. {ONE_OUTPUT}")
    if "CategoricalCrossEntropy" in _kinds(network.loss) and "Softmax" not in _kinds(network.layers[-1]):
        as_probabilities(network.forward(X[:5]))  # from a layer that is not the course's
    return X, y


def check_training(network, optimizer, seed=0):
    """Raise ValueError or TypeError if fit cannot work with these."""
    check_seed(seed)
    if not _is_object_with(optimizer, "step"):
        raise TypeError(f"optimizer must be an object such as Adam(0.01), but it is {shown(optimizer)}.")
    check_network(network)
    as_gradients(network.gradients, network.parameters, optimizer)


@unless_trusted
def as_gradients(gradients, parameters, optimizer):
    """Return gradients as an array of floats. Raise unless the optimizer can change parameters in place by them."""
    _check_parameters(parameters)
    if (
        not isinstance(gradients, np.ndarray)
        or gradients.dtype not in FLOATS
        or isinstance(gradients, np.ma.MaskedArray)
    ):
        gradients = as_array(gradients, "gradients")
    if gradients.shape != parameters.shape:
        raise ValueError(
            f"gradients has shape {gradients.shape}, but parameters has shape {parameters.shape}: "
            "there is one gradient for each parameter."
        )
    _check_optimizer(optimizer, parameters)
    return gradients.copy() if np.may_share_memory(gradients, parameters) else gradients


def _check_optimizer(optimizer, parameters):
    """Raise TypeError or ValueError unless an optimizer can move these parameters by what it remembers."""
    if hasattr(optimizer, "begin") and not hasattr(optimizer, "update"):
        raise TypeError(
            f"{type(optimizer).__name__} has no method update(parameters, gradients, rate), so it cannot make a step. "
            "Take one that has it, such as SGD(0.1)."
        )
    for name in MEMORIES:
        memory = getattr(optimizer, name, None)
        if not isinstance(memory, np.ndarray):
            continue
        if memory.shape != parameters.shape:
            raise ValueError(
                f"This optimizer remembers steps with {memory.size} parameters, and now there are {parameters.size}. "
                "Make a new optimizer for each network."
            )
        if not all_finite(memory):
            raise ValueError(
                "This optimizer remembers numbers that are not finite, from a training that went wrong. "
                "Make a new optimizer for each training that begins anew."
            )


def _check_parameters(parameters):
    """Raise TypeError or ValueError unless the numbers of parameters can be changed in place."""
    is_plain = isinstance(parameters, np.ndarray) and not isinstance(parameters, np.ma.MaskedArray)
    if not is_plain or parameters.dtype not in FLOATS:
        raise TypeError("parameters must be an array of floats, because its numbers are changed in place.")
    if not parameters.flags.writeable:
        raise ValueError("parameters is read-only, and its numbers are changed in place. Give parameters.copy().")


def check_loss(loss, optimizer, X=None):
    """Raise FloatingPointError if the loss of a batch, whose data are X, is not a finite number."""
    if not loss < np.inf:
        steps, rate = getattr(optimizer, "steps", "some"), getattr(optimizer, "learning_rate", None)
        largest = 0 if X is None else np.abs(X).max()
        data = f"X has numbers of up to {largest:g}: scale it, to numbers of about 1"
        if steps == 0:
            cause = data if largest > LARGE else "the network has outputs that its loss cannot take"
            raise FloatingPointError(f"The loss is {loss} before the first step, so no step is to blame: {cause}.")
        advice = f"learning rate below {rate:g}" if is_number(rate) else "smaller learning rate"
        raise FloatingPointError(
            f"The loss is {loss} after {steps} steps: the numbers have grown out of all bounds. "
            + (f"{data}. Then begin" if largest > LARGE else "Begin")
            + f" again with a new network and a {advice}."
        )
