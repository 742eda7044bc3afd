"""Chapter 6: what the steppers and the training must say, computed apart."""

import math

import numpy as np

from nnfs_helpers import explorers

X, W, B, GOAL = [2.0, 5.0, -1.0], [0.2, 0.8, -0.5], 2.0, 4.0
INPUTS, WEIGHTS, BIASES, LABEL = [2.0, -0.5], [[0.4, -0.3, 0.7], [1.2, 0.6, -0.8]], [0.1, -0.2, 0.3], 1


def neuron():
    """The neuron that chapter 6 computes by hand."""
    return explorers.NeuronStepper(X, W, B, goal=GOAL)


def neuron_oracle(state):
    """Each step of the neuron, written down by hand: from above comes twice the distance to the goal, 5.8."""
    steps = {
        0: ["numbers that are given"],
        1: ["p0 = x0 · w0", "= 0.4"],
        2: ["p1 = x1 · w1", "= 4"],
        3: ["p2 = x2 · w2", "= 0.5"],
        4: ["z = p0 + p1 + p2 + b", "= 6.9"],
        5: ["out = max(0, z)", "= 6.9"],
        6: ["loss = (out - 4)²", "(6.9 - 4)² = 8.41"],
        7: ["through loss = (out - 4)²", "to out: 1 · local derivative 5.8 = 5.8"],
        8: ["through out = max(0, z)", "to z: 5.8 · local derivative 1 = 5.8"],
        9: ["to p0: 5.8 · local derivative 1 = 5.8", "to b: 5.8 · local derivative 1 = 5.8"],
        10: ["to x2: 5.8 · local derivative -0.5 = -2.9", "to w2: 5.8 · local derivative -1 = -5.8"],
        11: ["to x1: 5.8 · local derivative 0.8 = 4.64", "to w1: 5.8 · local derivative 5 = 29"],
        12: ["to x0: 5.8 · local derivative 0.2 = 1.16", "to w0: 5.8 · local derivative 2 = 11.6"],
    }
    return steps[state["step"]]


def layer():
    """A layer with two inputs and three neurons, and the true class 1."""
    return explorers.LayerStepper(INPUTS, WEIGHTS, BIASES, LABEL)


def layer_oracle(state):
    """The values and gradients of softmax with cross-entropy, from their closed formulas."""
    z = np.array(INPUTS) @ np.array(WEIGHTS) + BIASES
    p = np.exp(z) / np.exp(z).sum()
    dz = p - np.eye(3)[LABEL]
    dx = np.array(WEIGHTS) @ dz
    steps = {
        1: [f"= {z[0]:.4g}"],
        3: [f"= {z[2]:.4g}"],
        8: ["p = e1 / sum", f"= {p[1]:.4g}"],
        9: ["loss = -log(p)", f"= {-math.log(p[1]):.4g}"],
        10: [f"to p: 1 · local derivative {-1 / p[1]:.4g}"],
        17: [f"The gradient that comes in is {dz[1]:.4g}", f"to w01: {dz[1]:.4g} · local derivative 2"],
        18: [f"The gradient that comes in is {dz[0]:.4g}", f"from before: {dx[0]:.4g}", f"from before: {dx[1]:.4g}"],
    }
    return steps.get(state["step"], [])


def ring():
    """The points that chapter 6 trains on: inside a circle or outside."""
    points = np.random.RandomState(1).uniform(-1, 1, (200, 2))
    return points, (np.sum(points**2, axis=1) < 0.5).astype(int)


def training():
    """Eight hidden neurons."""
    return explorers.TrainingLive(*ring())


def training_oracle(state):
    """The whole training again, with the formulas of the gradients written out; the rate must not have changed."""
    points, labels = ring()
    rng, rate = np.random.RandomState(0), state["rate"]
    w1, b1 = rng.randn(2, 8), np.zeros(8)
    w2, b2 = rng.randn(8, 2), np.zeros(2)
    for _ in range(state["updates"]):
        hidden, z, p = forward(points, w1, b1, w2, b2)
        dz = (p - np.eye(2)[labels]) / 200
        dhidden = dz @ w2.T * (z > 0)
        w2, b2 = w2 - rate * hidden.T @ dz, b2 - rate * dz.sum(axis=0)
        w1, b1 = w1 - rate * points.T @ dhidden, b1 - rate * dhidden.sum(axis=0)
    p = forward(points, w1, b1, w2, b2)[2]
    loss, right = -np.log(p[range(200), labels]).mean(), (p.argmax(axis=1) == labels).mean()
    begin = f"After {state['updates']} updates the loss is {loss:.3f} and {100 * right:.0f} %"
    return [begin, f"learning rate is {rate:.2f}"]


def forward(points, w1, b1, w2, b2):
    """Return the hidden outputs, their sums and the probabilities."""
    z = points @ w1 + b1
    hidden = np.maximum(z, 0)
    e = np.exp(hidden @ w2 + b2)
    return hidden, z, e / e.sum(axis=1, keepdims=True)


CASES = {
    "LayerStepper": (layer, layer_oracle),
    "NeuronStepper": (neuron, neuron_oracle),
    "TrainingLive": (training, training_oracle),
}
