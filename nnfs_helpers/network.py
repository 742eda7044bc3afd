"""A network: layers in a row, a loss at their end, and all their parameters in one vector (chapters 7 and 8)."""

import numpy as np

from nnfs_helpers import saving, training
from nnfs_helpers.losses import SoftmaxCrossEntropy
from nnfs_helpers.support.network_checks import as_dtype, as_layers
from nnfs_helpers.support.network_views import check_network, check_views, take_state


def move_into_one_vector(layers, names, dtype):
    """Return one vector with the layers' arrays of these names; in the layers they become views of it."""
    places = [(layer, name) for layer in layers for name in names if hasattr(layer, name)]
    vector = np.concatenate([getattr(layer, name).ravel() for layer, name in places]).astype(dtype)
    start = 0
    for layer, name in places:
        array = getattr(layer, name)
        stop = start + array.size
        setattr(layer, name, vector[start:stop].reshape(array.shape))
        start = stop
    return vector


class Sequential:
    """Layers in a row and a loss. Every weight and bias is a view of the vector parameters."""

    def __init__(self, layers, loss=None, dtype=float):
        """Take layers, the first of them Dense, and move their arrays into two vectors (n,)."""
        self.layers = as_layers(layers, loss)
        self.loss = SoftmaxCrossEntropy() if loss is None else loss
        dtype = as_dtype(dtype)
        self.parameters = move_into_one_vector(self.layers, ["weights", "biases"], dtype)
        self.gradients = move_into_one_vector(self.layers, ["dweights", "dbiases"], dtype)

    def forward(self, inputs):
        """Return the output of the last layer (n_samples, n_outputs) for inputs (n_samples, n_inputs)."""
        check_network(self)
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self):
        """Fill gradients (n,): the gradient of the loss that was computed last."""
        check_views(self)
        dvalues = self.loss.backward()
        for layer in reversed(self.layers[1:]):
            dvalues = layer.backward(dvalues)
        self.layers[0].backward(dvalues, first_layer=True)


class Network(Sequential):
    """A Sequential that can be trained, asked, saved, loaded and copied."""

    def fit(self, X, y, optimizer, epochs=1, batch_size=None, seed=0):
        """Train on X (n, n_inputs) and class numbers y (n,); return each epoch's mean loss."""
        return training.fit(self, X, y, optimizer, epochs, batch_size, seed)

    def predict(self, inputs):
        """Return the class number of each sample (n_samples,): the column of its largest output."""
        return self.forward(inputs).argmax(axis=1)

    def save(self, path):
        """Write the network to path, a .npz file. See saving.save."""
        saving.save(self, path)

    @classmethod
    def load(cls, path):
        """Return the network that save wrote to path. See saving.load."""
        return saving.load(path, cls)

    def __setstate__(self, state):
        """Begin as a copy: take all from the original, and join the copied layers to the copied vectors."""
        take_state(self, state)
