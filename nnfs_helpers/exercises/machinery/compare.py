"""Compare what came out with what was expected, and say the difference."""

import re

import numpy as np

DEEPEST = 3  # dicts in dicts: no answer needs more
NUMBERS = np.ndarray | float | int
OWNER = re.compile(r"'\w+' object|\w+\.(?=\w+\(\))")  # a class's own name, in the text of an error
CLOSE = {"rtol": 1e-4, "atol": 1e-6, "equal_nan": True}  # results in float32 are good enough


def plain(value, depth=0):
    """Return a copy of what came out: numbers, a text, an error, None, or a dict of those. Else only its type."""
    if value is None or isinstance(value, BaseException):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        if depth == DEEPEST or not all(type(name) is str for name in value):
            return f"<{type(value).__name__}>"
        return {name: plain(part, depth + 1) for name, part in value.items()}
    array = np.array(value)
    if array.dtype.kind not in "biuf":
        return f"<{type(value).__name__}>"
    return array if array.ndim else array.item()


def cause(error):
    """Return the text of an error, alike for np.dot and @, for a * b and b * a, and for classes of any name."""
    text = OWNER.sub("", str(error))
    if sizes := re.search(r"not aligned: (\d+) .* != (\d+)", text):
        return f"{sizes[1]} is not {sizes[2]}"
    if sizes := re.search(r"size (\d+) is different from (\d+)", text):
        return f"{sizes[2]} is not {sizes[1]}"
    return re.sub(r"(\([\d,]+\)) (\([\d,]+\))", lambda shapes: " ".join(sorted(shapes.groups())), text)


def same(got, expected):
    """Return whether two results are equal: numbers within rounding, shapes, names, texts, errors."""
    got, expected = plain(got), plain(expected)
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(same(got[name], expected[name]) for name in expected)
    if isinstance(got, BaseException):
        return type(got) is type(expected) and cause(got) == cause(expected)
    if not isinstance(got, NUMBERS) or not isinstance(expected, NUMBERS):
        return type(got) is type(expected) and got == expected
    if np.size(got) == np.size(expected) == 1:
        got, expected = np.ravel(got), np.ravel(expected)
    return np.shape(got) == np.shape(expected) and np.allclose(got, expected, **CLOSE)


class Shown:
    """A value in a sentence: str() is short, and its shape and its parts can be named."""

    def __init__(self, value):
        self.value = plain(value)
        self.shape = np.shape(self.value)

    def __getitem__(self, key):
        return Shown(self.value[key])

    def __str__(self):
        if isinstance(self.value, dict):
            return ", ".join(f"{name} = {Shown(part)}" for name, part in self.value.items())
        if not isinstance(self.value, np.ndarray):
            return f"{self.value:.5g}" if isinstance(self.value, float) else str(self.value)
        digits = {"float_kind": lambda number: f"{round(number, 4) + 0.0:.4f}".rstrip("0")}  # + 0.0: no -0
        text = np.array2string(self.value, separator=", ", threshold=24, edgeitems=2, formatter=digits)
        return " ".join(text.split()).replace("[ ", "[")


def difference(case, got, expected):
    """Return a text with the first case that differs: inputs, what came out, what was expected; shapes first."""
    if isinstance(expected, dict) and isinstance(got, dict):
        name = next(name for name in [*expected, *got] if not same(got.get(name), expected.get(name)))
        return f"In `{name}`. " + difference(case, got.get(name), expected.get(name))
    lines = [f"For {name} = {Shown(value)}" for name, value in case.items() if "..." not in str(Shown(value))]
    if got is None:
        return "\n".join([*lines, "your code gave None. Is a line with `return` missing?"])
    if isinstance(got, str) and np.ndim(expected) == 0 and re.fullmatch(r"[-+.\d]+", got):
        return "\n".join([*lines, f"your code gave the text {got!r}, and a number was expected. Take away the quotes."])
    if isinstance(got, NUMBERS) and np.shape(got) != np.shape(expected):
        lines.append(f"the shape is {np.shape(got)}, and {np.shape(expected)} was expected.")
    elif isinstance(got, np.ndarray) and (got.size > 24 or str(Shown(got)) == str(Shown(expected))):
        places = np.argwhere(~np.isclose(got, expected, **CLOSE)).tolist()
        lines.append(f"{len(places)} of {got.size} entries differ, among them:")
        got = {f"at {place}": got[tuple(place)] for place in places[:4]}
        expected = {f"at {place}": expected[tuple(place)] for place in places[:4]}
    return "\n".join([*lines, f"you got      {Shown(got)}", f"expected was {Shown(expected)}"])
