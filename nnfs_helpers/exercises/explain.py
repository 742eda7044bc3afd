"""Translate an error in the learner's code: a sentence first, then the line and Python's own words."""

import linecache
import re
import traceback

import numpy as np


def explain(failure, case):
    """Return what went wrong in plain words, with the arrays' names, then the failing line and the original error."""
    error = failure.error
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if "nnfs_helpers" not in frame.f_code.co_filename]
    names = arrays_by_shape(case, frames[-1] if frames else None)
    text = str(error)
    sentence = next((say(match, names) for pattern, say in SENTENCES if (match := re.search(pattern, text))), None)
    if isinstance(error, TimeoutError):
        sentence = f"Your code was stopped: {text}. Is there a loop that never ends?"
    lines = [sentence or "Your code stopped with an error."]
    if frames:
        number = next(n for f, n in reversed(list(traceback.walk_tb(error.__traceback__))) if f is frames[-1])
        source = linecache.getline(frames[-1].f_code.co_filename, number).strip()
        lines.append(f"It happened in: {source}" if source else f"It happened in line {number} of your cell.")
    return "\n".join([*lines, f"{type(error).__name__}: {text}"])


def arrays_by_shape(case, frame):
    """Return {shape as text: names} for the arrays of the case and those in reach of the line that failed."""
    reach = dict(case)
    if frame is not None:
        reach |= frame.f_locals
        owner = frame.f_locals.get("self")
        reach |= {f"self.{name}": value for name, value in getattr(owner, "__dict__", {}).items()}
    found = {}
    for name, value in reach.items():
        if isinstance(value, np.ndarray | list | tuple):
            try:
                found.setdefault(str(np.shape(value)).replace(" ", ""), []).append(f"`{name}`")
            except ValueError:
                continue  # a ragged list has no shape
    return found


def named(shape, names):
    """Return a shape with the names of the arrays that have it."""
    owners = " or ".join(dict.fromkeys(names.get(shape.replace(" ", ""), [])))
    return f"{owners} with the shape {shape}" if owners else f"an array of the shape {shape}"


def do_not_fit(match, names):
    """Return the sentence for two arrays whose product has different inner numbers."""
    return (
        f"Two arrays do not fit in a product: {named(match[1], names)}, and {named(match[2], names)}. "
        "The inner numbers must be equal. Does one of the two have to be transposed?"
    )


SENTENCES = [
    (r"shapes (\([\d, ]*\)) and (\([\d, ]*\)) not aligned", do_not_fit),
    (
        r"matmul: Input operand 1 has a mismatch.*\(size (\d+) is different from (\d+)\)",
        lambda match, names: f"The inner numbers of a product with @ differ: {match[2]} on the left, {match[1]} on the "
        "right. Does one of the two arrays have to be transposed?",
    ),
    (
        r"could not be broadcast together with shapes (\([\d, ]*\)) (\([\d, ]*\))",
        lambda match, names: f"Two shapes cannot be combined number by number: {named(match[1], names)}, and "
        f"{named(match[2], names)}. Was `keepdims=True` forgotten, or a transpose?",
    ),
    (r"name '(\w+)' is not defined", lambda match, names: f"The name `{match[1]}` is used before it has a value."),
    (
        r"'(?:list|int|float)' object has no attribute 'astype'",
        lambda match, names: "`nnfs.init()` has changed NumPy in this notebook. Restart the kernel, and leave that call out.",
    ),
    (
        r"'(\w+)' object has no attribute '(\w+)'",
        lambda match, names: f"`self.{match[2]}` is used, but no method of `{match[1]}` that ran before has stored it.",
    ),
    (
        r"Cannot cast ufunc '(\w+)' output from .* to dtype\('u?int",
        lambda match, names: "An array of whole numbers is changed in place, and the result has decimals. "
        "Make it an array of floats first.",
    ),
    (
        r"^neither returned nor stored: (self\.\w+)",
        lambda match, names: f"Your method has no `return`, and `{match[1]}` is not stored either. Where is its result?",
    ),
    (
        r"NoneType",
        lambda match, names: "Something is None. Often a function or a method has no `return`.",
    ),
    (
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        lambda match, names: f"The index {match[1]} is too large: there are only {match[3]} entries along axis {match[2]}.",
    ),
    (
        r"takes (\d+) positional arguments? but (\d+) (?:was|were) given|missing \d+ required positional",
        lambda match, names: "The number of arguments is another one than the exercise says. Compare the first line of "
        "your function with the one in the exercise.",
    ),
]
