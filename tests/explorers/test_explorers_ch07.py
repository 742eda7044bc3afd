"""Chapter 7's explorers: every optimizer of the ravine, and what they answer to bad input."""

from functools import cache

import numpy as np
import pytest

from nnfs_helpers.data import spiral_data
from nnfs_helpers.explorers import OptimizerRace, Ravine
from nnfs_helpers.explorers.ravine import OPTIMIZERS
from nnfs_helpers.optim import SGD, Adam
from tests.explorers.cases.ch07 import ravine_oracle

X, Y = spiral_data(20, 3)


def names(count):
    """So many optimizers."""
    return {f"Adam {i}": Adam() for i in range(count)}


def used():
    """An optimizer that has made a step on a network of the same size."""
    optimizer = Adam()
    optimizer.step(np.zeros(387), np.zeros(387))
    return {"used": optimizer}


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_ravine_agrees_with_the_oracle_for_every_optimizer_rate_and_momentum(name, every):
    ravine = Ravine()
    for rate in np.round(0.002 * np.arange(every, 41, every), 9):
        for momentum in (0.0, 0.5, 0.95):
            for steps in (1, 2, 40, 100):
                state = {"optimizer": name, "learning_rate": rate, "momentum": momentum, "steps": steps}
                assert [words for words in ravine_oracle(state) if words not in ravine.sentence(state)] == [], state


@pytest.mark.filterwarnings("error")
def test_a_race_goes_on_when_one_of_them_has_grown_out_of_all_bounds():
    race = OptimizerRace(X, Y, {"wild": SGD(1e300), "Adam": lambda: Adam(0.02)}, n_hidden=8)
    assert "wild has grown out of all bounds" in repr(race) and "Adam has a loss of 0.8" in repr(race)
    assert "Losses from all 3 starts: wild out of all bounds from 3; Adam 0." in repr(race)
    race.controls["steps"].value = 0
    assert "wild has a loss of 1.1" in repr(race)


def test_a_race_leaves_the_optimizer_that_it_was_given_as_it_was():
    adam = Adam()
    OptimizerRace(X, Y, {"Adam": adam}, n_hidden=2)
    assert adam.steps == 0 and not hasattr(adam, "mean")


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: OptimizerRace(X, Y, {}), "room for 6 optimizers, but optimizers has 0"),
        (lambda: OptimizerRace(X, Y, names(7)), "room for 6 optimizers, but optimizers has 7"),
        (lambda: OptimizerRace(X, Y, {"three": 3}), "an object such as Adam"),
        (lambda: OptimizerRace(X, Y, used()), "used before .steps so far: 1."),
        (lambda: OptimizerRace(X[:, :1], Y, names(1)), "1 numbers in each row"),
        (lambda: Ravine(steepness=0.5), "steepness must be a number from 1 to 1000, but it is 0.5"),
        (lambda: Ravine(optimizer="SGD"), "optimizer must be one of plain descent, momentum"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(make, words):
    with pytest.raises((ValueError, TypeError), match=words):
        make()


def test_the_ravine_begins_where_plain_descent_zigzags_and_shows_both_paths():
    ravine = Ravine()
    assert ravine.state["learning_rate"] == 0.036 and ravine.state["optimizer"] == "momentum"
    b = ravine.other_path.get_ydata()
    assert np.allclose(b[1:] / b[:-1], -0.8)
    assert not np.allclose(ravine.path.get_ydata()[2:], b[2:])
    (legend,) = ravine.frame.figure.legends
    assert [text.get_text() for text in legend.get_texts()][-1] == ravine.other_path.get_label()


def test_the_mark_of_the_lowest_point_lies_over_the_end_of_a_path_that_arrives():
    ravine = Ravine(momentum=0.75, steps=100)
    star = next(line for line in ravine.stamped if line.get_label() == "lowest point")
    assert "converges" in repr(ravine) and star.zorder > ravine.end.zorder


@cache
def race():
    """Two optimizers on few points."""
    return OptimizerRace(X, Y, {"SGD": SGD(1.0), "Adam": Adam(0.02)}, n_hidden=8)


def test_the_race_begins_in_the_middle_with_different_maps_and_curves_that_are_there():
    begin = OptimizerRace(X, Y, {"SGD": SGD(1.0), "Adam": Adam(0.02)}, n_hidden=8)
    assert begin.state == {"steps": 300, "start": 1}
    sgd, adam = begin.maps
    assert (sgd.pixels != adam.pixels).mean() > 0.05
    assert [curve.get_xdata()[-1] for curve in begin.curves] == [300, 300]
    assert begin.curves[0].get_ydata()[-1] > begin.curves[1].get_ydata()[-1]


def test_the_race_shows_the_loss_of_each_racer_from_three_different_starts():
    losses, rows = race().dots[0].get_data()
    assert list(rows) == [0, 1, 0, 1, 0, 1]
    assert len(set(np.round(losses, 6))) == 6
    for start in (1, 2, 3):
        race().controls["start"].value = start
        assert list(race().dots[1].get_xdata()) == list(losses[2 * start - 2 : 2 * start])


def test_play_goes_from_moment_to_moment_and_begins_again_after_the_last():
    play, steps = race().controls["play"], race().controls["steps"]
    steps.value = 490
    play.value += 1
    assert steps.value == 500
    play.value += 1
    assert steps.value == 0
    play.value += 1
    assert steps.value == 10
    play.value = 0  # the stop button
    assert steps.value == 0
