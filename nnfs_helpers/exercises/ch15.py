"""Chapter 15: the frameworks. Every check needs NumPy alone; where PyTorch is here, one is made with PyTorch."""

import difflib
import importlib

import numpy as np

from nnfs_helpers.activations import Softmax  # noqa: F401  (cards use them)
from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import exercise, normal
from nnfs_helpers.exercises.machinery.probes import parts_of
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy  # noqa: F401  (cards use them)


def layers(rng):
    """A readable layer, a square one, where a wrong transpose raises no error, and one with other sizes."""
    yield {
        "weights": np.array([[0.5, -1.0, 2.0], [1.5, 3.0, -0.5]]),
        "biases": np.array([[0.25, -2.0, 4.0]]),
        "inputs": np.array([[1.0, 2.0], [-3.0, 0.5], [2.5, -1.0], [0.5, 4.0]]),
    }
    for n_samples, n_inputs, n_neurons in [(2, 3, 3), (3, 5, 2)]:
        yield normal(rng, weights=(n_inputs, n_neurons), biases=(1, n_neurons), inputs=(n_samples, n_inputs))


WEIGHT_BIAS = ("weight", "bias")


def pair(given):
    """The weights and the bias, which may come as two things in a row, or under their names."""
    if isinstance(given, dict):
        return parts_of(
            {"weight" if name in ("kernel", "weights") else name: given[name] for name in given}, WEIGHT_BIAS
        )
    weights, bias = given
    return weights, bias


def three_layers(attempt, case):
    """What the learner made for each framework; the function for JAX is called with the inputs."""
    made = attempt(case["weights"], case["biases"])
    names = ["jax", "keras", "pytorch"]
    if not isinstance(made, dict) or sorted(map(str, made)) != names:
        return {"the names in the dict": ", ".join(sorted(map(str, made))) if isinstance(made, dict) else "no dict"}
    (kernel, keras_bias), (weight, torch_bias) = pair(made["keras"]), pair(made["pytorch"])
    if np.ndim(keras_bias) > np.ndim(kernel) or np.ndim(torch_bias) > np.ndim(weight):
        return {"what comes first": "the bias"}
    return {
        "the names in the dict": "jax, keras, pytorch",
        "kernel for Keras": kernel,
        "bias for Keras": keras_bias,
        "weight for PyTorch": weight,
        "bias for PyTorch": torch_bias,
        "output in JAX": made["jax"](case["inputs"]) if callable(made["jax"]) else "no function",
    }


@exercise("The same layer for each", difficulty=2, minutes=10, cases=layers, probe=three_layers)
def same_layer(weights, biases):
    """Return {"keras": [kernel, bias], "pytorch": [weight, bias], "jax": a function of inputs}, one layer."""
    bias = biases[0]

    def in_jax(inputs):
        return inputs @ weights + bias

    return {"keras": [weights, bias], "pytorch": [weights.T, bias], "jax": in_jax}


same_layer.feedback("""
    Print the shapes first: which shape has our `biases`, and which one do Keras and PyTorch keep?
    PyTorch has a row for each neuron where we have a column. Which attribute of an array exchanges the two?
    For "jax" give a function, not its result. You may define it inside with def, and return its name.

    # The weight for PyTorch has the shape {got[weight for PyTorch].shape}, which is ours. In PyTorch a row belongs to
    # a neuron, and in our weights {weights.shape} a column does.
    weights.T → weights

    # The shape {got[weight for PyTorch].shape} is right, but the numbers are in the wrong places: `reshape` fills
    # another table row by row. You need rows and columns exchanged.
    weights.T → weights.reshape(weights.T.shape)

    # The kernel for Keras is transposed, {got[kernel for Keras].shape}. Keras keeps weights as we do: a column for
    # each neuron. Only PyTorch wants the other layout.
    "keras": [weights → "keras": [weights.T

    # The two are exchanged: Keras got the layout of PyTorch, and PyTorch the layout of Keras. Whose weights have one
    # row for each neuron?
    weights.T → weights
    "keras": [weights → "keras": [weights.T

    # The biases keep our shape {biases.shape}. Keras and PyTorch want one number for each neuron, without the axis of
    # length one.
    biases[0] → biases

    # The bias for Keras still has the shape {biases.shape}, with an axis of length one too many.
    [weights, bias] → [weights, biases]

    # The bias for PyTorch still has the shape {biases.shape}, with an axis of length one too many.
    .T, bias → .T, biases

    # The bias for PyTorch has become a column, {got[bias for PyTorch].shape}. The weights are transposed; the bias is
    # only a row of numbers, one for each neuron.
    .T, bias → .T, biases.T

    # Neither the weights for PyTorch are transposed nor have the biases lost their axis: both come in our shapes,
    # {weights.shape} and {biases.shape}.
    weights.T → weights
    biases[0] → biases

    # Your function for JAX leaves the biases out: {got[output in JAX][0]} for the first sample.
    + bias →

    # Your function for JAX multiplies by the transposed weights. JAX has no layout of its own: with weights of
    # {weights.shape} the product is the one of chapter 3.
    inputs @ weights → inputs @ weights.T

    # Your function for JAX turns negative outputs into 0. That is a ReLU, and a layer of its own: here the sums are
    # asked for as they are.
    return inputs @ weights + bias → return np.maximum(0, inputs @ weights + bias)

    # The bias comes first in one of your lists, and the weights second. The frameworks set both by their place in the
    # list: first the weights, then the bias.
    [weights, bias] → [bias, weights]

    # For "jax" you give no function. The inputs {inputs.shape} come later, when somebody calls it, so what you return
    # there must be something that can be called.
    "jax": in_jax → "jax": [weights, bias]

    # A list or a tuple comes back, and a dict was asked for, with the three names in the docstring: then nobody has to
    # remember which of the three comes first.
    return { → return list({
    in_jax} → in_jax}.values())

    # The names in your dict are {got[the names in the dict]}, and those asked for are "keras", "pytorch" and "jax", in
    # small letters.
    "pytorch" → "torch"
    """)


def states(rng):
    """Networks of which the first two are square in both layers, and one with sizes that all differ."""
    yield {
        "state": {
            "0.weight": np.array([[1.0, -2.0], [3.0, 0.5]]),
            "0.bias": np.array([0.5, -1.0]),
            "2.weight": np.array([[2.0, -1.0], [0.5, -3.0]]),
            "2.bias": np.array([-0.25, 1.5]),
        },
        "inputs": np.array([[2.0, 1.0], [-1.0, 4.0], [3.0, -2.0]]),
    }
    for n_samples, n_inputs, n_hidden, n_classes in [(5, 3, 3, 3), (6, 2, 4, 3)]:
        shapes = {"0.weight": (n_hidden, n_inputs), "0.bias": n_hidden}
        shapes |= {"2.weight": (n_classes, n_hidden), "2.bias": n_classes}
        yield {"state": normal(rng, **shapes)} | normal(rng, inputs=(n_samples, n_inputs))


@exercise("Find the bug: a port that predicts something else", difficulty=2, minutes=8, cases=states)
def run_state(state, inputs):
    """Return the logits (n, n_classes) of Linear, ReLU, Linear; state holds PyTorch's arrays by name."""
    hidden = np.maximum(0, inputs @ state["0.weight"].T + state["0.bias"])
    return hidden @ state["2.weight"].T + state["2.bias"]


run_state.feedback("""
    How many neurons has the first layer, and in which axis of its weight are they?
    A square matrix can be multiplied from either side without an error. Write the shapes of a network with sizes that
        all differ, and look where they do not fit.
    There are two layers, and the same thing is wrong in both.

    # The code runs, and the first logits are {got[0]}, where PyTorch has {expected[0]}. For a network whose layers are
    # not square, Python stops with an error.
    "0.weight"].T + state → "0.weight"] + state
    "2.weight"].T + state → "2.weight"] + state

    # The first layer is right now. The second one still multiplies by weights in PyTorch's layout.
    "2.weight"].T → "2.weight"]

    # The second layer is right now. The first one still multiplies by weights in PyTorch's layout.
    "0.weight"].T → "0.weight"]

    # Now the shapes always fit, and the numbers are wrong: `reshape` gives a table another shape and leaves the
    # numbers in their order. A transpose exchanges rows and columns.
    "0.weight"].T → "0.weight"].reshape(inputs.shape[1], -1)
    "2.weight"].T → "2.weight"].reshape(hidden.shape[1], -1)

    # The matrices are right. Between the two layers the ReLU is missing, so negative numbers pass: without it, two
    # layers are no more than one.
    np.maximum(0, inputs → (inputs

    # The matrices are right, and there is one ReLU too many: after the last layer it turns negative logits into 0.
    return hidden @ → return np.maximum(0, hidden @
    "2.bias"] → "2.bias"])

    # The matrices are right. What you return are probabilities, {got[0]}, and the logits were asked for: this network
    # ends with a layer, and the loss brings the softmax.
    return hidden @ → return Softmax().forward(hidden @
    "2.bias"] → "2.bias"])

    # The matrices are right. The biases have got lost on the way: every layer adds its own.
    + state["0.bias"] →
    + state["2.bias"] →

    # The numbers are right, and the table lies on its side: {got.shape}. A row of the result must belong to a sample,
    # as in the inputs {inputs.shape}.
    return hidden @ → return (hidden @
    "2.bias"] → "2.bias"]).T
    """)


def scored(rng):
    """A readable batch, a square one, and one with other sizes. Large logits show a softmax too many."""
    yield {"logits": np.array([[2.0, -1.0, 0.5], [-3.0, 4.0, 1.0]]), "labels": np.array([0, 2])}
    for n_samples, n_classes in [(3, 3), (5, 2)]:
        labels = rng.randint(n_classes, size=n_samples)
        yield {"logits": 4 * rng.normal(size=(n_samples, n_classes)), "labels": labels}


def loss_only(attempt, case):
    """The loss; a pair of a loss and anything else counts as the loss."""
    result = attempt(case["logits"], case["labels"])
    return result[0] if isinstance(result, tuple) and result else result


@exercise("Find the bug: softmax, and softmax again", difficulty=1, minutes=6, cases=scored, probe=loss_only)
def port_loss(logits, labels):
    """Return the mean cross-entropy of logits (n, n_classes) for class numbers (n,), one number."""
    return SoftmaxCrossEntropy().forward(logits, labels)


port_loss.feedback("""
    Read the names of the two classes. Which of them apply softmax?
    One softmax must go. There are two ways: another input for the loss, or another loss for the input.

    # For the logits {logits} and the labels {labels} the loss should be {expected}, and it is {got}. A network that is
    # sure and right cannot get a loss near 0.
    probabilities = Softmax().forward(logits)
    return SoftmaxCrossEntropy().forward(probabilities, labels)

    # Now there is no softmax at all: logits such as {logits} went into a loss that wants probabilities. One softmax
    # has to stay.
    SoftmaxCrossEntropy → CategoricalCrossEntropy

    # There is one softmax now, and it runs down the columns. Each row is a sample, and its probabilities must sum to
    # 1.
    return chosen_loss(Softmax().forward(logits.T).T, labels).mean()

    # {got} is the sum of all losses. The mean was asked for: {expected}, for {logits.shape[0]} samples.
    return chosen_loss(Softmax().forward(logits), labels).sum()

    # These are the losses of the samples one by one, with the shape {got.shape}. The loss of the batch is their mean.
    return chosen_loss(Softmax().forward(logits), labels)

    # One softmax, and the logarithm, and no minus sign: {got}. A loss is not negative.
    return -chosen_loss(Softmax().forward(logits), labels).mean()

    # That is the sigmoid of each logit, which does not know the other classes. Probabilities of classes that exclude
    # each other come from one softmax.
    return chosen_loss(1 / (1 + np.exp(-logits)), labels).mean()

    # There is one softmax now. Then a colon in the index takes all rows for every label, a square of numbers. Pair
    # each of the {logits.shape[0]} rows with its own label.
    return -np.log(Softmax().forward(logits)[:, labels]).mean()
    """)


def chosen_loss(probabilities, labels):
    """The loss of each sample (n_samples,)."""
    return -np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-7, 1 - 1e-7))


def written_labels(rng):
    """Labels in the ways in which data sets have them: one-hot rows, numbers with a point, a column, small integers."""
    yield {"targets": np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 1]])}
    yield {"targets": np.array([3.0, 1.0, 4.0, 1.0, 3.0])}  # no class 0 or 2 among them
    yield {"targets": np.array([[2.0], [0.0], [3.0], [2.0]])}
    yield {"targets": rng.permutation(np.arange(6) % 4).astype(np.uint8)}
    yield {"targets": np.eye(4)[rng.permutation(4)]}
    yield {"targets": np.array([[0], [1], [1]])}  # a column that looks like one-hot entries
    yield {"targets": np.array([[1.0], [1.0]])}  # each row sums to 1
    yield {"targets": np.array([[0, 1, 0]])}  # a single sample
    yield {"targets": np.array([0, 1, 1, 0])}


def labels_and_kind(attempt, case):
    """The labels that the learner returns, and whether their type is one that every loss takes.

    PyTorch 2.13 takes int64 and uint8: "expected target dtype to be Long or Byte".
    """
    labels = np.asarray(attempt(case["targets"]))
    if labels.dtype.kind in "iu" and labels.dtype.name not in ("int64", "uint8"):
        return {"labels": labels, "type": f"whole numbers that PyTorch refuses, {labels.dtype.name}"}
    kinds = {"i": "whole numbers", "u": "whole numbers", "f": "numbers with a point", "b": "True and False"}
    return {"labels": labels, "type": kinds.get(labels.dtype.kind, "no numbers")}


@exercise("Class numbers from any labels", difficulty=2, minutes=10, cases=written_labels, probe=labels_and_kind)
def class_numbers(targets):
    """Return class numbers (n,), as int64, from one-hot rows (n, k), a column (n, 1) or numbers (n,)."""
    if targets.ndim == 2 and targets.shape[1] > 1:
        targets = targets.argmax(axis=1)
    return targets.ravel().astype(int)


class_numbers.feedback("""
    There are three shapes: (n,), (n, 1) and (n, n_classes). `targets.ndim` and `targets.shape` tell them apart.
    A column holds class numbers already. Only rows with more than one entry are one-hot.
    For one-hot rows look for the largest entry of each row. At the end, `astype(int)` makes whole numbers.

    # The shapes and the numbers are right, and their type is not: for {targets} you return {got[labels]} as numbers
    # with a point. PyTorch stops at such labels, because a class number is a place in a row.
    .astype(int) →

    # The numbers are right, and they are whole, of the type int32. PyTorch refuses that type for labels: it takes
    # int64, which NumPy makes of `int`.
    int) → np.int32)

    # One-hot rows are recognised by their zeros and ones, and the column {targets} has only such numbers as well. What
    # tells the two apart is the number of columns, {targets.shape[1]} here.
    targets.shape[1] > 1 → np.isin(targets, (0, 1)).all()

    # One-hot rows are recognised by their sum of 1, and the rows of the column {targets} have that sum as well. What
    # tells the two apart is the number of columns, {targets.shape[1]} here.
    targets.shape[1] > 1 → (targets.sum(axis=1) == 1).all()

    # `squeeze` takes out every axis of length 1. A batch of one sample, {targets.shape}, then loses the axis of its
    # samples, and its zeros and ones become {got[labels]}. Ask for the columns first.
    targets = np.squeeze(targets)
    return (targets.argmax(axis=1) if targets.ndim == 2 else targets).astype(int)

    # The largest entry itself is taken, and in one-hot rows that is always 1. The place of the largest entry is the
    # class: {targets} became {got[labels]}.
    argmax → max

    # `nonzero` gives two lists, the rows first and the columns second. You return the rows, {got[labels]}: those count
    # the samples.
    targets.argmax(axis=1) → np.nonzero(targets)[0]

    # The type is right. One-hot rows of the shape {targets.shape} stay rows, and a class number for each of them was
    # asked for.
    return targets.astype(int)

    # The type is right, and all entries of the rows {targets} have been lined up: {got[labels].shape[0]} labels for
    # {targets.shape[0]} samples.
    return targets.astype(int).ravel()

    # You look for the largest entry of every row, also where there are no rows: labels of the shape {targets.shape}
    # are class numbers already.
    return targets.argmax(axis=1)

    # You look along the last axis, whatever it is. Labels of the shape {targets.shape} have only one, and the place of
    # the largest label is not a class number.
    return targets.argmax(axis=-1)

    # A column of the shape {targets.shape} has two axes as well, and the largest entry of a row with one entry is
    # always at place 0. Only rows with more entries are one-hot.
    and targets.shape[1] > 1 →

    # One-hot rows and single numbers are right. A column of the shape {targets.shape} stays a column: there the axis
    # of length one has to go.
    .ravel() →

    # For one-hot rows of the shape {targets.shape} you look down the columns, and get {got[labels].shape[0]} numbers
    # for {targets.shape[0]} samples. A sample is a row.
    axis=1) → axis=0)

    # You number the classes that occur: {targets} became {got[labels]}. A class that is missing in this batch needs
    # its number all the same.
    targets = targets.argmax(axis=1) if targets.ndim == 2 and targets.shape[1] > 1 else targets.ravel()
    return np.unique(targets, return_inverse=True)[1]
    """)

PIECES = {"model": "A model", "optimizer": "An optimizer", "loss": "A loss"}


class NotInPyTorch(AttributeError):
    """Something was asked of a model, an optimizer or a loss that it does not have."""


def tasks(rng):
    """A readable task, and two that are drawn; the rate is small enough for a loss that falls."""
    torch_kit()  # PyTorch takes seconds to start, more than a check may take
    X = np.array([[1.0, 0.5], [-0.5, 1.0], [0.5, -1.5], [2.0, 1.0]])
    yield {"X": X, "y": X @ [2.0, -1.0], "steps": 5, "rate": 0.2}
    for n_samples, n_inputs, steps in [(6, 2, 4), (5, 3, 6)]:
        X = rng.normal(size=(n_samples, n_inputs))
        yield {"X": X, "y": X @ rng.uniform(1, 2, n_inputs), "steps": steps, "rate": 0.1}


def torch_kit():
    """Return the module that makes the objects to train: with PyTorch itself where it is here, else with stand-ins."""
    try:
        return importlib.import_module("nnfs_helpers.exercises.machinery.real_torch")
    except Exception:  # it is not here, or it does not start
        return importlib.import_module("nnfs_helpers.exercises.machinery.stand_in_torch")


def losses_and_weights(attempt, case):
    """Let the learner's function train a model, and return its losses and the weights at the end."""
    kit = torch_kit()
    model = kit.new_model(case["X"].shape[1])
    optimizer = kit.new_optimizer(model, case["rate"])
    X, y = kit.tensor(case["X"]), kit.tensor(case["y"])
    try:
        losses = attempt(model, kit.new_loss(), optimizer, X, y, case["steps"])
    except AttributeError as error:
        raise in_words(error, kit.name_of(error.obj)) from None
    found = {"losses": numbers_of(losses, kit), "weights": kit.weights_of(model)}
    if isinstance(found["losses"], np.ndarray) and found["losses"].size:
        found["last"] = np.ravel(found["losses"])[-1]
        if same(found["losses"], losses_that_pile_up(**case)):
            found["cleared"] = how_it_was_cleared(model, optimizer)
    return found


def numbers_of(losses, kit):
    """The losses as an array; or what they are instead, in words."""
    if losses is None:
        return None
    every = losses if isinstance(losses, list | tuple) else [losses]
    if any(kit.is_loss(loss) for loss in every):
        return "tensors"
    if isinstance(losses, list | tuple) and any(kit.is_tensor(loss) for loss in every):
        return "tensors without a computation"
    return np.array(losses, dtype=float)


def losses_that_pile_up(X, y, steps, rate):
    """The losses of the code that was handed out, from the formula."""
    weights, gradient, losses = np.zeros(X.shape[1]), np.zeros(X.shape[1]), []
    for _ in range(steps):
        error = X @ weights - y
        losses.append(np.mean(error**2))
        gradient += 2 * X.T @ error / len(y)
        weights -= rate * gradient
    return np.array(losses)


def how_it_was_cleared(*watched):
    """What has become of zero_grad, where the gradients have piled up all the same."""
    if sum(thing.times_called for thing in watched) == 1:
        return "once"
    if sum(thing.times_called for thing in watched) > 1:
        return "in vain"
    return "named, and not called" if any(thing.times_named for thing in watched) else "never"


def in_words(error, piece):
    """An AttributeError that says what a model, an optimizer or a loss of PyTorch does not have; else as it is."""
    if not piece:
        return error
    text = f"{PIECES[piece]} of PyTorch has no `{error.name}`"
    near = difflib.get_close_matches(error.name, dir(error.obj), 1, 0.8)
    text += f", but `{near[0]}`" if near else ""
    return NotInPyTorch(text).with_traceback(error.__traceback__)


@exercise("Find the bug: gradients that pile up", difficulty=2, minutes=10, cases=tasks, probe=losses_and_weights)
def train_torch(model, loss_function, optimizer, X, y, steps):
    """Train a PyTorch model for some steps on X and y, and return the list of the losses, as numbers."""
    losses = []
    for _ in range(steps):
        loss = loss_function(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


train_torch.feedback("""
    The first two losses are right. What is in `.grad` when the second `backward` begins?
    `backward` adds. Somebody has to clear the gradients in every round of the loop, and the optimizer can do it.
    `optimizer.zero_grad()` may begin a round or end it, but it may not stand between backward and step.

    # The first two losses are right. Then the gradients of all steps pile up: after {steps} steps the loss is
    # {got[last]}, and {expected[last]} was expected. Repair the code.
    optimizer.zero_grad() →
    """)

# A step that is missing, gradients cleared before they are used, and clearing in the wrong order: nothing is learned.
train_torch.feedback("""
    # The loss stays at {got[last]}: no step has an effect. Either a step is missing, or the gradients are cleared
    # after `backward` has computed them and before `step` has used them.
    optimizer.zero_grad() →
    optimizer.step() →
        optimizer.zero_grad()
        optimizer.step()

    # Every step uses the gradient of the round before: `step` comes before `backward`. The order is clear, backward,
    # step.
    optimizer.step() →
    optimizer.zero_grad() →
        optimizer.step()
        optimizer.zero_grad()

    # The training is right now. The list holds tensors, and each of them keeps its whole computation in memory. Store
    # the number alone.
    .item() →

    # The training is right now. Only the last loss comes back, {got[last]}, and all {steps} were asked for.
    return losses → return losses[-1]

    # The training is right now. Only the first loss comes back: a return inside the loop ends the function at once.
    range(steps) → range(1)

    # The model is asked once, before the loop, so `backward` goes through the same computation again, which PyTorch
    # refuses. Each round needs a forward pass of its own.
    loss = loss_function(model(X), y) →
    losses = [] → losses, loss = [], loss_function(model(X), y)

    # The losses are those after each step. The loss of a round is the one from which its gradients come: the first
    # must be {expected[losses][0]}.
    loss = loss_function(model(X), y) →
    loss.backward → loss_function(model(X), y).backward
    (loss. → (loss_function(model(X), y).

    # The gradients still pile up, two and two: they are cleared in every other round. Each round must begin with none.
    _ in → i in
    optimizer.zero_grad() →
        if i % 2 == 0:
            optimizer.zero_grad()

    # `zero_grad` is called once, before the loop, where there is nothing to clear yet. `backward` adds in every round,
    # so every round needs a call of its own: after {steps} steps the loss is {got[last]} instead of {expected[last]}.
    optimizer.zero_grad() →
    losses = [] →
        losses = []
        optimizer.zero_grad()

    # `zero_grad` is named, and not called: a method runs when round brackets stand behind its name. Without them the
    # gradients pile up as before, and the last loss is {got[last]}.
    zero_grad() → zero_grad  # noqa: B018

    # The training is right now. The list holds tensors, without their computation, and numbers were asked for. `item`
    # makes a number of a tensor.
    item → detach
    """)
