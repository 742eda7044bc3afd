"""Charts: points, lines, bars and the curves of activation functions."""

from matplotlib.patches import Rectangle
import numpy as np

from nnfs_helpers.plotting.picture import drawing
from nnfs_helpers.plotting.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    FAINT,
    GRADIENT,
    GREY,
    INPUT,
    LINE_COLOURS,
    LINE_DASHES,
    chart,
    short,
)

FLAT = 0.01  # a slope closer to 0 than this counts as none


@drawing
def points(X, y=None, title=None):
    """Draw points X (n, 2) in the plane, with a marker and a colour for each class in y (n,)."""
    X, classes = np.asarray(X), np.zeros(len(X), int) if y is None else np.asarray(y)
    figure, (axes,) = chart(width=6.2, height=0.7 + 4.6 * height_of(X))
    scatter(axes, X, classes)
    if y is None:
        axes.collections[0].set_label("points")
    else:
        figure.legend(loc="outside right upper")
    axes.set(title=title, xlabel="x0", ylabel="x1")
    return figure


def height_of(X):
    """Return how high the points X (n, 2) lie, compared with how wide, with the margin around them."""
    width, height = np.ptp(X, axis=0) + 0.3
    return height / width


def scatter(axes, X, y, hollow=None):
    """Draw points X (n, 2), a marker and colour for each class in y (n,); hollow (n,) says which have no filling."""
    hollow = np.zeros(len(y), bool) if hollow is None else hollow
    for k in np.unique(y):
        style = {"s": 26, "marker": CLASS_MARKERS[k % 7], "zorder": 3}
        colour = CLASS_COLOURS[k % 7]
        axes.scatter(
            *X[(y == k) & ~hollow].T, color=colour, edgecolor="white", linewidth=0.4, label=f"class {k}", **style
        )
        if (hollow & (y == k)).any():
            axes.scatter(
                *X[(y == k) & hollow].T, color="white", edgecolor=colour, gid="hollow", label=f"class {k}", **style
            )
    axes.set_aspect("equal")


@drawing
def lines(x, ys, xlabel, ylabel, title=None, log=False, marks=None):
    """Draw a line for each label and values (n,) in the dict ys over x (n,); marks are points (x, y, text).

    log=True gives the y axis steps of a factor, log="x" the x axis.
    """
    figure, (axes,) = chart(width=5.6, height=3.3)
    for i, (label, values) in enumerate(ys.items()):
        axes.plot(
            np.arange(len(values)) if x is None else x,
            values,
            label=label,
            linewidth=1.8,
            color=LINE_COLOURS[i % 6],
            linestyle=LINE_DASHES[i % 6],
        )
    for mark_x, mark_y, words in marks or []:
        axes.plot(mark_x, mark_y, "o", color="black", markersize=5, label=f"_{words}")
        axes.annotate(words, (mark_x, mark_y), (7, 7), textcoords="offset points", fontsize=9)
    scales = {"xscale": "log"} if log == "x" else {"yscale": "log" if log else "linear"}
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title, **scales)
    if len(ys) > 1:
        axes.legend()
    return figure


@drawing
def bars(panels, labels):
    """Draw one panel of bars for each title and values (n,) in the dict panels; labels (n,) name the bars."""
    figure, axes = chart(len(panels), per_row=4, width=min(7.5, 1 + 2.2 * len(panels)), height=2.8)
    for i, (panel, (title, values)) in enumerate(zip(axes, panels.items(), strict=True)):
        drawn = panel.bar([str(label) for label in labels], values, width=0.65, color=LINE_COLOURS[i % 6])
        panel.bar_label(drawn, [short(value) for value in values], padding=2, gid="_value")
        panel.axhline(0, color=GREY, linewidth=1)
        panel.margins(y=0.15)
        panel.set_title(title)
        panel.grid(False, axis="x")
    return figure


@drawing
def ratios(panels):
    """Draw one panel of bars that lie, for each title and dict, name to number, in the dict panels."""
    rows = max(map(len, panels.values()))
    figure, axes = chart(len(panels), per_row=2, width=5.6 if len(panels) == 1 else 7.4, height=0.7 + 0.32 * rows)
    for i, (panel, (title, values)) in enumerate(zip(axes, panels.items(), strict=True)):
        drawn = panel.barh(list(values), list(values.values()), height=0.62, color=LINE_COLOURS[i % 6])
        panel.bar_label(drawn, [short(value) for value in values.values()], padding=3, gid="_value")
        panel.invert_yaxis()  # the first on top
        panel.margins(x=0.18)
        panel.set(title=title, xlim=(0, None))
        panel.grid(False, axis="y")
    return figure


@drawing
def activations(functions, low=-4, high=4):
    """Draw each function of the dict, name to function, with its slope, from low to high; flat stretches are grey."""
    columns = min(len(functions), 2)
    rows = -(-len(functions) // columns)
    figure, axes = chart(len(functions), columns, 3.6 * columns, 0.5 + 2.4 * rows)
    x = np.linspace(low, high, 801)
    for panel, (name, function) in zip(axes, functions.items(), strict=True):
        draw_activation(panel, x, np.asarray(function(x), dtype=float))
        panel.set_title(name)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure


def draw_activation(panel, x, values):
    """Draw values (n,) over x (n,) with a gap at each jump, their slope, and where the slope is 0."""
    values, slopes, steps = curve(x, values)
    panel.plot(x, values, color=INPUT.line, linewidth=2.2, label="output")
    panel.plot(x, slopes, color=GRADIENT.line, linewidth=1.8, linestyle=(0, (4, 2)), label="slope")
    for start, end in flat_stretches(steps):
        exact = np.abs(steps[start:end]).max() < 1e-9
        draw_flat(panel, x[start], x[end], "slope 0" if exact else "slope\nnear 0")


def curve(x, values):
    """Return values (n,) and slopes (n,), nan where x (n,) has none, and the slopes between the points (n - 1,)."""
    values, steps = np.array(values, dtype=float), np.diff(values) / np.diff(x)
    slopes, gaps = np.gradient(values, x, edge_order=2), jumps(values)
    for nowhere in (jumps(steps) + 1, gaps, gaps + 1):  # at a kink or a jump there is no slope
        slopes[nowhere] = np.nan
    steps[gaps] = 0
    values[gaps] = np.nan
    return values, slopes, steps


def flat_stretches(steps):
    """Return the first and last point (k, 2) of each stretch without slope, for slopes between points (n,)."""
    return np.flatnonzero(np.diff(np.abs(steps) < FLAT, prepend=False, append=False)).reshape(-1, 2)


def jumps(values):
    """Return the indices i at which the step from values[i] to the next is much larger than the steps beside it."""
    steps = np.abs(np.diff(values))
    beside = np.maximum(np.append(steps[1:], 0), np.insert(steps[:-1], 0, 0))
    return np.flatnonzero(steps > 5 * beside + 0.05)


def draw_flat(panel, start, end, words):
    """Shade the panel from start to end and say that the slope is 0 there."""
    panel.add_patch(
        Rectangle(
            (start, 0),
            end - start,
            1,
            transform=panel.get_xaxis_transform(),
            color=FAINT,
            alpha=0.6,
            zorder=0,
            linewidth=0,
            label=" ".join(words.split()),
        )
    )
    panel.text(
        (start + end) / 2,
        0.5,
        words,
        transform=panel.get_xaxis_transform(),
        gid="_flat",
        ha="center",
        va="center",
        fontsize=9,
    )
