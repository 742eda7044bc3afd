"""Chapter 5: what the explorers of the loss must say, computed apart."""

import math

import numpy as np

from nnfs_helpers import explorers
from nnfs_helpers.data import vertical_data
from tests.explorers.cases import digits

A, B = np.linspace(-20, 120, 41), np.linspace(-3, 1, 41)
LABELS = [0, 1, 1, 0, 0]
HIDDEN = np.random.RandomState(10).uniform(-0.5, 0.5, (3, 4))
OUTPUT = np.random.RandomState(100).uniform(-0.5, 0.5, (4, 2))
ACTIVE = np.maximum(0, np.array([[1, 2, 3], [6, 7, 8], [7, 8, 9], [3, 4, 5], [4, 5, 6]]) @ HIDDEN)


def probabilities(a, b):
    """The seeded network of chapter 5 with two of its output weights replaced by a and b."""
    weights = OUTPUT.copy()
    weights[2:, 0] = a, b
    z = ACTIVE @ weights
    return 1 / (1 + np.exp(z[:, ::-1] - z))


def loss_at(a, b):
    """Its mean loss, with probabilities kept above the smallest step of a float."""
    return float(-np.log(np.clip(probabilities(a, b)[range(5), LABELS], 2.220446049250313e-16, 1)).mean())


def confidence_oracle(state):
    """Loss and slope, from the logarithm."""
    p = state["p"]
    return [f"= {digits(-math.log(p), 3)},", f"= {-1 / p:.2f}.", f"0.693 more: {-math.log(p / 2):.3f}"]


def surface():
    """The landscape of two weights, beginning on the floor of its valley."""
    return explorers.LossSurface(loss_at, A, B, start=(43.0, -0.8))


def surface_oracle(state):
    """The loss at the place of the grid, its slopes from softmax minus one-hot, and the lowest place."""
    a, b = A[np.abs(A - state["a"]).argmin()], B[np.abs(B - state["b"]).argmin()]
    dz = (probabilities(a, b)[:, 0] - (np.array(LABELS) == 0)) / 5
    slopes = [digits(float(ACTIVE[:, k] @ dz), 4) for k in (2, 3)]
    lowest = min(loss_at(x, y) for x in A for y in B)
    said = [f"the loss is {digits(loss_at(a, b), 3)}", f"has {digits(lowest, 3)}."]
    return said + [f"{slopes[0]} along a and {slopes[1]} along b"]


def race():
    """Three clouds, after a thousand tries."""
    return explorers.SearchRace(*vertical_data(100, 3), tries=1000)


def race_oracle(state):
    """Both searches again, as chapter 5 writes them, with the formulas of the network written out."""
    X, y = vertical_data(100, 3)

    def loss(parameters):
        hidden = np.maximum(0, X @ parameters[:6].reshape(2, 3) + parameters[6:9])
        z = hidden @ parameters[9:18].reshape(3, 3) + parameters[18:]
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[range(300), y]))

    rng, searched = np.random.RandomState(state["race"] - 1), np.inf
    for _ in range(state["tries"]):
        searched = min(searched, loss(rng.standard_normal(21)))
    rng = np.random.RandomState(state["race"] - 1)
    best = 0.01 * rng.standard_normal(21)
    climbed = loss(best)
    for _ in range(state["tries"]):
        changed = best + 0.05 * rng.standard_normal(21)
        if loss(changed) < climbed:
            best, climbed = changed, loss(changed)
    names = {"random search": searched, "hill climbing": climbed}
    return [f"after {state['tries']} tries", *(f"{name} has a loss of {value:.3f}" for name, value in names.items())]


CASES = {
    "ConfidenceLoss": (explorers.ConfidenceLoss, confidence_oracle),
    "LossSurface": (surface, surface_oracle),
    "SearchRace": (race, race_oracle),
}
