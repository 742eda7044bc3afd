"""Chapter 1: one neuron."""

import ast
from contextlib import redirect_stdout
import inspect
import io
from itertools import product
import textwrap

import numpy as np

from nnfs_helpers.exercises.machinery.exercise import exercise
from nnfs_helpers.exercises.machinery.probes import is_finite


def neurons(rng):
    """A neuron of the chapter, then others with two, four and five inputs."""
    yield {"inputs": np.array([1.0, 2.0, 3.0]), "weights": np.array([0.2, 0.8, -0.5]), "bias": 2.0}
    for n_inputs in (2, 5, 4):
        inputs, weights = rng.uniform(0.5, 3, size=n_inputs), rng.normal(size=n_inputs)
        yield {"inputs": inputs, "weights": weights, "bias": rng.uniform(1.5, 4)}


def listed_neurons(rng):
    """The same neurons with lists: the chapter has met no arrays yet."""
    for case in neurons(rng):
        yield {"inputs": case["inputs"].tolist(), "weights": case["weights"].tolist(), "bias": case["bias"]}


@exercise("A neuron for any number of inputs", difficulty=1, minutes=10, cases=listed_neurons)
def neuron_output(inputs, weights, bias):
    """Return the output of a neuron: each input times its weight, all added up, plus the bias."""
    total = 0
    for value, weight in zip(inputs, weights):
        total += value * weight
    return total + bias


neuron_output.feedback("""
    You need one product for each input. What has to happen to the products, and what is left to do after that?
    Start a total at zero. zip(inputs, weights) hands a loop one input and one weight in each round: add their product.
    The bias belongs to no input, so it is added after the loop, once, in the line that returns the total.

    # Your output is {got}, and {expected} was expected. The bias, {bias}, was never added.
    return total + bias → return total

    # You got {got}, not {expected}: the bias, {bias}, was added for every input. A neuron adds it a single time.
    total += value * weight → total += value * weight + bias
    total + bias → total

    # You got {got}: only the first input, {inputs[0]}, was counted. How far is your `return` indented?
    * weight →
        * weight
        return total + bias

    # You got {got}, not {expected}: the last of the inputs {inputs} is left out. The loop ends a round too early.
    return np.dot(inputs[:-1], weights[:-1]) + bias

    # You got {got}, not {expected}: the first input, {inputs[0]}, is left out. Python counts from zero.
    return np.dot(inputs[1:], weights[1:]) + bias

    # You got {got}: of the inputs {inputs} only the last counts. Each round replaces what the others collected.
    total += → total =

    # Python cannot multiply two lists, only two numbers: take one input and one weight in each round of a loop.
    return inputs * weights + bias

    # You got {got}, one number for each input. The products were not added up, and a neuron gives one number.
    return [value * weight + bias for value, weight in zip(inputs, weights)]

    # You got {got}, not {expected}: two sums were multiplied. Each input has to meet its own weight first.
    return sum(inputs) * sum(weights) + bias

    # Your output is {got}: the weighted sum was multiplied by the bias, {bias}. A bias is added.
    total + bias → total * bias

    # Your output is {got}: the bias, {bias}, was subtracted. A neuron adds it, whatever its sign.
    total + bias → total - bias

    # You got {got}, not {expected}: the function rounds. Round when you print, and return all of the digits.
    total + bias → round(total + bias, 2)

    # You got {got}, not {expected}: each input was added to its weight. A weight multiplies its input.
    value * weight → value + weight

    # Your output is {got}, too large by exactly one: {expected} was expected. With which number does the total begin?
    total = 0 → total = 1

    # You got {got}, not {expected}: the bias, {bias}, was added twice, perhaps at the beginning and at the end.
    total = 0 → total = bias

    # The loop gets all inputs first, then all weights. To get one of each in a round, put `zip` around the two.
    zip(inputs, weights) → inputs, weights

    # Your code takes three inputs and weights, whatever comes in, and here are {inputs}. Count them with `len(inputs)`.
    return sum(inputs[i] * weights[i] for i in range(3)) + bias

    # Your products are in a list, and a list and a number cannot be added. Add up the products first, then the bias.
    return [value * weight for value, weight in zip(inputs, weights)] + bias

    # `range` needs a number, and it gets all the inputs. `len(inputs)` counts how many there are.
    return sum(inputs[i] * weights[i] for i in range(inputs)) + bias

    # Your loop takes each of the inputs, {inputs}, for a place in a list. Places are in `range(len(inputs))`.
    return sum(inputs[i] * weights[i] for i in inputs) + bias
    """)


@exercise("Inputs twice as large", difficulty=1, minutes=3)
def doubled_output():
    """The products double. The bias belongs to no input and stays."""
    weighted_sum = 0.2 * 1 + 0.8 * 2 - 0.5 * 3
    return 2 * weighted_sum + 2


doubled_output.feedback("""
    The output has two parts: the sum of the products, and the bias. Which of the two notices the inputs?
    The weighted sum of this neuron is its output minus its bias. Double that part, then put the bias back.

    # {got} is twice the whole output, so the bias was doubled as well. Does the bias know anything about the inputs?
    return 4.6

    # {got} is the output from before. Each product of an input and a weight changes when the input does.
    return 2.3

    # {got} is the weighted sum alone, doubled. The neuron adds something to it at the end.
    return 0.6

    # {got} is what comes out when the bias is doubled and not the inputs. Here it is the other way round.
    return 4.3

    # {got} is twice as large a sum, but the third weight, -0.5, has lost its sign on the way.
    return 8.6
    """)


def lost_numbers(rng):
    """Pairs that fit, a lost weight, a lost input, and a single weight."""
    yield {"inputs": [1.0, 2.0, 3.0], "weights": [0.2, 0.8, -0.5], "bias": 2.0}
    yield {"inputs": [1.0, 2.0, 3.0, 2.5], "weights": [0.2, 0.8, -0.5], "bias": 2.0}
    for n_inputs, n_weights in ((3, 4), (3, 1), (5, 5)):
        inputs, weights = rng.uniform(0.5, 3, size=n_inputs), rng.uniform(0.5, 3, size=n_weights)
        inputs, weights = np.round(inputs, 1).tolist(), np.round(weights, 1).tolist()
        yield {"inputs": inputs, "weights": weights, "bias": round(rng.uniform(1.5, 4), 1)}


def output_or_error(attempt, case):
    """Return what the function returns; if the lengths differ, also accept an error that was meant."""
    if len(case["inputs"]) == len(case["weights"]):
        return attempt(*case.values())
    answer = answer_or_error(attempt, *case.values())
    wanted_to = way_of_complaining(attempt, case) if is_finite(answer) else None
    return {"the answer": answer, "the error": wanted_to} if wanted_to else answer


def answer_or_error(attempt, *values):
    """Return what a function returns, or in words which kind of error it raises or returns."""
    try:
        answer = attempt(*values)
    except NameError:
        return "a name that is not known"
    except Exception as error:
        return "a text that is raised" if "must derive from BaseException" in str(error) else "an error"
    if isinstance(answer, BaseException) or (inspect.isclass(answer) and issubclass(answer, BaseException)):
        return "an error that is returned"
    return "a text that is returned" if isinstance(answer, str) else answer


def way_of_complaining(attempt, case):
    """Return how a function that answers, whatever the lengths, was meant to complain; None if in no way."""
    pairs = ([1.0, 2.0], [3.0]), ([1.0], [2.0, 3.0])
    if not all(is_finite(answer_or_error(attempt, *map(np.array, pair), 4.0)) for pair in pairs):
        return None
    parts = list(ast.walk(tree_of(attempt)))
    if any(isinstance(part, ast.ExceptHandler) for part in parts):
        return "caught"
    if any(isinstance(part, ast.Raise | ast.Assert) for part in parts):
        return "not reached"
    if any(isinstance(part, ast.Name) and part.id.endswith(("Error", "Exception")) for part in parts):
        return "not raised"
    with redirect_stdout(io.StringIO()) as printed:
        attempt(*case.values())
    return "printed" if printed.getvalue() else None


def tree_of(attempt):
    """Return the tree of a function's source, an empty one where there is no source."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(attempt)))
    except (OSError, TypeError, SyntaxError):
        return ast.Module([], [])


@exercise("Find the bug: a lost weight", difficulty=2, minutes=5, cases=lost_numbers, probe=output_or_error)
def strict_neuron(inputs, weights, bias):
    """Return the output of a neuron. Raise an error if there are not as many weights as inputs."""
    total = bias
    for value, weight in zip(inputs, weights, strict=True):
        total += value * weight
    return total


strict_neuron.feedback("""
    The shorter of the two lists decides how many rounds the loop makes. Where could the function notice that?
    Compare the two lengths before the loop, and raise a ValueError when they differ, whichever is shorter.
    zip can do the comparison itself: it has an argument named strict.

    # For the inputs {inputs} and the weights {weights}, one too few, the code gives {got} and no error.
    , strict=True): → ):  # noqa: B905

    # A lost weight is noticed now. A lost input is not: for {inputs} and {weights} the answer is {got}, no error.
    return sum(inputs[i] * weights[i] for i in range(len(inputs))) + bias

    # A lost input is noticed now. A lost weight is not: for {inputs} and {weights} the answer is {got}, no error.
    return sum(inputs[i] * weights[i] for i in range(len(weights))) + bias

    # One gap is left: NumPy multiplies all of {inputs} by the single weight {weights}. Compare the lengths.
    return (np.array(inputs) * np.array(weights)).sum() + bias

    # For {inputs} and {weights} you return nothing, and the program fails later, somewhere else. Raise an error.
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else None

    # For {inputs} and {weights} you return {got}, the bias, which looks like an answer. Raise an error.
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else bias

    # For {inputs} and {weights} your function returns {got}. A zero looks like an answer. Raise an error instead.
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else 0

    # For {inputs} and {weights} you return the error, and the program goes on. The word that stops it is `raise`.
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else ValueError("lengths differ")

    # For {inputs} and {weights} you return a text, and the program goes on. Raise an error with these words.
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else "lengths differ"

    # You raise a text, and Python refuses that: it raises an error about your `raise`, and your words are lost. Put
    # them into an error: a ValueError takes them in its brackets.
    if len(inputs) != len(weights):
        raise "lengths differ"
    return np.dot(inputs, weights) + bias

    # An error comes by accident: Python does not know a name in your code. Is the name of the error spelt right?
    return np.dot(inputs, weights) + bias if len(inputs) == len(weights) else ValeuError("lengths differ")

    # For {inputs} and {weights} you print something and go on to {got[the answer]}. Only an error stops a program.
    print("lengths differ")
    return neuron_output.reference(inputs, weights, bias)

    # Your code makes an error and goes on, to {got[the answer]}. Which word has to stand in front of the error?
    ValueError("lengths differ")
    return neuron_output.reference(inputs, weights, bias)

    # Your code has an error in it, and for {inputs} and {weights} it is not reached: you get {got[the answer]}. Look
    # at the condition, and at what stands before it: after a `return` nothing in a function runs.
    return neuron_output.reference(inputs, weights, bias)
    raise ValueError("lengths differ")

    # An error is raised, and your own `except` catches it: for {inputs} and {weights} you go on to {got[the answer]}.
    try:
        return strict_neuron.reference(inputs, weights, bias)
    except ValueError:
        return neuron_output.reference(inputs, weights, bias)
    """)


def neurons_and_zeros(rng):
    """First inputs of zero, where only the bias is left, then ordinary neurons."""
    yield {"inputs": np.zeros(3), "weights": np.array([0.2, 0.8, -0.5]), "bias": 2.0}
    yield from neurons(rng)


@exercise("Find the bug: zeros in, zero out", difficulty=1, minutes=5, cases=neurons_and_zeros)
def dot_neuron(inputs, weights, bias):
    """Return the output of a neuron with inputs and weights of shape (n,)."""
    return np.dot(inputs, weights) + bias


dot_neuron.feedback("""
    Work out by hand what the line does with two inputs. How often does the bias appear, and next to what?
    Look at the brackets: what is done first, the product or the addition of the bias?
    np.dot gives the weighted sum, and needs the inputs and the weights only. Close its bracket before the bias.

    # For inputs of zero, {inputs}, the neuron with the bias {bias} should answer with its bias. The code gives {got}.
    ) + bias → + bias)

    # Now the bias joins every input, so the weights still meet it: for {inputs} you get {got}.
    , weights) + bias → + bias, weights)

    # The zeros are right, but the bias counts twice, on every weight and once outside: {got}, and not {expected}.
    weights) → weights + bias)

    # For {inputs} you get {got}: the bias, {bias}, is gone altogether. Is it used anywhere?
    + bias →

    # `np.dot` takes two arrays, and the bias stands inside its brackets. Close them before the bias, and add it.
    return np.dot(inputs, weights, bias)

    # You got {got}, with the shape {got.shape}. The products are there, but nothing adds them up.
    return inputs * weights + bias

    # You got {got}, not {expected}: the bias joined each product before the sum, once for each input.
    return np.sum(inputs * weights + bias)
    """)


def pairs_of_points(rng):
    """Two points that are not one step apart, then others: also from right to left, and left of zero."""
    yield {"x1": 2.0, "y1": 3.0, "x2": 4.0, "y2": 7.0}
    for start, step in ((2.0, -3.5), (-4.0, 2.5), (0.5, 0.4)):
        y1, y2 = rng.uniform(-5, -1), rng.uniform(1, 5)
        yield {"x1": start + rng.uniform(0.1, 0.3), "y1": y1, "x2": start + step, "y2": y2}


def weight_then_bias(attempt, case):
    """Return the two results as they come, those of a dict in the order of the exercise."""
    result = attempt(*case.values())
    if isinstance(result, dict) and result.keys() == {"weight", "bias"}:
        return result["weight"], result["bias"]
    return result


@exercise("The neuron through two points", difficulty=2, minutes=10, cases=pairs_of_points, probe=weight_then_bias)
def two_points(x1, y1, x2, y2):
    """Return (weight, bias) of the neuron with one input that gives y1 for x1, and y2 for x2."""
    weight = (y2 - y1) / (x2 - x1)
    return weight, y1 - weight * x1


two_points.feedback("""
    The weight is the slope: how much the output grows when the input grows by one. How much does each grow here?
    The weight is the growth of the output divided by the growth of the input, from one point to the other.
    Put the first point into output = weight * input + bias. Only the bias is unknown: solve for it.

    # Your weight, {got[0]}, is upside down: the slope is the growth of the output for each step of the input.
    y2 - y1) / (x2 - x1 → x2 - x1) / (y2 - y1

    # Your weight, {got[0]}, is right. Your bias, {got[1]}, is the output at {x1}. The bias is the output at zero.
    - weight * x1 →

    # Your weight, {got[0]}, is the growth from {x1} to {x2}. The weight is the growth for one step of the input.
    (y2 - y1) / (x2 - x1) → y2 - y1

    # The numbers are right, but in the wrong order: the exercise asks for the weight first, then the bias.
    weight, y1 - weight * x1 → y1 - weight * x1, weight

    # Your weight, {got[0]}, has the wrong sign. Both differences have to be taken in the same direction.
    y2 - y1 → y1 - y2

    # Your weight is right. Your bias, {got[1]}, is {y1} with the product added. It has to be taken away.
    - weight → + weight

    # Your weight, {got[0]}, is right. Your bias, {got[1]}, mixes the points. Take both numbers from the same one.
    * x1 → * x2

    # Your weight, {got[0]}, is right. For your bias, {got[1]}, it was taken from the output {y1} without its input.
    - weight * x1 → - weight

    # Your weight, {got[0]}, is {y1} by {x1}, the slope of a line with the bias zero. It misses {x2}, {y2}.
    return y1 / x1, 0.0

    # Python divides before it subtracts: in {got[0]} one output is divided by one input. Brackets are missing.
    (y2 - y1) / (x2 - x1) → y2 - y1 / x2 - x1

    # Your weight, {got[0]}, is {y1} by {x1}. From the first point to the second, how much do both of them grow?
    weight = y1 / x1
    return weight, y2 - weight * x2

    # Your weight, {got[0]}, is {y2} by {x2}. From the first point to the second, how much do both of them grow?
    (y2 - y1) / (x2 - x1) → y2 / x2

    # Your weight is {y2} by {x2}, the slope of a line with the bias zero. It misses the first point, {x1}, {y1}.
    return y2 / x2, 0.0

    # Your weight, {got[0]}, is right. Your bias, {got[1]}, has the wrong sign: product plus bias should give {y1}.
    y1 - weight * x1 → weight * x1 - y1

    # {got} is the weight alone. Two numbers are asked for, the weight and the bias, with a comma between them.
    , y1 - weight * x1 →
    """)


def decisions(n_inputs):
    """Return a probe: for each row of inputs that are 0 or 1, is the neuron's output positive?"""

    def probe(attempt, case):
        answer = attempt() if callable(attempt) else attempt
        try:
            numbers = np.hstack([np.ravel(part) for part in answer]).astype(float)  # the answer may be nested
        except (TypeError, ValueError):
            return {"how many numbers": "no list of numbers"}
        found = {"how many numbers": str(numbers.size)}
        if numbers.size != n_inputs + 1:
            return found
        for row in product((0, 1), repeat=n_inputs):
            output = numbers[:-1] @ row + numbers[-1]
            found[f"inputs {' and '.join(map(str, row))}"] = "positive" if output > 1e-9 else "not positive"
        return found

    return probe


@exercise("The first without the second", difficulty=2, minutes=5, probe=decisions(2))
def only_first():
    """The first weight lifts the output above zero, the second one takes it back."""
    return [1, -1, -0.5]


only_first.feedback("""
    The second input has to speak against it. What sign does its weight need?
    When both inputs are zero only the bias is left. What sign does it need?
    Write down the four sums: the bias; the bias and one weight, twice; the bias and both. One must be positive.

    # You gave two numbers. A neuron with two inputs needs three: the first weight, the second weight, the bias.
    , -0.5 →

    # Your neuron answers “or”: it is positive for one input or the other. The second should make the answer no.
    , -1 → , 1

    # Your neuron is positive when both inputs are one: it answers “and”. The second should be zero.
    -1, -0.5 → 1, -1.5

    # Your neuron is positive for zero and one: it found the second without the first. Which weight is whose?
    1, -1 → -1, 1

    # Your neuron is positive whenever the first input is one: its second weight takes too little away.
    , -1 → , 0

    # Your neuron is positive for two zeros as well. There only the bias is left: what does that say of its sign?
    1, -0.5 → 2, 0.5

    # Your neuron is negative in one row only: the bias lifts two zeros and two ones above zero as well.
    -0.5 → 0.5

    # Your neuron is positive for no row. For one and zero, first weight plus bias must be above zero, and not zero.
    -0.5 → -1

    # Your neuron is positive for all four rows. Without any input only the bias is left: what is its sign?
    -0.5 → 2
    """)


@exercise("Two of three", difficulty=2, minutes=10, probe=decisions(3))
def two_of_three():
    """With equal weights the sum counts the votes, and the bias says how many are needed."""
    return [1, 1, 1, -1.5]


two_of_three.feedback("""
    The three votes count alike. What does that say about the three weights?
    With three weights of one, the weighted sum counts the votes. Which sums should end above zero?
    The bias has to take away more than one vote adds, and less than two votes add.

    # You gave three numbers. A neuron with three inputs needs four: three weights, and the bias behind them.
    , -1.5 →

    # A single vote is enough for your neuron. One vote alone has to stay at zero or below: lower the bias.
    -1.5 → -0.5

    # Your neuron wants all three. Two votes have to end above zero, and zero itself is not: raise the bias.
    -1.5 → -2.5

    # Your neuron is positive for every row. With three zeros only the bias is left: what sign does it need?
    -1.5 → 1.5

    # Your neuron is positive for no row, not even for three votes: the bias takes away more than all weights give.
    -1.5 → -3.5

    # With your numbers the first vote decides alone. No weight by itself may outweigh the bias.
    [1, → [2,

    # Your neuron is positive for the first two votes together, and for no other two: the third vote adds too little.
    1, -1.5 → 0, -1.5

    # Your neuron is the other way round: positive when at most one is for it. Turn the sign of every number.
    return [-1, -1, -1, 1.5]
    """)
