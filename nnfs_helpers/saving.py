"""Saving: a network is one vector and a line of text for each layer, and fits into one small file (chapter 8)."""

import os

import numpy as np

from nnfs_helpers.support.saved_file import (
    FORMAT,
    VERSION,
    check_savable,
    check_saved,
    from_text,
    read_arrays,
    to_text,
)
from nnfs_helpers.support.saved_path import writable


def save(network, path):
    """Write the network to path, a .npz file. It appears whole or not at all, and replaces what was there."""
    check_savable(network)
    layers = [to_text(layer) for layer in network.layers]
    loss = to_text(network.loss)
    numbers = network.parameters
    place, draft = writable(path)
    try:
        with open(draft, "wb") as file:
            np.savez(file, format=FORMAT, version=VERSION, layers=layers, loss=loss, parameters=numbers)
        os.replace(draft, place)  # all at once: old or new
    finally:
        if os.path.exists(draft):
            os.remove(draft)


def load(path, network_class):
    """Return the network that save wrote to path. Raise ValueError, with a sentence, for any other file."""
    saved = read_arrays(path)
    check_saved(saved, path)
    layers = [from_text(text) for text in saved["layers"]]
    loss = from_text(saved["loss"])
    numbers = saved["parameters"]
    network = network_class(layers, loss, numbers.dtype)
    network.parameters[...] = numbers
    return network
