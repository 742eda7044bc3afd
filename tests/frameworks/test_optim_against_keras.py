"""Every optimizer against Keras's, step by step; where the two differ; and a training with the gradients of JAX."""

import numpy as np
from numpy.testing import assert_allclose
import pytest

from nnfs_helpers.activations import ReLU
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD, AdaGrad, Adam, AdamW, RMSProp

keras = pytest.importorskip("keras")
jax = pytest.importorskip("jax")
optimizers, jnp = keras.optimizers, jax.numpy
keras.config.set_floatx("float64")
jax.config.update("jax_enable_x64", True)

STEPS, TINY = 100, np.float64(1e-100)
BETAS = {"beta_1": np.float64(0.9), "beta_2": np.float64(0.999)}  # a number of Python's type loses digits in Keras
SAME = {  # ours; Keras's. Epsilon so small that its place does not matter: Keras has it under the root
    "SGD": (lambda: SGD(0.1), lambda: optimizers.SGD(0.1)),
    "momentum": (lambda: SGD(0.1, momentum=0.9), lambda: optimizers.SGD(0.1, momentum=np.float64(0.9))),
    "Nesterov": (
        lambda: SGD(0.1, momentum=0.9, nesterov=True),
        lambda: optimizers.SGD(0.1, momentum=np.float64(0.9), nesterov=True),
    ),
    "AdaGrad": (
        lambda: AdaGrad(0.5, epsilon=TINY),
        lambda: optimizers.Adagrad(0.5, initial_accumulator_value=0.0, epsilon=TINY**2),
    ),
    "RMSProp": (
        lambda: RMSProp(0.02, epsilon=TINY),
        lambda: optimizers.RMSprop(0.02, rho=np.float64(0.9), epsilon=TINY**2),
    ),
    "Adam": (lambda: Adam(0.02, epsilon=TINY), lambda: optimizers.Adam(0.02, epsilon=TINY, **BETAS)),
    "AdamW": (
        lambda: AdamW(0.02, epsilon=TINY, weight_decay=0.3),
        lambda: optimizers.AdamW(0.02, epsilon=TINY, weight_decay=np.float64(0.3), **BETAS),
    ),
}
EVERY = pytest.mark.parametrize("ours, theirs", SAME.values(), ids=SAME)


def paths(ours, theirs, seed=0):
    """Yield our parameters and Keras's after each of many steps, on the same random gradients; some are always 0."""
    rng = np.random.default_rng(seed)
    parameters = rng.normal(size=30)
    variable = keras.Variable(parameters)
    for _ in range(STEPS):
        gradients = rng.normal(size=30) * 10.0 ** rng.uniform(-4, 2, size=30)
        gradients[:3] = 0
        theirs.apply([gradients], [variable])
        ours.step(parameters, gradients)
        yield parameters, variable.numpy()


@pytest.mark.parametrize("seed", range(3))
@EVERY
def test_a_hundred_steps_equal_those_of_keras(ours, theirs, seed):
    for mine, expected in paths(ours(), theirs(), seed):
        assert_allclose(mine, expected, rtol=1e-11, atol=1e-12)


def test_our_decay_is_the_inverse_time_decay_of_keras():
    schedule = optimizers.schedules.InverseTimeDecay(0.1, decay_steps=1, decay_rate=np.float64(0.05))
    for mine, expected in paths(SGD(0.1, decay=0.05), optimizers.SGD(schedule)):
        assert_allclose(mine, expected, rtol=1e-6, atol=1e-6)  # a schedule of Keras computes with seven digits


# Where they differ: the same settings, another path


def last_difference(ours, theirs):
    """The largest difference between our parameters and Keras's after all steps."""
    mine, expected = list(paths(ours, theirs))[-1]
    return np.abs(mine - expected).max()


def test_a_momentum_of_pythons_own_type_loses_digits_in_keras():
    assert last_difference(SGD(0.1, momentum=0.9), optimizers.SGD(0.1, momentum=0.9)) > 1e-9
    assert last_difference(SGD(0.1, momentum=0.9), optimizers.SGD(0.1, momentum=np.float64(0.9))) < 1e-11


def test_adam_of_keras_has_another_epsilon_and_adds_it_earlier():
    assert optimizers.Adam().epsilon == 1e-7 and Adam().epsilon == 1e-8
    place, variable = np.zeros(1), keras.Variable(np.zeros(1))
    Adam(0.01).step(place, np.array([1e-6]))
    optimizers.Adam(0.01, epsilon=1e-8, **BETAS).apply([np.array([1e-6])], [variable])
    assert_allclose(place, -0.01 / (1 + 1e-2))
    assert_allclose(variable.numpy(), -0.01 / (1 + 1e-2 / np.sqrt(1e-3)))


def test_momentum_of_keras_has_the_rate_inside_the_velocity_which_shows_when_the_rate_falls():
    place, variable = np.zeros(1), keras.Variable(np.zeros(1))
    ours, theirs = SGD(1.0, momentum=0.9), optimizers.SGD(1.0, momentum=np.float64(0.9))
    for rate in (1.0, 0.5, 0.25):
        ours.learning_rate = theirs.learning_rate = rate
        ours.step(place, np.ones(1))
        theirs.apply([np.ones(1)], [variable])
    assert_allclose(place, -2.6275, rtol=1e-12)
    assert_allclose(variable.numpy(), -3.91, rtol=1e-12)


def test_adagrad_of_keras_starts_with_a_sum_above_zero():
    assert last_difference(AdaGrad(0.5), optimizers.Adagrad(0.5)) > 1e-3


def test_weight_decay_is_decoupled_in_keras_under_both_names():
    for kind in (optimizers.Adam, optimizers.AdamW):
        theirs = kind(0.02, weight_decay=np.float64(0.3), epsilon=TINY, **BETAS)
        assert last_difference(AdamW(0.02, weight_decay=0.3, epsilon=TINY), theirs) < 1e-11


# A training whose gradients come from JAX


@EVERY
def test_a_training_with_gradients_of_jax_arrives_where_fit_arrives(ours, theirs):
    rng = np.random.RandomState(3)
    X, y = rng.normal(size=(40, 3)), rng.randint(3, size=40)
    network = Network([Dense(3, 8, rng), ReLU(), Dense(8, 3, rng)])
    vector, optimizer = network.parameters.copy(), ours()

    def loss(p):
        hidden = jax.nn.relu(X @ p[:24].reshape(3, 8) + p[24:32])
        return -jax.nn.log_softmax(hidden @ p[32:56].reshape(8, 3) + p[56:])[jnp.arange(40), y].mean()

    for _ in range(20):
        optimizer.step(vector, np.array(jax.grad(loss)(jnp.asarray(vector))))
    network.fit(X, y, ours(), epochs=20)
    assert_allclose(network.parameters, vector, rtol=1e-8, atol=1e-8)
