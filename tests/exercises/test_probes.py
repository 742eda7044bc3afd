"""The probes: they find the order of arguments, what a layer keeps, and what somebody meant by a shape."""

import numpy as np
import pytest

from nnfs_helpers.exercises import ch05
from nnfs_helpers.exercises.machinery.exercise import CORRECT
from nnfs_helpers.exercises.machinery.explain import explain
from nnfs_helpers.exercises.machinery.probes import called_by_meaning, layout, score_of, shape, targets_come_first


def loss_with(first, second):
    """A cross-entropy that takes the targets first, under these two names."""
    space = {"np": np}
    exec(f"def loss({first}, {second}): return -({first} * np.log({second})).sum(axis=1).mean()", space)
    return space["loss"]


NAMES = ["y_obs y_pred", "Y_onehot Y_hat", "t y", "y y_pred", "truth scores", "labels x", "first second", "u v"]


@pytest.mark.parametrize("names", NAMES)
def test_targets_may_come_first_under_any_name(names):
    assert ch05.one_hot_loss.judge(loss_with(*names.split()))[0] == CORRECT


@pytest.mark.parametrize("names", ["probs y", "y_pred y_true", "yhat labels", "p t", "outputs y"])
def test_names_that_tell_that_the_predictions_come_first(names):
    space = {}
    exec(f"def loss({', '.join(names.split())}): pass", space)
    assert targets_come_first(space["loss"]) is False


def test_names_that_do_not_tell():
    assert targets_come_first(lambda a, b: 0) is targets_come_first(print) is targets_come_first(lambda y: 0) is None


class StoresItsLoss:
    """The solution of MyCrossEntropy, without a return."""

    def forward(self, predictions, targets):
        self.loss = ch05.MyCrossEntropy.reference().forward(predictions, targets)


def test_a_loss_that_is_stored_and_not_returned_gets_a_remark():
    state, words = ch05.MyCrossEntropy.judge(StoresItsLoss)
    assert (state, "stores its result and returns nothing" in words) == (CORRECT, True)


def test_a_loss_that_fails_in_both_orders_shows_the_first_error():
    def loss(a, b):
        raise ValueError(f"{a} first")

    with pytest.raises(ValueError, match="1 first"):
        score_of(loss, 1, 2)
    assert score_of(lambda a, b: np.inf, 1, 2) == np.inf


@pytest.mark.parametrize(
    "answer, text",
    [
        ((5, 3), "(5, 3)"),
        ([5.0, 3.0], "(5, 3)"),
        (np.array([6]), "(6,)"),
        (6, "6"),
        (6.5, "6.5"),
        ("(5,3)", "the text (5, 3)"),
        ("six", "the text 'six'"),
        (np.inf, "inf"),
        (None, "None"),
    ],
)
def test_a_shape_a_number_and_a_text_are_three_things(answer, text):
    assert shape(answer, {}) == text


class RowsForNeuronsAndNothingOut:
    def __init__(self, n_neurons, n_inputs):
        self.weights = np.zeros((n_inputs, n_neurons))
        self.biases = np.zeros(n_neurons)

    def forward(self, inputs):
        self.a = inputs @ self.weights + self.biases


class FailsInForward(RowsForNeuronsAndNothingOut):
    def forward(self, inputs):
        return {}["key"]


def test_the_layout_is_found_also_where_nothing_comes_out():
    assert layout(RowsForNeuronsAndNothingOut) == (True, False)
    assert layout(FailsInForward) == (False, True)


def test_an_argument_that_the_exercise_gives_and_nobody_takes_is_named():
    meanings = {"learning_rate": ["rate"], "beta_1": ["1"], "epsilon": ["eps"]}
    values = {"learning_rate": 0.1, "beta_1": 0.9, "epsilon": 1e-7}
    assert called_by_meaning(lambda eps, b1, rate: (rate, b1, eps), values, meanings) == (0.1, 0.9, 1e-7)
    assert called_by_meaning(lambda a, b, c: (a, b, c), values, meanings) == (0.1, 0.9, 1e-7)
    with pytest.raises(LookupError, match="no argument for epsilon among: rate, beta1"):
        called_by_meaning(lambda rate, beta1: rate, values, meanings)
    assert explain(LookupError("no argument for epsilon among: rate, beta1")).startswith(
        "The exercise gives a value for `epsilon`, and none of your arguments is for it: rate, beta1."
    )
