"""accuracy: the share of right answers."""

import numpy as np
import pytest

from nnfs_helpers.data import one_hot
from nnfs_helpers.metrics import accuracy
from tests.package.gradients import RNGS, SIZES, for_random

PREDICTIONS = [[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]]


@pytest.mark.parametrize(
    "targets, expected",
    [([0, 1, 1], 1), ([0, 1, 2], 2 / 3), ([2, 1, 2], 1 / 3), ([1, 0, 0], 0), (np.eye(3)[[0, 1, 0]], 2 / 3)],
)
def test_accuracy_by_hand(targets, expected):
    assert accuracy(PREDICTIONS, targets) == expected


def test_accuracy_looks_for_the_largest_number_also_among_logits():
    assert accuracy([[-5, -1], [300, 2], [-9, 0]], [1, 0, 0]) == 2 / 3


def test_accuracy_is_a_plain_float():
    assert type(accuracy(PREDICTIONS, [0, 1, 1])) is float


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_accuracy_counts_the_right_answers_in_both_forms_of_the_targets(rng, n_samples, n_classes):
    predictions, labels = rng.uniform(size=(n_samples, n_classes)), rng.integers(n_classes, size=n_samples)
    right = sum(max(row) == row[label] for row, label in zip(predictions, labels, strict=True))
    assert accuracy(predictions, labels) == accuracy(predictions, one_hot(labels, n_classes)) == right / n_samples


@for_random(rng=RNGS, n_samples=SIZES, n_classes=SIZES)
def test_targets_predicted_by_themselves_are_all_right(rng, n_samples, n_classes):
    rows = np.eye(n_classes)[rng.integers(n_classes, size=n_samples)]
    assert accuracy(rows, rows) == 1
