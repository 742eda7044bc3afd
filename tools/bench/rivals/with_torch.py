"""PyTorch, eager: nn.Sequential, CrossEntropyLoss and torch.optim.Adam, and the loss read at each step."""

import os

import numpy as np
import torch
from torch import nn

from tools.bench.cases import BETA1, BETA2, EPSILON, batches, first_layers, orders

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 1)))


def linear(weights, biases):
    """Return a Linear layer with these weights (n_inputs, n_neurons) and biases (1, n_neurons)."""
    layer = nn.Linear(*weights.shape, dtype=torch.from_numpy(weights).dtype)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weights.T))
        layer.bias.copy_(torch.from_numpy(biases[0]))
    return layer


class Torch:
    """The model, with the optimizer's defaults."""

    options = {}

    def __init__(self, case, X, y):
        self.case, self.X, self.y = case, torch.from_numpy(X), torch.from_numpy(y)
        self.linear = [linear(*arrays) for arrays in first_layers(case, X.dtype)]
        self.model = nn.Sequential(*[layer for dense in self.linear for layer in (dense, nn.ReLU())][:-1])
        self.loss, settings = nn.CrossEntropyLoss(), {"betas": (BETA1, BETA2), "eps": EPSILON, **self.options}
        self.optimizer = torch.optim.Adam(self.model.parameters(), case.learning_rate, **settings)

    def train(self, epochs):
        """Train; return the mean loss of the last epoch."""
        for order in orders(self.case, epochs):
            order = order if isinstance(order, slice) else torch.from_numpy(order)
            X, y = self.X[order], self.y[order]
            losses = [self.step(X[batch], y[batch]) for batch in batches(self.case)]
        return float(np.mean(losses))

    def step(self, inputs, labels):
        """Make one step; return the loss before it."""
        self.optimizer.zero_grad()
        loss = self.loss(self.model(inputs), labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def parameters(self):
        """Return all parameters (n,), in the order of Network.parameters."""
        arrays = [array for layer in self.linear for array in (layer.weight.T, layer.bias)]
        return np.concatenate([array.detach().numpy().ravel() for array in arrays])


class FusedTorch(Torch):
    """The same with the option fused=True: one call updates all arrays."""

    options = {"fused": True}
