"""The look that all pictures share: colours, markers, dashes, numbers in short form, and how a figure begins."""

from contextlib import contextmanager
from decimal import Decimal
from typing import NamedTuple

import matplotlib
from matplotlib.figure import Figure
import numpy as np

MAX_WIDTH = 7.5  # inches; a picture is shown with 96 pixels to the inch
PAGE = 10  # inches: no picture is wider or higher, because a page could not show it, and drawing it could take minutes
INK, GREY, FAINT = "#222222", "#595959", "#D9D9D9"


class Tone(NamedTuple):
    """One meaning in three shades: a light fill, a line, and a dark shade for text on white or on the fill."""

    fill: str
    line: str
    text: str


# The lines are the colours of Okabe and Ito, which colour-blind readers can tell apart. Orange is a little darker here.
INPUT = Tone("#DCEBF7", "#0072B2", "#00507D")
WEIGHT = Tone("#FDEFCF", "#C98500", "#754F00")
BIAS = Tone("#F8E6F0", "#CC79A7", "#8A2D62")
OUTPUT = Tone("#D8F0E8", "#009E73", "#00604A")
GRADIENT = Tone("#FBE3D3", "#D55E00", "#A34700")
PLAIN = Tone("#F4F4F4", "#8C8C8C", INK)

CLASS_COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#555555"]
CLASS_FILLS = ["#CFE3F1", "#FBE6B8", "#CBEBE1", "#F4DFEA", "#DDF0FB", "#F8D8C2", "#DDDDDD"]
CLASS_MARKERS = "os^Dv*X"
LINE_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#A8457C", "#222222", "#C98500"]
LINE_MARKERS = "os^Dv*"  # of lines that are too rough for dashes
LINE_DASHES = ["-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (9, 3))]

SETTINGS = {
    "figure.dpi": 96,
    "font.size": 10,
    "text.color": INK,
    "axes.titlesize": 11,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.7,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "hatch.linewidth": 0.8,
}


@contextmanager
def house_style():
    """Inside the with block Matplotlib has the settings of this module; afterwards it has those it had before."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        yield


def short(number):
    """Return the number as text with at most 4 significant digits, 6 from 1000 on; noise below 1e-9 is 0."""
    if not np.isfinite(number):
        return f"{number:g}"  # nan or inf
    number = float(f"{float(number):.10g}")  # 0.12345 and 0.12345 plus a rounding error become the same text
    if abs(number) < 1e-9:
        return "0"
    if number == round(number, 0) and abs(number) < 1e6:
        return f"{number:.0f}"
    return f"{number:.6g}" if 1000 <= abs(number) < 1e6 else f"{number:.4g}"


def exact(number, least=0):
    """Return the number as text with as many digits as it needs, at most ten, and at least so many decimals.

    0.25 is 0.25, also if one decimal is enough for its neighbours; rounding errors are left out.
    """
    number = float(f"{float(number):.10g}") + 0.0  # + 0.0: never -0
    if not np.isfinite(number) or abs(number) >= 1e10 or 0 < abs(number) < 1e-6:
        return f"{number:.10g}"
    decimals = len(f"{Decimal(repr(number)).normalize():f}".partition(".")[2])
    return f"{number:.{max(least, decimals)}f}"


def told(number, most=8):
    """Return the number as text, exact if that is no longer than so many letters, else short."""
    words = exact(number)
    return words if len(words) <= most and abs(number) >= 1e-9 else short(number)


def rounded(number, places):
    """Return the number as text, rounded to so many decimals, but never to fewer than two digits of its own."""
    number = float(f"{float(number):.10g}") + 0.0
    if not np.isfinite(number) or abs(number) >= 1e10:
        return f"{number:.4g}"
    if abs(number) < 1e-9:
        number = 0.0  # noise
    fixed = f"{number:.{places}f}"
    if float(fixed) == number or len(fixed.strip("-").replace(".", "").lstrip("0")) >= 2:
        return fixed
    return exact(f"{number:.2g}", places)


def part(share, places=2):
    """Return a share from 0 to 1 as text; it reads as 1 or 0 only if it is all or nothing."""
    while places < 9 and 0 < share < 1 and round(share, places) in (0, 1):
        places += 1
    return f"{share:.{places}f}"


def check_page(width, height):
    """Raise ValueError unless a picture of this size, in inches, fits a page."""
    if width > PAGE or height > PAGE:
        raise ValueError(
            f"The picture would be {width:.0f} inches wide and {height:.0f} high, and a page has room for {PAGE} by "
            f"{PAGE}. Draw fewer parts: fewer numbers, rows or panels."
        )


def chart(panels=1, per_row=2, width=5.2, height=3.4, **options):
    """Return a figure and a list of its axes, laid out in rows; width and height are in inches."""
    columns = min(panels, per_row)
    rows = -(-panels // columns)
    check_page(width, height)
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = list(figure.subplots(rows, columns, squeeze=False, **options).flat)
    for unused in axes[panels:]:
        unused.remove()
    return figure, axes[:panels]
