"""Chapter 2: a layer of neurons."""

import numpy as np

from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import case_of, exercise
from nnfs_helpers.exercises.machinery.probes import is_finite, shape


def layers(rng):
    """Layers with one row of weights for each neuron: more inputs than neurons, fewer, and as many."""
    yield case_of(inputs=[1.0, 2.0, 3.0], weights=[[0.2, 0.8, -0.5], [0.5, -1.0, 0.1]], biases=[2.0, 0.5])
    yield from drawn_layers(rng, (2, 5), (3, 3), (5, 4))


def drawn_layers(rng, *sizes):
    """A layer for each (n_inputs, n_neurons)."""
    for n_inputs, n_neurons in sizes:
        yield {
            "inputs": rng.uniform(0.5, 3, size=n_inputs),
            "weights": rng.normal(size=(n_neurons, n_inputs)),
            "biases": rng.uniform(1, 4, size=n_neurons),
        }


@exercise("A layer of any size", difficulty=1, minutes=10, cases=layers)
def layer_outputs(inputs, weights, biases):
    """Return one output for each neuron. weights has one row for each neuron, biases one number."""
    outputs = []
    for neuron_weights, bias in zip(weights, biases, strict=True):
        outputs.append(np.dot(neuron_weights, inputs) + bias)
    return outputs


layer_outputs.feedback("""
    Go through the neurons. Each one has a row of the weights and one of the biases: zip hands them out in pairs.
    What you do for one neuron is chapter 1: a weighted sum of the same inputs, plus the bias of that neuron.
    Begin with an empty list, append one output in each round, and return the list after the loop.

    # You got {got}, and {expected} was expected. What is missing are the biases, {biases}: they were never added.
    return np.dot(weights, inputs)

    # Your first output is right, the others are not: all got the first bias. Each neuron has its own, {biases}.
    return np.dot(weights, inputs) + biases[0]

    # You got {got}, not {expected}: every neuron got the sum of all biases. Each adds one bias, its own.
    return np.dot(weights, inputs) + np.sum(biases)

    # Your outputs are {got}, and {expected} was expected: the bias of a neuron was added once for each of its inputs.
    return np.dot(weights, inputs) + len(inputs) * biases

    # Your first output is right, then the sums grow: {got}, not {expected}. Start the sum of each neuron anew.
    return np.cumsum(np.dot(weights, inputs)) + biases

    # Your first output is right, and each later one holds all before it, biases too: {got}. Start each sum anew.
    return np.cumsum(np.dot(weights, inputs) + biases)

    # You got {got}: the output of the first neuron alone. How far is your `return` indented?
    return [np.dot(weights[0], inputs) + biases[0]]

    # You got {got}: the output of the last neuron alone. Each round replaces what the round before had found.
    return [np.dot(weights[-1], inputs) + biases[-1]]

    # You got {got}, the sum of all outputs. They are not added up: a layer gives a number for each neuron.
    return np.sum(np.dot(weights, inputs) + biases)

    # Your indices are exchanged. In the weights, {weights.shape}, the first one says which neuron, then which input.
    return [sum(inputs[i] * weights[i][k] for i in range(len(inputs))) + biases[k] for k in range(len(biases))]

    # With the inputs, {inputs.shape}, first and the weights, {weights.shape}, second, the inner numbers differ.
    return np.dot(inputs, weights) + biases

    # Inputs and weights, {weights.shape}, were multiplied number by number. Now add up the products of a neuron.
    return inputs * weights + biases

    # Your output has the shape {got.shape}: the products of a neuron, {got[0]}, still have to be added up.
    np.dot(neuron_weights, inputs) → neuron_weights * inputs

    # Your loop makes {inputs.shape[0]} rounds, one for each input. It needs {weights.shape[0]}: one for each neuron.
    return [np.dot(weights[k], inputs) + biases[k] for k in range(len(inputs))]

    # You got {got}, not {expected}: the function rounds. Round when you print, and return all of the digits.
    return np.round(np.dot(weights, inputs) + biases, 2)

    # You got the shape {got.shape}: each neuron has added all the biases. It needs one of them, its own.
    return [np.dot(row, inputs) + biases for row in weights]

    # You transposed the weights, {weights.shape}. A neuron has a row already, and the inputs {inputs.shape} fit it.
    return np.dot(weights.T, inputs) + biases
    """)


@exercise("Find the bug: outputs that pile up", difficulty=1, minutes=5, cases=layers)
def running_layer(inputs, weights, biases):
    """Return one output for each neuron. weights has one row for each neuron, biases one number."""
    outputs = []
    for neuron_weights, bias in zip(weights, biases, strict=True):
        total = 0
        for value, weight in zip(inputs, neuron_weights, strict=True):
            total += value * weight
        outputs.append(total + bias)
    return outputs


running_layer.feedback("""
    The first output is right. What is different when the second neuron begins?
    Print the total at the beginning of each round of the outer loop. It should be the same each time.
    One line stands before the outer loop that has to run again for every neuron.

    # The first output is right, the others are not: for {inputs} you get {got}, and {expected} was expected.
    total = 0 →
    outputs = [] →
        outputs = []
        total = 0

    # Now the total starts anew for every input: {got}, not {expected}. It has to start anew for every neuron.
    return weights[:, -1] * inputs[-1] + biases

    # You got {got}: the list of outputs starts anew for every neuron. Which has to start anew, list or total?
    return [np.sum(np.dot(weights, inputs)) + biases[-1]]

    # You got {got}, the last output. The total starts anew for every neuron, which is right, but so does the list.
    return [np.dot(weights[-1], inputs) + biases[-1]]

    # The sums no longer pile up, but every bias counts twice: {got}. Does it enter at the beginning or at the end?
    return np.dot(weights, inputs) + 2 * biases

    # The sums no longer pile up, but the biases, {biases}, are lost: you get {got}.
    return np.dot(weights, inputs)

    # You got {got.shape[0]} numbers for {biases.shape[0]} neurons. A neuron appends once, after its last input.
    return np.ravel(np.cumsum(weights * inputs, axis=1) + biases[:, np.newaxis])

    # You got {got}, not {expected}: the bias was added in the inner loop, for each input. It is added once.
    return np.dot(weights, inputs) + len(inputs) * biases

    # You got {got}: the biases went into the total, which goes on. What must it do when the next neuron begins?
    return np.cumsum(np.dot(weights, inputs) + biases)
    """)


@exercise("The shape that comes out", difficulty=1, minutes=3, probe=shape)
def output_shape():
    """(6, 4) meets (4,): the inner fours disappear, the number of neurons is left."""
    return (6,)


output_shape.feedback("""
    Write the two shapes next to each other, the weights first. Which numbers meet inside, and what is left?
    The weights have one row for each neuron and one column for each input. The inner numbers disappear.

    # {got} is the shape of the inputs. There are as many outputs as neurons, and the layer has six.
    return (4,)

    # {got} is the shape of the weights. Of each of their rows, added up with the inputs, one number remains.
    return (6, 4)

    # {got} has an axis for the inputs and one for the neurons. The four meets the inputs, and disappears.
    return (4, 6)

    # {got} is a matrix with one row. The number is right, but the inputs have one axis, and so has the output.
    return (1, 6)

    # {got} is a matrix with one column. The number is right, but the output has one axis, as the inputs have.
    return (6, 1)

    # {got} has the number of all weights. How many of them does one neuron turn into one output?
    return (24,)

    # {got} counts all weights. How many outputs does each neuron have? Write a shape, with brackets and a comma.
    return 24

    # The number is right, but {got} is no shape. It is a comma that makes a shape of one number, and no brackets.
    return 6

    # {got} is the number of inputs. How many outputs does the layer have? Write a shape, with brackets and comma.
    return 4

    # What {got} says is right, but the quotes make a text of it, and a text has no axes. Leave the quotes out.
    return "(6,)"
    """)


def layers_to_change(rng):
    """Weights and biases without equal numbers, and a neuron that is neither always the first nor the last."""
    yield case_of(
        weights=[[0.2, 0.8, -0.5, 1.5], [0.5, -0.9, 0.3, -0.6], [-0.3, 0.7, 0.1, 0.9]], biases=[2.0, 3.0, 0.5], k=1
    )
    for n_inputs, n_neurons, k in ((3, 5, 2), (4, 2, 1), (2, 4, 1)):
        weights, biases = rng.normal(size=(n_neurons, n_inputs)), rng.uniform(0.5, 4, size=n_neurons)
        yield {"weights": weights, "biases": biases, "k": k}


def weights_and_biases(attempt, case):
    """Return the two results by name, whether they come as a tuple or as a list, and whether both arrays changed."""
    before = case["weights"].copy(), case["biases"].copy()
    result = attempt(*case.values())
    if isinstance(result, np.ndarray):
        return {"what came back": f"one array of the shape {result.shape}"}
    if result is None or len(result) != 2:
        return result
    found = {"weights": result[0], "biases": result[1]}
    if len(before[1]) != 4:  # the remark belongs to the last case: what is wrong before it is said first
        return found
    in_place = not same(case["weights"], before[0]) and not same(case["biases"], before[1])
    if in_place and same(found, dict(zip(found, double_neuron.reference(*before, case["k"]), strict=True))):
        return found | {"the caller's arrays": "changed"}
    return found


@exercise("One neuron twice as loud", difficulty=2, minutes=10, cases=layers_to_change, probe=weights_and_biases)
def double_neuron(weights, biases, k):
    """Return new weights and biases: neuron k gives twice the output, the other neurons stay as they are."""
    weights, biases = weights.copy(), biases.copy()
    weights[k] = 2 * weights[k]
    biases[k] = 2 * biases[k]
    return weights, biases


double_neuron.feedback("""
    The output is a sum. To double a sum, which of its parts have to be doubled?
    The weights of one neuron are one row of the matrix, and its bias is one entry of the biases.
    Copy both arrays first, so that those of the caller stay as they are. Then double row k and entry k.

    # The weights are right. The bias of neuron {k} is still {got[biases][1]}, and it is a part of the output.
    biases[k] = 2 * biases[k] →

    # You doubled a column, one weight of every neuron. In weights of the shape {weights.shape}, where is a neuron?
    k] = 2 * weights[k] → :, k] *= 2
    = 2 * biases[k] → *= 2

    # You doubled every weight and every bias, so all outputs double. Only neuron {k} should change.
    return 2 * weights, 2 * biases

    # The weights are right. All biases are doubled, {got[biases]}, so that every output changes.
    biases[k] = 2 * biases[k] → biases *= 2

    # The biases are right. All weights are doubled, and with them the outputs of the other neurons.
    weights[k] = 2 * weights[k] → weights *= 2

    # Another neuron was doubled, the one before. Python counts from zero: k = {k} is the row with the index {k}.
    return double_neuron.reference(weights, biases, k - 1)

    # The weights and biases come back as they went in. Did you compute the double without storing it anywhere?
    return weights, biases

    # You added two to the weights and the bias of neuron {k}. To double is to multiply.
    = 2 * weights[k] → += 2
    = 2 * biases[k] → += 2

    # The bias is right. The weights of neuron {k} are unchanged, so its weighted sum is not doubled.
    weights[k] = 2 * weights[k] →

    # One remark: your code changes arrays that belong to the caller. The exercise asks for new ones: copy them.
    weights, biases = weights.copy(), biases.copy() →

    # You return the doubled row and the doubled bias alone. The layer has {biases.shape[0]} neurons: return them all.
    return 2 * weights[k], 2 * biases[k]

    # What came back is {got[what came back]}: the weights. Return the biases as well, behind a comma.
    return double_neuron.reference(weights, biases, k)[0]

    # What came back is {got[what came back]}: the biases. Return the weights as well, first, and then a comma.
    return double_neuron.reference(weights, biases, k)[1]

    # The numbers are right, in the wrong order: first the weights, {weights.shape}, then the biases.
    return double_neuron.reference(weights, biases, k)[::-1]

    # The weights and the bias of neuron {k} were squared. To double a number is to multiply it by two.
    2 * weights[k] → weights[k] ** 2
    2 * biases[k] → biases[k] ** 2
    """)


def square_layers(rng):
    """Layers with as many neurons as inputs, where shapes betray nothing, and two others."""
    yield case_of(
        inputs=[1.0, 2.0, 3.0], weights=[[0.2, 0.8, -0.5], [0.5, -1.0, 0.1], [-0.3, 0.4, 0.7]], biases=[2.0, 3.0, 0.5]
    )
    yield from drawn_layers(rng, (2, 2), (3, 4), (6, 2))


@exercise("Find the bug: as many neurons as inputs", difficulty=2, minutes=5, cases=square_layers)
def square_layer(inputs, weights, biases):
    """Return one output for each neuron. weights has one row for each neuron."""
    return np.dot(weights, inputs) + biases


square_layer.feedback("""
    Compute the first output by hand, as in chapter 1. Which three weights belong to the first neuron?
    With the inputs first, the product goes through the columns of the weights. A neuron is a row.
    Try the function with four inputs and three neurons: the error message tells you what to swap.

    # No error, but wrong outputs: for {inputs} you get {got}, and neuron by neuron it is {expected}.
    weights, inputs → inputs, weights

    # For {inputs.shape[0]} neurons with as many inputs the outputs are the same as before, {got}: they still come from
    # the columns. `reshape` makes the shapes fit, but it breaks the rows in other places and does not turn them.
    weights, inputs → inputs, weights.reshape(len(inputs), -1)

    # You got {got.shape}, a whole matrix. The weights met the inputs, but the products of a neuron were not added up.
    return weights * inputs + biases

    # You got {got}, not {expected}: the products are added up over the neurons. Those of one neuron are a row.
    return (weights * inputs).sum(axis=0) + biases

    # The order is right now. But the biases, {biases}, got lost on the way: you get {got}.
    + biases →

    # The order is right. But the biases are added to the inputs, before the product: you get {got}, not {expected}.
    ) + biases → + biases)

    # You swapped the two arrays, and transposed the weights, {weights.shape}. Each of the two alone would change which
    # weights meet the inputs; together they cancel, and the outputs are what they were: {got}.
    weights, inputs → weights.T, inputs
    """)


def networks(rng):
    """The network of the chapter, a single layer, then deeper ones. The sizes differ."""
    yield {"sizes": [4, 3, 2]}
    yield {"sizes": [784, 128]}
    for n_sizes in (4, 5):
        yield {"sizes": rng.permutation(np.arange(2, 12))[:n_sizes].tolist()}


@exercise("The parameters of a network", difficulty=2, minutes=10, cases=networks)
def n_parameters(sizes):
    """Return the number of weights and biases. sizes: the inputs, then the neurons of each layer."""
    total = 0
    for n_inputs, n_neurons in zip(sizes[:-1], sizes[1:], strict=True):
        total += n_inputs * n_neurons + n_neurons
    return total


n_parameters.feedback("""
    A layer sits between two neighbours in the list. How many layers does a list of three sizes describe?
    A layer that reads n numbers and gives m has n times m weights, and one bias for each of its m neurons.
    zip(sizes[:-1], sizes[1:]) hands out the neighbours in pairs. Add up the numbers of all pairs.

    # For {sizes} you count {got}: all the weights, and no bias. Every neuron has one.
    + n_neurons →

    # For {sizes} you count {got}, too many by {sizes[0]}: the inputs are no neurons, and have no biases.
    return total → return total + sizes[0]

    # For {sizes} you count {got}: a bias for every number that a layer reads. It needs one for each that it gives.
    + n_neurons → + n_inputs

    # For {sizes} you count {got}: the weights are right, and each layer got a single bias. Neurons do not share one.
    + n_neurons → + 1

    # For {sizes} you count {got}: the first layer is right, and the layers after it are missing.
    return sizes[0] * sizes[1] + sizes[1]

    # For {sizes} you count {got}: the last layer is right, and the layers before it are missing.
    return sizes[-2] * sizes[-1] + sizes[-1]

    # For {sizes} you multiply all numbers, which gives {got}. Weights connect neighbours, and layers are added.
    return int(np.prod(sizes))

    # For {sizes} you count {got}: the circles in the picture. The lines between them are the weights.
    return sum(sizes)

    # For {sizes} you count {got}: the weights are right, and only the last layer has biases. All layers have them.
    + n_neurons →
    return total → return total + sizes[-1]

    # For {sizes} you count {got}: the last layer is missing.
    sizes[:-1], sizes[1:] → sizes[:-2], sizes[1:-1]

    # Your loop looks behind the end of the list. Three sizes have two pairs of neighbours: one pair less than sizes.
    return sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes)))

    # Right for three sizes. But {sizes} has another length, and your code takes three numbers of any list.
    return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]
    """)


DAYS = [[1, 2, 3, 2.5], [2, 0.5, 0, 1], [-1, 3, 0, -2], [0, 1, -2, 4], [0, 0, 0, 0]]


def displayed(attempt, case):
    """Return what a layer with these weights and biases shows on some days, or what it is instead of a layer."""
    answer = attempt() if callable(attempt) else attempt
    if is_finite(answer) and np.shape(answer) == (3, 4):
        return {"your answer": "the weights alone"}
    try:
        weights, biases = answer
        weights = np.array(weights, dtype=float)
        biases = np.ravel(np.array(biases, dtype=float))
    except (TypeError, ValueError):
        return {"your answer": "no pair of a matrix of weights and a list of biases"}
    if weights.shape != (3, 4):
        return {"the shape of the weights": f"{weights.shape}"}
    if len(biases) != 3:
        return {"the number of biases": f"{len(biases)}, and each of the three neurons has one"}
    return {f"for the sensors {day}": np.dot(weights, day) + biases for day in DAYS}


@exercise("A layer made to order", difficulty=2, minutes=10, probe=displayed)
def display_layer():
    """Each number of the display is a neuron: a row of weights, with zeros for what it does not read, and a bias."""
    weights = [[0.25, 0.25, 0.25, 0.25], [1, -1, 0, 0], [0, 0, 1, 0]]
    biases = [0, 0, -2]
    return weights, biases


display_layer.feedback("""
    Each number of the display is a neuron: a row of four weights, and a bias. Write each as a weighted sum first.
    The mean of four numbers is a quarter of each of them, added up. What an output does not read gets the weight zero.
    What is taken away from an output whatever the sensors say can only be its bias.

    # The first number of your display is the sum of the four sensors. Their mean is a quarter of that.
    0.25, 0.25, 0.25, 0.25 → 1, 1, 1, 1

    # The second number has the wrong sign: it is the dampness minus the warmth.
    [1, -1, 0, 0] → [-1, 1, 0, 0]

    # The second number is the sum of warmth and dampness. What shall be taken away needs a weight below zero.
    [1, -1, 0, 0] → [1, 1, 0, 0]

    # The third number is too large by four: the bias is added, so what shall be taken away needs a minus.
    [0, 0, -2] → [0, 0, 2]

    # The third number is the wind itself. At a wind of two it should be zero: what shifts a neuron's output?
    [0, 0, -2] → [0, 0, 0]

    # The third number multiplies the wind, and should take something away. A weight multiplies, a bias adds.
    [0, 0, 1, 0] → [0, 0, -2, 0]
    [0, 0, -2] → [0, 0, 0]

    # Your weights have the shape {got[the shape of the weights]}. A row is a neuron: three rows of four are needed.
    return weights, biases → return np.transpose(weights), biases

    # You gave {got[your answer]}. A layer also has a bias for each neuron: write a pair, weights, then biases.
    return weights, biases → return weights
    """)
