"""CategoricalCrossEntropy and SoftmaxCrossEntropy: their numbers, their gradients, and what holds for any batch."""

from hypothesis import strategies as st
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Softmax
from nnfs_helpers.data import one_hot
from nnfs_helpers.gradcheck import gradient_error, numerical_gradient
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from tests.package.gradients import RNGS, SIZES, for_random, loss_error

PREDICTIONS = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
ROWS_OF_TARGETS = [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
BOTH_FORMS = pytest.mark.parametrize("as_targets", [lambda labels, _: labels, one_hot], ids=["numbers", "one-hot"])


def rows_that_sum_to_1(rng, n_samples, n_classes):
    """Probabilities of which none is near 0."""
    numbers = rng.uniform(0.2, 0.9, size=(n_samples, n_classes))
    return numbers / numbers.sum(axis=1, keepdims=True)


@BOTH_FORMS
@for_random(
    rng=RNGS, n_samples=SIZES, n_classes=st.integers(2, 5)
)  # a single class has the probability 1, where it is clipped
def test_gradient_on_the_predictions_equals_central_differences(as_targets, rng, n_samples, n_classes):
    predictions = rows_that_sum_to_1(rng, n_samples, n_classes)
    targets = as_targets(rng.integers(n_classes, size=n_samples), n_classes)
    assert loss_error(CategoricalCrossEntropy(), predictions, targets) < 1e-8


@BOTH_FORMS
@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_gradient_on_the_logits_equals_central_differences(as_targets, rng, n_samples, n_classes):
    logits = rng.normal(size=(n_samples, n_classes))
    targets = as_targets(rng.integers(n_classes, size=n_samples), n_classes)
    assert loss_error(SoftmaxCrossEntropy(epsilon=1e-15), logits, targets) < 1e-9


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_the_short_gradient_equals_the_chain_of_cross_entropy_and_softmax(rng, n_samples, n_classes):
    logits, targets = rng.normal(size=(n_samples, n_classes)), rng.integers(n_classes, size=n_samples)
    softmax, loss, both = Softmax(), CategoricalCrossEntropy(epsilon=1e-15), SoftmaxCrossEntropy(epsilon=1e-15)
    assert both.forward(logits, targets) == loss.forward(softmax.forward(logits), targets)
    assert_allclose(both.backward(), softmax.backward(loss.backward()), rtol=0, atol=1e-12)


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_class_numbers_and_one_hot_rows_give_the_same_loss(rng, n_samples, n_classes):
    predictions, labels = rows_that_sum_to_1(rng, n_samples, n_classes), rng.integers(n_classes, size=n_samples)
    loss = CategoricalCrossEntropy()
    assert loss.forward(predictions, labels) == loss.forward(predictions, one_hot(labels, n_classes))


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_the_loss_of_a_batch_is_the_mean_over_its_samples(rng, n_samples, n_classes):
    predictions, labels = rows_that_sum_to_1(rng, n_samples, n_classes), rng.integers(n_classes, size=n_samples)
    loss = CategoricalCrossEntropy()
    singles = [loss.forward([row], [label]) for row, label in zip(predictions, labels, strict=True)]
    assert loss.forward(predictions, labels) == pytest.approx(np.mean(singles), rel=1e-14)
    assert_allclose(loss.sample_losses, singles, rtol=1e-14)


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_the_gradient_on_the_logits_sums_to_0_in_each_row(rng, n_samples, n_classes):
    loss = SoftmaxCrossEntropy()
    loss.forward(rng.normal(size=(n_samples, n_classes)), rng.integers(n_classes, size=n_samples))
    assert_allclose(loss.backward().sum(axis=1), 0, atol=1e-15)


@pytest.mark.parametrize("n_classes", [2, 3, 10])
def test_the_loss_of_the_uniform_prediction_is_the_logarithm_of_the_number_of_classes(n_classes):
    targets = np.arange(n_classes)
    uniform = np.full((n_classes, n_classes), 1 / n_classes)
    assert CategoricalCrossEntropy().forward(uniform, targets) == pytest.approx(np.log(n_classes), rel=1e-14)
    assert SoftmaxCrossEntropy().forward(7 * uniform, targets) == pytest.approx(np.log(n_classes), rel=1e-14)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("options, epsilon", [({}, 1e-7), ({"epsilon": 1e-3}, 1e-3)])
def test_a_probability_of_0_costs_minus_log_epsilon_and_one_of_1_minus_log_of_the_rest(options, epsilon):
    loss = CategoricalCrossEntropy(**options)
    assert loss.forward([[0, 1]], [0]) == pytest.approx(-np.log(epsilon), rel=1e-14)
    assert loss.forward([[0, 1]], [1]) == pytest.approx(-np.log(1 - epsilon), rel=1e-14)
    assert_array_equal(loss.predictions, [[0, 1]])


@pytest.mark.filterwarnings("error")
def test_the_gradient_of_a_probability_of_0_or_1_is_that_of_the_clipped_one():
    loss = CategoricalCrossEntropy(epsilon=1e-3)
    loss.forward([[0, 1], [0, 1]], [0, 1])
    assert_allclose(loss.backward(), [[-1 / 1e-3 / 2, 0], [0, -1 / (1 - 1e-3) / 2]], rtol=1e-14)


@pytest.mark.filterwarnings("error")
def test_logits_of_a_thousand_give_a_finite_loss_and_gradient():
    loss = SoftmaxCrossEntropy()
    assert loss.forward([[1000, 0], [0, -1000]], [1, 0]) == pytest.approx(-np.log([1e-7, 1 - 1e-7]).mean(), rel=1e-9)
    assert_array_equal(loss.backward(), [[0.5, -0.5], [0, 0]])


def test_softmax_cross_entropy_passes_its_epsilon_on():
    assert SoftmaxCrossEntropy(epsilon=0.01).forward([[1000, 0]], [1]) == pytest.approx(-np.log(0.01), rel=1e-14)


def test_backward_twice_gives_the_same_and_leaves_the_probabilities_alone():
    loss = SoftmaxCrossEntropy()
    loss.forward([[2, 1, 0]], [0])
    probabilities, once = loss.softmax.output.copy(), loss.backward().copy()
    assert_array_equal(loss.backward(), once)
    assert_array_equal(loss.softmax.output, probabilities)


@pytest.mark.parametrize("make", [CategoricalCrossEntropy, SoftmaxCrossEntropy])
def test_the_loss_is_a_plain_float_and_forward_and_backward_store_what_they_return(make):
    loss = make()
    value = loss.forward(np.float32(PREDICTIONS), [0, 1, 1])
    assert type(value) is float
    assert loss.output == value
    assert loss.backward() is loss.dinputs
    assert loss.dinputs.dtype == np.float32


# The numbers of the chapters.


def test_the_loss_of_one_sample_in_chapter_5():
    assert CategoricalCrossEntropy().forward([[0.7, 0.1, 0.2]], [0]) == pytest.approx(0.35667494, abs=5e-9)


@pytest.mark.parametrize("targets", [[0, 1, 1], ROWS_OF_TARGETS])
def test_the_loss_of_three_samples_in_chapter_5(targets):
    loss = CategoricalCrossEntropy()
    assert loss.forward(PREDICTIONS, targets) == pytest.approx(0.38506088005216804, rel=1e-14)
    assert_allclose(loss.sample_losses, [0.35667494, 0.69314718, 0.10536052], atol=5e-9)


X = np.array([[1, 2, 3], [6, 7, 8], [7, 8, 9], [3, 4, 5], [4, 5, 6]])
TARGETS = [False, True, True, False, False]


@pytest.fixture
def seeded():
    """The seeded network of chapters 5 and 6: hidden layer, ReLU, output layer, softmax, loss."""
    hidden, output = Dense(3, 4), Dense(4, 2)
    hidden.weights[...] = np.random.RandomState(10).uniform(-0.5, 0.5, (3, 4))
    output.weights[...] = np.random.RandomState(100).uniform(-0.5, 0.5, (4, 2))
    return hidden, ReLU(), output, Softmax(), CategoricalCrossEntropy(epsilon=np.finfo(float).eps)


def forward(network, inputs=X, targets=TARGETS):
    """The loss of a network whose last part is the loss."""
    *layers, loss = network
    values = inputs
    for layer in layers:
        values = layer.forward(values)
    return loss.forward(values, targets)


def backward(network):
    """Fill the gradients of a network whose last part is the loss."""
    *layers, loss = network
    gradient = loss.backward()
    for layer in reversed(layers):
        gradient = layer.backward(gradient)


def test_every_number_of_the_seeded_network_of_chapter_5(seeded):
    hidden, relu, output, softmax, loss = seeded
    assert forward(seeded) == pytest.approx(0.7301727079439226, rel=1e-14)
    rows = [
        (hidden.weights, [0.27132064, -0.47924805, 0.13364823, 0.24880388]),
        (hidden.output, [-0.72433282, -2.26463532, 0.08585342, 2.13004535]),
        (relu.output, [0, 0, 0.08585342, 2.13004535]),
        (output.weights, [0.04340494, -0.22163061]),
        (output.output, [0.32118171, 0.66159156]),
        (softmax.output, [0.41570992, 0.58429008]),
    ]
    for array, first_row in rows:
        assert_allclose(array[0], first_row, atol=5e-9)
    assert_allclose(loss.sample_losses, [0.87776756, 0.2880862, 0.25230477, 1.06549102, 1.16721398], atol=5e-9)


def test_the_seeded_network_gives_the_same_loss_for_one_hot_rows_and_in_the_short_form(seeded):
    hidden, relu, output, *_ = seeded
    rows = [[1, 0], [0, 1], [0, 1], [1, 0], [1, 0]]
    assert forward(seeded, targets=rows) == forward(seeded)
    short = hidden, relu, output, SoftmaxCrossEntropy(epsilon=np.finfo(float).eps)
    assert forward(short) == pytest.approx(0.7301727079439226, rel=1e-14)


def test_every_gradient_of_the_seeded_network_equals_central_differences(seeded):
    hidden, _, output, *_ = seeded
    forward(seeded)
    backward(seeded)
    for layer in hidden, output:
        for gradient, array in (layer.dweights, layer.weights), (layer.dbiases, layer.biases):
            assert gradient_error(gradient, numerical_gradient(lambda _: forward(seeded), array)) < 1e-8


def test_the_seeded_network_trains_until_it_classifies_all_five_samples(seeded):
    hidden, _, output, softmax, _ = seeded
    first = forward(seeded)
    for _ in range(3000):
        backward(seeded)
        for layer in hidden, output:
            layer.weights -= 0.1 * layer.dweights
            layer.biases -= 0.1 * layer.dbiases
        last = forward(seeded)
    assert last < first / 10
    assert_array_equal(softmax.output.argmax(axis=1), TARGETS)


@pytest.mark.parametrize("predictions", [[[5.0, -3.0]], [[1.1, -0.1]], [[2, 0]]])
def test_logits_are_not_taken_for_probabilities(predictions):
    with pytest.raises(ValueError, match="^predictions must be probabilities between 0 and 1, but one .* softmax"):
        CategoricalCrossEntropy().forward(predictions, [0])
