"""Chapter 0: what the recorded training must say, from a second training that does each epoch by hand."""

import numpy as np

from nnfs_helpers import explorers
from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import spiral_data
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import Adam

X, Y = spiral_data(samples=20, classes=3)
EPOCHS = 120


def network():
    """A small network, the same each time."""
    rng = np.random.RandomState(4)
    return Network([Dense(2, 16, rng), ReLU(), Dense(16, 3, rng)], dtype=np.float32)


def replay():
    """Its training, at the moment after 40 epochs."""
    return explorers.TrainingReplay(network(), X, Y, Adam(0.05), epochs=EPOCHS, begin=40)


def replay_oracle(state):
    """The loss and the points that are right after so many steps, each step written out."""
    trained = network()
    optimizer = Adam(0.05)
    for _ in range(state["epoch"]):
        trained.loss.forward(trained.forward(X), Y)
        trained.backward()
        optimizer.step(trained.parameters, trained.gradients)
    logits = trained.forward(X)
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = exps / exps.sum(axis=1, keepdims=True)
    loss = -np.log(probabilities[np.arange(len(Y)), Y]).mean()
    right = (logits.argmax(axis=1) == Y).sum()
    return [f"After {state['epoch']} epochs", f"the loss is {loss:.3f}", f"{right} of the 60 points"]


CASES = {"TrainingReplay": (replay, replay_oracle)}
