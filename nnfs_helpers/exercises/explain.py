"""Translate an error in the learner's code: a sentence first, then the line and Python's own words."""

import linecache
import re
import traceback

import numpy as np

from nnfs_helpers.exercises.errors import SENTENCES, TYPES


def explain(failure):
    """Return what went wrong in plain words, then the failing line, the arrays on it and the original error."""
    error, text = failure.error, str(failure.error)
    matches = ((re.search(pattern, text), sentence) for pattern, sentence in SENTENCES)
    said = next((sentence.format(match[0], *match.groups()) for match, sentence in matches if match), None)
    lines = [TYPES.get(type(error).__name__) or said or "Your code stopped with an error."]
    frame, number = last_line(error)
    if frame is not None:
        source = linecache.getline(frame.f_code.co_filename, number).strip()
        lines.append(f"It happened in: {source}" if source else f"It happened in line {number}.")
        if isinstance(error, ValueError | IndexError) and (arrays := arrays_on(source, frame)):
            lines.append(f"On that line: {', '.join(arrays)}.")
    return "\n".join([*lines, f"{type(error).__name__}: {text}".rstrip(": ")])


def last_line(error):
    """Return the frame and the line number in which the learner's own code failed; (None, 0) if it was not reached."""
    reached = (None, 0)
    for frame, number in traceback.walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.split(".")[0] not in ("nnfs_helpers", "numpy"):
            if reached[0] is None or reached[0].f_globals is frame.f_globals:
                reached = (frame, number)
    return reached


def arrays_on(source, frame):
    """Return the names of the arrays that a line of code uses, each with its shape."""
    reach = {**frame.f_globals, **frame.f_locals}
    reach |= {f"self.{name}": value for name, value in getattr(reach.get("self"), "__dict__", {}).items()}
    used = [name for name in re.findall(r"(?<![\w.])(?:self\.)?[^\W\d]\w*", source) if name in reach]
    arrays = [name for name in dict.fromkeys(used) if isinstance(reach[name], np.ndarray)]
    return [f"`{name}` has the shape {np.shape(reach[name])}" for name in arrays]
