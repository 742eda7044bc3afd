"""The layers' arrays are views of a network's vectors: here is asked whether they still are, and copies are joined."""

import weakref

import numpy as np

from nnfs_helpers.support.checks import all_finite, unless_trusted

NAMES = {"parameters": ("weights", "biases"), "gradients": ("dweights", "dbiases")}
whole = weakref.WeakKeyDictionary()  # network to the objects of which it consisted when it was last found whole


@unless_trusted
def check_views(network):
    """Raise ValueError if an array of a layer is no longer a part of the network's vectors.

    While the network consists of the very same objects as when it was last found whole, there is no second look.
    """
    seen = whole.get(network)
    if seen is None or not _is_same(network, *seen):
        check_parts(network)
        parts = [(layer, name, array) for layer in network.layers for _, name, array in _parts(network, layer)]
        whole[network] = network.parameters, network.gradients, list(network.layers), parts


def _is_same(network, parameters, gradients, layers, parts):
    """Return whether a network consists of these objects: vectors, layers, and arrays in them."""
    if network.parameters is not parameters or network.gradients is not gradients or network.layers != layers:
        return False
    for layer, name, array in parts:
        if getattr(layer, name, None) is not array:
            return False
    return True


def check_parts(network):
    """Raise ValueError that names an array of a layer that is no part of the network's vectors, if there is one."""
    for i, layer in enumerate(network.layers):
        for vector, name, array in _parts(network, layer):
            if not _is_part(array, vector):
                raise ValueError(
                    f"The {name} of layer {i} are no part of this network's vectors any more: the layer is in "
                    f"another network now, or its array was replaced. Change numbers in place: {name}[...] = new."
                )


@unless_trusted
def check_network(network):
    """Raise ValueError unless the layers' arrays are views of the network's vectors, and all parameters finite."""
    check_views(network)
    if all_finite(network.parameters):
        return
    for i, layer in enumerate(network.layers):
        for name in NAMES["parameters"]:
            array = getattr(layer, name, np.zeros(1))
            if not np.isfinite(array).all():
                place = [int(index) for index in np.argwhere(~np.isfinite(array))[0]]
                raise ValueError(
                    f"The {name} of layer {i} are not finite numbers: the entry at {place} is {array[tuple(place)]}. "
                    "With them no input can give a good output, and no step can mend them. Make a new network."
                )


def _parts(network, layer):
    """Yield vector, name and array for each array of a layer that a vector of the network should hold."""
    for vector, names in NAMES.items():
        for name in names:
            if hasattr(layer, name):
                yield getattr(network, vector), name, getattr(layer, name)


def _is_part(array, vector):
    """Return whether an array is a part of the vector's memory."""
    if not isinstance(array, np.ndarray) or not isinstance(vector, np.ndarray):
        return False
    return array.base is vector or np.may_share_memory(array, vector)


def take_state(network, state):
    """Give a network the attributes of the one that it was copied or pickled from, and join its layers again.

    A deep copy or a pickle has the numbers of the vectors twice: in the vectors, and in the layers. Where the two
    agree, the layers' arrays become views again. Where they do not, the network was torn before, and stays so.
    """
    vars(network).update(state)
    for vector, names in NAMES.items():
        own = np.array(getattr(network, vector))
        places = list(_places(network.layers, names, own))
        torn = not all(_is_part(getattr(layer, name), getattr(network, vector)) for layer, name, _ in places)
        if torn and all(np.array_equal(getattr(layer, name), part, equal_nan=True) for layer, name, part in places):
            setattr(network, vector, own)
            for layer, name, part in places:
                setattr(layer, name, part)


def _places(layers, names, vector):
    """Yield layer, name and the part of the vector that belongs there."""
    start = 0
    for layer in layers:
        for name in names:
            if hasattr(layer, name):
                array = getattr(layer, name)
                shape, stop = np.shape(array), start + np.size(array)
                part = vector[start:stop]
                yield layer, name, part.reshape(shape) if part.size == np.size(array) else part
                start = stop
