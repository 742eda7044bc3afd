"""ReLU, Sigmoid and Softmax: their numbers, their gradients, and what holds for any input."""

from hypothesis import strategies as st
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from tests.package.gradients import RNGS, SIZES, backward_errors, for_random, matrices

ACTIVATIONS = [ReLU, Sigmoid, Softmax]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@for_random(rng=RNGS, n_samples=SIZES, n_columns=SIZES)
def test_gradients_equal_central_differences(activation, rng, n_samples, n_columns):
    shape = n_samples, n_columns
    away_from_the_kink = rng.choice([-1, 1], size=shape) * rng.uniform(0.01, 3, size=shape)
    errors = backward_errors(activation(), away_from_the_kink, rng.normal(size=shape))
    assert errors == pytest.approx({"dinputs": 0}, abs=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@for_random(batch=matrices(30))
def test_a_batch_is_answered_row_by_row_as_single_samples_are(activation, batch):
    singles = [activation().forward([sample])[0] for sample in batch]
    assert_allclose(activation().forward(batch), singles, rtol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_and_backward_store_what_they_return(activation):
    layer = activation()
    assert layer.forward([[1, -2]]) is layer.output
    assert_array_equal(layer.inputs, [[1, -2]])
    assert layer.backward([[3, 4]]) is layer.dinputs


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_floats_keep_their_precision_forward_and_backward(activation, dtype):
    layer, values = activation(), np.array([[0.5, -2, 1]], dtype)
    assert layer.forward(values).dtype == dtype
    assert layer.backward(values).dtype == dtype


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_integers_are_computed_in_float64(activation):
    assert activation().forward([[1, -2]]).dtype == np.float64


@pytest.mark.parametrize("activation", [ReLU, Sigmoid])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4)])
def test_relu_and_sigmoid_take_any_shape(activation, shape):
    layer = activation()
    assert layer.forward(np.ones(shape)).shape == layer.backward(np.ones(shape)).shape == shape


# ReLU


def test_relu_of_the_row_of_chapter_4():
    assert_array_equal(ReLU().forward([0, 2, -1, 3.3, -2.7, 1.1, 2.2, -100]), [0, 2, 0, 3.3, 0, 1.1, 2.2, 0])


def test_relus_gradient_in_chapter_6():
    relu = ReLU()
    relu.forward([[1, 2, -3, -4], [2, -7, -1, 3], [-1, 2, 5, -1]])
    dinputs = relu.backward([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
    assert_array_equal(dinputs, [[1, 2, 0, 0], [5, 0, 0, 8], [0, 10, 11, 0]])


@for_random(inputs=matrices(1e6))
def test_relu_of_relu_is_relu(inputs):
    once = ReLU().forward(inputs)
    assert_array_equal(ReLU().forward(once), once)


def test_relu_passes_no_gradient_where_the_input_was_negative():
    relu = ReLU()
    relu.forward([-1e-300, -1, -100])
    assert_array_equal(relu.backward([5, 5, 5]), [0, 0, 0])


def test_relu_passes_no_gradient_where_the_input_was_exactly_zero():
    relu = ReLU()
    relu.forward([0, 1e-300])
    assert_array_equal(relu.backward([5, 5]), [0, 5])


# Sigmoid


@for_random(inputs=matrices(1000))
@pytest.mark.filterwarnings("error")
def test_sigmoid_lies_between_0_and_1_and_mirrors_at_0(inputs):
    output = Sigmoid().forward(inputs)
    assert ((output >= 0) & (output <= 1)).all()
    assert_allclose(Sigmoid().forward(-inputs), 1 - output, rtol=0, atol=1e-15)


@for_random(inputs=matrices(30))
def test_sigmoid_is_its_formula(inputs):
    assert_allclose(Sigmoid().forward(inputs), 1 / (1 + np.exp(-inputs)), rtol=1e-14)


@pytest.mark.filterwarnings("error")
def test_sigmoid_of_minus_1000_0_and_1000():
    assert_array_equal(Sigmoid().forward([-1000, 0, 1000]), [0, 0.5, 1])


def test_sigmoid_keeps_small_probabilities_of_very_negative_numbers():
    assert_allclose(Sigmoid().forward([-50, -300]), np.exp([-50, -300]), rtol=1e-12)


def test_the_slope_of_sigmoid_is_a_quarter_at_0():
    sigmoid = Sigmoid()
    sigmoid.forward([0])
    assert_array_equal(sigmoid.backward([8]), [2])


# Softmax


def test_softmax_of_the_batch_of_chapter_4():
    expected = [
        [0.89528266, 0.02470831, 0.08000903],
        [9.99811129e-01, 2.23163963e-05, 1.66554348e-04],
        [0.513097164, 0.358333899, 0.128568936],
    ]
    output = Softmax().forward([[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]])
    assert_allclose(output, expected, rtol=2e-7)


@for_random(logits=matrices(1e300) | matrices(1e3) | matrices(10))
@pytest.mark.filterwarnings("error")
def test_softmax_rows_sum_to_1_and_nothing_overflows(logits):
    output = Softmax().forward(logits)
    assert_allclose(output.sum(axis=1), 1, rtol=1e-14)
    assert (output >= 0).all()


@for_random(logits=matrices(300))
def test_softmax_is_positive_and_the_largest_logit_gets_the_largest_share(logits):
    output = Softmax().forward(logits)
    assert (output > 0).all()
    assert_array_equal(np.take_along_axis(output, logits.argmax(axis=1)[:, None], axis=1)[:, 0], output.max(axis=1))


@for_random(logits=matrices(50), constant=st.floats(-50, 50))
def test_softmax_does_not_change_when_a_constant_is_added_to_a_row(logits, constant):
    moved = logits.copy()
    moved[0] += constant
    assert_allclose(Softmax().forward(moved), Softmax().forward(logits), rtol=1e-12)


@for_random(logits=matrices(50), rng=RNGS)
def test_the_gradient_of_softmax_sums_to_0_in_each_row(logits, rng):
    softmax = Softmax()
    softmax.forward(logits)
    assert_allclose(softmax.backward(rng.normal(size=logits.shape)).sum(axis=1), 0, atol=1e-14)


@for_random(logits=matrices(5), rng=RNGS)
def test_the_gradient_of_softmax_is_its_jacobian_times_dvalues(logits, rng):
    softmax, dvalues = Softmax(), rng.normal(size=logits.shape)
    softmax.forward(logits)
    by_rows = [(np.diag(s) - np.outer(s, s)) @ d for s, d in zip(softmax.output, dvalues, strict=True)]
    assert_allclose(softmax.backward(dvalues), by_rows, rtol=0, atol=1e-14)
