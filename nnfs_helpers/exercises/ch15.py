"""Chapter 15: the frameworks. Three exercises need one of them, and say so; the others need NumPy alone."""

import difflib
import importlib
import re

import numpy as np

from nnfs_helpers.activations import Softmax  # noqa: F401  (cards use them)
from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import exercise
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy  # noqa: F401  (cards use them)
from nnfs_helpers.support import frameworks
from nnfs_helpers.support.frameworks import Later

keras, torch, jax, jnp = Later("keras"), Later("torch"), Later("jax"), Later("jax.numpy")


# The tape


class Entry:
    """A number on a tape, with the slopes of the operation that made it."""

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.parents, self.slopes = data, parents, slopes
        self.grad = 0.0


def tapes(rng):
    """Tapes in words: two ways that meet, a neuron, and one with a number that leads nowhere."""
    yield {"tape": "a = 3.0, left = a * a, b = 4.0, right = b * a, end = left * right"}
    x, w, b, goal = rng.uniform(1, 3, 4).round(2)
    neuron = f"x = {x}, w = {w}, b = {b}, goal = -{goal}, product = x * w, z = product + b, out = relu z"
    yield {"tape": f"{neuron}, error = out + goal, end = error * error"}
    a, b = rng.uniform(2, 4, 2).round(2)
    lost = f"a = {a}, b = -{b}, sum = a + a, lost = b * b, shut = relu b"
    yield {"tape": f"{lost}, c = sum * b, d = c * sum, end = d + shut"}


def written(tape):
    """Make the entries of a tape that is given in words: {name: entry}."""
    entries = {}
    for line in tape.split(", "):
        name, formula = line.split(" = ")
        entries[name] = made(entries, *formula.split())
    return entries


def made(entries, *words):
    """Make one entry: of a number, of "relu z", of "a + b" or of "a * b"."""
    if len(words) == 1:
        return Entry(float(words[0]))
    if words[0] == "relu":
        only = entries[words[1]]
        return Entry(max(0.0, only.data), (only,), (float(only.data > 0),))
    left, sign, right = entries[words[0]], words[1], entries[words[2]]
    if sign == "+":
        return Entry(left.data + right.data, (left, right), (1.0, 1.0))
    return Entry(left.data * right.data, (left, right), (right.data, left.data))


def slopes_on(attempt, case):
    """What the learner's function leaves in grad, by name."""
    entries = written(case["tape"])
    returned = attempt(list(entries.values()))
    grads = {name: entry.grad for name, entry in entries.items()}
    if returned is not None and not any(grads.values()):
        return {"what is in grad": "nothing, and something was returned"}
    return grads


@exercise("Read the tape backwards", difficulty=2, minutes=12, cases=tapes, probe=slopes_on)
def run_back(tape):
    """Fill grad of every entry of a tape: the slope of the last number with respect to it."""
    tape[-1].grad = 1.0
    for entry in reversed(tape):
        for parent, slope in zip(entry.parents, entry.slopes):  # noqa: B905
            parent.grad += slope * entry.grad


run_back.feedback("""
    The last number moves exactly as much as itself. Give it its slope before the loop begins.
    `reversed(tape)` goes from the end to the beginning, and `zip(entry.parents, entry.slopes)` pairs each parent with
        its slope.
    Links multiply: a parent gets the slope times what the entry itself has got. Forks add: it may get more than once.

    # Each number keeps only what came last: `a` gets {got[a]}, and {expected[a]} was expected. Where a number is used
    # more than once, what its uses bring has to be added.
    += → =

    # The tape is read from its beginning. There the numbers have not got anything yet that they could pass on, so `a`
    # ends with {got[a]}.
    reversed(tape) → tape

    # Every slope is zero. Somebody has to begin: how much does the last number move, if it moves itself?
    tape[-1].grad = 1.0 →

    # The slopes of the single operations are added up, {got[a]} for `a`. Links multiply: what has arrived at an entry
    # is a factor as well.
    slope * entry.grad → slope

    # What has arrived is handed on as it is. On its way through an operation it is multiplied by the slope of that
    # operation.
    slope * entry.grad → entry.grad

    # Every number begins with a slope of one, {got[b]} for `b`. Only the last one does; all others begin with zero.
    tape[-1].grad = 1.0 →
        for entry in tape:
            entry.grad = 1.0

    # The parent gets its own number as a factor. The slope of a product is the *other* factor, and it stands in
    # `slopes` already.
    slope * entry.grad → parent.data * entry.grad

    # You return something, and `grad` of every entry is still 0. The slopes are to be written into the entries, where
    # the parents are: `parent.grad` can be changed like any variable.
    return [entry.data for entry in tape]

    # Only the first parent of each entry gets something: the loop over the parents ends after one round.
    parent.grad += slope * entry.grad →
        parent.grad += slope * entry.grad
        break
    """)


# One network in three frameworks


def stacks(*packages):
    """Return the cases of networks, which also import these packages: that takes seconds, more than a check may."""
    return lambda rng: frameworks.load(packages) or networks(rng)


def networks(rng):
    """Networks of two and of three layers. In the first both are square: there a wrong layout raises no error."""
    yield stack(rng, 3, [2, 2, 2])
    yield stack(rng, 4, [2, 5, 6, 3])


def stack(rng, n_samples, sizes):
    """A case with the arrays of a network, W1, b1, W2 ..., inputs and labels, in few digits."""
    case = {}
    for number in range(1, len(sizes)):
        case[f"W{number}"] = rng.normal(size=(sizes[number - 1], sizes[number])).round(2)
        case[f"b{number}"] = rng.normal(size=(1, sizes[number])).round(2)
    case["inputs"] = rng.normal(size=(n_samples, sizes[0])).round(2)
    case["labels"] = rng.randint(sizes[-1], size=n_samples)
    return case


def pairs(case):
    """The pairs (weights, biases) of a case, as the exercises give them."""
    return [(case[name], case["b" + name[1:]]) for name in case if name.startswith("W")]


def in_keras(attempt, case):
    """The logits of a model in Keras, and how long the gradient on its parameters is."""
    keras.utils.set_random_seed(0)
    try:
        model = attempt(pairs(case))
        with Later("tensorflow").GradientTape() as tape:
            logits = model(np.asarray(case["inputs"], keras.config.floatx()))
            kind = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
            loss = kind(case["labels"], logits)
    except (ValueError, TypeError) as error:  # Keras counts its layers in the text
        raise type(error)(re.sub(r"_\d+", "", str(error))) from None
    gradients = tape.gradient(loss, model.trainable_variables)
    return found(logits, [np.asarray(gradient) for gradient in gradients])


def in_pytorch(attempt, case):
    """The same in PyTorch. Layers that the model does not find have no parameters."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = attempt(pairs(case))
        if isinstance(model, list):
            return {"what came back": "a list"}
        parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        kind = parameters[0].dtype if parameters else torch.get_default_dtype()
        logits = model(torch.tensor(case["inputs"], dtype=kind))
    gradients = []
    if parameters:
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(case["labels"]))
        gradients = torch.autograd.grad(loss, parameters)
    return found(logits.detach(), [gradient.numpy() for gradient in gradients])


def in_jax(attempt, case):
    """The same in JAX, where the pairs are what is differentiated; and once more through jit."""
    layers = [(jnp.array(weights), jnp.array(biases)) for weights, biases in pairs(case)]
    inputs, labels = jnp.array(case["inputs"]), case["labels"]

    def loss(layers):
        return -jax.nn.log_softmax(attempt(layers, inputs))[np.arange(len(labels)), labels].mean()

    results = found(attempt(layers, inputs), jax.tree.leaves(jax.grad(loss)(layers)))
    return results | {"logits through jit": np.asarray(jax.jit(attempt)(layers, inputs))}


def for_jax(rng):
    """The cases, after JAX has met their shapes: it translates each operation once, longer than a check may take."""
    cases = list(stacks("jax")(rng))
    for case in cases:
        in_jax(jax_logits.reference, case)
    return cases


def found(logits, gradients):
    """The parts of a network that are compared."""
    squares = sum(float(np.sum(np.square(gradient))) for gradient in gradients)
    return {
        "logits": np.asarray(logits),
        "numbers that can be trained": sum(np.size(gradient) for gradient in gradients),
        "length of the gradient": squares**0.5,
    }


IN_KERAS = {"cases": stacks("keras"), "probe": in_keras, "needs": ("tensorflow", "keras")}


@exercise("The network in Keras", difficulty=2, minutes=12, **IN_KERAS)
def keras_network(layers):
    """Return a Keras model with these weights and biases: Dense and ReLU in turn, logits at the end."""
    model = keras.Sequential([keras.Input((len(layers[0][0]),))])
    arrays = []
    for place, (weights, biases) in enumerate(layers):
        activation = "relu" if place + 1 < len(layers) else None
        model.add(keras.layers.Dense(weights.shape[1], activation=activation))
        arrays += [weights, biases[0]]
    model.set_weights(arrays)
    return model


keras_network.feedback("""
    How many inputs has the first layer, and how many neurons has each? The shapes of the weights say both.
    `model.add(layer)` puts one more layer at the end of a `keras.Sequential`. The last one gets no activation.
    `model.set_weights` wants one list: weights, bias, weights, bias. The bias has one axis in Keras.

    # The last layer has a ReLU too: no logit of yours is negative, {got[logits][0]}. Logits are the plain sums.
    "relu" if place + 1 < len(layers) else None → "relu"

    # There is no ReLU between your layers. Without it they are together no more than one layer.
    "relu" if place + 1 < len(layers) else None → None

    # The rows of your output sum to 1, {got[logits][0]}: those are probabilities. Logits were asked for, and the loss
    # brings the softmax.
    else None → else "softmax"

    # The model has the right layers, and not our numbers: it predicts with weights that Keras has drawn by chance.
    model.set_weights(arrays) →

    # The weights are right, and all biases are zero. Every pair has biases as well.
    biases[0]] → 0 * biases[0]]

    # The biases still have two axes, as our layers keep them. Keras wants one number for each neuron, in one axis.
    biases[0]] → biases]

    # The model has no weights yet: without a `keras.Input` at its beginning it makes them when it sees the first
    # inputs, and until then there is nothing to set.
    keras.Sequential([keras.Input((len(layers[0][0]),))]) → keras.Sequential()

    # Your weights are transposed, and it shows where a layer is not square. Keras keeps weights as we do: a column for
    # each neuron. Only PyTorch wants the other layout.
    [weights, → [weights.T,

    # Only the first two pairs are in your model. There may be any number of layers, three for instance.
    enumerate(layers) → enumerate(layers[:2])
    """)


@exercise("The network in PyTorch", difficulty=2, minutes=12, cases=stacks("torch"), probe=in_pytorch, needs=("torch",))
def torch_network(layers):
    """Return a PyTorch model with these weights and biases: Linear and ReLU in turn, logits at the end."""
    parts = []
    for weights, biases in layers:
        n_inputs, n_neurons = weights.shape
        linear = torch.nn.Linear(n_inputs, n_neurons)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(weights.T))
            linear.bias.copy_(torch.tensor(biases[0]))
        parts += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


torch_network.feedback("""
    `torch.nn.Linear(n_inputs, n_neurons)` makes a layer; the shape of our weights says both sizes.
    The weight of a Linear is transposed: one row for each neuron. Its bias has one axis.
    `torch.nn.Sequential(*parts)` makes a model of a list of layers. Inside `torch.no_grad()`,
        `linear.weight.copy_(tensor)` writes numbers into a layer; load_state_dict does it for all of them at once.

    # The logits are {got[logits][0]}, where {expected[logits][0]} was expected. All layers are square here, so weights
    # in our layout raise no error. In PyTorch a row belongs to a neuron.
    weights.T → weights

    # The weights came into the layer in our layout. Nothing looked at their shape on that way, and in a layer that is
    # not square the product then fails. In PyTorch a row belongs to a neuron.
    linear.weight.copy_(torch.tensor(weights.T)) → linear.weight.data = torch.tensor(weights).float()

    # A tensor cannot take the place of a parameter. Make it a `torch.nn.Parameter` first, or write its numbers into the
    # parameter that is there.
    linear.weight.copy_(torch.tensor(weights.T)) → linear.weight = torch.tensor(weights.T)

    # PyTorch notes what happens to a parameter, and does not let you write into it meanwhile. Do it inside
    # `torch.no_grad()`, where nothing is noted.
    with torch.no_grad(): → if True:

    # A list of layers comes back, and a list is no model: it cannot be called. `torch.nn.Sequential` makes one of it.
    return torch.nn.Sequential(*parts[:-1]) → return parts[:-1]

    # Now the shapes always fit, and the numbers are in the wrong places: `reshape` leaves them in their order. A
    # transpose exchanges rows and columns.
    weights.T → weights.reshape(n_neurons, n_inputs)

    # The last layer has a ReLU too: no logit of yours is negative, {got[logits][0]}. Logits are the plain sums.
    parts[:-1] → parts

    # There is no ReLU between your layers. Without it they are together no more than one layer.
    parts += [linear, torch.nn.ReLU()] → parts += [linear]
    parts[:-1] → parts

    # The rows of your output sum to 1, {got[logits][0]}: those are probabilities. CrossEntropyLoss wants logits, and
    # brings the softmax itself.
    parts[:-1] → parts[:-1], torch.nn.Softmax(dim=1)

    # The model has the right layers, and not our numbers: it predicts with weights that PyTorch has drawn by chance.
    linear.weight.copy_(torch.tensor(weights.T)) → pass
    linear.bias.copy_(torch.tensor(biases[0])) →

    # The weights are right, and the biases are those that PyTorch has drawn. Unlike Keras it does not begin with zeros.
    linear.bias.copy_(torch.tensor(biases[0])) →

    # The model predicts well and cannot be trained: it finds none of its parameters. A Module does not look into a
    # plain list. Take `torch.nn.Sequential` or `torch.nn.ModuleList`.
    return torch.nn.Sequential(*parts[:-1]) →
        class InAList(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = parts[:-1]
            def forward(self, inputs):
                for layer in self.layers:
                    inputs = layer(inputs)
                return inputs
        return InAList()

    # Only the first two pairs are in your model. There may be any number of layers, three for instance.
    in layers → in layers[:2]
    """)


@exercise("The network in JAX", difficulty=2, minutes=12, cases=for_jax, probe=in_jax, needs=("jax",))
def jax_logits(layers, inputs):
    """Return the logits for inputs: layers are pairs of weights and biases, ReLU after all but the last."""
    for weights, biases in layers[:-1]:
        inputs = jnp.maximum(0, inputs @ weights + biases)
    weights, biases = layers[-1]
    return inputs @ weights + biases


jax_logits.feedback("""
    The output of one layer is the input of the next: a loop over the pairs, and one variable that goes through it.
    `layers[:-1]` are all pairs but the last, and `layers[-1]` is the last one, which has no ReLU.
    Take your functions from `jnp` or `jax.nn`, and make new arrays in place of changing old ones.

    # The last layer has a ReLU too: no logit of yours is negative, {got[logits][0]}. Logits are the plain sums.
    return inputs @ weights + biases → return jnp.maximum(0, inputs @ weights + biases)

    # There is no ReLU between your layers. Without it they are together no more than one layer.
    jnp.maximum(0, inputs @ weights + biases) → inputs @ weights + biases

    # The rows of your output sum to 1, {got[logits][0]}: those are probabilities, and logits were asked for.
    return inputs @ weights + biases → return jax.nn.softmax(inputs @ weights + biases)

    # The biases of the last layer are missing.
    return inputs @ weights + biases → return inputs @ weights

    # The outputs would be right, and `jax.grad` cannot go through them: functions of `np`, such as maximum or array,
    # want finished numbers, and JAX hands in placeholders. Take the function from `jnp` or `jax.nn`.
    jnp.maximum → np.maximum

    # An array of JAX cannot be changed in place, so `[...] =` stops with an error. Make a new array with `jnp.maximum`
    # or `jnp.where`.
    inputs = jnp.maximum(0, inputs @ weights + biases) →
        inputs = inputs @ weights + biases
        inputs[inputs < 0] = 0

    # Only the first two layers are used. There may be any number of them, three for instance.
    layers[:-1] → layers[:1]
    layers[-1] → layers[1]
    """)


# What a port can get wrong


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

    # You take the first column of one-hot rows. It says whether a sample is of class 0, and not which class it has:
    # {targets} became {got[labels]}.
    targets.argmax(axis=1) → targets[:, 0]

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
    kit = torch_kit()
    kit.new_optimizer(kit.new_model(1), 0.1)  # PyTorch and its first optimizer take longer to load than a check may
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
