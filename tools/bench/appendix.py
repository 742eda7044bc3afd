"""The measurements behind the pictures at the end of chapter 8, all of them ratios: float64, one thread.

python -m tools.bench.appendix prints them as JSON.
"""

import json
import statistics
import time

import numpy as np

from nnfs_helpers.optim import Adam
from nnfs_helpers.support.checks import unchecked
from tools.bench.cases import CASES, batches, data_of
from tools.bench.rivals.ours import adam_of, network_of
from tools.bench.shares import shares
from tools.bench.worker import confine

BATCH_SIZES = (1, 4, 16, 64, 256)
LAYERS_OF_16 = (4, 16)


def relative(functions, n_rounds):
    """Call all functions in each round; return {label: median of its time relative to the first one's}."""
    found = {label: [] for label in functions}
    for i in range(n_rounds + 1):
        for label, function in functions.items():
            begin = time.perf_counter()
            function()
            seconds = time.perf_counter() - begin
            if i > 0:  # the first round warms up
                found[label].append(seconds)
    first = next(iter(found.values()))
    return {
        label: statistics.median(t / t_first for t, t_first in zip(times, first, strict=True))
        for label, times in found.items()
    }


def adams(sizes):
    """Return (whole, parts), lists of (parameters, gradients, Adam): one for the whole network, one for each array."""
    pairs = zip(sizes, sizes[1:], strict=False)
    shapes = [shape for n_inputs, n_neurons in pairs for shape in ((n_inputs, n_neurons), (1, n_neurons))]
    n_parameters = sum(rows * columns for rows, columns in shapes)
    return tuple(
        [(np.full(shape, 0.5), np.full(shape, 0.1), Adam()) for shape in group] for group in ([n_parameters], shapes)
    )


def step_all(states, repeats=1):
    """Make so many steps with each Adam."""
    for _ in range(repeats):
        for parameters, gradients, adam in states:
            adam.step(parameters, gradients)


def state_per_array(sizes, n_rounds=15):
    """Return the time of Adam with one state for each array of a network, relative to one vector."""
    whole, parts = adams(sizes)
    repeats = max(2, 1_000_000 // (whole[0][0].size + 5000 * len(parts)))
    functions = {"whole": lambda: step_all(whole, repeats), "parts": lambda: step_all(parts, repeats)}
    with unchecked():
        return relative(functions, n_rounds)["parts"]


def states_per_array():
    """Return {network: ratio}, from few arrays to many, and at the end a network of few and large arrays."""
    found = {"4 arrays, 2-64-3": state_per_array(CASES["spiral"].sizes)}
    for n_layers in LAYERS_OF_16:
        found[f"{2 * n_layers} arrays, {n_layers} layers of 16"] = state_per_array((16,) * (n_layers + 1))
    return found | {"6 arrays, 784-512-512-10": state_per_array(CASES["784-512-512-10"].sizes)}


def mini_batches(n_rounds=7):
    """Return {batch size: time of a sample, relative to batches of one}, for the digits."""
    case = CASES["digits"]
    X, y = data_of(case)

    def fit(batch_size):
        network_of(case, float).fit(X, y, adam_of(case), epochs=4, batch_size=batch_size)

    return relative({str(size): lambda size=size: fit(size) for size in BATCH_SIZES}, n_rounds)


def checks(case, n_rounds=11):
    """Return the time of a step with all checks, relative to a step inside unchecked()."""
    X, y = data_of(case)

    def train():
        network, adam = network_of(case, float), adam_of(case)
        for _ in range(max(1, case.epochs // 2)):
            for batch in batches(case):
                network.loss.forward(network.forward(X[batch]), y[batch])
                network.backward()
                adam.step(network.parameters, network.gradients)

    def train_unchecked():
        with unchecked():
            train()

    return relative({"without": train_unchecked, "with": train}, n_rounds)["with"]


def everything():
    """Return {name: {label: ratio}}."""
    spiral, digits, large = CASES["spiral"], CASES["digits"], CASES["784-512-512-10"]
    return {
        "time of a step, spiral": shares(spiral, *data_of(spiral)),
        "time of a step, 784-512-512-10": shares(large, *data_of(large)),
        "one state per array": states_per_array(),
        "mini-batches": mini_batches(),
        "checks": {case.name: checks(case) for case in (spiral, digits)},
    }


if __name__ == "__main__":
    confine(1)
    print(json.dumps(everything()))
