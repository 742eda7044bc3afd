"""Compare what came out with what was expected, and say the difference."""

import traceback

import numpy as np


def same(got, expected):
    """Return whether two results are equal: numbers within rounding (also of float32), shapes, names, failures."""
    if isinstance(expected, dict) or isinstance(got, dict):
        both = isinstance(got, dict) and isinstance(expected, dict) and got.keys() == expected.keys()
        return both and all(same(got[name], expected[name]) for name in expected)
    if hasattr(expected, "error") or hasattr(got, "error"):
        return cause(getattr(got, "error", None)) == cause(getattr(expected, "error", None))
    if expected is None or got is None or isinstance(expected, str) or isinstance(got, str):
        return type(got) is type(expected) and got == expected
    try:
        got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    if got.size == expected.size == 1:
        got, expected = got.ravel(), expected.ravel()
    return got.shape == expected.shape and np.allclose(got, expected, rtol=1e-4, atol=1e-6, equal_nan=True)


def cause(error):
    """Return what two errors must share to count as equal: the type; a missing attribute also owner and method."""
    if not isinstance(error, AttributeError):
        return type(error)
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    library = type(error.obj).__module__.partition(".")[0] in ("builtins", "numpy")
    return AttributeError, library, frame.f_code.co_name


class Shown:
    """A value in a sentence: str() is short, and its shape and its entries can be named."""

    def __init__(self, value):
        self.value = value
        self.shape = np.shape(value) if not isinstance(value, dict) else None

    def __getitem__(self, key):
        return Shown(self.value[key])

    def __str__(self):
        if isinstance(self.value, dict):
            return ", ".join(f"{name} = {Shown(value)}" for name, value in self.value.items())
        if isinstance(self.value, str) or not np.ndim(self.value):
            return f"{self.value:.5g}" if isinstance(self.value, float | np.floating) else str(self.value)
        try:
            array = np.round(np.asarray(self.value, dtype=float), 4) + 0.0
        except (TypeError, ValueError):
            return repr(self.value)
        return " ".join(np.array2string(array, separator=", ", threshold=24, edgeitems=2, suppress_small=True).split())


def difference(case, got, expected):
    """Return a text with the first case that differs: inputs, what came out, what was expected; shapes first."""
    if isinstance(expected, dict) and isinstance(got, dict):
        name = next(name for name in expected if not same(got.get(name), expected[name]))
        return f"In `{name}`. " + difference(case, got.get(name), expected[name])
    lines = [f"For {name} = {Shown(value)}" for name, value in case.items() if np.size(value) <= 24]
    if got is None:
        return "\n".join([*lines, "your code gave None. Is a line with `return` missing?"])
    if np.shape(got) != np.shape(expected):
        lines.append(f"the shape is {np.shape(got)}, and {np.shape(expected)} was expected.")
    elif np.size(expected) > 24:
        return "\n".join([*lines, entries(np.asarray(got, dtype=float), np.asarray(expected, dtype=float))])
    return "\n".join([*lines, f"you got      {Shown(got)}", f"expected was {Shown(expected)}"])


def entries(got, expected):
    """Return a text with the first entries in which two long arrays differ."""
    places = np.argwhere(~np.isclose(got, expected, rtol=1e-4, atol=1e-6, equal_nan=True))
    lines = [f"{len(places)} of {expected.size} entries differ, among them:"]
    for place in map(tuple, places[:4].tolist()):
        lines.append(f"  at {list(place)}: you got {got[place]:.5g}, expected was {expected[place]:.5g}")
    return "\n".join(lines)
