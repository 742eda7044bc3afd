"""Short texts that move: letters as outlines, which are drawn many times as fast as Matplotlib's text."""

from functools import lru_cache

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

POINTS_PER_INCH = 72
SHIFTS = {"left": 0, "center": 0.5, "right": 1}  # share of the text's width that stands left of x


@lru_cache(maxsize=4096)
def outline(words, size):
    """Return the letters of words (str) as a path that begins at (0, 0), size inches high."""
    return TextPath((0, 0), words, size=size)


class Words(PathPatch):
    """A text that can be moved, on axes measured in inches with y running down."""

    def __init__(self, axes, colour, size=10):
        """Add an empty text to the axes; size is in points."""
        super().__init__(Path([(0, 0)]), facecolor=colour, linewidth=0)
        self.size = size / POINTS_PER_INCH
        axes.add_patch(self)

    def put(self, x, y, words, align="center"):
        """Show words (str) in the line through y; x is their left end, their center or their right end."""
        self.set_label(words)
        self.set_visible(bool(words))  # Matplotlib cannot outline an empty text
        if words:
            letters = outline(words, self.size)
            begin = x - SHIFTS[align] * letters.vertices[:, 0].max()
            middle = y + 0.36 * self.size  # half the height of a capital
            self.set_path(Path(letters.vertices * (1, -1) + (begin, middle), letters.codes))
