"""Chapter 2: the rows of a layer's weights meet the inputs, product by product."""

import ipywidgets as widgets
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.machinery.words import Words
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.grids import Grid
from nnfs_helpers.plotting.sketch import write
from nnfs_helpers.plotting.style import (
    BIAS,
    CLASS_MARKERS,
    GREY,
    INK,
    INPUT,
    LINE_COLOURS,
    LINE_DASHES,
    OUTPUT,
    WEIGHT,
    exact,
    told,
)

LEFT, TOP, GAP = 0.95, 0.14, 0.3  # inches: room for the names of the rows, above the inputs, and between the grids
LETTER = 0.08  # inches, for each that a name has more than "neuron 0"
MOST_NEURONS, SMALLEST_SCALE = 4, 0.75


class LayerProducts(Explorer):
    """A layer at work: the weights of one neuron after the other meet the inputs, and each product joins the sum."""

    size = (7.2, 4.2)

    def __init__(self, inputs, weights, biases, neurons=None):
        """Begin with inputs (n_inputs,), weights (n_neurons, n_inputs), biases (n_neurons,), and the neurons' names."""
        self.inputs, self.weights, self.biases = given.layer_arrays(inputs, weights, biases)
        self.n_neurons, self.n_inputs = self.weights.shape
        self.names = given.names(neurons, self.n_neurons, "neuron {}", "neurons", "neurons")
        self.said = [f"Neuron {k}" if neurons is None else f"Neuron {k} ({name})" for k, name in enumerate(self.names)]
        self.left = LEFT + LETTER * max(0, max(map(len, self.names)) - len("neuron 0"))
        self.products = self.weights * self.inputs
        steps = np.column_stack([np.zeros(self.n_neurons), self.products, self.biases])
        self.sums = steps.cumsum(axis=1)  # (n_neurons, n_inputs + 2): before the first product to after the bias
        super().__init__()

    def make_controls(self):
        """Return the sliders of the neuron and of the numbers added so far, and a player for the second one."""
        last, neuron = self.n_inputs + 1, min(1, self.n_neurons - 1)
        return {
            "neuron": slider("neuron", neuron, 0, max(self.n_neurons - 1, 1), 1),
            "added": slider("numbers added", min(2, last), 0, last, 1),
            "play": widgets.Play(max=10_000, interval=900, show_repeat=False, description="add one by one"),
        }

    def play(self):
        """Add the next number; begin again at the end, or when the player was stopped."""
        added, player = self.controls["added"], self.controls["play"]
        added.value = added.value + 1 if player.value and added.value < added.max else 0

    def prepare(self, figure):
        """Draw all numbers; return what covers and marks them, and the lines of the sums."""
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0))
        axes.axis("off")
        self.draw_grids(axes)
        self.row = Rectangle(
            (0, 0), self.grids["weights"].width, self.height, fill=False, edgecolor=WEIGHT.text, lw=2, zorder=6
        )
        axes.add_patch(self.row)
        self.marks = {name: self.add_mark(axes, grid) for name, grid in self.grids.items()}
        cover = {"facecolor": "white", "edgecolor": GREY, "linestyle": (0, (3, 2)), "zorder": 5}  # above the numbers
        empty = [[Rectangle((0, 0), 1, self.height, **cover) for _ in range(self.n_neurons)] for _ in range(2)]
        self.to_come, self.no_output = empty
        pale = cover | {"alpha": 0.7}  # a bias is known before its turn
        self.no_bias = [Rectangle((0, 0), 1, self.height, **pale) for _ in range(self.n_neurons)]
        covers = [*self.to_come, *self.no_output, *self.no_bias]
        for patch in covers:
            axes.add_patch(patch)
        self.total = Words(axes, INK)
        self.lines = self.draw_sums(figure.add_axes((0.12, 0.115, 0.86, self.room / self.size[1])))
        return [*covers, self.row, *self.marks.values(), self.total, *self.lines]

    def draw_grids(self, axes):
        """Draw the five arrays: the inputs over their weights, and to the right what becomes of each row."""
        arrays = {"weights": (self.weights, WEIGHT), "products": (self.products, WEIGHT), "biases": (self.biases, BIAS)}
        arrays |= {"outputs": (self.sums[:, -1], OUTPUT), "inputs": (self.inputs, INPUT)}
        self.grids = {name: Grid(array, name, tone, upright=name != "inputs") for name, (array, tone) in arrays.items()}
        *row, inputs = self.grids.values()
        wide = max(row[0].cell[0], inputs.cell[0])
        room = self.size[0] - self.left - 3 * GAP - 0.1
        scale = min(1, room / (sum(grid.block for grid in row[1:]) + wide * self.n_inputs))
        if self.n_neurons > MOST_NEURONS or scale < SMALLEST_SCALE:
            raise ValueError(
                f"The picture has room for {MOST_NEURONS} neurons with about four inputs. This layer has "
                f"{self.n_neurons} with {self.n_inputs}: take fewer, with fewer digits or shorter names."
            )
        for grid in self.grids.values():
            grid.resize(scale=scale, narrowest=wide if grid in (row[0], inputs) else 0.34)
        self.height = inputs.cell[1]
        self.top = TOP + 1.5 * self.height
        self.room = self.size[1] - self.top - self.n_neurons * self.height - 0.5 - 0.66
        x = self.left
        inputs.draw(axes, x, TOP, "left")
        for grid, sign in zip(row, ["", "", "+", "="], strict=True):
            grid.draw(axes, x + (grid.block - grid.width) / 2, self.top)
            write(axes, x - GAP / 2, self.top + self.n_neurons * self.height / 2, sign, size=14)
            x += grid.block + GAP
        for k in range(self.n_neurons):
            y = self.top + (k + 0.5) * self.height
            write(axes, self.left - 0.22, y, self.names[k], ha="right")
            axes.plot(self.left - 0.12, y, CLASS_MARKERS[k], color=LINE_COLOURS[k], markersize=6)

    def add_mark(self, axes, grid):
        """Add the mark of one cell of the grid, and return it."""
        tone = grid.tone
        return axes.add_patch(
            Rectangle((0, 0), *grid.cell, facecolor=to_rgba(tone.line, 0.3), edgecolor=tone.text, lw=2, zorder=6)
        )

    def draw_sums(self, axes):
        """Draw the axes of the sums; return one line for each neuron."""
        low, high = min(self.sums.min(), 0), max(self.sums.max(), 0)
        margin = 0.1 * (high - low) or 1
        names = ["0", *(f"+ product {j}" for j in range(self.n_inputs)), "+ bias"]
        axes.set(xlim=(-0.3, self.n_inputs + 1.3), ylim=(low - margin, high + margin), ylabel="sum so far")
        axes.set_xticks(range(self.n_inputs + 2), names)
        axes.axhline(0, color=GREY, linewidth=1)
        return [
            axes.plot([], [], color=LINE_COLOURS[k], linestyle=LINE_DASHES[k], marker=CLASS_MARKERS[k], markersize=6)[0]
            for k in range(self.n_neurons)
        ]

    def draw(self, state):
        """Uncover the rows before the picked one, and of the picked one what has been added."""
        neuron, added = state["neuron"], state["added"]
        products = self.grids["products"]
        for k, line in enumerate(self.lines):
            done = added if k == neuron else self.n_inputs + 1 if k < neuron else 0
            y, seen = self.top + k * self.height, min(done, self.n_inputs)
            self.to_come[k].set(xy=(products.x + seen * products.cell[0], y))
            self.to_come[k].set(width=(self.n_inputs - seen) * products.cell[0], visible=seen < self.n_inputs)
            for name, covers in (("biases", self.no_bias), ("outputs", self.no_output)):
                grid = self.grids[name]
                covers[k].set(xy=(grid.x, y), width=grid.width, visible=done <= self.n_inputs)
            line.set(data=(range(done + 1), self.sums[k, : done + 1]), linewidth=2.4 if k == neuron else 1.2)
            line.set_visible(k <= neuron)
        self.draw_marks(neuron, added)
        end = "" if added > self.n_inputs else " so far"
        self.total.put(
            self.left + 0.05,
            self.size[1] - self.room - 0.55,
            f"{self.names[neuron]}: {told(self.sums[neuron, added])}{end}",
            "left",
        )

    def draw_marks(self, neuron, added):
        """Mark the picked row, and the cells of the number that was added last."""
        y, is_bias = self.top + neuron * self.height, added > self.n_inputs
        self.row.set_xy((self.grids["weights"].x, y))
        for name, mark in self.marks.items():
            grid = self.grids[name]
            column = 0 if name in ("biases", "outputs") else max(added - 1, 0)
            mark.set_xy((grid.x + column * grid.cell[0], TOP if name == "inputs" else y))
            mark.set_visible(is_bias if name in ("biases", "outputs") else 0 < added <= self.n_inputs)

    def sentence(self, state):
        """Return the sum so far as it would be written by hand, what it lacks, and the outputs that are there."""
        neuron, added = state["neuron"], state["added"]
        pairs = zip(self.inputs, self.weights[neuron], strict=True)
        terms = [f"{exact(x)} × {exact(w)}" for x, w in pairs] + [f"bias {exact(self.biases[neuron])}"]
        outputs = [exact(output) for output in self.sums[:neuron, -1]]
        if added <= self.n_inputs:
            begin = f"{' + '.join(terms[:added])} = " if added else ""
            story = f"{begin}{exact(self.sums[neuron, added])} so far. Next comes {terms[added]}."
        else:
            outputs.append(exact(self.sums[neuron, -1]))
            largest = np.abs(self.products[neuron]).argmax()
            story = f"{' + '.join(terms)} = {outputs[-1]}. "
            story += (
                f"The product that moves the sum most is {terms[largest]} = {exact(self.products[neuron, largest])}."
            )
        outputs += ["?"] * (self.n_neurons - len(outputs))
        return f"{self.said[neuron]}: {story} Outputs: {', '.join(outputs)}."
