"""The plane as an image: which class a network gives to each place."""

from matplotlib.artist import Artist
from matplotlib.colors import to_rgba_array
import numpy as np

from nnfs_helpers.plotting.style import CLASS_FILLS, INK


def packed(colours):
    """Return colours as numbers (n,), the four bytes of a pixel in each: one is moved faster than four."""
    return np.uint8(255 * to_rgba_array(colours)).view(np.uint32).ravel()


FILLS = packed([*CLASS_FILLS, INK])
BORDER = len(CLASS_FILLS)  # the number of the last colour


def edges(X):
    """Return the lowest and the highest number of a square that holds the points X (n, 2), with a margin."""
    return X.min() - 0.1, X.max() + 0.1


def grid(low, high, count):
    """Return the places (count * count, 2) of a square grid, row by row from the bottom."""
    ticks = np.linspace(low, high, count)
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


def stretched(heights, axis, many):
    """Return heights at few even places along an axis as many, on straight lines between them."""
    few = heights.shape[axis]
    places = np.linspace(0, few - 1, many)
    before = np.minimum(places.astype(int), few - 2)
    share = np.float32(places - before)
    if axis == 1:
        share = share[:, None]
    low, high = heights.take(before, axis), heights.take(before + 1, axis)
    return low + share * (high - low)


def largest(heights):
    """Return the number of the largest of k heights (k, n, n) at each place: argmax, faster for a few."""
    found, top = np.zeros(heights.shape[1:], np.uint8), heights[0]
    for k in range(1, len(heights)):
        found[heights[k] > top] = k % BORDER
        top = np.maximum(top, heights[k])
    return found


def class_image(scores, fine):
    """Return an image (fine, fine), packed, of scores on a grid (count * count, k): a colour for each class, borders.

    Between the places of the grid the scores lie on straight lines, as those of a network with ReLU nearly do.
    """
    count = round(len(scores) ** 0.5)
    with np.errstate(over="ignore", invalid="ignore"):  # of a network that has grown out of all bounds
        heights = np.float32(scores.T).reshape(-1, count, count)
        classes = largest(stretched(stretched(heights, 2, fine), 1, fine))
    numbers = classes.copy()
    numbers[:-1][classes[1:] != classes[:-1]] = BORDER
    numbers[:, :-1][classes[:, 1:] != classes[:, :-1]] = BORDER
    return FILLS[numbers]


class PlaneImage(Artist):
    """An image that fills its panel, pixel by pixel: drawn many times as fast as Matplotlib's, which can do more."""

    def __init__(self, panel):
        """Add an empty image to the panel."""
        super().__init__()
        self.pixels = np.full((1, 1), 0xFFFFFFFF, np.uint32)
        panel.add_artist(self)

    def set_data(self, pixels):
        """Show pixels (height, width), each packed into one number, the bottom row first."""
        self.pixels = pixels

    def draw(self, renderer):
        """Draw each of its pixels as large as the panel asks for."""
        box = self.axes.bbox
        left, right, bottom, top = (round(edge) for edge in (box.x0, box.x1, box.y0, box.y1))
        height, width = self.pixels.shape
        rows = np.arange(top - bottom) * height // (top - bottom)
        columns = np.arange(right - left) * width // (right - left)
        pixels = self.pixels.take(rows, axis=0).take(columns, axis=1)
        renderer.draw_image(renderer.new_gc(), left, bottom, pixels.view(np.uint8).reshape(*pixels.shape, 4))
