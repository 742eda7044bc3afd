"""A trace: its values, its gradients against central differences, and the table that is read without running."""

import numpy as np
import pytest

from nnfs_helpers import explorers
from nnfs_helpers.explorers.trace import Trace
from nnfs_helpers.gradcheck import gradient_error, numerical_gradient

GIVEN = {"x0": 0.7, "x1": -1.3, "w0": 0.4, "w1": 0.9, "b": 0.2, "c": 1.7}


def everything(given):
    """A computation with every kind of operation, and numbers that are used twice."""
    trace = Trace(**given)
    trace.neuron("z", ["x0", "x1"], ["w0", "w1"], "b")
    trace.multiply("zz", "z", "x1")
    trace.relu("r", "zz")
    trace.exp("e", "r")
    trace.add("s", "e", "c", "x0")
    trace.divide("q", "e", "s")
    trace.minus_log("l", "q")
    trace.squared_distance("loss", "l", -0.3)
    return trace


def test_the_gradients_agree_with_central_differences():
    names, values = list(GIVEN), np.array(list(GIVEN.values()))

    def loss(numbers):
        return everything(dict(zip(names, numbers, strict=True))).values["loss"]

    gradients = everything(GIVEN).gradients()
    assert gradient_error(np.array([gradients[name] for name in names]), numerical_gradient(loss, values)) < 1e-8


def test_a_shut_gate_stops_every_gradient():
    stepper = explorers.NeuronStepper([1, -2, 3], [-3, -1, 2], -10)
    gradients = stepper.trace.gradients()
    assert stepper.trace.values["out"] == 0 and {gradients[name] for name in ("x0", "w2", "b", "z")} == {0}


def test_the_table_has_every_operation_and_every_way_back():
    stepper = explorers.LayerStepper([1, -2, 0.5], np.arange(9).reshape(3, 3) / 10, [0.1, -0.2, 0.3], label=2)
    lines = stepper.table().splitlines()
    for operation in stepper.trace.operations:
        assert any(line.startswith(f"{operation.name} = ") for line in lines)
    assert sum(line.startswith("    to ") for line in lines) == sum(len(o.parts) for o in stepper.trace.operations)


def test_the_layer_stepper_ends_at_softmax_minus_one_hot():
    weights, biases = np.array([[0.5, -1, 0.2], [0.3, 0.8, -0.4]]), np.array([0.1, -0.2, 0.0])
    gradients = explorers.LayerStepper([1, -2], weights, biases, label=1).trace.gradients()
    logits = np.array([1, -2]) @ weights + biases
    expected = np.exp(logits) / np.exp(logits).sum() - [0, 1, 0]
    assert np.allclose([gradients[f"z{j}"] for j in range(3)], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "make",
    [
        lambda: explorers.NeuronStepper([1, 2], [1], 0),
        lambda: explorers.NeuronStepper([2, 5], [3, 4], 7, step=11),
        lambda: explorers.NeuronStepper([1] * 5, [1] * 5, 0),
        lambda: explorers.LayerStepper([1, 2], [[1, 2, 3]], [0, 0, 0], 0),
        lambda: explorers.LayerStepper([1, 2], [[1, 2], [3, 4]], [0, 0], 2),
        lambda: explorers.NeuronLine([[1, 2, 3]], [0]),
        lambda: explorers.TrainingLive([[1, 2]], [0, 1]),
    ],
)
def test_arguments_that_do_not_fit_get_a_sentence(make):
    with pytest.raises(ValueError, match=r"[a-z]{3}.*\.$"):
        make()


def test_a_training_can_begin_after_some_frames_and_starts_again_from_nothing():
    points = np.random.RandomState(1).uniform(-1, 1, (30, 2))
    labels = (points[:, 0] > points[:, 1]).astype(int)
    live = explorers.TrainingLive(points, labels, steps=5, frames=3)
    pressed = explorers.TrainingLive(points, labels, steps=5)
    for _ in range(3):
        pressed.steps()
    assert live.sentence(live.state) == pressed.sentence(pressed.state)
    assert live.state["updates"] == 15
    live.reset()
    assert live.state["updates"] == 0


def test_a_stepper_can_begin_on_the_way_back():
    stepper = explorers.NeuronStepper([2, 5], [3, -0.5], 4, goal=7, step=7)
    assert "through out = max(0, z)" in stepper.sentence(stepper.state)
    assert stepper.sentence({"step": 6}).startswith("Backward, step 1 of 5, through loss = (out - 7)²")
