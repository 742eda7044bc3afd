"""Probes for classes: they use a learner's class as a network would, whatever its style, and say what came out."""

import ast
from contextlib import contextmanager
import copy
import inspect

import numpy as np

from nnfs_helpers.exercises.machinery.running import remark

WEIGHTS, BIASES = (
    ("weights", "weight", "W", "w", "_weights", "kernel"),
    ("biases", "bias", "B", "b", "_biases", "_bias"),
)
OTHER_NAMES = {
    "output": ("outputs", "out"),
    "dinputs": ("dinput", "dX", "dx", "grad_inputs", "grad_input", "grad_x"),
    "dweights": ("dweight", "dW", "dw", "grad_weights", "weights_gradient", "grad_weight", "grad_w", "grad_W"),
    "dbiases": ("dbias", "dB", "db", "grad_biases", "biases_gradient", "grad_bias", "grad_b", "grad_B"),
}
# What targets and predictions are called. A short name must be the whole name, a long one may be a part of it.
TARGETS = ("true", "truth", "target", "label", "onehot", "one_hot", "_obs", "actual"), ("t", "ts", "obs")
PREDICTIONS = ("pred", "hat", "prob", "output", "softmax", "logit", "score"), ("p", "ps", "probs", "yp")


def result_of(owner, method, *arguments, stored="output"):
    """Call a method. Return what it returns, or what it stored when it returns nothing."""
    method = getattr(owner, method)
    training = inspect.signature(method).parameters.get("training")  # the book's later layers ask for it
    value = method(*arguments, True) if training and training.default is training.empty else method(*arguments)
    return stored_in(owner, stored, *OTHER_NAMES.get(stored, ())) if value is None else value


def stored_in(owner, *names):
    """Return what the owner has stored under the first of the names that it has."""
    for name in names:
        if hasattr(owner, name):
            return getattr(owner, name)
    raise LookupError(f"neither returned nor stored: self.{names[0]}")


def applied(attempt, *arguments):
    """Call a function, or the forward of a class or of an object: a function in other clothes."""
    owner = attempt() if inspect.isclass(attempt) else attempt
    return result_of(owner, "forward", *arguments) if hasattr(owner, "forward") else owner(*arguments)


def score_of(attempt, predictions, targets):
    """Return what a loss or a metric says: a function, or a class with calculate, forward or a call.

    The targets may come first, whatever they are called: see in_either_order.
    """
    owner = attempt() if inspect.isclass(attempt) else attempt
    if hasattr(owner, "new_pass"):
        owner.new_pass()
    method = next((getattr(owner, name) for name in ("calculate", "forward") if hasattr(owner, name)), owner)

    def call(*arguments):
        value = method(*arguments)
        if value is None:
            value = stored_in(owner, "output", "loss", "data_loss", "sample_losses")
            remark("your code stores its result and returns nothing. The exercise asks it to return the number.")
        return value[0] if isinstance(value, tuple) else value

    return in_either_order(call, targets_come_first(method), predictions, targets)


def in_either_order(call, targets_first, predictions, targets):
    """Call with predictions and targets in the order that the names of the arguments tell.

    Where they do not tell, targets_first is None: then the other order is tried if this one fails or is not finite.
    """
    if targets_first is not None:
        return call(targets, predictions) if targets_first else call(predictions, targets)
    first = outcome_of(call, predictions, targets)
    if not is_finite(first):
        other = outcome_of(call, targets, predictions)
        first = other if is_finite(other) else first
    if isinstance(first, Exception):
        raise first
    return first


def targets_come_first(function):
    """Return whether a function takes the targets before the predictions; None if the names do not tell."""
    try:
        names = [name.lower() for name in inspect.signature(function).parameters if name != "self"][:2]
    except (TypeError, ValueError):
        return None
    kinds = [kind_of(name) for name in names]
    if len(kinds) < 2 or kinds[0] == kinds[1]:
        return None
    return kinds[0] == "targets" or (kinds[1] == "predictions" and kinds[0] == "unknown")


def kind_of(name):
    """Return "targets", "predictions" or "unknown", by the name of an argument."""
    for kind, (parts, wholes) in (("targets", TARGETS), ("predictions", PREDICTIONS)):
        if name in wholes or any(part in name for part in parts):
            return kind
    return "unknown"


def outcome_of(call, *arguments):
    """Return what a call gives, or the error that it raises."""
    try:
        return call(*arguments)
    except Exception as error:
        return error


def is_finite(value):
    """Return whether a value is made of numbers, none of them infinite or nan."""
    try:
        return bool(np.all(np.isfinite(np.asarray(value, dtype=float))))
    except (TypeError, ValueError):
        return False


def shape(attempt, case):
    """Return a predicted shape as text: (5, 3), [5, 3] and an array of both are one answer.

    The number 6 is another answer than the shape (6,), and a shape in quotes is said to be in quotes.
    """
    value = attempt() if callable(attempt) else attempt
    if isinstance(value, str):
        return in_quotes(value)
    try:
        numbers = [int(number) if number == int(number) else number for number in np.ravel(value).tolist()]
    except (TypeError, ValueError, OverflowError):
        return str(value)
    return str(tuple(numbers)) if np.ndim(value) else str(numbers[0])


def in_quotes(text):
    """Return what stands in the quotes, written as Python does, with a word that it is a text."""
    try:
        return f"the text {ast.literal_eval(text.strip())!r}"
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return f"the text {text!r}"


def names_in_a_row(attempt, case):
    """Return the names of an answer in one text, in small letters; what is no row of texts comes back as text."""
    answer = attempt() if callable(attempt) else attempt
    if isinstance(answer, list | tuple) and all(isinstance(name, str) for name in answer):
        return ", ".join(name.strip().lower() for name in answer)
    return str(answer)


def attribute(owner, names):
    """Return the first of the names that the owner has; the first of all if it has none."""
    return next((name for name in names if hasattr(owner, name)), names[0])


def parameters(layer):
    """Return the weights and the biases of a layer, under whatever name it keeps them."""
    return getattr(layer, attribute(layer, WEIGHTS)), getattr(layer, attribute(layer, BIASES))


def dense(attempt, inputs, weights, biases):
    """Return (layer, transposed): a learner's dense layer with the given weights (n_inputs, n_neurons) and biases.

    The constructor may take its two sizes in either order, and the weights may be kept transposed.
    """
    swapped, transposed = layout(attempt)
    layer = build(attempt, *weights.shape, swapped)
    return fill(layer, weights.T if transposed else weights, biases), transposed


def build(attempt, n_inputs, n_neurons, swapped):
    """Return a layer of a class whose constructor takes the two sizes in this order, or swapped."""
    return attempt(n_neurons, n_inputs) if swapped else attempt(n_inputs, n_neurons)


def layout(attempt):
    """Return (swapped, transposed) of a class of dense layers, found with a small layer that is not square."""
    state = np.random.get_state()
    first = next(iter(inspect.signature(attempt).parameters), "").lower()
    try:
        for swapped in (False,) if "input" in first else (False, True):  # n_inputs first: then it must mean that
            try:
                layer = build(attempt, 2, 3, swapped)
                fits = fits_a_batch(layer)
                shape = np.shape(parameters(layer)[0])
            except Exception:
                continue
            if fits and shape in ((2, 3), (3, 2)):
                return swapped, shape == (3, 2)
        return False, np.shape(parameters(attempt(2, 3))[0]) == (3, 2)  # its forward is wrong: take the sizes in order
    finally:
        np.random.set_state(state)


def fits_a_batch(layer):
    """Return whether forward of a layer with two inputs and three neurons takes a batch, also if nothing comes out."""
    try:
        return np.shape(result_of(layer, "forward", np.ones((4, 2)))) == (4, 3)
    except LookupError as error:
        if type(error) is LookupError:  # from stored_in: forward ran to its end
            return True
        raise


def fill(layer, weights, biases):
    """Give a layer these parameters, the biases in the shape in which it keeps them."""
    setattr(layer, attribute(layer, WEIGHTS), weights.copy())
    setattr(layer, attribute(layer, BIASES), np.reshape(biases, np.shape(parameters(layer)[1])))
    return layer


def parts_of(given, names):
    """Return what a dict has under these names. Raise LookupError if it has other names."""
    if not all(name in given for name in names):
        there = ", ".join(map(str, given)) or "none"
        raise LookupError(f"the names in the dict are {there}, and those asked for are {', '.join(names)}")
    return [given[name] for name in names]


def named(*names):
    """Return a probe that calls a function and gives its results these names. A dict is refused, with a word."""

    def probe(attempt, case):
        results = attempt(*case.values())
        if isinstance(results, dict):
            raise LookupError(f"a dict came back, and not {len(names)} results in this order: {', '.join(names)}")
        number = 1 if isinstance(results, np.ndarray) and results.ndim == 1 else len(results)
        if number != len(names):
            raise LookupError(f"{len(names)} results were asked for, and what came back is {number}")
        return dict(zip(names, results, strict=True))

    return probe


def called_by_meaning(attempt, values, meanings):
    """Call with values by name, whatever an argument is called: each one by the first argument with such a word in it.

    Where a value finds no argument, all are given in their order. Raises LookupError if they are more than the
    arguments, or fewer.
    """
    names = list(inspect.signature(attempt).parameters)
    found = {}
    for meaning in values:
        fitting = (name for name in names if any(word in name.lower() for word in meanings[meaning]))
        found[meaning] = next(fitting, None)
    if None in found.values() or len(set(found.values())) < len(found):
        if len(names) != len(values):
            lost = next((meaning for meaning, name in found.items() if name is None), list(values)[-1])
            raise LookupError(f"no argument for {lost} among: {', '.join(names)}")
        return attempt(*values.values())
    return attempt(**{found[meaning]: value for meaning, value in values.items()})


@contextmanager
def as_it_was(attempt):
    """Afterwards the data of a class, shared by its objects, are what they were: a second check finds them so."""
    before = {name: copy.deepcopy(value) for name, value in shared_data(attempt).items()}
    try:
        yield
    finally:
        for name in shared_data(attempt):
            delattr(attempt, name)
        for name, value in before.items():
            setattr(attempt, name, value)


def shared_data(attempt):
    """Return what a class itself keeps, without its methods and what Python has put there."""
    parts = vars(attempt) if inspect.isclass(attempt) else {}
    methods = (name for name, part in parts.items() if callable(part) or hasattr(part, "__get__"))
    return {name: parts[name] for name in parts.keys() - set(methods) if not name.startswith("__")}
