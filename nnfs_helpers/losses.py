"""Losses: chapter 5 builds forward, chapter 6 adds backward."""

import numpy as np

from nnfs_helpers.activations import Softmax
from nnfs_helpers.support.argument_checks import as_epsilon
from nnfs_helpers.support.checks import as_labels, as_probabilities, as_scores, check_forward


class CategoricalCrossEntropy:
    """Mean of -log(probability given to the correct class), over the samples of a batch."""

    def __init__(self, epsilon=1e-7):
        """Probabilities are clipped to [epsilon, 1 - epsilon] first, so that log(0) never happens."""
        self.epsilon = as_epsilon(epsilon)

    def forward(self, predictions, targets):
        """Return the mean loss, a number; sample_losses (n_samples,) keeps the losses one by one."""
        self.predictions = as_probabilities(predictions, targets)  # (n_samples, n_classes)
        n_samples, n_classes = self.predictions.shape
        self.labels = as_labels(targets, n_samples, n_classes)  # (n_samples,)
        clipped = self.predictions.clip(self.epsilon, 1 - self.epsilon)
        self.sample_losses = -np.log(clipped[np.arange(n_samples), self.labels])
        self.output = float(self.sample_losses.sum() / n_samples)
        return self.output

    def backward(self):
        """Return dinputs (n_samples, n_classes): the gradient of the mean loss on the predictions."""
        check_forward(self)
        clipped = self.predictions.clip(self.epsilon, 1 - self.epsilon)
        n_samples = len(clipped)
        correct = clipped[np.arange(n_samples), self.labels]  # (n_samples,)
        self.dinputs = np.zeros_like(clipped)
        self.dinputs[np.arange(n_samples), self.labels] = -1 / correct / n_samples
        return self.dinputs


class SoftmaxCrossEntropy:
    """Softmax and categorical cross-entropy in one: takes logits, its gradient needs no Jacobian."""

    def __init__(self, epsilon=1e-7):
        """epsilon is passed on to CategoricalCrossEntropy."""
        self.softmax = Softmax()
        self.loss = CategoricalCrossEntropy(epsilon)

    def forward(self, logits, targets):
        """Return the mean loss, a number, for logits (n_samples, n_classes)."""
        logits = as_scores(logits, targets, "logits")
        self.output = self.loss.forward(self.softmax.forward(logits), targets)
        return self.output

    def backward(self):
        """Return dinputs (n_samples, n_classes): (softmax - one-hot) / n_samples, the gradient on logits."""
        check_forward(self)
        n_samples = len(self.loss.labels)
        self.dinputs = self.softmax.output / n_samples
        self.dinputs[np.arange(n_samples), self.loss.labels] -= 1 / n_samples
        return self.dinputs
