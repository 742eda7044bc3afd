"""Translate an error in the learner's code: a sentence first, then the line and Python's own words."""

import difflib
import inspect
import re
import traceback
import types

import numpy as np

from nnfs_helpers.exercises.machinery.errors import SENTENCES
from nnfs_helpers.exercises.machinery.stubs import methods_of


def explain(error, chapter=0, arguments=()):
    """Return what went wrong in plain words, then the failing line, the arrays on it and the original error.

    chapter is the number of the learner's chapter, whose words and those of earlier ones may be used; 0 for all words.
    arguments are the names that the exercise gives values for.
    """
    text = f"{type(error).__name__}: {error}".rstrip(": ")
    lines = [in_words(text, chapter, arguments)]
    frame, source = last_line(error)
    if similar := similar_name(error, frame):
        lines.append(similar)
    if source:
        lines.append(f"It happened in: {source}")
        if isinstance(error, ValueError | IndexError) and (arrays := arrays_on(source, frame)):
            lines.append(f"On that line: {', '.join(arrays)}.")
    if source or type(error) is not LookupError:  # that one is the check's own, and says what the sentence says
        lines.append(text)
    return "\n".join(lines)


def in_words(text, chapter, arguments):
    """Return the sentence for the text of an error, passing over those for later chapters or other exercises."""
    for pattern, condition, sentence in SENTENCES:
        match = re.search(pattern, text)
        if match and fits(condition.split(), chapter, arguments):
            return " ".join(sentence.split()).format(match[0], *match.groups())
    raise LookupError("the last pattern must fit every text")


def fits(words, chapter, arguments):
    """Return whether the words of a condition hold: "chapter" with a number, names of arguments, or none."""
    if words[:1] == ["chapter"]:
        return not chapter or int(words[1]) <= chapter
    return not words or not set(words).isdisjoint(arguments)


def similar_name(error, frame):
    """Return a sentence on a name that is read and differs by a letter or two from one that is there; else ""."""
    if isinstance(error, AttributeError) and not isinstance(error.obj, types.ModuleType):
        there = [name for name in vars(error.obj)] if hasattr(error.obj, "__dict__") else []
        names = [f"self.{name}" for name in difflib.get_close_matches(error.name or "", there, n=1)]
        wanted = f"self.{error.name}"
    elif isinstance(error, NameError) and frame is not None:
        if owner := kept_by(frame.f_locals.get("self"), error.name):
            return owner
        there = {**frame.f_globals, **frame.f_locals}
        names = difflib.get_close_matches(error.name or "", [name for name in there if name != error.name], n=1)
        wanted = error.name
    else:
        return ""
    return f"`{wanted}` is read, and `{names[0]}` is there: are they meant to be the same?" if names else ""


def kept_by(owner, name):
    """Return a sentence on a name that a method reads, and that belongs to its object or to another method; else ""."""
    if name in getattr(owner, "__dict__", {}):
        return f"There is a `self.{name}`: without `self.` a method sees nothing of its object."
    for method, function in methods_of(type(owner)).items():
        if name in inspect.signature(function).parameters:
            return f"`{name}` is an argument of `{method}`, and other methods do not see it. Keep it in `self` there."
    return ""


def last_line(error):
    """Return the frame and the line in which the learner's own code failed; (None, "") if it was not reached.

    The learner's code is the first that does not belong to the course or to NumPy, and all that stands in one cell
    with it. What that code calls may be a class of another cell, in which nothing has to be repaired.
    """
    last = None, ""
    steps = traceback.walk_tb(error.__traceback__)
    for (frame, _), step in zip(steps, traceback.extract_tb(error.__traceback__), strict=True):
        module = frame.f_globals.get("__name__", "").split(".")[0]
        if module in ("nnfs_helpers", "numpy"):
            continue
        if last[0] is None or last[0].f_code.co_filename == frame.f_code.co_filename:
            last = frame, step.line
    return last


def arrays_on(source, frame):
    """Return the names of the arrays that a line of code uses, each with its shape."""
    reach = {**frame.f_globals, **frame.f_locals}
    reach |= {f"self.{name}": value for name, value in getattr(reach.get("self"), "__dict__", {}).items()}
    used = dict.fromkeys(re.findall(r"(?<![\w.])(?:self\.)?[^\W\d]\w*", source))
    return [f"`{name}` has the shape {reach[name].shape}" for name in used if isinstance(reach.get(name), np.ndarray)]
