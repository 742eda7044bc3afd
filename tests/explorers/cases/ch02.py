"""Chapter 2: what the layer must say, computed apart."""

from nnfs_helpers import explorers

NAMES = ["window", "water", "shade"]
INPUTS, BIASES = [1, 2, 3, 2.5], [2, 3, 0.5]
WEIGHTS = [[0.2, 0.8, -0.5, 1.0], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]]


def layer():
    """The three neurons of chapter 2."""
    return explorers.LayerProducts(INPUTS, WEIGHTS, BIASES, neurons=NAMES)


def layer_oracle(state):
    """The sum so far, in whole thousandths, and the outputs that are there."""
    neuron, added = state["neuron"], state["added"]
    parts = [[round(1000 * x * w) for x, w in zip(INPUTS, row, strict=True)] for row in WEIGHTS]
    parts = [row + [round(1000 * bias)] for row, bias in zip(parts, BIASES, strict=True)]
    done = [f"{sum(row) / 1000:g}" for row in parts[: neuron + (added == 5)]]
    so_far = f"{sum(parts[neuron][:added]) / 1000:g}"
    return [f"Neuron {neuron} ({NAMES[neuron]}): ", so_far, f"Outputs: {', '.join([*done, *['?'] * (3 - len(done))])}."]


CASES = {"LayerProducts": (layer, layer_oracle)}
