"""Translate an error in the learner's code: a sentence first, then the line and Python's own words."""

import re
import traceback

import numpy as np

from nnfs_helpers.exercises.errors import SENTENCES


def explain(error):
    """Return what went wrong in plain words, then the failing line, the arrays on it and the original error."""
    text = f"{type(error).__name__}: {error}".rstrip(": ")
    matches = ((re.search(pattern, text), sentence) for pattern, sentence in SENTENCES)
    lines = [next(sentence.format(match[0], *match.groups()) for match, sentence in matches if match)]
    frame, source = last_line(error)
    if source:
        lines.append(f"It happened in: {source}")
        if isinstance(error, ValueError | IndexError) and (arrays := arrays_on(source, frame)):
            lines.append(f"On that line: {', '.join(arrays)}.")
    return "\n".join([*lines, text])


def last_line(error):
    """Return the frame and the line in which the learner's own code failed; (None, "") if it was not reached."""
    last, steps = (None, ""), traceback.walk_tb(error.__traceback__)
    for (frame, _), step in zip(steps, traceback.extract_tb(error.__traceback__), strict=True):
        module = frame.f_globals.get("__name__", "").split(".")[0]
        if module not in ("nnfs_helpers", "numpy") and (last[0] is None or last[0].f_globals is frame.f_globals):
            last = frame, step.line
    return last


def arrays_on(source, frame):
    """Return the names of the arrays that a line of code uses, each with its shape."""
    reach = {**frame.f_globals, **frame.f_locals}
    reach |= {f"self.{name}": value for name, value in getattr(reach.get("self"), "__dict__", {}).items()}
    used = dict.fromkeys(re.findall(r"(?<![\w.])(?:self\.)?[^\W\d]\w*", source))
    return [f"`{name}` has the shape {reach[name].shape}" for name in used if isinstance(reach.get(name), np.ndarray)]
