"""Chapter 0: what an exercise is."""

from nnfs_helpers.exercises.machinery.exercise import exercise


def to_three_decimals(attempt, case):
    """Return the answer; a share with as many decimals as the page prints."""
    answer = attempt() if callable(attempt) else attempt
    return round(answer, 3) if isinstance(answer, float) else answer


@exercise("Points that are still wrong", difficulty=1, minutes=2, probe=to_three_decimals)
def still_wrong():
    """290 of the 300 points are right; the others are wrong."""
    return 10


still_wrong.feedback("""
    The first section prints two numbers behind "right after": the points that are right, and all points.
    What is not right is wrong: take the points that are right away from all the points.

    # {got} is the number of points that are right. The others were asked for.
    return 290

    # {got} is the share of the points that are right. The number of those that are wrong was asked for.
    return 0.967

    # {got} is the share of the points that are wrong. How many points of the 300 is that?
    return 0.033

    # {got} is the percentage of the points that are wrong. How many points of the 300 is that?
    return 3.3

    # {got} is how many of a thousand points would be wrong, and there are 300.
    return 33

    # {got} is the share of 300 that is wrong, not rounded yet. Points come in whole numbers.
    return 9.9
    """)


def lists(rng):
    """A readable case, then lists of other lengths, with the largest in each place, and all below zero."""
    yield {"scores": [0.2, 2.5, -1.3]}
    for length, place in ((4, 0), (2, 1), (5, 4), (6, 2)):
        scores = rng.uniform(-3, 1, size=length)
        scores[place] = rng.uniform(1.5, 3)
        yield {"scores": [round(float(score), 3) for score in scores]}
    yield {"scores": [-2.5, -0.75, -1.5]}
    yield {"scores": [-4.0, 1.25, 0.5]}
    yield {"scores": [0.25, 0.5, 0.75]}


@exercise("The winner", difficulty=1, minutes=5, cases=lists)
def winner(scores):
    """Return the place of the largest number in scores, a list of numbers."""
    place = 0
    for i in range(len(scores)):
        if scores[i] > scores[place]:
            place = i
    return place


winner.feedback("""
    Go through the places of the list, and remember the place of the largest number that you have seen so far.
    Begin with the place 0. In a loop over range(len(scores)), compare scores[i] with the number at that place.
    Python knows two words that make it one line: max finds a number, and index finds its place.

    # {got} is the largest number itself. Its place in the list was asked for.
    return place → return scores[place]

    # Counted from 1, it is {got}. Python counts places from 0, and so do the classes.
    return place → return place + 1

    # {got} is the place of the smallest number.
    scores[i] > scores[place] → scores[i] < scores[place]

    # The loop ends before the last number: a largest one that stands there is never found.
    range(len(scores)) → range(len(scores) - 1)

    # {got} is the last place at which a number is larger than the one before it. Compare with the largest so far.
    scores[i] > scores[place] → scores[i] > scores[i - 1]

    # You compare with zero, and a list may hold only negative numbers, or several positive ones.
    scores[i] > scores[place] → scores[i] > 0

    # The largest number so far begins at zero, and all of {scores} lie below it. Begin with the first of them.
    return winner.reference(scores) if max(scores) > 0 else 0

    # You compare a place, {got}, with a number: the remembered value must be scores[place], not place.
    scores[i] > scores[place] → scores[i] > place

    # The first place is returned at once. The return belongs behind the loop, not inside of it.
    return place → return 0
    """)
