"""The text alternative of a figure, read off the artists that are in it: lines, bars, points, images and texts.

Two marks on an artist help. A gid groups texts: "inputs" on every number of a grid. A label says what an artist is:
"name" on the text that names its group, "value" on a number. A gid or label that begins with _ keeps an artist out.
"""

from matplotlib.collections import PathCollection
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
import numpy as np

from nnfs_helpers.plotting.style import part, short
from nnfs_helpers.support.argument_checks import shown

LIST_AT_MOST = 6  # longer lines are summarised


def describe(figure):
    """Return sentences (str) that say what the figure, a Matplotlib Figure, shows, with the numbers drawn."""
    if not isinstance(figure, Figure):
        raise TypeError(f"figure must be a Matplotlib figure, such as picture.figure, but it is {shown(figure)}.")
    parts = [figure.get_label()]
    if figure.get_suptitle():
        parts.append(figure.get_suptitle())
    for axes in figure.axes:
        parts += describe_axes(axes)
    return " ".join(part[0].upper() + part[1:].removesuffix(".") + "." for part in parts if part)


def describe_axes(axes):
    """Return a list of sentences (str) about one panel; a colour bar is not a panel of its own."""
    if axes.get_label() == "<colorbar>":
        return []
    points = [group for group in axes.collections if isinstance(group, PathCollection) and is_named(group)]
    with_regions = any(image.get_gid() == "regions" for image in axes.images)
    return [
        axes.get_title(),
        describe_axis_labels(axes),
        *(describe_image(image) for image in axes.images if np.ndim(image.get_array()) == 2),
        *(describe_line(line) for line in axes.lines if is_named(line) and not line.get_gid()),
        *(describe_bars(bars, axes) for bars in axes.containers),
        *(describe_contours(group) for group in axes.collections if isinstance(group, ContourSet) and is_named(group)),
        *([describe_inside(points)] if with_regions else map(describe_points, points)),
        "; ".join(describe_area(patch, axes) for patch in axes.patches if is_named(patch)),
        "; ".join(describe_groups([*axes.lines, *axes.texts])),
    ]


def is_named(artist):
    """Return whether the artist has a label of its own and is visible."""
    label = str(artist.get_label())
    return bool(label) and not label.startswith("_") and artist.get_visible()


def describe_axis_labels(axes):
    """Return for example: x axis: epoch, y axis: loss (log scale)."""
    if not axes.axison:
        return ""
    names = {"x": (axes.get_xlabel(), axes.get_xscale()), "y": (axes.get_ylabel(), axes.get_yscale())}
    return ", ".join(
        f"{axis} axis: {name}" + (" (log scale)" if scale == "log" else "")
        for axis, (name, scale) in names.items()
        if name
    )


def point(x, y):
    """Return for example (1, 2.5)."""
    return f"({short(x)}, {short(y)})"


def span(values):
    """Return for example: -1 to 2.5."""
    return f"{short(np.nanmin(values))} to {short(np.nanmax(values))}"


def describe_line(line):
    """Return the line's label and its points, or first, last, lowest and highest if there are many."""
    x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
    seen = np.flatnonzero(on_axis(x, line.axes.get_xscale()) & on_axis(y, line.axes.get_yscale()))
    if not len(seen):
        what = "finite" if not np.isfinite(x + y).any() else "above 0, as a log scale needs it"
        return f"{line.get_label()}: no value is {what}"
    if len(x) <= LIST_AT_MOST:
        return f"{line.get_label()}: " + ", ".join(map(point, x, y))
    first, last = seen[0], seen[-1]
    return (
        f"{line.get_label()}: from {point(x[first], y[first])} to {point(x[last], y[last])}, "
        f"lowest {short(y[seen].min())}, highest {short(y[seen].max())}"
    )


def on_axis(values, scale):
    """Return for each value (n,) whether it has a place on an axis of this scale."""
    return np.isfinite(values) & ((values > 0) | (scale != "log"))


def describe_bars(bars, axes):
    """Return each bar's tick label with its length, and where it begins if that is not 0."""
    if bars.orientation == "horizontal":
        labels, ends = axes.get_yticklabels(), [(bar.get_x(), bar.get_width()) for bar in bars]
    else:
        labels, ends = axes.get_xticklabels(), [(bar.get_y(), bar.get_height()) for bar in bars]
    texts = [f"{label.get_text()}, {describe_bar(*end)}" for label, end in zip(labels, ends, strict=True)]
    return "Bars: " + "; ".join(texts)


def describe_bar(start, length):
    """Return the length of a bar that begins at 0, or from where to where any other goes."""
    return short(length) if abs(start) < 1e-9 else f"from {short(start)} to {short(start + length)}"


def describe_contours(contours):
    """Return the label of a contour plot and the range of its heights, or the label alone if it is one border."""
    if contours.get_gid() == "border":
        return contours.get_label()
    return f"{contours.get_label()}: {short(contours.zmin)} to {short(contours.zmax)}"


def describe_points(group):
    """Return the label of a group of points, how many there are and where."""
    x, y = np.ma.filled(np.ma.asarray(group.get_offsets(), dtype=float), np.nan).T
    if not np.isfinite(x + y).any():
        return f"{group.get_label()}: no points"
    return f"{group.get_label()}: {len(x)} points, x {span(x)}, y {span(y)}"


def describe_inside(groups):
    """Return which share of the points lies in the region of its class: those that are not hollow."""
    counts = [(len(group.get_offsets()), group.get_gid() != "hollow") for group in groups]
    total = sum(count for count, _ in counts)
    inside = sum(count for count, is_inside in counts if is_inside)
    return f"{part(inside / total)} of the {total} points lie in the region of their class"


def describe_image(image):
    """Return size, range and number of zeros of an image, or how much of the plane each class has, in steps of 5 %."""
    cells = image.get_array()
    if image.get_gid() == "regions":
        classes, counts = np.unique(cells.compressed(), return_counts=True)
        shares = [
            f"class {k} about {5 * round(20 * count / cells.size)} %" for k, count in zip(classes, counts, strict=True)
        ]
        return "Regions: " + ", ".join(shares)
    zeros = np.ma.count_masked(cells)
    rows, columns = cells.shape
    if zeros == cells.size:
        return f"{rows} rows and {columns} columns, and all numbers are exactly 0"
    return f"{rows} rows and {columns} columns from {span(cells.compressed())}, {zeros} of {cells.size} are exactly 0"


def describe_area(patch, axes):
    """Return the label of a marked area, and where on the x axis it lies if there is one."""
    if not axes.axison:
        return patch.get_label()
    return f"{patch.get_label()} for x from {short(patch.get_x())} to {short(patch.get_x() + patch.get_width())}"


def describe_groups(artists):
    """Return a list: each text that stands alone, and each group of texts or lines as one, in the order drawn."""
    groups = {}
    for artist in artists:
        gid = artist.get_gid()
        if plain(artist) and (gid or isinstance(artist, Text)) and not str(gid).startswith("_"):
            groups.setdefault(gid or artist, []).append(artist)
    return [describe_group(gid, group) for gid, group in groups.items()]


def describe_group(gid, artists):
    """Return for example: inputs (2, 2): [1, 2], [3, 4]. Texts at the same height are one row."""
    names = [plain(artist) for artist in artists if artist.get_label() == "name"]
    rows = {}
    for artist in artists:
        if artist.get_label() != "name":
            height = round(artist.get_position()[1], 2) if isinstance(artist, Text) else 0
            rows.setdefault(height, []).append(plain(artist))
    is_table = len(rows) > 1 and max(map(len, rows.values())) > 1
    lines = [", ".join(row) for row in rows.values()]
    content = ", ".join(f"[{line}]" if is_table else line for line in lines)
    name = " ".join(names) or (gid if isinstance(gid, str) else "")
    return f"{name}: {content}" if name and content else name + content


def plain(artist):
    """Return a line's label, or a text's words in one line, after its role if that is not "name": value 6."""
    if not isinstance(artist, Text):
        return artist.get_label() if is_named(artist) else ""
    words = " ".join(artist.get_text().split())
    if isinstance(artist, Annotation) and words:
        words += f" at {point(*artist.xy)}"
    return f"{artist.get_label()} {words}" if words and artist.get_label() not in ("", "name") else words
