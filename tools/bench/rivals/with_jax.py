"""JAX: one jitted function makes the whole step, Adam by hand included; data and state stay on the device."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from tools.bench.cases import BETA1, BETA2, EPSILON, first_layers, orders


def mean_loss(parameters, inputs, labels):
    """Return the mean cross-entropy of a batch."""
    *hidden, (weights, biases) = parameters
    for layer_weights, layer_biases in hidden:
        inputs = jax.nn.relu(inputs @ layer_weights + layer_biases)
    logarithms = jax.nn.log_softmax(inputs @ weights + biases)
    return -jnp.take_along_axis(logarithms, labels[:, None], axis=1).mean()


@partial(jax.jit, static_argnames=("batch_size", "rate"), donate_argnums=0)
def step(state, X, y, batch_size, rate):
    """Make one step with the next batch; return the new state and the loss before the step."""
    parameters, means, squares, steps = state
    start = steps * batch_size % len(X)
    inputs, labels = (jax.lax.dynamic_slice_in_dim(array, start, batch_size) for array in (X, y))
    loss, gradients = jax.value_and_grad(mean_loss)(parameters, inputs, labels)
    steps = steps + 1
    means = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, means, gradients)
    squares = jax.tree.map(lambda s, g: BETA2 * s + (1 - BETA2) * g**2, squares, gradients)
    mean_share, square_share = 1 - BETA1**steps, 1 - BETA2**steps
    parameters = jax.tree.map(
        lambda p, m, s: p - rate / mean_share * m / (jnp.sqrt(s / square_share) + EPSILON), parameters, means, squares
    )
    return (parameters, means, squares, steps), loss


@jax.jit
def shuffled(X, y, order):
    """Return the samples and labels in another order."""
    return X[order], y[order]


class Jax:
    """The state and the data, on the device."""

    def __init__(self, case, X, y):
        jax.config.update("jax_enable_x64", X.dtype == np.float64)
        self.case, self.X, self.y = case, jnp.asarray(X), jnp.asarray(y)
        parameters, means, squares = (jax.tree.map(jnp.array, first_layers(case, X.dtype)) for _ in range(3))
        means, squares = jax.tree.map(jnp.zeros_like, (means, squares))
        self.state = parameters, means, squares, jnp.array(0)

    def train(self, epochs):
        """Train; return the mean loss of the last epoch."""
        for order in orders(self.case, epochs):
            X, y = (self.X, self.y) if isinstance(order, slice) else shuffled(self.X, self.y, order)
            losses = [self.step(X, y) for _ in range(self.case.steps_per_epoch)]
        jax.block_until_ready(self.state)
        return float(np.mean(losses))

    def step(self, X, y):
        """Make one step; return the loss before it."""
        self.state, loss = step(self.state, X, y, self.case.batch_size, self.case.learning_rate)
        return float(loss)

    def parameters(self):
        """Return all parameters (n,), in the order of Network.parameters."""
        return np.concatenate([np.ravel(array) for layer in self.state[0] for array in layer])
