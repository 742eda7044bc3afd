"""Layers, activations, losses and whole networks against PyTorch, JAX and Keras: forward, and every gradient."""

import numpy as np
from numpy.testing import assert_allclose
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from nnfs_helpers.network import Network

torch = pytest.importorskip("torch")
jax = pytest.importorskip("jax")
keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
jnp = jax.numpy
jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")

SEEDS = pytest.mark.parametrize("seed", range(5))
CLOSE = {"rtol": 1e-12, "atol": 1e-13}


def in_torch(function, arrays, dvalues):
    """The output of a function of arrays in PyTorch, and the gradients of sum(output * dvalues) on the arrays."""
    leaves = [torch.tensor(array, requires_grad=True) for array in arrays]
    output = function(*leaves)
    output.backward(torch.tensor(dvalues))
    return output.detach().numpy(), [leaf.grad.numpy() for leaf in leaves]


def in_jax(function, arrays, dvalues):
    """The same in JAX."""
    output, back = jax.vjp(function, *map(jnp.asarray, arrays))
    return output, back(jnp.asarray(dvalues))


def in_keras(function, arrays, dvalues):
    """The same in Keras on TensorFlow."""
    leaves = [tf.constant(array) for array in arrays]
    with tf.GradientTape() as tape:
        tape.watch(leaves)
        output = function(*leaves)
    return output.numpy(), [gradient.numpy() for gradient in tape.gradient(output, leaves, output_gradients=dvalues)]


ENGINES = {"PyTorch": in_torch, "JAX": in_jax, "Keras": in_keras}
EVERY_ENGINE = pytest.mark.parametrize("engine", ENGINES)


def check(engine, function, arrays, dvalues, output, gradients):
    """Compare an output and gradients of ours with those of an engine."""
    their_output, their_gradients = ENGINES[engine](function, arrays, dvalues)
    assert_allclose(output, their_output, **CLOSE)
    for ours, theirs in zip(gradients, their_gradients, strict=True):
        assert_allclose(ours, np.reshape(theirs, np.shape(ours)), **CLOSE)


def linear_in_keras(inputs, weights, biases):
    """Dense of Keras. Its gradients on weights and biases are looked at in the test of whole networks."""
    return keras.ops.add(keras.ops.matmul(inputs, weights), biases)


LINEAR = {
    "PyTorch": lambda x, weights, biases: torch.nn.functional.linear(x, weights.T, biases),
    "JAX": lambda x, weights, biases: x @ weights + biases,
    "Keras": linear_in_keras,
}


@SEEDS
@EVERY_ENGINE
def test_dense(engine, seed):
    rng = np.random.default_rng(seed)
    n_samples, n_inputs, n_neurons = rng.integers(1, 20, size=3)
    layer = Dense(n_inputs, n_neurons, rng=rng)
    layer.biases[...] = rng.normal(size=n_neurons)
    inputs, dvalues = rng.normal(size=(n_samples, n_inputs)), rng.normal(size=(n_samples, n_neurons))
    output = layer.forward(inputs)
    gradients = layer.backward(dvalues), layer.dweights, layer.dbiases
    check(engine, LINEAR[engine], [inputs, layer.weights, layer.biases[0]], dvalues, output, gradients)


ACTIVATIONS = {
    "ReLU": (ReLU, {"PyTorch": torch.relu, "JAX": jax.nn.relu, "Keras": keras.activations.relu}),
    "Sigmoid": (Sigmoid, {"PyTorch": torch.sigmoid, "JAX": jax.nn.sigmoid, "Keras": keras.activations.sigmoid}),
    "Softmax": (
        Softmax,
        {"PyTorch": lambda x: torch.softmax(x, dim=1), "JAX": jax.nn.softmax, "Keras": keras.activations.softmax},
    ),
}


@SEEDS
@EVERY_ENGINE
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations(name, engine, seed):
    rng = np.random.default_rng(seed)
    inputs, dvalues = rng.normal(scale=5, size=(2, *rng.integers(1, 20, size=2)))
    inputs.flat[0] = 0  # the kink of ReLU: all of them let nothing through
    activation, functions = ACTIVATIONS[name]
    layer = activation()
    output = layer.forward(inputs)
    check(engine, functions[engine], [inputs], dvalues, output, [layer.backward(dvalues)])


def losses_from_logits(labels):
    """The mean cross-entropy of logits in each engine."""
    kind = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return {
        "PyTorch": lambda x: torch.nn.functional.cross_entropy(x, torch.tensor(labels)),
        "JAX": lambda x: -jax.nn.log_softmax(x)[jnp.arange(len(labels)), labels].mean(),
        "Keras": lambda x: kind(labels, x),
    }


def losses_from_probabilities(labels):
    """The mean cross-entropy of probabilities in each engine. (Keras divides by the sum of a row once more.)"""
    rows = np.eye(100)[labels]
    return {
        "PyTorch": lambda p: torch.nn.functional.nll_loss(torch.log(p), torch.tensor(labels)),
        "JAX": lambda p: -jnp.log(p[jnp.arange(len(labels)), labels]).mean(),
        "Keras": lambda p: -keras.ops.mean(keras.ops.sum(rows[:, : p.shape[1]] * keras.ops.log(p), axis=1)),
    }


@SEEDS
@EVERY_ENGINE
def test_losses(engine, seed):
    rng = np.random.default_rng(seed)
    n_samples, n_classes = rng.integers(2, 20, size=2)
    logits, labels = rng.normal(size=(n_samples, n_classes)), rng.integers(n_classes, size=n_samples)
    loss = SoftmaxCrossEntropy()
    output = loss.forward(logits, labels)
    check(engine, losses_from_logits(labels)[engine], [logits], np.array(1.0), output, [loss.backward()])
    predictions, loss = Softmax().forward(logits), CategoricalCrossEntropy()
    output = loss.forward(predictions, labels)
    check(engine, losses_from_probabilities(labels)[engine], [predictions], np.array(1.0), output, [loss.backward()])


# Whole networks


def network_of(seed):
    """A network with three layers of random sizes and biases, its inputs and labels."""
    rng = np.random.default_rng(seed)
    n_samples, n_inputs, *n_hidden, n_classes = rng.integers(2, 12, size=5).tolist()
    sizes = [n_inputs, *n_hidden, n_classes]
    dense = [Dense(*pair, rng, scale=0.7) for pair in zip(sizes, sizes[1:], strict=False)]
    for layer in dense:
        layer.biases[...] = rng.normal(size=layer.biases.shape)
    network = Network([dense[0], ReLU(), dense[1], Sigmoid(), dense[2]], SoftmaxCrossEntropy(1e-16))
    return network, rng.normal(size=(n_samples, n_inputs)), rng.integers(n_classes, size=n_samples)


def arrays_of(network):
    """Weights and biases of all layers, in the order of the vector."""
    dense = [layer for layer in network.layers if hasattr(layer, "weights")]
    return [array.copy() for layer in dense for array in (layer.weights, layer.biases[0])]


@SEEDS
@EVERY_ENGINE
def test_the_gradients_of_a_network(engine, seed):
    network, inputs, labels = network_of(seed)
    relu, sigmoid = (ACTIVATIONS[name][1][engine] for name in ("ReLU", "Sigmoid"))

    def whole(w1, b1, w2, b2, w3, b3):
        linear = LINEAR[engine]
        x = torch.tensor(inputs) if engine == "PyTorch" else inputs
        hidden = sigmoid(linear(relu(linear(x, w1, b1)), w2, b2))
        return losses_from_logits(labels)[engine](linear(hidden, w3, b3))

    output = network.loss.forward(network.forward(inputs), labels)
    network.backward()
    their_output, gradients = ENGINES[engine](whole, arrays_of(network), np.array(1.0))
    assert output == pytest.approx(float(their_output), rel=1e-12)
    assert_allclose(network.gradients, np.concatenate([np.ravel(part) for part in gradients]), **CLOSE)


@SEEDS
def test_layers_of_keras_and_pytorch_with_our_weights_predict_the_same(seed):
    network, inputs, _ = network_of(seed)
    arrays = arrays_of(network)
    widths = [array.shape[1] for array in arrays[::2]]
    layers = [keras.layers.Dense(width, activation=kind) for width, kind in zip(widths, ["relu", "sigmoid", None])]  # noqa: B905
    in_keras = keras.Sequential([keras.Input((inputs.shape[1],)), *layers])
    in_keras.set_weights(arrays)
    linear = [torch.nn.Linear(*array.shape, dtype=torch.float64) for array in arrays[::2]]
    in_pytorch = torch.nn.Sequential(linear[0], torch.nn.ReLU(), linear[1], torch.nn.Sigmoid(), linear[2])
    names = [f"{place}.{part}" for place in (0, 2, 4) for part in ("weight", "bias")]
    in_pytorch.load_state_dict({name: torch.tensor(array.T) for name, array in zip(names, arrays, strict=True)})
    expected = network.forward(inputs)
    assert_allclose(in_keras(inputs), expected, **CLOSE)
    assert_allclose(in_pytorch(torch.tensor(inputs)).detach(), expected, **CLOSE)
