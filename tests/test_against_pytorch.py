"""Every layer, activation and loss against PyTorch, forward and backward, where PyTorch is installed."""

import numpy as np
from numpy.testing import assert_allclose
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy

torch = pytest.importorskip("torch")

SEEDS = pytest.mark.parametrize("seed", range(5))
CLOSE = {"rtol": 1e-12, "atol": 1e-12}


def leaf(array):
    """A PyTorch tensor of float64 that collects its gradient."""
    return torch.tensor(np.asarray(array), requires_grad=True)


@SEEDS
def test_dense_equals_pytorchs_linear_layer(seed):
    rng = np.random.default_rng(seed)
    n_samples, n_inputs, n_neurons = rng.integers(1, 20, size=3)
    layer = Dense(n_inputs, n_neurons, rng=rng)
    layer.biases[...] = rng.normal(size=n_neurons)
    inputs, dvalues = rng.normal(size=(n_samples, n_inputs)), rng.normal(size=(n_samples, n_neurons))
    x, weights, biases = leaf(inputs), leaf(layer.weights), leaf(layer.biases)
    expected = torch.nn.functional.linear(x, weights.T, biases[0])
    expected.backward(torch.tensor(dvalues))
    assert_allclose(layer.forward(inputs), expected.detach(), **CLOSE)
    assert_allclose(layer.backward(dvalues), x.grad, **CLOSE)
    assert_allclose(layer.dweights, weights.grad, **CLOSE)
    assert_allclose(layer.dbiases, biases.grad, **CLOSE)


@SEEDS
@pytest.mark.parametrize(
    "activation, function",
    [(ReLU, torch.relu), (Sigmoid, torch.sigmoid), (Softmax, lambda x: torch.softmax(x, dim=1))],
    ids=["ReLU", "Sigmoid", "Softmax"],
)
def test_activations_equal_pytorchs(activation, function, seed):
    rng = np.random.default_rng(seed)
    inputs, dvalues = rng.normal(scale=5, size=(2, *rng.integers(1, 20, size=2)))
    inputs.flat[0] = 0  # the kink of ReLU: PyTorch, too, lets nothing through
    layer, x = activation(), leaf(inputs)
    expected = function(x)
    expected.backward(torch.tensor(dvalues))
    assert_allclose(layer.forward(inputs), expected.detach(), **CLOSE)
    assert_allclose(layer.backward(dvalues), x.grad, **CLOSE)


@SEEDS
def test_losses_equal_pytorchs(seed):
    rng = np.random.default_rng(seed)
    n_samples, n_classes = rng.integers(2, 20, size=2)
    logits, targets = rng.normal(size=(n_samples, n_classes)), rng.integers(n_classes, size=n_samples)
    labels = torch.tensor(targets)

    x, short = leaf(logits), SoftmaxCrossEntropy()
    expected = torch.nn.functional.cross_entropy(x, labels)
    expected.backward()
    assert short.forward(logits, targets) == pytest.approx(expected.item(), rel=1e-12)
    assert_allclose(short.backward(), x.grad, **CLOSE)

    predictions, loss = Softmax().forward(logits), CategoricalCrossEntropy()
    p = leaf(predictions)
    expected = torch.nn.functional.nll_loss(torch.log(p), labels)
    expected.backward()
    assert loss.forward(predictions, targets) == pytest.approx(expected.item(), rel=1e-12)
    assert_allclose(loss.backward(), p.grad, **CLOSE)
