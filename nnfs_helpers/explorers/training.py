"""Chapter 6: a network with one hidden layer while it learns, and what each of its hidden neurons sees."""

import ipywidgets as widgets
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Patch
import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.machinery.plane import PlaneImage, class_image, edges, grid, packed
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import SoftmaxCrossEntropy
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.charts import scatter
from nnfs_helpers.plotting.style import FAINT, INPUT, LINE_COLOURS, exact, rounded
from nnfs_helpers.support.checks import unchecked

CELLS, FINE = 40, 256  # places in a row at which scores are computed, and pixels in a row of the plane
TILE = 26  # places in a row of one hidden neuron's picture
MOST_HIDDEN, MOST_STEPS, MOST_FRAMES, LARGEST_RATE = 64, 1000, 1000, 100
DARKEST = 0.7  # the share of blue, the rest is white
SHADES = packed(LinearSegmentedColormap.from_list("", ["white", INPUT.line])(np.linspace(0, DARKEST, 255)))
EDGE = packed(FAINT)


class TrainingLive(Explorer):
    """Gradient descent on points X (n, 2) with labels y (n,): regions, loss, and the outputs of the hidden neurons."""

    size = (7.3, 3.5)

    def __init__(self, X, y, n_hidden=8, learning_rate=0.5, steps=10, seed=0, frames=0):
        """Begin after some frames, with n_hidden neurons; steps is how many updates each frame makes."""
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), most=given.MOST_CLASSES)
        self.n_hidden = given.whole(n_hidden, "n_hidden", 1, MOST_HIDDEN)
        self.rate = given.within(learning_rate, "learning_rate", 0, LARGEST_RATE)
        self.per_frame = given.whole(steps, "steps", 1, MOST_STEPS)
        self.seed = given.whole(seed, "seed", 0, 2**32 - 1)
        frames = given.whole(frames, "frames", 0, MOST_FRAMES)
        self.reset()
        for _ in range(frames):
            self.learn(self.rate)
        super().__init__()

    def make_controls(self):
        """Return a player, two buttons, and the learning rate."""
        return {
            "play": widgets.Play(interval=60, max=1_000_000, show_repeat=False),
            "steps": widgets.Button(description=f"{self.per_frame} steps", layout=widgets.Layout(width="8em")),
            "reset": widgets.Button(description="start again", layout=widgets.Layout(width="8em")),
            "rate": slider("learning rate", self.rate, 0.05, 4.0, 0.05),
        }

    def play(self):
        """Train for one frame, or start again when the player was stopped."""
        if self.controls["play"].value:
            self.steps()
        else:
            self.reset()

    def reset(self):
        """Make a new network from the seed."""
        rng, n_classes = np.random.RandomState(self.seed), 1 + self.y.max()
        self.hidden, self.output = Dense(2, self.n_hidden, rng, scale=1.0), Dense(self.n_hidden, n_classes, rng, 1.0)
        self.relu, self.loss, self.losses = ReLU(), SoftmaxCrossEntropy(), []

    def steps(self):
        """Go on for one frame, a few milliseconds of work, with the learning rate of the slider."""
        self.learn(self.controls["rate"].value)

    def learn(self, rate):
        """Make as many updates as belong to one frame. None once the loss is not finite."""
        for _ in range(self.per_frame):
            self.losses.append(self.look())
            if not np.isfinite(self.losses[-1]):
                break
            self.hidden.backward(self.relu.backward(self.output.backward(self.loss.backward())))
            for layer in (self.hidden, self.output):
                layer.weights -= rate * layer.dweights
                layer.biases -= rate * layer.dbiases

    def forward(self, points):
        """Return the logits (n, n_classes) of points (n, 2); they may have grown out of all bounds."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            return self.output.forward(self.relu.forward(self.hidden.forward(points)))

    def look(self):
        """Return the loss on all points."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            return self.loss.forward(self.forward(self.X), self.y)

    @property
    def state(self):
        """The learning rate, the updates so far, the loss and the accuracy now."""
        loss = self.look()
        with unchecked():
            share = accuracy(self.loss.softmax.output, self.y)
        now = {"updates": len(self.losses), "loss": loss, "accuracy": share}
        return super().state | now

    def prepare(self, figure):
        """Draw the three panels; what moves are two images and a line, and the points are a stamp on top."""
        plane, curve, neurons = figure.subplots(1, 3, width_ratios=[4, 3, 2.2])
        low, high = edges(self.X)
        self.places = grid(low, high, CELLS)
        self.coarse = grid(low, high, TILE)
        self.regions = PlaneImage(plane)
        scatter(plane, self.X, self.y)
        plane.set(title="regions", xlabel="x0", ylabel="x1", xlim=(low, high), ylim=(low, high), aspect="equal")
        top = 1.6 * np.log(1 + self.y.max())
        curve.set(title="loss", xlabel="updates", xlim=(0, 1), ylim=(0, top), xticks=[0, 1], xticklabels=["0", "now"])
        (self.curve,) = curve.plot([], [], color=LINE_COLOURS[0], linewidth=1.8)
        self.end = curve.plot([], [], "o", color=LINE_COLOURS[0], markersize=5)[0]
        rows = -(-self.n_hidden // 2)
        self.tiles = PlaneImage(neurons)
        neurons.set(title="hidden neurons", xticks=[], yticks=[], xlim=(0, 2), ylim=(rows, 0))
        names = [neurons.text(i % 2 + 0.08, i // 2 + 0.12, str(i), va="top", fontsize=8) for i in range(self.n_hidden)]
        shade = Patch(color=INPUT.line, alpha=DARKEST, label="output of a hidden neuron; white: 0")
        figure.legend(handles=[*plane.collections, shade], loc="outside lower center", ncols=5)
        frames = [*plane.spines.values(), *neurons.spines.values()]  # an image that moves would cover them
        self.stamped = [*plane.collections, *names, *frames]
        for axes in (plane, neurons):
            axes.grid(False)
        return [self.regions, self.tiles, self.curve, self.end]

    def draw(self, state):
        """Colour the plane by class with dark borders, draw the loss so far, and each hidden neuron's output."""
        self.regions.set_data(class_image(self.forward(self.places), FINE))
        losses = [*self.losses, state["loss"]]
        self.curve.set_data(np.linspace(0, 1, len(losses)), losses)
        self.end.set_data([1], [losses[-1]])
        self.tiles.set_data(self.draw_tiles())

    def draw_tiles(self):
        """Return the outputs of the hidden neurons on the plane as one image of packed pixels, two tiles to a row."""
        with unchecked(), np.errstate(over="ignore", invalid="ignore"):
            outputs = self.relu.forward(self.hidden.forward(self.coarse)).T
        outputs = np.nan_to_num(outputs).reshape(-1, TILE, TILE)
        shares = outputs / np.maximum(outputs.max(axis=(1, 2), keepdims=True), 1e-9)
        shares = np.sqrt(shares)  # so that the border of the silent half is easy to see
        tiles = SHADES[np.uint8((len(SHADES) - 1) * shares)]
        rows = -(-self.n_hidden // 2)
        image = np.full((rows * (TILE + 1), 2 * (TILE + 1)), EDGE)
        for i, tile in enumerate(tiles):
            above, column = (rows - i // 2) * (TILE + 1), i % 2 * (TILE + 1)
            image[above - TILE : above, column : column + TILE] = tile
        return image

    def sentence(self, state):
        """Return how far the training is, and how many hidden neurons are silent for every point."""
        if not np.isfinite(state["loss"]):
            return (
                f"After {state['updates']} updates with the learning rate {exact(state['rate'], 2)} the numbers have "
                "grown out of all bounds. Choose a smaller learning rate, or scale X, and start again."
            )
        silent = int((self.hidden.forward(self.X) <= 0).all(axis=0).sum())
        return (
            f"After {state['updates']} updates the loss is {rounded(state['loss'], 3)} and "
            f"{percent(state['accuracy'])} % of the {len(self.y)} points are classified correctly. "
            f"The learning rate is {exact(state['rate'], 2)}. "
            f"{silent} of the {self.n_hidden} hidden neurons are silent for every point."
        )


def percent(share):
    """Return a share from 0 to 1 in percent, as text; it reads as 100 or 0 only if it is all or nothing."""
    places = 0
    while places < 7 and 0 < share < 1 and round(100 * share, places) in (0, 100):
        places += 1
    return f"{100 * share:.{places}f}"
