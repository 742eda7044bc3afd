"""How many times as fast one call is as another: a ratio, because a time would differ on every machine."""

from time import perf_counter

ROUNDS = 20


def seconds(call):
    """Return the shortest time of a few rounds, in seconds: the one in which the machine was disturbed least."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times)


def times_as_fast(fast, slow):
    """Return how many times as fast the function fast is as the function slow, both called without arguments."""
    return seconds(slow) / seconds(fast)
