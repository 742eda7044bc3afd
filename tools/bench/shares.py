"""Where the time of a step goes: the step of training.py, written out, with a stopwatch between its parts."""

import time

import numpy as np

from nnfs_helpers.layers import Dense
from nnfs_helpers.support.checks import unchecked
from tools.bench.cases import batches
from tools.bench.rivals.ours import adam_of, network_of

PARTS = ("forward products", "backward products", "activations", "softmax and loss", "optimizer", "everything else")


class Stopwatch:
    """Adds up the time since the last lap under the name of what was done in it."""

    def __init__(self):
        self.seconds, self.last = dict.fromkeys(PARTS, 0.0), time.perf_counter()

    def lap(self, part):
        """End a lap. The stopwatch itself takes less than a tenth of a microsecond."""
        now = time.perf_counter()
        self.seconds[part] += now - self.last
        self.last = now


def timed_step(network, inputs, labels, optimizer, lap):
    """Make the step of Network and Dense, line by line, with laps between the lines."""
    for layer in network.layers:
        if isinstance(layer, Dense):
            layer.inputs = inputs
            lap("everything else")
            product = inputs @ layer.weights
            lap("forward products")
            layer.output = inputs = product + layer.biases
            lap("everything else")
        else:
            inputs = layer.forward(inputs)
            lap("activations")
    network.loss.forward(inputs, labels)
    dvalues = network.loss.backward()
    lap("softmax and loss")
    for layer in reversed(network.layers):
        if isinstance(layer, Dense):
            np.matmul(layer.inputs.T, dvalues, out=layer.dweights)
            lap("backward products")
            layer.dbiases[...] = dvalues.sum(axis=0, keepdims=True)
            lap("everything else")
            if layer is not network.layers[0]:
                dvalues = dvalues @ layer.weights.T
                lap("backward products")
        else:
            dvalues = layer.backward(dvalues)
            lap("activations")
    optimizer.step(network.parameters, network.gradients)
    lap("optimizer")


def shares(case, X, y, n_rounds=9):
    """Return {part: share of the time of a step}; together they are 1. A round is as long as a training of the case."""
    found = []
    for _ in range(n_rounds):
        network, optimizer, watch = network_of(case, X.dtype), adam_of(case), Stopwatch()
        with unchecked():
            for _ in range(case.epochs):
                for batch in batches(case):
                    timed_step(network, X[batch], y[batch], optimizer, watch.lap)
        found.append([watch.seconds[part] / sum(watch.seconds.values()) for part in PARTS])
    middle = np.median(found, axis=0)
    return dict(zip(PARTS, (middle / middle.sum()).tolist(), strict=True))
