"""The frameworks of chapter 15: what is missing, and a start without chatter. There is no mathematics in it."""

from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
import os
import sys

NEEDED = ("tensorflow", "keras", "torch", "jax", "safetensors")
SETTINGS = {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}  # read once, while TensorFlow is imported


def quiet_start():
    """Import TensorFlow, which talks when it is imported. Raise ModuleNotFoundError, a sentence, if one is missing."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ModuleNotFoundError(
            f"This chapter needs {', '.join(missing)}, not installed here: pip install -r requirements-frameworks.txt, "
            "in the course's folder and with the course's Python, gets all of them, and the page can be read without."
        )
    os.environ.update(SETTINGS)
    with silence():
        import_module("tensorflow")


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
