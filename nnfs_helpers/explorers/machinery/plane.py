"""The plane as an image: which class a network gives to each place."""

from matplotlib.colors import to_rgba
import numpy as np

from nnfs_helpers.plotting.style import CLASS_FILLS, INK

FILLS = np.array([to_rgba(fill) for fill in CLASS_FILLS])
BORDER = to_rgba(INK)


def edges(X):
    """Return the lowest and the highest number of a square that holds the points X (n, 2), with a margin."""
    return X.min() - 0.1, X.max() + 0.1


def grid(low, high, count):
    """Return the places (count * count, 2) of a square grid, row by row from the bottom."""
    ticks = np.linspace(low, high, count)
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


def class_image(classes):
    """Return an image (count, count, 4) of class numbers on a grid (count * count,): colours, and dark borders."""
    count = round(len(classes) ** 0.5)
    classes = classes.reshape(count, count)
    colours = FILLS[classes % len(FILLS)]
    border = np.zeros((count, count), bool)
    border[:-1] |= classes[1:] != classes[:-1]
    border[:, :-1] |= classes[:, 1:] != classes[:, :-1]
    colours[border] = BORDER
    return np.uint8(255 * colours)
