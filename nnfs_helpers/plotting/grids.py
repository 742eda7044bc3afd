"""Arrays drawn as grids of numbers, each with its name and shape underneath, side by side with signs between them."""

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
import numpy as np

from nnfs_helpers.plotting.sketch import canvas, write
from nnfs_helpers.plotting.style import GREY, INK, MAX_WIDTH, told

ROW_HEIGHT, CAPTION_HEIGHT, SIGN_WIDTH, MARGIN = 0.32, 0.5, 0.36, 0.12  # inches
SMALLEST_SCALE = 0.8  # of the text; a wider row of grids leaves numbers out instead


# side: where the caption stands, as shares of the grid's width and height and inches added, and its alignment
CAPTIONS = {
    "below": ((0.5, 1), (0, 0.07), "center", "top"),
    "above": ((0.5, 0), (0, -0.07), "center", "bottom"),
    "right": ((1, 0.5), (0.06, 0), "left", "center"),
    "left": ((0, 0.5), (-0.1, 0), "right", "center"),
}


class Grid:
    """An array of at most two dimensions as cells; upright draws an array of one dimension as a column."""

    def __init__(self, array, name, tone, upright=False, stretched_to=None, caption=None):
        """Keep the numbers. stretched_to is a shape to fill with copies, which are drawn faint and dashed."""
        array = np.asarray(array)
        self.name, self.tone, self.caption = name, tone, caption or f"{name}\n{array.shape}"
        table = array[:, np.newaxis] if upright and array.ndim == 1 else np.atleast_2d(array)
        self.own = table.shape  # rows and columns that are no copies
        if stretched_to is not None:
            table = np.broadcast_to(table, stretched_to)
        self.table = table
        self.resize()

    def resize(self, limit=8, scale=1, narrowest=0.34):
        """Show at most limit rows and columns, in cells that the longest number fits, with the text scaled."""
        self.rows, self.columns = (shown(length, limit) for length in self.table.shape)
        longest = max(len(self.text(row, column)) for row in self.rows for column in self.columns)
        self.scale, self.cell = scale, (max(narrowest, 0.085 * longest + 0.16) * scale, ROW_HEIGHT * scale)
        self.width, self.height = self.cell[0] * len(self.columns), self.cell[1] * len(self.rows)
        self.block = max(self.width, 0.08 * max(map(len, self.caption.split("\n"))) * scale)  # with the caption

    def text(self, row, column):
        """Return the text of one cell; None stands for the rows or columns left out."""
        return "…" if row is None or column is None else told(self.table[row, column])

    def draw(self, axes, x, y, caption="below"):
        """Draw the cells with the upper left corner at (x, y), and the caption on the side that it names."""
        self.x, self.y, group = x, y, f"{self.name} at {x:.2f}, {y:.2f}"
        shares, added, ha, va = CAPTIONS[caption]
        write(
            axes,
            x + shares[0] * self.width + added[0],
            y + shares[1] * self.height + added[1],
            self.caption,
            group,
            "name",
            10 * self.scale,
            self.tone.text,
            ha=ha,
            va=va,
            linespacing=1.3,
        )
        for i, row in enumerate(self.rows):
            for j, column in enumerate(self.columns):
                is_copy = i >= self.own[0] or j >= self.own[1]
                self.draw_cell(axes, i, j, self.text(row, column), "copies" if is_copy else group, is_copy)

    def draw_cell(self, axes, i, j, words, group, is_copy):
        """Draw one number and the cell around it."""
        (width, height), tone = self.cell, self.tone
        x, y = self.x + j * width, self.y + i * height
        look = {"facecolor": "white", "edgecolor": tone.line, "linestyle": (0, (3, 2)), "zorder": 0.9}
        if not is_copy:
            look = {"facecolor": tone.fill, "edgecolor": "white"}
        axes.add_patch(Rectangle((x, y), width, height, linewidth=1, **look))
        write(axes, x + width / 2, y + height / 2, words, group, size=10 * self.scale, colour=GREY if is_copy else INK)

    def mark(self, axes, row=None, column=None):
        """Mark a row, a column, or the one cell where both meet: heavy border, stronger colour."""
        i, n_rows = place(self.rows, row, self.table.shape[0])
        j, n_columns = place(self.columns, column, self.table.shape[1])
        parts = [f"{word} {at}" for word, at in (("row", row), ("column", column)) if at is not None]
        axes.add_patch(
            Rectangle(
                (self.x + j * self.cell[0], self.y + i * self.cell[1]),
                n_columns * self.cell[0],
                n_rows * self.cell[1],
                facecolor=to_rgba(self.tone.line, 0.3),
                edgecolor=self.tone.text,
                linewidth=2.2,
                zorder=2,
                label=f"marked: {', '.join(parts)} of {self.name}",
            )
        )


def shown(length, limit):
    """Return the positions to draw: all, or the first ones, None for an ellipsis, and the last."""
    return [*range(length)] if length <= limit else [*range(limit - 2), None, length - 1]


def place(positions, wanted, length):
    """Return where the wanted row or column is drawn and how many: all if wanted is None."""
    if wanted is None:
        return 0, len(positions)
    wanted %= length
    return positions.index(wanted if wanted in positions else None), 1


def arrange(items, label, top=0.0, right=0.0):
    """Draw grids and signs (str) in a row on a new canvas; top and right leave room. Return figure and axes."""
    grids = [item for item in items if isinstance(item, Grid)]
    fit(grids, MAX_WIDTH - SIGN_WIDTH * (len(items) - len(grids)) - 2 * MARGIN - right)
    width = sum(item.block if isinstance(item, Grid) else SIGN_WIDTH for item in items)
    height = max(grid.height for grid in grids)
    figure, axes = canvas(width + right + 2 * MARGIN, height + CAPTION_HEIGHT + top + 2 * MARGIN, label)
    x, middle = MARGIN, MARGIN + top + height / 2
    for item in items:
        if isinstance(item, Grid):
            item.draw(axes, x + (item.block - item.width) / 2, middle - item.height / 2)
            x += item.block
        else:
            write(axes, x + SIGN_WIDTH / 2, middle, item, "_sign", size=15)
            x += SIGN_WIDTH
    return figure, axes


def fit(grids, width):
    """Resize the grids so that together they are at most as wide as width, in inches."""
    for limit in (8, 6, 5, 4, 3):
        for grid in grids:
            grid.resize(limit)
        scale = min(1, width / sum(grid.block for grid in grids))
        if scale >= SMALLEST_SCALE:
            break
    for grid in grids:
        grid.resize(limit, scale)
