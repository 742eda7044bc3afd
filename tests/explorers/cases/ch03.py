"""Chapter 3: what two shapes must give, computed apart."""

from nnfs_helpers import explorers


def matcher_oracle(state):
    """The rule of the inner sizes, written out, with NumPy's words when they differ."""
    left = state["samples"], state["inputs"]
    right = (state["expected"], state["neurons"]) if state["transpose"] else (state["neurons"], state["expected"])
    if left[1] != right[0]:
        shapes = f"shapes ({left[0]},{left[1]}) and ({right[0]},{right[1]}) not aligned"
        return [f"collides. NumPy says: {shapes}: {left[1]} (dim 1) != {right[0]} (dim 0)."]
    means_it = left[1] == state["expected"] and (state["transpose"] or state["expected"] == state["neurons"] == 1)
    return [f"with shapes {left} and {right} gives {(left[0], right[1])}", "is right" if means_it else "wrong"]


CASES = {"ShapeMatcher": (explorers.ShapeMatcher, matcher_oracle)}
