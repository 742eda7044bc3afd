"""Chapter 8: training."""

import numpy as np

from nnfs_helpers.exercises.machinery.exercise import exercise


def numbers(rng):
    """A readable case, then others of other sizes."""
    yield {"values": np.array([1.5, -2.0, 0.25])}
    for n_values in (2, 5, 4):
        yield {"values": rng.normal(size=n_values)}


@exercise("TO WRITE, a number", difficulty=1, minutes=3)
def first_answer():
    """Why it is this number."""
    return 1.5 - 2.0 + 0.25


first_answer.feedback("""
    What is asked for? Say it in your own words.
    Add the three numbers, and mind the sign of the second.

    # {got} is what comes out if the sign of the second number is lost.
    return 3.75

    # {got} is the mean of the three numbers, and their sum was asked for.
    return -0.25 / 3
    """)


@exercise("TO WRITE, a shape", difficulty=1, minutes=3)
def second_answer():
    """Why it is this shape."""
    return (3,)


second_answer.feedback("""
    How many numbers are there?
    A shape is written in round brackets, with a comma behind a number that is alone.

    # {got} is the shape of a row, and this array has one axis.
    return (1, 3)

    # {got} is the shape of a column, and this array has one axis.
    return (3, 1)
    """)


@exercise("TO WRITE, a function", difficulty=2, minutes=10, cases=numbers)
def mean_square(values):
    """Return the mean of the squares of some values."""
    squares = values * values
    return squares.sum() / len(squares)


mean_square.feedback("""
    There are two steps. Which of them comes first?
    Square each value first, and take the mean of what you have then.

    # Your result is {got}, the mean of the values themselves. None of them was squared.
    return values.mean()

    # Your result is {got}, the sum of the squares. By how many values must it be divided?
    return (values**2).sum()

    # Your result is {got}: you took the mean first and squared it. Square each value first.
    return values.mean() ** 2

    # Your result is {got}, the root of what was asked for.
    return np.sqrt(np.mean(values**2))
    """)


@exercise("Find the bug: TO WRITE", difficulty=2, minutes=5, cases=numbers)
def spread(values):
    """Return how far the largest of some values lies above the smallest."""
    return values.max() - values.min()


spread.feedback("""
    Try it by hand with two values. Which number should come out?
    The largest and the smallest are both there. Look at what happens to them.

    # For {values} it gives {got}, and {expected} was expected.
    - values.min() → + values.min()

    # Your result is {got}, the spread with a minus: the smallest comes first in your difference.
    return values.min() - values.max()

    # Your result is {got}, the largest value alone. What lies between it and the smallest?
    return values.max()

    # Your result is {got}: the last value minus the first. They need not be the largest and the smallest.
    return values[-1] - values[0]
    """)
