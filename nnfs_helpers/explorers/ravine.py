"""Chapter 7: the path of an optimizer into a ravine, a bowl much steeper along b than along a."""

import ipywidgets as widgets
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, labelled, slider
from nnfs_helpers.optim import SGD, AdaGrad, Adam, RMSProp
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.planes import mark
from nnfs_helpers.plotting.style import GRADIENT, INK, exact, rounded, short
from nnfs_helpers.support.checks import unchecked

PLAIN = "plain descent"
OPTIMIZERS = {
    PLAIN: lambda rate, momentum: SGD(rate),
    "momentum": lambda rate, momentum: SGD(rate, momentum=momentum),
    "Nesterov": lambda rate, momentum: SGD(rate, momentum=momentum, nesterov=True),
    "AdaGrad": lambda rate, momentum: AdaGrad(rate),
    "RMSProp": lambda rate, momentum: RMSProp(rate),
    "Adam": lambda rate, momentum: Adam(rate, beta1=momentum),
}
KEEPS = {"momentum": "momentum", "Nesterov": "momentum", "Adam": "beta1"}  # what the slider is for each of them
START, WIDE, HIGH = (-1.0, 0.2), 1.2, 0.4  # a and b at the start; the picture goes from -WIDE to WIDE, -HIGH to HIGH
LARGEST_RATE = 100
MOST, LAST = 100, 10  # steps at most, and those that say what a path is like
NEAR, SLOW, LOST = 0.01, 0.05, 1e6  # a distance that is none; a share of it that is little; a loss to give up at


class Ravine(Explorer):
    """The path of an optimizer down the loss (a² + steepness · b²) / 2, and the loss after each of its steps."""

    size = (7.4, 3.3)

    def __init__(self, steepness=50, optimizer="momentum", learning_rate=None, momentum=0.5, steps=40):
        """Begin with the name of an optimizer, a learning_rate and steps.

        learning_rate None is nine tenths of the largest with which plain descent is stable: there it zigzags.
        """
        steepness = given.within(steepness, "steepness", 1, 1000)
        if optimizer not in list(OPTIMIZERS):
            raise ValueError(f"optimizer must be one of {', '.join(OPTIMIZERS)}, but it is {given.shown(optimizer)}.")
        momentum, steps = given.within(momentum, "momentum", 0, 0.95), given.whole(steps, "steps", 1, MOST)
        self.steepness, self.unit = steepness, float(f"{0.1 / steepness:.0e}")
        rate = (
            18 * self.unit if learning_rate is None else given.within(learning_rate, "learning_rate", 0, LARGEST_RATE)
        )
        self.begin = {"optimizer": optimizer, "learning_rate": rate, "momentum": momentum, "steps": steps}
        super().__init__()

    def make_controls(self):
        """Return the choice of the optimizer and the sliders."""
        begin, unit = self.begin, self.unit
        choice = widgets.Dropdown(
            options=list(OPTIMIZERS), value=begin["optimizer"], description="optimizer", **labelled()
        )
        rate = slider("learning rate", begin["learning_rate"], unit, 40 * unit, unit)
        rate.readout_format = ".4f" if unit < 0.001 else ".3f"
        return {
            "optimizer": choice,
            "learning_rate": rate,
            "momentum": slider("momentum (β1)", begin["momentum"], 0.0, 0.95, 0.05),
            "steps": slider("steps", begin["steps"], 1, MOST, 1),
        }

    def loss(self, a, b):
        """Return the loss at a and b, numbers or arrays."""
        return (a**2 + self.steepness * b**2) / 2

    def descend(self, name, state):
        """Return the places (n + 1, 2) and the losses (n + 1,) of a descent, which ends early when it is lost."""
        optimizer = OPTIMIZERS[name](state["learning_rate"], state["momentum"])
        place, steep = np.array(START), np.array([1.0, self.steepness])
        path = [place.copy()]
        with unchecked():
            for _ in range(state["steps"]):
                optimizer.step(place, steep * place)
                path.append(place.copy())
                if self.loss(*place) > LOST:
                    break
        return np.array(path), self.loss(*np.transpose(path))

    def prepare(self, figure):
        """Draw the contours and the axes; return the two curves, the path, and the marks at its ends."""
        figure.set_layout_engine("none")
        plane, chart = figure.add_axes((0.085, 0.285, 0.53, 0.59)), figure.add_axes((0.7, 0.285, 0.27, 0.59))
        self.draw_contours(plane)
        plane.set(xlabel="a", ylabel="b", title="path", xlim=(-WIDE, WIDE), ylim=(-HIGH, HIGH))
        path = {"color": GRADIENT.line, "linewidth": 2.2, "marker": "o", "markersize": 4}
        end = {"color": GRADIENT.line, "markeredgecolor": INK, "markersize": 8, "zorder": 4, "label": "end"}
        (self.path,) = plane.plot([], [], **path, zorder=3, label="steps")
        (self.end,) = plane.plot([], [], "s", **end)
        other = {"color": INK, "linewidth": 0.9, "zorder": 4}  # so thin that the path shows on both sides of it
        (self.other_path,) = plane.plot([], [], **other, label=f"{PLAIN}, same rate")
        (self.other_curve,) = chart.plot([], [], **other)
        (self.curve,) = chart.plot([], [], **path | {"marker": ""})
        (self.last,) = chart.plot([], [], "s", **end)
        chart.set(xlabel="steps", title="loss, in powers of ten", yscale="log", xlim=(0, MOST), ylim=(1e-6, 1e3))
        self.stamped = plane.lines[:2]  # the lowest point and the start lie over the path
        handles = [self.stamped[1], self.path, self.end, self.stamped[0], self.other_path]
        figure.legend(handles=handles, loc="lower center", ncols=5, columnspacing=1.6)
        return [self.curve, self.other_curve, self.last, self.path, self.other_path, self.end]

    def draw_contours(self, plane):
        """Draw the loss as contours at equal distances, its lowest point, and the start."""
        a, b = np.meshgrid(np.linspace(-WIDE, WIDE, 97), np.linspace(-HIGH, HIGH, 97))
        heights = self.loss(a, b)
        levels = float(f"{heights.max() / 100:.0e}") * np.arange(12) ** 2
        plane.contourf(a, b, heights, levels, cmap="Blues", alpha=0.85)
        edges = plane.contour(a, b, heights, levels, colors=INK, linewidths=0.5)
        plane.clabel(edges, levels[2::2], fontsize=8, fmt=short)
        mark(plane, 0, 0, "*", 14, "lowest point", zorder=5)
        mark(plane, *START, "o", 8, "start", "white")

    def draw(self, state):
        """Draw the path and its losses, and over them those of plain descent with the same rate."""
        path, losses = self.descend(state["optimizer"], state)
        self.path.set_data(*path.T)
        self.end.set_data(*path[-1:].T)
        self.curve.set_data(range(len(losses)), losses)
        self.last.set_data([len(losses) - 1], losses[-1:])
        other_path, other_losses = self.descend(PLAIN, state)
        self.other_path.set_data(*other_path.T)
        self.other_curve.set_data(range(len(other_losses)), other_losses)

    def sentence(self, state):
        """Return the loss at the end, what kind of path it is, and why."""
        name = state["optimizer"]
        path, losses = self.descend(name, state)
        keeps = f"{KEEPS[name]} {exact(state['momentum'], 2)}" if name in KEEPS else "no momentum"
        begin = (
            f"{name[0].upper()}{name[1:]}, learning rate {exact(state['learning_rate'])}, {keeps}: after "
            f"{counted(len(path) - 1, 'step')} the loss has gone from {said(losses[0])} to {said(losses[-1])}."
        )
        reason = self.factors(state) if name == PLAIN else self.compare(state, path)
        return f"{begin} {self.verdict(state, path)} {reason}"

    def limit(self, name, momentum):
        """Return the largest learning rate at which a descent does not grow; None where the steps are scaled."""
        limits = {PLAIN: 2, "momentum": 2 * (1 + momentum), "Nesterov": 2 * (1 + momentum) / (1 + 2 * momentum)}
        return limits[name] / self.steepness if name in limits else None

    def verdict(self, state, path):
        """Say whether the path (n + 1, 2) diverges, converges, jumps, swings, crawls or is on its way."""
        rate, limit = state["learning_rate"], self.limit(state["optimizer"], state["momentum"])
        turned = f"b has visibly changed its sign {counted(turns(path), 'time')}"
        if limit and rate > limit + 1e-9:
            return f"It diverges: {turned}, and the jumps grow, because the largest stable rate is {limit:.4g}."
        if limit and rate > limit - 1e-9:
            return f"It jumps from side to side for ever: {turned}, and {limit:.4g} is the largest stable rate."
        distances = np.hypot(*path.T)
        if distances[-1] < NEAR:
            arrival = np.flatnonzero(distances >= NEAR)[-1] + 1
            return f"It converges: from step {arrival} on it is closer than {NEAR} to the lowest point."
        recent = path[-LAST - 1 :]
        if turns(recent):
            kind = "jumps from side to side" if turns(recent) > len(recent) / 2 else "swings"
            return f"It {kind}: {turned}, and the lowest point is still {rounded(distances[-1], 3)} away."
        share = np.hypot(*(path[-1] - path[-2])) / distances[-1]
        kind = "crawls" if share < SLOW else "is on its way"
        left = rounded(distances[-1], 3)
        return f"It {kind}: its last step was {rounded(100 * share, 1)} % of the {left} that are left, and {turned}."

    def factors(self, state):
        """Say by what a step of plain descent multiplies a and b."""
        rate, steep = state["learning_rate"], self.steepness
        return (
            f"Each step multiplies a by 1 - {exact(rate)} = {exact(1 - rate)} "
            f"and b by 1 - {exact(rate)} · {exact(steep)} = {exact(1 - rate * steep)}."
        )

    def compare(self, state, path):
        """Say how far the first step goes along a and b, and where plain descent ends with the same rate."""
        a, b = path[1] - path[0]
        end = f"end at a loss of {said(self.descend(PLAIN, state)[1][-1])}"
        diverges = state["learning_rate"] > self.limit(PLAIN, 0) + 1e-9
        return (
            f"The slopes at the start are {exact(START[0])} and {exact(self.steepness * START[1])}, "
            f"and the first step moves a by {rounded(a, 3)} and b by {rounded(b, 3)}. "
            f"With this rate plain descent would {'diverge' if diverges else end}."
        )


def turns(path):
    """Return how often b, the second number of each place (n, 2), goes to the other side; near 0 it is on neither."""
    sides = np.sign(path[abs(path[:, 1]) >= NEAR, 1])
    return int(np.sum(sides[1:] != sides[:-1]))


def counted(number, what):
    """Return a number of things (str, one of them) in words."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def said(loss):
    """Return a loss in words and digits: three decimals, as far as they mean something."""
    if loss > LOST:
        return "more than a million, where the path is given up"
    return f"{loss:.0f}" if loss >= 100 else f"{loss:.3f}" if loss >= 0.001 else "less than 0.001"
