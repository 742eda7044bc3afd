"""The replay of a training with mini-batches: what it says is true of a network that was trained in the same way."""

import numpy as np
import pytest

from nnfs_helpers import explorers
from nnfs_helpers.optim import Adam
from tests.explorers.cases.ch00 import X, Y, network


@pytest.mark.parametrize("batch_size", [None, 7, 60])
@pytest.mark.parametrize("epoch", [0, 10, 60])
def test_it_tells_the_loss_on_all_points_after_so_many_epochs(batch_size, epoch):
    replay = explorers.TrainingReplay(network(), X, Y, Adam(0.05), epochs=60, begin=epoch, batch_size=batch_size)
    trained = network()
    if epoch:
        trained.fit(X, Y, Adam(0.05), epochs=epoch, batch_size=batch_size)
    logits = trained.forward(X)
    right = (logits.argmax(axis=1) == Y).sum()
    assert f"After {epoch} epochs the loss is {trained.loss.forward(logits, Y):.3f}, and {right} of" in repr(replay)


def test_small_batches_make_another_training():
    at_once, small = (
        explorers.TrainingReplay(network(), X, Y, Adam(0.05), epochs=60, batch_size=size) for size in (60, 7)
    )
    assert not np.array_equal(at_once.parameters[-1], small.parameters[-1])
    assert repr(at_once) != repr(small)
