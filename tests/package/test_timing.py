"""How many times as long one way takes as another."""

import time

from nnfs_helpers.support.timing import times_as_long


def pause(seconds):
    time.sleep(seconds)


def test_a_long_way_takes_more_than_twice_as_long_as_a_short_one():
    assert times_as_long(lambda x: pause(0.03), lambda x: pause(0.005), None) > 2
    assert times_as_long(lambda x: pause(0.005), lambda x: pause(0.03), None) < 0.5


def test_one_slow_round_among_five_changes_nothing():
    pauses = [0.005, 0.3, 0.005, 0.005, 0.005]
    assert times_as_long(lambda x: pause(pauses.pop()), lambda x: pause(0.005), None) < 5


def test_both_are_given_the_argument():
    seen = []
    times_as_long(seen.append, lambda x: seen.append(x + 1), 7)
    assert set(seen) == {7, 8}
