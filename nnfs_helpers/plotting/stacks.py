"""An array of up to three dimensions as a stack of grids, with an arrow along each axis."""

from nnfs_helpers.plotting.grids import Grid
from nnfs_helpers.plotting.sketch import arrow, write
from nnfs_helpers.plotting.style import INPUT

SHIFT, GAP = 0.35, 0.14  # inches from one grid of a stack to the next: to the right, and between them
LEFT, TOP, RIGHT, BOTTOM = 0.45, 0.5, 0.35, 0.6


class Stack:
    """One grid for each index of axis 0 if there are three dimensions, else a single grid."""

    def __init__(self, array):
        """Make the grids of an array of 1, 2 or 3 dimensions and measure the stack in inches."""
        self.ndim = array.ndim
        self.caption = f"{array.ndim} dimension{'s' * (array.ndim > 1)}\n{array.shape}"
        parts = enumerate(array) if array.ndim == 3 else [(None, array)]
        self.grids = [Grid(part, "", INPUT, caption=self.caption if k is None else f"[{k}]") for k, part in parts]
        widest = max(grid.cell[0] for grid in self.grids)
        for grid in self.grids:
            grid.resize(narrowest=widest)
        steps, first = len(self.grids) - 1, self.grids[0]
        self.right, self.down = steps * SHIFT, steps * (first.height + GAP)  # from the first grid to the last
        self.width = LEFT + max(first.width + self.right, 0.9) + RIGHT
        self.height = TOP + first.height + self.down + BOTTOM

    def draw(self, axes, x, y):
        """Draw grids, arrows and shape; (x, y) is the upper left corner of the stack."""
        x, y, first = x + LEFT, y + TOP, self.grids[0]
        if self.ndim == 3:
            write(
                axes,
                x + (first.width + self.right) / 2,
                y + self.down + first.height + 0.07,
                self.caption,
                colour=INPUT.text,
                va="top",
                linespacing=1.3,
            )
        for k, grid in enumerate(self.grids):
            share = k / max(len(self.grids) - 1, 1)
            grid.draw(axes, x + share * self.right, y + share * self.down, "right" if self.ndim == 3 else "below")
        self.draw_axes(axes, x, y, first)

    def draw_axes(self, axes, x, y, first):
        """Draw the arrows: the last axis runs right, the one before it down, a third from grid to grid."""
        across, down = (x, y - 0.12), (x - 0.12, y)
        named_arrow(axes, across, (x + first.width, y - 0.12), f"axis {self.ndim - 1}", (0, -0.14), 0)
        if self.ndim > 1:
            named_arrow(axes, down, (x - 0.12, y + first.height), f"axis {self.ndim - 2}", (-0.14, 0), 90)
        if self.ndim == 3:
            corner = (x - 0.12, y + first.height + 0.1)
            named_arrow(axes, corner, (corner[0] + self.right, y + self.down + first.height), "axis 0", (-0.3, 0.08), 0)


def named_arrow(axes, start, end, name, offset, rotation):
    """Draw an arrow with its name beside its middle."""
    arrow(axes, start, end)
    middle = ((start[0] + end[0]) / 2 + offset[0], (start[1] + end[1]) / 2 + offset[1])
    write(axes, *middle, name, "_axis", size=9, rotation=rotation)
