"""Diagrams of neurons, layers and networks, with the numbers that flow through them."""

import numpy as np

from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.picture import drawing
from nnfs_helpers.plotting.sketch import arrow, box, canvas, circle, write
from nnfs_helpers.plotting.style import BIAS, FAINT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, chart, told
from nnfs_helpers.support.argument_checks import as_size

RADIUS = 0.3
ROOM = 6  # letters of a number that fit into a circle
LABEL_BOX = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
MOST_LAYERS = 12
MOST_LETTERS = 12  # of a name that has room beside its circle
MAX_NODES = 8  # circles drawn in one column of a network


def spread(count, gap, middle):
    """Return count positions, gap apart, around the middle."""
    return [middle + (i - (count - 1) / 2) * gap for i in range(count)]


def named_circle(axes, x, y, name, value, tone):
    """Draw a circle with a value in it and its name on the left."""
    circle(axes, x, y, RADIUS, tone)
    write(axes, x - RADIUS - 0.1, y, name, group=name, role="name", colour=tone.text, ha="right")
    write_number(axes, x, y, value, group=name)


def write_number(axes, x, y, value, **options):
    """Write a number into a circle, smaller if it is long."""
    words = told(value, ROOM)
    write(axes, x, y, words, size=11 * min(1, ROOM / len(words)), **options)


def towards(start, end, share):
    """Return the point (x, y) that lies the given share of the way from start to end."""
    return tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))


def connect(axes, start, end, radius=RADIUS, **options):
    """Draw an arrow between the rims of two circles around start and end."""
    length = np.hypot(end[0] - start[0], end[1] - start[1])
    arrow(axes, towards(start, end, radius / length), towards(end, start, radius / length), **options)


def left_of(names):
    """Return x of the circles of inputs, in inches, with room for their names on the left."""
    longest = max(map(len, names))
    return 0.69 + 0.08 * min(longest, MOST_LETTERS)


@drawing
def neuron(inputs, weights, bias, names=None):
    """Draw one neuron: inputs (n,) in circles, with their names, weights (n,) on arrows, the bias, sum and output."""
    inputs, weights = given.weighted(inputs, weights)
    bias = given.number(bias, "bias")
    names = given.names(names, len(inputs), "x{}", "inputs")
    height = max(2.6, 0.8 * len(inputs) + 0.3)
    figure, axes = canvas(6.4, height, f"A neuron with {len(inputs)} input{'s' * (len(inputs) > 1)}")
    left, middle = left_of(names), (3.9, height / 2)
    for i, y in enumerate(spread(len(inputs), 0.8, height / 2)):
        named_circle(axes, left, y, names[i], inputs[i], INPUT)
        connect(axes, (left, y), middle, colour=WEIGHT.line, width=1.6)
        write(axes, *towards((left, y), middle, 0.4), f"w{i} = {told(weights[i])}", colour=WEIGHT.text, bbox=LABEL_BOX)
    above = (3.9, middle[1] - 0.95)
    named_circle(axes, *above, "bias", bias, BIAS)
    connect(axes, above, middle, colour=BIAS.text)
    circle(axes, *middle, RADIUS, PLAIN)
    write(axes, *middle, "sum", group="_sum")
    arrow(axes, (middle[0] + RADIUS, middle[1]), (5.4 - RADIUS - 0.07, middle[1]))
    circle(axes, 5.4, middle[1], RADIUS + 0.06, OUTPUT)
    write(axes, 5.4, middle[1] + 0.52, "output", group="output", role="name", colour=OUTPUT.text)
    write_number(axes, 5.4, middle[1], inputs @ weights + bias, group="output", weight="bold")
    return figure


@drawing
def contributions(inputs, weights, bias, names=None):
    """Draw how the output adds up: a bar for each input (with its name) times its weight, for the bias and the sum."""
    inputs, weights = given.weighted(inputs, weights)
    bias = given.number(bias, "bias")
    steps = np.append(inputs * weights, bias)
    ends = np.cumsum(steps)
    beginnings = (
        [""] * len(inputs)
        if names is None
        else [f"{name}: " for name in given.names(names, len(inputs), "x{}", "inputs")]
    )
    terms = [f"{told(x)} × {told(w)} = {told(x * w)}" for x, w in zip(inputs, weights, strict=True)]
    names = [beginning + term for beginning, term in zip(beginnings, terms, strict=True)]
    figure, (axes,) = chart(height=0.42 * len(steps) + 1.2)
    bars = axes.barh(
        [*names, f"bias {told(bias)}", f"output {told(ends[-1])}"],
        [*steps, ends[-1]],
        left=[*(ends - steps), 0],
        color=[WEIGHT.fill] * len(names) + [BIAS.fill, OUTPUT.fill],
        edgecolor=[WEIGHT.text] * len(names) + [BIAS.text, OUTPUT.text],
        height=0.6,
    )
    for bar, step in zip(bars, [*steps, ends[-1]], strict=True):
        bar.set_hatch("////" if step < 0 else "")
    axes.vlines(ends, np.arange(len(ends)) + 0.3, np.arange(len(ends)) + 0.7, color=GREY, linewidth=1)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set(title="Each product, then the bias, then their sum", xlabel="sum so far (hatched: goes down)")
    axes.invert_yaxis()
    axes.grid(False, axis="y")
    return figure


@drawing
def layer(inputs, weights, biases, highlight=None, names=None, neurons=None):
    """Draw a layer: inputs (n_inputs,), weights (n_neurons, n_inputs), biases (n_neurons,), and its outputs.

    names are those of the inputs, and neurons those of the neurons.
    """
    inputs, weights, biases = given.layer_arrays(inputs, weights, biases)
    names = given.names(names, len(inputs), "x{}", "inputs")
    neurons = given.names(neurons, len(biases), "neuron {}", "neurons", "neurons")
    left = left_of(names)
    if highlight is not None:
        highlight = given.whole(highlight, "highlight", 0, len(biases) - 1)
    height = max(0.8 * len(inputs), 0.95 * len(biases)) + 0.5
    figure, axes = canvas(7.2, height, f"A layer with {len(inputs)} inputs and {len(biases)} neurons")
    rows = spread(len(inputs), 0.8, height / 2 - 0.15)
    for i, y in enumerate(rows):
        named_circle(axes, left, y, names[i], inputs[i], INPUT)
    for k, y in enumerate(spread(len(biases), 0.95, height / 2 - 0.15)):
        for i in range(len(inputs)):
            weight_edge(
                axes,
                (left + RADIUS, rows[i]),
                (4.1, y),
                weights[k, i],
                np.abs(weights).max(),
                f"weights of {neurons[k]}",
                strong=highlight in (None, k),
                labelled=highlight == k,
            )
        neuron_box(axes, y, neurons[k], biases[k], inputs @ weights[k] + biases[k])
    write(
        axes, 3.6, height - 0.15, "thick line: weight far from 0, dashed line: negative weight", group="_legend", size=9
    )
    return figure


def weight_edge(axes, start, end, weight, largest, group, strong, labelled):
    """Draw a weight as a line: thicker if larger, dashed if negative, grey unless strong, its number if labelled."""
    axes.plot(
        *zip(start, end, strict=True),
        linestyle="--" if weight < 0 else "-",
        color=WEIGHT.line if strong else FAINT,
        linewidth=0.6 + 3 * abs(weight) / max(largest, 1e-9),
        zorder=2 if strong else 1,
        gid=group,
        label=told(weight),
    )
    if labelled:
        write(axes, *towards(start, end, 0.3), told(weight), "_weight", colour=WEIGHT.text, bbox=LABEL_BOX)


def neuron_box(axes, y, name, bias, output):
    """Draw a neuron as a box with its name and its bias, and an arrow to a circle with its output."""
    box(axes, 4.7, y, 1.2, 0.62, PLAIN)
    write(axes, 4.7, y - 0.14, name, group=name, role="name")
    write(axes, 4.7, y + 0.14, f"bias {told(bias)}", group=name, colour=BIAS.text)
    arrow(axes, (5.3, y), (6.0, y))
    circle(axes, 6.4, y, 0.4, OUTPUT)
    write_number(axes, 6.4, y, output, group=name, role="output")


@drawing
def network(sizes, neurons_first=False):
    """Draw a network of fully connected layers: sizes lists the inputs, then the neurons of each layer.

    The shapes of the weights are (inputs, neurons), or (neurons, inputs) where neurons_first.
    """
    sizes = given_sizes(sizes)
    gap = min(2.2, 6 / max(len(sizes) - 1, 1))
    height = 0.45 * min(max(sizes), MAX_NODES) + 1.1
    figure, axes = canvas(gap * (len(sizes) - 1) + 1.5, height, "A network: " + " to ".join(map(str, sizes)))
    columns = [column(size, height / 2) for size in sizes]
    for k, size in enumerate(sizes):
        x = 0.75 + k * gap
        noun = "neuron" if k else "input"
        write(axes, x, 0.25, f"{size} {noun}{'s' * (size > 1)}")
        for y in columns[k]:
            circle(axes, x, y, 0.15, INPUT if k == 0 else OUTPUT if k == len(sizes) - 1 else PLAIN)
        if size > MAX_NODES:
            write(axes, x, height / 2, "⋮", group="_more", size=16)
        if k:
            shape = (size, sizes[k - 1]) if neurons_first else (sizes[k - 1], size)
            write(axes, x - gap / 2, height - 0.25, f"weights {shape}", colour=WEIGHT.text)
            for start in columns[k - 1]:
                for end in columns[k]:
                    axes.plot([x - gap, x], [start, end], color=WEIGHT.line, linewidth=0.7, alpha=0.6)
    return figure


def given_sizes(sizes):
    """Return sizes as a list of whole numbers, at least one."""
    sizes = given.listed(sizes, "sizes", "[4, 3, 2]")
    if len(sizes) > MOST_LAYERS:
        raise ValueError(f"sizes has {len(sizes)} numbers, and the picture has room for {MOST_LAYERS}.")
    sizes = [as_size(size, f"sizes[{i}]") for i, size in enumerate(sizes)]
    return [int(size) for size in sizes]


def column(size, middle):
    """Return the heights of a column's circles: all, or those above and below an ellipsis."""
    positions = spread(min(size, MAX_NODES), 0.45, middle)
    if size <= MAX_NODES:
        return positions
    return positions[: MAX_NODES // 2 - 1] + positions[MAX_NODES // 2 + 1 :]
