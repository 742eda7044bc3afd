"""Layers: chapters 2 and 3 build forward, chapter 6 adds backward."""

import numpy as np

from nnfs_helpers.support.argument_checks import check_dense
from nnfs_helpers.support.checks import as_batch, as_gradient, check_arrays


class Dense:
    """A dense layer: output = inputs @ weights + biases. Each column of weights is one neuron."""

    def __init__(self, n_inputs, n_neurons, rng=np.random, scale=0.1):
        """Draw weights (n_inputs, n_neurons), normal times scale; biases (1, n_neurons) start at 0."""
        check_dense(n_inputs, n_neurons, rng, scale)
        self.weights = float(scale) * rng.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))
        self.dweights = np.zeros_like(self.weights)  # the gradients: backward fills them
        self.dbiases = np.zeros_like(self.biases)

    def forward(self, inputs):
        """Return output (n_samples, n_neurons) for inputs (n_samples, n_inputs)."""
        check_arrays(self)
        self.inputs = as_batch(inputs, len(self.weights))
        self.output = self.inputs @ self.weights + self.biases
        return self.output

    def backward(self, dvalues, first_layer=False):
        """Fill dweights, dbiases; return dinputs, or None for a first layer. dvalues: gradient on output."""
        dvalues = as_gradient(dvalues, self)  # (n_samples, n_neurons)
        np.matmul(self.inputs.T, dvalues, out=self.dweights)  # (n_inputs, n_neurons)
        self.dbiases[...] = dvalues.sum(axis=0, keepdims=True)  # (1, n_neurons)
        self.dinputs = None if first_layer else dvalues @ self.weights.T  # (n_samples, n_inputs)
        return self.dinputs
