"""What the checks say to some wrong answers: the words that name the cause, with its names."""

import numpy as np
import pytest

# All chapters, so that their exercises are in the registry.
from nnfs_helpers.exercises import ch00, ch01, ch02, ch03, ch04, ch05, ch07, ch08, ch15  # noqa: F401
from nnfs_helpers.exercises import ch06 as _  # noqa: F401
from nnfs_helpers.exercises.machinery.exercise import NOT_QUITE, REGISTRY
from tests.exercises.answers import ch06
from tests.exercises.answers.found import FOUND


class ReLUThatReadsAnotherName:
    def forward(self, inputs):
        self.cache = [inputs]
        return np.maximum(0, inputs)

    def backward(self, dvalues):
        return dvalues * (self.kept > 0)


@pytest.mark.parametrize(
    "name, answer, words",
    [
        ("ch06.MyReLU", ReLUThatReadsAnotherName, "backward reads `self.kept`, and no method has stored anything"),
        ("ch06.MyReLU", ch06.ReLUWithoutAnS, "There is a `self.inputs`: are they meant to be the same?"),
        ("ch06.MyReLU", ch06.ReLUWithAnUnderscore, "backward reads `self.isopen`"),
        ("ch06.MyCrossEntropy", ch06.LossWithAMisspeltResult, "There is a `self.dinpus`"),
        *FOUND,
    ],
)
def test_the_cause_is_named(name, answer, words):
    state, message = REGISTRY[name].judge(answer)
    assert state == NOT_QUITE and words in message
