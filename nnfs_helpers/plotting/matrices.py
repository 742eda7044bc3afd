"""Pictures of arrays: products, transposes, shapes, sums along an axis and broadcasting."""

import numpy as np

from nnfs_helpers.plotting import given
from nnfs_helpers.plotting.grids import CAPTION_HEIGHT, MARGIN, Grid, arrange
from nnfs_helpers.plotting.picture import drawing
from nnfs_helpers.plotting.sketch import arrow, canvas, write
from nnfs_helpers.plotting.stacks import Stack
from nnfs_helpers.plotting.style import BIAS, GRADIENT, INPUT, MAX_WIDTH, OUTPUT, WEIGHT


@drawing
def matrix_product(left, right, names=("left", "right"), highlight=None, bias=None, bias_name="biases"):
    """Draw left @ right (+ bias) = result as grids; highlight=(row, column) marks one number of the result.

    A right side of one dimension is the inputs of a layer, which are written on the right of its weights.
    """
    left = given.table(left, "left", False, (1, 2))
    right = given.table(right, "right", False, (1, 2))
    if isinstance(names, str) or len(given.listed(names, "names", '("X", "W")')) != 2:
        raise ValueError(f'names must be two texts, such as ("X", "W"), but it is {given.shown(names)}.')
    sign, tones = ("·", (WEIGHT, INPUT)) if right.ndim == 1 else ("@", (INPUT, WEIGHT))
    label = f"Matrix product {names[0]} {sign} {names[1]}"
    factors = [Grid(left, names[0], tones[0]), sign, Grid(right, names[1], tones[1], upright=True)]
    if left.shape[-1] != right.shape[0]:
        return mismatch(factors, left.shape[-1], right.shape[0], label)
    with np.errstate(all="ignore"):  # inf · 0 is nan, and the picture shows it
        result = left @ right
    if bias is not None:
        bias = given.table(bias, "bias", False, (0, 1, 2))
        result = total(result, bias, "left @ right", "bias")
    upright = left.ndim == 2
    added = [] if bias is None else ["+", Grid(bias, bias_name, BIAS, upright=upright and right.ndim == 1)]
    grids = [*factors, *added, "=", Grid(result, "result", OUTPUT, upright)]
    figure, axes = arrange(grids, label)
    if highlight is not None:
        row, column = given_place(highlight, grids[-1].table.shape)
        grids[0].mark(axes, row=row)
        grids[2].mark(axes, column=column)
        for grid in added[1:]:
            grid.mark(axes, row=row if len(grid.table) > 1 else None, column=column if len(grid.table) == 1 else None)
        grids[-1].mark(axes, row, column)
    return figure


def total(array, other, name, other_name):
    """Return array + other. Raise ValueError if NumPy cannot add them, or if the sum is no matrix."""
    try:
        result = array + other
    except ValueError:
        raise ValueError(
            f"{other_name} has shape {other.shape}, which cannot be added to {name}, of shape {array.shape}: sizes "
            "must be equal, counted from the last, or 1."
        ) from None
    return result


def given_place(highlight, shape):
    """Return highlight as a row and a column of a grid of this shape."""
    row, column = given.row(highlight, "highlight", 2).tolist()
    rows, columns = shape
    row = given.whole(row, "The row of highlight", -rows, rows - 1)
    column = given.whole(column, "The column of highlight", -columns, columns - 1)
    return row, column


def mismatch(factors, n_left, n_right, label):
    """Draw two grids whose inner sizes differ, with the two sizes marked, and a statement in place of a result."""
    figure, axes = arrange([*factors, "="], label, top=0.35, right=1.5)
    for grid, place, words in zip(
        factors[::2], [(0, None), (None, 0)], [f"{n_left} in each row", f"{n_right} in each column"], strict=True
    ):
        grid.mark(axes, *place)
        write(axes, grid.x + grid.width / 2, MARGIN + 0.12, words, colour=GRADIENT.text, weight="bold")
    words = f"no result:\n{n_left} and {n_right}\ndo not match"
    width, height = figure.get_size_inches()
    write(
        axes,
        width - 0.8,
        (height + 0.35 - CAPTION_HEIGHT) / 2,
        words,
        colour=GRADIENT.text,
        weight="bold",
        linespacing=1.5,
        bbox={"facecolor": GRADIENT.fill, "edgecolor": GRADIENT.text, "boxstyle": "round,pad=0.5"},
    )
    return figure


@drawing
def transpose(matrix, name="weights", highlight=0):
    """Draw matrix (n, m) and its transpose (m, n); row number highlight and the column it becomes are marked."""
    matrix = given.table(matrix, "matrix", False)
    highlight = given.whole(highlight, "highlight", -len(matrix), len(matrix) - 1)
    grids = [Grid(matrix, name, WEIGHT), "→", Grid(np.transpose(matrix), f"{name}.T", WEIGHT)]
    figure, axes = arrange(grids, f"{name} and its transpose")
    grids[0].mark(axes, row=highlight)
    grids[2].mark(axes, column=highlight)
    return figure


@drawing
def broadcast(matrix, row):
    """Draw matrix (n, m) + row (m,) or column (n, 1) as NumPy adds them: the smaller one is repeated to fit."""
    matrix = given.table(matrix, "matrix", False, (1, 2))
    row = given.table(row, "row", False, (0, 1, 2))
    result = total(matrix, row, "matrix", "row")
    stretched = Grid(row, "column" if row.shape[-1:] == (1,) else "row", WEIGHT, stretched_to=result.shape)
    figure, _ = arrange(
        [Grid(matrix, "matrix", INPUT), "+", stretched, "=", Grid(result, "result", OUTPUT)], "Broadcasting"
    )
    return figure


@drawing
def axis_sums(matrix):
    """Draw matrix (n, m) with its sums over axis 0 (m,) below it, over axis 1 (n,) on its right, and the total."""
    matrix = given.table(matrix, "matrix", False)
    whole, down = Grid(matrix, "matrix", INPUT), Grid(matrix.sum(axis=0), "sum(axis=0)", OUTPUT)
    right, total = Grid(matrix.sum(axis=1), "sum(axis=1)", OUTPUT, upright=True), Grid(matrix.sum(), "sum()", BIAS)
    for limit in (8, 6, 4):
        for grid in (whole, down, right):
            grid.resize(limit)
        widest = max(whole.cell[0], down.cell[0])
        for grid in (whole, down):
            grid.resize(limit, narrowest=widest)
        if whole.width < MAX_WIDTH - 1:
            break
    x, y, gap = 1.2, 0.6, 0.6
    end_x, end_y = x + whole.width + gap, y + whole.height + gap
    figure, axes = canvas(
        end_x + 1.3, end_y + whole.cell[1] + CAPTION_HEIGHT + MARGIN, "Sums along the axes of a matrix"
    )
    whole.draw(axes, x, y, "above")
    down.draw(axes, x, end_y, "left")
    right.draw(axes, end_x, y, "above")
    total.draw(axes, end_x, end_y)
    for j in range(len(whole.columns)):
        middle = x + (j + 0.5) * whole.cell[0]
        arrow(axes, (middle, end_y - gap + 0.08), (middle, end_y - 0.08))
    for i in range(len(whole.rows)):
        middle = y + (i + 0.5) * whole.cell[1]
        arrow(axes, (end_x - gap + 0.08, middle), (end_x - 0.08, middle))
    return figure


@drawing
def shapes(arrays):
    """Draw arrays of 1, 2 or 3 dimensions as a strip, a grid or a stack of grids, with arrows along the axes."""
    arrays = given.listed(arrays, "arrays", "[[1, 2], [[1, 2], [3, 4]]]")
    arrays = [given.table(array, f"arrays[{i}]", False, (1, 2, 3)) for i, array in enumerate(arrays)]
    stacks = [Stack(array) for array in arrays]
    height = max(stack.height for stack in stacks)
    figure, axes = canvas(sum(stack.width for stack in stacks) + MARGIN, height, "Arrays and their shapes")
    x = MARGIN
    for stack in stacks:
        stack.draw(axes, x, (height - stack.height) / 2)
        x += stack.width
    return figure
