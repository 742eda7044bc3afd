"""What it costs that the code is written to be read: statements that are faster and say less, in the place of ours.

python -m tools.bench.clarity prints as JSON how long a step takes with them, relative to ours: float32, one thread.
"""

from contextlib import ExitStack
import json
from unittest.mock import patch

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.layers import Dense
from nnfs_helpers.optim import Adam
from nnfs_helpers.support.checks import as_batch, as_gradient, check_arrays
from tools.bench.appendix import relative
from tools.bench.cases import CASES, data_of
from tools.bench.rivals.ours import Ours
from tools.bench.worker import confine

BLOCK = 32768  # numbers, so that all of Adam's vectors fit into a cache


def added_in_place(self, inputs):
    """Dense.forward without a second array for the biases."""
    check_arrays(self)
    self.inputs = as_batch(inputs, len(self.weights))
    self.output = self.inputs @ self.weights
    self.output += self.biases
    return self.output


def cast_first(self, dvalues):
    """ReLU.backward, with the booleans made floats of the right kind at once."""
    dvalues = as_gradient(dvalues, self)
    self.dinputs = dvalues * (self.inputs > 0).astype(dvalues.dtype)
    return self.dinputs


def in_blocks(self, parameters, gradients, rate):
    """Adam.update, a part of the vectors after the other, on sums that are scaled by numbers and not as vectors."""
    mean_share = (1 - self.beta1**self.steps) / (1 - self.beta1)
    squares_share = (1 - self.beta2**self.steps) / (1 - self.beta2)
    for start in range(0, len(parameters), BLOCK):
        part = slice(start, start + BLOCK)
        mean, squares = self.mean[part], self.squares[part]
        mean *= self.beta1
        mean += gradients[part]
        squares *= self.beta2
        squares += gradients[part] ** 2
        size = np.sqrt(squares / squares_share)
        size += self.epsilon
        parameters[part] -= rate / mean_share * mean / size


FASTER = {
    "biases added in place": [(Dense, "forward", added_in_place)],
    "the mask of ReLU cast by hand": [(ReLU, "backward", cast_first)],
    "Adam in blocks, on plain sums": [(Adam, "update", in_blocks)],
}
FASTER["all three"] = [place for places in FASTER.values() for place in places]


def trained(case, X, y, places, epochs):
    """Train with other methods in these places; return the mean loss of the last epoch."""
    with ExitStack() as stack:
        for kind, name, method in places:
            stack.enter_context(patch.object(kind, name, method))
        return Ours(case, X, y).train(epochs)


def costs(case, X, y, n_rounds=9):
    """Return {what is faster: time of a training with it, relative to ours}."""
    ways = {"ours": [], **FASTER}
    functions = {name: lambda places=places: trained(case, X, y, places, case.epochs) for name, places in ways.items()}
    found = relative(functions, n_rounds)
    return {name: found[name] for name in FASTER}


def everything():
    """Return {network: costs}."""
    data = {name: data_of(case) for name, case in CASES.items()}
    return {name: costs(case, data[name][0].astype("float32"), data[name][1]) for name, case in CASES.items()}


if __name__ == "__main__":
    confine(1)
    print(json.dumps(everything()))
