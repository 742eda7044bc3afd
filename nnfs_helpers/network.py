"""A network: layers in a row, a loss at their end, and all their parameters in one vector (chapter 7)."""

import numpy as np

from nnfs_helpers.losses import SoftmaxCrossEntropy
from nnfs_helpers.saving import load, save
from nnfs_helpers.support.network_checks import check_dtype, check_layers
from nnfs_helpers.support.network_views import check_network, take_state
from nnfs_helpers.training import fit


def one_vector(layers, names, dtype):
    """Return the layers' arrays of these names as one vector; in the layers they become views."""
    places = [(layer, name) for layer in layers for name in names if hasattr(layer, name)]
    vector = np.concatenate([getattr(layer, name).ravel() for layer, name in places]).astype(dtype)
    start = 0
    for layer, name in places:
        shape, stop = getattr(layer, name).shape, start + getattr(layer, name).size
        setattr(layer, name, vector[start:stop].reshape(shape))
        start = stop
    return vector


class Network:
    """Layers in a row and a loss. Every weight and bias is a view of the vector parameters."""

    fit, save, load = fit, save, classmethod(load)  # each from a module of its own
    __setstate__ = take_state  # for copies: their layers become views of their own vectors

    def __init__(self, layers, loss=None, dtype=float):
        """Take layers, the first of them Dense, and move their arrays into two vectors (n,)."""
        self.layers, self.loss = check_layers(layers, loss), loss or SoftmaxCrossEntropy()
        self.parameters = one_vector(self.layers, ["weights", "biases"], check_dtype(dtype))
        self.gradients = one_vector(self.layers, ["dweights", "dbiases"], dtype)

    def forward(self, inputs):
        """Return the output of the last layer (n_samples, n_outputs) for inputs (n_samples, n_inputs)."""
        check_network(self)
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self):
        """Fill gradients (n,): the gradient of the loss that was computed last."""
        check_network(self)
        dvalues = self.loss.backward()
        for layer in reversed(self.layers[1:]):
            dvalues = layer.backward(dvalues)
        self.layers[0].backward(dvalues, first_layer=True)

    def predict(self, inputs):
        """Return the class number of each sample (n_samples,): the column of its largest output."""
        return self.forward(inputs).argmax(axis=1)
