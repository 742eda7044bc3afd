"""Chapter 3: a batch of samples."""

import copy
import difflib
import inspect

import numpy as np

from nnfs_helpers.exercises.machinery.compare import plain, same
from nnfs_helpers.exercises.machinery.exercise import exercise, normal
from nnfs_helpers.exercises.machinery.probes import (
    BIASES,
    WEIGHTS,
    attribute,
    build,
    fill,
    layout,
    parameters,
    result_of,
    shape,
)


def batches(rng):
    """Batches for layers with one row of weights for each neuron. In the last one all numbers are three."""
    yield {
        "inputs": np.array([[1.0, 2.0, 3.0], [2.0, 5.0, -1.0]]),
        "weights": np.array([[0.2, 0.8, -0.5], [0.5, -1.0, 0.1], [-0.3, 0.4, 0.7], [0.9, -0.2, 0.6]]),
        "biases": np.array([2.0, 3.0, 0.5, -1.0]),
    }
    for n_samples, n_inputs, n_neurons in ((5, 2, 3), (4, 6, 2), (3, 3, 3)):
        drawn = normal(rng, inputs=(n_samples, n_inputs), weights=(n_neurons, n_inputs))
        yield drawn | {"biases": rng.uniform(1, 4, size=n_neurons)}


@exercise("A layer for a batch", difficulty=1, minutes=5, cases=batches)
def batch_forward(inputs, weights, biases):
    """Return the outputs (n_samples, n_neurons). weights has one row for each neuron."""
    return np.dot(inputs, weights.T) + biases


batch_forward.feedback("""
    Write the two shapes next to each other. Which array has to be turned, so that the inner numbers fit?
    A row of the inputs meets a column of what stands on the right. Which numbers do you want in that column?
    Transpose the weights, not the inputs, and add the biases at the end.

    # The inner numbers of {inputs.shape} and {weights.shape} differ. The product needs the neurons in columns.
    weights.T → weights

    # You transposed the inputs, {inputs.shape}, and a row is no sample any more. Turn the other array.
    , weights.T → .T, weights

    # You transposed both, and {inputs.shape} and {weights.shape} collide the other way round. One has to stay.
    (inputs, weights. → (inputs.T, weights.

    # The shape, {got.shape}, is right, the numbers are not: `reshape` tears the weights of a neuron apart.
    weights.T) → weights.reshape(inputs.shape[1], -1))

    # Your output, {got.shape}, stands on its side: its rows are the neurons, and should be the samples.
    return np.dot(weights, inputs.T) + biases[:, np.newaxis]

    # With the weights {weights.shape} on the left, the product has one row for each neuron and one column for each
    # sample. The biases {biases.shape} belong to the neurons, and added to such a matrix they run along the samples.
    inputs, weights. → weights, inputs.

    # The biases {biases} are missing: your first row is {got[0]}, and {expected[0]} was expected.
    + biases →

    # You got {got.shape}: the outputs for the first sample. Each of the {inputs.shape[0]} samples needs a row.
    inputs, weights.T → weights, inputs[0]

    # You got {got.shape}: one row for {inputs.shape[0]} samples. How far is your `return` indented?
    return [np.dot(weights, inputs[0]) + biases]

    # You got {got.shape}: the last sample alone. If you have a loop, each round has replaced the one before.
    inputs, weights.T → weights, inputs[-1]

    # You got {got.shape}: the samples were added up. Each of the {inputs.shape[0]} keeps a row of its own.
    np.dot(inputs, weights.T) + biases → (np.dot(inputs, weights.T) + biases).sum(axis=0)

    # {inputs.shape} and {weights.shape} were multiplied number by number. Each sample has to meet each neuron.
    np.dot(inputs, weights.T) → inputs * weights

    # The biases joined the weights before the product: your first row is {got[0]}. Add them to the finished sum.
    ) + biases → + biases)
    """)


def two_rows(rng):
    """Two rows of numbers of different lengths; the differences have both signs."""
    yield {"first": np.array([1.5, 4.0, 2.5]), "second": np.array([2.0, 3.5])}
    for n, m in ((2, 5), (4, 3)):
        yield {"first": rng.normal(size=n), "second": rng.normal(size=m)}


@exercise("A table of all differences", difficulty=2, minutes=8, cases=two_rows)
def all_differences(first, second):
    """Return the table (n, m) of all differences first[i] - second[j], for first (n,) and second (m,)."""
    column = first.reshape(len(first), 1)
    return column - second


all_differences.feedback("""
    Which of the four cases of the text makes a table out of two arrays that are no table?
    Each number of `first` needs a row of its own. So one of the two has to stand upright, as a column.
    reshape(len(first), 1) makes a column of `first`. Then one subtraction is enough.

    # From the right, {first.shape[0]} stands against {second.shape[0]}: NumPy stretches neither. Make one a column.
    return first - second

    # Your table, {got.shape}, stands on its side: you made a column of `second`, and `first` has to be one.
    return first - second.reshape(len(second), 1)

    # You made columns of both: {first.shape[0]} stands against {second.shape[0]}. One column and one row fit.
    - second → - second.reshape(len(second), 1)

    # Your column has room for three numbers, and `first` has the shape {first.shape}. `len(first)` counts them.
    reshape(len(first), 1) → reshape(3, 1)

    # Every sign is the wrong way round: your first row is {got[0]}, not {expected[0]}. Who is taken from whom?
    column - second → second - column

    # The shape is right, and you added: your first row is {got[0]}. Differences were asked for.
    column - second → column + second

    # Your numbers have lost their signs: your first row is {got[0]}, and {expected[0]} was expected.
    column - second → np.abs(column - second)

    # You got {got.shape}: the first number of `first` minus all of `second`. The others need a row each.
    column - second → first[0] - second

    # You got {got.shape}: each number of `first` met one of `second`, in pairs. It has to meet all of them.
    return np.array([a - b for a, b in zip(first, second, strict=False)])

    # You got {got.shape}: all differences in one long row. Make a row for each number of `first`.
    column - second → (column - second).ravel()
    """)


def square_and_others(rng):
    """Matrices of positive numbers: a square one first, where shapes betray nothing, then others."""
    yield {"matrix": np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 5.0], [1.0, 4.0, 15.0]])}
    for sizes in ((2, 4), (5, 3), (4, 4)):
        yield {"matrix": rng.uniform(0.5, 6, size=sizes)}


@exercise("Find the bug: shares that do not add up", difficulty=2, minutes=5, cases=square_and_others)
def row_shares(matrix):
    """Return the matrix with each row divided by its own sum, so that every row sums to one."""
    return matrix / matrix.sum(axis=1, keepdims=True)


row_shares.feedback("""
    Print the shape of the sums. In which direction does NumPy stretch them, over the rows or over the columns?
    The sums are right. They only have to stay a column, one sum in front of each row.
    sum has an argument that keeps the axis it sums over, with length one.

    # No error, and the rows do not sum to one: for {matrix} the first row is {got[0]}, and not {expected[0]}.
    , keepdims=True →

    # Now the columns sum to one: with axis 0 the sums run downwards. The first row is {got[0]}, not {expected[0]}.
    axis=1, → axis=0,

    # Now all numbers of the matrix together sum to one. Each row was to be divided by a sum of its own.
    axis=1, keepdims=True →

    # Each row is divided by its largest number, which becomes one: {got[0]}. Its sum should become one.
    .sum → .max

    # Each row is divided by its mean, and so it sums to the number of columns, {matrix.shape[1]}, instead of one.
    .sum → .mean

    # The shares are right, and stand on their side: the first row became the first column. Turn the result back.
    return matrix.T / matrix.sum(axis=1)

    # Your column of sums has room for three, whatever comes in, and here the matrix has the shape {matrix.shape}.
    , keepdims=True) → ).reshape(3, 1)

    # You return the sums, {got.shape}. The matrix still has to be divided by them.
    / matrix →

    # The sums are subtracted from the rows. To make shares, divide by them.
    matrix / → matrix -
    """)


def batches_to_scale(rng):
    """Batches whose columns differ in size, and a square one."""
    yield {"batch": np.array([[1.0, 20.0], [4.0, 10.0], [2.0, 60.0]])}
    for sizes in ((5, 3), (4, 6), (3, 3)):
        yield {"batch": rng.normal(3, 2, size=sizes) * rng.permutation(np.arange(1, sizes[1] + 1))}


@exercise("Every column from zero to one", difficulty=2, minutes=10, cases=batches_to_scale)
def unit_columns(batch):
    """Return the batch with each column shifted and scaled: its smallest number becomes 0, its largest 1."""
    low, high = batch.min(axis=0), batch.max(axis=0)
    return (batch - low) / (high - low)


unit_columns.feedback("""
    One number for each column: along which axis do min and max have to run, so that the rows disappear?
    First shift: after subtracting the smallest number of a column, the column begins at zero. Where does it end?
    After the shift a column ends at its largest number minus its smallest. Divide the shifted column by that.

    # Now every row runs from zero to one. Along which axis must the smallest number of a column be searched?
    0), batch.max(axis=0 → 1, keepdims=True), batch.max(axis=1, keepdims=True

    # You hold the smallest and largest numbers of the rows against the columns, which need their own.
    0), batch.max(axis=0 → 1), batch.max(axis=1

    # The whole batch runs from zero to one: all columns share one smallest and one largest number.
    batch.min(axis=0) → batch.min()
    batch.max(axis=0) → batch.max()

    # Every column begins at zero now. It does not end at one yet: the second step is missing.
    / (high - low) →

    # The largest number of each column is one, the smallest is not zero: the columns were scaled, not shifted.
    (batch - low) / (high - low) → batch / high

    # Your columns are one wide now, and do not begin at zero: subtract the smallest number before you divide.
    (batch - low) → batch

    # All columns are divided by the largest number of the whole shifted batch. Each column has its own.
    / (high - low) → / (batch - low).max()

    # The columns begin at zero and do not end at one: the shift has made the largest number smaller as well.
    (high - low) → high

    # Your columns run from minus one to zero: you subtracted the largest number of each column.
    - low) / → - high) /

    # The width of the columns is right, but zero lies at their mean instead of their smallest number.
    batch - low → batch - batch.mean(axis=0)

    # The columns run from zero to one, but upside down: the largest number has become zero.
    batch - low → high - batch

    # Python divides before it subtracts: only the smallest number was divided. Brackets are missing.
    (batch - low) → batch - low

    # Python divides before it subtracts. Put brackets around each of the two differences.
    (batch - low) / (high - low) → batch - low / high - low

    # Your columns have mean zero and standard deviation one, another useful scale. Here 0 and 1 are the ends.
    return (batch - batch.mean(axis=0)) / batch.std(axis=0)
    """)


@exercise("The shape after two layers", difficulty=1, minutes=3, probe=shape)
def final_shape():
    """(5, 4) meets (4, 6) and then (6, 3): rows for the samples, columns for the last neurons."""
    return (5, 3)


final_shape.feedback("""
    Follow one sample through the two layers. How many numbers come in, go on, come out? Then: how many samples?
    Write the shapes in a row, inputs, first weights, second weights. The inner numbers disappear in pairs.

    # {got} has three rows. The neurons decide the columns. The rows are the samples, and no layer changes them.
    return (3, 3)

    # {got} has the right two numbers in the wrong order: which of them counts the samples, rows or columns?
    5, 3 → 3, 5

    # {got} is the shape after the first layer. Its six numbers for each sample go on into the second one.
    , 3) → , 6)

    # {got} is the shape of the second layer's weights. What comes out has a row for each sample.
    return (6, 3)

    # {got} is the shape of the inputs. A layer keeps the rows and makes new columns, one for each neuron.
    , 3) → , 4)

    # What {got} says is right, but the quotes make a text of it, and a text has no axes. Leave the quotes out.
    return "(5, 3)"

    # {got} lists all that a sample passes through. An output is a table: a row for each sample, and columns.
    return (5, 6, 3)

    # {got} would be the weights of one layer from four inputs to three neurons. Outputs have a row for each sample.
    5, 3 → 4, 3

    # {got} is the number of all outputs together. A shape keeps the numbers of rows and of columns apart.
    return 15

    # {got} would be the outputs for a single sample. The batch has five.
    5, 3 → 3,
    """)


def two_layer_networks(rng):
    """Networks of two layers. In the last one the first layer has as many neurons as inputs."""
    yield {
        "inputs": np.array([[1.0, 2.0], [-1.0, 3.0], [2.0, 0.5]]),
        "weights1": np.array([[0.2, 0.8, -0.5, 1.0], [0.5, -0.9, 0.3, -0.6]]),
        "biases1": np.array([2.0, -1.0, 0.5, 1.5]),
        "weights2": np.array([[0.1, -0.5], [-0.2, 0.6], [0.5, -0.3], [0.7, 0.4]]),
        "biases2": np.array([-1.0, 2.0]),
    }
    for n_samples, n_inputs, n_hidden, n_outputs in ((4, 3, 5, 2), (2, 5, 3, 4), (5, 3, 3, 2)):
        first = normal(rng, inputs=(n_samples, n_inputs), weights1=(n_inputs, n_hidden), biases1=n_hidden)
        yield first | normal(rng, weights2=(n_hidden, n_outputs), biases2=n_outputs)


@exercise("Two layers in a row", difficulty=1, minutes=5, cases=two_layer_networks)
def two_layers(inputs, weights1, biases1, weights2, biases2):
    """Return the outputs of the second layer. Both weights have one column for each neuron."""
    hidden = inputs @ weights1 + biases1
    return hidden @ weights2 + biases2


two_layers.feedback("""
    What does the second layer read: the inputs, or something else?
    Give the outputs of the first layer, biases included, a name. They are the inputs of the second layer.
    Two lines: the first multiplies the inputs by weights1 and adds biases1, the second does the same with what came
        out, weights2 and biases2.

    # You got {got[0]} in the first row, not {expected[0]}: the biases of the first layer are missing.
    + biases1 →

    # You got {got[0]} in the first row, not {expected[0]}: the biases of the second layer, {biases2}, are missing.
    + biases2 →

    # Both products are right and no bias was added, neither {biases1} nor {biases2}.
    + biases1 →
    + biases2 →

    # You got {got.shape}: the outputs of the first layer. The second one, {weights2.shape}, has to read them.
    return hidden @ weights2 + biases2 → return hidden

    # The second layer reads the inputs, {inputs.shape}, once more. It should read what the first one gives.
    return hidden → return inputs

    # Between your layers negative numbers became zero. That is an activation, which comes in chapter 4.
    inputs @ weights1 + biases1 → np.maximum(0, inputs @ weights1 + biases1)

    # Negative numbers of your result became zero. That is an activation, which comes in chapter 4.
    hidden @ weights2 + biases2 → np.maximum(0, hidden @ weights2 + biases2)

    # Two results of different shapes come back. Return the outputs of the second layer alone.
    hidden @ → hidden, hidden @

    # Inputs and weights, {weights1.shape}, were multiplied number by number. Each sample has to meet each neuron.
    @ weights1 → * weights1
    @ weights2 → * weights2

    # The second layer adds the biases of the first, {biases1.shape}. It has its own, {biases2.shape}.
    + biases2 → + biases1
    """)


def layer_cases(rng):
    """Inputs, and the weights and biases that the learner's layer is given. All sizes differ."""
    for case in list(batches(rng))[:3]:
        yield case | {"weights": case["weights"].T}


def layer_results(attempt, case):
    """Return what a dense layer starts with and what it computes with given weights and biases, by name."""
    inputs, weights, biases = case.values()
    asks_for_sizes = not inspect.isclass(attempt) or inspect.signature(attempt).parameters
    if inspect.isclass(attempt) and attempt.__init__ is object.__init__:
        attempt(*weights.shape)  # Python's own error tells that there is no __init__
    kept = kept_by(attempt if asks_for_sizes else lambda *sizes: attempt())
    if kept != "weights and biases":
        return {"what the layer keeps": kept}
    if not asks_for_sizes or has_fixed_sizes(attempt):
        return {"what the layer keeps": kept, "the shape of the weights": "always the same"}
    swapped, transposed = layout(attempt)
    layer = build(attempt, *weights.shape, swapped)
    before = hasattr(layer, attribute(layer, WEIGHTS))
    twice = [outcome(layer, inputs) for _ in range(2)]
    own_weights, own_biases = map(np.asarray, parameters(layer))
    found = {
        "what the layer keeps": kept,
        "the shape of the weights": str(own_weights.T.shape if transposed else own_weights.shape),
        "the number of biases": own_biases.size,
    }
    if transposed and isinstance(twice[0], Exception):
        return found | {"the shape of the weights": str(own_weights.shape), "the product": "does not fit"}
    if isinstance(twice[0], Exception) and own_weights.shape == weights.shape and fits_transposed(layer, inputs):
        return found | {"the product": "fits the transposed weights"}
    if own_weights.size != weights.size or own_biases.size != biases.size:
        return found
    found |= {
        "the weights at the start": described(own_weights.T if transposed else own_weights),
        "the largest weight at the start": "below 10" if np.abs(own_weights).max() < 10 else "10 or more",
        "the biases at the start": "not zero" if own_biases.any() else "zero",
        "the same batch twice": "the same" if same(*twice) else "different",
    }
    if not same(*twice):
        first_calls = [outcome(build(attempt, *weights.shape, swapped), inputs) for _ in range(2)]
        found["weights before the first call"] = "yes" if before else "no"
        found["the first output of two new layers"] = "the same" if same(*first_calls) else "different"
    given = weights.T if transposed else weights
    fill(layer, given, biases)
    output = result_of(layer, "forward", inputs)
    if output is layer:
        return found | {"the output": "the layer itself"}
    if not np.allclose(parameters(layer)[0], given, atol=1e-4):
        return found | {"the weights after forward": "changed"}
    one = result_of(layer, "forward", 2 * inputs[:1])
    return found | {"the output": plain(output), "the output of one sample": one}


def layer_and_remark(attempt, case):
    """Return the results of a dense layer, and where they are right, how it departs from what was asked for.

    The departure is a matter of the last case: what is wrong before it is said first.
    """
    found, wanted = layer_results(attempt, case), layer_results(MyDense.reference, case)
    if len(case["inputs"]) != 4:
        return found
    try:
        departure = departure_of(attempt) if same(found, wanted) else None
    except Exception:  # a right layer that cannot be looked at more closely is right
        departure = None
    return found | {"but": departure} if departure else found


def departure_of(attempt):
    """Return in words the first thing in which a right layer is not what the exercise asked for; None if it is."""
    swapped, transposed = layout(attempt)
    layer, other = (build(attempt, 300, 40, swapped) for _ in range(2))
    returned = layer.forward(np.ones((2, 300)))
    other.forward(np.ones((2, 300)))
    weights = np.asarray(parameters(layer)[0])
    departures = {
        "returns nothing": returned is None,
        "draws the same numbers each time": same(weights, parameters(other)[0]),
        "a row for each neuron": transposed,
        "neurons before inputs": swapped,
        "other names": not (hasattr(layer, "weights") and hasattr(layer, "biases")),
        "no negative weight": weights.min() >= 0,
        "not small": weights.std() > 0.5,
        "biases of another shape": np.shape(parameters(layer)[1]) != (1, 40),
    }
    return next((words for words, holds in departures.items() if holds), None)


def fits_transposed(layer, inputs):
    """Return whether forward would run if the weights stood the other way round."""
    other = copy.copy(layer)
    setattr(other, attribute(layer, WEIGHTS), np.transpose(parameters(layer)[0]))
    return not isinstance(outcome(other, inputs), Exception)


def outcome(layer, inputs):
    """Return what forward gives, or the error that it raises."""
    try:
        return plain(result_of(layer, "forward", inputs))
    except Exception as error:
        return error


def kept_by(attempt):
    """Return in words which of weights and biases a layer keeps, after a first forward pass at the latest."""
    layer = attempt(2, 3)
    has = [any(hasattr(layer, name) for name in names) for names in (WEIGHTS, BIASES)]
    if not all(has):
        outcome(layer, np.ones((4, 2)))
        has = [any(hasattr(layer, name) for name in names) for names in (WEIGHTS, BIASES)]
    there = " and ".join(name for name, found in zip(("weights", "biases"), has, strict=True) if found)
    misspelt = [] if all(has) else names_like_these(layer)
    if misspelt:
        return ", ".join([there or "neither", *misspelt])
    return there or unknown_names(layer)


def names_like_these(layer):
    """Return a text for each name of the layer that is nearly `weights` or `biases`."""
    found = {name: difflib.get_close_matches(name, ("weights", "biases"), 1, 0.75) for name in vars(layer)}
    return [
        f"`self.{name}`, which is nearly `self.{near[0]}`" for name, near in found.items() if name not in near and near
    ]


def unknown_names(layer):
    """Return "in a dict" or "under other names" for a layer that keeps arrays somewhere else; else "neither"."""
    parts = list(vars(layer).values())
    groups = [part for part in parts if isinstance(part, dict | list | tuple)]
    inside = [group.values() if isinstance(group, dict) else group for group in groups]
    if any(isinstance(value, np.ndarray) for values in inside for value in values):
        return "in a dict"
    return "under other names" if sum(isinstance(part, np.ndarray) for part in parts) > 1 else "neither"


def has_fixed_sizes(attempt):
    """Return whether two layers of different sizes begin with weights of the same shape."""
    layers = attempt(2, 3), attempt(5, 4)
    shapes = [np.shape(getattr(layer, attribute(layer, WEIGHTS), None)) for layer in layers]
    return len(shapes[0]) == 2 and shapes[0] == shapes[1]


def described(weights):
    """Return what kind of start these weights (n_inputs, n_neurons) are."""
    if not weights.any():
        return "all zero"
    if np.ptp(weights) == 0:
        return "all equal"
    return "every neuron the same" if not np.ptp(weights, axis=1).any() else "random"


@exercise("Your own layer", difficulty=2, minutes=15, cases=layer_cases, probe=layer_and_remark)
class MyDense:
    def __init__(self, n_inputs, n_neurons):
        """Store weights (n_inputs, n_neurons), small and random, and biases (1, n_neurons), all zero."""
        self.weights = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        """Return the outputs (n_samples, n_neurons) for inputs (n_samples, n_inputs)."""
        return inputs @ self.weights + self.biases


MyDense.feedback("""
    What a method stores on self is there for the other methods. Which two arrays does forward need?
    In __init__: random numbers times 0.1, with a column for each neuron, and a row of zeros, one for each.
    forward is one line: the product of the inputs with the weights, plus the biases.

    # The layer keeps its biases, and forward does not add them. You do not notice as long as they are zero: with the
    # biases {biases} the first row is {got[the output][0]}, and {expected[the output][0]} was expected.
    + self.biases →

    # All your weights start at zero. Then every neuron computes the same and will go on doing so.
    0.1 * np.random.randn(n_inputs, n_neurons) → np.zeros((n_inputs, n_neurons))

    # All your weights start with the same number, so all neurons compute the same. Draw them at random.
    0.1 * np.random.randn(n_inputs, n_neurons) → np.full((n_inputs, n_neurons), 0.1)

    # Your random numbers are the same for every neuron, so all neurons compute the same. Each needs its own.
    np.random.randn(n_inputs, n_neurons) → np.random.randn(n_inputs, 1).repeat(n_neurons, axis=1)

    # Your weights, {got[the shape of the weights]}, have a row for each neuron. The product needs a column for each.
    randn(n_inputs, n_neurons) → randn(n_neurons, n_inputs)

    # Your weights, {got[the shape of the weights]}, fit as they are, and `forward` transposes them once more.
    weights + → weights.T +

    # You keep {got[the number of biases]} biases, one for each input. A bias belongs to a neuron.
    (1, n_neurons) → (1, n_inputs)

    # Your layer keeps a single bias, which all of its {weights.shape[1]} neurons would share. Each needs its own.
    np.zeros((1, n_neurons)) → 0.0

    # Your biases do not start at zero. The exercise asks for zeros: only the weights need random numbers.
    np.zeros((1, n_neurons)) → np.random.randn(1, n_neurons)

    # There is no `self.weights` and no `self.biases`. A name without `self.` is forgotten when the method ends.
    self.weights = → weights =
    self.biases = → biases =

    # Your layer keeps weights, but no `self.biases`. Its {weights.shape[1]} neurons need one each.
    self.biases = np.zeros((1, n_neurons)) →
    + self.biases →

    # Your `forward` has no `return`, and it stores no `self.output` either. Its result is lost.
    return →

    # Your `forward` draws new weights at each call. What training has improved would be thrown away.
    return inputs →
        self.weights = 0.1 * np.random.randn(*self.weights.shape)
        return inputs

    # Negative numbers of your output became zero. That is an activation, which comes in chapter 4.
    inputs @ self.weights + self.biases → np.maximum(0, inputs @ self.weights + self.biases)

    # Your output, {got[the output].shape}, stands on its side. A row belongs to a sample.
    inputs @ self.weights + self.biases → (inputs @ self.weights + self.biases).T

    # Your random weights are large, up to 10 or more. Small ones were asked for: the numbers would soon explode.
    0.1 * → 100 *

    # The biases joined the weights before the product: the first row is {got[the output][0]}. Add them behind it.
    self.weights + self.biases → (self.weights + self.biases)

    # Your layer gets the same sizes whatever you ask for: they are written into the class. For {weights.shape[0]}
    # inputs and {weights.shape[1]} neurons it needs weights of the shape {weights.shape}.
    randn(n_inputs, n_neurons) → randn(4, 3)
    (1, n_neurons) → (1, 3)

    # Your `forward` returns the layer, `self`. Return the array of the shape {expected[the output].shape}.
    return inputs @ self.weights + self.biases → return self

    # Your layer keeps biases, but no `self.weights`. Without `self.` a name is forgotten when the method ends.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) →

    # Your layer keeps its arrays in a dict, a list or a tuple. The check needs `self.weights` and `self.biases`.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) →
    self.biases = np.zeros((1, n_neurons)) →
        self.params = {"w": 0.1 * np.random.randn(n_inputs, n_neurons), "b": np.zeros((1, n_neurons))}
    @ self.weights + self.biases → @ self.params["w"] + self.params["b"]

    # Your layer keeps arrays under other names. The check needs `self.weights` and `self.biases`.
    self.weights = → self.matrix =
    self.biases = → self.shift =
    self.weights + self.biases → self.matrix + self.shift

    # One remark: your `forward` returns nothing. With a return, `layer2.forward(layer1.forward(X))` can be written.
    return → self.output =

    # One remark: a seed in `__init__` gives two layers the same weights. It belongs outside, before the first.
    self.weights = →
        np.random.seed(0)
        self.weights =

    # One remark: your weights have a row for each neuron. The exercise and the next chapters have a column for each.
    randn(n_inputs, n_neurons) → randn(n_neurons, n_inputs)
    @ self.weights → @ self.weights.T

    # One remark: your constructor takes the neurons first. The exercise and the next chapters give the inputs first.
    self, n_inputs, n_neurons → self, n_neurons, n_inputs

    # One remark: the exercise calls the arrays `self.weights` and `self.biases`, and so do the next chapters.
    self.weights = → self.W =
    self.biases = → self.b =
    self.weights + self.biases → self.W + self.b

    # One remark: none of your weights is negative. A neuron needs both signs, as `np.random.randn` gives them.
    randn → rand

    # One remark: your weights are not small. Times 0.1 they are; otherwise the numbers of a deep network explode.
    0.1 * →

    # One remark: your biases have another shape than (1, n_neurons), the row on which the next chapters count.
    (1, n_neurons) → n_neurons
    """)


@exercise("Find the bug: a layer that forgets", difficulty=2, minutes=10, cases=layer_cases, probe=layer_results)
class ForgetfulDense:
    def __init__(self, n_inputs, n_neurons):
        self.weights = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weights + self.biases


ForgetfulDense.feedback("""
    Call forward twice with the same batch. What should be the same, and which line makes it differ?
    A layer has to remember its weights from one call to the next. Which method runs only once?
    Draw the weights in `__init__`, where both sizes are at hand, and let forward use what it finds in self.

    # Two calls of forward with the same batch give two different outputs.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) → self.shape = (n_inputs, n_neurons)
    return inputs →
        self.weights = 0.1 * np.random.randn(*self.shape)
        return inputs

    # Two calls give the same output now, because the random numbers start at the same place each time. But `forward`
    # still makes new weights: if you put other weights into the layer, they are lost at the next call.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) → self.shape = (n_inputs, n_neurons)
    return inputs →
        np.random.seed(0)
        self.weights = 0.1 * np.random.randn(*self.shape)
        return inputs

    # The weights stay now. The biases got lost in the repair: `forward` does not add them.
    + self.biases →

    # The weights stay now, but they are all zero: every neuron gives the same. Draw them once, at random.
    0.1 * np.random.randn(n_inputs, n_neurons) → np.zeros((n_inputs, n_neurons))

    # The weights stay now, but they are all the same number, so all neurons give the same.
    0.1 * np.random.randn(n_inputs, n_neurons) → np.full((n_inputs, n_neurons), 0.1)

    # The weights are drawn once now, with the sizes exchanged: {got[the shape of the weights]}. A column is a neuron.
    randn(n_inputs, n_neurons) → randn(n_neurons, n_inputs)

    # The layer keeps no biases any more: after the repair there is no `self.biases`.
    self.biases = np.zeros((1, n_neurons)) →
    + self.biases →

    # The layer draws weights in `__init__` now, and `forward` still replaces them. One of the lines is too many.
    return inputs →
        self.weights = 0.1 * np.random.randn(*self.weights.shape)
        return inputs

    # A seed in `__init__` makes new layers alike. But `forward` still draws new weights: the second call differs.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) →
        np.random.seed(0)
        self.shape = (n_inputs, n_neurons)
    return inputs →
        self.weights = 0.1 * np.random.randn(*self.shape)
        return inputs

    # After the repair there is no `self.weights`. A name without `self.` is forgotten when the method ends.
    self.weights = 0.1 * np.random.randn(n_inputs, n_neurons) →
    """)
