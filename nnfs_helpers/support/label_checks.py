"""What class labels must be: class numbers in a row, or one-hot rows; anything else gets a sentence."""

import numpy as np


def check_column(values, shape, name):
    """Raise ValueError if class numbers stand in a column, as in a table with one column."""
    if len(shape) == 2 and shape[1] == 1:
        row = f"{name}.ravel()" if hasattr(values, "ravel") else f"np.ravel({name})"
        raise ValueError(f"{name} has shape {shape}, a column of class numbers. A row is needed: give {row}.")


def check_range(labels, n_classes, name):
    """Return the labels as integers. Raise ValueError unless all are class numbers from 0 to n_classes - 1."""
    if labels.size and labels.min() >= 0 and labels.max() < n_classes:
        numbers = labels.astype(int)
        if np.array_equal(numbers, labels):
            return numbers
    valid = (labels >= 0) & (labels < n_classes) & (labels == np.floor(labels))
    if not valid.all():
        row = int(np.argmin(valid))
        text = (
            f"{name} must be class numbers from 0 to {n_classes - 1}, whole and not negative, "
            f"but the one at [{row}] is {labels[row]:g}."
        )
        raise ValueError(text + (f" {ONE_OUTPUT}" if n_classes == 1 else ""))
    return labels.astype(int)


ONE_OUTPUT = "One output makes one class, 0. Two classes need two outputs, one for each."


def is_one_hot(rows):
    """Return for each row whether it has a single 1 and is 0 everywhere else."""
    return ((rows == 0) | (rows == 1)).all(axis=1) & (rows.sum(axis=1) == 1)


def from_one_hot(rows, n_classes, name):
    """Return the class number of each one-hot row."""
    if rows.shape[1] != n_classes:
        raise ValueError(
            f"{name} has shape {rows.shape}: one-hot rows need {n_classes} columns, one for each class, "
            f"but these have {rows.shape[1]}."
        )
    good = is_one_hot(rows)
    if not good.all():
        row = int(np.argmin(good))
        raise ValueError(f"{name} must be one-hot: a single 1 in each row, all else 0. Row {row} is {rows[row]}.")
    return rows.argmax(axis=1)
