"""Chapter 5: random search and hill climbing, side by side, for the parameters of a small network."""

import ipywidgets as widgets
import numpy as np

from nnfs_helpers.activations import ReLU, Softmax
from nnfs_helpers.explorers.machinery.explorer import Explorer
from nnfs_helpers.explorers.machinery.plane import PlaneImage, class_image
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.extent import edges_of, is_even
from nnfs_helpers.plotting.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    GREY,
    LINE_COLOURS,
    LINE_DASHES,
    part,
    rounded,
)

HIDDEN = 3  # hidden neurons, as in the chapter
TRIES, LAST = 5, 10_000  # tries in one step, which keeps a step below a frame; and the tries after which a race ends
CELLS, FINE = 50, 200  # places in a row at which scores are computed, and pixels in a row of a map


def around(X):
    """Return the edges (left, right, bottom, top) of a map around points X (n, 2), and its places (CELLS², 2)."""
    left, right, bottom, top = edges_of(X)
    plane = np.meshgrid(np.linspace(left, right, CELLS), np.linspace(bottom, top, CELLS))
    return (left, right, bottom, top), np.stack(plane, axis=-1).reshape(-1, 2)


def draw_map(panel, X, y, edges, size=4):
    """Draw a map's points X (n, 2) of classes y (n,), size in points; return its image and a line for each class."""
    image = PlaneImage(panel)
    style = {"linestyle": "none", "markersize": size, "markeredgecolor": "white", "markeredgewidth": size / 10}
    points = []
    for k in range(y.max() + 1):
        look = {"marker": CLASS_MARKERS[k % 7], "color": CLASS_COLOURS[k % 7], "label": f"class {k}"}
        points += panel.plot(*X[y == k].T, **look, **style)
    panel.set(xticks=[], yticks=[], xlim=edges[:2], ylim=edges[2:], aspect="equal" if is_even(X) else "auto")
    return image, points


class Network:
    """A network with one hidden layer whose parameters come as one long row, and the data it is judged on."""

    def __init__(self, X, y):
        """Keep points X (n, 2) and their classes y (n,)."""
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), most=given.MOST_CLASSES)
        self.n_classes = int(self.y.max()) + 1
        rng = np.random.RandomState(0)  # the weights drawn here are never used
        self.layers = Dense(2, HIDDEN, rng), Dense(HIDDEN, self.n_classes, rng)
        self.relu, self.softmax, self.criterion = ReLU(), Softmax(), CategoricalCrossEntropy()
        self.n_parameters = sum(layer.weights.size + layer.biases.size for layer in self.layers)

    def forward(self, parameters, X):
        """Return the probabilities (n, n_classes) for points X (n, 2)."""
        at = 0
        for layer in self.layers:
            for name in ("weights", "biases"):
                shape = getattr(layer, name).shape
                setattr(layer, name, parameters[at : at + np.prod(shape)].reshape(shape))
                at += np.prod(shape)
        hidden, output = self.layers
        return self.softmax.forward(output.forward(self.relu.forward(hidden.forward(X))))

    def loss(self, parameters):
        """Return the mean loss on the data."""
        return self.criterion.forward(self.forward(parameters, self.X), self.y)


class RandomSearch:
    """Draws new parameters in each try and remembers the best."""

    def __init__(self, network, seed):
        """Begin with no parameters at all; found keeps (try, loss, parameters) each time the loss fell."""
        self.network, self.rng, self.tries, self.found = network, np.random.RandomState(seed), 0, []
        self.best, self.best_loss = self.begin()

    def normal(self):
        """Return one normal number for each parameter."""
        return self.rng.standard_normal(self.network.n_parameters)

    def begin(self):
        """Return the parameters before the first try, and their loss."""
        return None, np.inf

    def propose(self):
        """Return the parameters of the next try."""
        return self.normal()

    def try_once(self):
        """Make one try, and keep its parameters if the loss fell."""
        self.tries += 1
        parameters = self.propose()
        loss = self.network.loss(parameters)
        fell = loss < self.best_loss
        if fell:
            self.best, self.best_loss = parameters, loss
        if fell or self.tries == 1:
            self.found.append((self.tries, self.best_loss, self.best))

    def until(self, tries):
        """Return what was found in so many tries: the numbers of the tries, the losses, and the best parameters."""
        numbers, losses, parameters = zip(*(entry for entry in self.found if entry[0] <= tries), strict=True)
        return numbers, losses, parameters[-1]


class HillClimbing(RandomSearch):
    """Changes the best parameters a little in each try, and keeps the change if the loss fell."""

    def begin(self):
        """Return small random parameters and their loss."""
        parameters = 0.01 * self.normal()
        return parameters, self.network.loss(parameters)

    def propose(self):
        """Return the best parameters with a small change."""
        return self.best + 0.05 * self.normal()


def given_range(losses):
    """Return losses as the lower and the upper end of an axis."""
    low, high = given.row(losses, "losses", 2)
    if not low < high:
        raise ValueError(f"losses must be (low, high), with low below high, but it is ({low:g}, {high:g}).")
    return low, high


class SearchRace(Explorer):
    """Random search beside hill climbing: the map that each has found so far, and the curves of their best losses."""

    size = (7.2, 3.1)

    def __init__(self, X, y, losses=None, tries=TRIES):
        """Search a network for points X (n, 2) of classes y (n,), and begin after some tries.

        losses is the range (low, high) of the loss axis.
        """
        self.network = Network(X, y)
        self.nothing = np.log(self.network.n_classes)  # the loss of equal probabilities
        self.losses = (0, 1.5 * self.nothing) if losses is None else given_range(losses)
        self.edges, self.plane = around(self.network.X)
        tries = given.whole(tries, "tries", TRIES, LAST)
        self.race = 0
        self.start_again()
        while self.searches["random search"].tries < tries:
            self.step()
        super().__init__()

    def make_controls(self):
        """Return what plays the race, what makes one step, and what starts again."""
        return {
            "play": widgets.Play(interval=50, max=10**6, show_repeat=False, description="play the race"),
            "step": widgets.Button(description=f"{TRIES} tries each"),
            "start_again": widgets.Button(description="start again"),
        }

    @property
    def state(self):
        """The number of the race, which is one more than its seed, and how many tries each of the two has made."""
        return super().state | {"race": self.race, "tries": self.searches["random search"].tries}

    def step(self):
        """Let each of the two make some tries, until the race is over."""
        for search in self.searches.values():
            for _ in range(min(TRIES, LAST - search.tries)):
                search.try_once()

    def play(self):
        """Make a step. The stop button of Play sets it to 0: then start again."""
        self.step() if self.controls["play"].value else self.start_again()

    def start_again(self):
        """Begin a new race with other random numbers, and make its first step."""
        kinds = {"random search": RandomSearch, "hill climbing": HillClimbing}
        self.searches = {name: kind(self.network, seed=self.race) for name, kind in kinds.items()}
        self.drawn = dict.fromkeys(kinds)
        self.race += 1
        self.step()

    def prepare(self, figure):
        """Draw the axes and the points; return the maps, the curves and their ends."""
        *maps, chart = figure.subplots(1, 3, width_ratios=[1, 1, 1.15])
        self.maps, self.curves, self.ends = {}, {}, {}
        points = []
        for i, (name, panel) in enumerate(zip(self.searches, maps, strict=True)):
            self.maps[name], dots = draw_map(panel, self.network.X, self.network.y, self.edges)
            points += dots
            panel.set_title(name)
            (self.curves[name],) = chart.plot(
                [],
                [],
                label=name,
                color=LINE_COLOURS[i],
                linestyle=LINE_DASHES[i],
                drawstyle="steps-post",
                linewidth=1.8,
            )
            (self.ends[name],) = chart.plot([], [], "os"[i], color=LINE_COLOURS[i], markersize=6)
        chart.axhline(self.nothing, color=GREY, linewidth=1.2, linestyle=":", label="knows nothing")
        chart.set(xscale="log", xlim=(1, 1.3 * LAST), ylim=self.losses, xlabel="tries", title="best loss")
        handles = [*points[: self.network.n_classes], *self.curves.values(), chart.lines[-1]]
        figure.legend(handles=handles, loc="outside lower center", ncols=6, columnspacing=1, handlelength=1.7)
        self.stamped = [*points, *(edge for panel in maps for edge in panel.spines.values())]
        return [*self.maps.values(), *self.curves.values(), *self.ends.values()]

    def draw(self, state):
        """Extend the two curves, and paint a map anew if its search has found something better."""
        for name, search in self.searches.items():
            numbers, losses, parameters = search.until(state["tries"])
            self.curves[name].set_data([*numbers, state["tries"]], [*losses, losses[-1]])
            self.ends[name].set_data([state["tries"]], [losses[-1]])
            if parameters is not self.drawn[name]:
                probabilities = self.network.forward(parameters, self.plane)
                scores = np.log(np.maximum(probabilities, 1e-300))  # as straight as what goes into softmax
                self.maps[name].set_data(class_image(scores, FINE))
                self.drawn[name] = parameters

    def sentence(self, state):
        """Return for both: the best loss so far, its accuracy, and when it was found."""
        parts = []
        for name, search in self.searches.items():
            numbers, losses, parameters = search.until(state["tries"])
            share = accuracy(self.network.forward(parameters, self.network.X), self.network.y)
            parts.append(
                f"{name} has a loss of {rounded(losses[-1], 3)}, accuracy {part(share)}, "
                f"unchanged since try {numbers[-1]}"
            )
        return (
            f"Race {state['race']}, after {state['tries']} tries each: {'; '.join(parts)}. "
            f"Equal probabilities would give a loss of {self.nothing:.3f}."
        )
