"""Data sets of the nnfs package with a seed and integer labels, one-hot rows, and the book's float32 numbers."""

from contextlib import contextmanager

import nnfs
from nnfs import datasets
import numpy as np

from nnfs_helpers.support.argument_checks import as_size, check_seed
from nnfs_helpers.support.checks import as_class_numbers


@contextmanager
def seeded(seed):
    """In the with block NumPy's shared random numbers start at seed; afterwards they go on as before."""
    check_seed(seed)
    state = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(state)


def spiral_data(samples, classes, seed=0):
    """Return points (n, 2) on one spiral arm per class, and class numbers (n,); n = samples * classes."""
    samples = as_size(samples, "samples")
    classes = as_size(classes, "classes", largest=256)  # nnfs counts them in uint8
    with seeded(seed):
        points, labels = datasets.spiral_data(samples, classes)
    return points.astype(float), labels.astype(int)  # from uint8, where 0 - 1 is 255


def vertical_data(samples, classes, seed=0):
    """Return points (n, 2) in one round cloud per class, and class numbers (n,); n = samples * classes."""
    samples = as_size(samples, "samples")
    classes = as_size(classes, "classes", largest=256)  # nnfs keeps class numbers from 0 to 255
    with seeded(seed):
        points, labels = datasets.vertical_data(samples, classes)
    return points.astype(float), labels.astype(int)


def one_hot(labels, n_classes):
    """Return rows (n_samples, n_classes) of zeros with a 1 in the column of each label (n_samples,)."""
    labels = as_class_numbers(labels, n_classes)
    return np.eye(n_classes, dtype=float)[labels]


@contextmanager
def book_numbers():
    """In the with block NumPy is as after nnfs.init(): dot gives float32, seed 0. Afterwards as before."""
    before = [
        (np, "dot", np.dot),
        (np, "zeros", np.zeros),
        (np, "eye", np.eye),
        (np.random, "randn", np.random.randn),
    ]
    try:
        with seeded(0):
            nnfs.init()
            yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)
