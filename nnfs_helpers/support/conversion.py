"""Any kind of values as an array of NumPy's numbers, or a sentence that says why they are none."""

from collections.abc import Sequence

import numpy as np


def as_numbers(values, name):
    """Return values as an array of numbers. Raise ValueError with a sentence for anything that holds none."""
    try:
        array = np.asarray(values)
    except Exception as error:  # each library has its own for what NumPy cannot read
        raise ValueError(_unreadable(name, error)) from None
    if array.dtype.kind not in "fiub":
        text = f"{name} must be numbers, but NumPy makes an array of type {array.dtype} of them."
        raise ValueError(text + _way_out(values, array, name))
    if type(values) is not np.ndarray and (n_hidden := _hidden_entries(values)):
        entries = "entry" if n_hidden == 1 else "entries"
        raise ValueError(
            f"{name} is a masked array with {n_hidden} hidden {entries}. "
            "Fill them, as filled(0) does, or leave out the rows that have them."
        )
    return array


def _unreadable(name, error):
    """Why NumPy could not read the values."""
    reason = " ".join(str(error).split())
    if "inhomogeneous" in reason:
        return f"{name} must have rows of equal length. NumPy says: {reason}"
    return f"{name} cannot be made a NumPy array. The reason given: {reason}"


def _way_out(values, array, name):
    """One more sentence, if there is a short way to numbers; else nothing."""
    if hasattr(values, "toarray"):
        return f" A sparse matrix becomes an array with {name}.toarray()."
    if array.dtype.kind == "O" and array.ndim and all(hasattr(part, "__float__") for part in array.flat):
        return f" If all of them are numbers, give np.array({name}, dtype=float)."
    return ""


def _hidden_entries(values):
    """How many entries are masked, in a masked array or in a list of them."""
    if isinstance(values, np.ma.MaskedArray):
        return int(np.ma.count_masked(values))
    if isinstance(values, (list, tuple)):
        inner = [part for part in values if isinstance(part, (Sequence, np.ma.MaskedArray))]
        return sum(_hidden_entries(part) for part in inner)
    return 0
