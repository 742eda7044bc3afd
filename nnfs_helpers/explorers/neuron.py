"""Chapter 1: a neuron as bars that add up to its output, and as a line that splits the plane."""

from matplotlib.patches import Patch, Polygon
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.charts import scatter
from nnfs_helpers.plotting.style import BIAS, GREY, INK, OUTPUT, WEIGHT, exact, rounded, told

MOST_INPUTS = 8  # of bars and sliders that a reader can follow
MARKER = 46  # the area of a point in the plane, in square points: its class can be seen inside a ring
ROOM = 1.25  # of an axis: for the number beside the longest bar


class NeuronBars(Explorer):
    """A neuron whose inputs, weights and bias can be moved: each product is a bar that begins where the last ended."""

    size = (6.6, 2.9)

    def __init__(self, inputs, weights, bias):
        """Begin with inputs (n,), weights (n,) and a bias (number)."""
        self.inputs, self.weights = given.weighted(inputs, weights)
        self.bias = given.number(bias, "bias")
        if len(self.inputs) > MOST_INPUTS:
            raise ValueError(f"inputs has {len(self.inputs)} numbers, and the picture has room for {MOST_INPUTS}.")
        sums = np.cumsum([*self.inputs * self.weights, self.bias])
        self.reach = ROOM * np.abs(sums).max() or 4.0
        super().__init__()

    def make_controls(self):
        """Return a slider for each input, each weight and the bias."""
        inputs = {f"x{i}": slider(f"input x{i}", x, -4.0, 4.0) for i, x in enumerate(self.inputs)}
        weights = {f"w{i}": slider(f"weight w{i}", w, -2.0, 2.0) for i, w in enumerate(self.weights)}
        pairs = zip(inputs.items(), weights.items(), strict=True)
        return dict(item for pair in pairs for item in pair) | {"bias": slider("bias", self.bias, -4.0, 4.0)}

    def prepare(self, figure):
        """Draw the axes; return the bars and the numbers beside them."""
        self.axes = axes = figure.subplots()
        count = len(self.inputs)
        names = [*(f"x{i} × w{i}" for i in range(count)), "bias", "output"]
        tones = [WEIGHT] * count + [BIAS, OUTPUT]
        axes.set(xlim=(-self.reach, self.reach), ylim=(count + 1.6, -0.6), xlabel="sum so far (hatched: goes down)")
        axes.set_yticks(range(count + 2), names)
        axes.grid(False, axis="y")
        axes.axvline(0, color=GREY, linewidth=1)
        self.bars = [axes.barh(i, 1, 0.6, color=tone.fill, edgecolor=tone.text)[0] for i, tone in enumerate(tones)]
        self.numbers = [axes.text(0, i, "", va="center", color=tone.text) for i, tone in enumerate(tones)]
        return [*self.bars, *self.numbers]

    def steps(self, state):
        """Return the products and the bias (n + 1,)."""
        return np.array([state[f"x{i}"] * state[f"w{i}"] for i in range(len(self.inputs))] + [state["bias"]])

    def side(self, furthest):
        """Return how far the axis goes to one side: a quarter of the first reach, or twice that, until the sum fits."""
        side = self.reach / 4
        while side < 0.999 * ROOM * furthest:
            side *= 2
        return side

    def draw(self, state):
        """Put each bar where the one before it ended, and the output's bar at 0."""
        steps = self.steps(state)
        ends = np.cumsum(steps)
        starts, lengths = [*(ends - steps), 0], [*steps, ends[-1]]
        low, high = -self.side(-ends.min()), self.side(ends.max())
        if (low, high) != self.axes.get_xlim():
            self.axes.set_xlim(low, high)
            self.frame.keep(self.frame.moving)
        for bar, number, start, length in zip(self.bars, self.numbers, starts, lengths, strict=True):
            bar.set(x=start, width=length, hatch="////" if length < 0 else "")
            right = max(start, start + length)
            number.set(x=right + (high - low) / 120, text=told(length))

    def sentence(self, state):
        """Return the sum as it would be written by hand."""
        steps = self.steps(state)
        products = " + ".join(
            f"{exact(state[f'x{i}'], 1)} × {exact(state[f'w{i}'], 1)}" for i in range(len(self.inputs))
        )
        return f"{products} + bias {exact(state['bias'], 1)} = {exact(steps.sum())}: this is the neuron's output."


class NeuronLine(Explorer):
    """A neuron with two inputs: the line on which its output is 0, and the side on which it is positive."""

    size = (6.6, 3.9)
    reach = 3.0  # the plane goes from -reach to reach, or further if there are points

    def __init__(self, X, y, weights=(1.0, 1.0), bias=0.0, names=None):
        """Begin with points X (n, 2) of classes y (n,), 0 or 1, weights (2,), a bias, and names of the two inputs."""
        self.X = given.points(X)
        self.y = given.classes(y, len(self.X), n_classes=2)
        self.weights = given.row(weights, "weights", 2)
        self.bias = given.number(bias, "bias")
        names = given.names(names, 2, "", "inputs")
        self.labels = [f"x{i} ({name})" if name else f"x{i}" for i, name in enumerate(names)]
        self.reach = max(self.reach, 1.05 * np.abs(self.X).max())
        super().__init__()

    def make_controls(self):
        """Return a slider for each weight and for the bias."""
        weights = {f"w{i}": slider(f"weight w{i}", w, -2.0, 2.0) for i, w in enumerate(self.weights)}
        return weights | {"bias": slider("bias", self.bias, -4.0, 4.0)}

    def prepare(self, figure):
        """Draw the plane and its points; return the positive side, the line and the marks of wrong points."""
        axes = figure.subplots()
        limits = (-self.reach, self.reach)
        scatter(axes, self.X, self.y)
        for marked in axes.collections:
            marked.set_sizes([MARKER])
        self.side = axes.add_patch(Polygon([(0, 0)], facecolor=OUTPUT.fill, edgecolor="none", zorder=1))
        (self.line,) = axes.plot([], [], color=INK, linewidth=1.8, zorder=2)
        (self.wrong,) = axes.plot(
            [], [], "o", color=INK, fillstyle="none", markersize=15, markeredgewidth=1.6, zorder=4
        )
        axes.set(xlabel=self.labels[0], ylabel=self.labels[1], xlim=limits, ylim=limits, aspect="equal")
        axes.grid(False)
        names = ["class 0: wants output ≤ 0", "class 1: wants output > 0"]
        shaded = Patch(facecolor=OUTPUT.fill, edgecolor=INK)
        handles, names = [*axes.collections, self.wrong, shaded], [*names, "on the wrong side", "output > 0"]
        figure.legend(handles, names, loc="outside right upper")
        self.stamped = list(axes.collections)
        return [self.side, self.line, self.wrong]

    def outputs(self, state, points):
        """Return the outputs (n,) of the neuron for points (n, 2)."""
        return np.round(points[:, 0] * state["w0"] + points[:, 1] * state["w1"] + state["bias"], 9)

    def wrong_points(self, state):
        """Return the points (k, 2) that lie on the wrong side."""
        return self.X[(self.outputs(state, self.X) > 0) != (self.y == 1)]

    def draw(self, state):
        """Cut the plane along the line: the corners with positive output, and where the line meets the border."""
        r = self.reach
        corners = np.array([(-r, -r), (r, -r), (r, r), (-r, r)])
        heights = self.outputs(state, corners)
        shape, border = [], []
        for i in range(4):
            a, b, here, there = corners[i], corners[i - 3], heights[i], heights[i - 3]
            if here > 0:
                shape.append(a)
            if (here > 0) != (there > 0):
                border.append(a + (b - a) * here / (here - there))
                shape.append(border[-1])
        self.side.set_visible(bool(shape))
        if shape:
            self.side.set_xy(shape)
            self.line.set_data(*np.array(border).reshape(-1, 2).T)
        self.wrong.set_data(*self.wrong_points(state).T)

    def sentence(self, state):
        """Return the neuron's formula, how many points are on their side, and where the line goes."""
        w0, w1, bias = state["w0"], state["w1"], state["bias"]
        right = len(self.X) - len(self.wrong_points(state))
        formula = f"output = {exact(w0, 1)} · x0 + {exact(w1, 1)} · x1 + {exact(bias, 1)}".replace("+ -", "- ")
        score = f"{right} of the {len(self.X)} points are on the side they want"
        return f"{formula}. {score}. {self.describe_line(w0, w1, bias)}"

    def describe_line(self, w0, w1, bias):
        """Return where the output is 0, as the places at which that line meets the axes."""
        if not w0 and not w1:
            return "Both weights are 0, so the output is the same everywhere and there is no line."
        places = [f"x{i} = {rounded(-bias / w, 2)}" for i, w in enumerate((w0, w1)) if w]
        return f"The output is 0 on the line that meets the axes at {' and '.join(places)}."
