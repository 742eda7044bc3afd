"""How many times as long one way takes as another: a ratio, which holds on other machines where no time would."""

from timeit import repeat

ROUNDS = 5


def times_as_long(slow, fast, argument):
    """Return the shortest of five times of slow(argument), divided by that of fast(argument)."""
    slowest, fastest = (min(repeat(lambda way=way: way(argument), number=1, repeat=ROUNDS)) for way in (slow, fast))
    return slowest / fastest
