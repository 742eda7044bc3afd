"""What a saved file holds: words for the layers, and numbers. It is read without pickle, so it cannot run code."""

import re

import numpy as np

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy

FORMAT, VERSION = "nnfs_helpers.Network", 1
NAMES = {"format", "version", "parameters", "layers", "loss"}
KINDS = {kind.__name__: kind for kind in (Dense, ReLU, Sigmoid, Softmax, CategoricalCrossEntropy, SoftmaxCrossEntropy)}
LAYER = re.compile(r"Dense [1-9]\d{0,8} [1-9]\d{0,8}|ReLU|Sigmoid|Softmax")
LOSS = re.compile(r"(CategoricalCrossEntropy|SoftmaxCrossEntropy) (\d\.?\d*e-\d+|0\.\d+)")


def words(part):
    """Return a layer or loss as text: "Dense 2 64", "ReLU". Raise TypeError if it is none of the course's."""
    kind = type(part).__name__
    if KINDS.get(kind) is not type(part):
        raise TypeError(f"save knows {', '.join(KINDS)}, but not {kind}. Save network.parameters yourself: np.save.")
    if kind == "Dense":
        return f"Dense {part.weights.shape[0]} {part.weights.shape[1]}"
    epsilon = getattr(getattr(part, "loss", part), "epsilon", None)
    return kind if epsilon is None else f"{kind} {float(epsilon)!r}"


def make(text):
    """Return a new layer or loss from its words."""
    kind, *numbers = str(text).split()
    return KINDS[kind](*map(int if kind == "Dense" else float, numbers))


def read_arrays(path):
    """Return the arrays in the file as a dict. Raise ValueError if it is damaged or of another kind."""
    with open(path, "rb") as file:
        try:
            with np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
        except Exception:  # zip, zlib and NumPy each have their own for a file that is cut, bent or foreign
            raise ValueError(f"{path} is damaged, or it is not a file that save has written.") from None


def check_saved(arrays, path):
    """Return the arrays of a saved network. Raise ValueError with a sentence if they are not one."""
    if _text(arrays.get("format")) != FORMAT:
        raise ValueError(f"{path} is not a network of this course: it holds {', '.join(sorted(arrays)) or 'nothing'}.")
    version = arrays.get("version", np.array("missing"))
    if version.shape != () or version.dtype.kind != "i" or version > VERSION:
        raise ValueError(
            f"{path} has the version {version}, and this course reads version {VERSION}. Update the course."
        )
    if problem := _problem(arrays):
        raise ValueError(f"{path} is damaged: {problem}.")
    return arrays


def _text(array):
    """Return the text that an array of one text holds, or nothing."""
    return str(array) if isinstance(array, np.ndarray) and array.shape == () and array.dtype.kind == "U" else ""


def _problem(arrays):
    """What is wrong with the parts of a saved network, or None."""
    if set(arrays) != NAMES or arrays["version"] < 1:
        return f"it holds {', '.join(sorted(arrays))}"
    layers, parameters = arrays["layers"], arrays["parameters"]
    if layers.ndim != 1 or layers.dtype.kind != "U" or not all(LAYER.fullmatch(text) for text in layers):
        return "its layers cannot be read"
    if not LOSS.fullmatch(_text(arrays["loss"])):
        return "its loss cannot be read"
    if parameters.ndim != 1 or parameters.dtype not in (np.float32, np.float64) or not np.isfinite(parameters).all():
        return "its parameters are not a row of finite numbers"
    sizes = [list(map(int, text.split()[1:])) for text in layers if text.startswith("Dense")]
    needed = sum(n_inputs * n_neurons + n_neurons for n_inputs, n_neurons in sizes)
    if needed != len(parameters):
        return f"its layers need {needed} parameters, and it has {len(parameters)}"
    return None
