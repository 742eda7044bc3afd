"""What does not fit a network, a training or an optimizer is answered with a sentence that says what to do."""

from functools import partial

import numpy as np
from numpy.testing import assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.data import one_hot
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD, Adam, AdamW, RMSProp
from nnfs_helpers.support import network_views
from nnfs_helpers.support.checks import unchecked
from nnfs_helpers.support.network_checks import as_data, as_gradients, check_loss

X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
Y = np.array([0, 2, 1])


def network(**options):
    """Two inputs, four hidden neurons, three classes."""
    rng = np.random.RandomState(0)
    return Network([Dense(2, 4, rng), ReLU(), Dense(4, 3, rng)], **options)


def answer(kind, call):
    """The sentence with which a call is refused; the error is of this kind and of no more special one."""
    with pytest.raises(kind) as error:
        call()
    assert type(error.value) is kind
    return str(error.value)


# Layers


@pytest.mark.parametrize("layers", [[], (), [ReLU(), Dense(2, 3)], [Softmax()]])
def test_a_network_begins_with_a_dense_layer(layers):
    assert answer(ValueError, lambda: Network(layers)) == (
        "A network begins with a Dense layer, whose weights say how many inputs there are."
    )


@pytest.mark.parametrize(
    "call", [lambda: Network(Dense(2, 3)), lambda: Network(Dense(2, 3), ReLU(), Dense(3, 2)), lambda: Network(None)]
)
def test_the_layers_come_in_a_list(call):
    assert answer(TypeError, call) == "layers must be a list, such as [Dense(2, 64), ReLU(), Dense(64, 3)]."


class OneWay:
    """A layer that nobody can train: it has no backward."""

    def forward(self, inputs):
        return inputs


@pytest.mark.parametrize("wrong", [ReLU, OneWay(), "ReLU", None, 3, [Dense(3, 3)], np.maximum, SoftmaxCrossEntropy])
@pytest.mark.parametrize("place", [0, 1])
def test_a_layer_is_an_object_with_forward_and_backward(wrong, place):
    layers = [Dense(2, 3), Dense(3, 2)]
    layers.insert(place, wrong)
    assert answer(TypeError, lambda: Network(layers)) == (
        f"Layer {place} is {wrong!r}. A layer has forward and backward: ReLU(), not ReLU."
    )


def test_a_layer_stands_in_one_place_only():
    relu = ReLU()
    layers = [Dense(2, 3), relu, Dense(3, 3), relu]
    expected = "Layer 3 stands in the list twice. Make a new object for each place."
    assert answer(ValueError, lambda: Network(layers)) == expected


@pytest.mark.parametrize("between", [[], [ReLU()], [Sigmoid(), ReLU()]])
def test_sizes_that_do_not_fit_are_named_with_their_layers(between):
    k = len(between) + 1
    assert answer(ValueError, lambda: Network([Dense(2, 3), *between, Dense(4, 2)])) == (
        f"Layer 0 has 3 neurons, but layer {k} has weights for 4 inputs."
    )


def test_the_second_pair_of_layers_is_looked_at_too():
    layers = [Dense(2, 3), Dense(3, 5), ReLU(), Dense(3, 5)]
    expected = "Layer 1 has 5 neurons, but layer 3 has weights for 3 inputs."
    assert answer(ValueError, lambda: Network(layers)) == expected


@pytest.mark.parametrize("loss", [[], [SoftmaxCrossEntropy()]])
def test_one_softmax_is_enough(loss):
    assert answer(ValueError, lambda: Network([Dense(2, 3), Softmax()], *loss)) == (
        "SoftmaxCrossEntropy contains the softmax. Leave out the layer Softmax: once is enough."
    )


@pytest.mark.parametrize("last", [[], [ReLU()]])
def test_cross_entropy_without_a_softmax_is_refused_because_fit_would_not_notice(last):
    name = "ReLU" if last else "Dense"
    assert answer(ValueError, lambda: Network([Dense(2, 3), *last], CategoricalCrossEntropy())) == (
        f"CategoricalCrossEntropy takes probabilities, and {name} gives other numbers too. "
        "Add the layer Softmax, or leave out the loss."
    )


def test_cross_entropy_behind_a_softmax_is_good():
    Network([Dense(2, 3), Softmax()], CategoricalCrossEntropy()).fit(X, Y, SGD(0.1))


def test_cross_entropy_behind_a_sigmoid_is_refused_because_its_rows_do_not_sum_to_1():
    assert answer(ValueError, lambda: Network([Dense(2, 3), Sigmoid()], CategoricalCrossEntropy())) == (
        "CategoricalCrossEntropy takes probabilities, of which each row sums to 1, and those of Sigmoid do not. "
        "Put Softmax in the place of Sigmoid, or leave out both Sigmoid and the loss."
    )


@pytest.mark.parametrize("last", [Softmax, Sigmoid, ReLU])
def test_the_default_loss_behind_an_activation_is_refused_or_learns(last):
    try:
        network = Network([Dense(2, 3, np.random.RandomState(0)), last()])
    except ValueError as error:
        assert last.__name__ in str(error)
    else:
        losses = network.fit(X, Y, SGD(0.1), epochs=200)
        assert losses[-1] < losses[0]


@pytest.mark.parametrize("wrong", [SoftmaxCrossEntropy, CategoricalCrossEntropy, "mse", 3, np.mean, SGD()])
def test_a_loss_is_an_object_with_forward_and_backward(wrong):
    assert answer(TypeError, lambda: Network([Dense(2, 3)], wrong)) == (
        f"loss must be an object such as SoftmaxCrossEntropy(), but it is {wrong!r}."
    )


@pytest.mark.parametrize(
    "dtype, name", [(int, "int64"), (np.float16, "float16"), (bool, "bool"), ("c16", "complex128")]
)
def test_a_network_is_of_float32_or_float64(dtype, name):
    expected = f"dtype must be float32 or float64, but it is {name}."
    assert answer(TypeError, lambda: network(dtype=dtype)) == expected


@pytest.mark.parametrize("dtype", [float, "float64", np.float32, "f4", np.dtype("f4")])
def test_every_name_of_float32_and_float64_will_do(dtype):
    assert network(dtype=dtype).parameters.dtype == network(dtype=dtype).gradients.dtype == np.dtype(dtype)


def test_a_network_that_is_refused_leaves_its_layers_as_they_were():
    layers = [Dense(2, 3), ReLU(), Dense(3, 2)]
    arrays = [vars(layer).copy() for layer in layers]
    answer(TypeError, lambda: Network(layers, dtype=int))
    answer(ValueError, lambda: Network([*layers, Softmax()]))
    for layer, before in zip(layers, arrays, strict=True):
        assert all(value is before[name] for name, value in vars(layer).items())


# Networks that were tampered with


def with_new_weights():
    tampered = network()
    tampered.layers[2].weights = tampered.layers[2].weights - 0.1
    return tampered, "weights", 2


def with_new_biases():
    tampered = network()
    tampered.layers[0].biases = np.zeros((1, 4))
    return tampered, "biases", 0


def with_new_gradients():
    tampered = network()
    tampered.layers[0].dweights = np.zeros((2, 4))
    return tampered, "dweights", 0


def with_new_gradients_of_biases():
    tampered = network()
    tampered.layers[2].dbiases = np.zeros((1, 3))
    return tampered, "dbiases", 2


def with_a_layer_in_two_networks():
    tampered = network()
    Network([tampered.layers[0], ReLU(), Dense(4, 7)])
    return tampered, "weights", 0


def with_a_new_vector():
    tampered = network()
    tampered.parameters = tampered.parameters - 0.1
    return tampered, "weights", 0


def with_one_layer_more():
    tampered = network()
    tampered.layers += [ReLU(), Dense(3, 3)]
    return tampered, "weights", 4


TAMPERED = pytest.mark.parametrize(
    "tamper",
    [
        with_new_weights,
        with_new_biases,
        with_new_gradients,
        with_new_gradients_of_biases,
        with_a_layer_in_two_networks,
        with_a_new_vector,
        with_one_layer_more,
    ],
)


@TAMPERED
@pytest.mark.parametrize("use", ["fit", "save"])
def test_a_layer_that_is_no_view_any_more_is_named_before_it_does_harm(tamper, use, tmp_path):
    tampered, part, number = tamper()
    call = {"fit": partial(tampered.fit, X, Y, SGD()), "save": partial(tampered.save, tmp_path / "net.npz")}[use]
    assert answer(ValueError, call) == (
        f"The {part} of layer {number} are no part of this network's vectors any more: the layer is in another network "
        f"now, or its array was replaced. Change numbers in place: {part}[...] = new."
    )
    assert list(tmp_path.iterdir()) == []


def used():
    """A network that has gone forward and backward, and was found whole."""
    ours = Network([Dense(2, 4), ReLU(), Dense(4, 3)])
    ours.loss.forward(ours.forward(X), Y)
    ours.backward()
    return ours


@TAMPERED
@pytest.mark.parametrize("use", ["forward", "backward"])
def test_it_is_named_as_well_where_the_network_was_found_whole_before(tamper, use, monkeypatch):
    monkeypatch.setitem(globals(), "network", used)
    tampered, part, number = tamper()
    call = {"forward": partial(tampered.forward, X), "backward": tampered.backward}[use]
    for _ in range(2):
        assert answer(ValueError, call).startswith(
            f"The {part} of layer {number} are no part of this network's vectors"
        )


def test_a_network_that_stays_as_it_is_is_looked_at_once(monkeypatch):
    looks, ours = [], network()
    monkeypatch.setattr(network_views, "check_parts", looks.append)
    for _ in range(5):
        ours.loss.forward(ours.forward(X), Y)
        ours.backward()
        SGD(0.1).step(ours.parameters, ours.gradients)
    assert looks == [ours]
    ours.layers.append(ReLU())
    ours.forward(X)
    assert looks == [ours, ours]


def test_numbers_that_were_changed_in_place_are_good():
    changed = network()
    changed.layers[2].weights[...] = 3
    changed.layers[0].biases += 1
    assert len(changed.fit(X, Y, SGD(0.1))) == 1


def test_the_newer_of_two_networks_with_a_common_layer_is_good():
    older = network()
    newer = Network([older.layers[0], ReLU(), Dense(4, 3)])
    assert len(newer.fit(X, Y, SGD(0.1))) == 1


# Data

BAD_DATA = {
    "three columns": (
        np.ones((3, 3)),
        Y,
        "X has shape (3, 3), so 3 numbers in each row, but the layer has weights for 2 inputs.",
    ),
    "NaN": ([[1, 2], [3, np.nan], [5, 7]], Y, "X must be finite numbers, but the entry at [1, 1] is nan."),
    "infinity": ([[1, 2], [3, 4], [-np.inf, 7]], Y, "X must be finite numbers, but the entry at [2, 0] is -inf."),
    "empty": (np.empty((0, 2)), [], "X has shape (0, 2): an empty batch. At least one sample is needed."),
    "one sample": (
        [1, 2],
        [0],
        "X must have two dimensions, one row for each sample, but its shape is (2,). "
        "Put a single sample into a list of its own: [sample].",
    ),
    "text": ([["a", "b"]], [0], "X must be numbers, but NumPy makes an array of type <U1 of them."),
    "label too large": (
        X,
        [0, 1, 3],
        "y must be class numbers from 0 to 2, whole and not negative, but the one at [2] is 3.",
    ),
    "label negative": (
        X,
        [-1, 1, 2],
        "y must be class numbers from 0 to 2, whole and not negative, but the one at [0] is -1.",
    ),
    "label in between": (
        X,
        [0, 0.5, 2],
        "y must be class numbers from 0 to 2, whole and not negative, but the one at [1] is 0.5.",
    ),
    "label missing": (
        X,
        [0, 1],
        "y has shape (2,), but there are 3 samples: give 3 class numbers, shape (3,), or one-hot rows, shape (3, 3).",
    ),
    "rows too short": (
        X,
        [[1, 0], [0, 1], [0, 1]],
        "y has shape (3, 2): one-hot rows need 3 columns, one for each class, but these have 2.",
    ),
    "not one-hot": (
        X,
        [[1, 0, 0], [0, 1, 1], [0, 0, 1]],
        "y must be one-hot: a single 1 in each row, all else 0. Row 1 is [0. 1. 1.].",
    ),
}


@pytest.mark.parametrize("inputs, labels, sentence", BAD_DATA.values(), ids=BAD_DATA)
def test_fit_looks_at_the_data_before_it_trusts_them(inputs, labels, sentence):
    ours, optimizer = network(), SGD(0.1)
    before = ours.parameters.copy()
    assert answer(ValueError, lambda: ours.fit(inputs, labels, optimizer)) == sentence
    assert_array_equal(ours.parameters, before)
    assert optimizer.steps == 0


@pytest.mark.parametrize("bad", ["three columns", "NaN", "infinity", "empty", "one sample", "text"])
def test_predict_answers_bad_data_too(bad):
    inputs, _, sentence = BAD_DATA[bad]
    assert answer(ValueError, lambda: network().predict(inputs)) == sentence.replace("X", "inputs")


def test_class_numbers_and_one_hot_rows_train_alike():
    numbers, rows = network(), network()
    assert numbers.fit(X, Y, SGD(0.1), 5, batch_size=2) == rows.fit(X, one_hot(Y, 3), SGD(0.1), 5, batch_size=2)
    assert_array_equal(numbers.parameters, rows.parameters)


def test_the_classes_are_counted_at_the_last_dense_layer():
    rng = np.random.RandomState(0)
    behind = Network([Dense(2, 5, rng), Dense(5, 3, rng), Softmax()], CategoricalCrossEntropy())
    for labels in Y, one_hot(Y, 3):
        assert_array_equal(as_data(behind, X, labels)[1], Y)


# Training


@pytest.mark.parametrize("name", ["epochs", "batch_size"])
@pytest.mark.parametrize("size", [0, -1, 2.5, True, "3"])
def test_epochs_and_batch_size_are_whole_numbers_of_at_least_1(name, size):
    expected = f"{name} must be a whole number of at least 1, but it is {size!r}."
    assert answer(ValueError, lambda: network().fit(X, Y, SGD(), **{name: size})) == expected


@pytest.mark.parametrize("wrong", [Adam, SGD, None, "adam", 0.01, np.subtract])
def test_an_optimizer_is_an_object_and_no_class(wrong):
    expected = f"optimizer must be an object such as Adam(0.01), but it is {wrong!r}."
    assert answer(TypeError, lambda: network().fit(X, Y, wrong)) == expected


def test_anything_with_a_method_step_is_an_optimizer():
    class Mine:
        def step(self, parameters, gradients):
            parameters -= 0.1 * gradients

    ours, theirs = network(), network()
    ours.fit(X, Y, Mine(), epochs=3)
    theirs.fit(X, Y, SGD(0.1), epochs=3)
    assert_array_equal(ours.parameters, theirs.parameters)


@pytest.mark.parametrize("optimizer", [SGD(), Adam(), RMSProp()], ids=lambda optimizer: type(optimizer).__name__)
def test_an_optimizer_belongs_to_one_network(optimizer):
    network().fit(X, Y, optimizer)
    other = Network([Dense(2, 3)])
    before = other.parameters.copy()
    assert answer(ValueError, lambda: other.fit(X, Y, optimizer)) == (
        "This optimizer remembers steps with 27 parameters, and now there are 9. Make a new optimizer for each network."
    )
    assert_array_equal(other.parameters, before)


@pytest.mark.parametrize("loss, text", [(np.nan, "nan"), (np.inf, "inf")])
def test_a_loss_that_is_no_number_ends_a_training_with_a_sentence(loss, text):
    optimizer = SGD(0.25)
    for _ in range(7):
        optimizer.step(np.ones(1), np.ones(1))
    assert answer(FloatingPointError, lambda: check_loss(loss, optimizer)) == (
        f"The loss is {text} after 7 steps: the numbers have grown out of all bounds. "
        "Begin again with a new network and a learning rate below 0.25."
    )


def test_an_optimizer_of_another_kind_gets_a_sentence_as_well():
    assert answer(FloatingPointError, lambda: check_loss(np.nan, object())) == (
        "The loss is nan after some steps: the numbers have grown out of all bounds. "
        "Begin again with a new network and a smaller learning rate."
    )


def test_a_large_loss_is_a_loss():
    assert check_loss(1e300, None) is None


# Vectors and rates


@pytest.mark.parametrize("wrong", [[1.0, 2.0], np.array([1, 2]), np.float16([1, 2]), np.array([1j, 2]), None, 1.0])
def test_parameters_are_an_array_of_floats(wrong):
    expected = "parameters must be an array of floats, because its numbers are changed in place."
    assert answer(TypeError, lambda: SGD().step(wrong, np.ones(2))) == expected


@pytest.mark.parametrize("gradients", [np.ones(3), np.ones((2, 1)), np.ones((1, 2)), 1.0, []])
def test_there_is_one_gradient_for_each_parameter(gradients):
    parameters = np.ones(2)
    assert answer(ValueError, lambda: SGD().step(parameters, gradients)) == (
        f"gradients has shape {np.shape(gradients)}, but parameters has shape (2,): "
        "there is one gradient for each parameter."
    )
    assert_array_equal(parameters, 1)


@pytest.mark.parametrize("wrong", [[1.0], np.array([1, 2]), np.ones(5)])
def test_a_step_that_was_refused_is_no_step(wrong):
    optimizer, parameters = Adam(0.1), np.ones(2)
    answer(ValueError if np.size(wrong) == 5 else TypeError, lambda: optimizer.step(wrong, np.ones(2)))
    optimizer.step(parameters, np.ones(2))
    assert optimizer.steps == 1
    assert parameters == pytest.approx(0.9)


def test_vectors_are_not_looked_at_inside_unchecked():
    with unchecked():
        as_gradients([1, 2], None, None)


@pytest.mark.parametrize("name", ["learning_rate", "decay", "epsilon", "weight_decay"])
@pytest.mark.parametrize("rate", [-0.1, np.nan, np.inf, "0.1", None, True, [0.1], 1j])
def test_a_rate_is_a_number_of_at_least_0(name, rate):
    expected = f"{name} must be a number, at least 0, but it is {rate!r}."
    assert answer(ValueError, lambda: AdamW(**{name: rate})) == expected


@pytest.mark.parametrize("kind, name", [(SGD, "momentum"), (RMSProp, "rho"), (Adam, "beta1"), (AdamW, "beta2")])
@pytest.mark.parametrize("share", [1, 1.5, -0.1, np.nan, "0.9", False])
def test_a_share_that_is_kept_is_below_1(kind, name, share):
    expected = f"{name} must be a number, at least 0 and below 1, but it is {share!r}."
    assert answer(ValueError, lambda: kind(**{name: share})) == expected


@pytest.mark.parametrize("rate", [0, 2, 1e-300, np.float32(0.1), np.int64(1), np.float64(0.3)])
def test_rates_of_python_and_numpy_are_good(rate):
    parameters = np.ones(1)
    SGD(rate).step(parameters, np.ones(1))
    assert parameters == pytest.approx(1 - rate)
