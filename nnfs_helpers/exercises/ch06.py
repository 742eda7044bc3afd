"""Chapter 6: backpropagation."""

import difflib
import inspect

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import one_hot
from nnfs_helpers.exercises.ch05 import probabilities
from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import case_of, exercise, normal
from nnfs_helpers.exercises.machinery.probes import (
    OTHER_NAMES,
    dense,
    parameters,
    parts_of,
    result_of,
    score_of,
    stored_in,
)
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import SoftmaxCrossEntropy


class NotStored(AttributeError):
    """backward asked its object for something that is not there; name says for what."""


class Misnamed(AttributeError):
    """backward asked its object for something that is there under a name that looks much the same."""


def went_back(owner, *arguments):
    """Call backward and return what it returns. An attribute that it misses gets one text, and keeps its name."""
    backward = owner.backward
    try:
        return backward(*arguments)
    except AttributeError as error:
        if error.obj is not owner:
            raise
        raise not_found(error.name, owner).with_traceback(error.__traceback__) from None


def not_found(name, owner):
    """Return the error for an attribute that backward misses: a name close to it is stored, or none is."""
    stored = [*vars(owner)] if hasattr(owner, "__dict__") else []
    plainly = {other.replace("_", "").lower(): other for other in stored}
    if near := difflib.get_close_matches(name.replace("_", "").lower(), plainly, 1, 0.8):
        return Misnamed(f"self.{name} is not self.{plainly[near[0]]}")
    return NotStored("backward asks for something that no method has stored", name=name)  # one mistake for every name


def gradient_of(owner, *arguments):
    """Call backward. Return dinputs, whether it returns them or stores them; of a tuple only that it is one."""
    dinputs = went_back(owner, *arguments)
    if isinstance(dinputs, tuple):
        return f"a tuple of {len(dinputs)}, where one array was asked for"
    return stored_in(owner, "dinputs", *OTHER_NAMES["dinputs"]) if dinputs is None else dinputs


FUNCTIONS = {
    "the sum of the squares": lambda values: np.sum(np.square(values)),
    "first times second plus third squared": lambda values: values[0] * values[1] + values[2] ** 2,
    "the square of the sum": lambda values: np.sum(values) ** 2,
    "the sum of the cubes": lambda values: np.sum(values**3),
}  # all but the last are quadratic: there the central difference is exact for every step


def measurable_functions(rng):
    """Functions of a row of numbers by name. The last two mix the entries."""
    names = list(FUNCTIONS)
    yield {"function": names[0], "values": np.array([3.0, 0.004]), "step": 0.1}  # near 0 a small error shows
    yield {"function": names[1], "values": rng.uniform(1, 3, size=3), "step": 0.01}
    yield {"function": names[2], "values": rng.uniform(1, 3, size=4), "step": 0.1}
    yield {"function": names[3], "values": rng.uniform(1, 3, size=5), "step": 1e-5}  # a coarse step of one's own shows


def measure(attempt, case):
    """Call the learner's function with the function that the case names."""
    return attempt(FUNCTIONS[case["function"]], case["values"], case["step"])


@exercise("Measure a whole gradient", difficulty=2, minutes=10, cases=measurable_functions, probe=measure)
def measured_gradient(function, values, step=1e-5):
    """Return one slope of function(values) for each entry of values (n,), moved up and down by step."""
    gradient = np.zeros(len(values))
    for i in range(len(values)):
        above, below = values.copy(), values.copy()
        above[i] += step
        below[i] -= step
        gradient[i] = (function(above) - function(below)) / (2 * step)
    return gradient


measured_gradient.feedback("""
    Go through the entries one by one, and do for each what `slope` did for its single number.
    Only one entry may differ from the original when the function is called. What must happen before the next one?
    Work on a copy: for entry i, add step, call the function, take two steps off, call again, and set entry i back.

    # You compare a step up with standing still. On a curve this leans to one side: for {function} at {values} it gives
    # {got}. Measure on both sides of the point.
    (function(above) - function(below)) / (2 * step) → (function(above) - function(values)) / step

    # You compare a step up with standing still, and the step is one of your own. It is so small that the error hardly
    # shows: at {values} the slopes are {expected}. The task asks for both sides of the point.
    gradient = np → step, gradient = 1e-5, np
    (function(above) - function(below)) / (2 * step) → (function(above) - function(values)) / step

    # Each entry goes into the function alone, as a single number. The function takes the whole array, in which only
    # one entry has moved: for {function} at {values} the slopes are {expected}.
    function(above) - function(below) → function(above[i]) - function(below[i])

    # You get a single number, {got}, and each of the {values.shape[0]} entries has a slope of its own. All of them
    # were moved at the same time: go through them one by one.
    return (function(values + step) - function(values - step)) / (2 * step)

    # All slopes are 0. Perhaps the two points are one array under two names, so that the step up and the step down
    # take each other back: an array gets a second copy with `copy`, not with `=`.
    above, below = values.copy(), values.copy() → above = below = values.copy()

    # The copies are made once, before the loop, so the entries that were moved first are still moved at the last one.
    # The first slope is right: {got} instead of {expected}. Each entry needs fresh copies.
    above, below = values.copy(), values.copy() →
    gradient = np.zeros(len(values)) → gradient, above, below = np.zeros(len(values)), values.copy(), values.copy()

    # You compare a step down with standing still. On a curve this leans to one side: for {function} at {values} it
    # gives {got}. Measure on both sides of the point.
    (function(above) - function(below)) / (2 * step) → (function(values) - function(below)) / step

    # Every slope is twice too large: {got} instead of {expected}. How far apart are the two points that you compare?
    (2 * step) → step

    # Your slopes are far too small, {got} instead of {expected}: the difference is divided by 2, and then multiplied
    # by the step. Brackets are missing around the distance of the two points.
    (2 * step) → 2 * step

    # These are differences of the function, {got}, and not yet slopes: a slope is the difference for each unit of
    # distance. By what must they be divided?
    / (2 * step) →

    # Only the second of the two values is divided by the distance. Brackets are missing around the difference.
    (function(above) - function(below)) → function(above) - function(below)

    # All slopes have the wrong sign: {got} instead of {expected}. Which of the two values is subtracted from which?
    function(above) - function(below) → function(below) - function(above)

    # The first slope is right, the later ones are not, as soon as a function mixes its entries, such as {function}: an
    # entry that has been moved is not put back before the next one is moved.
    (2 * step) → (2 * step); values = below

    # After the step up you go down by one step, which leads back to the point itself and not to its other side. So the
    # slopes are about half as large as they should be: {got} instead of {expected}.
    below[i] -= step → pass

    # All entries move at once, so every slope is the sum of all. Only one entry may differ from {values}.
    above[i] → above
    below[i] → below

    # Only the slope of the last entry comes back, {got}: each round replaces the slope of the one before. Each of the
    # {values.shape[0]} slopes needs a place of its own.
    gradient[i] → gradient
    """)


def neurons(rng):
    """An open gate, a shut one, one that only the bias opens, one that only the bias shuts; then random ones."""
    yield {"x": np.array([2.0, -1.0]), "w": np.array([3.0, 0.5]), "b": 1.5, "doutput": -2.0}
    yield {"x": np.array([2.0, -1.0]), "w": np.array([-3.0, 0.5]), "b": 1.5, "doutput": 3.0}
    yield {"x": np.array([2.0, -1.0, 4.0]), "w": np.array([-3.0, 0.5, 1.0]), "b": 5.0, "doutput": 0.5}
    yield {"x": np.array([2.0, -1.0, 4.0]), "w": np.array([3.0, 0.5, -1.0]), "b": -6.0, "doutput": 0.5}
    for bias in (20.0, -20.0):
        yield {"x": rng.normal(size=5), "w": rng.normal(size=5), "b": bias, "doutput": rng.uniform(2, 3)}


def three_gradients(attempt, case):
    """Call the learner's function and name its three results."""
    result = attempt(*case.values())
    if isinstance(result, dict):
        result = parts_of(result, ("dx", "dw", "db"))
    if not isinstance(result, tuple | list) or len(result) != 3:
        return {"results": len(result) if isinstance(result, tuple | list) else 1}
    dx, dw, db = result
    return {"results": 3, "dx": dx, "dw": dw, "db": db}


@exercise("A neuron goes back", difficulty=2, minutes=10, cases=neurons, probe=three_gradients)
def neuron_backward(x, w, b, doutput):
    """Return (dx, dw, db) of max(0, x · w + b), for arrays x and w; doutput arrives from above."""
    z = np.dot(x, w) + b
    dz = doutput if z > 0 else 0.0
    return dz * w, dz * x, dz


neuron_backward.feedback("""
    Begin with z, the sum before the ReLU. Then go backwards: first through the gate, then through the sum, then
        through the products.
    The gate asks whether z is positive, and what passes through it is doutput.
    Call what has passed the gate dz. Then db is dz, and each factor of a product gets dz times the other factor.

    # You go back past the ReLU without asking it. For w = {w}, b = {b} its gate is shut, and nothing may pass.
    if z > 0 else 0.0 →

    # dx and dw are exchanged: what came back first, as dx, is {got[dx]}, and second, as dw, {got[dw]}. In a product
    # each factor gets the other one; if yours do, look at the order in the return: dx, dw, db.
    dz * w, dz * x → dz * x, dz * w

    # What arrives from above, doutput = {doutput}, has no effect on your result. You begin with 1, which is right only
    # where the output itself is the end of the chain.
    dz = doutput → dz = 1.0

    # The gate asks for the sign of doutput, which is {doutput}. It must ask for the sign of z, which went into the
    # ReLU.
    doutput if z > 0 else 0.0 → max(0, doutput)

    # The gate judges the products without the bias. For x = {x}, w = {w} the bias {b} decides whether it is open.
    + b →

    # db = {got[db]}: you multiplied by the bias {b}. It is part of a sum, which passes on whatever comes.
    dz * x, dz → dz * x, dz * b

    # db = {got[db]} says only whether the gate is open. What arrives from above, {doutput}, must be in it as well.
    dz * x, dz → dz * x, float(z > 0)

    # You multiply by the output of the ReLU. Its slope is one where the gate is open, however large the output is.
    if z > 0 else 0.0 → * max(0, z)

    # The neuron takes its own output for the gradient: with x = {x}, w = {w}, b = {b} you begin with what came out on
    # the way forward. What arrives from above is doutput, here {doutput}, and it has no effect on your result.
    doutput if z > 0 else 0.0 → max(0, z)

    # The gate is the wrong way round: it passes where the sum is negative, and stops where it is positive.
    z > 0 → z <= 0

    # Your function returns {got[results]} values, and {expected[results]} were asked for: the gradients dx, dw and db,
    # in this order. The bias has a gradient as well.
    dz * x, dz → dz * x

    # Your db has {got[db].shape[0]} entries: z is an array, the products {x} * {w} with the bias added to each. The
    # neuron has one z, the sum of all products and the bias.
    np.dot(x, w) + b → x * w + b
    doutput if z > 0 else 0.0 → doutput * (z > 0)
    """)


def dense_batches(rng):
    """A readable batch, one with other sizes, and a square layer with a square batch, where nothing raises."""
    yield {
        "inputs": np.array([[1.0, 2.0], [-3.0, 0.5], [2.5, -1.0], [0.5, 4.0]]),
        "weights": np.array([[0.5, -1.0, 2.0], [1.5, 3.0, -0.5]]),
        "biases": np.array([[0.5, -2.0, 1.5]]),
        "dvalues": np.array([[2.0, -1.0, 3.0], [0.5, 4.0, -2.0], [-3.0, 1.5, 5.0], [2.5, -0.5, 6.0]]),
    }
    for n_samples, n_inputs, n_neurons in [(5, 4, 2), (3, 3, 3)]:
        layer = normal(rng, inputs=(n_samples, n_inputs), weights=(n_inputs, n_neurons), biases=(1, n_neurons))
        yield layer | normal(rng, dvalues=(n_samples, n_neurons))


def layer_there_and_back(attempt, case):
    """Use a layer on one batch and then on another, as training does, and return what the second one gives."""
    drawn = np.asarray(parameters(attempt(3, 4))[0], dtype=float)
    layer, transposed = dense(attempt, case["inputs"], case["weights"], case["biases"])
    before = [np.array(parameter) for parameter in parameters(layer)]
    result_of(layer, "forward", case["inputs"][1:] / 2)
    went_back(layer, case["dvalues"][:-1] + 1)
    if not all(map(same, parameters(layer), before)):
        return {"parameters_after_backward": "changed"}  # by a step of any size: what follows depends on it
    output = result_of(layer, "forward", case["inputs"])
    dinputs = went_back(layer, case["dvalues"])
    if isinstance(dinputs, tuple):
        return {"values that backward returns": len(dinputs)}
    dinputs = stored_in(layer, "dinputs", *OTHER_NAMES["dinputs"]) if dinputs is None else dinputs
    dweights = stored_in(layer, "dweights", *OTHER_NAMES["dweights"], "grad_w", "grad_W")
    dbiases = stored_in(layer, "dbiases", *OTHER_NAMES["dbiases"], "grad_b", "grad_B")
    return {
        "output": output,
        "dinputs": dinputs,
        "dweights": np.transpose(dweights) if transposed else dweights,
        "dbiases": np.ravel(dbiases),
        "weights_differ_at_the_start": bool(np.ptp(drawn) > 0),
        "parameters_after_backward": "as before",
    }


class DenseForward:
    """What the chapter hands out: a dense layer that goes forward."""

    def __init__(self, n_inputs, n_neurons):
        self.weights = 0.1 * np.random.standard_normal((n_inputs, n_neurons))
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases


@exercise("A dense layer that goes back", difficulty=2, minutes=12, cases=dense_batches, probe=layer_there_and_back)
class MyDense(DenseForward):
    def backward(self, dvalues):
        """Store dweights and dbiases, return dinputs; dvalues has the shape of the output."""
        self.dweights = self.inputs.T @ dvalues
        self.dbiases = dvalues.sum(axis=0, keepdims=True)
        return dvalues @ self.weights.T


MyDense.feedback("""
    backward needs the inputs and the weights. Under which names does the layer keep them?
    Write down the shapes: dinputs like the inputs, dweights like the weights, dbiases like the biases. Only one order
        and one transpose give each of them.
    dweights: the transposed inputs times dvalues. dinputs: dvalues times the transposed weights. dbiases: the sum of
        dvalues over the samples.

    # backward reads `self.{got.value.name}`, and no method has stored anything under that name. The gradient of the
    # weights needs the inputs of the way forward: forward keeps them as `self.inputs`.
    self.inputs.T → self.x.T

    # backward returns more than one thing. The layer before this one needs dinputs alone, so only dinputs is returned;
    # dweights and dbiases are stored as `self.dweights` and `self.dbiases`, for the step that comes later.
    self.dweights = → dweights =
    self.dbiases = → dbiases =
    return dvalues @ self.weights.T → return dvalues @ self.weights.T, dweights, dbiases

    # The first call of backward is right. From the second on, dweights still has the earlier calls in it, and grows;
    # dbiases begins anew, as it should.
    self.dweights = self.inputs → self.dweights = getattr(self, "dweights", 0) + self.inputs

    # The first call of backward is right, and the second one still has the gradients of the first in it: dweights and
    # dbiases grow from call to call. Each call begins anew.
    self.dweights = self.inputs → self.dweights = getattr(self, "dweights", 0) + self.inputs
    self.dbiases = dvalues → self.dbiases = getattr(self, "dbiases", 0) + dvalues

    # The layer takes its own output for the gradient. What arrives from above are the dvalues, here of the shape
    # {dvalues.shape}: they come from the loss, and your result does not change with them.
    self.dweights = →
        dvalues = self.forward(self.inputs)
        self.dweights =

    # The dvalues have no effect: your gradients are those for ones from above. The dvalues were {dvalues} here.
    self.dweights = →
        dvalues = np.ones_like(dvalues)
        self.dweights =

    # dinputs uses the dvalue of the first neuron for all {dvalues.shape[1]} neurons. That is right only while all
    # dvalues of a row are equal. Each weight meets the dvalue of its own neuron.
    dvalues @ self.weights.T → dvalues[:, :1] * self.weights.sum(axis=1)

    # dinputs is made from the dvalues of the first sample alone, for all {dvalues.shape[0]} samples. Each row of
    # dinputs belongs to its own row of dvalues.
    dvalues @ self.weights.T → np.repeat(dvalues[:1] @ self.weights.T, len(dvalues), axis=0)

    # dbiases is the mean over the {dvalues.shape[0]} samples. A bias is added to every sample, so its effects add up.
    # The division by the number of samples is the business of the loss.
    dvalues.sum → dvalues.mean

    # dweights is divided by the number of samples, {dvalues.shape[0]}. The loss is a mean and has divided the dvalues
    # already. In the layer the effects of the samples add up.
    self.inputs.T @ dvalues → self.inputs.T @ dvalues / len(dvalues)

    # dweights and dbiases are both divided by the number of samples, {dvalues.shape[0]}. The loss is a mean and has
    # divided the dvalues already, so this would divide twice.
    self.inputs.T @ dvalues → self.inputs.T @ dvalues / len(dvalues)
    dvalues.sum → dvalues.mean

    # For dweights the inputs {inputs.shape} meet the dvalues {dvalues.shape} untransposed. The sum must run over the
    # samples, so they have to be the inner number. With as many samples as inputs no error warns you.
    inputs.T → inputs

    # For dinputs the dvalues {dvalues.shape} meet the weights the wrong way round. The sum must run over the neurons,
    # so they have to be the inner number. In a square layer no error warns you.
    weights.T → weights

    # For dinputs the dvalues {dvalues.shape} meet dweights, the gradients of the weights. The way back needs the
    # weights.
    self.weights.T → self.dweights.T

    # backward returns dweights, {got[dinputs].shape}. That one is stored, and what the layer before this one needs is
    # dinputs, shaped like the inputs {inputs.shape}.
    return dvalues @ self.weights.T → return self.dweights

    # dweights is transposed: it holds the right numbers, in rows where the weights have columns. Every gradient must
    # sit where its weight sits, or the update cannot find it.
    self.inputs.T @ dvalues → dvalues.T @ self.inputs

    # The sum in dbiases runs along the rows of dvalues, and gives {got[dbiases].shape[0]} numbers, one for each
    # sample. There is one bias for each neuron: sum over the samples.
    sum(axis=0 → sum(axis=1

    # dbiases has as many numbers as dvalues, {got[dbiases].shape[0]}: the sum is missing. A bias takes part in every
    # sample, and all its effects add up.
    dvalues.sum(axis=0, keepdims=True) → dvalues

    # dbiases is a single number, the sum of all entries of dvalues {dvalues.shape}. Each of the {dvalues.shape[1]}
    # neurons has a bias of its own, whose gradient adds up over the samples only.
    sum(axis=0, keepdims=True) → sum()

    # After backward the weights {weights.shape} or the biases are no longer what they were. The gradients belong under
    # names of their own, self.dweights and self.dbiases, and the step against them is taken later, outside the layer.
    self.dweights = → self.weights = self.weights - 0.01 *

    # dinputs is transposed: {got[dinputs].shape} holds the right numbers, and its rows should be samples, as in the
    # inputs {inputs.shape}. What comes first in the product?
    dvalues @ self.weights.T → self.weights @ dvalues.T
    """)


def there_and_back(attempt, case):
    """Use an activation on one batch and then on another, and return what the second one gives."""
    activation = attempt()
    result_of(activation, "forward", case["inputs"][1:] - 0.5)
    gradient_of(activation, case["dvalues"][:-1] + 1)
    output = result_of(activation, "forward", case["inputs"])
    return {"output": output, "dinputs": gradient_of(activation, case["dvalues"])}


def relu_batches(rng):
    """Every pair of signs. No input is exactly 0: there ReLU has no slope, and either gate is right."""
    yield case_of(inputs=[[2.0, -1.0, 3.0], [-4.0, 5.0, -6.0]], dvalues=[[0.5, 4.0, -2.0], [-1.0, 3.0, 6.0]])
    yield {"inputs": np.array([[0.1, 2.0], [-3.0, -0.2], [1.5, -0.5]]), "dvalues": rng.uniform(2, 3, size=(3, 2))}
    yield normal(rng, inputs=(5, 4), dvalues=(5, 4))


class ReLUForward:
    """What the chapter hands out: a ReLU that goes forward."""

    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)


@exercise("A ReLU that goes back", difficulty=1, minutes=6, cases=relu_batches, probe=there_and_back)
class MyReLU(ReLUForward):
    def backward(self, dvalues):
        """Return dinputs, shaped like inputs: dvalues where the input was positive, else 0."""
        return dvalues * (self.inputs > 0)


MyReLU.feedback("""
    On the way back each number is let through or becomes 0. Which array decides, and which array is let through?
    backward needs to know where the inputs were positive. forward has stored them, under which name?
    A comparison such as values > 0 gives an array of True and False, and these count as 1 and 0 in a product.

    # backward reads `self.{got.value.name}`, and no method has stored anything under that name. The gate is set by the
    # inputs of the way forward: forward keeps them as `self.inputs`.
    self.inputs → self.x

    # You return the ReLU's own output, {got[dinputs]}. The right entries are zero, but what passes the gate are the
    # dvalues from above, {dvalues}.
    dvalues * (self.inputs > 0 → np.maximum(0, self.inputs

    # Your result is the gate itself, {got[dinputs]}: ones and zeros. That is the slope of ReLU. What arrived from
    # above, {dvalues}, still has to go through it.
    dvalues * → 1.0 *

    # The sign of the dvalues decides, and it must be the sign of the inputs. A negative dvalue is a gradient like any
    # other, and passes where the gate is open.
    dvalues * (self.inputs > 0 → np.maximum(0, dvalues

    # The inputs decide, and so does the sign of the dvalues: negative ones do not pass. The gate asks the inputs only.
    dvalues * → np.maximum(0, dvalues) *

    # All dvalues pass. Moving a negative input changes nothing in the output, so its gradient is 0.
    * (self.inputs > 0) →

    # The gate is the wrong way round: your gradient is zero where the input was positive.
    inputs > 0 → inputs <= 0

    # You multiply by the size of the inputs. ReLU has the slope one where it is open: what comes passes as it is.
    (self.inputs > 0 → np.maximum(0, self.inputs

    # Only the dvalues that pass come back, in one row. All others stay in their places and become 0.
    dvalues * (self.inputs > 0) → dvalues[self.inputs > 0]

    # You multiply by the inputs themselves. The gate asks only whether an input is positive: it is one or zero.
    (self.inputs > 0) → self.inputs
    """)


def softmax_batches(rng):
    """A readable batch, one with other sizes, and a square one, where a lost keepdims raises nothing."""
    yield case_of(inputs=[[1.0, 2.0, 0.5], [0.5, -1.0, 1.5]], dvalues=[[3.0, -1.0, 2.0], [0.5, 4.0, -2.0]])
    for shape in [(5, 4), (3, 3)]:
        yield normal(rng, inputs=shape, dvalues=shape)
    yield case_of(inputs=[[1000.0, 998.0, 999.0], [-3.0, 2.0, 1.0]], dvalues=[[3.0, -1.0, 2.0], [0.5, 4.0, -2.0]])


def softmax_there_and_back(attempt, case):
    """The same for softmax. With large logits only whether one that is right elsewhere gives numbers there too."""
    if np.max(case["inputs"]) < 100:
        return there_and_back(attempt, case)
    small = {**case, "inputs": case["inputs"] - [[998.0], [0.0]]}  # the same probabilities
    right = there_and_back(MySoftmax.reference, small)
    return {"with large logits": numbers_or_nan(lambda batch: there_and_back(attempt, batch), small, case, right)}


def numbers_or_nan(use, plain_case, hard_case, right):
    """Say "nan" where something that is right for a plain case gives nan in a hard one; else "numbers".

    What is wrong in the plain case is wrong for another reason, which the other cases show.
    """
    try:
        is_right = same(use(plain_case), right)
    except Exception:
        return "numbers"
    found = use(hard_case) if is_right else right
    return "numbers" if all(np.isfinite(part).all() for part in found.values()) else "nan"


class SoftmaxForward:
    """What the chapter hands out: a softmax that goes forward."""

    def forward(self, inputs):
        exps = np.exp(inputs - inputs.max(axis=1, keepdims=True))
        self.output = exps / exps.sum(axis=1, keepdims=True)
        return self.output


@exercise("A softmax that goes back", difficulty=3, minutes=12, cases=softmax_batches, probe=softmax_there_and_back)
class MySoftmax(SoftmaxForward):
    def backward(self, dvalues):
        """Return dinputs (n_samples, n_classes): for each row, its Jacobian times its dvalues."""
        dinputs = np.empty_like(self.output)
        for i, p in enumerate(self.output):
            jacobian = np.diag(p) - np.outer(p, p)
            dinputs[i] = jacobian @ dvalues[i]
        return dinputs


MySoftmax.feedback("""
    Each row has a Jacobian of its own, made from the probabilities of that row. forward keeps them as self.output.
    Go through the samples: for each, the Jacobian times that sample's dvalues is one row of the result.
    Without a loop: average the dvalues of each row, weighted with its probabilities. The result is the probabilities
        times the difference between dvalues and that average.

    # backward reads `self.{got.value.name}`, and no method has stored anything under that name. The Jacobian is made
    # from the probabilities: forward keeps them as `self.output`.
    dinputs = np.empty_like(self.output) → dinputs = np.empty_like(self.p)

    # Right as long as the logits are small. Among these is {inputs[0]}, whose exponentials are larger than any number
    # of the computer: nan comes out. What did chapter 4 subtract from each row?
    backward(self, dvalues): →
        forward(self, inputs):
            self.output = np.exp(inputs) / np.exp(inputs).sum(axis=1, keepdims=True)
            return self.output
        def backward(self, dvalues):

    # Your Jacobian is made from another array than the probabilities of forward, the logits perhaps, here {inputs}.
    # The slopes of softmax are made from its outputs.
    backward(self, dvalues): →
        forward(self, inputs):
            self.output = inputs
            exps = np.exp(inputs - inputs.max(axis=1, keepdims=True))
            return exps / exps.sum(axis=1, keepdims=True)
        def backward(self, dvalues):

    # A Jacobian belongs to one sample, and here it meets the dvalues of the whole batch. Take the samples one by one:
    # each has its own {inputs.shape[1]} by {inputs.shape[1]} table, and its own row of dvalues.
    dvalues[i] → dvalues

    # Right for two samples and three classes only: your code holds these sizes as numbers. Take the sizes from what
    # forward has stored: its shape is that of the batch.
    dinputs = np.empty((2, 3))
    for i in range(2):
        p = self.output[i]
        dinputs[i] = (np.diag(p) - np.outer(p, p)) @ dvalues[i]
    return dinputs

    # Your gradient is zero everywhere, so a network could not learn through it. That is the answer only while all
    # dvalues of a row are equal; here they were {dvalues}.
    return np.zeros_like(dvalues)

    # Only the diagonal of the Jacobian is used. But every logit moves all the probabilities of its row.
    return dvalues * self.output * (1 - self.output)

    # You have the probabilities times the dvalues. That is the first of two parts of the Jacobian: the part with the
    # minus sign, through which the other classes shrink, is missing.
    return dvalues * self.output

    # The average of the dvalues runs down the columns, over the samples. Samples do not influence each other: average
    # along each row, over the classes.
    return self.output * (dvalues - (dvalues * self.output).sum(axis=0, keepdims=True))

    # The whole batch is treated as one long row: there is one average, or one Jacobian, for all {dvalues.shape[0]}
    # samples. Each of them needs one of its own.
    return self.output * (dvalues - (dvalues * self.output).sum())

    # You subtract the plain mean of the dvalues. It must be weighted with the probabilities: likely classes count more.
    return self.output * (dvalues - dvalues.mean(axis=1, keepdims=True))

    # The maxima, sums or averages of the rows have lost their second dimension: the shape is ({dvalues.shape[0]},).
    # They must remain a column, one number beside each row. In a square batch no error warns you: they go to the
    # columns.
    return self.output * (dvalues - (dvalues * self.output).sum(axis=1))

    # The two parts of the Jacobian are added. If a logit grows, the other probabilities shrink: a minus is needed.
    return self.output * (dvalues + (dvalues * self.output).sum(axis=1, keepdims=True))

    # All signs are reversed. The Jacobian's diagonal is positive: a logit that grows lifts its own probability.
    return dinputs → return -dinputs

    # The softmax takes its own output for the gradient. What arrives from above are the dvalues, {dvalues}, and your
    # result does not change with them.
    dvalues[i] → p

    # Your result is the slope of each probability on its own logit, and what arrives from above is not in it: the
    # dvalues were {dvalues}, and the other entries of the Jacobian are missing as well.
    return self.output * (1 - self.output)

    # From the diagonal you subtract one number, the same in the whole table: np.dot of two rows is a single number.
    # The table of all products of the probabilities is needed.
    return np.array([(np.diag(p) - np.dot(p, p)) @ d for p, d in zip(self.output, dvalues, strict=True)])

    # The dvalues come back as they came. Softmax has slopes of its own: its Jacobian is missing.
    return dvalues

    # The Jacobian of the first sample is used for all rows. Each row has its own probabilities, and so its own
    # Jacobian.
    p = self.output[0]
    return dvalues @ (np.diag(p) - np.outer(p, p))

    # backward meets every Jacobian with the dvalues of the first sample, {dvalues[0]}. There are {dvalues.shape[0]}
    # samples, and each has a row of dvalues of its own.
    dvalues[i] → dvalues[0]

    # dinputs is divided by the number of samples, {dvalues.shape[0]}. The loss is a mean and has divided the dvalues
    # already: softmax, like every other piece, passes on what comes.
    return dinputs → return dinputs / len(dvalues)

    # Only the last sample's gradient comes back: each round replaces the one before. Each sample has its own row.
    dinputs[i] = → dinputs =
    """)


def loss_batches(rng):
    """Class numbers and one-hot rows, both also as many as classes: there mixing them up raises nothing."""
    yield {"predictions": np.array([[0.5, 0.2, 0.3], [0.1, 0.8, 0.1]]), "targets": np.array([2, 1])}
    yield case_of(
        predictions=probabilities(rng, 5, 4), targets=one_hot(rng.permutation([0, 1, 2, 3, 1]), 4).astype(int)
    )
    yield {"predictions": probabilities(rng, 3, 3), "targets": rng.permutation(3)}
    yield case_of(predictions=probabilities(rng, 3, 3), targets=one_hot(rng.permutation([0, 2, 2]), 3).astype(int))
    yield {"predictions": np.array([[0.0, 1.0], [0.75, 0.25], [0.5, 0.5]]), "targets": np.array([1, 0, 0])}


def required(method):
    """Return the names of the arguments that a method cannot do without."""
    every = inspect.signature(method).parameters.values()
    return [p.name for p in every if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def in_order(names, predictions, targets):
    """Return the arguments for a method of a loss by what it calls them: both in either order, one of them, or none."""
    is_targets = [any(word in name.lower() for word in ("true", "target", "label")) for name in names]
    if len(names) < 2:
        return [targets if is_targets[0] else predictions] if names else []
    return [targets, predictions] if is_targets[0] and not is_targets[1] else [predictions, targets]


def loss_there_and_back(attempt, case):
    """Use a loss, in our style or that of the nnfs book, on every sample twice, and then return what the case gives.

    Twice, because the batch is not square then: kinds of targets mixed up raise an error, the same in every style.
    """
    if 0 in case["predictions"] and required(attempt().backward):
        return {"with a 0": "numbers"}  # the nnfs book hands the predictions to backward, as the caller has them
    if 0 in case["predictions"]:
        plain_case = {**case, "predictions": np.clip(case["predictions"], 0.25, 0.75)}
        right = use_twice(MyCrossEntropy.reference, plain_case)
        return {"with a 0": numbers_or_nan(lambda batch: use_twice(attempt, batch), plain_case, case, right)}
    return use_twice(attempt, case)


def use_twice(attempt, case):
    """Use a loss on every sample twice, and return what it says of the case then."""
    loss = attempt()
    loss_and_gradient(loss, *(np.repeat(array, 2, axis=0) for array in case.values()))
    return loss_and_gradient(loss, *case.values())


def loss_and_gradient(loss, predictions, targets):
    """Return the mean loss of a batch and its gradient. Tell an error of backward from the same one of forward."""
    value = score_of(loss, predictions, targets)
    if hasattr(loss, "calculate"):
        value = np.mean(value)  # the book's calculate may leave the mean to us
    arguments = in_order(required(loss.backward), predictions, targets)
    try:
        return {"loss": value, "dinputs": gradient_of(loss, *arguments)}
    except (ValueError, IndexError) as error:
        raise type(error)(f"{error} (in backward)").with_traceback(error.__traceback__) from None


class CrossEntropyForward:
    """What the chapter hands out: a cross-entropy that goes forward."""

    def forward(self, predictions, targets):
        self.predictions, self.one_hot = predictions, targets
        if targets.ndim == 1:
            self.one_hot = one_hot(targets, predictions.shape[1])
        correct = (predictions.clip(1e-7, 1 - 1e-7) * self.one_hot).sum(axis=1)
        return -np.log(correct).mean()


@exercise("A cross-entropy that goes back", difficulty=2, minutes=10, cases=loss_batches, probe=loss_there_and_back)
class MyCrossEntropy(CrossEntropyForward):
    def backward(self):
        """Return dinputs (n_samples, n_classes): the gradient of the mean loss on the predictions."""
        clipped = self.predictions.clip(1e-7, 1 - 1e-7)
        return -self.one_hot / clipped / len(self.predictions)


MyCrossEntropy.feedback("""
    In each row only the entry of the correct class has a gradient. What is the derivative of -log(p)?
    forward keeps the predictions and the one-hot rows. Minus one-hot, divided by the predictions: what is missing?
    The loss is a mean, so divide by the number of samples as well. Where a prediction is 0 all this is nan, unless it
        is clipped first, as in forward.

    # backward reads `self.{got.value.name}`, and no method has stored anything under that name. forward keeps the
    # predictions as `self.predictions` and the one-hot rows as `self.one_hot`.
    -self.one_hot → -self.targets

    # Right until a prediction is 0, as in {predictions}: there your gradient is nan, even for a class that was not the
    # correct one, since 0 / 0 has no value. Clip the predictions before you divide by them.
    self.predictions.clip(1e-7, 1 - 1e-7) → self.predictions

    # forward returns the losses of the single samples, with the shape {got[loss].shape}. Their mean was asked for;
    # backward is right.
    backward(self): →
        forward(self, predictions, targets):
            CrossEntropyForward.forward(self, predictions, targets)
            return -np.log((predictions.clip(1e-7, 1 - 1e-7) * self.one_hot).sum(axis=1))
        def backward(self):

    # You divide by 2 in every batch. The mean divides by the number of samples, here {predictions.shape[0]}.
    len(self.predictions) → 2

    # backward returns one number for each sample, {got[dinputs].shape}, those of the correct classes. The gradient is
    # shaped like the predictions {predictions.shape}, with 0 for all other classes.
    -self.one_hot / clipped → -(self.one_hot / clipped).sum(axis=1)

    # The division by the number of samples, {predictions.shape[0]}, is missing. The loss is a mean, and without it the
    # steps grow with the size of the batch.
    / len(self.predictions) →

    # You divide by the number of classes, {predictions.shape[1]}. The mean is over {predictions.shape[0]} samples.
    len(self.predictions) → self.predictions.shape[1]

    # Your gradient is divided by the number of all predictions, {predictions.shape[0]} times {predictions.shape[1]}.
    # The mean runs over the {predictions.shape[0]} samples, and each of them has one loss.
    len(self.predictions) → self.predictions.size

    # The sign is reversed. The loss falls when the probability of the correct class grows, so its slope there is
    # negative; yours are {got[dinputs]}.
    return -self → return self

    # The targets are not divided by the predictions: you have the same number for a prediction near 0 and one near 1.
    # The slope of the logarithm is steep where the probability is small.
    / clipped →

    # You multiply by the predictions. The derivative of the logarithm is one divided by the number, not the number.
    / clipped → * clipped

    # The logarithm itself is in your gradient, {got[dinputs]}. Its derivative is needed: one divided by the number.
    -self.one_hot / clipped → -self.one_hot * np.log(clipped)

    # All entries have a gradient. Only the probability of the correct class is in the loss, so all others get 0.
    -self.one_hot / → -1 /

    # This is predictions minus one-hot, the gradient of softmax and loss together, on the logits. Here the gradient on
    # the predictions is asked for, without the softmax.
    -self.one_hot / clipped → (self.predictions - self.one_hot)

    # You multiply by the number of samples, {predictions.shape[0]}. The loss is a mean: its gradient is divided by it.
    / len(self.predictions) → * len(self.predictions)
    """)


def tanh_batches(rng):
    """A readable batch, and one with other sizes."""
    yield case_of(inputs=[[0.5, -1.5, 2.0], [-0.25, 3.0, 0.75]], dvalues=[[2.0, -3.0, 0.5], [4.0, 1.5, -2.0]])
    yield normal(rng, inputs=(5, 4), dvalues=(5, 4))


@exercise("A function that is not on this page", difficulty=2, minutes=10, cases=tanh_batches)
def tanh_backward(inputs, dvalues):
    """Return dinputs, shaped like inputs: the gradient that passes back through np.tanh(inputs)."""
    output = np.tanh(inputs)
    return dvalues * (1 - output**2)


tanh_backward.feedback("""
    Measure first: slope(np.tanh, 0.0) and slope(np.tanh, 0.5). Beside them, print the square of np.tanh at the same
        places.
    Like that of the sigmoid, the slope of tanh is known from its output alone, here from the square of the output.
    Slope and squared output add up to one. And what arrives from above is multiplied by the slope.

    # This is the slope of tanh, {got}, and it is right. What arrives from above, {dvalues}, must be multiplied by it.
    return dvalues * → return

    # You took the slope of the sigmoid, output times (1 - output), with the output of tanh. Measure at 0: there tanh
    # has the slope 1, and this formula gives 0.
    (1 - output**2) → output * (1 - output)

    # The inputs are squared, not the outputs. For the input {inputs[1][1]} the slope is below 0, and tanh never falls.
    output**2 → inputs**2

    # Your slope is one minus the output, without the square. Measure it at a negative place: for the input
    # {inputs[0][1]} it would be larger than 1, and tanh is never so steep.
    output**2 → output

    # A plus stands where a minus belongs: your slope grows where tanh becomes flat.
    1 - output**2 → 1 + output**2

    # You squared the difference. The square belongs to the output alone, 1 minus output squared: look at the brackets.
    1 - output**2 → (1 - output) ** 2

    # These are the dvalues times tanh itself, the way forward. The way back needs its slope.
    dvalues * (1 - output**2) → dvalues * output

    # tanh is applied to the dvalues. The slope is taken where the function was on the way forward, at the inputs.
    np.tanh(inputs) → np.tanh(dvalues)

    # This is the way back through a sigmoid. tanh has a slope of its own: measure it beside its output.
    output = np.tanh(inputs) → output = 1 / (1 + np.exp(-inputs))
    (1 - output**2) → output * (1 - output)

    # All signs are reversed. tanh never falls, so its slope is nowhere below 0.
    1 - output**2 → output**2 - 1
    """)


def labelled_probabilities(rng):
    """A readable batch, one with other sizes, and a square one."""
    yield {"probabilities": np.array([[0.5, 0.2, 0.3], [0.1, 0.8, 0.1]]), "labels": np.array([2, 1])}
    yield {"probabilities": probabilities(rng, 5, 4), "labels": rng.permutation([0, 1, 2, 3, 1])}
    yield {"probabilities": probabilities(rng, 3, 3), "labels": rng.permutation([0, 2, 2])}


def combined_gradient(attempt, case):
    """Call the function; a class in the style of the nnfs book gets the probabilities, or logits that have them."""
    if not inspect.isclass(attempt):
        return attempt(*case.values())
    owner, (predictions, labels) = attempt(), case.values()
    names = required(owner.backward)
    if len(names) < 2:
        owner.forward(np.log(predictions), labels)
    return gradient_of(owner, *in_order(names, predictions, labels))


@exercise(
    "Softmax and loss in one step", difficulty=2, minutes=8, cases=labelled_probabilities, probe=combined_gradient
)
def softmax_loss_gradient(probabilities, labels):
    """Return the gradient (n_samples, n_classes) of the mean loss on the logits; labels are class numbers."""
    gradient = probabilities.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


softmax_loss_gradient.feedback("""
    What the network said minus what it should have said. In which entries do the two differ by more than nothing?
    Make the one-hot rows of the labels, or take 1 off in one place of each row: the row's own label.
    Work on a copy of the probabilities, and do not forget that the loss is a mean over the samples.

    # The division by the number of samples, {probabilities.shape[0]}, is missing. The loss is a mean, and without it
    # the steps grow with the size of the batch.
    / len(labels) →

    # You divide by the number of classes, {probabilities.shape[1]}. The mean is over {probabilities.shape[0]} samples.
    / len(labels) → / probabilities.shape[1]

    # You divide by the number of all probabilities, {probabilities.shape[0]} times {probabilities.shape[1]}. The mean
    # runs over the {probabilities.shape[0]} samples, and each of them has one loss.
    / len(labels) → / probabilities.size

    # You divide by 2 in every batch, as in the example above the exercise. Here there are {probabilities.shape[0]}
    # samples, and their number is what the mean divides by.
    / len(labels) → / 2

    # Softmax is applied once more. Softmax has computed what comes in, {probabilities[0]} and so on.
    exps = np.exp(probabilities)
    again = exps / exps.sum(axis=1, keepdims=True)
    return softmax_loss_gradient.reference(again, labels)

    # 1 is taken off the largest probability of each row. It belongs to the row's own label, {labels}, right or not.
    return softmax_loss_gradient.reference(probabilities, probabilities.argmax(axis=1))

    # 1 is subtracted in every entry. Only the correct class should have got the probability 1, the others 0.
    return (probabilities - 1) / len(labels)

    # 1 is subtracted in whole columns, {labels}. Each row has one label, so each row needs its own place.
    np.arange(len(labels)) → :

    # The signs are reversed: this is the target minus the prediction. A step against it would make the loss grow.
    return -softmax_loss_gradient.reference(probabilities, labels)

    # The labels have no effect. What the network should have said must be subtracted from the probabilities.
    return probabilities / len(labels)

    # The labels {labels} are subtracted as numbers. They are names of classes: the one-hot rows belong here.
    return (probabilities - np.reshape(labels, (-1, 1))) / len(labels)

    # The labels {labels}, {labels.shape}, are subtracted from the probabilities {probabilities.shape} as a row of
    # numbers. They are names of classes and must become one-hot rows first. In a square batch no error warns you.
    return (probabilities - labels) / len(labels)

    # Your one-hot rows have one entry for each of the {probabilities.shape[0]} samples. They need one for each of the
    # {probabilities.shape[1]} classes; only in a square batch is that the same.
    return (probabilities - np.eye(len(labels))[labels]) / len(labels)

    # This is the gradient on the probabilities. The softmax still lies between it and the logits.
    return -one_hot(labels, probabilities.shape[1]) / probabilities / len(labels)

    # Only the one-hot rows are divided by the number of samples, the probabilities are not. The division belongs to
    # the whole difference: brackets are missing.
    return probabilities - one_hot(labels, probabilities.shape[1]) / len(labels)

    # Only the entries of the correct classes have a gradient. The probability that a wrong class got is an error as
    # well, and its logit has to go down.
    return softmax_loss_gradient.reference(probabilities, labels) * one_hot(labels, probabilities.shape[1])

    # The place of each label holds -1 in place of its probability less 1: `= -1` stores a number, `-= 1` takes 1 off.
    -= 1 → = -1

    # You average over the samples, and get one row, {got}. Each sample keeps its row of the gradient; every number is
    # divided by {probabilities.shape[0]}, and nothing is added.
    return gradient / len(labels) → return gradient.mean(axis=0)
    """)


def small_tasks(rng):
    """Six points in three classes that no line separates, then random ones."""
    X = np.array([[1.0, 0.5], [1.5, -0.5], [-1.0, 1.0], [-0.5, 2.0], [-1.5, -1.0], [0.5, -2.0]])
    yield {"X": X, "labels": np.array([0, 2, 2, 1, 1, 0]), "steps": 40}
    yield {"X": rng.normal(size=(10, 2)), "labels": rng.permutation([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]), "steps": 15}


def curve(attempt, case):
    """Train, and return the losses with the first and the last one by name."""
    losses = np.asarray(attempt(*case.values()), dtype=float)
    return {"losses": losses, "first": losses[0], "last": losses[-1]}


@exercise("Find the bug: two layers, one of them misled", difficulty=2, minutes=10, cases=small_tasks, probe=curve)
def train_two_layers(X, labels, steps):
    """Train a network with two dense layers of three neurons, and return the loss of every step."""
    rng = np.random.RandomState(1)
    hidden, relu, output = Dense(2, 3, rng, scale=1.0), ReLU(), Dense(3, 3, rng, scale=1.0)
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(output.forward(relu.forward(hidden.forward(X))), labels))
        dlogits = loss.backward()
        drelu = output.backward(dlogits)
        dhidden = relu.backward(drelu)
        hidden.backward(dhidden)
        for layer in (hidden, output):
            layer.weights -= 0.5 * layer.dweights
            layer.biases -= 0.5 * layer.dbiases
    return losses


train_two_layers.feedback("""
    Compare the backward passes with those of the section above, line by line. Who passes its gradients to whom?
    On the way back each piece gets what the piece behind it has returned. Which piece stands behind the ReLU?
    The gradient that reaches the ReLU must have gone through the output layer. output.backward returns it.

    # No error is raised and the loss falls from {got[first]}, but not as fast as it can: after the last step it is
    # {got[last]}, where {expected[last]} was possible. Repair the code.
    drelu = →
    drelu) → dlogits)

    # The right layer's gradients reach the hidden layer without passing the ReLU. Its shut gates must stop them.
    backward(dhidden) → backward(drelu)

    # The hidden layer gets the gradient of the loss itself, past the output layer and past the ReLU. It must go
    # through both, in the opposite order of the way forward.
    backward(dhidden) → backward(dlogits)

    # The output of the last layer goes into the ReLU. Gradients come from the loss: output.backward returns this one.
    relu.backward(drelu) → relu.backward(output.output)

    # The gate of the ReLU asks for the sign of the gradient. It must ask for the inputs of the way forward, which the
    # ReLU has stored: its backward knows them, its forward does not go back.
    relu.backward(drelu) → np.maximum(0, drelu)

    # The output of the ReLU is taken for the gradient that goes into the hidden layer. Gradients come from the loss,
    # never from a layer's own output.
    backward(dhidden) → backward(relu.output)

    # The hidden layer does not learn any more: its backward is not called, or it is missing in the update.
    (hidden, output): → (output,):

    # The output layer does not learn any more: its backward gets nothing, or it is missing in the update.
    (hidden, output): → (hidden,):

    # The way back is right now, but the biases are no longer updated. They have gradients as well.
    layer.biases -= 0.5 * layer.dbiases →

    # The loss grows from {got[first]} to {got[last]}: the update goes up the hill. Go against the gradients.
    weights -= → weights +=
    biases -= → biases +=

    # The output layer is updated before the gradients have passed through it, so the hidden layer sees weights that
    # were not used on the way forward. First all the way back, then all updates.
    drelu = output.backward(dlogits) →
        output.backward(dlogits)
        output.weights -= 0.5 * output.dweights
        output.biases -= 0.5 * output.dbiases
        drelu = dlogits @ output.weights.T
    (hidden, output): → (hidden,):

    # The ReLU comes before the output layer, as on the way forward. On the way back the last piece comes first.
    drelu = output.backward(dlogits) → drelu = relu.backward(dlogits)
    dhidden = relu.backward(drelu) → dhidden = output.backward(drelu)
    """)


@exercise("Find the bug: a loss that swings", difficulty=2, minutes=10, cases=small_tasks, probe=curve)
def train_one_layer(X, labels, steps):
    """Train one dense layer with softmax, and return the loss of every step."""
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(X @ weights + biases, labels))
        dlogits = loss.backward()
        dweights = X.T @ dlogits
        dbiases = dlogits.sum(axis=0, keepdims=True)
        weights -= 0.5 * dweights
        biases -= 0.5 * dbiases
    return losses


train_one_layer.feedback("""
    Print the losses, or plot them. From which step on does it go wrong? The step before is still right.
    Follow dweights through the first two rounds of the loop. What is in it when the second round begins?
    A gradient belongs to one step. Something from the step before is still in it: look at every +=.

    # The first two losses are right. From then on the loss swings: it falls too far and climbs again. After the last
    # step it is {got[last]}, where {expected[last]} was expected. Repair the code.
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3)) →
        weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
        dweights, dbiases = np.zeros((2, 3)), np.zeros((1, 3))
    dweights = X → dweights += X
    = dlogits → += dlogits

    # dweights begins anew in every step now, dbiases still carries the steps before along.
    loss, losses = SoftmaxCrossEntropy(), [] → loss, losses, dbiases = SoftmaxCrossEntropy(), [], 0.0
    dbiases = dlogits → dbiases = dbiases + dlogits

    # dbiases begins anew in every step now, dweights still carries the steps before along.
    loss, losses = SoftmaxCrossEntropy(), [] → loss, losses, dweights = SoftmaxCrossEntropy(), [], 0.0
    dweights = X → dweights = dweights + X

    # The sums are gone, but the biases are no longer updated, or with gradients that are always zero. They have a
    # gradient of their own in every step.
    biases -= 0.5 * dbiases →

    # The sums are gone, but the weights are no longer updated, or with gradients that are always zero. They have a
    # gradient of their own in every step.
    weights -= 0.5 * dweights →

    # The loss stays at {got[last]}. The gradients are set to zero between their computation and the update.
    weights -= 0.5 * dweights →
    biases -= 0.5 * dbiases →

    # The loss grows from {got[first]} to {got[last]}: the update goes up the hill. Go against the gradients.
    weights -= → weights +=
    biases -= → biases +=

    # The sums are gone, and with them too much: the gradients are divided by the number of samples, {X.shape[0]}, once
    # more. The loss has divided by it already.
    weights -= 0.5 → weights -= 0.5 / len(X)
    biases -= 0.5 → biases -= 0.5 / len(X)

    # With a smaller learning rate the swings are smaller, and their cause remains: the gradients still add up from
    # step to step. Go back to the old rate and look for that cause.
    losses = SoftmaxCrossEntropy(), [] → losses, dweights, dbiases = SoftmaxCrossEntropy(), [], 0.0, 0.0
    dweights = X → dweights = dweights + X
    dbiases = dlogits → dbiases = dbiases + dlogits
    weights -= 0.5 → weights -= 0.05
    biases -= 0.5 → biases -= 0.05
    """)
