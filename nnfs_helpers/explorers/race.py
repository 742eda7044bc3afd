"""Chapter 7: one network, trained by several optimizers from several starts: the map of each, and their losses."""

from copy import deepcopy

import ipywidgets as widgets
from matplotlib.lines import Line2D
import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.machinery.plane import PlaneImage, class_image, edges, grid
from nnfs_helpers.explorers.machinery.words import Words
from nnfs_helpers.layers import Dense
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.network import Network
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    GREY,
    INK,
    LINE_COLOURS,
    LINE_DASHES,
    part,
    rounded,
)
from nnfs_helpers.support.checks import unchecked
from nnfs_helpers.support.network_checks import check_training

STARTS, LAST, EVERY, BEGIN = 3, 500, 10, 300  # starts; steps of a race, from moment to moment, and where it begins
MOST, MOST_HIDDEN, LAST_SEED = 6, 256, 2**31  # optimizers and neurons that leave a race its time; the starts' seeds
THIN = 5  # a curve is drawn through each fifth loss
CELLS, FINE = 32, 120  # places in a row at which scores are computed, and pixels in a row of a map
MARKERS = "os^Dv*"  # one at the end of each curve
MAP, COLUMN, ROW, LEFT, TOP = 1.25, 1.375, 1.75, 0.1, 0.325  # inches, whole pixels: a map; from map to map; the first
CHART = LEFT + 3 * COLUMN + 0.6  # the left end of the charts
LONGEST = 13  # letters of a name that fit above a map


class Lane:
    """One optimizer from one start: its losses, and its parameters and accuracy at each moment."""

    def __init__(self, network, optimizer, X, y):
        """Train on X (n, 2), y (n,); optimizer is an object such as Adam(0.01), or a function that makes one."""
        self.network, self.losses, self.moments = network, [], []
        self.optimizer = optimizer() if callable(optimizer) else deepcopy(optimizer)
        check_training(network, self.optimizer)
        steps = getattr(self.optimizer, "steps", 0)
        if steps:
            raise ValueError(f"An optimizer of this race has been used before (steps so far: {steps}). Give a new one.")
        self.train(X, y)

    def train(self, X, y):
        """Make all steps, each on all points; no more of them once the loss is not a finite number."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            for step in range(LAST + 1):
                logits = self.network.forward(X)
                self.losses.append(self.network.loss.forward(logits, y))
                if step % EVERY == 0:
                    self.moments.append((self.network.parameters.copy(), accuracy(logits, y)))
                if np.isfinite(self.losses[-1]):
                    self.network.backward()
                    self.optimizer.step(self.network.parameters, self.network.gradients)

    def accuracy(self, step):
        """Return the accuracy after so many steps."""
        return self.moments[step // EVERY][1]

    def scores(self, places, step):
        """Return the scores (n, k) of places (n, 2) after so many steps."""
        self.network.parameters[...] = self.moments[step // EVERY][0]
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            return self.network.forward(places)


class OptimizerRace(Explorer):
    """Several optimizers on one network and the same points: what each has learned, and its losses from each start."""

    size = (7.4, 3.95)

    def __init__(self, X, y, optimizers, n_hidden=64, seed=0):
        """Race on points X (n, 2) of classes y (n,); optimizers is a dict, name to optimizer or function that makes it.

        All begin with the same network with n_hidden neurons, once from each start: a start's weights come from the
        seed, plus 1 for each start.
        """
        if not isinstance(optimizers, dict):
            raise TypeError(
                f'optimizers must be a dict, such as {{"Adam": Adam(0.01)}}, but it is {given.shown(optimizers)}.'
            )
        if not 1 <= len(optimizers) <= MOST:
            raise ValueError(f"The picture has room for {MOST} optimizers, but optimizers has {len(optimizers)}.")
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), most=given.MOST_CLASSES)
        for name, optimizer in optimizers.items():
            if not callable(optimizer) and not callable(getattr(optimizer, "step", None)):
                raise TypeError(
                    f"optimizers[{str(name)!r}] must be an object such as Adam(0.01), but it is "
                    f"{given.shown(optimizer)}."
                )
        self.n_hidden = given.whole(n_hidden, "n_hidden", 1, MOST_HIDDEN)
        self.nothing = np.log(1 + self.y.max())  # the loss of equal probabilities
        self.edges = edges(self.X)
        self.plane = grid(*self.edges, CELLS)
        seed = given.whole(seed, "seed", 0, LAST_SEED)
        self.starts = [self.race(optimizers, seed + start) for start in range(STARTS)]
        super().__init__()

    def race(self, optimizers, seed):
        """Return the lanes of one start, name to Lane; all of them begin with the same weights."""
        lanes = {}
        for name, optimizer in optimizers.items():
            rng = np.random.RandomState(seed)
            layers = [Dense(2, self.n_hidden, rng), ReLU(), Dense(self.n_hidden, 1 + self.y.max(), rng)]
            lanes[str(name)] = Lane(Network(layers), optimizer, self.X, self.y)
        return lanes

    def make_controls(self):
        """Return what plays the race, how far it has come, and from which start."""
        return {
            "play": widgets.Play(interval=100, max=10**6, show_repeat=False, description="play the race"),
            "steps": slider("steps", BEGIN, 0, LAST, EVERY),
            "start": slider("start", 1, 1, STARTS, 1),
        }

    def play(self):
        """Go on to the next moment; after the last, and when the stop button sets Play to 0, to the first."""
        steps = self.controls["steps"]
        goes_on = self.controls["play"].value and steps.value < LAST
        steps.value = steps.value + EVERY if goes_on else 0

    def prepare(self, figure):
        """Draw the points, the names and the axes; return the maps, the curves, the dots and the words."""
        figure.set_layout_engine("none")
        page = self.add_axes(figure, 0, 0, *self.size)
        page.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0), zorder=2)
        page.axis("off")
        chart = self.add_axes(figure, CHART, TOP, 2.4, 1.3)
        chart.axhline(self.nothing, color=GREY, linewidth=1.2, linestyle=":")
        chart.text(LAST, self.nothing, "knows nothing", ha="right", va="bottom", fontsize=9)
        chart.set(xlim=(0, 1.03 * LAST), ylim=(0, 1.25 * self.nothing), title="loss from this start", xlabel="steps")
        self.maps, self.curves, self.shares, self.stamped = [], [], [], []
        for i, name in enumerate(self.starts[0]):
            self.prepare_map(figure, i)
            self.prepare_curve(page, chart, i, name)
        figure.legend(handles=self.stamped[: 1 + self.y.max()], loc="lower left", ncols=4, markerscale=2)
        return [*self.maps, *self.curves, *self.prepare_dots(figure), *self.shares]

    def add_axes(self, figure, x, y, width, height):
        """Return new axes with the upper left corner at (x, y) in inches, y running down."""
        wide, high = self.size
        return figure.add_axes((x / wide, 1 - (y + height) / high, width / wide, height / high))

    @staticmethod
    def corner(i):
        """Return the upper left corner (x, y) of map i, in inches."""
        return LEFT + i % 3 * COLUMN, TOP + i // 3 * ROW

    def prepare_map(self, figure, i):
        """Make map i, with the points as a stamp on top."""
        panel = self.add_axes(figure, *self.corner(i), MAP, MAP)
        panel.set(xticks=[], yticks=[], xlim=self.edges, ylim=self.edges)
        self.maps.append(PlaneImage(panel))
        style = {"linestyle": "none", "markersize": 2.2, "markeredgecolor": "white", "markeredgewidth": 0.2}
        for k in range(1 + self.y.max()):
            look = {"marker": CLASS_MARKERS[k % 7], "color": CLASS_COLOURS[k % 7], "label": f"class {k}"}
            self.stamped += panel.plot(*self.X[self.y == k].T, **look, **style)
        self.stamped += panel.spines.values()

    def prepare_curve(self, page, chart, i, name):
        """Make curve i, and write its name over its map, with a piece of the curve before it."""
        x, y = self.corner(i)
        look = {"color": LINE_COLOURS[i], "linestyle": LINE_DASHES[i], "linewidth": 1.8, "marker": MARKERS[i]}
        page.add_artist(Line2D([x, x + 0.3], [y - 0.1] * 2, **look, markevery=[1], markersize=5))
        page.text(x + 0.39, y - 0.1, shortened(name), va="center_baseline", fontsize=9)
        self.curves += chart.plot([], [], **look, markevery=[-1], markersize=6)
        self.shares.append(Words(page, INK, 9))

    def prepare_dots(self, figure):
        """Make the chart with a row for each optimizer, and return its dots: those of all starts, and of this one."""
        names = [shortened(name) for name in self.starts[0]]
        chart = self.add_axes(figure, CHART + 0.65, TOP + 1.97, 1.75, 1.15)
        chart.set(xlim=(0, 1.25 * self.nothing), ylim=(len(names) - 0.4, -0.6), yticks=range(len(names)))
        chart.set(yticklabels=names, xlabel=f"loss from {STARTS} starts, filled: this one")
        chart.xaxis.set_label_coords(0.2, -0.23)
        self.dots = chart.plot([], [], "o", color=GREY, markersize=5, fillstyle="none")
        self.dots += chart.plot([], [], "o", color=INK, markersize=5)
        return self.dots

    def draw(self, state):
        """Paint the maps, draw the curves so far, write each accuracy, and put the dots where the losses are."""
        step = state["steps"]
        lanes = self.starts[state["start"] - 1].values()
        some = [*range(0, step, THIN), step]
        for i, lane in enumerate(lanes):
            self.maps[i].set_data(class_image(lane.scores(self.plane, step), FINE))
            self.curves[i].set_data(some, np.take(lane.losses, some))
            x, y = self.corner(i)
            self.shares[i].put(x, y + MAP + 0.14, f"accuracy {part(lane.accuracy(step))}", "left")
        rows = range(len(lanes))
        self.dots[0].set_data(self.losses(step).ravel(), [*rows] * STARTS)
        self.dots[1].set_data([lane.losses[step] for lane in lanes], rows)

    def losses(self, step):
        """Return the losses (STARTS, n_optimizers) after so many steps."""
        return np.array([[lane.losses[step] for lane in lanes.values()] for lanes in self.starts])

    def sentence(self, state):
        """Return for each: its loss and accuracy from this start, and its lowest and highest loss from all."""
        step = state["steps"]
        now, ranges = [], []
        lanes = self.starts[state["start"] - 1]
        for (name, lane), losses in zip(lanes.items(), self.losses(step).T, strict=True):
            now.append(f"{name} has {height(lane.losses[step])}, accuracy {part(lane.accuracy(step))}")
            ranges.append(f"{name} {span(losses)}")
        return (
            f"Start {state['start']} of {STARTS}, after {step} steps: {'; '.join(now)}. "
            f"Losses from all {STARTS} starts: {'; '.join(ranges)}."
        )


def shortened(name):
    """Return as much of a name (str) as has room."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def span(losses):
    """Return the lowest and the highest of losses (n,) in words."""
    if not np.isfinite(losses).all():
        return f"out of all bounds from {np.sum(~np.isfinite(losses))}"
    return f"{rounded(losses.min(), 2)} to {rounded(losses.max(), 2)}"


def height(loss):
    """Return a loss in words."""
    return f"a loss of {rounded(loss, 2)}" if np.isfinite(loss) else "grown out of all bounds"
