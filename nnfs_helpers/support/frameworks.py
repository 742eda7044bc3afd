"""The frameworks of chapter 15: what is missing, and a start without chatter. There is no mathematics in it."""

from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
import os
import sys

NEEDED = ("tensorflow", "keras", "torch", "jax", "safetensors")
HOW_TO = "pip install -r requirements-frameworks.txt, in the course's folder and with the course's Python"
SETTINGS = {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}  # read once, while TensorFlow is imported


def lacking(names):
    """Return what of these packages is not installed, as a text; "" if all are."""
    return ", ".join(name for name in names if not is_here(name))


def is_here(name):
    """Return whether a package is installed."""
    try:
        return find_spec(name) is not None
    except ValueError:  # somebody has put something else in its place
        return False


def quiet_start():
    """Import TensorFlow, which talks when it is imported. Raise ModuleNotFoundError, a sentence, if one is missing."""
    if missing := lacking(NEEDED):
        raise ModuleNotFoundError(
            f"This chapter needs {missing}, not installed here: {HOW_TO}, gets all of them, "
            "and the page can be read without."
        )
    load(["tensorflow"])


def load(names):
    """Import packages without what they say."""
    os.environ.update(SETTINGS)
    with silence():
        for name in names:
            import_module(name)


class Later:
    """A package that is imported when something of it is first asked for."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        return getattr(import_module(self._name), name)


@contextmanager
def silence():
    """Inside, what programs in other languages write to the standard error is dropped: Python's own way misses it."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
