"""The computational graph of one neuron: values flow to the right, gradients flow back."""

import numpy as np

from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.picture import drawing
from nnfs_helpers.plotting.sketch import arrow, box, canvas, circle, write
from nnfs_helpers.plotting.style import BIAS, GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, told

LEAF, TIMES, PLUS, RELU, END = 0.5, 2.15, 4.0, 5.5, 6.95  # x of each column of the graph, in inches
ROW = 0.62
RADIUS = 0.25
ROOM = 8  # letters of a number that fit over an edge


@drawing
def neuron_graph(inputs, weights, bias, gradients=True, doutput=1):
    """Draw relu(inputs · weights + bias) as a graph; inputs, weights are (n,). The gradient stands under each edge.

    doutput is the gradient that arrives at the output: 1 where the output is the end of the chain.
    """
    inputs, weights = given.weighted(inputs, weights)
    bias = given.number(bias, "bias")
    doutput = given.number(doutput, "doutput")
    rows = [0.4 + ROW * i for i in range(2 * len(inputs) + 1)]
    figure, axes = canvas(7.5, rows[-1] + 0.45, f"Computational graph of a ReLU neuron with {len(inputs)} inputs")
    total = np.sum(inputs * weights) + bias
    slope = doutput * float(total > 0)  # the gradient that ReLU passes back
    plus = (PLUS, rows[len(inputs)])
    for i, (x, w) in enumerate(zip(inputs, weights, strict=True)):
        times = (TIMES, rows[2 * i] + ROW / 2)
        leaf(axes, rows[2 * i], f"x{i}", INPUT, times, x, slope * w if gradients else None)
        leaf(axes, rows[2 * i + 1], f"w{i}", WEIGHT, times, w, slope * x if gradients else None)
        edge(axes, times, plus, f"x{i} × w{i}", x * w, slope if gradients else None)
        node(axes, *times, "×", PLAIN)
    leaf(axes, rows[-1], "b", BIAS, plus, bias, slope if gradients else None)
    draw_end(axes, plus, total, slope if gradients else None, doutput if gradients else None)
    draw_key(axes, rows, gradients, "output" if doutput == 1 else "loss")
    return figure


def draw_end(axes, plus, total, slope, doutput):
    """Draw what follows the sum: the + node, ReLU and the output, with the gradients of the sum and of the output."""
    node(axes, *plus, "+", PLAIN)
    edge(axes, plus, (RELU - 0.1, plus[1]), "sum", total, slope)
    box(axes, RELU, plus[1], 0.7, 0.46, PLAIN)
    write(axes, RELU, plus[1], "ReLU", group="_node")
    edge(axes, (RELU + 0.1, plus[1]), (END, plus[1]), "output", max(total, 0), doutput)
    node(axes, END, plus[1], "out", OUTPUT)


def node(axes, x, y, words, tone):
    """Draw a circle with a word or sign in it."""
    circle(axes, x, y, RADIUS, tone)
    write(axes, x, y, words, group="_node", size=14 if words in "×+" else 10, colour=tone.text)


def leaf(axes, y, name, tone, target, value, gradient):
    """Draw an input, weight or bias at the left end and its edge to the target node (x, y)."""
    node(axes, LEAF, y, name, tone)
    edge(axes, (LEAF, y), target, name, value, gradient)


def edge(axes, start, target, name, value, gradient):
    """Draw an edge, level at first, that ends at the rim of the target; its value above it, its gradient below."""
    (x, y), (end_x, end_y) = start, target
    bend = end_x - RADIUS if y == end_y else TIMES - 0.65 if end_x == TIMES else PLUS - 0.75
    if y != end_y:
        axes.plot([x, bend], [y, y], color=GREY, linewidth=1.2, zorder=1)
    length = np.hypot(end_x - bend, end_y - y) or 1
    rim = (end_x - RADIUS * (end_x - bend) / length, end_y - RADIUS * (end_y - y) / length)
    arrow(axes, (x + RADIUS, y) if y == end_y else (bend, y), rim)
    middle = (x + RADIUS + bend) / 2
    write(axes, middle, y - 0.13, told(value, ROOM), group=name, role="value", colour=INPUT.text)
    if gradient is not None:
        write(axes, middle, y + 0.14, told(gradient, ROOM), group=name, role="gradient", colour=GRADIENT.text)


def draw_key(axes, rows, gradients, end):
    """Say in the lower right corner what the numbers above and below an edge are; end is what has the gradients."""
    write(
        axes,
        END + RADIUS,
        rows[-1],
        "above an edge: value, computed left to right",
        group="_key",
        ha="right",
        colour=INPUT.text,
    )
    if gradients:
        write(
            axes,
            END + RADIUS,
            rows[-1] + 0.22,
            f"below: gradient of the {end}, right to left",
            group="_key",
            ha="right",
            colour=GRADIENT.text,
        )
