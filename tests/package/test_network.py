"""Network: one vector of parameters, one of gradients, and layers that are views of both."""

from itertools import pairwise

from hypothesis import strategies as st
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.gradcheck import gradient_error, numerical_gradient
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.network import Network, move_into_one_vector
from nnfs_helpers.optim import Adam
from tests.package.gradients import RNGS, SIZES, for_random

TINY = 1e-15  # an epsilon that clips no probability of these tests
X = np.array([[1, 2, 3], [6, 7, 8], [7, 8, 9], [3, 4, 5], [4, 5, 6]])
Y = np.array([0, 1, 1, 0, 0])


def small_network(**options):
    """Three inputs, four hidden neurons, two classes; weights of seed 0."""
    rng = np.random.RandomState(0)
    return Network([Dense(3, 4, rng), ReLU(), Dense(4, 2, rng)], **options)


def chapter_5():
    """The layers of the seeded network of chapter 5."""
    hidden, output = Dense(3, 4), Dense(4, 2)
    hidden.weights[...] = np.random.RandomState(10).uniform(-0.5, 0.5, (3, 4))
    output.weights[...] = np.random.RandomState(100).uniform(-0.5, 0.5, (4, 2))
    return [hidden, ReLU(), output]


ENDS = {
    "SoftmaxCrossEntropy": lambda: ([], SoftmaxCrossEntropy(TINY)),
    "Softmax": lambda: ([Softmax()], CategoricalCrossEntropy(TINY)),
}


def random_network(rng, end):
    """One to three Dense layers of one to five neurons, with ReLU, Sigmoid or nothing between them."""
    layers = []
    for n_inputs, n_neurons in pairwise(rng.integers(1, 6, size=rng.integers(2, 5))):
        between = [[ReLU()], [Sigmoid()], []][rng.integers(3)] if layers else []
        layers += [*between, Dense(n_inputs, n_neurons, rng, scale=1)]
        layers[-1].biases[...] = rng.normal(size=n_neurons)
    last, loss = ENDS[end]()
    return Network([*layers, *last], loss)


# Gradients


@for_random(rng=RNGS, n_samples=SIZES, end=st.sampled_from(sorted(ENDS)))
def test_the_gradient_of_any_network_equals_central_differences(rng, n_samples, end):
    network = random_network(rng, end)
    inputs = rng.normal(size=(n_samples, len(network.layers[0].weights)))
    labels = rng.integers(network.forward(inputs).shape[1], size=n_samples)

    def loss(_=None):
        return network.loss.forward(network.forward(inputs), labels)

    loss()
    network.backward()
    assert gradient_error(network.gradients, numerical_gradient(loss, network.parameters)) < 1e-8


def test_the_random_networks_have_every_kind_of_layer_and_up_to_three_dense_ones():
    networks = [random_network(np.random.default_rng(seed), end) for seed in range(30) for end in ENDS]
    kinds = [[type(layer) for layer in network.layers] for network in networks]
    assert {kind for row in kinds for kind in row} == {Dense, ReLU, Sigmoid, Softmax}
    assert {row.count(Dense) for row in kinds} == {1, 2, 3}


def test_forward_and_backward_equal_the_layers_one_by_one_as_in_chapter_6():
    network, (hidden, relu, output) = Network(chapter_5()), chapter_5()
    loss, by_hand = network.loss.forward(network.forward(X), Y), SoftmaxCrossEntropy()
    assert loss == by_hand.forward(output.forward(relu.forward(hidden.forward(X))), Y)
    network.backward()
    hidden.backward(relu.backward(output.backward(by_hand.backward())))
    for ours, alone in (network.layers[0], hidden), (network.layers[2], output):
        assert_array_equal(ours.output, alone.output)
        assert_array_equal(ours.dweights, alone.dweights)
        assert_array_equal(ours.dbiases, alone.dbiases)


def test_the_seeded_network_of_chapter_5_has_its_weights_its_outputs_and_its_loss():
    network = Network([*chapter_5(), Softmax()], CategoricalCrossEntropy(epsilon=np.finfo(float).eps))
    assert network.loss.forward(network.forward(X), Y) == pytest.approx(0.7301727079439226, rel=1e-14)
    assert_allclose(network.parameters[:4], [0.27132064, -0.47924805, 0.13364823, 0.24880388], atol=5e-9)
    assert_allclose(network.parameters[16:18], [0.04340494, -0.22163061], atol=5e-9)
    assert_allclose(network.layers[-1].output[0], [0.41570992, 0.58429008], atol=5e-9)


def test_backward_twice_gives_the_gradient_once():
    network = small_network()
    network.loss.forward(network.forward(X), Y)
    network.backward()
    once = network.gradients.copy()
    network.backward()
    assert once.any()
    assert_array_equal(network.gradients, once)


def test_the_first_layer_computes_no_gradient_on_the_data_and_every_other_one_does():
    network = small_network()
    network.loss.forward(network.forward(X), Y)
    network.backward()
    first, *others = network.layers
    assert first.dinputs is None
    assert [layer.dinputs.shape for layer in others] == [(5, 4), (5, 4)]


# One memory


def test_the_vector_holds_weights_and_biases_layer_by_layer():
    network = small_network()
    first, _, second = network.layers
    first.biases[...], second.biases[...] = 5, 7
    rows = [first.weights.ravel(), [5] * 4, second.weights.ravel(), [7] * 2]
    assert_array_equal(network.parameters, np.concatenate(rows))
    assert network.parameters.shape == network.gradients.shape == (3 * 4 + 4 + 4 * 2 + 2,)


@pytest.mark.parametrize("vector, names", [("parameters", "weights biases"), ("gradients", "dweights dbiases")])
def test_the_layers_see_what_the_vector_says_and_the_vector_what_the_layers_say(vector, names):
    network = small_network()
    vector = getattr(network, vector)
    arrays = [getattr(layer, name) for layer in network.layers[::2] for name in names.split()]
    vector[...] = np.arange(26)
    assert_array_equal(np.concatenate([array.ravel() for array in arrays]), np.arange(26))
    for number, array in enumerate(arrays):
        array[...] = number
    assert_array_equal(vector, [0] * 12 + [1] * 4 + [2] * 8 + [3] * 2)


def test_a_network_keeps_the_numbers_and_the_shapes_that_its_layers_had():
    layers = chapter_5()
    before = [layer.weights.copy() for layer in layers[::2]]
    Network(layers)
    for layer, weights in zip(layers[::2], before, strict=True):
        assert_array_equal(layer.weights, weights)
        assert layer.biases.shape == layer.dbiases.shape == (1, weights.shape[1])


def test_backward_fills_every_entry_of_the_vector_that_is_there():
    network = small_network()
    gradients = network.gradients
    gradients[...] = np.nan
    network.loss.forward(network.forward(X), Y)
    network.backward()
    assert network.gradients is gradients and np.isfinite(gradients).all()


def test_a_step_on_the_vector_is_a_step_of_the_layers():
    network, layers = small_network(), small_network().layers
    network.loss.forward(network.forward(X), Y)
    network.backward()
    gradient = network.layers[2].dweights.copy()
    network.parameters -= 0.5 * network.gradients
    assert_array_equal(network.layers[2].weights, layers[2].weights - 0.5 * gradient)


def test_move_into_one_vector_leaves_out_layers_without_these_arrays():
    dense = Dense(2, 3)
    vector = move_into_one_vector([ReLU(), dense, Softmax()], ["weights"], float)
    assert vector.shape == (6,) and np.shares_memory(vector, dense.weights)
    assert not np.shares_memory(vector, dense.biases)


# Types of numbers


def arrays_of(part):
    """The arrays of floats that a layer, a loss or an optimizer keeps, and those of the parts within it, by name."""
    for name, value in vars(part).items():
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            yield name, value
        elif hasattr(value, "forward"):
            yield from arrays_of(value)


def one_step(network, inputs):
    """Train by one step of Adam; return {name of an array: its dtype} for all arrays that were at work."""
    optimizer = Adam(0.01)
    network.loss.forward(network.forward(inputs), Y)
    network.backward()
    optimizer.step(network.parameters, network.gradients)
    parts = [network, network.loss, optimizer, *network.layers]
    return {name: array.dtype for part in parts for name, array in arrays_of(part)}


@pytest.mark.parametrize(
    "layers, loss",
    [([ReLU], SoftmaxCrossEntropy), ([Sigmoid], SoftmaxCrossEntropy), ([ReLU, Softmax], CategoricalCrossEntropy)],
)
def test_a_network_of_float32_trains_on_float32_in_float32_alone(layers, loss):
    first, *last = layers
    network = Network([Dense(3, 4), first(), Dense(4, 2), *(kind() for kind in last)], loss(), dtype=np.float32)
    types = one_step(network, np.float32(X))
    assert {
        "parameters",
        "gradients",
        "mean",
        "squares",
        "weights",
        "dbiases",
        "inputs",
        "output",
        "dinputs",
    } <= types.keys()
    assert set(types.values()) == {np.dtype(np.float32)}


def test_with_data_of_float64_its_layers_compute_in_float64_and_its_vectors_stay_float32():
    network = small_network(dtype=np.float32)
    types = one_step(network, np.float64(X))
    assert types["parameters"] == types["gradients"] == types["mean"] == types["weights"] == np.float32
    assert types["output"] == types["dinputs"] == np.float64


def test_a_network_is_one_of_float64_unless_told_otherwise():
    assert set(one_step(small_network(), X).values()) == {np.dtype(np.float64)}


# Predictions


def test_forward_returns_the_output_of_the_last_layer():
    network = small_network()
    assert network.forward(X) is network.layers[-1].output


def test_predict_names_the_column_of_the_largest_output():
    network = Network([Dense(3, 3)])
    network.layers[0].weights[...] = np.eye(3)
    assert_array_equal(network.predict([[0, 9, 1], [3, 2, 1], [-3, -2, -1]]), [1, 0, 2])


def test_predict_is_the_same_with_and_without_softmax():
    rng = np.random.default_rng(0)
    network = random_network(rng, "Softmax")
    inputs = rng.normal(size=(50, len(network.layers[0].weights)))
    predicted = network.predict(inputs)
    bare = Network(network.layers[:-1])  # now the layers belong to this one
    assert_array_equal(bare.predict(inputs), predicted)


# Layers and losses


def test_the_loss_is_softmax_cross_entropy_unless_told_otherwise():
    loss = SoftmaxCrossEntropy(0.01)
    assert type(small_network().loss) is SoftmaxCrossEntropy
    assert small_network(loss=loss).loss is loss


def test_layers_may_come_in_a_tuple_or_from_a_generator_and_the_callers_list_stays_his():
    layers = [Dense(3, 4), ReLU(), Dense(4, 2)]
    network = Network(layers)
    assert network.layers == layers and network.layers is not layers
    assert Network(tuple(layers)).layers == Network(layer for layer in layers).layers == layers


def test_backward_before_any_loss_is_answered_with_a_sentence():
    with pytest.raises(RuntimeError, match="Call forward first"):
        small_network().backward()
