"""Pictures that fill a plane: decision regions, the surface of a loss, the outputs of a layer."""

from itertools import combinations

from matplotlib import colormaps
from matplotlib.collections import PathCollection
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
import numpy as np

from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.charts import given_classes, scatter
from nnfs_helpers.plotting.describe import is_named
from nnfs_helpers.plotting.extent import edges_of, height_of, is_even
from nnfs_helpers.plotting.picture import drawing
from nnfs_helpers.plotting.style import CLASS_FILLS, GRADIENT, GREY, INK, chart, part, short

MOST_PANELS = 9  # of points coloured by output
OUTPUT_COLOURS = ListedColormap(colormaps["Blues"](np.linspace(0.35, 1, 256)))
BEST = {"color": INK, "linestyle": (0, (3, 1.5)), "linewidth": 2.2}  # the look of the best possible border
FRAME = 0.03  # of the width or height: a label of a contour that is closer to the frame is left out
CELLS = 200  # rows and columns of points at which a region's class is computed


@drawing
def regions(predict, X, y, title=None, best=None):
    """Draw the class that predict gives to each place of the plane, and points X (n, 2) of classes y (n,) over it.

    predict maps points (n, 2) to scores (n, n_classes) or class numbers (n,); a network stands for its forward.
    A dict of title and function gives one panel for each. best is a function like predict: the best that is possible,
    whose borders are drawn over every panel.
    """
    X = given.points(X)
    y = given_classes(y, len(X))
    panels = given_panels(predict, title)
    columns = min(len(panels), 3)
    rows = -(-len(panels) // columns)
    width = {1: 5, 2: 6.4, 3: 6.8}[columns]
    share = height_of(X) if rows == 1 else min(height_of(X), 1)  # of a panel's width
    best = None if best is None else given.forward_of(best, "best")
    figure, axes = chart(len(panels), 3, width, (0.9 + 0.9 * width / columns * share) * rows)
    for panel, (name, function) in zip(axes, panels.items(), strict=True):
        draw_regions(panel, function, X, y)
        panel.set(title=name, xlabel="x0")
        if best is not None:
            draw_best(panel, best, X, y)
    axes[0].set_ylabel("x1")
    scattered = [group for group in axes[0].collections if isinstance(group, PathCollection)]
    named = [group for group in scattered if is_named(group) and not group.get_gid()]
    hollow = Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=5,
        color="white",
        markeredgecolor=INK,
        label="hollow: in the region of another",
    )
    handles = [*named, hollow] if best is None else [*named, hollow, Line2D([], [], label="best possible", **BEST)]
    figure.legend(handles=handles, loc="outside lower center", ncols=5 if len(panels) > 1 else 2)
    if isinstance(predict, dict) and title:
        figure.suptitle(title)
    return figure


def given_panels(predict, title):
    """Return a dict, title of a panel to the function that it shows."""
    if not isinstance(predict, dict):
        return {title or "": given.forward_of(predict, "predict")}
    named = given.named(predict, "predict", '{"ours": network.forward}')
    return {str(name): given.forward_of(part, f"predict[{name!r}]") for name, part in named.items()}


def draw_regions(panel, predict, X, y):
    """Colour the panel by class, and draw points filled if they lie in the region of their class, else hollow."""
    plane, scores = scores_of_plane(predict, X, "predict")
    classes = scores.argmax(axis=-1)
    panel.imshow(
        classes,
        cmap=ListedColormap(CLASS_FILLS),
        vmin=-0.5,
        vmax=len(CLASS_FILLS) - 0.5,
        gid="regions",
        origin="lower",
        extent=edges_of(X),
        interpolation="nearest",
    )
    for k in np.unique(classes):
        lead = scores[..., k] - np.delete(scores, k, axis=-1).max(axis=-1)  # above 0 in the region of class k
        panel.contour(*plane, lead, levels=[0], colors=INK, linewidths=0.9)
    scatter(panel, X, y, hollow=given.scores(predict(np.array(X)), len(X), "predict").argmax(axis=1) != y)
    panel.set_aspect("equal" if is_even(X) else "auto")
    panel.grid(False)


def scores_of_plane(predict, X, name):
    """Return the places around points X (n, 2), two arrays (CELLS, CELLS), and their scores (CELLS, CELLS, k)."""
    left, right, bottom, top = edges_of(X)
    plane = np.meshgrid(np.linspace(left, right, CELLS), np.linspace(bottom, top, CELLS))
    scores = given.scores(predict(np.stack(plane, axis=-1).reshape(-1, 2)), CELLS**2, name)
    return plane, scores.reshape(CELLS, CELLS, -1)


def draw_best(panel, best, X, y):
    """Draw the border between each two classes of best once, dashed; its label says how often it is right on X."""
    plane, scores = scores_of_plane(best, X, "best")
    right = np.mean(given.scores(best(np.array(X)), len(X), "best").argmax(axis=1) == y)
    label = f"best possible border: {part(right)} of the points lie on the side of their class"
    for one, other in combinations(range(scores.shape[-1]), 2):
        pair = scores[..., [one, other]]
        lead = pair[..., 0] - pair[..., 1]
        lead = np.ma.masked_where(pair.max(axis=-1) < scores.max(axis=-1), lead)  # where a third class is ahead
        if lead.count() and lead.min() < 0 < lead.max():
            border = panel.contour(
                *plane, lead, levels=[0], colors=BEST["color"], linestyles=[BEST["linestyle"]], linewidths=2.2
            )
            border.set(label=label, gid="border")
            label = f"_{label}"


@drawing
def surface(loss, x, y, xlabel, ylabel, path=None, title=None):
    """Draw loss(a, b) for each a in x (n,) and b in y (m,) as contours, its lowest place, and a path (k, 2) over it."""
    x, y = rising(x, "x"), rising(y, "y")
    heights = given.heights(loss, x, y)
    path = None if path is None else given_path(path)
    figure, (axes,) = chart(width=6, height=4.4)
    figure.colorbar(draw_surface(axes, x, y, heights), label="loss")
    if path is not None:
        draw_path(axes, loss, path)
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    figure.legend(handles=list(axes.lines), loc="outside lower center", ncols=2)
    return figure


def rising(values, name):
    """Return values as an array (n,). Raise ValueError unless they are two or more numbers that rise."""
    values = given.table(values, name, dimensions=(1,))
    if len(values) < 2 or not (np.diff(values) > 0).all():
        raise ValueError(f"{name} must be two or more numbers that rise, such as np.linspace(-1, 1, 21).")
    return values


def given_path(path):
    """Return path as an array (k, 2)."""
    path = given.table(path, "path")
    if path.shape[1] != 2:
        raise ValueError(f"path must be places (k, 2), two numbers for each, but its shape is {path.shape}.")
    return path


def draw_surface(axes, x, y, heights):
    """Draw heights (m, n) over x (n,) and y (m,) as contours, and mark the lowest place; return the filled contours."""
    filled = axes.contourf(x, y, heights, 12, cmap="Blues", alpha=0.85)
    filled.set_label("contours of the loss")
    edges = axes.contour(x, y, heights, filled.levels, colors=INK, linewidths=0.5)
    for text in axes.clabel(edges, fontsize=8, fmt=short):
        text.set_gid("_level")
        place = axes.transLimits.transform(text.get_position())  # from 0 to 1 along each axis
        if place.min() < FRAME or place.max() > 1 - FRAME:
            text.remove()  # the frame would cut it
    row, column = np.unravel_index(heights.argmin(), heights.shape)
    mark(axes, x[column], y[row], "*", 15, f"lowest on this grid, {short(heights.min())}", zorder=5)
    return filled


def mark(axes, x, y, marker, size, label, colour="#F0E442", zorder=4):
    """Draw one marker with a dark rim at (x, y)."""
    axes.plot(
        [x],
        [y],
        linestyle="none",
        marker=marker,
        markersize=size,
        color=colour,
        markeredgecolor=INK,
        label=label,
        zorder=zorder,
        clip_on=False,
    )


def draw_path(axes, loss, path):
    """Draw the points of path (n, 2) as a line, its start and its end with their losses."""
    axes.plot(*path.T, ".-", color=GRADIENT.line, linewidth=1.5, markersize=5, label=f"path of {len(path)} points")
    mark(axes, *path[0], "o", 8, f"start, loss {short(given.one_height(loss, *path[0]))}", "white")
    mark(axes, *path[-1], "s", 8, f"end, loss {short(given.one_height(loss, *path[-1]))}", GRADIENT.line)


@drawing
def outputs(X, values, title=None):
    """Draw points X (n, 2) once for each column of values (n, k), as dark as its value; exactly 0 is a pale ring."""
    X = given.points(X)
    values = given.table(values, "values")
    if len(values) != len(X):
        raise ValueError(f"values has {len(values)} rows, but there are {len(X)} points: one row for each is needed.")
    count = values.shape[1]
    if count > MOST_PANELS:
        raise ValueError(f"values has {count} columns, and the picture has room for {MOST_PANELS}.")
    columns = min(count, 3)
    rows = -(-count // columns)
    share = min(height_of(X), 1)  # of a panel's width
    figure, axes = chart(count, columns, 2.2 * columns, 0.6 + (0.4 + 1.9 * share) * rows)
    for k, panel in enumerate(axes):
        draw_outputs(panel, X, values[:, k])
        panel.set(title=f"neuron {k}", xlabel="x0", aspect="equal" if is_even(X) else "auto")
    for panel in axes[::columns]:
        panel.set_ylabel("x1")
    rings = Line2D([], [], linestyle="none", marker="o", color="white", markeredgecolor=GREY, label="output exactly 0")
    dots = Line2D([], [], linestyle="none", marker="o", color=OUTPUT_COLOURS(0.9), label="the darker, the larger")
    figure.legend(handles=[rings, dots], loc="outside lower center", ncols=2)
    figure.suptitle(title)
    return figure


def draw_outputs(panel, X, column):
    """Draw points X (n, 2) as dark as their numbers in column (n,), and rings where a number is exactly 0."""
    silent = column == 0
    if silent.any():
        panel.scatter(*X[silent].T, s=12, color="white", edgecolor=GREY, linewidth=0.6, label="output exactly 0")
    if not silent.all():
        label = "output not 0"
        panel.scatter(*X[~silent].T, s=14, c=column[~silent], cmap=OUTPUT_COLOURS, linewidth=0, label=label, zorder=3)
