"""The pieces that diagrams are made of: a canvas measured in inches, circles, boxes, arrows and texts."""

from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from nnfs_helpers.plotting.style import GREY, INK, check_page


def canvas(width, height, label=""):
    """Return a figure and axes without frame: x runs right, y runs down, both in inches."""
    check_page(width, height)
    figure = Figure(figsize=(width, height))
    figure.set_label(label)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def write(axes, x, y, words, group=None, role=None, size=10, colour=INK, **options):
    """Write words centred at (x, y). group and role are for describe: texts of one group, a name or a value."""
    options = {"ha": "center", "va": "center", **options}
    text = axes.text(x, y, words, fontsize=size, color=colour, gid=group, **options)
    text.set_label(role or "")
    return text


def circle(axes, x, y, radius, tone, **options):
    """Draw a circle around (x, y), filled with the tone."""
    options = {"linewidth": 1.3, **options}
    axes.add_patch(Circle((x, y), radius, facecolor=tone.fill, edgecolor=tone.text, zorder=3, **options))


def box(axes, x, y, width, height, tone, **options):
    """Draw a box with round corners around the centre (x, y)."""
    shape = FancyBboxPatch(
        (x - width / 2, y - height / 2),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=0.1",
        facecolor=tone.fill,
        edgecolor=tone.text,
        linewidth=1.3,
        zorder=3,
        **options,
    )
    axes.add_patch(shape)


def arrow(axes, start, end, colour=GREY, width=1.2, **options):
    """Draw an arrow from start to end, two points (x, y)."""
    style = {
        "arrowstyle": "-|>,head_width=0.22,head_length=0.45",
        "color": colour,
        "lw": width,
        "shrinkA": 0,
        "shrinkB": 0,
        "mutation_scale": 13,
        **options,
    }
    axes.annotate("", end, start, arrowprops=style)
