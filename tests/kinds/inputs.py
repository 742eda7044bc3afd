"""Kinds of input: each name stands for a function that makes that kind from a plain array of floats.

SAME holds the same numbers in another wrapping: an entry point gives the result of the plain array, or a sentence.
WHOLE does so if the numbers of the plain array are whole and between 0 and 100.
BAD holds no numbers to compute with: an entry point answers with a ValueError or TypeError that has these words.
"""

from decimal import Decimal
from importlib.util import find_spec

import numpy as np

# Wrappings that NumPy does not know: they stand in for the libraries, which are not installed everywhere


class LikeJax:
    """An array as JAX has it: it can be read, nothing in it can change, and operators give another one of its kind."""

    __array_priority__ = 100  # NumPy's operators, += among them, hand over to those of this class

    def __init__(self, values):
        self.values = np.array(values)
        self.shape, self.dtype, self.ndim = self.values.shape, self.values.dtype, self.values.ndim

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)

    def __len__(self):
        return len(self.values)

    def __getitem__(self, place):
        return LikeJax(self.values[place])

    def __setitem__(self, place, value):
        raise TypeError("JAX arrays are immutable and do not support in-place item assignment.")

    def __add__(self, other):
        return LikeJax(self.values + np.asarray(other))

    def __mul__(self, other):
        return LikeJax(self.values * np.asarray(other))

    def __sub__(self, other):
        return LikeJax(self.values - np.asarray(other))

    def __rsub__(self, other):
        return LikeJax(np.asarray(other) - self.values)

    def __pow__(self, power):
        return LikeJax(self.values**power)

    __radd__, __rmul__ = __add__, __mul__


class LikeTorch:
    """A tensor: NumPy can read it, but it has no part in NumPy's arithmetic."""

    __array_priority__ = 1000

    def __init__(self, values):
        self.values = np.array(values)
        self.shape = self.values.shape

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)

    def __len__(self):
        return len(self.values)

    def max(self):
        """As in torch, without NumPy's arguments."""
        return LikeTorch(self.values.max())


class LikeTorchWithGradient(LikeTorch):
    """A tensor that is part of a computation whose gradients are wanted."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")


class LikeBfloat16(LikeTorch):
    """A tensor of a type that NumPy does not have."""

    def __array__(self, dtype=None, copy=None):
        raise TypeError("Got unsupported ScalarType BFloat16")


class LikePandas:
    """A Series or DataFrame: its index is shuffled, and its max does not take NumPy's arguments."""

    def __init__(self, values):
        self.values = np.array(values)
        self.shape = self.values.shape
        self.index = list(range(self.shape[0] if self.shape else 0))[::-1]

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)

    def __len__(self):
        return len(self.values)

    def __getitem__(self, name):
        return self.values[self.index.index(name)]

    def __iter__(self):
        return iter(self.values)

    def max(self, axis=0):
        """As in pandas: no initial."""
        return self.values.max(axis=axis)


class LikeSparse:
    """A sparse matrix: NumPy makes an array with one object of it."""

    def __init__(self, values):
        self.shape = np.shape(values)

    def __len__(self):
        raise TypeError("sparse array length is ambiguous; use getnnz()")


class HostileRepr:
    """Something whose text cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


# Making each kind


def first_masked(values):
    """A masked array whose first entry is hidden, with -999 under the mask."""
    array = np.ma.array(values, copy=True)
    array.flat[0] = -999
    mask = np.zeros(array.shape, bool)
    mask.flat[0] = True
    return np.ma.array(array.data, mask=mask)


def read_only(values):
    """The array, locked."""
    array = np.array(values)
    array.setflags(write=False)
    return array


def strided(values):
    """A view of every second number of a larger array."""
    values = np.array(values)
    array = np.full((*values.shape[:-1], 2 * values.shape[-1]) if values.ndim else (2,), 7.0)
    array[..., ::2] = values if values.ndim else [float(values)]
    return array[..., ::2] if values.ndim else array[0]


def objects(values):
    """An array of Python's own numbers."""
    return np.array(values, dtype=object)


def decimals(values):
    """An array of decimal numbers."""
    return np.vectorize(Decimal, otypes=[object])(np.array(values, float))


def first_replaced(value, dtype=float):
    """A function that makes an array in which the first entry is another."""

    def _make(values):
        array = np.array(values, dtype)
        array.flat[0] = value
        return array

    return _make


def ragged(values):
    """Lists of unequal lengths."""
    return [*np.array(values).tolist(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]


SAME = {
    "list": lambda values: np.array(values).tolist(),
    "tuple": lambda values: tuple(map(tuple, values)) if np.ndim(values) == 2 else tuple(np.array(values).tolist()),
    "list of arrays": lambda values: list(np.array(values)),
    "read-only": read_only,
    "Fortran": np.asfortranarray,
    "strided": strided,
    "big-endian": lambda values: np.array(values).astype(">f8"),
    "longdouble": lambda values: np.array(values).astype(np.longdouble),
    "mask that hides nothing": lambda values: np.ma.array(values, mask=False, copy=True),
    "like JAX": LikeJax,
    "like torch": LikeTorch,
    "like pandas": LikePandas,
}

WHOLE = {
    "int64": lambda values: np.array(values, np.int64),
    "int8": lambda values: np.array(values, np.int8),
    "uint8": lambda values: np.array(values, np.uint8),
    "float16": lambda values: np.array(values, np.float16),
    "float32": lambda values: np.array(values, np.float32),
}

BAD = {
    "masked": (first_masked, "masked array with 1 hidden entry"),
    "objects": (objects, "must be numbers.* type object"),
    "decimals": (decimals, "must be numbers.* type object"),
    "None in it": (first_replaced(None, object), "must be numbers.* type object"),
    "texts": (lambda values: np.array(values).astype(str), "must be numbers.* type <U"),
    "bytes": (lambda values: np.array(values).astype("S8"), r"must be numbers.* type \|S8"),
    "complex": (lambda values: np.array(values, complex), "must be numbers.* type complex128"),
    "dates": (lambda values: np.array(values).astype("M8[D]"), "must be numbers.* type datetime64"),
    "records": (lambda values: np.array(values).view([("x", "f8")]), "must be numbers.* type"),
    "ragged": (ragged, "must have rows of equal length"),
    "None": (lambda values: None, "must be numbers.* type object"),
    "text": (lambda values: "cat", "must be numbers.* type <U3"),
    "dict": (lambda values: {"a": values}, "must be numbers.* type object"),
    "set": (lambda values: {1.0, 2.0}, "must be numbers.* type object"),
    "generator": (lambda values: iter(np.array(values).tolist()), "must be numbers.* type object"),
    "function": (lambda values: np.max, "must be numbers.* type object"),
    "class": (lambda values: np.ndarray, "must be numbers.* type object"),
    "like sparse": (LikeSparse, "must be numbers.* type object"),
    "hostile repr": (lambda values: HostileRepr(), "must be numbers.* type object"),
    "like torch with gradient": (LikeTorchWithGradient, "cannot be made a NumPy array.*requires grad"),
    "like bfloat16": (LikeBfloat16, "cannot be made a NumPy array.*BFloat16"),
}

BAD |= {  # what is said above of a tensor, of a list of such
    "list like torch with gradient": (
        lambda values: [LikeTorchWithGradient(row) for row in np.array(values)],
        "cannot be made a NumPy array.*requires grad",
    ),
    "list like bfloat16": (
        lambda values: [LikeBfloat16(row) for row in np.array(values)],
        "cannot be made a NumPy array.*BFloat16",
    ),
    "list that begins with plain numbers": (
        lambda values: [*np.array(values).tolist()[:-1], LikeTorchWithGradient(np.array(values)[-1])],
        "cannot be made a NumPy array.*requires grad",
    ),
}

NOT_FINITE = {  # BAD for data and parameters; in gradients they are what they are
    "NaN": (first_replaced(np.nan), "must be finite numbers, but the entry at .* is nan"),
    "inf": (first_replaced(np.inf), "must be finite numbers, but the entry at .* is inf"),
}


# The libraries themselves, where they are installed


def real_kinds():
    """The kinds SAME and BAD once more, made by JAX, PyTorch, TensorFlow, pandas and SciPy: those that are here."""
    same, bad = {}, {}
    if find_spec("jax"):
        import jax

        jax.config.update("jax_enable_x64", True)
        same["JAX"] = jax.numpy.asarray
    if find_spec("torch"):
        import torch

        same["torch"] = lambda values: torch.tensor(np.array(values))
        bad["torch with gradient"] = (
            lambda values: torch.tensor(np.array(values, float), requires_grad=True),
            "cannot be made a NumPy array.*requires grad",
        )
        bad["bfloat16"] = (
            lambda values: torch.tensor(np.array(values)).to(torch.bfloat16),
            "cannot be made a NumPy array.*BFloat16",
        )
        bad |= {
            f"list of {kind}": (lambda values, make=bad[kind][0]: list(make(values)), bad[kind][1])
            for kind in ("torch with gradient", "bfloat16")
        }
    if find_spec("tensorflow"):
        import tensorflow

        same["TensorFlow"] = lambda values: tensorflow.constant(np.array(values))
    if find_spec("pandas"):
        import pandas

        same["pandas"] = lambda values: (pandas.Series if np.ndim(values) < 2 else pandas.DataFrame)(np.array(values))
    if find_spec("scipy"):
        from scipy import sparse

        bad["sparse"] = (lambda values: sparse.csr_array(np.atleast_2d(values)), "must be numbers.* type object")
    return same, bad
