"""Charts: points, lines, bars and the curves of activation functions."""

from matplotlib.patches import Rectangle
import numpy as np

from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.describe import is_named
from nnfs_helpers.plotting.extent import height_of, is_even
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

LOGS = (True, False, "x", "y")
MOST_LINES, MOST_BARS, MOST_CLASSES = 40, 40, 20  # that a reader can tell apart
FLAT = 0.01  # a slope closer to 0 than this counts as none


@drawing
def points(X, y=None, title=None):
    """Draw points X (n, 2) in the plane, with a marker and a colour for each class in y (n,)."""
    X = given.points(X)
    classes = np.zeros(len(X), int) if y is None else given_classes(y, len(X))
    figure, (axes,) = chart(width=6.2, height=0.7 + 4.6 * height_of(X))
    scatter(axes, X, classes)
    axes.set_aspect("equal" if is_even(X) else "auto")
    if y is None:
        axes.collections[0].set_label("points")
    else:
        figure.legend(loc="outside right upper")
    axes.set(title=title, xlabel="x0", ylabel="x1")
    return figure


def given_classes(y, n_points):
    """Return class numbers (n,) of n points, of which a legend has room for all."""
    classes = given.classes(y, n_points)
    count = len(np.unique(classes))
    if count > MOST_CLASSES:
        raise ValueError(f"y has {count} different classes, and the picture has room for {MOST_CLASSES}.")
    return classes


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


@drawing
def lines(x, ys, xlabel, ylabel, title=None, log=False, marks=None, at=None):
    """Draw a line for each label and values (n,) in the dict ys over x (n,); marks are points (x, y, text).

    log=True gives the y axis steps of a factor, log="x" the x axis. at is a dict, text to an x with a vertical line.
    """
    if log not in LOGS:
        raise ValueError(f'log must be True, False or "x", but it is {given.shown(log)}.')
    x, ys = given_lines(x, ys)
    seen = drawn(x, ys, log)
    marks = given_marks(marks or [])
    uprights = given_uprights(at, log)
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
    for mark_x, mark_y, words in marks:
        axes.plot(mark_x, mark_y, "o", color="black", markersize=5, label=f"_{words}")
        axes.annotate(words, (mark_x, mark_y), (7, 7), textcoords="offset points", fontsize=9)
    if not any(shown.any() for _, shown in seen.values()):
        log = False  # there is nothing that the axis could begin with
    scales = {"xscale": "log"} if log == "x" else {"yscale": "log" if log else "linear"}
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title, **scales)
    draw_uprights(axes, uprights)
    say_what_is_missing(axes, seen)
    if len(ys) > 1:
        axes.legend(handles=[line for line in axes.lines if is_named(line) and not line.get_gid()])
    return figure


def given_lines(x, ys):
    """Return x, None or an array (n,), and ys as a dict of arrays (n,), in which NaN and infinity are allowed."""
    ys = given.named(ys, "ys", '{"loss": losses}')
    ys = {str(label): without_huge(given.table(values, f"ys[{label!r}]", False, (1,))) for label, values in ys.items()}
    if len(ys) > MOST_LINES:
        raise ValueError(f"ys has {len(ys)} lines, and the picture has room for {MOST_LINES}.")
    if x is None:
        return None, ys
    x = without_huge(given.table(x, "x", False, (1,)))
    for label, values in ys.items():
        if len(values) != len(x):
            raise ValueError(f"x has {len(x)} numbers, but ys[{label!r}] has {len(values)}: one for each is needed.")
    return x, ys


def without_huge(values):
    """Return values with an infinity in place of numbers that are too large for any axis."""
    return np.where(np.abs(values) > given.LARGEST, np.inf, values)


def given_marks(marks):
    """Return marks as a list of points (x, y, text)."""
    found = []
    if not isinstance(marks, (list, tuple)):
        raise TypeError(f"marks must be a list of points (x, y, text), but it is {given.shown(marks)}.")
    for i, mark in enumerate(marks):
        if not isinstance(mark, (tuple, list)) or len(mark) != 3:
            raise ValueError(f"marks[{i}] must be a point (x, y, text), but it is {given.shown(mark)}.")
        across, along, words = mark
        found.append((given.number(across, f"marks[{i}][0]"), given.number(along, f"marks[{i}][1]"), str(words)))
    return found


def given_uprights(at, log):
    """Return at, None or a dict, as a dict of text to the x of a vertical line."""
    found = {}
    for words, place in ({} if at is None else given.named(at, "at", '{"the limit": 0.8}')).items():
        found[str(words)] = given.number(place, f"at[{words!r}]")
        if log == "x" and found[str(words)] <= 0:
            raise ValueError(f"at[{words!r}] is {place:g}, but an x axis with steps of a factor has no place for it.")
    return found


def draw_uprights(axes, uprights):
    """Draw a grey line from bottom to top at each x of the dict uprights, with its text along it."""
    for words, place in uprights.items():
        label = f"{words} at {short(place)}"
        axes.axvline(place, color=GREY, linewidth=1.2, linestyle=(0, (2, 2)), gid="vertical lines", label=label)
        axes.annotate(
            words,
            (place, 0.97),
            (-3, 0),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            gid="_upright",
            rotation=90,
            ha="right",
            va="top",
            fontsize=9,
            color=GREY,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        )


def drawn(x, ys, log):
    """Return for each label of ys two arrays (n,): whether its points are finite, and whether they can be drawn."""
    found = {}
    for label, values in ys.items():
        places = np.arange(len(values)) if x is None else x
        finite = np.isfinite(values) & np.isfinite(places)
        on_log_axis = places if log == "x" else values
        found[label] = finite, finite & (on_log_axis > 0 if log else True)
    return found


def say_what_is_missing(axes, seen):
    """Write into the panel how many values of each line are missing, and why; nothing if all of them are drawn."""
    height = 0.04
    for label, (finite, shown) in seen.items():
        for count, what in [((~finite).sum(), "finite"), ((finite & ~shown).sum(), "above 0, as a log scale needs it")]:
            if count:
                all_missing = count == len(finite)  # then describe says so of the line itself
                words = f"no value is {what}" if all_missing else f"{count} of {len(finite)} values are not {what}"
                axes.text(
                    0.03,
                    height,
                    f"{label}: {words}",
                    transform=axes.transAxes,
                    gid="_missing" if all_missing else None,
                    fontsize=9,
                    color=GRADIENT.text,
                    zorder=4,
                    bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
                )
                height += 0.08


@drawing
def bars(panels, labels):
    """Draw one panel of bars for each title and values (n,) in the dict panels; labels (n,) name the bars."""
    panels = given.named(panels, "panels", '{"logits": [1, 2]}')
    labels = given_labels(labels)
    panels = {title: given.row(values, f"panels[{title!r}]", len(labels)) for title, values in panels.items()}
    figure, axes = chart(
        len(panels), per_row=4, width=min(7.5, 1 + 2.2 * len(panels)), height=2.8 * -(-len(panels) // 4)
    )
    for i, (panel, (title, values)) in enumerate(zip(axes, panels.items(), strict=True)):
        drawn = panel.bar(labels, values, width=0.65, color=LINE_COLOURS[i % 6])
        panel.bar_label(drawn, [short(value) for value in values], padding=2, gid="_value")
        panel.axhline(0, color=GREY, linewidth=1)
        panel.margins(y=0.15)
        panel.set_title(title)
        panel.grid(False, axis="x")
    return figure


def given_labels(labels):
    """Return labels as a list of different texts."""
    if not np.iterable(labels):
        raise TypeError(f"labels must be a list of texts, one for each bar, but it is {given.shown(labels)}.")
    labels = [str(label) for label in labels]
    for label in labels:
        if labels.count(label) > 1:
            raise ValueError(f"labels must differ, but {label!r} is there {labels.count(label)} times.")
    if len(labels) > MOST_BARS:
        raise ValueError(f"labels has {len(labels)} names, and the picture has room for {MOST_BARS} bars.")
    return labels


@drawing
def ratios(panels):
    """Draw one panel of bars that lie, for each title and dict, name to number, in the dict panels."""
    panels = given_ratios(panels)
    rows = max(map(len, panels.values()))
    figure, axes = chart(
        len(panels),
        per_row=2,
        width=5.6 if len(panels) == 1 else 7.4,
        height=(0.7 + 0.32 * rows) * -(-len(panels) // 2),
    )
    for i, (panel, (title, values)) in enumerate(zip(axes, panels.items(), strict=True)):
        drawn = panel.barh(list(values), list(values.values()), height=0.62, color=LINE_COLOURS[i % 6])
        panel.bar_label(drawn, [short(value) for value in values.values()], padding=3, gid="_value")
        panel.invert_yaxis()  # the first on top
        panel.margins(x=0.18)
        panel.set(title=title, xlim=(0, None))
        panel.grid(False, axis="y")
    return figure


def given_ratios(panels):
    """Return panels as a dict of dicts of numbers."""
    example = '{"time": {"forward": 0.25}}'
    found = {}
    for title, values in given.named(panels, "panels", example).items():
        values = given.named(values, f"panels[{title!r}]", '{"forward": 0.25}')
        found[title] = {
            str(name): given.number(value, f"panels[{title!r}][{name!r}]") for name, value in values.items()
        }
    return found


@drawing
def activations(functions, low=-6, high=6):
    """Draw each function of the dict, name to function, with its slope, from low to high; flat stretches are grey.

    All panels have the same limits: as high as the functions get in the middle third of the inputs.
    """
    functions = given.named(functions, "functions", '{"ReLU": relu}')
    low, high = given.number(low, "low"), given.number(high, "high")
    if not low < high:
        raise ValueError(f"low must be below high, but low is {low:g} and high is {high:g}.")
    columns = min(len(functions), 2 if len(functions) < 5 else 3)
    rows = -(-len(functions) // columns)
    width = min(3.6 * columns, 7.5)
    figure, axes = chart(len(functions), columns, width, 0.5 + 2.4 * rows)
    x = np.linspace(low, high, 801)
    curves = {name: given.curve_of(function, x, name) for name, function in functions.items()}
    middle = np.concatenate([values[267:534] for values in curves.values()])
    limits = min(-0.3, 1.2 * middle.min()), max(1.2, 1.2 * middle.max())
    for panel, (name, values) in zip(axes, curves.items(), strict=True):
        draw_activation(panel, x, values)
        panel.set(title=name, xlabel="input", xlim=(low, high), ylim=limits)
    for panel in axes[::columns]:
        panel.set_ylabel("output, and slope")
    handles, labels = axes[0].get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))  # the first function may be flat in two places
    figure.legend(once.values(), once.keys(), loc="outside lower center", ncols=3)
    return figure


def draw_activation(panel, x, values):
    """Draw values (n,) over x (n,) with a gap at each jump, their slope, and where the slope is 0."""
    values, slopes, steps = curve(x, values)
    panel.plot(x, values, color=INPUT.line, linewidth=2.2, label="output")
    panel.plot(x, slopes, color=GRADIENT.line, linewidth=1.8, linestyle=(0, (4, 2)), label="slope")
    for start, end in flat_stretches(steps):
        draw_flat(panel, x[start], x[end])


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


def draw_flat(panel, start, end):
    """Shade the panel from start to end, where the slope is 0 or near 0."""
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
            label="slope 0 or near 0",
        )
    )
