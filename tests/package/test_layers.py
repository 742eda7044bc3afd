"""Dense: its numbers, its gradients, and what holds for any weights."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import seeded
from nnfs_helpers.layers import Dense
from tests.package.gradients import RNGS, SIZES, backward_errors, for_random

X3 = np.array([[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]])
W1 = np.array([[0.2, 0.8, -0.5, 1.0], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]])  # one row per neuron
W2 = np.array([[0.1, -0.14, 0.5], [-0.5, 0.12, -0.33], [-0.44, 0.73, -0.13]])


def dense(weights, biases):
    """A dense layer with these weights (n_inputs, n_neurons) and biases."""
    layer = Dense(*np.shape(weights))
    layer.weights[...] = weights
    layer.biases[...] = biases
    return layer


def random_dense(rng, n_inputs, n_neurons):
    """A dense layer with weights and biases of about 1."""
    return dense(rng.normal(size=(n_inputs, n_neurons)), rng.normal(size=n_neurons))


@for_random(rng=RNGS, n_samples=SIZES, n_inputs=SIZES, n_neurons=SIZES)
def test_dense_gradients_equal_central_differences(rng, n_samples, n_inputs, n_neurons):
    inputs, dvalues = rng.normal(size=(n_samples, n_inputs)), rng.normal(size=(n_samples, n_neurons))
    errors = backward_errors(random_dense(rng, n_inputs, n_neurons), inputs, dvalues)
    assert errors == pytest.approx({"dinputs": 0, "dweights": 0, "dbiases": 0}, abs=1e-9)


@for_random(rng=RNGS, n_samples=SIZES, n_inputs=SIZES, n_neurons=SIZES)
def test_dense_answers_a_batch_row_by_row_as_it_answers_single_samples(rng, n_samples, n_inputs, n_neurons):
    layer, batch = random_dense(rng, n_inputs, n_neurons), rng.normal(size=(n_samples, n_inputs))
    singles = [layer.forward([sample])[0] for sample in batch]
    assert_allclose(layer.forward(batch), singles, rtol=1e-12, atol=1e-12)


@for_random(rng=RNGS, n_inputs=SIZES, n_neurons=SIZES)
def test_dense_without_biases_is_linear_in_its_inputs(rng, n_inputs, n_neurons):
    layer = Dense(n_inputs, n_neurons, rng=rng)
    a, b = rng.normal(size=(2, 3, n_inputs))
    combined = 2 * layer.forward(a) - 3 * layer.forward(b)
    assert_allclose(layer.forward(2 * a - 3 * b), combined, rtol=1e-12, atol=1e-12)


def test_dense_starts_with_a_tenth_of_the_normal_numbers_of_rng_and_biases_of_zero():
    layer = Dense(2, 3, rng=np.random.RandomState(7))
    assert_array_equal(layer.weights, 0.1 * np.random.RandomState(7).randn(2, 3))
    assert_array_equal(layer.biases, [[0, 0, 0]])
    assert layer.weights.dtype == layer.biases.dtype == np.float64


def test_dense_draws_from_numpys_own_random_numbers_unless_told_otherwise():
    with seeded(3):
        weights = Dense(2, 3).weights
    assert_array_equal(weights, 0.1 * np.random.RandomState(3).randn(2, 3))


def test_scale_multiplies_the_first_weights():
    weights = Dense(2, 3, rng=np.random.RandomState(7), scale=2).weights
    assert_array_equal(weights, 2 * np.random.RandomState(7).randn(2, 3))


def test_gradients_have_the_shapes_of_what_they_belong_to_before_and_after_backward():
    layer = Dense(4, 5)
    for _ in range(2):
        assert (layer.dweights.shape, layer.dbiases.shape) == ((4, 5), (1, 5))
        layer.forward(X3)
        assert layer.backward(np.ones((3, 5))).shape == X3.shape


def test_backward_fills_the_gradient_arrays_and_makes_no_new_ones():
    layer = dense(W1.T, 0)
    dweights, dbiases = layer.dweights, layer.dbiases
    layer.forward(X3)
    layer.backward(np.ones((3, 3)))
    assert layer.dweights is dweights and layer.dbiases is dbiases
    assert dweights.all() and dbiases.all()


def test_backward_twice_gives_the_gradient_once():
    layer = dense(W1.T, 0)
    layer.forward(X3)
    layer.backward(np.ones((3, 3)))
    once = layer.dweights.copy(), layer.dbiases.copy()
    layer.backward(np.ones((3, 3)))
    assert_array_equal(layer.dweights, once[0])
    assert_array_equal(layer.dbiases, once[1])


def test_forward_and_backward_store_what_they_return():
    layer = dense(W1.T, 0)
    assert layer.forward(X3) is layer.output
    assert_array_equal(layer.inputs, X3)
    assert layer.backward(np.ones((3, 3))) is layer.dinputs


def test_lists_and_arrays_give_the_same_output():
    layer = dense(W1.T, [2, 3, 0.5])
    assert_array_equal(layer.forward(X3.tolist()), layer.forward(X3))


# The numbers of the chapters.


def test_two_layers_on_the_batch_of_chapter_3():
    first, second = dense(W1.T, [2, 3, 0.5]), dense(W2.T, [-1, 2, -0.5])
    expected = [[4.8, 1.21, 2.385], [8.9, -1.81, 0.2], [1.41, 1.051, 0.026]]
    assert_allclose(first.forward(X3), expected, rtol=1e-12)
    expected = [[0.5031, -1.04185, -2.03875], [0.2434, -2.7332, -5.7633], [-0.99314, 1.41254, -0.35655]]
    assert_allclose(second.forward(first.output), expected, rtol=1e-12)


def test_four_to_five_to_two_with_seed_0():
    rng = np.random.RandomState(0)
    first, second = Dense(4, 5, rng=rng), Dense(5, 2, rng=rng)
    expected = [[0.148296, -0.08397602], [0.14100315, -0.01340469], [0.20124979, -0.07290616]]
    assert_allclose(second.forward(first.forward(X3)), expected, atol=5e-9)


@pytest.mark.parametrize(
    "dvalues, expected",
    [
        ([[1, 1, 1]], [[0.44, -0.38, -0.07, 1.37]]),
        (
            [[1, 1, 1], [2, 2, 2], [3, 3, 3]],
            [[0.44, -0.38, -0.07, 1.37], [0.88, -0.76, -0.14, 2.74], [1.32, -1.14, -0.21, 4.11]],
        ),
    ],
)
def test_gradient_on_the_inputs_in_chapter_6(dvalues, expected):
    layer = dense(W1.T, 0)
    layer.forward(X3[: len(dvalues)])
    assert_allclose(layer.backward(dvalues), expected, rtol=1e-12)


def test_gradient_on_weights_and_biases_in_chapter_6():
    layer = dense(W1.T, 0)
    layer.forward(X3)
    layer.backward([[1, 1, 1], [2, 2, 2], [3, 3, 3]])
    assert_allclose(layer.dweights, [[0.5] * 3, [20.1] * 3, [10.9] * 3, [4.1] * 3], rtol=1e-12)
    assert_array_equal(layer.dbiases, [[6, 6, 6]])


def test_one_step_on_a_layer_with_relu_in_chapter_6():
    layer, relu = dense(W1.T, [2, 3, 0.5]), ReLU()
    relu.forward(layer.forward(X3))
    layer.backward(relu.backward(relu.output))
    expected = [
        [0.179515, 0.5003665, -0.262746],
        [0.742093, -0.9152577, -0.2758402],
        [-0.510153, 0.2529017, 0.1629592],
        [0.971328, -0.5021842, 0.8636583],
    ]
    assert_allclose(layer.weights - 0.001 * layer.dweights, expected, rtol=1e-12)
    assert_allclose(layer.biases - 0.001 * layer.dbiases, [[1.98489, 2.997739, 0.497389]], rtol=1e-12)


def test_one_neuron_by_hand_in_chapter_6():
    layer, relu = dense([[-3], [-1], [2]], 1), ReLU()
    assert relu.forward(layer.forward([[1, -2, 3]])) == 6
    assert_array_equal(layer.backward(relu.backward([[1]])), [[-3, -1, 2]])
    assert_array_equal(layer.dweights, [[1], [-2], [3]])
    assert_array_equal(layer.dbiases, [[1]])
    layer.weights -= 0.001 * layer.dweights
    layer.biases -= 0.001 * layer.dbiases
    assert_allclose(layer.weights, [[-3.001], [-0.998], [1.997]], rtol=1e-12)
    assert_allclose(layer.biases, [[0.999]], rtol=1e-12)
    assert_allclose(relu.forward(layer.forward([[1, -2, 3]])), [[5.985]], rtol=1e-12)


def train(layer, inputs, n_steps=200, rate=0.001):
    """Train layer and ReLU on the square of their summed output; return the loss before each step."""
    relu, losses = ReLU(), []
    for _ in range(n_steps):
        total = relu.forward(layer.forward(inputs)).sum()
        losses.append(total**2)
        layer.backward(relu.backward(np.full_like(relu.output, 2 * total)))
        layer.weights -= rate * layer.dweights
        layer.biases -= rate * layer.dbiases
    return losses


def test_one_neuron_trained_for_200_steps_in_chapter_6():
    layer = dense([[-3], [-1], [2]], 1)
    assert train(layer, [[1, -2, 3]])[-1] == pytest.approx(0.00019563778572677975, rel=1e-9)
    assert_allclose(layer.weights, [[-3.3990955], [-0.20180899], [0.80271349]], atol=5e-9)
    assert_allclose(layer.biases, [[0.6009044964039991]], rtol=1e-12)


def test_three_neurons_trained_for_200_steps_in_chapter_6():
    weights = np.arange(1, 13).reshape(3, 4) / 10
    losses = train(dense(weights.T, [0.1, 0.2, 0.3]), [[1, 2, 3, 4]])
    assert losses[0] == pytest.approx(466.56, rel=1e-12)
    assert losses[180] == pytest.approx(6.7858e-09, abs=5e-14)
    assert losses[-1] == pytest.approx(5.9609e-10, abs=5e-15)
