"""Metrics: numbers for people. Chapter 5 shows why a network is not trained on them."""

import numpy as np

from nnfs_helpers.support.checks import as_labels, as_scores


def accuracy(predictions, targets):
    """Return the share of rows of predictions (n_samples, n_classes) whose largest entry is the target."""
    predictions = as_scores(predictions, targets)
    n_samples, n_classes = predictions.shape
    labels = as_labels(targets, n_samples, n_classes)
    return float(np.mean(predictions.argmax(axis=1) == labels))
