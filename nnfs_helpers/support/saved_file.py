"""What a saved file holds: a text for each layer, and numbers. It is read without pickle, so it cannot run code."""

import os
import re
import textwrap

import numpy as np

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.support.argument_checks import as_epsilon
from nnfs_helpers.support.checks import as_finite
from nnfs_helpers.support.network_checks import as_layers
from nnfs_helpers.support.network_views import check_parts
from nnfs_helpers.support.saved_path import place_of, unreadable

FORMAT, VERSION = "nnfs_helpers.Network", 1
NAMES = {"format", "version", "parameters", "layers", "loss"}
KINDS = {kind.__name__: kind for kind in (Dense, ReLU, Sigmoid, Softmax, CategoricalCrossEntropy, SoftmaxCrossEntropy)}
LAYER = re.compile(r"Dense [1-9]\d{0,8} [1-9]\d{0,8}|ReLU|Sigmoid|Softmax")
LOSS = re.compile(r"(CategoricalCrossEntropy|SoftmaxCrossEntropy) (\d\.?\d*e-\d+|0\.\d+)")


def check_savable(network):
    """Raise ValueError if load would refuse the network, or get another: better now than when it is needed."""
    check_parts(network)
    as_layers(network.layers, network.loss)
    as_finite(network.parameters, "parameters")


def to_text(part):
    """Return a layer or loss as text: "Dense 2 64", "ReLU". Raise TypeError if it is none of the course's."""
    kind = type(part).__name__
    if KINDS.get(kind) is not type(part):
        raise TypeError(f"save knows {', '.join(KINDS)}, but not {kind}. Save network.parameters yourself: np.save.")
    if kind == "Dense":
        return f"Dense {part.weights.shape[0]} {part.weights.shape[1]}"
    epsilon = getattr(getattr(part, "loss", part), "epsilon", None)
    if epsilon is None:
        return kind
    return f"{kind} {as_epsilon(epsilon)!r}"


def from_text(text):
    """Return the new layer or loss that a text stands for."""
    kind, *numbers = str(text).split()
    if kind == "Dense":
        return Dense(*map(int, numbers), rng=np.random.RandomState(0))  # NumPy's shared numbers are left alone
    return KINDS[kind](*map(float, numbers))


def read_arrays(path):
    """Return the arrays in the file as a dict. Raise ValueError if it is damaged or of another kind."""
    try:
        file = open(place_of(path), "rb")
    except OSError as error:
        raise unreadable(path, error) from None
    with file:
        try:
            with np.load(file, allow_pickle=False) as archive:
                if any(part.compress_type for part in archive.zip.infolist()) or archive.zip.testzip():
                    raise ValueError("save compresses nothing, and every part must have its checksum")
                return {name: np.asarray(archive[name]) for name in archive.files}
        except Exception:  # zip, zlib and NumPy each have their own for a file that is cut, bent or foreign
            raise ValueError(f"{path} is damaged, or it is not a file that save has written.") from None


def check_saved(arrays, path):
    """Raise ValueError, with a sentence that begins with the path, unless these arrays are a saved network."""
    if _text(arrays.get("format")) != FORMAT:
        raise ValueError(f"{path} is not a network of this course: it holds {_listed(arrays)}.")
    version = arrays.get("version", np.array("missing"))
    is_number = version.shape == () and version.dtype.kind == "i"
    if is_number and version > VERSION:
        raise ValueError(
            f"{path} has the version {version}, and this course reads version {VERSION}. Update the course."
        )
    problem = _problem(arrays) if is_number and version > 0 else "its version is not a number from 1 on"
    if problem:
        raise ValueError(f"{path} is damaged: {problem}.")
    try:
        as_layers([from_text(text) for text in arrays["layers"]], from_text(arrays["loss"]))
    except ValueError as error:
        if _is_older(arrays):
            raise ValueError(
                f"{path} was saved by an earlier release of this course, and this one refuses its network. {error} "
                "Its numbers are good: make a network with Dense layers of the same sizes, and then "
                f'network.parameters[...] = np.load({os.fsdecode(path)!r})["parameters"].'
            ) from None
        raise ValueError(f"{path} is damaged: its layers make no network. {error}") from None


def _text(array):
    """Return the text that an array of one text holds, or nothing."""
    return str(array) if isinstance(array, np.ndarray) and array.shape == () and array.dtype.kind == "U" else ""


def _listed(arrays):
    """The names of the arrays, on one line that is not too long."""
    return textwrap.shorten(", ".join(sorted(arrays)), 100, placeholder=" ...") or "nothing"


def _problem(arrays):
    """What is wrong with the parts of a saved network, or None."""
    if set(arrays) != NAMES:
        return f"it holds {_listed(arrays)}"
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


def _is_older(arrays):
    """Return whether earlier releases saved such a network: one with a Sigmoid at its end, or an epsilon up to 1."""
    layers = list(arrays["layers"])
    loss = str(arrays["loss"]).split()[0]
    if layers[-1:] == ["Sigmoid"]:
        layers.pop()
        loss = "SoftmaxCrossEntropy"
    try:
        as_layers([from_text(text) for text in layers], from_text(loss))
    except ValueError:
        return False
    return True
