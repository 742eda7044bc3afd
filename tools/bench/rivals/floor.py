"""The floor: the matrix products of a step and nothing else, on the arrays of a real network."""

import numpy as np

from tools.bench.cases import batches
from tools.bench.rivals.ours import network_of


class Floor:
    """Three products for each Dense layer, two for the first, whose data need no gradient."""

    def __init__(self, case, X, y):
        self.case, self.X = case, X
        network = network_of(case, X.dtype)
        network.loss.forward(network.forward(X[: case.batch_size]), y[: case.batch_size])
        network.backward()
        self.dense = network.layers[::2]
        self.outputs = [np.empty_like(dense.output) for dense in self.dense]
        self.dvalues = [np.ones_like(dense.output) for dense in self.dense]
        self.dinputs = [np.empty_like(dense.inputs) for dense in self.dense]

    def train(self, epochs):
        """Multiply as often as a training does; there is no loss."""
        for _ in range(epochs):
            for batch in batches(self.case):
                self.step(self.X[batch])

    def step(self, inputs):
        """The products of one step; the first layer gets inputs, the others keep what they had."""
        self.dense[0].inputs = inputs
        for i, dense in enumerate(self.dense):
            np.matmul(dense.inputs, dense.weights, out=self.outputs[i])
            np.matmul(dense.inputs.T, self.dvalues[i], out=dense.dweights)
            if i > 0:
                np.matmul(self.dvalues[i], dense.weights.T, out=self.dinputs[i])
