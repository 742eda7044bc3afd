"""Those who train the same network. Each is a class: made from a case and its data, then train(epochs) is timed."""

from importlib import import_module

# What the page calls them, where they are, and what must be installed.
RIVALS = {
    "this course": ("ours", "Ours", "numpy"),
    "the book's style": ("book", "Book", "numpy"),
    "PyTorch": ("with_torch", "Torch", "torch"),
    "PyTorch, fused Adam": ("with_torch", "FusedTorch", "torch"),
    "scikit-learn": ("with_sklearn", "ScikitLearn", "sklearn"),
    "JAX": ("with_jax", "Jax", "jax"),
    "bare products": ("floor", "Floor", "numpy"),
}


def rival(name):
    """Return the class that has this name on the page."""
    module, attribute, _ = RIVALS[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
