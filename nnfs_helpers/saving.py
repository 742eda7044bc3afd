"""Saving: a network is one vector and the words for its layers, and fits into one small file (chapter 7)."""

import os

import numpy as np

from nnfs_helpers.support.saved_file import FORMAT, VERSION, check_savable, check_saved, make, read_arrays, words
from nnfs_helpers.support.saved_path import writable


def save(network, path):
    """Write the network to path, a .npz file. It appears whole or not at all, and replaces what was there."""
    check_savable(network)
    parts = {"layers": [words(layer) for layer in network.layers], "loss": words(network.loss)}
    place, draft = writable(path)
    try:
        with open(draft, "wb") as file:
            np.savez(file, format=FORMAT, version=VERSION, parameters=network.parameters, **parts)
        os.replace(draft, place)
    finally:
        if os.path.exists(draft):
            os.remove(draft)


def load(cls, path):
    """Return the network that save wrote to path. Raise ValueError, with a sentence, for any other file."""
    saved = check_saved(read_arrays(path), path)
    layers = [make(text) for text in saved["layers"]]
    network = cls(layers, make(saved["loss"]), saved["parameters"].dtype)
    network.parameters[...] = saved["parameters"]
    return network
