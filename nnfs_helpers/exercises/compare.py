"""Compare what came out with what was expected, and say the difference."""

import numpy as np

LARGEST = 1_000_000  # numbers in a result
NUMBERS = np.ndarray | float | int


class Failure:
    """What came out when the code raised an error."""

    def __init__(self, error):
        self.error = error

    def __str__(self):
        return type(self.error).__name__


def plain(value):
    """Return a copy of what came out: numbers, texts, or dicts and lists of them. Else a text that says its type."""
    if value is None or isinstance(value, str | Failure):
        return value
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    try:
        array = np.asarray(value)
        array = array.astype(float) if array.dtype == object else array
    except (TypeError, ValueError):
        return [plain(part) for part in value] if isinstance(value, list | tuple) else f"<{type(value).__name__}>"
    if array.dtype.kind == "U":
        return array.tolist()
    if array.dtype.kind not in "biuf" or array.size > LARGEST:
        return f"<{type(value).__name__} of {array.dtype} with the shape {array.shape}>"
    return array.copy() if array.ndim else array.item()


def same(got, expected):
    """Return whether two plain values are equal: numbers within rounding (also of float32), shapes, names, texts."""
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(same(got[name], expected[name]) for name in expected)
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, Failure) and isinstance(expected, Failure):
        return type(got.error) is type(expected.error)
    if got is None or expected is None or isinstance(got, str) or isinstance(expected, str):
        return type(got) is type(expected) and got == expected
    try:
        got, expected = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    if got.size == expected.size == 1:
        got, expected = got.ravel(), expected.ravel()
    return got.shape == expected.shape and np.allclose(got, expected, rtol=1e-4, atol=1e-6, equal_nan=True)


class Shown:
    """A value in a sentence: str() is short, and its shape and its parts can be named."""

    def __init__(self, value):
        self.value = plain(value)
        self.shape = None if isinstance(self.value, dict | list | Failure) else np.shape(self.value)

    def __getitem__(self, key):
        return Shown(self.value[key])

    def __str__(self):
        value = self.value
        if isinstance(value, dict):
            return ", ".join(f"{name} = {Shown(part)}" for name, part in value.items())
        if isinstance(value, list):
            return f"[{', '.join(str(Shown(part)) for part in value)}]"
        if not isinstance(value, np.ndarray):
            return f"{value:.5g}" if isinstance(value, float) else str(value)
        if value.dtype.kind == "f":
            value = np.round(value, 4) + 0.0  # + 0.0 turns -0 into 0
        digits = {"float_kind": lambda number: f"{number:.4f}".rstrip("0")}
        text = np.array2string(value, separator=", ", threshold=24, edgeitems=2, formatter=digits)
        return " ".join(text.split()).replace("[ ", "[")


def difference(case, got, expected):
    """Return a text with the first case that differs: inputs, what came out, what was expected; shapes first."""
    if isinstance(expected, dict) and isinstance(got, dict):
        name = next(name for name in [*expected, *got] if not same(got.get(name), expected.get(name)))
        return f"In `{name}`. " + difference(case, got.get(name), expected.get(name))
    lines = [f"For {name} = {Shown(value)}" for name, value in case.items() if "..." not in str(Shown(value))]
    if got is None:
        return "\n".join([*lines, "your code gave None. Is a line with `return` missing?"])
    if isinstance(got, NUMBERS) and isinstance(expected, NUMBERS):
        got, expected = np.asarray(got), np.asarray(expected)
        if got.dtype.kind in "iu" and not same(expected, np.round(expected)):
            lines.append("your result is made of whole numbers, which cut off decimals. Begin with an array of floats.")
        if got.shape != expected.shape and not got.size == expected.size == 1:
            lines.append(f"the shape is {got.shape}, and {expected.shape} was expected.")
        elif expected.size > 24 or str(Shown(got)) == str(Shown(expected)):
            return "\n".join([*lines, entries(got.astype(float), expected.astype(float))])
    return "\n".join([*lines, f"you got      {Shown(got)}", f"expected was {Shown(expected)}"])


def entries(got, expected):
    """Return a text with the first entries in which two long arrays differ."""
    places = np.argwhere(~np.isclose(got, expected, rtol=1e-4, atol=1e-6, equal_nan=True))
    lines = [f"{len(places)} of {expected.size} entries differ, among them:"]
    for place in map(tuple, places[:4].tolist()):
        lines.append(f"  at {list(place)}: you got {got[place]:.5g}, expected was {expected[place]:.5g}")
    return "\n".join(lines)
