"""Chapter 4: activations."""

import inspect
import math  # noqa: F401  (cards use it)

import numpy as np

from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import exercise
from nnfs_helpers.exercises.machinery.probes import applied


def relu(x):
    """As the chapter defines it: some solutions and mistakes are built on it."""
    return np.maximum(0, x)


def slopes(rng):
    """Numbers of both signs; small positive ones too, because they tell a maximum from a choice."""
    yield {"x": np.array([2.0, -3.0, 0.05, -0.5]), "slope": 0.1}
    yield {"x": rng.normal(size=7), "slope": 0.3}
    yield {"x": rng.normal(size=5) * 20, "slope": 0.01}
    yield {"x": np.array([-0.6, 0.15, -8.0, 0.0]), "slope": 0.2}


@exercise("A ReLU with a leak", difficulty=1, minutes=5, cases=slopes)
def leaky_relu(x, slope):
    """Return x with every negative number multiplied by slope, a small number between 0 and 1."""
    return np.where(x > 0, x, slope * x)


leaky_relu.feedback("""
    There are two kinds of numbers in x, and each kind has its own result. Which result belongs to which?
    np.where takes three things: a condition, what to take where it holds, and what to take elsewhere.
    The condition is x > 0. Where it does not hold, the result is the number itself times the slope.

    # This is the ReLU without a leak: {x} became {got}. A negative number must leave a small trace.
    return np.maximum(0, x)

    # The slope {slope} now shrinks every number, also the positive ones. They must stay as they are.
    return slope * x

    # The two kinds are swapped: the positive numbers are shrunk by {slope}, the negative ones stay.
    x, slope * → slope * x,

    # Every negative number became {slope}, the slope itself. A slope is a factor: it multiplies the number.
    slope * x → slope

    # Each number is compared with {slope}, so a positive one below {slope} is lost. What is compared with zero?
    return np.maximum(slope, x)

    # The negative numbers of {x} lost their sign on the way: they came out positive, as {got} shows.
    , slope * → , -slope *

    # The positive numbers have grown: {x} became {got}. The part with the slope was added to them as well.
    return np.maximum(0, x) + slope * x

    # {x} came back unchanged. A new value for the loop's own variable does not reach the array: store the results.
    return x

    # One number came back, {got}, for the shape {x.shape}. How far is your `return` indented?
    return leaky_relu.reference(x, slope)[0]

    # The positive numbers were shrunk by {slope}, and the negative ones became zero. Only negative ones are shrunk.
    where(x > 0, x → maximum(0
    """)


def batches(rng):
    """Batches (n_samples, n_inputs), also a square one; no zeros, where all slopes look alike."""
    yield {"inputs": np.array([[1.5, -2.0, 0.3], [-0.7, 4.0, -5.0]])}
    yield {"inputs": rng.normal(size=(4, 5))}
    yield {"inputs": rng.normal(size=(3, 3)) * 10}


def batches_with_zeros(rng):
    """The same batches, and one with zeros, which are not positive."""
    yield from batches(rng)
    yield {"inputs": np.array([[0.0, 2.5, -1.5], [0.5, -3.0, 0.0]])}


def relu_layer(attempt, case):
    """Return the output of a second forward; and, where it is right, what is kept for chapter 6.

    Any attribute will do that tells the positive inputs from the others: the inputs, the output, a mask, or the
    places of the positive numbers. It may stand in a list, a tuple or a dict.
    """
    inputs = case["inputs"]
    if not inspect.isclass(attempt) and not hasattr(attempt, "forward"):
        owner, output = None, attempt(inputs)
    else:
        owner = attempt() if inspect.isclass(attempt) else attempt
        owner.forward(-2 * inputs[:1])
        untouched = inputs.copy()
        output = owner.forward(inputs)
        stored = next((vars(owner)[name] for name in ("output", "outputs", "out") if name in vars(owner)), None)
        output, inputs = stored if output is None else output, untouched
    if not same(output, relu(inputs)):
        return {"output": output}
    kept = vars(owner) if owner is not None else {}
    if not any(tells_the_positive(value, inputs) for value in looked_into(kept.values())):
        return {"output": output, "kept": kept_instead(kept.values(), inputs)}
    found = {"output": output, "kept": "what is needed"}
    if inputs.all():  # a remark belongs to the last case, with zeros: what is wrong before it is said first
        return found
    return found if owner.forward(inputs.copy()) is not None else found | {"the output is": "stored only"}


def looked_into(values):
    """Yield the values, and those of the lists, tuples and dicts among them."""
    for value in values:
        yield value
        if isinstance(value, list | tuple | dict):
            yield from value.values() if isinstance(value, dict) else value


def tells_the_positive(value, inputs):
    """Return whether a kept value tells the positive inputs: an array of their shape, or the places of all of them."""
    try:
        if np.shape(value) == inputs.shape:
            mask = np.asarray(value) > 0
            if same(mask, inputs > 0) or same(mask, inputs <= 0):
                return True
        return any(same(value, places(inputs > 0)) for places in (np.where, np.argwhere, np.flatnonzero))
    except (TypeError, ValueError):  # a ragged list, or no numbers at all
        return False


def kept_instead(values, inputs):
    """Return in words what an object keeps that does not tell the positive inputs."""
    for value in looked_into(values):
        try:
            if np.shape(value) == inputs.shape and same(np.asarray(value) > 0, inputs >= 0):
                return "a mask with the zeros in it"
        except (TypeError, ValueError):
            pass
    return "something else" if values else "nothing"


@exercise("ReLU as a class", difficulty=1, minutes=8, cases=batches_with_zeros, probe=relu_layer)
class MyReLU:
    def forward(self, inputs):
        """Return the output, shaped like inputs, and keep both, as Dense does."""
        self.inputs = inputs
        self.output = np.maximum(0, inputs)
        return self.output


MyReLU.feedback("""
    What a method stores under self is still there when the method has ended. A plain variable is not.
    Three lines: store the inputs, store the output, return the output. No loop is needed.
    np.maximum compares number by number. np.max is another function: it looks for one largest number.

    # The numbers are right, and none is kept. Chapter 6 will ask the object which of its inputs were positive.
    def forward(self, inputs):
        return np.maximum(0, inputs)

    # The numbers are right. What the object keeps does not tell which of its {inputs.shape} inputs were positive: that
    # needs a mark for each input, or its place. How many there were, or their values alone, is not enough.
    def forward(self, inputs):
        self.count = np.sum(inputs > 0)
        return np.maximum(0, inputs)

    # The numbers are right, but you keep the zeros of {inputs} as positive ones. You need > and not >=.
    def forward(self, inputs):
        self.mask = inputs >= 0
        return np.maximum(0, inputs)

    # One remark: your `forward` returns nothing. The next layer is given what it returns: return the output.
    return self.output →

    # Nothing comes out: there is no return, and no self.output. A variable without self is gone with the method.
    self.output = np.maximum(0, inputs) →
    return self.output →

    # You got {got[output].shape}, the largest of each column. NumPy has another function that compares pairs.
    maximum(0, inputs → max(inputs, 0

    # The negative numbers are kept and the positive ones are gone: {got[output]}. It is the other way round.
    maximum → minimum

    # A negative number should become 0. In {got[output]} it has lost its sign instead.
    maximum(0, → abs(

    # Every positive number became 1, as in the step function: {got[output]}. ReLU keeps how large they are.
    maximum(0, inputs → where(inputs > 0, 1.0, 0.0

    # These are the inputs, unchanged. Something is computed, perhaps, but not returned or not stored.
    np.maximum(0, inputs) → inputs
    """)


def relu_and_its_input(attempt, case):
    """Return the output, what has become of the caller's array, and whether the output is another view of it."""
    inputs, before = case["inputs"], case["inputs"].copy()
    output = applied(attempt, inputs)
    found = {"output": output, "inputs afterwards": inputs}
    if output is inputs or same(inputs, before) or not same(output, relu(before)):
        return found
    is_view = isinstance(output, np.ndarray) and np.shares_memory(output, inputs)
    return found | {"the output is": "a view" if is_view else "a new array"}


@exercise("Find the bug: a ReLU with a side effect", difficulty=2, minutes=8, cases=batches, probe=relu_and_its_input)
def rectified(inputs):
    """Return inputs with every negative number replaced by 0."""
    output = inputs.copy()
    output[output < 0] = 0
    return output


rectified.feedback("""
    How many arrays are there in this function, and how many names? Does any line make a second array?
    `output = inputs` makes no array. It gives the same array a second name: a change to one is a change to both.
    Give output an array of its own, with .copy(), or let NumPy make a new array with np.maximum. A slice, inputs[:],
        is not enough: it looks at the same numbers.

    # The output is right. But before the call, inputs was {inputs}, and afterwards it is {got[inputs afterwards]}: the
    # caller's own numbers have changed.
    .copy() →

    # `inputs.copy` without brackets is the method itself, and no array. Brackets call it.
    .copy() → .copy

    # The caller's numbers still change, from {inputs} to {got[inputs afterwards]}. A slice like inputs[:] copies a
    # list and not an array: it is a second view of the same numbers. An array has to be copied in another way.
    .copy() → [:]

    # What comes back is an array of its own, and still the caller's numbers became {got[inputs afterwards]} on the
    # way. The copy came too late, or only the list of rows was copied, and the rows in it are the caller's.
    rows = list(inputs)
    for row in rows:
        row[row < 0] = 0
    return np.array(rows)

    # The wrong array is changed: the caller's became {got[inputs afterwards]}, and the copy is still {got[output]}.
    output[output → inputs[inputs

    # The caller's array is safe now. But what comes back are the inputs themselves, with {got[output]}.
    return output → return inputs

    # The negative numbers are taken out, and the shape is {got[output].shape}. They stay in their places, as zeros.
    return inputs[inputs > 0]

    # The caller's array is safe now. But the positive numbers became 0 and the negative ones stayed.
    output < 0 → output > 0

    # The caller's array is safe now. But a negative number should become 0, and it lost its sign.
    return np.abs(inputs)
    """)

LAST_CENTER = 0.4


def bumps(rng):
    """Centres that are not 0 or 1, where a shift forgotten or the other way round would not show."""
    yield {"x": np.array([0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0]), "center": 2.0}
    for center in [-1.6, 3.7, LAST_CENTER]:
        yield {"x": center + np.sort(rng.uniform(-3, 3, size=9)), "center": center}


def bump_and_its_pieces(attempt, case):
    """Return the curve, and where it is right, whether the code uses a function that makes other pieces than ReLUs."""
    curve = attempt(*case.values())
    others = {"abs", "absolute", "fabs", "interp", "where", "clip", "select", "piecewise"}
    used = others & set(getattr(getattr(attempt, "__code__", None), "co_names", ()))
    right = same(curve, bump_at.reference(*case.values()))
    is_last = case["center"] == LAST_CENTER  # a remark belongs there: what is wrong before it is said first
    return {"curve": curve, "built from": "other pieces"} if right and used and is_last else curve


@exercise("A bump where you want it", difficulty=2, minutes=10, cases=bumps, probe=bump_and_its_pieces)
def bump_at(x, center):
    """Return 1 at the center, 0 at a distance of 1 or more, and straight lines between, built from ReLUs."""
    return relu(x - center + 1) - 2 * relu(x - center) + relu(x - center - 1)


bump_at.feedback("""
    The bump above has its three kinks at zero, one and two, and its top at the middle one. Where are they now?
    relu(x - a) has its kink at a. Keep the three weights, and move each kink by the same amount.
    The kinks belong at center - 1, center and center + 1.

    # The bump has not moved: its top is still where it was in the text. The center {center} is not used.
    return relu(x) - 2 * relu(x - 1) + relu(x - 2)

    # The bump begins at the center, {center}, and has its top one further to the right. Its top belongs there.
    return relu(x - center) - 2 * relu(x - center - 1) + relu(x - center - 2)

    # The bump ends at the center, {center}, and has its top one further to the left. Its top belongs there.
    return relu(x - center + 2) - 2 * relu(x - center + 1) + relu(x - center)

    # The bump moved the wrong way: its top is at minus {center}. Where is a kink of relu(x + 1)?
    return relu(x + center + 1) - 2 * relu(x + center) + relu(x + center - 1)

    # The curve climbs up to 1 and stays there. Something has to lead it down again after {center}.
    return relu(x - center + 1) - relu(x - center)

    # Up and down again, and then it does not stop: {got}. What ends the fall at zero?
    + relu(x - center - 1) →

    # The middle one of the three pieces has the weight -1 here. That stops the climb and does not turn it.
    - 2 * → -

    # The bump of the text was lifted by the center, {center}: it was added to the output. Move the kinks instead.
    return relu(x) - 2 * relu(x - 1) + relu(x - 2) + center

    # The kinks of your curve are at zero, {center} and twice that: stretched. Move all three by the same amount.
    return relu(x) - 2 * relu(x - center) + relu(x - 2 * center)

    # You added the center {center} to x. That moves the bump to the left, and its top to 1 minus the center.
    return relu(x + center) - 2 * relu(x + center - 1) + relu(x + center - 2)

    # One remark: the curve is right, and was to be made of three ReLUs. A network has nothing else to build with.
    return relu(1 - np.abs(x - center))
    """)


def function_or_class(attempt, case):
    """Call a function, or the forward of a class."""
    return applied(attempt, *case.values())


def range_of_numbers(attempt, case):
    """Return the two ends. The exponentials of 1, -1 and -2 may be written with two digits or more."""
    answer = attempt() if callable(attempt) else attempt
    try:
        ends = np.array(answer, dtype=float)
    except (TypeError, ValueError):
        return answer
    for known in np.exp([1.0, -1.0, -2.0]):
        ends = np.where(np.abs(ends - known) < 0.006, known, ends)
    return ends


@exercise("The range of the exponentials", difficulty=1, minutes=3, probe=range_of_numbers)
def exp_range():
    """The smallest and the largest number that an exponential of a shifted logit can come close to."""
    return 0, 1


exp_range.feedback("""
    The largest logit of a row becomes 0. What are the others, and how far down can they go?
    The exponential of 0 is 1. The exponential of a number far below zero is close to one particular number.

    # A half-truth: the subtraction does not squeeze the logits into a range from -1 to 0, it only moves them. One may
    # lie twenty below the largest. And an exponential is never negative.
    return -1, 0

    # These are the shifted logits: any number up to 0. The question is what their exponentials can be.
    return -np.inf, 0

    # That is the range before the subtraction. Which logit is now the largest, and what is its exponential?
    return 0, np.inf

    # You stopped at a logit of -1. The subtraction scales nothing: a logit may lie twenty below the largest.
    return np.exp(-1), 1

    # Both numbers are right, in the other order: the smallest comes first.
    return 1, 0

    # Your range ends at e, the exponential of 1. No shifted logit reaches 1: what is the largest of them?
    return 0, np.e

    # That is the smallest logit of one example. How far below its largest one can another logit of a row lie?
    return np.exp(-2), 1
    """)


def logit_batches(rng):
    """Ordinary batches, a square one, logits whose exponentials overflow, a row far below another.

    Then a row in which one logit lies far above all others, and rows with large negative numbers only.
    """
    yield {"logits": np.array([[4.8, 1.21, 2.385], [8.9, -1.81, 0.2]])}
    yield {"logits": rng.normal(size=(4, 3))}
    yield {"logits": rng.normal(size=(3, 3))}
    yield {"logits": np.array([[1000.0, 1001.0, 998.0], [1003.0, 1000.0, 1002.0]])}
    yield {"logits": np.array([[1000.0, 1001.0, 998.0], [-1000.0, -1002.0, -1001.0]])}
    yield {"logits": np.array([[0.0, -5.0, 1000.0, 3.0], [1.0, 2.0, 3.0, 4.0]])}
    yield {"logits": np.array([[-1000.0, -1002.0, -1001.0], [-1003.0, -1000.0, -1001.0]])}


@exercise("Softmax for a batch", difficulty=2, minutes=10, cases=logit_batches, probe=function_or_class)
def softmax(logits):
    """Return the probabilities (n_samples, n_classes) of a batch of logits, without an overflow."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


softmax.feedback("""
    Every row of the result must sum to 1. Which axis do you sum over?
    Use keepdims=True, so that the sums stay a column.
    Before exp, subtract from each row its own largest logit, again with keepdims=True.

    # All numbers of the batch together sum to 1. Each row is a sample and needs a sum of its own.
    sum(axis=1, keepdims=True) → sum()

    # All numbers, {got.shape}, together sum to 1: maximum and sum are those of the whole array. Each row has its own.
    (axis=1, keepdims=True)) → ())
    sum(axis=1, keepdims=True) → sum()

    # All numbers together sum to 1, and each row needs its own sum. After that, mind the overflow of exp.
    - logits.max(axis=1, keepdims=True) →
    (axis=1, keepdims=True) → ()

    # Your columns sum to 1, with the shape {got.shape}: the sum runs over axis 0. A sample is a row.
    sum(axis=1, keepdims=True → sum(axis=0, keepdims=True

    # Your columns sum to 1, with the shape {got.shape}: both maximum and sum run over axis 0. A sample is a row.
    max(axis=1 → max(axis=0
    sum(axis=1 → sum(axis=0

    # Your columns sum to 1: the sum runs over axis 0, and a sample is a row. After that, mind the overflow of exp.
    - logits.max(axis=1, keepdims=True) →
    axis=1 → axis=0

    # Right for small logits. For {logits} the exponential overflows, and infinity by infinity is nan.
    - logits.max(axis=1, keepdims=True) →

    # One number is subtracted everywhere. In {logits} all exponentials of the second row are 0, and 0 by 0 is nan.
    (axis=1, keepdims=True)) → ())

    # The largest of each column is subtracted. What is subtracted must be the same along a row.
    max(axis=1, keepdims=True → max(axis=0, keepdims=True

    # The sums have lost an axis: {logits.shape[0]} in a row, for logits {logits.shape}. They must stay a column.
    sum(axis=1, keepdims=True) → sum(axis=1)

    # The maxima have lost an axis: {logits.shape[0]} in a row, for logits {logits.shape}. They must stay a column.
    1, keepdims=True)) → 1))

    # Maxima and sums have lost an axis: {logits.shape[0]} in a row, for logits {logits.shape}. Keep them columns.
    1, keepdims=True)) → 1))
    sum(axis=1, keepdims=True) → sum(axis=1)

    # The sums have lost an axis, for logits {logits.shape}. Keep a column. After that, mind the overflow of exp.
    - logits.max(axis=1, keepdims=True) →
    , keepdims=True →

    # The largest number of each row is 1: {got[0]}. So a row sums to more than 1. What has to be divided by what?
    / exps.sum(axis=1, keepdims=True) →

    # These are the exponentials: {got[0]}. They are positive, but a row must sum to 1. One step is missing.
    return np.exp(logits)

    # Each row is divided by its largest exponential, which becomes 1: {got[0]}. What must be 1 is another number.
    - logits.max(axis=1, keepdims=True) →
    .sum → .max

    # The logits are divided by their sum, and {got[1]} has a negative number in it. The first step is missing.
    return logits / logits.sum(axis=1, keepdims=True)

    # The smallest logit got the largest probability: {logits[0]} became {got[0]}. A sign is turned round.
    - logits.max(axis=1, keepdims=True) → .min(axis=1, keepdims=True) - logits

    # You do not subtract the largest number of a row. In {logits} the first row still overflows, and gives nan.
    .max( → .min(

    # You subtract the largest without the signs. For the second row of {logits} that is 1002, and 0 by 0 is nan.
    logits. → np.abs(logits).

    # One number is subtracted everywhere, the largest of the batch without the signs. In {logits} the second row lies
    # so far below it that all its exponentials are 0, and 0 by 0 is nan. Each row needs its own, with its sign.
    logits.max(axis=1, keepdims=True → np.abs(logits).max(

    # You shift each row, and there is no exponential: its largest logit became 0, as in {got[0]}.
    np.exp(logits - logits.max(axis=1, keepdims=True)) → logits - logits.max(axis=1, keepdims=True)

    # These are the logarithms of the probabilities: {got[0]}. A probability is never below 0. One step too many.
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    # You take the logarithm of the probabilities, and get {got[0]}. The probabilities themselves are asked for.
    exps / exps.sum(axis=1, keepdims=True → np.log(exps / exps.sum(axis=1, keepdims=True)

    # You take the logarithm of the probabilities: {got[0]}. Leave it out. After that, mind the overflow of exp.
    - logits.max(axis=1, keepdims=True) →
    exps / exps.sum(axis=1, keepdims=True) → np.log(exps / exps.sum(axis=1, keepdims=True))

    # You subtract one thousand everywhere. For {logits} every exponential is 0. Subtract a number of the row itself.
    logits.max(axis=1, keepdims=True) → 1000

    # The maximum is subtracted above the fraction bar only, so {got[0]} does not sum to 1. Subtract it below, too.
    exps.sum → np.exp(logits).sum

    # The maximum is subtracted after the exponential, too late: its place is inside the brackets of exp.
    - logits.max(axis=1, keepdims=True) → ) - logits.max(axis=1, keepdims=True

    # The maximum of the exponentials is subtracted from them, too late. It is the logits that have to be shifted.
    exps = np.exp(logits)
    exps = exps - exps.max(axis=1, keepdims=True)
    return exps / exps.sum(axis=1, keepdims=True)

    # This is np.exp(x) - np.max(x): the maximum of the batch, and behind exp. Look at the brackets of exp.
    - logits.max(axis=1, keepdims=True) → ) - np.max(logits

    # Your columns sum to 1. Sum along the rows, and take the maximum of each row as well, not that of the batch.
    .max(axis=1, keepdims=True) → .max()
    axis=1, keepdims=True → axis=0

    # Each row was divided by its largest number, which changes the differences. Subtract it.
    logits - → logits /

    # The logits were cut off: in {logits} they become equal, and so do the shares. Subtracting keeps differences.
    logits - logits.max(axis=1, keepdims=True → np.clip(logits, -500, 500
    """)


def extremes(rng):
    """Numbers of both signs, and some whose exponential overflows."""
    yield {"x": np.array([0.0, 2.0, -3.0, 8.0, -8.0])}
    yield {"x": rng.normal(size=6) * 3}
    yield {"x": np.array([1000.0, -1000.0, 0.5])}


def how_safe(attempt, case):
    """Return the result; where it is right, also whether a real nan becomes 1, and whether exp overflows on the way."""
    overflows = []
    with np.errstate(over="call", call=lambda kind, flag: overflows.append(kind)):
        result = applied(attempt, *case.values())
    if not same(result, logistic.reference(*case.values())) or case["x"].max() < 1000:
        return result  # what is wrong before the last case is said first
    try:
        hides = np.ravel(applied(attempt, np.array([np.nan, 2.0])))[0] == 1
    except Exception:
        hides = False
    if hides:
        return {"a missing number": "becomes 1"}
    return {"right, but": "exp overflows"} if overflows else result


@exercise("Find the bug: a sigmoid that is not a number", difficulty=2, minutes=8, cases=extremes, probe=how_safe)
def logistic(x):
    """Return the sigmoid of each number of x, also far above and far below zero."""
    exps = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, exps) / (1 + exps)


logistic.feedback("""
    What is the exponential of 1000, as the computer stores it? And what is that divided by itself plus one?
    The sigmoid can be written in two ways. Each of them is safe on one side of zero. Which one is safe where?
    For numbers above zero use 1 / (1 + exp(-x)). np.where joins two halves, and exp(-abs(x)) never overflows.

    # Right for small numbers. For {x} the result is {got}: where does the nan come from?
    return np.exp(x) / (1 + np.exp(x))

    # The nan has become 0: {x} gives {got}. It is hidden now, and wrong: a large number should give 1.
    return np.nan_to_num(np.exp(x) / (1 + np.exp(x)))

    # No overflow. But the sign is lost: for {x} every result is at least one half, also for negative numbers.
    return 1 / (1 + np.exp(-np.abs(x)))

    # No overflow. But for {x} no result is above one half. One of the two halves is used on both sides.
    return np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x)))

    # Subtracting the maximum cancels in softmax. Here the 1 below would have to shrink as well: {x} gives {got}.
    exps = np.exp(x - x.max())
    return exps / (1 + exps)

    # The curve is mirrored: a large positive number gives 0. There is a minus sign too many or too few.
    return 1 / (1 + np.exp(x))

    # The curve is mirrored: a large positive number gives 0. With exp(-x) below, a 1 belongs above.
    return np.exp(-x) / (1 + np.exp(-x))

    # Python divides before it adds: the 1 under the fraction bar needs brackets, together with the exponential.
    return 1 / 1 + np.exp(-x)

    # Every nan has become 1. That hides the symptom: a number missing from the data would now count as a sure yes.
    return np.nan_to_num(np.exp(x) / (1 + np.exp(x)), nan=1.0)

    # One remark: on the way an exponential still overflows for {x}. It does no harm here, because one by infinity is
    # zero or the result is thrown away, but NumPy warns of it. `exp(-abs(x))` never overflows.
    return 1 / (1 + np.exp(-x))

    # `math.exp` stops with an error at a large result. Choose for each number the form whose exponential is small.
    return [1 / (1 + math.exp(-value)) for value in x]
    """)


def first_mistake(attempt, case):
    """Return four names as a text in small letters, with the right ones behind the first that is wrong."""
    answer = attempt() if callable(attempt) else attempt
    names = answer.replace(",", " ").split() if isinstance(answer, str) else answer
    right = list(choices.reference())
    if not isinstance(names, list | tuple) or len(names) != len(right):
        return str(answer)
    names = ["none" if name in (None, "linear") else str(name).strip().lower() for name in names]
    first = next((i for i in range(len(right)) if names[i] != right[i]), 0)
    if first < 2 and names[first] in ("relu", "tanh", "step"):
        names[first] = "none"  # neither gives probabilities
    last = 2 if names[:2] == ["sigmoid", "softmax"] else first + 1
    return ", ".join(names[:last] + right[last:])


@exercise("A function for each place", difficulty=1, minutes=5, probe=first_mistake)
def choices():
    """One of three kinds: shares that sum to 1. Rain or not: one probability. Degrees: any number. Between: a fold."""
    return "softmax", "sigmoid", "none", "relu"


choices.feedback("""
    What may come out at each of the four places: one probability, several that sum to one, any number?
    The first three are ends of a network. Only the last one stands between two layers.

    # Your first answer treats the three kinds as three questions, each with a yes or no: a flower could be all of them
    # at once. It is one of the three, so the three probabilities have to sum to one.
    "softmax" → "sigmoid"

    # What should come out at the first place are three probabilities: not below zero, and together one.
    "softmax" → "none"

    # What should come out at the second place is one probability. Which function stays between zero and one?
    "sigmoid" → "none"

    # Rain is one question, with one score. Softmax of a single score is always 1, whatever the score: try it on paper.
    "sigmoid" → "softmax"

    # Your first two answers are exchanged. Which question has one score, and which has three that compete?
    "softmax", "sigmoid" → "sigmoid", "softmax"

    # With ReLU at the end no day could have fewer than zero degrees. A temperature may be any number.
    "none" → "relu"

    # A sigmoid at the end would keep every temperature between zero and one degree. It may be any number.
    "none" → "sigmoid"

    # With tanh at the end every temperature would lie between minus one and one degree. It may be any number.
    "none" → "tanh"

    # Softmax of a single score is always 1: each day would have one degree. A temperature may be any number.
    "none" → "softmax"

    # With nothing between two layers they are one layer, as the second section of this chapter has shown.
    "relu" → "none"

    # A sigmoid between the layers bends the border too, but its slope fades. ReLU is the usual first choice.
    "relu" → "sigmoid"

    # tanh bends the border too, and is a choice where both signs are wanted. Begin with the usual first choice.
    "relu" → "tanh"

    # Softmax between two layers would make the neurons compete for a share of 1. It belongs at the end.
    "relu" → "softmax"
    """)
