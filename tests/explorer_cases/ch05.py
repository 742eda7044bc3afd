"""Chapter 5: what the explorers of the loss must say, computed apart."""

import math

import numpy as np

from nnfs_helpers import explorers
from nnfs_helpers.data import vertical_data

A, B = np.linspace(-20, 120, 41), np.linspace(-3, 1, 41)


def loss_at(a, b):
    """A valley that runs across both axes, like that of chapter 5."""
    return 0.2 + np.log1p(np.exp(0.05 * a + 2 * b - 1)) + np.log1p(np.exp(1 - 0.05 * a - 2 * b)) + 1e-4 * (a - 60) ** 2


def confidence_oracle(state):
    """Loss and slope, from the logarithm."""
    p = state["p"]
    return [f"= {-math.log(p) + 0.0:.3f},", f"= {-1 / p:.2f}.", f"0.693 more: {-math.log(p / 2):.3f}"]


def surface():
    """The valley."""
    return explorers.LossSurface(loss_at, A, B, start=(0, 0))


def surface_oracle(state):
    """The loss at the place of the grid, its slopes from the derivative, and the lowest place."""
    a, b = A[np.abs(A - state["a"]).argmin()], B[np.abs(B - state["b"]).argmin()]
    s = 1 / (1 + math.exp(-(0.05 * a + 2 * b - 1)))
    along = 2 * s - 1
    slope_a, slope_b = 0.05 * along + 2e-4 * (a - 60), 2 * along
    grid = min(loss_at(x, y) for x in A for y in B)
    return [f"the loss is {loss_at(a, b):.3f}", f"{slope_a:.4f} along a and {slope_b:.4f} along b", f"has {grid:.3f}."]


def race():
    """Three clouds."""
    return explorers.SearchRace(*vertical_data(100, 3))


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
