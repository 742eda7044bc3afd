"""Network.fit of this course, as a learner calls it."""

from nnfs_helpers.activations import ReLU
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import Adam
from tools.bench.cases import BETA1, BETA2, EPSILON, first_layers


def network_of(case, dtype):
    """Return a Network of Dense layers with ReLU between them, with the first weights of the case."""
    layers = []
    for weights, biases in first_layers(case, dtype):
        dense = Dense(*weights.shape)
        dense.weights, dense.biases = weights, biases
        layers += [dense, ReLU()]
    return Network(layers[:-1], dtype=dtype)


def adam_of(case):
    """Return the optimizer that everybody uses."""
    return Adam(case.learning_rate, beta1=BETA1, beta2=BETA2, epsilon=EPSILON)


class Ours:
    """The network, its optimizer and its data."""

    def __init__(self, case, X, y):
        """Make the network; its dtype is that of X."""
        self.case, self.X, self.y = case, X, y
        self.network, self.adam = network_of(case, X.dtype), adam_of(case)

    def train(self, epochs):
        """Train; return the mean loss of the last epoch."""
        return self.network.fit(self.X, self.y, self.adam, epochs=epochs, batch_size=self.case.batch_size)[-1]

    def parameters(self):
        """Return all parameters (n,)."""
        return self.network.parameters
