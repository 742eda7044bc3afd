"""Each optimizer against its formula from the paper, in plain Python numbers; and how it treats the arrays it gets."""

from itertools import count
from math import sqrt

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.optim import SGD, AdaGrad, Adam, AdamW, Optimizer, RMSProp
from nnfs_helpers.support.network_checks import MEMORIES

GRADIENTS = [0.5, -2.0, 0.25, 0.0, 3.0, -0.125, 1.5, 1e-3, -40.0, 0.75]
START = 1.5

# The formulas, for one parameter: each yields the parameter after the first, second, ... gradient of GRADIENTS.


def falling(rate, decay):
    """The rates of the steps: 1 / (1 + decay * t), t = 0, 1, 2, ..."""
    return (rate / (1 + decay * t) for t in count())


def descent(rate, decay=0.0):
    x = START
    for lr, g in zip(falling(rate, decay), GRADIENTS, strict=False):
        x = x - lr * g
        yield x


def momentum(rate, decay=0.0, mu=0.9, nesterov=False):
    """Sutskever et al. 2013, the velocity without the rate, as PyTorch has it."""
    x, v = START, 0.0
    for lr, g in zip(falling(rate, decay), GRADIENTS, strict=False):
        v = mu * v + g
        x = x - lr * (g + mu * v if nesterov else v)
        yield x


def adagrad(rate, decay=0.0, epsilon=1e-10):
    """Duchi, Hazan and Singer 2011."""
    x, total = START, 0.0
    for lr, g in zip(falling(rate, decay), GRADIENTS, strict=False):
        total = total + g * g
        x = x - lr * g / (sqrt(total) + epsilon)
        yield x


def rmsprop(rate, decay=0.0, rho=0.9, epsilon=1e-8):
    """Tieleman and Hinton 2012, lecture 6.5, slide 29."""
    x, average = START, 0.0
    for lr, g in zip(falling(rate, decay), GRADIENTS, strict=False):
        average = rho * average + (1 - rho) * g * g
        x = x - lr * g / (sqrt(average) + epsilon)
        yield x


def adam(rate, decay=0.0, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
    """Kingma and Ba 2015, algorithm 1; with weight_decay Loshchilov and Hutter 2019, algorithm 2."""
    x, m, v = START, 0.0, 0.0
    for t, lr, g in zip(count(1), falling(rate, decay), GRADIENTS, strict=False):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        corrected_m, corrected_v = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x - lr * (corrected_m / (sqrt(corrected_v) + epsilon) + weight_decay * x)
        yield x


def adamw(rate, decay=0.0, weight_decay=0.01, **options):
    return adam(rate, decay, weight_decay=weight_decay, **options)


def path(optimizer, start=START, gradients=GRADIENTS):
    """The parameter after each step."""
    parameters, places = np.array([start]), []
    for gradient in gradients:
        optimizer.step(parameters, np.array([gradient]))
        places.append(parameters.item())
    return places


CASES = [
    (SGD, descent, {}),
    (SGD, momentum, {"momentum": 0.9}),
    (SGD, momentum, {"momentum": 0.5}),
    (SGD, momentum, {"momentum": 0.9, "nesterov": True}),
    (AdaGrad, adagrad, {}),
    (AdaGrad, adagrad, {"epsilon": 0.5}),
    (RMSProp, rmsprop, {}),
    (RMSProp, rmsprop, {"rho": 0.5, "epsilon": 0.5}),
    (Adam, adam, {}),
    (Adam, adam, {"beta1": 0.5, "beta2": 0.75, "epsilon": 0.5}),
    (AdamW, adamw, {}),
    (AdamW, adamw, {"weight_decay": 0.5, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.5}),
]
KINDS = pytest.mark.parametrize("kind", [SGD, AdaGrad, RMSProp, Adam, AdamW])


@pytest.mark.parametrize("rate, decay", [(0.1, 0.0), (0.02, 0.25)])
@pytest.mark.parametrize("kind, formula, options", CASES)
def test_every_step_equals_the_formula(kind, formula, options, rate, decay):
    renamed = {{"momentum": "mu"}.get(name, name): value for name, value in options.items()}
    expected = list(formula(rate, decay, **renamed))
    assert path(kind(rate, decay, **options)) == pytest.approx(expected, rel=1e-13)
    assert len(set(expected)) > 8


@pytest.mark.parametrize(
    "default, rate, options",
    [
        (SGD(), 1.0, {"momentum": 0.0, "nesterov": False}),
        (AdaGrad(), 1.0, {"epsilon": 1e-10}),
        (RMSProp(), 0.01, {"rho": 0.9, "epsilon": 1e-8}),
        (Adam(), 0.001, {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
        (AdamW(), 0.001, {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01}),
    ],
)
def test_the_settings_unless_told_otherwise(default, rate, options):
    assert path(default) == path(type(default)(rate, decay=0.0, **options))


# What is known of each


def test_momentum_of_0_is_plain_descent_with_nesterov_or_without():
    assert path(SGD(0.1, momentum=0.0, nesterov=True)) == path(SGD(0.1)) == list(descent(0.1))


def test_gradients_that_agree_build_up_a_step_ten_times_as_long():
    places = path(SGD(0.1, momentum=0.9), gradients=[1.0] * 200)
    assert places[-2] - places[-1] == pytest.approx(10 * 0.1, rel=1e-6)


def test_nesterov_is_sutskevers_step_seen_from_the_place_it_looks_at():
    rate, mu, x, v, places = 0.01, 0.9, 1.0, 0.0, []
    for _ in range(6):
        v = mu * v - rate * 3 * (x + mu * v)  # the gradient of 1.5 x ** 2, one step ahead
        x = x + v
        places.append(x + mu * v)
    ours, seen = np.array([1.0]), []
    optimizer = SGD(rate, momentum=mu, nesterov=True)
    for _ in range(6):
        optimizer.step(ours, 3 * ours)
        seen.append(ours.item())
    assert seen == pytest.approx(places, rel=1e-13)


@pytest.mark.parametrize("gradient", [1e-3, 0.7, 40.0, -5.0])
@pytest.mark.parametrize("kind", [AdaGrad, Adam])
def test_the_first_step_of_adagrad_and_adam_is_as_long_as_the_rate(kind, gradient):
    place = path(kind(0.02), start=0.0, gradients=[gradient])[0]
    assert place == pytest.approx(-0.02 * np.sign(gradient), rel=1e-4)


def test_adagrads_steps_become_shorter_and_those_of_rmsprop_and_adam_do_not():
    for kind, last in (AdaGrad, 0.1 / sqrt(400)), (RMSProp, 0.1), (Adam, 0.1):
        places = path(kind(0.1), gradients=[2.0] * 400)
        assert places[-2] - places[-1] == pytest.approx(last, rel=1e-6)


def test_without_gradients_adamw_shrinks_the_parameters_and_adam_leaves_them():
    assert path(AdamW(0.1, weight_decay=0.5), gradients=[0.0] * 3) == pytest.approx([1.5 * 0.95**n for n in (1, 2, 3)])
    assert path(Adam(0.1), gradients=[0.0] * 3) == [1.5] * 3


def test_without_weight_decay_adamw_is_adam():
    assert path(AdamW(0.1, weight_decay=0.0)) == path(Adam(0.1))


@pytest.mark.filterwarnings("error")
@KINDS
def test_a_gradient_of_0_from_the_start_divides_nothing_by_0(kind):
    options = {"weight_decay": 0} if kind is AdamW else {}
    assert path(kind(0.1, **options), gradients=[0.0] * 3) == [START] * 3


# Where others do it otherwise: the same method, another path


def test_the_books_momentum_keeps_the_rate_in_the_velocity_which_matters_only_while_it_falls():
    def book(rate, decay):
        x, v = START, 0.0
        for lr, g in zip(falling(rate, decay), GRADIENTS, strict=False):
            v = 0.9 * v - lr * g
            x = x + v
            yield x

    assert path(SGD(0.1, momentum=0.9)) == pytest.approx(list(book(0.1, 0.0)), rel=1e-13)
    ours, theirs = path(SGD(0.1, decay=0.5, momentum=0.9)), list(book(0.1, 0.5))
    assert ours[0] == theirs[0]
    assert ours[1] - ours[0] == pytest.approx(-0.1 / 1.5 * (0.9 * 0.5 - 2.0))  # the new rate for the old gradient too
    assert theirs[1] - theirs[0] == pytest.approx(-0.9 * 0.1 * 0.5 + 0.1 / 1.5 * 2.0)


def test_the_book_has_an_epsilon_of_1e_7_for_all():
    ours = {kind: path(kind(0.1)) for kind in (AdaGrad, RMSProp, Adam)}
    for kind, places in ours.items():
        assert path(kind(0.1, epsilon=1e-7)) != places
        assert path(kind(0.1, epsilon=1e-7)) == pytest.approx(places, rel=1e-3)


def test_pytorchs_rmsprop_forgets_more_slowly_unless_told_otherwise():
    first = path(RMSProp(0.01), start=0.0, gradients=[2.0])[0]
    assert first == pytest.approx(-0.01 / sqrt(0.1), rel=1e-6)
    assert path(RMSProp(0.01, rho=0.99), start=0.0, gradients=[2.0])[0] == pytest.approx(-0.01 / sqrt(0.01), rel=1e-6)


def test_keras_adds_adams_epsilon_before_the_correction_so_that_it_weighs_more_at_first():
    def keras(rate, epsilon):
        x, m, v = START, 0.0, 0.0
        for t, g in enumerate(GRADIENTS, start=1):
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            x = x - rate * sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (sqrt(v) + epsilon)
            yield x

    assert path(Adam(0.1, epsilon=0)) == pytest.approx(list(keras(0.1, 0)), rel=1e-12)
    share = sqrt(1 - 0.999)  # of the first step
    assert path(Adam(0.1, epsilon=0.01))[0] == pytest.approx(next(keras(0.1, 0.01 * share)), rel=1e-13)
    assert path(Adam(0.1, epsilon=0.01))[0] < next(keras(0.1, 0.01))


def test_keras_has_rmsprops_epsilon_under_the_root():
    def keras(rate, epsilon):
        x, average = START, 0.0
        for g in GRADIENTS:
            average = 0.9 * average + 0.1 * g * g
            x = x - rate * g / sqrt(average + epsilon)
            yield x

    assert path(RMSProp(0.1, epsilon=0)) == pytest.approx(list(keras(0.1, 0)), rel=1e-12)
    assert path(RMSProp(0.1, epsilon=0.01)) != pytest.approx(list(keras(0.1, 0.01)), rel=1e-3)


def test_keras_begins_adagrads_sum_at_a_tenth():
    ours = path(AdaGrad(0.1), start=0.0, gradients=[0.5])[0]
    keras = path(AdaGrad(0.1), start=0.0, gradients=[sqrt(0.1), 0.5])
    assert ours == pytest.approx(-0.1)
    assert keras[1] - keras[0] == pytest.approx(-0.1 * 0.5 / sqrt(0.1 + 0.25))


def test_the_decay_of_weights_is_multiplied_by_the_rate_and_falls_with_it():
    places = path(AdamW(0.1, decay=1.0, weight_decay=0.5), gradients=[0.0, 0.0])
    assert places == pytest.approx([1.5 * 0.95, 1.5 * 0.95 * 0.975], rel=1e-13)


# Steps and rates


@KINDS
def test_decay_divides_the_rate_by_a_number_that_grows_evenly(kind):
    class Watching(kind):
        def update(self, parameters, gradients, rate):
            rates.append(rate)

    rates = []
    path(Watching(0.6, decay=0.5), gradients=[1.0] * 4)
    assert rates == pytest.approx([0.6, 0.4, 0.3, 0.24], rel=1e-15)


@KINDS
def test_steps_are_counted_from_0(kind):
    optimizer = kind(0.1)
    assert optimizer.steps == 0
    path(optimizer, gradients=[1.0] * 3)
    assert optimizer.steps == 3


def test_an_optimizer_of_your_own_needs_a_method_update_alone():
    class Signs(Optimizer):
        def update(self, parameters, gradients, rate):
            parameters -= rate * np.sign(gradients)

    assert path(Signs(0.25), gradients=[3.0, -1.0, 7.0]) == [1.25, 1.5, 1.25]


# Arrays


def gradients_like(parameters, steps=5):
    """As many arrays of random gradients, of the type of the parameters."""
    rng = np.random.RandomState(0)
    return [rng.standard_normal(parameters.shape).astype(parameters.dtype) for _ in range(steps)]


@KINDS
def test_the_array_is_changed_in_place_and_step_returns_nothing(kind):
    parameters = np.ones(4)
    same, view = parameters, parameters[1:3].reshape(2, 1)
    assert kind(0.1).step(parameters, np.ones(4)) is None
    assert parameters is same and (parameters < 1).all()
    assert_array_equal(view.ravel(), parameters[1:3])


@KINDS
def test_gradients_stay_as_they_are_and_may_be_read_only(kind):
    parameters, optimizer = np.ones(6), kind(0.1)
    for gradients in gradients_like(parameters):
        before = gradients.copy()
        gradients.setflags(write=False)
        optimizer.step(parameters, gradients)
        assert_array_equal(gradients, before)


@KINDS
def test_a_matrix_is_moved_entry_by_entry_as_a_vector_is(kind):
    matrix, vector = np.ones((3, 4)), np.ones(12)
    first, second = kind(0.1), kind(0.1)
    for gradients in gradients_like(matrix):
        first.step(matrix, gradients)
        second.step(vector, gradients.ravel())
    assert_array_equal(matrix.ravel(), vector)


@KINDS
def test_each_parameter_goes_its_own_way(kind):
    together, optimizer = np.array([1.0, -2.0, 3.0]), kind(0.1)
    rows = gradients_like(together)
    for gradients in rows:
        optimizer.step(together, gradients)
    alone = [path(kind(0.1), start, [row[i] for row in rows])[-1] for i, start in enumerate([1.0, -2.0, 3.0])]
    assert_allclose(together, alone, rtol=1e-14)


def memories(optimizer):
    """The arrays that an optimizer keeps, by name."""
    return {name: value for name, value in vars(optimizer).items() if isinstance(value, np.ndarray)}


@KINDS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_parameters_and_memories_keep_their_type(kind, dtype):
    parameters, optimizer = np.ones(5, dtype), kind(0.1, decay=0.1)
    for gradients in gradients_like(parameters):
        optimizer.step(parameters, gradients)
    assert parameters.dtype == dtype
    assert {memory.dtype for memory in memories(optimizer).values()} == {np.dtype(dtype)}


@KINDS
def test_two_optimizers_share_nothing(kind):
    optimizers, places = [kind(0.1), kind(0.1)], [[], []]
    parameters = [np.array([START]), np.array([START])]
    for gradient in GRADIENTS:
        for optimizer, moved, seen in zip(optimizers, parameters, places, strict=True):
            optimizer.step(moved, np.array([gradient]))
            seen.append(moved.item())
    assert places[0] == places[1] == path(kind(0.1))


@KINDS
def test_the_memories_begin_at_0_and_are_no_views_of_the_parameters(kind):
    parameters, optimizer = np.ones(3), kind(0.1)
    assert memories(optimizer) == {}
    optimizer.step(parameters, np.zeros(3))
    for memory in memories(optimizer).values():
        assert_array_equal(memory, np.zeros(3))
        assert not np.shares_memory(memory, parameters)


MEANS = {"mean", "squares"}


@pytest.mark.parametrize(
    "kind, names", [(SGD, {"velocity"}), (AdaGrad, {"squares"}), (RMSProp, {"squares"}), (Adam, MEANS), (AdamW, MEANS)]
)
def test_which_vectors_each_remembers_and_all_of_them_are_checked(kind, names):
    optimizer = kind(0.1)
    optimizer.step(np.ones(3), np.ones(3))
    assert set(memories(optimizer)) == names <= set(MEMORIES)
