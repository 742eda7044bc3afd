"""The style of the book: an object for each layer, Adam's memories kept in the layers, copies to be safe.

Written for this benchmark, with the book's structure and without the book's text. Nothing in it is slow on purpose.
"""

import numpy as np

from tools.bench.cases import BETA1, BETA2, EPSILON, batches, first_layers, orders


class LayerDense:
    """A dense layer, which also holds what the optimizer remembers of it."""

    def __init__(self, weights, biases):
        self.weights, self.biases = weights, biases
        self.weight_momentums, self.weight_cache = np.zeros_like(weights), np.zeros_like(weights)
        self.bias_momentums, self.bias_cache = np.zeros_like(biases), np.zeros_like(biases)

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights) + self.biases

    def backward(self, dvalues):
        self.dweights = np.dot(self.inputs.T, dvalues)
        self.dbiases = np.sum(dvalues, axis=0, keepdims=True)
        self.dinputs = np.dot(dvalues, self.weights.T)


class ActivationReLU:
    """A negative number becomes 0."""

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(0, inputs)

    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        self.dinputs[self.inputs <= 0] = 0


class SoftmaxLoss:
    """Softmax and cross-entropy in one object."""

    def forward(self, inputs, labels):
        exponentials = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        self.output = exponentials / np.sum(exponentials, axis=1, keepdims=True)
        clipped = np.clip(self.output, 1e-7, 1 - 1e-7)
        return np.mean(-np.log(clipped[np.arange(len(inputs)), labels]))

    def backward(self, dvalues, labels):
        self.dinputs = dvalues.copy()
        self.dinputs[np.arange(len(dvalues)), labels] -= 1
        self.dinputs = self.dinputs / len(dvalues)


class OptimizerAdam:
    """Adam, which is told to update one layer after the other."""

    def __init__(self, learning_rate, decay=0.0):
        self.learning_rate = self.current_learning_rate = learning_rate
        self.decay, self.iterations = decay, 0

    def before_update(self):
        self.current_learning_rate = self.learning_rate / (1 + self.decay * self.iterations)

    def update(self, layer):
        layer.weight_momentums = BETA1 * layer.weight_momentums + (1 - BETA1) * layer.dweights
        layer.bias_momentums = BETA1 * layer.bias_momentums + (1 - BETA1) * layer.dbiases
        layer.weight_cache = BETA2 * layer.weight_cache + (1 - BETA2) * layer.dweights**2
        layer.bias_cache = BETA2 * layer.bias_cache + (1 - BETA2) * layer.dbiases**2
        momentum_share, cache_share = 1 - BETA1 ** (self.iterations + 1), 1 - BETA2 ** (self.iterations + 1)
        weight_momentums, bias_momentums = (
            layer.weight_momentums / momentum_share,
            layer.bias_momentums / momentum_share,
        )
        weight_cache, bias_cache = layer.weight_cache / cache_share, layer.bias_cache / cache_share
        layer.weights -= self.current_learning_rate * weight_momentums / (np.sqrt(weight_cache) + EPSILON)
        layer.biases -= self.current_learning_rate * bias_momentums / (np.sqrt(bias_cache) + EPSILON)

    def after_update(self):
        self.iterations += 1


class Book:
    """The layers, the optimizer and the loop."""

    def __init__(self, case, X, y):
        self.case, self.X, self.y = case, X, y
        self.dense = [LayerDense(*arrays) for arrays in first_layers(case, X.dtype)]
        self.layers = [layer for dense in self.dense for layer in (dense, ActivationReLU())][:-1]
        self.loss, self.optimizer = SoftmaxLoss(), OptimizerAdam(case.learning_rate)

    def train(self, epochs):
        """Train; return the mean loss of the last epoch."""
        for order in orders(self.case, epochs):
            X, y = self.X[order], self.y[order]
            losses = [self.step(X[batch], y[batch]) for batch in batches(self.case)]
        return float(np.mean(losses))

    def step(self, inputs, labels):
        """Make one step; return the loss before it."""
        for layer in self.layers:
            layer.forward(inputs)
            inputs = layer.output
        loss = self.loss.forward(inputs, labels)
        self.loss.backward(self.loss.output, labels)
        dvalues = self.loss.dinputs
        for layer in reversed(self.layers):
            layer.backward(dvalues)
            dvalues = layer.dinputs
        self.optimizer.before_update()
        for dense in self.dense:
            self.optimizer.update(dense)
        self.optimizer.after_update()
        return loss

    def parameters(self):
        """Return all parameters (n,), in the order of Network.parameters."""
        return np.concatenate([array.ravel() for dense in self.dense for array in (dense.weights, dense.biases)])
