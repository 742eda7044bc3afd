"""Chapter 3: two matrices as grids of cells that line up or collide."""

import ipywidgets as widgets
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.machinery.words import Words
from nnfs_helpers.plotting.sketch import write
from nnfs_helpers.plotting.style import GRADIENT, INK, INPUT, OUTPUT, WEIGHT

CELL, GAP, LINE = 0.25, 0.1, 0.19  # inches: a cell, the space between two grids, the height of a line of text
CORNER = (2.62, 2.08)  # X ends on the left of it, the weights end above it, the result begins below it on the right
MOST = 6
VERDICTS = {
    "collides": "collides:\nNumPy raises an error",
    "right": "fits, and is right:\nsamples meet neurons",
    "wrong": "fits, and is wrong:\nno error warns you",
}


class ShapeMatcher(Explorer):
    """np.dot of a batch X and the weights of a layer as shapes alone, with or without the transpose."""

    size = (7.2, 4.2)

    def make_controls(self):
        """Return the sizes of X and of the weights, and the checkbox of the transpose."""
        sizes = {"samples": ("samples", 2), "inputs": ("inputs given", 4)}
        sizes |= {"expected": ("inputs expected", 4), "neurons": ("neurons", 3)}
        sliders = {name: slider(label, value, 1, MOST, 1) for name, (label, value) in sizes.items()}
        return sliders | {"transpose": widgets.Checkbox(value=False, description="transpose W")}

    def prepare(self, figure):
        """Draw the three verdicts; return the grids, the lines between them, the marks and the texts."""
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0))
        axes.axis("off")
        for i, words in enumerate(VERDICTS.values()):
            write(axes, 5.42, 1.2 + 0.65 * i, words, ha="left", linespacing=1.4)
        self.verdict = Rectangle((5.32, 0), 1.75, 0.55, fill=False, edgecolor=INK, linewidth=2)
        self.grids = {name: PathPatch(cells(0, 0, 1, 1), edgecolor="white") for name in ("X", "W", "result")}
        self.marks = [Rectangle((0, 0), CELL, CELL, fill=False, linewidth=2) for _ in self.grids]
        for patch in (self.verdict, *self.grids.values(), *self.marks):
            axes.add_patch(patch)
        self.pairs = axes.plot([], [], color=WEIGHT.line, linewidth=1.2)[0]
        self.alone = axes.plot([], [], "x", color=GRADIENT.text, markersize=9, markeredgewidth=2.2)[0]
        tones = {"X": INPUT, "W": WEIGHT, "result": OUTPUT}
        self.texts = {name: [Words(axes, tone.text) for _ in range(3)] for name, tone in tones.items()}
        for mark, (name, tone) in zip(self.marks, tones.items(), strict=True):
            mark.set_edgecolor(tone.text)
            self.grids[name].set_facecolor(to_rgba(tone.line, 0.35))
        texts = [text for three in self.texts.values() for text in three]
        return [self.verdict, *self.grids.values(), *self.marks, self.pairs, self.alone, *texts]

    def draw(self, state):
        """Draw X on the left, the weights above it, and the result, if there is one, where both cross."""
        (left, right), (x, y) = shapes(state), CORNER
        verdict, _ = judge(state)
        fits = verdict != "collides"
        places = {"X": (x - left[1] * CELL, y + GAP, *left), "W": (x + GAP, y - right[0] * CELL, *right)}
        places["result"] = (x + GAP, y + GAP, left[0], right[1])
        for name, place in places.items():
            self.grids[name].set_path(cells(*place))
        self.grids["result"].set_visible(fits)
        for mark, place, (rows, columns) in zip(
            self.marks, places.values(), [(1, left[1]), (right[0], 1), (1, 1)], strict=True
        ):
            mark.set(xy=place[:2], width=columns * CELL, height=rows * CELL)
        self.marks[-1].set_visible(fits)
        self.verdict.set_y(0.93 + 0.65 * list(VERDICTS).index(verdict))
        self.draw_pairs(left[1], right[0])
        self.write_shapes(state, places, fits)

    def draw_pairs(self, columns, rows):
        """Lead each column of X to the row of the weights that it meets, and cross out those that meet nothing."""
        x, y = (
            CORNER[0] - (columns - np.arange(columns) - 0.5) * CELL,
            CORNER[1] - (rows - np.arange(rows) - 0.5) * CELL,
        )
        count = min(columns, rows)
        path = np.full((count, 4, 2), np.nan)  # up from X, right to the weights, and a gap
        path[:, 0] = np.column_stack([x[:count], np.full(count, CORNER[1] + GAP)])
        path[:, 1] = np.column_stack([x[:count], y[:count]])
        path[:, 2] = np.column_stack([np.full(count, CORNER[0] + GAP), y[:count]])
        self.pairs.set_data(path.reshape(-1, 2).T)
        over = [*((place, CORNER[1] + GAP + CELL / 2) for place in x[count:])]
        beside = [*((CORNER[0] + GAP + CELL / 2, place) for place in y[count:])]
        self.alone.set_data(np.reshape(over + beside, (-1, 2)).T)

    def write_shapes(self, state, places, fits):
        """Write at two sides of each grid what they count, and its name and shape."""
        samples, inputs = count(state["samples"], "sample"), count(state["inputs"], "input")
        expected, neurons = count(state["expected"], "input"), count(state["neurons"], "neuron")
        rows, columns = (expected, neurons) if state["transpose"] else (neurons, expected)
        name, (left, right) = "W.T" if state["transpose"] else "W", shapes(state)
        x, y, n_rows, n_columns = places["X"]
        below, end = y + n_rows * CELL + 0.12, x + n_columns * CELL
        self.put(
            "X",
            (x - 0.1, y + n_rows * CELL / 2, samples),
            (end, below, inputs),
            (end, below + LINE, f"X {left}"),
            "right",
        )
        x, y, n_rows, n_columns = places["W"]
        side = (x + n_columns * CELL + 0.1, y + n_rows * CELL / 2, rows)
        self.put("W", side, (x, y - 0.12, columns), (x, y - 0.12 - LINE, f"{name} {right}"))
        x, y, n_rows, n_columns = places["result"]
        below = y + n_rows * CELL + 0.12
        if fits:
            side = (x + n_columns * CELL + 0.1, y + n_rows * CELL / 2, samples)
            self.put("result", side, (x, below, columns), (x, below + LINE, f"result {(n_rows, n_columns)}"))
        else:
            clash = f"{left[1]} and {right[0]} differ"
            self.put("result", (x + 0.1, y + 0.12, "no result:"), (x + 0.1, y + 0.12 + LINE, clash), (x, y, ""))

    def put(self, grid, side, edge, name, align="left"):
        """Move the three texts of a grid; each is x, y and the words."""
        for text, (x, y, words) in zip(self.texts[grid], (side, edge, name), strict=True):
            text.put(x, y, words, align)

    def sentence(self, state):
        """Return the two shapes, what NumPy makes of them, and whether that is what a layer should compute."""
        left, right = shapes(state)
        verdict, answer = judge(state)
        begin = f"np.dot(X, {'W.T' if state['transpose'] else 'W'}) with shapes {left} and {right}"
        if verdict == "collides":
            return f"{begin} collides. NumPy says: {answer}."
        begin = f"{begin} gives {answer}"
        if verdict == "right":
            return f"{begin}, and is right: one row for each sample, one column for each neuron."
        story = "a sample meets one weight of each neuron instead of all the weights of one neuron"
        if state["expected"] == state["neurons"]:
            return f"{begin}. The shape is right and the numbers are wrong: {story}."
        return f"{begin}, and is wrong: {story}. The result has one column for each input, not for each neuron."


def shapes(state):
    """Return the shapes of X and of the weights as np.dot gets them."""
    weights = (state["neurons"], state["expected"])
    return (state["samples"], state["inputs"]), weights[::-1] if state["transpose"] else weights


def judge(state):
    """Try np.dot. Return a key of VERDICTS, and NumPy's message (str) or the shape of the result."""
    left, right = shapes(state)
    try:
        result = np.dot(np.zeros(left), np.zeros(right))
    except ValueError as error:
        return "collides", str(error)
    meets_neurons = state["transpose"] or state["expected"] == state["neurons"] == 1
    return "right" if meets_neurons else "wrong", result.shape


def cells(x, y, rows, columns):
    """Return the path of rows times columns cells, with the upper left corner at (x, y)."""
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * CELL
    corners = np.array([(x + j * CELL, y + i * CELL) for i in range(rows) for j in range(columns)])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(corners)
    return Path((corners[:, np.newaxis] + square).reshape(-1, 2), codes)


def count(number, noun):
    """Return the number with its noun, in the plural unless it is 1."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
