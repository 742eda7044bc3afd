"""Chapter 1: what the explorers of a neuron must say, computed apart."""

from nnfs_helpers import explorers

POINTS = [[-2, 1], [-1, -1], [0, -2], [-1.5, -0.5], [0.5, -1.5], [1, 1], [2, 0], [0, 1.5], [1.5, 2], [2.4, -0.5]]
LABELS = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]


def bars():
    """A neuron with three inputs."""
    return explorers.NeuronBars([1, 2, 3], [0.2, 0.8, -0.5], bias=2)


def bars_oracle(state):
    """The sum, in tenths times tenths, as whole hundredths."""
    hundredths = sum(round(10 * state[f"x{i}"]) * round(10 * state[f"w{i}"]) for i in range(3))
    return [f"= {hundredths / 100 + round(10 * state['bias']) / 10:.4g}:", f"bias {state['bias']:.1f}"]


def line():
    """Ten points of two classes."""
    return explorers.NeuronLine(POINTS, LABELS, weights=(0.5, -1), bias=1)


def line_oracle(state):
    """How many points are on the side they want, in whole hundredths."""
    w0, w1, bias = (round(10 * state[name]) for name in ("w0", "w1", "bias"))
    outputs = [round(10 * x0) * w0 + round(10 * x1) * w1 + 10 * bias for x0, x1 in POINTS]
    right = sum((output > 0) == bool(label) for output, label in zip(outputs, LABELS, strict=True))
    return [f"{right} of the 10 points", f"output = {w0 / 10:.1f} · x0"]


CASES = {"NeuronBars": (bars, bars_oracle), "NeuronLine": (line, line_oracle)}
