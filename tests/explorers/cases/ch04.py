"""Chapter 4: what the activation, the softmax and the bump must say, computed apart."""

import math

import numpy as np

from nnfs_helpers import explorers
from tests.explorers.cases import digits

FUNCTIONS = {
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "ReLU": lambda x: np.maximum(0, x),
    "step": lambda x: np.where(x > 0, 1.0, 0.0),
    "linear": lambda x: x,
}
BY_HAND = {
    "step": (lambda t: float(t > 0), lambda t: 0.0),
    "linear": (lambda t: t, lambda t: 1.0),
    "sigmoid": (lambda t: 1 / (1 + math.exp(-t)), lambda t: math.exp(-t) / (1 + math.exp(-t)) ** 2),
    "tanh": (math.tanh, lambda t: 1 - math.tanh(t) ** 2),
    "ReLU": (lambda t: max(t, 0.0), lambda t: float(t > 0)),
}
LOGITS = [4.8, 1.2, 2.4]


def curve():
    """The five functions of chapter 4."""
    return explorers.ActivationCurve(FUNCTIONS)


def curve_oracle(state):
    """The output and the slope at x, from formulas."""
    hundredths = round(10 * state["weight"]) * round(10 * state["x"]) + 10 * round(10 * state["bias"])
    total = hundredths / 100
    function, slope = BY_HAND[state["function"]]
    said = [f"({total:.2f}) = {digits(function(total), 2)}"]
    kink = total == 0 and state["function"] in ("step", "ReLU") and state["weight"]
    return said + (["kink or a jump"] if kink else [f"slope there is {digits(state['weight'] * slope(total), 3)}"])


def softmax():
    """Three classes."""
    return explorers.SoftmaxBars(LOGITS)


def softmax_oracle(state):
    """The probabilities, each from the differences to it alone; exp overflows above 709.78."""
    logits = [state[f"z{i}"] for i in range(3)]
    exponents = [z / state["temperature"] for z in logits]
    p = [1 / sum(math.exp(other - own) for other in exponents) for own in exponents]
    said = ["the safe form gives " + ", ".join(digits(share, 3) for share in p)]
    largest = (max(logits) + state["shift"]) / state["temperature"]
    return said + (["nan"] if largest > 709.79 else ["gives the same"] if largest < 708 else [])


def bump_oracle(state):
    """How many bumps: one for each two ReLUs after the first."""
    count, height = state["count"], round(state["height"], 1)
    said = [f"{count} ReLU"]
    if height and count >= 3:
        said.append(f"{(count - 1) // 2} {'bump' if height > 0 else 'dip'}")
    return said + ([f"of height {height:.1f}"] if height and count >= 3 else [])


CASES = {
    "ActivationCurve": (curve, curve_oracle),
    "ReluBump": (explorers.ReluBump, bump_oracle),
    "SoftmaxBars": (softmax, softmax_oracle),
}
