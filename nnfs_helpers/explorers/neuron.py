"""Chapter 1: the products of one neuron as bars that add up to its output."""

import numpy as np

from nnfs_helpers.explorers.explorer import Explorer, slider
from nnfs_helpers.plotting.style import BIAS, GREY, OUTPUT, WEIGHT, short


class NeuronBars(Explorer):
    """A neuron whose inputs, weights and bias can be moved: each product is a bar that begins where the last ended."""

    size = (6.6, 2.9)

    def __init__(self, inputs, weights, bias):
        """Begin with inputs (n,), weights (n,) and a bias (number)."""
        self.inputs, self.weights, self.bias = np.ravel(inputs), np.ravel(weights), bias
        super().__init__()

    def make_controls(self):
        """Return a slider for each input, each weight and the bias."""
        inputs = {f"x{i}": slider(f"input x{i}", x, -4.0, 4.0) for i, x in enumerate(self.inputs)}
        weights = {f"w{i}": slider(f"weight w{i}", w, -2.0, 2.0) for i, w in enumerate(self.weights)}
        pairs = zip(inputs.items(), weights.items(), strict=True)
        return dict(item for pair in pairs for item in pair) | {"bias": slider("bias", self.bias, -4.0, 4.0)}

    def prepare(self, figure):
        """Draw the axes; return the bars and the numbers beside them."""
        axes = figure.subplots()
        count = len(self.inputs)
        names = [*(f"x{i} × w{i}" for i in range(count)), "bias", "output"]
        tones = [WEIGHT] * count + [BIAS, OUTPUT]
        axes.set(xlim=(-12, 12), ylim=(count + 1.6, -0.6), xlabel="sum so far (hatched: goes down)")
        axes.set_yticks(range(count + 2), names)
        axes.grid(False, axis="y")
        axes.axvline(0, color=GREY, linewidth=1)
        self.bars = [axes.barh(i, 1, 0.6, color=tone.fill, edgecolor=tone.text)[0] for i, tone in enumerate(tones)]
        self.numbers = [axes.text(0, i, "", va="center", color=tone.text) for i, tone in enumerate(tones)]
        return [*self.bars, *self.numbers]

    def steps(self, state):
        """Return the products and the bias (n + 1,)."""
        return np.array([state[f"x{i}"] * state[f"w{i}"] for i in range(len(self.inputs))] + [state["bias"]])

    def draw(self, state):
        """Put each bar where the one before it ended, and the output's bar at 0."""
        steps = self.steps(state)
        ends = np.cumsum(steps)
        starts, lengths = [*(ends - steps), 0], [*steps, ends[-1]]
        for bar, number, start, length in zip(self.bars, self.numbers, starts, lengths, strict=True):
            bar.set(x=start, width=length, hatch="////" if length < 0 else "")
            right = max(start, start + length)
            number.set(x=right + 0.2, text=short(length))

    def sentence(self, state):
        """Return the sum as it would be written by hand."""
        steps = self.steps(state)
        products = " + ".join(f"{state[f'x{i}']:.1f} × {state[f'w{i}']:.1f}" for i in range(len(self.inputs)))
        return f"{products} + bias {state['bias']:.1f} = {short(steps.sum())}: this is the neuron's output."
