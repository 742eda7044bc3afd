"""Data sets, one-hot rows and the book's numbers; NumPy itself is always left as it was."""

import nnfs
import nnfs.datasets
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.data import book_numbers, one_hot, seeded, spiral_data, vertical_data
from nnfs_helpers.support.checks import as_labels
from tests.package.gradients import RNGS, SIZES, for_random

PATCHED = [(np, "dot"), (np, "zeros"), (np, "eye"), (np.random, "randn")]
DATA_SETS = pytest.mark.parametrize("create", [spiral_data, vertical_data])


def numpy_now():
    """NumPy's four functions that nnfs.init() replaces, and its random state, in a form that == compares."""
    name, keys, *rest = np.random.get_state()
    return [getattr(module, function) for module, function in PATCHED], name, keys.tolist(), rest


@pytest.fixture(autouse=True)
def numpy_is_left_as_it_was():
    """Every test of this file starts in the middle of the random stream and must leave NumPy as it found it."""
    np.random.randn()  # also leaves a second normal number waiting, which a careless restore would lose
    before = numpy_now()
    yield
    assert numpy_now() == before


@DATA_SETS
def test_a_data_set_is_float64_points_and_integer_labels_class_by_class(create):
    points, labels = create(100, 3)
    assert (points.shape, points.dtype) == ((300, 2), np.float64)
    assert labels.dtype == np.int64
    assert_array_equal(labels, np.repeat([0, 1, 2], 100))


@DATA_SETS
def test_labels_can_be_subtracted_from(create):
    _, labels = create(5, 2)
    assert (labels - 1).min() == -1


@DATA_SETS
def test_the_same_seed_gives_the_same_data_and_another_seed_other_data(create):
    points = create(50, 3, seed=7)[0]
    assert_array_equal(create(50, 3, seed=7)[0], points)
    assert not np.isclose(create(50, 3, seed=8)[0], points).all()
    assert_array_equal(create(50, 3)[0], create(50, 3, seed=0)[0])


@DATA_SETS
@pytest.mark.parametrize("seed", [0, 42])
def test_data_equal_those_of_nnfs_after_seeding_numpy(create, seed):
    points, labels = create(100, 3, seed=seed)
    state = np.random.get_state()
    np.random.seed(seed)
    nnfs_points, nnfs_labels = getattr(nnfs.datasets, create.__name__)(100, 3)
    np.random.set_state(state)
    assert_array_equal(points, nnfs_points)
    assert_array_equal(labels, nnfs_labels)


def test_the_spiral_has_one_arm_per_class_that_ends_at_distance_1():
    points, _ = spiral_data(100, 3)
    distances = np.hypot(*points.T).reshape(3, 100)
    assert_allclose(distances, np.tile(np.linspace(0, 1, 100), (3, 1)), atol=1e-12)


@DATA_SETS
@pytest.mark.parametrize("name", ["samples", "classes"])
@pytest.mark.parametrize("size", [0, -1, 2.5, True, "3", None])
def test_a_data_set_needs_at_least_one_sample_and_one_class(create, name, size):
    with pytest.raises(ValueError, match=f"{name} must be a whole number of at least 1, but it is {size!r}"):
        create(**{"samples": 2, "classes": 2, name: size})


@DATA_SETS
@pytest.mark.parametrize("seed", [-1, "one"])
def test_a_seed_that_numpy_refuses_leaves_the_random_state_alone(create, seed):
    with pytest.raises((ValueError, TypeError)):  # that it is left alone, the fixture checks
        create(5, 2, seed=seed)


def test_seeded_starts_the_random_numbers_at_the_seed_and_then_lets_them_go_on():
    before = numpy_now()
    with seeded(5):
        assert np.random.randn() == np.random.RandomState(5).randn()
    assert numpy_now() == before


def test_seeded_lets_the_random_numbers_go_on_also_after_an_exception():
    before = numpy_now()
    with pytest.raises(KeyError), seeded(5):
        raise KeyError
    assert numpy_now() == before


# one_hot


def test_one_hot_by_hand():
    assert_array_equal(one_hot([False, True, True, False], 2), [[1, 0], [0, 1], [0, 1], [1, 0]])
    assert_array_equal(one_hot([2], 4), [[0, 0, 1, 0]])
    assert one_hot([0], 1).dtype == np.float64


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_one_hot_and_as_labels_are_inverse(rng, n_samples, n_classes):
    labels = rng.integers(n_classes, size=n_samples)
    rows = one_hot(labels, n_classes)
    assert rows.shape == (n_samples, n_classes)
    assert_array_equal(as_labels(rows, n_samples, n_classes), labels)
    assert_array_equal(one_hot(as_labels(rows, n_samples, n_classes), n_classes), rows)


@pytest.mark.parametrize(
    "labels, n_classes, sentence",
    [
        ([0, 3], 3, r"class numbers from 0 to 2.*\[1\] is 3"),
        ([0, -1], 3, r"class numbers from 0 to 2.*\[1\] is -1"),
        ([0.5], 3, r"class numbers from 0 to 2.*\[0\] is 0.5"),
        (2, 3, r"shape \(\)"),
        (None, 3, "must be numbers"),
        (["cat"], 3, "must be numbers"),
        ([[1], [1, 2]], 3, "must have rows of equal length"),
        ([0, 1], 0, "n_classes must be a whole number of at least 1, but it is 0"),
        ([0, 1], 2.0, r"n_classes must be a whole number of at least 1, but it is 2\.0"),
    ],
)
def test_one_hot_refuses_what_has_no_column(labels, n_classes, sentence):
    with pytest.raises(ValueError, match=sentence):
        one_hot(labels, n_classes)


# book_numbers


def test_book_numbers_computes_in_float32_from_seed_0():
    with book_numbers():
        assert np.random.randn(3).tolist() == np.random.RandomState(0).randn(3).astype("float32").tolist()
        assert np.dot(np.ones(2), np.ones(2)).dtype == np.float32
        assert np.zeros(2).dtype == np.eye(2).dtype == np.random.randn(2).dtype == np.float32


def test_book_numbers_multiplies_in_float64_and_rounds_the_result():
    a, b = np.random.RandomState(0).randn(2, 50, 50).astype("float32")
    rounded = np.dot(a.astype(float), b.astype(float)).astype("float32")
    with book_numbers():
        assert_array_equal(np.dot(a, b), rounded)


def test_book_numbers_fails_on_lists_as_nnfs_does():
    with book_numbers(), pytest.raises(AttributeError, match="'list' object has no attribute 'astype'"):
        np.dot([1, 2], [3, 4])


def test_book_numbers_prints_the_hidden_layer_of_the_book():
    with book_numbers():
        points, _ = nnfs.datasets.spiral_data(100, 3)
        hidden = np.maximum(0, np.dot(points, 0.1 * np.random.randn(2, 5)))
    assert hidden.dtype == np.float32
    assert_allclose(hidden[1], [0, 0, 0, 4.655e-04, 4.568e-05], rtol=1e-3)
    assert_allclose(hidden[2], [0, 5.93e-05, 0, 2.036e-04, 6.100e-04], rtol=1e-3)
    assert_allclose(hidden[-1], [0.10781793, 0, 0, 0.08725619, 0], rtol=1e-6)


def test_book_numbers_gives_the_probabilities_of_the_book():
    with book_numbers():
        points, _ = nnfs.datasets.spiral_data(100, 3)
        hidden = np.maximum(0, np.dot(points, 0.1 * np.random.randn(2, 3)))
        scores = np.dot(hidden, 0.1 * np.random.randn(3, 3))
    exps = np.exp(scores[:5])
    expected = [
        [0.33333334, 0.33333334, 0.33333334],
        [0.33331734, 0.3333183, 0.33336434],
        [0.3332888, 0.33329153, 0.33341965],
        [0.33325943, 0.33326396, 0.33347666],
        [0.33323312, 0.33323926, 0.33352762],
    ]
    assert_allclose(exps / exps.sum(axis=1, keepdims=True), expected, atol=1e-7)


def test_after_book_numbers_numpy_is_the_same_as_before():
    before = numpy_now()
    with book_numbers():
        assert all(now is not then for now, then in zip(numpy_now()[0], before[0], strict=True))
    assert numpy_now() == before


def test_after_an_exception_inside_book_numbers_numpy_is_the_same_as_before():
    before = numpy_now()
    with pytest.raises(KeyError), book_numbers():
        raise KeyError
    assert numpy_now() == before


def test_book_numbers_inside_book_numbers_gives_back_the_outer_one_and_then_numpy():
    before = numpy_now()
    with book_numbers():
        outer = numpy_now()
        with book_numbers():
            assert np.random.randn(1) == np.random.RandomState(0).randn(1).astype("float32")
        assert numpy_now() == outer
    assert numpy_now() == before


def test_the_helpers_data_stay_float64_inside_book_numbers():
    with book_numbers():
        assert spiral_data(5, 2)[0].dtype == one_hot([0], 2).dtype == np.float64
