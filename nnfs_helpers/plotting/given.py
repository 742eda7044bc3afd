"""What a picture or an explorer is given, made into floats; what cannot be drawn is answered with a sentence."""

import numpy as np

from nnfs_helpers.support.argument_checks import is_number, shown
from nnfs_helpers.support.checks import as_array, as_batch, as_finite, as_labels

LARGEST = 1e100  # of numbers in a picture: beyond it, products and axes are infinite
MOST_CLASSES = 50  # of explorers that train a network with an output for each


def floats(values, name):
    """Return values as an array of floats: int8 and its kind would overflow. Raise ValueError if they are none."""
    return as_array(values, name).astype(float)


def drawable(array, name):
    """Return the array. Raise ValueError unless its numbers are finite, and not too large to be drawn."""
    if not array.size:
        raise ValueError(f"{name} has shape {array.shape}: it is empty. At least one number is needed.")
    as_finite(array, name)
    largest = np.abs(array).max()
    if largest > LARGEST:
        raise ValueError(f"{name} must be numbers of at most {LARGEST:g}, but one of them is {largest:g}.")
    return array


def row(values, name, length=None):
    """Return values as a row of finite floats (n,); a single row or column of a table is one, too."""
    array = floats(values, name)
    if array.ndim > 1 and array.size != max(array.shape):
        raise ValueError(f"{name} must be one row of numbers, shape (n,), but its shape is {array.shape}.")
    if length is not None and array.size != length:
        raise ValueError(f"{name} must be {length} numbers, but its shape is {array.shape}.")
    return drawable(array.ravel(), name)


def number(value, name):
    """Return value as a float. Raise ValueError unless it is one finite number."""
    array = floats(value, name)
    if array.size != 1:
        raise ValueError(f"{name} must be one number, but its shape is {array.shape}.")
    if not abs(array.item()) <= LARGEST:
        raise ValueError(f"{name} must be a finite number of at most {LARGEST:g}, but it is {array.item():g}.")
    return float(array.item())


def table(values, name, finite=True, dimensions=(2,)):
    """Return values as an array of floats with as many dimensions as one of these."""
    array = floats(values, name)
    if array.ndim not in dimensions:
        words = " or ".join(map(str, dimensions))
        noun = "dimension" if words == "1" else "dimensions"
        raise ValueError(f"{name} must have {words} {noun}, but its shape is {array.shape}.")
    if not array.size:
        raise ValueError(f"{name} has shape {array.shape}: it is empty. At least one number is needed.")
    return drawable(array, name) if finite else array


def weighted(inputs, weights):
    """Return inputs (n,) and weights (n,), one weight for each input."""
    inputs = row(inputs, "inputs")
    weights = row(weights, "weights")
    if len(inputs) != len(weights):
        raise ValueError(
            f"inputs has {len(inputs)} numbers and weights has {len(weights)}: there is one weight for each input."
        )
    return inputs, weights


def layer_arrays(inputs, weights, biases):
    """Return inputs (n,), weights (m, n) and biases (m,) of a layer."""
    inputs = row(inputs, "inputs")
    weights = np.atleast_2d(table(weights, "weights", dimensions=(1, 2)))
    biases = row(biases, "biases")
    if weights.shape != (len(biases), len(inputs)):
        shapes = ", ".join(str(array.shape) for array in (inputs, weights, biases))
        raise ValueError(f"inputs (n,), weights (m, n) and biases (m,) are needed, but the shapes are {shapes}.")
    return inputs, weights, biases


def points(X, name="X"):
    """Return X as finite floats (n, 2)."""
    X = as_batch(X, name=name).astype(float)
    if X.shape[1] != 2:
        raise ValueError(
            f"{name} has shape {X.shape}, so {X.shape[1]} numbers in each row, but a point of the plane has two."
        )
    return drawable(X, name)


def classes(y, n_points, name="y", n_classes=None, most=None):
    """Return class numbers (n,) of n points, from class numbers or one-hot rows; n_classes None: as many as there are.

    most is how many classes there is room for.
    """
    n_classes = count_classes(y) if n_classes is None else n_classes
    if most is not None and n_classes > most:
        raise ValueError(f"{name} has class numbers up to {n_classes - 1}, but there is room for {most} classes.")
    return as_labels(y, n_points, n_classes, name, "points")


def count_classes(y):
    """Return how many classes the labels y speak of, two at least; as_labels says what is wrong with them."""
    try:
        labels = as_array(y, "y")
    except ValueError:
        return 2
    if labels.ndim == 2:
        return max(labels.shape[1], 2)
    largest = np.max(labels, where=np.isfinite(labels), initial=1)
    return 1 + int(min(largest, 2**53))


def whole(value, name, low, high):
    """Return value as an int. Raise ValueError unless it is a whole number from low to high."""
    value = value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value
    if not is_number(value) or not low <= value <= high or value != int(value):
        raise ValueError(f"{name} must be a whole number from {low} to {high}, but it is {shown(value)}.")
    return int(value)


def within(value, name, low, high):
    """Return value as a float. Raise ValueError unless it is a number from low to high."""
    if not is_number(value) or not low <= value <= high:
        raise ValueError(f"{name} must be a number from {low:g} to {high:g}, but it is {shown(value)}.")
    return float(value)


def listed(parts, name, example):
    """Return parts as a list. Raise TypeError or ValueError unless there are some."""
    if isinstance(parts, (str, dict)) or not np.iterable(parts):
        raise TypeError(f"{name} must be a list, such as {example}, but it is {shown(parts)}.")
    parts = list(parts)
    if not parts:
        raise ValueError(f"{name} is empty. Give at least one entry, as in {example}.")
    return parts


def named(parts, name, example):
    """Return parts as a dict. Raise TypeError or ValueError unless it is a dict with something in it."""
    if not isinstance(parts, dict):
        raise TypeError(f"{name} must be a dict, such as {example}, but it is {shown(parts)}.")
    if not parts:
        raise ValueError(f"{name} is empty. Give at least one entry, as in {example}.")
    return dict(parts)


def names(texts, count, default, noun, name="names"):
    """Return count texts as a list; without texts each is its number in the place of {} in default."""
    if texts is None:
        return [default.format(i) for i in range(count)]
    texts = listed(texts, name, '["warmth", "wind"]')
    if len(texts) != count:
        raise ValueError(f"{name} has {len(texts)} texts for {count} {noun}: one for each is needed.")
    return [str(text) for text in texts]


def function(value, name):
    """Return value. Raise TypeError unless it can be called, and is not a class."""
    if isinstance(value, type) or not callable(value):
        raise TypeError(f"{name} must be a function, but it is {shown(value)}.")
    return value


def forward_of(value, name):
    """Return a function that gives scores: value, or its method forward if it is a network."""
    if not isinstance(value, type) and callable(getattr(value, "forward", None)):
        return value.forward
    return function(value, name)


def curve_of(activation, x, name):
    """Return what an activation function gives for x (n,), as finite floats (n,)."""
    activation = forward_of(activation, f"functions[{name!r}]")
    try:
        output = activation(np.array(x))
    except Exception as error:
        raise ValueError(
            f"The function {name} must take an array (n,), but it raised {type(error).__name__}: {error}."
        ) from error
    output = floats(output, f"What {name} returns")
    if output.shape != x.shape or not np.isfinite(output).all():
        raise ValueError(f"The function {name} must return a finite number for each number of an array.")
    return output


def heights(loss, x, y):
    """Return loss(a, b), one finite number, for each a in x (n,) and b in y (m,), as an array (m, n)."""
    function(loss, "loss")
    rows = [[one_height(loss, a, b) for a in x] for b in y]
    return np.array(rows)


def one_height(loss, a, b):
    """Return loss(a, b) as a float."""
    height = floats(loss(a, b), "What loss returns")
    if height.size != 1:
        raise ValueError(f"loss must return one finite number, but loss({a:g}, {b:g}) has shape {height.shape}.")
    if not abs(height.item()) <= LARGEST:
        raise ValueError(f"loss must return one finite number, but loss({a:g}, {b:g}) is {height.item():g}.")
    return float(height.item())


def scores(given, n_points, name):
    """Return scores (n, n_classes) from what a function gave for n points: scores, or class numbers (n,)."""
    found = floats(given, f"What {name} returns")
    as_finite(found, f"What {name} returns")
    if found.ndim == 2 and len(found) == n_points and found.shape[1] > 1:
        return found
    if found.shape == (n_points,) and (found >= 0).all() and (found == np.floor(found)).all():
        numbers = np.minimum(found, 2**31).astype(int)
        if numbers.max() < MOST_CLASSES:
            return np.eye(max(2, 1 + numbers.max()))[numbers]
    raise ValueError(
        f"{name} must return scores, one row for each point and one column for each class (two at least), or class "
        f"numbers. For {n_points} points it returned shape {found.shape}."
    )
