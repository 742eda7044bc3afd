"""Checks of arguments: a good one comes back as a number of Python's own, a bad one is answered with a sentence.

NumPy's own numbers have a size, and a result may have no room in it: np.uint8(200) + np.uint8(100) is 44.
"""

import math

import numpy as np


def shown(value):
    """Return the value as it would be typed, on one line that is not too long."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # an object of somebody's own may fail in its repr
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= 200 else f"{text[:200]} ..."


def is_number(value):
    """Return whether value is one real number, and not True or False."""
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def as_number(value, name, limits="", low=-math.inf, below=math.inf):
    """Return value as a float. Raise ValueError unless it is a finite number from low on, and below another.

    limits says in words what low and below are.
    """
    try:
        number = float(value) if is_number(value) else math.nan
    except OverflowError:  # a whole number of hundreds of digits
        number = math.inf
    if not math.isfinite(number) or not low <= number < below:
        noun = f"a number, {limits}" if limits else "a finite number"
        raise ValueError(f"{name} must be {noun}, but it is {shown(value)}.")
    return number


def as_rate(value, name):
    """Return value as a float. Raise ValueError unless it is a finite number of at least 0."""
    return as_number(value, name, "at least 0", 0)


def as_share(value, name):
    """Return value as a float. Raise ValueError unless it is a number of at least 0 and below 1."""
    return as_number(value, name, "at least 0 and below 1", 0, 1)


def as_epsilon(epsilon):
    """Return epsilon as a float. Raise ValueError unless probabilities can be clipped to [epsilon, 1 - epsilon]."""
    return as_number(epsilon, "epsilon", "at least 0 and below 0.5", 0, 0.5)


def as_size(value, name, largest=None):
    """Return value as an int. Raise ValueError unless it is a whole number of at least 1, and at most the largest."""
    is_whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not is_whole or value < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, but it is {shown(value)}.")
    if largest is not None and value > largest:
        raise ValueError(f"{name} must be at most {largest}, but it is {value}.")
    return int(value)


def check_rng(rng):
    """Raise TypeError unless rng can draw normal numbers."""
    if isinstance(rng, type) or not callable(getattr(rng, "standard_normal", None)):
        raise TypeError(f"rng must be a generator, such as np.random.RandomState(42), but it is {shown(rng)}.")


def check_dense(n_inputs, n_neurons, rng, scale):
    """Raise ValueError or TypeError unless a dense layer can be made of these."""
    as_size(n_inputs, "n_inputs")
    as_size(n_neurons, "n_neurons")
    as_number(scale, "scale")
    check_rng(rng)


def check_seed(seed):
    """Raise ValueError unless NumPy's random numbers can start at seed. None stands for a seed that nobody knows."""
    is_whole = isinstance(seed, (int, np.integer)) and not isinstance(seed, bool)
    if seed is not None and not (is_whole and 0 <= seed < 2**32):
        raise ValueError(f"seed must be a whole number from 0 to 2**32 - 1, but it is {shown(seed)}.")


def check_switch(**switches):
    """Raise ValueError unless each switch given by name is True or False."""
    for name, switch in switches.items():
        if not isinstance(switch, (bool, np.bool_)):
            raise ValueError(f"{name} must be True or False, but it is {shown(switch)}.")


def check_movable(function, values):
    """Raise TypeError or ValueError unless the entries of values can be moved in place, and function called."""
    if not isinstance(values, np.ndarray) or isinstance(values, np.ma.MaskedArray) or values.dtype != float:
        raise TypeError("values must be an array of float64, because its entries are moved in place.")
    if not values.flags.writeable:
        raise ValueError("values is read-only, and its entries are moved in place. Give values.copy().")
    if not callable(function):
        raise TypeError(f"function must be a function of values, but it is {shown(function)}.")


def as_step(step, values):
    """Return step as a float. Raise ValueError unless it is above 0, and large enough to change each of the values."""
    size = as_number(step, "step", "above 0", math.ulp(0.0))
    still = np.isfinite(values) & ((values + size == values) | (values - size == values))
    if still.any():
        number = np.abs(values[still]).max()
        raise ValueError(f"step must be larger: added to {number:g}, {shown(step)} changes nothing.")
    return size


def one_number(result):
    """Return what a function gave as a float. Raise TypeError if it is not one number."""
    shape = getattr(result, "shape", None)
    kind = getattr(getattr(result, "dtype", None), "kind", "f")  # other libraries' types have none
    if is_number(result) or (shape == () and kind in "fiu" and hasattr(result, "__float__")):
        try:
            return float(result)
        except OverflowError:
            raise ValueError("function must return one number, but it returned one that is too large.") from None
    found = f"an array of shape {tuple(shape)}" if shape else shown(result)
    raise TypeError(f"function must return one number, but it returned {found}.")
