"""Chapter 7: one network, trained by several optimizers at once: the map of each, and the curves of their losses."""

from copy import deepcopy

import ipywidgets as widgets
from matplotlib.lines import Line2D
import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.explorers.machinery.explorer import Explorer
from nnfs_helpers.explorers.machinery.words import Words
from nnfs_helpers.explorers.search import around, draw_map, paint
from nnfs_helpers.layers import Dense
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.network import Network
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.style import GREY, INK, LINE_COLOURS, LINE_DASHES, part, rounded
from nnfs_helpers.support.checks import unchecked
from nnfs_helpers.support.network_checks import check_training

STEPS, LAST, MOST = 5, 1000, 6  # steps in one frame, and the one after which a race ends; the most optimizers
MOST_HIDDEN, LAST_SEED = 1024, 2**31  # neurons that leave a frame its time; each new race has the next seed
THIN = 5  # a curve is drawn through each fifth loss
PARTS = 10  # in how many parts the places of a map are computed: what is small stays in the fast memory
MARKERS = "os^Dv*"  # one at the end of each curve
PLACES = ["1st", "2nd", "3rd", "4th", "5th", "6th"]
MAP, COLUMN, ROW, LEFT, TOP = 1.25, 1.375, 1.75, 0.1, 0.325  # inches, whole pixels: a map; from map to map; the first
LONGEST = 13  # letters of a name that fit above a map


class Lane:
    """One of the optimizers, with a network of its own and the losses it has had."""

    def __init__(self, network, optimizer):
        """Begin untrained; optimizer is an object such as Adam(0.01), which is copied, or a function that makes one."""
        self.network, self.losses = network, []
        self.optimizer = optimizer() if callable(optimizer) else deepcopy(optimizer)
        check_training(network, self.optimizer)
        steps = getattr(self.optimizer, "steps", 0)
        if steps:
            raise ValueError(f"An optimizer of this race has been used before (steps so far: {steps}). Give a new one.")

    def look(self, X, y):
        """Return loss and accuracy on points X (n, 2) of classes y (n,)."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            logits = self.network.forward(X)
            return self.network.loss.forward(logits, y), accuracy(logits, y)

    def train(self, X, y, steps):
        """Make so many steps, each on all points; none once the loss is not a finite number any more."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            for _ in range(steps):
                self.losses.append(self.look(X, y)[0])
                if np.isfinite(self.losses[-1]):
                    self.network.backward()
                    self.optimizer.step(self.network.parameters, self.network.gradients)

    def classes(self, places):
        """Return the class number of each place of the plane (n, 2)."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            return np.concatenate([self.network.predict(part) for part in np.array_split(places, PARTS)])


class OptimizerRace(Explorer):
    """Several optimizers on the same network and the same points: what each has learned, and its loss so far."""

    size = (7.3, 3.95)

    def __init__(self, X, y, optimizers, n_hidden=64, seed=0):
        """Race on points X (n, 2) of classes y (n,); optimizers is a dict, name to optimizer or function that makes it.

        All begin with the same network with n_hidden neurons. Its weights come from the seed, plus 1 for each new race.
        """
        if not isinstance(optimizers, dict):
            raise TypeError(
                f'optimizers must be a dict, such as {{"Adam": Adam(0.01)}}, but it is {given.shown(optimizers)}.'
            )
        if not 1 <= len(optimizers) <= MOST:
            raise ValueError(f"The picture has room for {MOST} optimizers, but optimizers has {len(optimizers)}.")
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), most=given.MOST_CLASSES)
        self.optimizers = {str(name): optimizer for name, optimizer in optimizers.items()}
        for name, optimizer in self.optimizers.items():
            if not callable(optimizer) and not callable(getattr(optimizer, "step", None)):
                raise TypeError(
                    f"optimizers[{name!r}] must be an object such as Adam(0.01), but it is {given.shown(optimizer)}."
                )
        self.n_hidden = given.whole(n_hidden, "n_hidden", 1, MOST_HIDDEN)
        self.seed, self.race = given.whole(seed, "seed", 0, LAST_SEED), 0
        self.nothing = np.log(1 + self.y.max())  # the loss of equal probabilities
        self.edges, self.plane = around(self.X)
        self.start_again()
        super().__init__()

    def make_controls(self):
        """Return what plays the race, what makes a few steps, and what starts again."""
        return {
            "play": widgets.Play(interval=60, max=10**6, show_repeat=False, description="play the race"),
            "step": widgets.Button(description=f"{STEPS} steps each"),
            "start_again": widgets.Button(description="start again"),
        }

    @property
    def state(self):
        """The number of the race, the steps that each has made, and their losses and accuracies now."""
        looks = [lane.look(self.X, self.y) for lane in self.lanes.values()]
        losses, accuracies = zip(*looks, strict=True)
        return super().state | {"race": self.race, "steps": self.steps, "losses": losses, "accuracies": accuracies}

    def step(self):
        """Let each make some steps, until the race is over."""
        steps = min(STEPS, LAST - self.steps)
        for lane in self.lanes.values():
            lane.train(self.X, self.y, steps)
        self.steps += steps

    def play(self):
        """Make some steps. The stop button of Play sets it to 0: then start again."""
        self.step() if self.controls["play"].value else self.start_again()

    def start_again(self):
        """Give each a new network, the same for all, and another one in each race."""
        self.lanes, self.steps = {}, 0
        for name, optimizer in self.optimizers.items():
            rng = np.random.RandomState(self.seed + self.race)
            layers = [Dense(2, self.n_hidden, rng), ReLU(), Dense(self.n_hidden, 1 + self.y.max(), rng)]
            self.lanes[name] = Lane(Network(layers), optimizer)
        self.race += 1

    def prepare(self, figure):
        """Draw the points, the names and the axes; return the maps, the curves, their ends and the words."""
        figure.set_layout_engine("none")
        page = self.add_axes(figure, 0, 0, *self.size)
        page.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0), zorder=2)
        page.axis("off")
        chart = self.add_axes(figure, LEFT + 3 * COLUMN + 0.5, TOP, 2.4, ROW + MAP - 0.15)
        chart.axhline(self.nothing, color=GREY, linewidth=1.2, linestyle=":")
        chart.text(1.03 * LAST, self.nothing, "knows nothing", ha="right", va="bottom", fontsize=9)
        chart.set(xlim=(0, 1.03 * LAST), ylim=(0, 1.25 * self.nothing), xlabel="steps", title="loss")
        self.maps, self.curves, self.ends, self.shares, self.places, self.stamped = [], [], [], [], [], []
        for i, name in enumerate(self.lanes):
            x, y = self.corner(i)
            image, points = draw_map(self.add_axes(figure, x, y, MAP, MAP), self.X, self.y, self.edges, size=2.2)
            self.maps.append(image)
            self.stamped += [*points, *image.axes.spines.values()]
            self.prepare_curve(page, chart, i, name)
        figure.legend(handles=self.stamped[: 1 + self.y.max()], loc="lower left", ncols=4, markerscale=2)
        return [*self.maps, *self.curves, *self.ends, *self.shares, *self.places]

    def add_axes(self, figure, x, y, width, height):
        """Return new axes with the upper left corner at (x, y) in inches, y running down."""
        wide, high = self.size
        return figure.add_axes((x / wide, 1 - (y + height) / high, width / wide, height / high))

    @staticmethod
    def corner(i):
        """Return the upper left corner (x, y) of map i, in inches."""
        return LEFT + i % 3 * COLUMN, TOP + i // 3 * ROW

    def prepare_curve(self, page, chart, i, name):
        """Make curve i, and write its name over its map, with a piece of the curve before it."""
        x, y = self.corner(i)
        look = {"color": LINE_COLOURS[i], "linestyle": LINE_DASHES[i], "linewidth": 1.8}
        page.add_artist(Line2D([x, x + 0.3], [y - 0.1] * 2, **look, marker=MARKERS[i], markevery=[1], markersize=5))
        short_name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        page.text(x + 0.39, y - 0.1, short_name, va="center_baseline", fontsize=9)
        self.curves += chart.plot([], [], **look)
        self.ends += chart.plot([], [], MARKERS[i], color=LINE_COLOURS[i], markersize=6)
        self.shares.append(Words(page, INK, 9))
        self.places.append(Words(page, INK, 9))

    def draw(self, state):
        """Paint the maps, extend the curves, and write each accuracy and its place."""
        for i, lane in enumerate(self.lanes.values()):
            losses, share = [*lane.losses, state["losses"][i]], state["accuracies"][i]
            self.maps[i].set_data(paint(lane.classes(self.plane)))
            some = [*range(0, state["steps"], THIN), state["steps"]]
            self.curves[i].set_data(some, np.take(losses, some))
            self.ends[i].set_data([state["steps"]], losses[-1:])
            place = PLACES[sum(other > share for other in state["accuracies"])] if state["steps"] else ""
            x, y = self.corner(i)
            self.shares[i].put(x, y + MAP + 0.14, f"accuracy {part(share)}", "left")
            self.places[i].put(x + MAP, y + MAP + 0.14, place, "right")

    def sentence(self, state):
        """Return for each: its loss and its accuracy."""
        parts = []
        for name, loss, share in zip(self.lanes, state["losses"], state["accuracies"], strict=True):
            height = f"a loss of {rounded(loss, 2)}" if np.isfinite(loss) else "grown out of all bounds"
            parts.append(f"{name} has {height}, accuracy {part(share)}")
        return f"Race {state['race']}, after {state['steps']} steps each: {'; '.join(parts)}."
