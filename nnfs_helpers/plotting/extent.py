"""Where points lie in a panel: its edges, and whether a unit is equally long on both axes."""

import numpy as np

USUAL = (0.6, 4.0)  # sizes of data for which a margin of 0.15 looks well
MARGIN, SHARE = 0.15, 0.08  # the margin, and its share of any other size
FLATTEST, STEEPEST = 0.6, 2.0  # height by width; beyond these a picture is no page any more
OTHERWISE = 0.75  # height by width of a panel whose axes have different units


def is_even(X):
    """Return whether points X (n, 2) can be drawn with units of the same length on both axes."""
    width, height = np.ptp(X, axis=0) + 2 * even_margin(X)
    return FLATTEST <= height / width <= STEEPEST


def even_margin(X):
    """Return the margin around points X (n, 2), the same on both axes."""
    size = np.ptp(X, axis=0).max()
    if USUAL[0] <= size <= USUAL[1]:
        return MARGIN
    return SHARE * size or max(MARGIN, SHARE * np.abs(X).max())


def height_of(X):
    """Return how high the points X (n, 2) lie, compared with how wide, with the margin around them."""
    width, height = np.ptp(X, axis=0) + 2 * even_margin(X)
    return height / width if is_even(X) else OTHERWISE


def edges_of(X):
    """Return the edges (left, right, bottom, top) of a panel around points X (n, 2)."""
    (left, bottom), (right, top) = X.min(axis=0), X.max(axis=0)
    across = even_margin(X) if is_even(X) else own_margin(X[:, 0])
    along = even_margin(X) if is_even(X) else own_margin(X[:, 1])
    return left - across, right + across, bottom - along, top + along


def own_margin(values):
    """Return the margin of one axis with values (n,)."""
    return SHARE * np.ptp(values) or max(MARGIN, SHARE * np.abs(values).max())
