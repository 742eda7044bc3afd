"""What a learner passes in: good values come back as arrays, bad ones are answered with a sentence that names them."""

from functools import partial

import numpy as np
from numpy.testing import assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.data import one_hot, seeded
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.support.argument_checks import as_size
from nnfs_helpers.support.checks import as_array, as_batch, as_finite, as_gradient, as_labels

MAKERS = {"Dense": partial(Dense, 3, 3), "ReLU": ReLU, "Sigmoid": Sigmoid, "Softmax": Softmax}
LAYERS = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
LOSSES = pytest.mark.parametrize("make", [CategoricalCrossEntropy, SoftmaxCrossEntropy])
ROWS = np.array([[0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])


# Sizes


@pytest.mark.parametrize("size", [0, -1, 2.5, 2.0, True, np.True_, "3", None, np.inf, [3]])
@pytest.mark.parametrize("name", ["n_inputs", "n_neurons"])
def test_a_size_of_a_layer_must_be_a_whole_number_of_at_least_1(name, size):
    with pytest.raises(ValueError) as error:
        Dense(**{"n_inputs": 2, "n_neurons": 2, name: size})
    assert str(error.value) == f"{name} must be a whole number of at least 1, but it is {size!r}."


@pytest.mark.parametrize("size", [1, 64, np.int32(3), np.uint8(3)])
def test_whole_numbers_of_python_and_numpy_are_good_sizes(size):
    assert type(as_size(size, "n_inputs")) is int
    assert Dense(size, 1).weights.shape == (size, 1)


# Numbers, rows and batches

NOT_NUMBERS = [
    ("cat", "must be numbers, but NumPy makes an array of type <U3"),
    ([["a", "b", "c"]], "must be numbers, but NumPy makes an array of type <U1"),
    (None, "must be numbers, but NumPy makes an array of type object"),
    ([[1, None, 2]], "must be numbers, but NumPy makes an array of type object"),
    ([[1j, 2, 3]], "must be numbers, but NumPy makes an array of type complex128"),
    (np.array([["2020-01-01"]], "datetime64[D]"), "must be numbers, but NumPy makes an array of type datetime64"),
    ([[1, 2, 3], [4, 5]], "must have rows of equal length"),
]
NOT_A_BATCH = [
    *NOT_NUMBERS,
    ([1, 2, 3], r"must have two dimensions, .*shape is \(3,\).*a single sample into a list of its own: \[sample\]"),
    (5, r"must have two dimensions, .*shape is \(\)"),
    (np.ones((2, 3, 1)), r"must have two dimensions, .*shape is \(2, 3, 1\)"),
    ([], r"\(0,\)"),
    ([[]], r"has shape \(1, 0\): an empty batch\. At least one sample is needed"),
    (np.empty((0, 3)), r"has shape \(0, 3\): an empty batch"),
    (np.empty((3, 0)), r"has shape \(3, 0\): an empty batch"),
    ([[1, np.nan, 2]], r"must be finite numbers, but the entry at \[0, 1\] is nan"),
    ([[1, 2, 3], [4, 5, np.inf]], r"must be finite numbers, but the entry at \[1, 2\] is inf"),
    ([[1, -np.inf, np.nan]], r"must be finite numbers, but the entry at \[0, 1\] is -inf"),
]


@pytest.mark.parametrize("bad, sentence", NOT_A_BATCH, ids=range(len(NOT_A_BATCH)))
@pytest.mark.parametrize(
    "name, read",
    [
        ("inputs", Dense(3, 2).forward),
        ("inputs", Softmax().forward),
        ("predictions", lambda bad: CategoricalCrossEntropy().forward(bad, [0])),
        ("(logits|inputs)", lambda bad: SoftmaxCrossEntropy().forward(bad, [0])),
        ("predictions", lambda bad: accuracy(bad, [0])),
    ],
    ids=["Dense", "Softmax", "CategoricalCrossEntropy", "SoftmaxCrossEntropy", "accuracy"],
)
def test_what_is_not_a_batch_is_answered_with_a_sentence(name, read, bad, sentence):
    with pytest.raises(ValueError, match=f"^{name} .*{sentence}"):
        read(bad)


@pytest.mark.parametrize("bad, sentence", NOT_NUMBERS, ids=range(len(NOT_NUMBERS)))
@pytest.mark.parametrize("activation", [ReLU, Sigmoid])
def test_relu_and_sigmoid_want_numbers(activation, bad, sentence):
    with pytest.raises(ValueError, match=f"^inputs {sentence}"):
        activation().forward(bad)


@pytest.mark.parametrize("n_columns", [1, 3, 5])
def test_the_wrong_number_of_inputs_is_answered_with_both_numbers(n_columns):
    sentence = rf"inputs has shape \(2, {n_columns}\), so {n_columns} numbers in each row, .* weights for 4 inputs"
    with pytest.raises(ValueError, match=sentence):
        Dense(4, 2).forward(np.ones((2, n_columns)))


@pytest.mark.parametrize(
    "values", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), np.uint8([[1, 2], [3, 4]]), np.float16([[1, 2], [3, 4]])]
)
def test_good_values_become_arrays_of_float64(values):
    for array in as_array(values), as_batch(values):
        assert_array_equal(array, [[1, 2], [3, 4]])
        assert array.dtype == np.float64


def test_float32_stays_float32():
    assert as_array(np.float32([1])).dtype == as_batch(np.float32([[1]])).dtype == np.float32


def test_truth_values_are_the_numbers_0_and_1():
    assert_array_equal(as_array([True, False]), [1, 0])
    assert as_array([True]).dtype == np.float64


def test_finite_numbers_come_back_and_others_are_named_by_their_place():
    assert as_finite(ROWS) is ROWS
    with pytest.raises(ValueError, match=r"^weights must be finite numbers, but the entry at \[1\] is nan"):
        as_finite(np.array([0, np.nan]), "weights")


# Targets

NOT_TARGETS = [  # for two samples of three classes
    ([0, 3], r"must be class numbers from 0 to 2, whole and not negative, but the one at \[1\] is 3"),
    ([-1, 0], r"must be class numbers from 0 to 2, whole and not negative, but the one at \[0\] is -1"),
    ([0, 1.5], r"must be class numbers from 0 to 2, whole and not negative, but the one at \[1\] is 1\.5"),
    ([0, np.nan], r"must be class numbers from 0 to 2, .*\[1\] is nan"),
    ([0, np.inf], r"must be class numbers from 0 to 2, .*\[1\] is inf"),
    ([0, 1, 2], r"has shape \(3,\), but there are 2 predictions: give 2 class numbers, shape \(2,\), or one-hot rows"),
    ([0], r"has shape \(1,\), but there are 2 predictions"),
    (0, r"has shape \(\), but there are 2 predictions"),
    ([], r"has shape \(0,\), but there are 2 predictions"),
    (np.zeros((2, 3, 1)), r"has shape \(2, 3, 1\), but there are 2 predictions"),
    ([[0, 1, 0]], r"has shape \(1, 3\), but there are 2 predictions.* one-hot rows, shape \(2, 3\)"),
    ([[0, 1], [1, 0]], r"has shape \(2, 2\): one-hot rows need 3 columns, one for each class, but these have 2"),
    ([[0], [1]], r"has shape \(2, 1\), a column of class numbers\. A row is needed: give np\.ravel\(targets\)"),
    ([[0, 1, 0], [1, 1, 0]], r"must be one-hot: a single 1 in each row, all else 0\. Row 1 is \[1\. 1\. 0\.\]"),
    ([[0, 0, 0], [1, 0, 0]], r"must be one-hot: .*Row 0 is \[0\. 0\. 0\.\]"),
    ([[0.5, 0.5, 0], [1, 0, 0]], r"must be one-hot: .*Row 0 is \[0\.5 0\.5 0\. \]"),
    ([[1, 0, 0], [2, -1, 0]], r"must be one-hot: .*Row 1 is \[ 2\. -1\.  0\.\]"),
    ([[1, 0, 0], [np.nan, 1, 0]], r"must be one-hot: .*Row 1 is \[nan  1\.  0\.\]"),
    ([[1, 0, 0], [np.inf, 0, 0]], r"must be one-hot: .*Row 1 is \[inf  0\.  0\.\]"),
    (["cat", "dog"], "must be numbers, but NumPy makes an array of type <U3"),
    (None, "must be numbers, but NumPy makes an array of type object"),
    ([[1, 0, 0], [1, 0]], "must have rows of equal length"),
]


@pytest.mark.parametrize("bad, sentence", NOT_TARGETS, ids=range(len(NOT_TARGETS)))
@pytest.mark.parametrize(
    "read",
    [CategoricalCrossEntropy().forward, SoftmaxCrossEntropy().forward, accuracy],
    ids=["CategoricalCrossEntropy", "SoftmaxCrossEntropy", "accuracy"],
)
def test_what_are_not_targets_is_answered_with_a_sentence(read, bad, sentence):
    with pytest.raises(ValueError, match=f"^targets {sentence}"):
        read(ROWS, bad)


@pytest.mark.parametrize(
    "targets", [[0, 2, 1], (0, 2, 1), [0.0, 2.0, 1.0], np.uint8([0, 2, 1]), [[1, 0, 0], [0, 0, 1], [0, 1, 0]]]
)
def test_labels_come_back_as_integers_from_every_form_of_targets(targets):
    labels = as_labels(targets, n_samples=3, n_classes=3)
    assert_array_equal(labels, [0, 2, 1])
    assert labels.dtype == np.int64


def test_truth_values_are_the_classes_0_and_1():
    assert_array_equal(as_labels([False, True], n_samples=2, n_classes=2), [0, 1])


# Gradients from above, and the order of calls


@LAYERS
@pytest.mark.parametrize("shape", [(2, 4), (3, 3), (3, 2), (6,), (3,), (1, 3), (2, 1), ()])
def test_dvalues_must_have_the_shape_of_the_output(make, shape):
    layer = make()
    layer.forward(ROWS)
    with pytest.raises(ValueError) as error:
        layer.backward(np.ones(shape))
    assert f"dvalues has shape {shape}, but it must have the shape of output, (2, 3)" in str(error.value)


@LAYERS
@pytest.mark.parametrize("bad, sentence", NOT_NUMBERS, ids=range(len(NOT_NUMBERS)))
def test_dvalues_must_be_numbers(make, bad, sentence):
    layer = make()
    layer.forward(ROWS)
    with pytest.raises(ValueError, match=f"^dvalues {sentence}"):
        layer.backward(bad)


@LAYERS
def test_backward_of_a_layer_before_forward_says_to_call_forward_first(make):
    with pytest.raises(RuntimeError, match="backward needs .* Call forward first"):
        make().backward(ROWS)


@LOSSES
def test_backward_of_a_loss_before_forward_says_to_call_forward_first(make):
    with pytest.raises(RuntimeError, match="backward needs .* Call forward first"):
        make().backward()


def test_dvalues_come_back_as_an_array_of_floats():
    layer = ReLU()
    layer.forward([[1, 2]])
    gradient = as_gradient([[3, 4]], layer)
    assert_array_equal(gradient, [[3, 4]])
    assert gradient.dtype == np.float64


# What is yours stays yours

DTYPES = pytest.mark.parametrize("dtype", ["float64", "float32"])


@LAYERS
@DTYPES
def test_forward_and_backward_leave_your_arrays_as_they_were(make, dtype):
    inputs, dvalues = ROWS.astype(dtype), -ROWS.astype(dtype)
    layer = make()
    layer.forward(inputs)
    layer.backward(dvalues)
    assert_array_equal(inputs, ROWS.astype(dtype))
    assert_array_equal(dvalues, -ROWS.astype(dtype))


@LOSSES
@DTYPES
@pytest.mark.parametrize("targets", [[2, 1], [[0, 0, 1], [0, 1, 0]]])
def test_losses_leave_your_arrays_as_they_were(make, dtype, targets):
    rows, yours = ROWS.astype(dtype), np.array(targets)
    loss = make()
    loss.forward(rows, yours)
    loss.backward()
    assert_array_equal(rows, ROWS.astype(dtype))
    assert_array_equal(yours, targets)


def test_metrics_and_one_hot_leave_your_arrays_as_they_were():
    rows, labels = ROWS.copy(), np.array([2, 1])
    accuracy(rows, labels)
    one_hot(labels, 3)
    assert_array_equal(rows, ROWS)
    assert_array_equal(labels, [2, 1])


@LAYERS
@DTYPES
def test_what_you_do_to_your_inputs_after_forward_does_not_reach_backward(make, dtype):
    def gradients(change):
        with seeded(0):
            layer, inputs = make(), ROWS.astype(dtype)
        layer.forward(inputs)
        inputs += change
        return layer.backward(ROWS), getattr(layer, "dweights", None)

    for changed, unchanged in zip(gradients(-5), gradients(0), strict=True):
        assert_array_equal(changed, unchanged)


@LOSSES
@DTYPES
def test_what_you_do_to_your_predictions_and_targets_after_forward_does_not_reach_backward(make, dtype):
    def gradient(factor):
        loss, rows, labels = make(), ROWS.astype(dtype), np.array([2, 1])
        loss.forward(rows, labels)
        rows *= factor
        labels *= factor
        return loss.backward()

    assert_array_equal(gradient(0), gradient(1))
