"""Chapter 6: back-propagation one operation at a time, on a neuron and on a layer with a loss."""

import ipywidgets as widgets
from matplotlib.patches import FancyBboxPatch
import numpy as np

from nnfs_helpers.explorers.machinery.explorer import Explorer, slider
from nnfs_helpers.explorers.trace import Trace
from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.sketch import arrow, box, write
from nnfs_helpers.plotting.style import BIAS, GRADIENT, INK, INPUT, OUTPUT, PLAIN, WEIGHT, short, told

WIDTH, HEIGHT, ROW = 0.88, 0.42, 0.48  # of a box and of a row of boxes, in inches
LINE = 0.22  # from one line of text to the next
MOST_SCORE = 300  # exp(300) and its inverse are still floats
TONES = {"x": INPUT, "w": WEIGHT, "b": BIAS}  # by the first letter of a name


class BackpropStepper(Explorer):
    """A trace as a graph of boxes that is filled in step by step: first the values, then the gradients.

    places is a dict: name of a number to its column (inches from the left) and its row.
    """

    def __init__(self, trace, places, step=0):
        """Begin at a step; at step 0 all numbers are given and nothing is computed."""
        self.first = given.whole(step, "step", 0, 2 * len(trace.operations))
        self.trace, self.places, self.count = trace, places, len(trace.operations)
        self.lines = [self.tell(step) for step in range(2 * self.count + 1)]
        self.rows = 1 + max(row for _, row in places.values())
        self.size = (7.3, self.rows * ROW + max(map(len, self.lines)) * LINE + 0.45)
        super().__init__()

    def make_controls(self):
        """Return two buttons, a player and a slider over the steps."""
        style = widgets.Layout(width="8em")
        return {
            "previous": widgets.Button(description="◀ previous", layout=style),
            "next": widgets.Button(description="next ▶", layout=style),
            "play": widgets.Play(interval=1500, max=10_000, show_repeat=False),
            "step": slider("step", self.first, 0, 2 * self.count, step=1),
        }

    def previous(self):
        """Go one step back."""
        self.controls["step"].value -= 1

    def next(self):
        """Go one step on."""
        self.controls["step"].value += 1

    def play(self):
        """Go one step on, or back to the beginning when the player was stopped or the end is reached."""
        steps, player = self.controls["step"], self.controls["play"]
        steps.value = steps.value + 1 if player.value and steps.value < steps.max else 0

    def operation(self, step):
        """Return the operation that a step computes, or goes back through; None for step 0."""
        number = step - 1 if step <= self.count else 2 * self.count - step
        return self.trace.operations[number] if step else None

    def tell(self, step):
        """Return what happens in a step, as a list of lines."""
        operation = self.operation(step)
        if not operation:
            return ["The numbers that are given. Next comes the first operation."]
        formula = f"{operation.name} = {operation.formula}"
        if step <= self.count:
            value = told(self.trace.values[operation.name])
            return [f"Forward, step {step} of {self.count}: {formula}", f"= {operation.numbers} = {value}"]
        incoming = self.trace.gradients()[operation.name]
        begin = f"Backward, step {step - self.count} of {self.count}, through {formula}"
        return [begin, f"The gradient that comes in is {told(incoming)}", *self.shares(step, operation, incoming)]

    def shares(self, step, operation, incoming):
        """Return a line for each part: what comes in, times the local derivative, goes out to the part."""
        earlier = self.trace.backward()[: step - self.count - 1]
        lines = []
        for part, slope in zip(operation.parts, operation.slopes, strict=True):
            line = f"to {part}: {told(incoming)} · local derivative {told(slope)} = {told(incoming * slope)}"
            before = [gradients[part] for gradients in earlier if part in gradients]
            if before:
                line += f", plus {told(before[-1])} from before: {told(before[-1] + incoming * slope)}"
            lines.append(line)
        return lines

    def prepare(self, figure):
        """Draw the boxes and the arrows; keep the numbers, the marks and the lines of text as stamps."""
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, self.size[0]), ylim=(self.size[1], 0))
        axes.axis("off")
        self.centres = {name: (column, 0.3 + row * ROW) for name, (column, row) in self.places.items()}
        for operation in self.trace.operations:
            self.draw_arrows(axes, operation)
        for name in self.places:
            self.draw_box(axes, name)
        key = f"∂: gradient of {self.trace.operations[-1].name}"
        write(axes, self.size[0] - 0.12, 0.3 + (self.rows - 1) * ROW, key, ha="right", colour=GRADIENT.text)
        self.values = {name: self.number(axes, name, value, -0.09) for name, value in self.trace.values.items()}
        self.gradients = [stamp for name in self.places for stamp in self.gradient_stamps(axes, name)]
        self.marks = {name: self.mark(axes, name) for name in self.places}
        self.texts = [self.write_lines(axes, lines) for lines in self.lines]
        gradients = [text for _, _, text in self.gradients]
        self.stamped = [*self.values.values(), *gradients, *self.marks.values(), *sum(self.texts, [])]
        return []

    def draw_arrows(self, axes, operation):
        """Draw an arrow from each part of an operation to its box; they arrive one below the other."""
        end_x, end_y = self.centres[operation.name]
        parts = sorted(operation.parts, key=lambda part: self.centres[part][1])
        ends = np.linspace(-1, 1, len(parts)) * 0.32 * HEIGHT if len(parts) > 1 else [0]
        for part, end in zip(parts, ends, strict=True):
            x, y = self.centres[part]
            arrow(axes, (x + WIDTH / 2, y), (end_x - WIDTH / 2, end_y + end), width=0.9, mutation_scale=9)

    def draw_box(self, axes, name):
        """Draw the box of one number with its name."""
        x, y = self.centres[name]
        tone = OUTPUT if name == self.trace.operations[-1].name else TONES.get(name[0], PLAIN)
        box(axes, x, y, WIDTH, HEIGHT, tone)
        write(axes, x - WIDTH / 2 + 0.07, y - 0.09, name, ha="left", weight="bold", colour=tone.text, zorder=5)

    def number(self, axes, name, value, above, colour=INK, sign=""):
        """Write a number into the right half of a box."""
        x, y = self.centres[name]
        words = sign + short(float(f"{value:.3g}"))
        return write(axes, x + WIDTH / 2 - 0.07, y + above, words, ha="right", size=9, colour=colour, zorder=5)

    def gradient_stamps(self, axes, name):
        """Return for each value that a gradient takes: its first step, the step after its last, and its text."""
        changes = [(self.count + 1, 1.0)] if name == self.trace.operations[-1].name else []
        for i, gradients in enumerate(self.trace.backward()):
            if name in gradients:
                changes.append((self.count + 1 + i, gradients[name]))
        ends = [step for step, _ in changes[1:]] + [2 * self.count + 1]
        return [
            (step, end, self.number(axes, name, value, 0.09, GRADIENT.text, "∂ "))
            for (step, value), end in zip(changes, ends, strict=True)
        ]

    def mark(self, axes, name):
        """Draw a thick rim around a box."""
        x, y = self.centres[name]
        corner = (x - WIDTH / 2, y - HEIGHT / 2)
        rim = FancyBboxPatch(
            corner, WIDTH, HEIGHT, "round,pad=0,rounding_size=0.1", fill=False, edgecolor=INK, linewidth=2.8, zorder=6
        )
        return axes.add_patch(rim)

    def write_lines(self, axes, lines):
        """Write lines under the graph, the first one bold."""
        top = 0.3 + self.rows * ROW
        return [
            write(axes, 0.2, top + i * LINE, line, ha="left", weight="normal" if i else "bold")
            for i, line in enumerate(lines)
        ]

    def draw(self, state):
        """Show what is known after the step, and mark the operation that it is about."""
        step = state["step"]
        known = {operation.name for operation in self.trace.operations[:step]}
        results = {operation.name for operation in self.trace.operations}
        operation = self.operation(step)
        marked = {operation.name, *operation.parts} if operation else set()
        for name in self.places:
            self.values[name].set_visible(name in known or name not in results)
            self.marks[name].set_visible(name in marked)
        for first, end, text in self.gradients:
            text.set_visible(first <= step < end)
        for i, texts in enumerate(self.texts):
            for text in texts:
                text.set_visible(i == step)

    def sentence(self, state):
        """Return the lines of the step."""
        return ". ".join(line.removesuffix(".") for line in self.lines[state["step"]]).replace(". = ", " = ") + "."

    def table(self):
        """Return all steps as text, for a page on which nothing runs."""
        return self.trace.table()


class NeuronStepper(BackpropStepper):
    """Back-propagation through relu(inputs · weights + bias): products, sum, ReLU; and with a goal (output - goal)²."""

    def __init__(self, inputs, weights, bias, goal=None, step=0):
        """Begin with inputs (n,), weights (n,), at most four of each, a bias (number), and a goal (number) or None."""
        inputs = given.table(inputs, "inputs", dimensions=(1,))
        weights = given.table(weights, "weights", dimensions=(1,))
        bias = given.number(bias, "bias")
        if inputs.ndim != 1 or inputs.shape != weights.shape or not 1 <= len(inputs) <= 4:
            raise ValueError(
                f"inputs has shape {inputs.shape} and weights {weights.shape}: both must be lists of the same one to "
                "four numbers."
            )
        count = len(inputs)
        begin = {f"x{i}": x for i, x in enumerate(inputs)} | {f"w{i}": w for i, w in enumerate(weights)}
        trace = Trace(**begin, b=bias)
        for i in range(count):
            trace.multiply(f"p{i}", f"x{i}", f"w{i}")
        trace.add("z", *(f"p{i}" for i in range(count)), "b")
        trace.relu("out", "z")
        columns = [0.75, 2.75, 4.65, 6.45]
        if goal is not None:
            trace.squared_distance("loss", "out", given.number(goal, "goal"))
            columns = [0.65, 2.15, 3.65, 5.15, 6.65]
        first, second, third, fourth = columns[:4]
        places = {f"{kind}{i}": (first, 2 * i + (kind == "w")) for i in range(count) for kind in "xw"}
        places |= {f"p{i}": (second, 2 * i + 0.5) for i in range(count)} | {"b": (second, 2 * count)}
        places |= {"z": (third, count), "out": (fourth, count)}
        if goal is not None:
            places["loss"] = (columns[4], count)
        super().__init__(trace, places, step)


class LayerStepper(BackpropStepper):
    """Back-propagation through a layer with softmax and cross-entropy: each neuron is one operation."""

    def __init__(self, inputs, weights, biases, label, step=0):
        """Begin with inputs (n,), weights (n, k), biases (k,), n and k at most 3, and the label, the true class."""
        inputs = given.table(inputs, "inputs", dimensions=(1,))
        weights = given.table(weights, "weights")
        biases = given.row(biases, "biases")
        if weights.shape != (*inputs.shape, *biases.shape) or max(weights.shape) > 3:
            raise ValueError(
                f"inputs has shape {inputs.shape}, weights {weights.shape} and biases {biases.shape}: they must be "
                "(n,), (n, k) and (k,), with n and k at most 3."
            )
        label = given.whole(label, "label", 0, len(biases) - 1)
        scores = inputs @ weights + biases
        if np.abs(scores).max() > MOST_SCORE:
            raise ValueError(
                f"The outputs of the neurons must lie between -{MOST_SCORE} and {MOST_SCORE}, or exp overflows, but "
                f"one of them is {scores[np.abs(scores).argmax()]:g}. Give smaller inputs or weights."
            )
        (n, k), rows = weights.shape, np.arange
        begin = {f"x{i}": inputs[i] for i in rows(n)} | {f"b{j}": biases[j] for j in rows(k)}
        trace = Trace(**begin, **{f"w{i}{j}": weights[i, j] for i in rows(n) for j in rows(k)})
        for j in rows(k):
            trace.neuron(f"z{j}", [f"x{i}" for i in rows(n)], [f"w{i}{j}" for i in rows(n)], f"b{j}")
        for j in rows(k):
            trace.exp(f"e{j}", f"z{j}")
        trace.add("sum", *(f"e{j}" for j in rows(k)))
        trace.divide("p", f"e{label}", "sum")
        trace.minus_log("loss", "p")
        super().__init__(trace, self.layout(n, k, label), step)

    @staticmethod
    def layout(n, k, label):
        """Return the places: the inputs in the middle of the first column, each neuron's numbers above or below."""
        blocks = [[f"w{i}{j}" for i in range(n)] + [f"b{j}"] for j in range(k)]
        blocks.insert((k + 1) // 2, [f"x{i}" for i in range(n)])
        names = sum(blocks, [])
        places = {name: (0.52, row) for row, name in enumerate(names)}
        for j in range(k):
            row = np.mean([names.index(f"w0{j}"), names.index(f"b{j}")])
            places |= {f"z{j}": (2.0, row), f"e{j}": (3.15, row)}
        row = places[f"e{label}"][1]
        return places | {"sum": (4.45, (len(names) - 1) / 2), "p": (5.65, row), "loss": (6.78, row)}
