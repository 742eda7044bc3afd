"""Chapter 4: softmax with a temperature, and what an overflow does to its naive form."""

import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.style import GRADIENT, OUTPUT, exact, rounded, short

LIMIT = 5.0  # the logits run from -LIMIT to LIMIT
TITLES = ["naive: exp(z) / sum", "safe: exp(z - largest z) / sum"]


class SoftmaxBars(Explorer):
    """Logits that can be moved, and their softmax: the naive form beside the one that cannot overflow."""

    size = (6.6, 3.0)

    def __init__(self, logits, names=None):
        """Begin with two to five logits (n,), each from -5 to 5, and the names of their classes."""
        self.logits = given.row(logits, "logits")
        if not 2 <= len(self.logits) <= 5 or not (np.abs(self.logits) <= LIMIT).all():
            raise ValueError(
                f"logits must be two to five numbers from -5 to 5. These are {given.shown(self.logits.tolist())}."
            )
        self.names = given.names(names, len(self.logits), "class {}", "classes")
        super().__init__()

    def make_controls(self):
        """Return a slider for each logit, the number added to all of them, and the temperature."""
        logits = {f"z{i}": slider(f"logit of {self.names[i]}", z, -LIMIT, LIMIT) for i, z in enumerate(self.logits)}
        shift, temperature = slider("add to all", 0, 0, 1000, 1), slider("temperature", 1.0, 0.1, 5.0)
        return logits | {"shift": shift, "temperature": temperature}

    def prepare(self, figure):
        """Draw two panels; return their bars, the numbers over them and the hatched boxes for nan."""
        panels, places = figure.subplots(1, 2, sharey=True), range(len(self.logits))
        for axes, title in zip(panels, TITLES, strict=True):
            axes.set(title=title, ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1], xlim=(-0.5, len(places) - 0.5))
            axes.set_xticks(places, self.names)
            axes.grid(False, axis="x")
        panels[0].set_ylabel("probability")
        look = {"color": OUTPUT.fill, "edgecolor": OUTPUT.text}
        self.bars = [axes.bar(i, 0, 0.6, **look)[0] for axes in panels for i in places]
        nan = {"color": "white", "edgecolor": GRADIENT.text, "hatch": "xx", "linestyle": "--"}
        self.boxes = [panels[0].bar(i, 0.9, 0.6, **nan)[0] for i in places]
        self.numbers = [axes.text(i, 0, "", ha="center", va="bottom") for axes in panels for i in places]
        return [*self.bars, *self.boxes, *self.numbers]

    def exponents(self, state):
        """Return what goes into exp in the naive form (n,)."""
        return np.array([state[f"z{i}"] + state["shift"] for i in range(len(self.logits))]) / state["temperature"]

    def draw(self, state):
        """Set the bars to the probabilities; a nan has a hatched box instead."""
        naive, safe = softmaxes(self.exponents(state))
        for bar, number, p in zip(self.bars, self.numbers, [*naive, *safe], strict=True):
            bar.set(height=0 if np.isnan(p) else p)
            tone = GRADIENT if np.isnan(p) else OUTPUT
            number.set(y=0.91 if np.isnan(p) else p + 0.01, text=f"{p:.2f}", color=tone.text)
        for box, p in zip(self.boxes, naive, strict=True):
            box.set_visible(np.isnan(p))

    def sentence(self, state):
        """Return the settings and what both forms give."""
        exponents = self.exponents(state)
        naive, safe = softmaxes(exponents)
        logits = ", ".join(exact(state[f"z{i}"], 1) for i in range(len(safe)))
        return (
            f"Logits {logits}, with {state['shift']} added to each, at temperature {exact(state['temperature'], 1)}: "
            f"the safe form gives {listed(safe)}. The naive form gives {verdict(exponents, naive)}."
        )


def softmaxes(exponents):
    """Return the softmax (n,) of exponents (n,), first in the naive form, which can be nan, then in the safe one."""
    with np.errstate(over="ignore", invalid="ignore"):
        naive, safe = np.exp(exponents), np.exp(exponents - exponents.max())
        return naive / naive.sum(), safe / safe.sum()


def listed(probabilities):
    """Return the probabilities (n,) as text."""
    return ", ".join(rounded(p, 3) for p in probabilities)


def verdict(exponents, naive):
    """Return what the naive form gives (n,) for exponents (n,), and why, in words."""
    largest = f"exp({short(exponents.max())})"
    if np.isnan(naive).any():
        return f"{listed(naive)}, because its largest exponential, {largest}, is inf"
    if naive.sum() == 0:
        return f"{listed(naive)}, because the sum of its exponentials is inf"
    return f"the same; its largest exponential is {largest} = {np.exp(exponents.max()):.3g}"
