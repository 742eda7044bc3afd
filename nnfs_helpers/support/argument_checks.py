"""Checks of arguments: what a constructor or a function is told, each answered with a sentence that names it."""

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


def check_draws(rng, scale):
    """Raise TypeError or ValueError unless rng can draw normal numbers, and scale is a finite number."""
    if isinstance(rng, type) or not callable(getattr(rng, "standard_normal", None)):
        raise TypeError(f"rng must be a generator, such as np.random.RandomState(42), but it is {shown(rng)}.")
    if not is_number(scale) or not np.isfinite(scale):
        raise ValueError(f"scale must be a finite number, but it is {shown(scale)}.")


def check_epsilon(epsilon):
    """Raise ValueError unless probabilities can be clipped to [epsilon, 1 - epsilon]."""
    if not is_number(epsilon) or not 0 <= epsilon < 0.5:
        raise ValueError(f"epsilon must be a number, at least 0 and below 0.5, but it is {shown(epsilon)}.")


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


def check_movable(function, values, step):
    """Raise TypeError or ValueError unless each entry of values can be moved by step, and function called."""
    if not isinstance(values, np.ndarray) or isinstance(values, np.ma.MaskedArray) or values.dtype != float:
        raise TypeError("values must be an array of float64, because its entries are moved in place.")
    if not values.flags.writeable:
        raise ValueError("values is read-only, and its entries are moved in place. Give values.copy().")
    if not callable(function):
        raise TypeError(f"function must be a function of values, but it is {shown(function)}.")
    if not is_number(step) or not 0 < step < np.inf:
        raise ValueError(f"step must be a number above 0, but it is {shown(step)}.")
    still = np.isfinite(values) & ((values + step == values) | (values - step == values))
    if still.any():
        number = np.abs(values[still]).max()
        raise ValueError(f"step must be larger: added to {number:g}, {shown(step)} changes nothing.")


def one_number(result):
    """Return what a function gave as a float. Raise TypeError if it is not one number."""
    shape = getattr(result, "shape", None)
    kind = getattr(getattr(result, "dtype", None), "kind", "f")  # other libraries' types have none
    if is_number(result) or (shape == () and kind in "fiu" and hasattr(result, "__float__")):
        return float(result)
    found = f"an array of shape {tuple(shape)}" if shape else shown(result)
    raise TypeError(f"function must return one number, but it returned {found}.")
