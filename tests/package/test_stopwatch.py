"""The stopwatch tells a ratio, and not that of a round in which the machine was busy."""

import pytest

from nnfs_helpers.support import stopwatch


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is wound: clock.append(seconds)."""
    wound = []
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: sum(wound))
    return wound


def test_half_the_time_is_twice_as_fast(clock):
    assert stopwatch.times_as_fast(lambda: clock.append(0.25), lambda: clock.append(0.5)) == pytest.approx(2)


def test_the_slower_one_is_less_than_once_as_fast(clock):
    assert stopwatch.times_as_fast(lambda: clock.append(0.5), lambda: clock.append(0.25)) == pytest.approx(0.5)


def test_one_round_that_was_disturbed_does_not_count(clock):
    rounds = iter([3.0, 0.5, 7.0] + [0.5] * stopwatch.ROUNDS)
    assert stopwatch.seconds(lambda: clock.append(next(rounds))) == pytest.approx(0.5)
