"""The package by kinds of input: the result of the plain array, or a sentence that names the argument.

ARRAYS has every public entry point of the taught modules that takes numbers, with each argument that holds them; LABELS
those that take class labels; OTHERS those whose arguments are told apart by statements further down.
"""

import copy
from functools import partial
import importlib
import pickle
import re
import threading

import numpy as np
from numpy.testing import assert_allclose
import pytest

from nnfs_helpers import training
from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.data import one_hot, seeded, spiral_data, vertical_data
from nnfs_helpers.gradcheck import gradient_error, numerical_gradient
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD, AdaGrad, Adam, AdamW, Optimizer, RMSProp
from tests.kinds.inputs import BAD, NOT_FINITE, SAME, WHOLE, LikeJax, LikePandas, LikeTorch, real_kinds
from tools.shipped import public_pieces, taught

SENTENCES = (ValueError, TypeError, FloatingPointError)
X = np.array([[1, 2], [3, 5], [4, 0], [2, 7.0]])
UP = np.array([[3, 1], [0, 2], [5, 4], [1, 6.0]])
ROWS = np.array([[0, 1], [1, 0], [1, 0], [0, 1.0]])
Y = np.array([0, 1, 1, 0])


def network():
    """Two inputs and two classes."""
    return Network([Dense(2, 3, np.random.RandomState(1)), ReLU(), Dense(3, 2, np.random.RandomState(2))])


def back(layer, dvalues):
    """What a layer sends back."""
    layer.forward(X)
    return layer.backward(dvalues)


def stepped(optimizer, gradients):
    """The parameters after two steps."""
    parameters = np.array([1.0, 2, 3, 4])
    optimizer.step(parameters, gradients)
    optimizer.step(parameters, gradients)
    return parameters


def trained(inputs, labels):
    """The losses of a short training."""
    return network().fit(inputs, labels, SGD(0.01), epochs=2)


def dense():
    return Dense(2, 3, np.random.RandomState(0))


WIDE = np.array([[3, 1, 2], [0, 2, 1], [5, 4, 3], [1, 6, 9.0]])
FLAT = np.array([3, 1, 0, 2.0])
# entry point: [(what is computed from the array, the plain array, what sentences call it, must it be finite)]
ARRAYS = {
    "layers.Dense.forward": [(lambda a: dense().forward(a), X, "inputs", True)],
    "layers.Dense.backward": [(lambda a: back(dense(), a), WIDE, "dvalues", False)],
    "activations.ReLU.forward": [(lambda a: ReLU().forward(a), X, "inputs", False)],
    "activations.ReLU.backward": [(lambda a: back(ReLU(), a), UP, "dvalues", False)],
    "activations.Sigmoid.forward": [(lambda a: Sigmoid().forward(a), X, "inputs", False)],
    "activations.Sigmoid.backward": [(lambda a: back(Sigmoid(), a), UP, "dvalues", False)],
    "activations.Softmax.forward": [(lambda a: Softmax().forward(a), X, "inputs", True)],
    "activations.Softmax.backward": [(lambda a: back(Softmax(), a), UP, "dvalues", False)],
    "losses.CategoricalCrossEntropy.forward": [
        (lambda a: CategoricalCrossEntropy().forward(a, Y), ROWS, "predictions", True)
    ],
    "losses.SoftmaxCrossEntropy.forward": [(lambda a: SoftmaxCrossEntropy().forward(a, Y), X, "logits", True)],
    "metrics.accuracy": [(lambda a: accuracy(a, Y), X, "predictions", True)],
    "gradcheck.gradient_error": [
        (lambda a: gradient_error(a, UP), X, "gradient", False),
        (lambda a: gradient_error(UP, a), X, "numerical", False),
    ],
    "network.Sequential.forward": [(lambda a: network().forward(a), X, "inputs", True)],
    "network.Network.predict": [(lambda a: network().predict(a), X, "inputs", True)],
    "training.fit": [(lambda a: training.fit(network(), a, Y, SGD(0.01), epochs=2), X, "X", True)],
    "network.Network.fit": [(lambda a: trained(a, Y), X, "X", True)],
    "optim.Optimizer.step": [
        (lambda a, kind=kind: stepped(kind(0.1), a), FLAT, "gradients", False)
        for kind in (SGD, AdaGrad, RMSProp, Adam, AdamW)
    ],
}
# entry point: (what is computed from the labels, what sentences call them)
LABELS = {
    "losses.CategoricalCrossEntropy.forward": (lambda y: CategoricalCrossEntropy().forward(ROWS, y), "targets"),
    "losses.SoftmaxCrossEntropy.forward": (lambda y: SoftmaxCrossEntropy().forward(X, y), "targets"),
    "metrics.accuracy": (lambda y: accuracy(X, y), "targets"),
    "data.one_hot": (lambda y: one_hot(y, 2), "labels"),
    "training.fit": (lambda y: training.fit(network(), X, y, SGD(0.01), epochs=2), "y"),
    "network.Network.fit": (lambda y: trained(X, y), "y"),
}
OTHERS = {
    "layers.Dense": "sizes, rng and scale",
    "layers.Dense.__init__": "sizes, rng and scale",
    "activations.ReLU": "no argument",
    "activations.Sigmoid": "no argument",
    "activations.Softmax": "no argument",
    "losses.CategoricalCrossEntropy": "epsilon",
    "losses.CategoricalCrossEntropy.__init__": "epsilon",
    "losses.CategoricalCrossEntropy.backward": "no argument",
    "losses.SoftmaxCrossEntropy": "epsilon",
    "losses.SoftmaxCrossEntropy.__init__": "epsilon",
    "losses.SoftmaxCrossEntropy.backward": "no argument",
    "data.seeded": "a seed",
    "data.spiral_data": "sizes and a seed",
    "data.vertical_data": "sizes and a seed",
    "data.book_numbers": "no argument",
    "gradcheck.numerical_gradient": "an array that is changed in place",
    "network.move_into_one_vector": "layers: Sequential has checked them",
    "network.Sequential": "layers, loss and dtype",
    "network.Sequential.__init__": "layers, loss and dtype",
    "network.Sequential.backward": "no argument",
    "network.Network": "layers, loss and dtype",
    "network.Network.save": "a path",
    "network.Network.load": "a path",
    "network.Network.__setstate__": "what copy and pickle give",
    "optim.Optimizer": "rates",
    "optim.Optimizer.__init__": "rates",
    "training.shuffled_batches": "sizes that fit has checked",
    "training.one_epoch": "what fit has checked",
    "saving.save": "a path",
    "saving.load": "a path",
}
OTHERS |= {
    f"optim.{name}{part}": "rates"
    for name in ("SGD", "AdaGrad", "RMSProp", "Adam", "AdamW")
    for part in ("", ".__init__")
}
OTHERS |= {f"optim.{name}.update": "what step has checked" for name in ("SGD", "AdaGrad", "RMSProp", "Adam", "AdamW")}
OTHERS |= {
    f"optim.{name}.begin": "what step has checked" for name in ("Optimizer", "SGD", "AdaGrad", "RMSProp", "Adam")
}


def entry_points():
    """The public functions, classes and methods of the taught modules."""
    return {f"{module[13:-3]}.{piece}" for module in taught() for piece in public_pieces(module)}


def test_every_entry_point_is_in_the_table():
    assert entry_points() - set(ARRAYS) - set(LABELS) - set(OTHERS) == set()
    assert set(ARRAYS) | set(LABELS) | set(OTHERS) <= entry_points()
    for name in entry_points():
        module, _, piece = name.partition(".")
        assert importlib.import_module(f"nnfs_helpers.{module}") and piece


ARGUMENTS = [
    (f"{name}, {said}, {i}", *rest, said, finite)
    for name, rows in ARRAYS.items()
    for i, (*rest, said, finite) in enumerate(rows)
]
EVERY = pytest.mark.parametrize(
    "compute, plain, said, finite", [row[1:] for row in ARGUMENTS], ids=[row[0] for row in ARGUMENTS]
)


def sentence(call):
    """The sentence with which a call is refused."""
    with pytest.raises(SENTENCES) as error:
        call()
    return str(error.value)


def numbers_in(given):
    """The numbers that a wrapping holds now."""
    values = getattr(given, "values", given)
    return np.array(given if callable(values) else values, float)  # a tensor has a method of this name


@EVERY
def test_the_same_numbers_in_another_wrapping_give_the_same_or_a_sentence(compute, plain, said, finite):
    same, _ = real_kinds()
    for kind, make in (SAME | WHOLE | same).items():
        given = make(plain)
        before = numbers_in(given)
        try:
            result = compute(given)
        except SENTENCES as error:
            assert str(error).startswith(said), f"{kind}: {error}"
            continue
        close = {"rtol": 1e-2, "atol": 1e-2} if "float16" in kind else {"rtol": 1e-5, "atol": 1e-6}
        assert_allclose(np.asarray(result, float), np.asarray(compute(plain.copy()), float), **close, err_msg=kind)
        assert np.array_equal(numbers_in(given), before), f"{kind} was changed"


@EVERY
def test_what_holds_no_numbers_is_answered_with_a_sentence(compute, plain, said, finite):
    _, bad = real_kinds()
    for kind, (make, words) in (BAD | bad | (NOT_FINITE if finite else {})).items():
        found = sentence(lambda make=make: compute(make(plain)))
        assert found.startswith(said) and re.search(words, found), f"{kind}: {found}"


SCORES = {
    "losses.CategoricalCrossEntropy.forward": (CategoricalCrossEntropy().forward, "predictions"),
    "losses.SoftmaxCrossEntropy.forward": (SoftmaxCrossEntropy().forward, "logits"),
    "metrics.accuracy": (accuracy, "predictions"),
}


@pytest.mark.parametrize("compute, said", SCORES.values(), ids=SCORES)
@pytest.mark.parametrize("targets", [Y, ROWS], ids=["class numbers", "one-hot rows"])
def test_a_row_where_rows_of_scores_are_needed_is_answered_with_a_sentence(compute, said, targets):
    _, bad = real_kinds()
    for kind, (make, words) in (BAD | bad).items():
        found = sentence(lambda make=make: compute(make(FLAT), targets))
        assert found.startswith(said) and re.search(words, found), f"{kind}: {found}"
    for kind, make in (SAME | WHOLE).items():
        found = sentence(lambda make=make: compute(make(FLAT), targets))
        assert found.startswith(f"{said} must have two dimensions"), f"{kind}: {found}"


LABELLED = pytest.mark.parametrize("compute, said", LABELS.values(), ids=LABELS)


@LABELLED
def test_labels_of_every_kind(compute, said):
    plain = np.asarray(compute(Y), float)
    kinds = (
        SAME
        | {name: WHOLE[name] for name in ("int64", "int8", "uint8", "float32")}
        | {"bool": lambda y: y.astype(bool)}
    )
    for kind, make in kinds.items():
        assert_allclose(np.asarray(compute(make(Y)), float), plain, err_msg=kind)


@LABELLED
def test_what_are_no_labels_is_answered_with_a_sentence(compute, said):
    wrong = {
        "a column": (Y[:, None], rf"{said} has shape \(4, 1\), a column of class numbers.*give {said}.ravel\(\)"),
        "texts": (np.array(["a", "b", "b", "a"]), f"{said} must be numbers"),
        "negative": (Y - 1, f"{said} must be class numbers from 0"),
        "a class too many": (Y + 1, f"{said} must be class numbers from 0"),
        "half": (Y + 0.5, f"{said} must be class numbers from 0"),
        "NaN": (np.array([0, np.nan, 1, 0]), f"{said} must be class numbers from 0"),
        "masked": (np.ma.masked_equal([0, -1, 1, 0], -1), f"{said} is a masked array with 1 hidden entry"),
        "None": (None, f"{said} must be numbers"),
    }
    for kind, (labels, words) in wrong.items():
        found = sentence(lambda labels=labels: compute(labels))
        assert re.match(words, found), f"{kind}: {found}"


# Arrays of other libraries


@pytest.mark.parametrize("kind", [SGD, AdaGrad, RMSProp, Adam, AdamW])
@pytest.mark.parametrize("make", [LikeJax, LikeTorch, LikePandas, list, tuple, np.int8])
def test_every_optimizer_learns_from_gradients_of_any_library(kind, make):
    expected = stepped(kind(0.1), FLAT)
    assert_allclose(stepped(kind(0.1), make(FLAT)), expected)
    assert not np.allclose(expected, [1, 2, 3, 4])


def test_small_integers_do_not_overflow():
    assert gradient_error(np.array([1], np.uint8), np.array([2], np.uint8)) == 0.5
    assert gradient_error(np.array([-128], np.int8), np.array([100], np.int8)) == pytest.approx(228 / 128)
    parameters = np.zeros(1)
    AdaGrad(0.1).step(parameters, np.array([100], np.int8))
    assert_allclose(parameters, [-0.1], rtol=1e-6)


# Numbers of NumPy that have little room: each entry point gives what Python's own numbers give


def moved(kind, **options):
    """The parameters after five hundred steps: more than fit into eight bits."""
    parameters, optimizer = np.ones(3), kind(**options)
    for _ in range(500):
        optimizer.step(parameters, np.array([0.5, -2.0, 1e-3]))
    return parameters


def moved_by(kind, name, value, number_of):
    """The parameters after five hundred steps with an argument of a kind of number."""
    return moved(kind, **{name: number_of(value)})


SMALL = {"uint8": np.uint8, "int8": np.int8, "int16": np.int16, "float16": np.float16, "longdouble": np.longdouble}
COUNTS = {
    "layers.Dense": (lambda n: back(Dense(2, n(120), np.random.RandomState(0)), np.ones((4, 120))), 120),
    "data.spiral_data": (lambda n: spiral_data(n(100), n(3))[0], 100),
    "data.spiral_data, seed": (lambda n: spiral_data(2, 3, seed=n(100))[0], 100),
    "data.vertical_data": (lambda n: vertical_data(n(100), n(3))[0], 100),
    "data.one_hot": (lambda n: one_hot([0, 99], n(100)), 100),
    "training.fit, batch_size": (lambda n: network_trained(batch_size=n(100)), 100),
    "training.fit, epochs": (lambda n: network_trained(epochs=n(100)), 100),
    "training.fit, seed": (lambda n: network_trained(batch_size=9, seed=n(100)), 100),
}
RATES = {
    **{
        f"optim.{kind.__name__}, {name}": (partial(moved_by, kind, name, value), value)
        for kind in (SGD, AdaGrad, RMSProp, Adam, AdamW)
        for name, value in (("learning_rate", 1), ("decay", 100))
    },
    "optim.SGD, momentum": (lambda n: moved(SGD, momentum=n(0.5)), 0.5),
    "optim.RMSProp, rho": (lambda n: moved(RMSProp, rho=n(0.5)), 0.5),
    "optim.Adam, beta1": (lambda n: moved(Adam, beta1=n(0.5)), 0.5),
    "optim.Adam, beta2": (lambda n: moved(Adam, beta2=n(0.5)), 0.5),
    "optim.Adam, epsilon": (lambda n: moved(Adam, epsilon=n(0.5)), 0.5),
    "optim.AdamW, weight_decay": (lambda n: moved(AdamW, weight_decay=n(100)), 100),
    "layers.Dense, scale": (lambda n: Dense(2, 3, np.random.RandomState(0), scale=n(100)).weights, 100),
    "losses.CategoricalCrossEntropy": (lambda n: CategoricalCrossEntropy(n(0.25)).forward(ROWS, Y[::-1]), 0.25),
    "losses.SoftmaxCrossEntropy": (lambda n: SoftmaxCrossEntropy(n(0.25)).forward(X, Y), 0.25),
    "gradcheck.numerical_gradient": (lambda n: numerical_gradient(lambda v: (v**2).sum(), np.ones(2), n(100)), 100),
}


def network_trained(**options):
    """The losses of a short training on as many samples as fit into no eight bits."""
    many, labels = spiral_data(100, 3)
    layers = [Dense(2, 3, np.random.RandomState(1)), ReLU(), Dense(3, 3, np.random.RandomState(2))]
    return Network(layers).fit(many, labels, SGD(0.01), **options)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", [*COUNTS, *RATES])
def test_a_number_of_numpy_counts_as_the_same_number_of_python(name):
    compute, value = (COUNTS | RATES)[name]
    plain = type(value)
    for kind, small in SMALL.items():
        whole = kind in ("uint8", "int8", "int16")
        if (name in COUNTS and not whole) or (whole and plain is float):
            continue
        found = np.asarray(compute(small))
        assert found.dtype != np.longdouble
        assert_allclose(found, np.asarray(compute(plain)), rtol=1e-12, err_msg=kind)


def test_a_number_of_hundreds_of_digits_is_answered_with_a_sentence():
    for call in (lambda: SGD(10**400), lambda: Dense(2, 3, scale=10**400), lambda: SGD(0.1, decay=10**400)):
        assert " must be a" in sentence(call)
    assert "too large" in sentence(lambda: numerical_gradient(lambda _: 10**400, np.ones(2)))


# Optimizers that cannot make a step


def test_the_class_that_all_optimizers_share_makes_no_step():
    for call in (
        lambda: Optimizer(0.1).step(np.ones(2), np.ones(2)),
        lambda: network().fit(X, Y, Optimizer(0.1)),
    ):
        assert sentence(call).startswith("Optimizer has no method update(parameters, gradients, rate)")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kind", [SGD, AdaGrad, RMSProp, Adam, AdamW])
def test_an_optimizer_that_remembers_what_is_not_finite_makes_no_step(kind, number):
    optimizer, other = kind(0.1), Network([Dense(1, 2)])
    with np.errstate(all="ignore"):
        optimizer.step(np.ones(4), np.array([1.0, number, 1.0, 1.0]))
    parameters = np.ones(4)
    for call in (
        lambda: optimizer.step(parameters, np.ones(4)),
        lambda: other.fit([[1.0], [2.0]], [0, 1], optimizer),
    ):
        assert sentence(call).startswith("This optimizer remembers numbers that are not finite")
    assert np.array_equal(parameters, np.ones(4)) and optimizer.steps == 1


# Arrays of a lone layer that were set by hand


BY_HAND = {
    "a row of weights": ({"weights": np.ones(2)}, r"weights has shape \(2,\), but it must be \(n_inputs, n_neurons\)"),
    "a cube of weights": ({"weights": np.ones((2, 3, 1))}, r"weights has shape \(2, 3, 1\), but it must be"),
    "a list": ({"weights": [[1, 2, 3], [4, 5, 6]]}, "weights must be an array of numbers"),
    "None": ({"weights": None}, "weights must be an array of numbers"),
    "texts": ({"biases": np.array([["a", "b", "c"]])}, "biases must be an array of numbers"),
    "a mask": ({"weights": np.ma.ones((2, 3))}, "weights must be an array of numbers"),
    "too few biases": ({"biases": np.ones((1, 2))}, r"biases has shape \(1, 2\), but weights has shape \(2, 3\)"),
    "biases for each sample": ({"biases": np.ones((4, 3))}, r"biases has shape \(4, 3\), but weights has shape"),
    "one bias for all": ({"biases": np.ones(1)}, r"biases has shape \(1,\), but weights has shape \(2, 3\)"),
    "a number": ({"biases": 0.5}, "biases must be an array of numbers"),
    "more neurons": ({"weights": np.ones((2, 5))}, r"biases has shape \(1, 3\), but weights has shape \(2, 5\)"),
}


@pytest.mark.parametrize("arrays, words", BY_HAND.values(), ids=BY_HAND)
def test_an_array_of_a_lone_layer_that_cannot_be_used_is_named(arrays, words):
    layer = dense()
    vars(layer).update(arrays)
    assert re.match(words, sentence(lambda: layer.forward(X)))


@pytest.mark.parametrize("kind", ["int64", "int8", "uint8", "float16", "float32"])
def test_an_array_of_a_lone_layer_may_be_of_another_type(kind):
    layer, whole = dense(), np.array([[1, 2, 3], [4, 5, 6]])
    layer.weights, layer.biases = WHOLE[kind](whole), WHOLE[kind](np.array([7, 8, 9]))
    assert_allclose(layer.forward(X), X @ whole + [7, 8, 9])
    assert_allclose(layer.backward(WIDE), WIDE @ whole.T)


def test_weights_of_another_shape_can_be_asked_and_not_trained():
    layer = dense()
    layer.weights, layer.biases = np.ones((2, 5)), np.ones((1, 5))
    assert layer.forward(X).shape == (4, 5)
    found = sentence(lambda: layer.backward(np.ones((4, 5))))
    assert found.startswith("weights has shape (2, 5), but dweights, which backward fills, has shape (2, 3)")


# Copies, and arrays that were replaced


COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda original: pickle.loads(pickle.dumps(original))}


@pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)
def test_a_copied_network_learns_by_itself_and_its_vector_reaches_its_layers(make):
    original = network()
    original.loss.forward(original.forward(X), Y)
    twin = make(original)
    before, optimizer = original.parameters.copy(), SGD(0.05)
    losses = []
    for _ in range(20):
        losses.append(twin.loss.forward(twin.forward(X), Y))
        twin.backward()
        optimizer.step(twin.parameters, twin.gradients)
    assert losses[-1] < losses[0] - 0.01 and np.array_equal(original.parameters, before)
    twin.parameters[...] = 0
    assert np.all(twin.forward(X) == 0) and np.any(original.forward(X))


def test_a_layer_that_was_torn_from_its_network_is_named():
    torn = network()
    torn.layers[0].weights = np.ones((2, 3))
    assert "The weights of layer 0 are no part of this network's vectors any more" in sentence(lambda: torn.forward(X))
    first = network()
    Network(first.layers)
    assert "the layer is in another network now" in sentence(lambda: first.forward(X))


# A network whose parts do not belong together


def test_a_loss_is_no_layer_and_a_layer_is_no_loss():
    assert "SoftmaxCrossEntropy" in sentence(lambda: Network([Dense(2, 3), SoftmaxCrossEntropy()]))
    assert "loss" in sentence(lambda: Network([Dense(2, 3)], Dense(3, 3)))


@pytest.mark.parametrize(
    "last, loss",
    [(Sigmoid, CategoricalCrossEntropy), (ReLU, CategoricalCrossEntropy), (Softmax, None), (Sigmoid, None)],
)
def test_a_last_layer_that_does_not_fit_the_loss_is_refused(last, loss):
    assert last.__name__ in sentence(lambda: Network([Dense(2, 3), last()], loss and loss()))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_rows_of_probabilities_sum_to_1_within_rounding(dtype):
    rows = np.array([[0.7, 0.1, 0.2], [1 / 3, 1 / 3, 1 / 3]]).astype(dtype)
    assert CategoricalCrossEntropy().forward(rows, [0, 1]) > 0
    found = sentence(lambda: CategoricalCrossEntropy().forward([[0.9, 0.9, 0.1]], [0]))
    assert "rows that sum to 1" in found and "row 0 sums to 1.9" in found


def test_one_output_is_one_class():
    one = Network([Dense(2, 1)])
    assert "Two classes need two outputs" in sentence(lambda: one.fit(X, Y, SGD(0.1)))


# Sentences for the caller that was called


def test_class_numbers_where_scores_are_needed():
    found = sentence(lambda: accuracy(network().predict(X), Y))
    assert "network.forward(X)" in found and "class numbers" in found


def test_predictions_and_targets_exchanged():
    assert "first" in sentence(lambda: accuracy(Y, X)) and "first" in sentence(
        lambda: CategoricalCrossEntropy().forward(Y, ROWS)
    )


def test_rows_that_are_one_hot_already():
    assert sentence(lambda: one_hot(one_hot(Y, 2), 2)).startswith("labels has shape (4, 2)")


# Arguments of constructors and functions


EPSILON, RNG, SEED = "epsilon must be a number", "rng must be a generator", "seed must be a whole number from 0"
ARGUMENT = [
    *[
        (lambda value=value, kind=kind: kind(value), EPSILON)
        for value in (0.6, -1, 2, np.nan, "1e-7", None)
        for kind in (CategoricalCrossEntropy, SoftmaxCrossEntropy)
    ],
    *[(lambda value=value: Dense(2, 3, value), RNG) for value in (42, None, np.random.RandomState, ReLU())],
    *[(lambda value=value: Dense(2, 3, scale=value), "scale must be a finite number") for value in ("a", None, np.nan)],
    *[(lambda value=value: spiral_data(2, 3, seed=value), SEED) for value in (-1, "a", 1.5)],
    *[(lambda value=value: vertical_data(2, 3, seed=value), SEED) for value in (-1, "a", 1.5)],
    *[(lambda value=value: network().fit(X, Y, SGD(0.1), seed=value), SEED) for value in (-1, "a", 1.5)],
    *[(lambda value=value: SGD(nesterov=value), "nesterov must be True or False") for value in ("False", 1, None)],
    *[(lambda value=value: Network([Dense(2, 3)], dtype=value), "dtype|float") for value in ("foo", int, 32)],
    *[(lambda value=value: numerical_gradient(np.sum, np.ones(2), value), "step must be") for value in (0, 1e-20, "a")],
    *[
        (lambda value=value: numerical_gradient(lambda _: value, np.ones(2)), "function must return one number")
        for value in (np.ones(2), None, "a")
    ],
    (lambda: numerical_gradient(np.sum, np.ones(2, np.float32)), "values must be an array of float64"),
    (lambda: gradient_error([], []), "empty"),
    (lambda: gradient_error(None, None), "gradient must be numbers"),
    (lambda: spiral_data(2, 257), "classes must be"),
    (lambda: vertical_data(1, 300), "classes must be"),
]


@pytest.mark.parametrize("call, words", ARGUMENT, ids=range(len(ARGUMENT)))
def test_an_argument_that_cannot_be_used_is_named(call, words):
    assert re.search(words, sentence(call))


@pytest.mark.parametrize("seed", [-1, "a", 1.5])
def test_a_seed_that_cannot_be_used_is_named(seed):
    with pytest.raises(ValueError, match=SEED), seeded(seed):
        pass


# A cause that is known is named, and no other is guessed


def test_numbers_that_were_not_finite_before_the_first_step():
    sick = network()
    sick.parameters[0] = np.nan
    for call in (lambda: sick.fit(X, Y, SGD(0.1)), lambda: sick.predict(X)):
        found = sentence(call)
        assert "The weights of layer 0 are not finite" in found and "learning rate" not in found


def test_data_that_want_scaling_are_named_first():
    line = Network([Dense(2, 2, np.random.RandomState(0))])
    found = sentence(lambda: line.fit(X * 1e200, Y, SGD(0.1), epochs=3))
    assert "X has numbers of up to 7e+200: scale it, to numbers of about 1." in found


# Paths


def raised(call):
    """The error of a call that cannot write or read."""
    with pytest.raises((OSError, TypeError, ValueError)) as error:
        call()
    return str(error.value)


def test_a_path_that_cannot_be_used_is_named_and_no_draft(tmp_path):
    for path in (tmp_path / "no" / "such" / "net.npz", tmp_path, None, tmp_path / ("n" * 260 + ".npz"), 3):
        for call in (network().save, Network.load):
            found = raised(lambda path=path, call=call: call(path))
            assert "draft" not in found and found.rstrip().endswith("."), found
    assert list(tmp_path.iterdir()) == []


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    network().save("~/net.npz")
    assert np.array_equal(Network.load("~/net.npz").parameters, network().parameters)


def test_a_link_stays_a_link(tmp_path):
    network().save(tmp_path / "real.npz")
    (tmp_path / "link.npz").symlink_to(tmp_path / "real.npz")
    network().save(tmp_path / "link.npz")
    assert (tmp_path / "link.npz").is_symlink() and Network.load(tmp_path / "real.npz")


def test_two_threads_may_save_to_one_path(tmp_path):
    errors = []

    def save():
        try:
            for _ in range(20):
                network().save(tmp_path / "net.npz")
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and [path.name for path in tmp_path.iterdir()] == ["net.npz"]
