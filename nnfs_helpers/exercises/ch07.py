"""Chapter 7: optimizers."""

import numpy as np

from nnfs_helpers.exercises.machinery.exercise import case_of, exercise, normal
from nnfs_helpers.exercises.machinery.probes import as_it_was, called_by_meaning, named


@exercise("How many steps", difficulty=1, minutes=3)
def steps_in_training():
    """Four full batches and a short one in each of ten epochs."""
    return 50


steps_in_training.feedback("""
    Count the batches of one epoch first: how many full ones, and is anything left over?
    A batch that is not full is a batch, and makes a step of its own. What happens to its samples otherwise?
    An epoch ends with its short batch, and the next one begins with a full batch again.

    # Only the full batches are counted. In every epoch some samples are left over, and would never be used if they had
    # no step.
    return 40

    # That is a single epoch. How often does the training go through all samples?
    return 5

    # That is one epoch, and its full batches alone. Count the short batch too, and all epochs.
    return 4

    # That would be a step for every sample. With batches there is one step for many samples together.
    return 3000

    # That would be one step for each epoch, with all samples at once. Here they come in batches.
    return 10

    # You answered {got}, and a step is made or not made: there is no part of one. What becomes of a batch that is not
    # full?
    return 46.875

    # You divided all samples of all epochs and rounded at the end. But each epoch ends by itself, with a short batch.
    # Round before you multiply.
    return 47

    # You divided all samples of all epochs and rounded down at the end. Each epoch ends by itself, and its short batch
    # is a step too.
    return 46

    # You multiplied the size of a batch by the number of epochs. How many batches are there in an epoch?
    return 640
    """)


def orders(rng):
    """Short last batches, a batch size that fits, and one larger than all samples. Each order is new when sorted back.

    The third and the last tell batches of nearly equal sizes from full ones.
    """
    yield {
        "X": np.array([[0.5, -1.5], [2.0, 3.5], [-4.0, 6.0], [7.5, -8.0], [9.0, 2.5]]),
        "y": np.array([10, 11, 12, 13, 14]),
        "batch_size": 2,
        "order": np.array([3, 0, 4, 2, 1]),
    }
    for n_samples, batch_size in [(8, 4), (10, 4), (3, 5), (7, 3)]:
        order = rng.permutation(n_samples)
        yield {"X": rng.normal(size=(n_samples, 3)), "y": 20 + np.arange(n_samples), "batch_size": batch_size} | {
            "order": order
        }


def listed_batches(attempt, case):
    """Return the number of batches, and the samples and labels of each. A generator is a list as well."""
    pairs = list(attempt(*case.values()))
    found = {"batches": len(pairs)}
    for i, (X_batch, y_batch) in enumerate(pairs):
        found |= {f"X of batch {i}": X_batch, f"y of batch {i}": y_batch}
    return found


@exercise("Batches in a shuffled order", difficulty=2, minutes=10, cases=orders, probe=listed_batches)
def batches(X, y, batch_size, order):
    """Return a list of pairs (X_batch, y_batch): the rows X[order[0]], X[order[1]] ... come first."""
    pairs = []
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        pairs.append((X[rows], y[rows]))
    return pairs


batches.feedback("""
    X[order] holds the rows of X in the new order. What else has to be put in that order?
    range takes a third number, the distance from one start to the next: 0, batch_size, two times batch_size ...
    A slice that reaches beyond the end takes what there is: the last, short batch needs no case of its own.

    # The rows of X are shuffled and the labels are not: they come as {got[y of batch 0]}, so a sample gets the label
    # of another. The network would learn nothing, and no error would tell you.
    return cut(X[order], y, batch_size)

    # The labels are shuffled and the rows of X are not: the first row of the first batch is {got[X of batch 0][0]}.
    # Each sample gets the label of another, and no error would tell you.
    return cut(X, y[order], batch_size)

    # Nothing is shuffled: the order {order} has no effect. Cut the rows in that order, not as they come.
    return cut(X, y, batch_size)

    # You shuffle back: number {order[0]} in the order names the row that comes first, and not the place to which row 0
    # goes. An order can be used as an index, as it is.
    back = np.argsort(order)
    return cut(X[back], y[back], batch_size)

    # You draw an order of your own. The function is given one, {order}: so it can be repeated with the same seed, and
    # checked.
    order = np.random.permutation(len(X))
    return cut(X[order], y[order], batch_size)

    # For {X.shape[0]} samples and batches of {batch_size} you made {got[batches]} instead of {expected[batches]}: the
    # last, short batch is missing. Its samples are as good as the others.
    n_batches = len(X) // batch_size
    return cut(X[order], y[order], batch_size)[:n_batches]

    # All {got[batches]} batches are the same one, the first. Which number has to move on from batch to batch?
    rows = order[:batch_size]
    return [(X[rows], y[rows]) for _ in range(0, len(X), batch_size)]

    # Your batches overlap: there are {got[batches]} of them, one that begins at every sample. The next batch begins
    # where the last one has ended.
    X, y = X[order], y[order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(len(X))]

    # Your first batch has {got[X of batch 0].shape[0]} samples where {expected[X of batch 0].shape[0]} were asked for:
    # the first sample of the next batch is in it as well. The end of a slice is not part of it, so no 1 is added.
    X, y = X[order], y[order]
    return [(X[i : i + batch_size + 1], y[i : i + batch_size + 1]) for i in range(0, len(X), batch_size)]

    # One sample is lost between two batches: the first has only {got[X of batch 0].shape[0]}. The end of a slice is
    # not part of it, so nothing is subtracted.
    X, y = X[order], y[order]
    return [(X[i : i + batch_size - 1], y[i : i + batch_size - 1]) for i in range(0, len(X), batch_size)]

    # You took {batch_size} for the number of batches. It is their size: how many samples a batch has.
    return [(X[rows], y[rows]) for rows in np.array_split(order, batch_size)]

    # You share {X.shape[0]} samples out as evenly as possible. That is a fair idea, but a batch has {batch_size}
    # samples, and only the last one may have fewer.
    return [(X[rows], y[rows]) for rows in np.array_split(order, -(-len(X) // batch_size))]

    # The last batch is filled up with samples that were used before. In an epoch every sample comes once: let the last
    # batch be short.
    rows = np.resize(order, -(-len(X) // batch_size) * batch_size)
    return cut(X[rows], y[rows], batch_size)

    # The first batch is right. Then you shuffle what is shuffled already, once more for every batch, so that some
    # samples come twice and others never. Put both arrays in order once, before the loop.
    start in → i in
    rows = order[start : start + batch_size → X, y = X[order], y[order
    rows], y[rows → i : i + batch_size], y[i : i + batch_size

    # You return two lists, one with all samples and one with all labels. One list of pairs is asked for, so that a
    # loop can take the two halves of a batch together.
    X_batches, y_batches = zip(*cut(X[order], y[order], batch_size), strict=True)
    return list(X_batches), list(y_batches)

    # Your batches hold the samples alone. Without its label a sample teaches nothing: each batch is a pair.
    return [X_batch for X_batch, _ in cut(X[order], y[order], batch_size)]

    # Only the last batch comes back. In the loop it takes the place of the one before: collect all of them in a list.
    return cut(X[order], y[order], batch_size)[-1:]

    # Only the first batch comes back. A return inside the loop ends the function at once: collect the batches, and
    # return them after the loop.
    return cut(X[order], y[order], batch_size)[:1]

    # You cut up 300 samples, as in the text, and made {got[batches]} batches. Here there are {X.shape[0]} samples, and
    # their number changes from call to call: ask the array.
    len(X) → 300

    # The numbers of the text, 300 and 64, are written into your code: you made {got[batches]} batches. Here there are
    # {X.shape[0]} samples, and a batch has {batch_size} of them.
    len(X), batch_size → 300, 64
    start + batch_size → start + 64
    """)


def cut(X, y, batch_size):
    """What most mistakes below share: cut both arrays into batches, in the order in which they come."""
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


# With a size that divides the number of samples both of these are right; else NumPy stops.
batches.feedback("""
    # The order is put into a table with rows of {batch_size}, and {X.shape[0]} samples do not fill such a table. In
    # the cell above they did. Here the last batch is shorter: take slices instead.
    return [(X[rows], y[rows]) for rows in order.reshape(-1, batch_size)]

    # The order is put into a table of so many rows as there are full batches, and {X.shape[0]} samples with batches of
    # {batch_size} do not fill it. The last batch is shorter: take slices instead.
    return [(X[rows], y[rows]) for rows in order.reshape(len(X) // batch_size, batch_size)]

    # Each pair is the wrong way round: the samples come first, then their labels.
    return [(y_batch, X_batch) for X_batch, y_batch in cut(X[order], y[order], batch_size)]

    # There is one batch too many when the size divides the number of samples: for {X.shape[0]} samples and batches of
    # {batch_size} the last of yours is empty. Round up instead of adding 1.
    X, y, n_batches = X[order], y[order], len(X) // batch_size + 1
    return [(X[i * batch_size :][:batch_size], y[i * batch_size :][:batch_size]) for i in range(n_batches)]
    """)


def decays(rng):
    """A step in the middle, the first step of all, the second, and late ones."""
    yield {"learning_rate": 0.5, "decay": 0.1, "step": 4}
    yield {"learning_rate": 0.8, "decay": 0.3, "step": 0}
    for step in (2, 7, 15):
        yield {"learning_rate": rng.uniform(0.2, 0.9), "decay": rng.uniform(0.1, 0.4), "step": step}


@exercise("A rate that falls", difficulty=1, minutes=5, cases=decays)
def decayed_rate(learning_rate, decay, step):
    """Return the rate of a step, counted from 0: learning_rate, divided by one plus decay times step."""
    return learning_rate / (1 + decay * step)


decayed_rate.feedback("""
    Everything under the fraction bar needs brackets in Python. What is there at step 0?
    The function begins each time with the first rate. It does not need to know the rate of the step before.
    By step 10 with a decay of 0.1 the denominator is 2, and the rate is half the first one.

    # The decay is applied again and again: each step divides the rate of the step before, which is decayed already. At
    # step {step} the result is {got} instead of {expected}. Begin each time with the first rate.
    for i in range(1, step + 1):
        learning_rate = learning_rate / (1 + decay * i)
    return learning_rate

    # The decay is applied again and again, and the last of the {step} divisions is missing: range ends before its end.
    # But one division is enough. Begin with the first rate, and divide once.
    for i in range(step):
        learning_rate = learning_rate / (1 + decay * i)
    return learning_rate

    # Each of the {step} rounds divides by the same number, one plus decay times step, so you divide that often. Divide
    # once.
    * step) → * step) ** step

    # The brackets end too early: the step multiplies one plus the decay, {got} instead of {expected} at step {step}.
    # It should multiply the decay alone.
    1 + decay → (1 + decay)

    # The division drops what stands behind the point, so the rate is {got} at step {step}: `//` gives whole numbers.
    learning_rate / → learning_rate //

    # You divide by one plus the decay anew in every step, so the rate falls exponentially, to {got} at step {step}.
    # That is a schedule too, but a steeper one: here the step is a factor, not an exponent.
    * step) → ) ** step

    # You take the share {decay} off in every step, so the rate falls exponentially, to {got} at step {step}. That is a
    # schedule too, but a steeper one than the one asked for, which divides.
    return learning_rate * (1 - decay) ** step

    # Your rate follows the exponential function, and is {got} at step {step}. That is a schedule too, but a steeper
    # one than the one asked for, which divides.
    / (1 + → * np.exp(-

    # Your rate falls along a straight line. At step {step} with a decay of {decay} it is {got}, and after more steps
    # it is negative: training would climb. The rule asked for divides.
    / (1 + → * (1 -

    # In every step the same amount, {decay}, is subtracted. At step {step} the rate is {got}; below 0, training would
    # climb. The rule asked for divides.
    return learning_rate - decay * step

    # You multiply where you should divide: at step {step} the rate has grown to {got}.
    learning_rate / → learning_rate *

    # You count the steps from 1. Step 0 is the first one, and still has the full learning rate. At step {step} you are
    # one step ahead, with {got} instead of {expected}.
    * step) → * (step + 1))

    # You are one step behind: at step {step} the rate is {got} instead of {expected}. Steps are counted from 0 here,
    # so nothing is subtracted.
    * step) → * (step - 1))

    # Brackets are missing: Python divides first and adds afterwards, so the rate grows, to {got} at step {step}. All
    # that stands under the fraction bar belongs in brackets.
    (1 + decay * step) → 1 + decay * step

    # The brackets end too early: the rate is divided by one plus the decay, and the quotient is multiplied by the
    # step. So it is 0 at step 0, and {got} at step {step}.
    * step) → ) * step

    # The one under the fraction bar is missing. At step 0 you divide by zero, and at step {step} the rate is {got}
    # instead of {expected}.
    (1 + → (

    # That is the factor by which the rate has fallen, {got}. The learning rate, {learning_rate}, is not in it yet.
    learning_rate / → 1 /

    # The step is not used: you divide by one plus the decay, and all steps have the same rate. For step {step} it is
    # {got} instead of {expected}.
    * step →
    """)


def pushes(rng):
    """Steps in the middle of a training: the velocity is not 0. Never two parameters: two arrays are returned."""
    yield case_of(
        parameters=[1.5, -2.0, 4.0], gradients=[0.5, 3.0, -6.0], velocity=[2.0, -5.0, 7.0], rate=0.1, momentum=0.8
    )
    for n in (5, 4):
        drawn = normal(rng, parameters=n, gradients=n, velocity=n)
        yield drawn | {"rate": rng.uniform(0.2, 0.4), "momentum": rng.uniform(0.6, 0.9)}


@exercise("A step with momentum", difficulty=2, minutes=8, cases=pushes, probe=named("parameters", "velocity"))
def momentum_step(parameters, gradients, velocity, rate, momentum):
    """Return the new (parameters, velocity), all (n,). velocity is a sum of gradients, with no rate in it."""
    velocity = momentum * velocity + gradients
    return parameters - rate * velocity, velocity


momentum_step.feedback("""
    Two lines: the velocity first, then the step that uses it.
    A share of the old velocity is kept, and the gradients are added to it as they are, without the rate.
    The rate comes in at the step: it multiplies the new velocity, and the product is subtracted.

    # The old velocity is lost: your new one is the gradients, {got[velocity]}. So this is a step without momentum.
    # What was there before, {velocity}, must be in it as well.
    momentum * velocity + →

    # The new velocity is right, but the step is made with the old one. It should already know the gradients of this
    # step.
    return parameters - rate * velocity, momentum * velocity + gradients

    # The new velocity is right, but it moves nothing: your step is made with the gradients alone.
    rate * velocity → rate * gradients

    # The new parameters are right. But the velocity comes back as it was, {got[velocity]}, so the next step would know
    # nothing of this one.
    return momentum_step.reference(parameters, gradients, velocity, rate, momentum)[0], velocity

    # Your velocity is right, and the step goes uphill: from {parameters} to {got[parameters]}. The velocity is a sum
    # of gradients, and these point to where the loss grows.
    parameters - → parameters +

    # Your velocity is an average: the gradients count for one minus the momentum only. That is sensible, and Adam does
    # it; here they are added in full, so that steps in one direction grow.
    + gradients → + (1 - momentum) * gradients

    # This is another form of momentum, and a good one: the rate is inside the velocity, which is then added to the
    # parameters. Many books write it so. Here it is PyTorch's form: the velocity {velocity} that you got is a sum of
    # gradients, and the rate comes in at the step.
    velocity = momentum * velocity - rate * gradients
    return parameters + velocity, velocity

    # This is another form of momentum, and a good one: the rate is inside the velocity, which is then subtracted. Here
    # it is PyTorch's form: the velocity {velocity} that you got is a sum of gradients, and the rate comes in at the
    # step.
    velocity = momentum * velocity + rate * gradients
    return parameters - velocity, velocity

    # The rate, {rate}, comes in twice: in the velocity, and again at the step. It belongs only to the step.
    + gradients → + rate * gradients

    # Your velocity is right. At the step the rate, {rate}, is missing, so the step is too long.
    rate * →

    # The momentum, {momentum}, shrinks the parameters as well: without any velocity they would still move towards 0.
    # It belongs to the velocity only.
    return parameters → return momentum * parameters

    # The velocity does not fade: the momentum, {momentum}, is not used. A ball without friction never comes to rest.
    momentum * →

    # The momentum, {momentum}, shrinks the gradients, and the old velocity is kept in full. It is the old velocity
    # that should fade.
    momentum * velocity + → velocity + momentum *

    # The momentum, {momentum}, shrinks the old velocity and the new gradients as well. The gradients come in in full:
    # leave the brackets out.
    velocity + gradients → (velocity + gradients)

    # In your velocity the gradients are subtracted, and at the step the velocity is subtracted once more: the new
    # gradients push uphill.
    velocity + → velocity -

    # You let the velocity point downhill, and add it. That is sensible in itself. But the velocity {velocity} that you
    # got is a sum of gradients, and points uphill: the old and the new part of yours do not fit together.
    velocity + → velocity -
    parameters - → parameters +

    # This is Nesterov's step, which looks one step ahead: correct, and more than was asked. The plain form uses the
    # new velocity as it is.
    * velocity, → * (gradients + momentum * velocity),

    # Both results are right, in the other order: the parameters come first, then the velocity.
    return parameters - rate * velocity, velocity → return velocity, parameters - rate * velocity

    # Only one array comes back. The next step needs the new velocity too: return both, separated by a comma.
    * velocity, velocity → * velocity
    """)


def slopes(rng):
    """An epsilon so large that its place shows. Never two parameters: two arrays are returned."""
    yield {
        "parameters": np.array([1.5, -2.0, 4.0]),
        "gradients": np.array([0.5, -3.0, 6.0]),
        "squares": np.array([0.05, 7.0, 0.25]),  # the first root is smaller than epsilon
        "rate": 0.1,
        "rho": 0.8,
        "epsilon": 0.4,
    }
    for n in (5, 4):
        yield {
            "parameters": rng.normal(size=n),
            "gradients": rng.uniform(0.5, 3, size=n) * rng.permutation([-1.5, 1.2, -1.3, 1.4, -1.1])[:n],
            "squares": rng.uniform(0.5, 3, size=n),
            "rate": rng.uniform(0.2, 0.4),
            "rho": rng.uniform(0.6, 0.9),
            "epsilon": rng.uniform(0.2, 0.3),
        }


@exercise("A step of RMSProp", difficulty=2, minutes=10, cases=slopes, probe=named("parameters", "squares"))
def rmsprop_step(parameters, gradients, squares, rate, rho, epsilon):
    """Return the new (parameters, squares), all (n,). squares is a fading average of squared gradients."""
    squares = rho * squares + (1 - rho) * gradients**2
    return parameters - rate * gradients / (np.sqrt(squares) + epsilon), squares


rmsprop_step.feedback("""
    Two lines: the average of the squares first, then the step that uses it.
    An average of old and new: rho of the old squares, and the rest, one minus rho, of the new ones.
    Under the fraction bar: the root of the new squares, and epsilon added to the root.

    # Your squares are summed up, {got[squares]}, and nothing is forgotten. That is AdaGrad, whose steps become smaller
    # and smaller. RMSProp takes an average of old and new.
    rho * squares + (1 - rho) * → squares +

    # The old squares fade, but the new ones come in in full. In an average the two shares must sum to 1: rho is {rho},
    # so what is left for the new squares?
    (1 - rho) * →

    # The squares are right. But epsilon is inside the root. Keras has it there too; here it is added to the root
    # itself, as in PyTorch, and the two do not give the same steps.
    (np.sqrt(squares) → np.sqrt(squares

    # The squares are right, and the root is missing: you divide by the squares themselves, so a steep direction gets
    # much too short a step, and a flat one too long a step.
    np.sqrt(squares) → squares

    # The gradients go into your average without being squared. Signs then cancel, and the root of a negative number is
    # nan.
    gradients**2 → gradients

    # The gradients are doubled and not squared: `*2` is twice a number, `**2` its square. Signs then cancel, and the
    # root of a negative number is nan.
    gradients** → gradients *

    # One sum of all new squares goes to every parameter: a product with @, or `sum`, makes a single number. Each of
    # the {parameters.shape[0]} parameters needs its own square.
    gradients**2 → (gradients @ gradients)

    # The squares are right. The step divides by the larger of the root and epsilon, and the task adds the two: with an
    # epsilon of {epsilon} the difference shows.
    (np.sqrt(squares) + → np.maximum(np.sqrt(squares),

    # The sizes of the gradients go into your average, without their signs but not squared: {got[squares]} instead of
    # {expected[squares]}.
    gradients**2 → np.abs(gradients)

    # The two shares are exchanged: rho, {rho}, is how much is kept of the old squares. Yours forget almost everything
    # in one step.
    rho * squares + (1 - rho) → (1 - rho) * squares + rho

    # The new squares are right, but the step divides by the root of the old ones. In the very first step these are 0,
    # and the step would be huge.
    squares = → old, squares = squares,
    squares) → old)

    # The new parameters are right. But the squares come back as they were, {got[squares]}, so the next step would know
    # nothing of this one.
    return rmsprop_step.reference(parameters, gradients, squares, rate, rho, epsilon)[0], squares

    # The squares are right. In the step epsilon is missing, or it is a tiny number of your own and not the argument,
    # here {epsilon}. Without any, a parameter that has had no gradient yet divides zero by zero.
    (np.sqrt(squares) + epsilon → np.sqrt(squares

    # The squares are right. Brackets are missing in the step: epsilon, {epsilon}, is added to the parameters at the
    # end, and should be part of what you divide by.
    (np.sqrt(squares) + epsilon) → np.sqrt(squares) + epsilon

    # The step goes uphill: from {parameters} to {got[parameters]}. Dividing by the root changes the length of a step,
    # not its sign.
    - rate → + rate

    # The squares are right, and the step does not use them: it is that of plain gradient descent.
    / (np.sqrt(squares) + epsilon) →

    # The squares are right. But the gradients are squared in the step as well, above the fraction bar: so their signs
    # are lost, and every parameter falls.
    gradients / → gradients**2 /

    # The step is right. What you return beside it is the root of the squares, {got[squares]}. The next step expects
    # the squares themselves, and would take the root once more.
    ), squares → ), np.sqrt(squares)

    # One mean of all new squares goes to every parameter. Each of the {parameters.shape[0]} parameters has a rate of
    # its own, and so needs its own square.
    gradients**2 → np.mean(gradients**2)

    # The squares are right. At the step the rate, {rate}, is missing, so every parameter moves by about 1.
    rate * →

    # Both results are right, in the other order: the parameters come first, then the squares.
    return rmsprop_step.reference(parameters, gradients, squares, rate, rho, epsilon)[::-1]

    # Only one array comes back. The next step needs the new squares too: return both, separated by a comma.
    ), squares → )
    """)


def two_trainings(rng):
    """Two parameter arrays of one size with the gradients of some steps: a shared memory fits both without an error.

    First an epsilon so large that its place shows; in the last case the defaults, and a parameter without a gradient.
    """
    for n_steps, n in [(3, 2), (4, 3)]:
        yield {
            "first_gradients": rng.uniform(0.5, 4, size=(n_steps, n)) * rng.choice([-1.2, 1.3], size=(n_steps, n)),
            "second_gradients": rng.uniform(0.5, 4, size=(n_steps, n)) * rng.choice([-1.4, 1.1], size=(n_steps, n)),
            "learning_rate": 0.2,
            "beta1": rng.uniform(0.6, 0.7),
            "beta2": rng.uniform(0.8, 0.9),
            "epsilon": 0.3,
        }
    yield case_of(
        first_gradients=[[2.0, 0.0], [-5.0, 0.0], [3.0, 0.0]], second_gradients=[[-0.5, 4.0], [6.0, 0.7], [-7.0, 8.0]]
    )


MEANINGS = {
    "learning_rate": ("rate", "lr", "alpha"),
    "beta1": ("1",),
    "beta2": ("2",),
    "epsilon": ("eps",),
}  # a word in the name of an argument tells what it is


def train_twice(attempt, case):
    """Train two arrays in turn, each with an optimizer of its own; return how far both have moved after each step."""
    settings = {name: case[name] for name in MEANINGS if name in case}
    with as_it_was(attempt):
        optimizers = [called_by_meaning(attempt, settings, MEANINGS) for _ in range(2)]
        starts = [np.array([5.0, -3.0, 4.0])[: case[f"{name}_gradients"].shape[1]] for name in ("first", "second")]
        arrays, returned, found = [start.copy() for start in starts], [], {}
        for i, gradients in enumerate(zip(case["first_gradients"], case["second_gradients"], strict=True), start=1):
            for optimizer, array, of_step in zip(optimizers, arrays, gradients, strict=True):
                given = of_step.copy()
                returned.append(optimizer.step(array, given))
                if not np.array_equal(given, of_step):
                    found["the gradients after step"] = "changed"
            moved = [array - start for array, start in zip(arrays, starts, strict=True)]
            found |= {f"first array, moved by step {i}": moved[0], f"second array, moved by step {i}": moved[1]}
    stayed = not any(np.any(way) for way in found.values())
    return found | {"new parameters": returns_arrays(returned, starts) if stayed else "in the array"}


def returns_arrays(returned, starts):
    """Say what is returned when the arrays have not changed: some learners return new parameters, some the way."""
    if any(np.shape(value) != starts[0].shape for value in returned):
        return "nowhere"
    first_ways = [np.abs(value - start).max() for value, start in zip(returned[:2], starts, strict=True)]
    return "only returned" if max(first_ways) < 1 else "nowhere, and only a way is returned"


@exercise("Your own Adam", difficulty=3, minutes=20, cases=two_trainings, probe=train_twice)
class MyAdam:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        """Keep the settings, and begin both averages and the number of steps at 0."""
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.mean, self.squares, self.steps = 0.0, 0.0, 0

    def step(self, parameters, gradients):
        """Change parameters (n,) in place; gradients (n,) belong to them."""
        self.steps += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * gradients
        self.squares = self.beta2 * self.squares + (1 - self.beta2) * gradients**2
        mean = self.mean / (1 - self.beta1**self.steps)
        squares = self.squares / (1 - self.beta2**self.steps)
        parameters -= self.learning_rate * mean / (np.sqrt(squares) + self.epsilon)


MyAdam.feedback("""
    Each object remembers three things from step to step: two averages, and how many steps it has made.
    Both averages begin at 0, and are divided by one minus their beta to the power of the number of steps. The first
        step has the number 1.
    To change the array of the caller use `-=`. With `parameters = parameters - ...` you make another one.

    # step returns the new parameters, and the array that it was given stays as it was. The network keeps its
    # parameters in that array, so it would learn nothing: change it in place.
    parameters -= → return parameters -

    # step changes the gradients that it was given, an array of the caller, which may still need them. Compute with new
    # arrays: only the parameters are to be changed in place.
    self.epsilon) →
        self.epsilon)
        gradients *= gradients

    # step returns how far to move, and moves nothing: after all steps the array is what it was. Subtract it from the
    # array, in place.
    parameters -= → return

    # Both corrections are in the rate, the root of one and the other, and epsilon is added to a root that is not
    # corrected. Keras writes it so. Here both averages are corrected first, as in PyTorch.
    squares = self.squares / → root = np.sqrt
    mean / (np.sqrt(squares) → root * mean / (np.sqrt(self.squares)

    # The correction multiplies beta by the number of steps, and it should be a power, `**`. With more steps one minus
    # that product is negative, and its root is nan.
    beta1**self.steps → beta1 * self.steps
    beta2**self.steps → beta2 * self.steps

    # The squares are summed up, and none is forgotten, as in AdaGrad. In Adam they are an average too, with beta2.
    self.beta2 * self.squares + (1 - self.beta2) * → self.squares +
    / (1 - self.beta2**self.steps) →

    # After all steps the array is what it was. Perhaps step makes a new array and gives it the name `parameters`: the
    # array of the caller has to be changed, in place.
    parameters -= → parameters = parameters -

    # The correction of both averages is missing. They begin at 0, so they are too small at first, and not by the same
    # share: your first step moves by {got[first array, moved by step 1]} instead of {expected[first array, moved by
    # step 1]}.
    / (1 - self.beta1**self.steps) →
    / (1 - self.beta2**self.steps) →

    # The average of the squares is corrected, that of the gradients is not. It begins at 0 as well, so the first steps
    # are too short: {got[first array, moved by step 1]} instead of {expected[first array, moved by step 1]}.
    / (1 - self.beta1**self.steps) →

    # The average of the gradients is corrected, that of the squares is not. It begins at 0 as well, and you divide by
    # its root, so the first steps are too long: {got[first array, moved by step 1]}.
    / (1 - self.beta2**self.steps) →

    # The first step gives nan: its number is 0, and one minus a beta to the power of 0 is 0, by which both averages
    # are divided. Count the step before you correct.
    beta1**self.steps → beta1 ** (self.steps - 1)
    beta2**self.steps → beta2 ** (self.steps - 1)

    # You divide a number by zero: the first step has the number 0, and one minus a beta to the power of 0 is 0. Count
    # the step before you correct.
    / (1 - self.beta1**self.steps) → * (1 / (1 - self.beta1 ** (self.steps - 1)))
    / (1 - self.beta2**self.steps) → * (1 / (1 - self.beta2 ** (self.steps - 1)))

    # The first step is right. Later ones correct as if they were the first: the power with the number of steps is
    # missing, or the number stays at 1. With many steps the correction must fade away.
    beta1**self.steps → beta1
    beta2**self.steps → beta2

    # The first step is right. Then the corrected averages are kept for the next step, which corrects them again. Keep
    # the averages as they are, and give the corrected ones other names.
    mean = self.mean / → mean = self.mean = self.mean /
    squares = self.squares / → squares = self.squares = self.squares /

    # epsilon is inside the root. It is added to the root itself, after it is taken: for small gradients that is a
    # large difference.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares + self.epsilon)

    # epsilon is missing. A parameter whose gradients have all been 0 then gets zero by zero, which is nan.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares)

    # Alone, one optimizer is right. Two of them share their memory: what the first has seen goes into the steps of the
    # second. What stands under `class` or outside belongs to all objects: make it in __init__, with self.
    class MyAdam: →
        class MyAdam:
            mean, squares, steps = 0.0, 0.0, 0
    self.mean, self.squares, self.steps = 0.0, 0.0, 0 →
    self.steps += → type(self).steps +=
    self.mean = → type(self).mean =
    self.squares = → type(self).squares =

    # Each optimizer has its own averages. But they count their steps together: with two of them the first step of the
    # second has the number 2. Count in self, from __init__ on.
    class MyAdam: →
        class MyAdam:
            steps = 0
    , self.steps = 0.0, 0.0, 0 → = 0.0, 0.0
    self.steps += → type(self).steps +=

    # The first step is right. Then the averages begin anew in every step, while the steps are counted on. What is to
    # be remembered is made once, in __init__, or in the first step.
    self.beta1 * self.mean + →
    self.beta2 * self.squares + →

    # The first step is right. Then everything begins anew in every step, the averages and the number of steps, so
    # every step is a first one. What is to be remembered is made once, in __init__.
    self.steps += 1 → self.mean, self.squares, self.steps = 0.0, 0.0, 1

    # beta1 and beta2 are exchanged: beta1 belongs to the average of the gradients, beta2 to that of their squares,
    # which should have the longer memory.
    self.beta1, self.beta2 = → self.beta2, self.beta1 =

    # The gradients go into the second average without being squared. It can then be negative, and its root is nan.
    gradients**2 → gradients

    # The second average is made of the squares of the first one. It should be made of the squares of the gradients.
    gradients**2 → self.mean**2

    # In the first average the new gradients come in in full, so it is a sum, as the velocity of momentum is. For an
    # average the two shares must sum to 1.
    (1 - self.beta1) * →

    # In the second average the new squares come in in full, so it is a sum and too large. For an average the two
    # shares must sum to 1.
    (1 - self.beta2) * →

    # In both averages the new part comes in in full, so they are sums. For an average the two shares must sum to 1:
    # one of them is beta, what is the other?
    (1 - self.beta1) * →
    (1 - self.beta2) * →

    # The root is missing: you divide by the average of the squares itself, and so much too strongly.
    np.sqrt(squares) → squares

    # Above the fraction bar are the gradients of this step, and their average is not used. So this is RMSProp with a
    # correction, and has no momentum.
    * mean / → * gradients /

    # All steps go uphill: the first one moves by {got[first array, moved by step 1]}. A sign is wrong.
    parameters -= → parameters +=

    # The gradients step by themselves, as in plain descent: the first array moves by {got[first array, moved by step
    # 1]}. Neither of the two averages is used in the step.
    mean / (np.sqrt(squares) + self.epsilon) → gradients

    # Both averages are right. Brackets are missing in the step: epsilon is added to the parameters at the end, and it
    # should be part of what you divide by.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares) + self.epsilon

    # The two averages are one array under two names, so what is written into one is written into the other. Make two
    # arrays of zeros, one for each.
    self.squares = self.beta2 * self.squares → self.mean = self.squares = self.beta2 * self.mean
    """)


def decaying_steps(rng):
    """A second step, a first one, a late one, with a decay so strong that each of its uses shows."""
    yield {
        "parameters": np.array([4.0, -8.0, 5.0]),
        "gradients": np.array([0.5, 2.0, -3.0]),
        "mean": np.array([0.25, -0.5, 0.75]),
        "squares": np.array([0.04, 0.02, 0.03]),
        "step": 2,
        "rate": 0.1,
        "weight_decay": 0.4,
    }
    for step, n in [(1, 4), (9, 5)]:
        yield {
            "parameters": 4 * rng.normal(size=n),
            "gradients": rng.normal(size=n),
            "mean": rng.normal(size=n) * (step > 1),
            "squares": rng.uniform(0.01, 0.03, size=n) * (step > 1),
            "step": step,
            "rate": rng.uniform(0.1, 0.2),
            "weight_decay": rng.uniform(0.3, 0.5),
        }


@exercise(
    "Find the bug: weights that shrink twice",
    difficulty=2,
    minutes=8,
    cases=decaying_steps,
    probe=named("parameters", "mean", "squares"),
)
def adamw_step(parameters, gradients, mean, squares, step, rate, weight_decay):
    """Return the new (parameters, mean, squares), all (n,), of AdamW; the first step has the number 1."""
    parameters = parameters * (1 - rate * weight_decay)
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    corrected_mean, corrected_squares = mean / (1 - 0.9**step), squares / (1 - 0.999**step)
    parameters = parameters - rate * corrected_mean / (np.sqrt(corrected_squares) + 1e-8)
    return parameters, mean, squares


adamw_step.feedback("""
    In how many lines does weight_decay stand, and what does each of them do?
    One of them lets the decay into the average of the squares, through which it is divided again. Which of the two
        belongs to AdamW, which keeps the decay out of the gradients?
    The gradients should go into the averages as they come. One line can be left out.

    # With a weight decay of 0 the step is right. With {weight_decay} it leads from {parameters} to {got[parameters]},
    # and PyTorch's AdamW to {expected[parameters]}; its averages differ as well.
    parameters = parameters * →
        gradients = gradients + weight_decay * parameters
        parameters = parameters *

    # There is one decay now, and it is the other one: it is still part of the gradients, as in Adam with a penalty.
    # There it is divided by the root like every gradient. The W stands for a decay apart from them.
    parameters = parameters * (1 - rate * weight_decay) → gradients = gradients + weight_decay * parameters

    # Both decays are gone: this is plain Adam, and {weight_decay} has no effect. One of them was right.
    * (1 - rate * weight_decay) →

    # The decay is out of the gradients. But it is not multiplied by the rate, {rate}, any more: each step shrinks the
    # parameters by the share {weight_decay}, which is far too much.
    rate * weight_decay → weight_decay

    # The decay is out of the gradients. But the parameters shrink after the step, and so part of the step is taken
    # back. The order of these two lines was right.
    parameters = parameters * (1 - rate * weight_decay) →
    return parameters → return parameters * (1 - rate * weight_decay)

    # The sign of the decay has changed: now the parameters grow in each step by a share of themselves. Its other place
    # is gone, as it should be.
    1 - rate * → 1 + rate *

    # You took half of the decay in both places. But its place in the gradients is the trouble: there it goes into both
    # averages, and is divided by the root.
    parameters = parameters * (1 - rate * weight_decay) →
        gradients = gradients + weight_decay / 2 * parameters
        parameters = parameters * (1 - rate * weight_decay / 2)

    # In the gradients the decay now uses the parameters after they have shrunk. Exchanging the two lines does not
    # help: the decay is still applied twice.
    (1 - rate * weight_decay) →
        (1 - rate * weight_decay)
        gradients = gradients + weight_decay * parameters

    # The sign of the decay in the gradients has changed, so that its two places pull against each other. They do not
    # cancel, because one of them is divided by the root. One is enough.
    parameters = parameters * →
        gradients = gradients - weight_decay * parameters
        parameters = parameters *

    # Only one array comes back. The next step needs the two averages too: return all three, in the order of the
    # docstring.
    return parameters, mean, squares → return parameters
    """)


def lines(rng):
    """Points near a plane: several batches in an epoch, a short one among them, and a single batch."""
    for n_samples, n_inputs, batch_size in [(6, 2, 2), (5, 3, 5), (7, 3, 3)]:
        X = rng.normal(size=(n_samples, n_inputs))
        y = X @ np.array([2.0, -3.0, 5.0])[:n_inputs] + 0.1 * rng.normal(size=n_samples)
        yield {"X": X, "y": y, "rate": 0.1, "epochs": 3, "batch_size": batch_size}


@exercise("Find the bug: an epoch that remembers", difficulty=2, minutes=8, cases=lines)
def train_plane(X, y, rate, epochs, batch_size):
    """Fit y (n,) by X @ weights with mini-batches and the squared error; return the weights (n_inputs,)."""
    weights, gradient = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            gradient[:] = 0
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            gradient += 2 * X_batch.T @ (X_batch @ weights - y_batch) / len(X_batch)
            weights -= rate * gradient
    return weights


train_plane.feedback("""
    Follow the array called gradient through one epoch with three batches. What is in it at the third one?
    It is set to 0 once in an epoch, and `+=` adds to what is there. With a single batch that is the same as once in a
        step.
    Each step needs the gradient of its own batch and nothing else. Where must the line that sets it to 0 stand?

    # With all samples in one batch the weights are right. With batches of {batch_size} they are {got} after {epochs}
    # epochs, and should be {expected}.
    gradient[:] = 0 →
    for start in →
        gradient[:] = 0
        for start in

    # Now nothing is ever forgotten: the gradients of all epochs add up, as with a momentum of 1. Even with a single
    # batch the weights are no longer right. The line that sets them to 0 must run more often, not less.
    gradient[:] = 0 →

    # The weights do not move at all: the gradient is set to 0 after it was computed, and before the step that should
    # use it.
    / len(X_batch) →
        / len(X_batch)
        gradient[:] = 0

    # The gradient begins anew now. But it is divided by all {X.shape[0]} samples, and each batch has at most
    # {batch_size}: the mean runs over the batch.
    len(X_batch) → len(X)

    # The gradient begins anew now. But it is divided by {batch_size} in every batch, and the last batch may be
    # shorter: the mean runs over the samples that it has.
    len(X_batch) → batch_size

    # Only one epoch is trained: a return inside the loop ends the function at once, and {epochs} were asked for.
    range(epochs) → range(1)

    # Now the weights are set to 0 in every step, and the training begins anew each time: only the last batch has a
    # say. It is the gradient that must begin anew.
    gradient[:] = → gradient[:] = weights[:] =

    # Now there is one step for each epoch, at its end, with the sum over its batches. So the batches no longer bring
    # more steps. Each batch should have a step of its own.
    weights = np.zeros(X.shape[1])
    for _ in range(epochs):
        gradient = 0
        for start in range(0, len(X), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            gradient = gradient + 2 * X_batch.T @ (X_batch @ weights - y_batch) / len(X_batch)
        weights -= rate * gradient
    return weights

    # Now there is one step for each epoch, and it knows the last batch only: the gradient begins anew for each batch,
    # as it should, but the step stands outside the loop of the batches.
    range(0, len(X), batch_size) → range(0, len(X), batch_size)[-1:]

    # The batches are gone: every step uses all {X.shape[0]} samples. That hides the bug, and gives up what the batches
    # of {batch_size} were for: more steps for the same work.
    weights, gradient = → batch_size, weights, gradient = len(X),

    # The old gradients are still there; you divide by the number of batches so far, and so make a step with their
    # average. The old ones belong to weights that have moved on since: leave them out.
    gradient[:] = 0 →
    for start in →
        gradient[:] = 0
        for start in
    rate * gradient → rate * gradient / (start / batch_size + 1)

    # The gradient begins anew in each step now, and is added to the weights: they move away from what they should
    # become. The minus was right.
    weights -= → weights +=

    # The weights and the gradient are one array under two names: the line that sets the gradient to 0 sets the weights
    # to 0 as well. Each needs an array of its own.
    weights, gradient = np.zeros(X.shape[1]), → weights = gradient =
    """)


def range_tests(rng):
    """Curves that fall and rise again; then one that ends in inf and nan, as when a training blows up.

    The steepest fall is never at the answer, and the rates grow by no factor of 10.
    """
    yield case_of(rates=[0.003, 0.01, 0.03, 0.09, 0.25, 0.7, 2.0], losses=[1.1, 1.05, 0.9, 0.6, 0.45, 0.8, 3.5])
    for n_last in (2, 3):
        rates = 0.002 * 2.5 ** np.arange(9) * rng.uniform(0.9, 1.1, size=9)
        losses = np.array([1.2, 1.15, 1.08, 0.95, 0.7, 0.55, 0.9, 4.0, 20.0]) + rng.uniform(0, 0.04, size=9)
        losses[9 - n_last :] = [np.inf, np.nan, np.nan][3 - n_last :]
        yield {"rates": rates, "losses": losses}


@exercise("A rate from a range test", difficulty=1, minutes=8, cases=range_tests)
def best_rate(rates, losses):
    """Return a tenth of the rate with the lowest loss, both (n,). A loss is nan if the training blew up."""
    return rates[np.nanargmin(losses)] / 10


best_rate.feedback("""
    np.argmin gives a place, not a number. What stands at that place in the other array?
    nan compares with nothing, and np.argmin stops at the first one it meets. NumPy has a sister of it that skips nan.
    np.nanargmin(losses) is the place. The rate at that place, divided by 10, is the answer.

    # {got} is the rate at which the loss is lowest. There it is about to rise: keep a distance, and take a tenth of
    # it.
    / 10 →

    # {got} is a place in the array, divided by 10. np.argmin tells where the lowest loss is; which rate stands there?
    return np.nanargmin(losses) / 10

    # You divided the place by 10 and rounded, and took the rate that stands there. It is the rate that is to be
    # divided, not its place.
    ] / 10 → // 10]

    # {got} is a place in the array. Which rate stands there, and what is a tenth of it?
    return np.nanargmin(losses)
    """)

# The same comes out when nan is replaced by 0 first: that is then the lowest loss.
best_rate.feedback("""
    # Right as long as all losses are numbers. In {losses} the first nan counts as the lowest: np.argmin stops there,
    # and a 0 in its place would be lower than any loss. You recommend a rate that has blown the training up.
    nanargmin → argmin

    # Right as long as all losses are numbers. The minimum of {losses} is nan for NumPy, and no loss is equal to nan,
    # so nothing is found.
    return rates[losses == losses.min()] / 10

    # {got} is the lowest loss, divided by 10. What is asked for is the rate that stands at its place.
    return np.nanmin(losses) / 10

    # {got} is the lowest loss itself. What is asked for is a tenth of the rate that stands at its place.
    return np.nanmin(losses)

    # You looked for the highest loss. At its rate the training blows up: {losses}.
    nanargmin → nanargmax

    # You return the rate at which the loss falls most steeply. That is a good rule too, and some tools use it. The one
    # asked for here is simpler: a tenth of the rate with the lowest loss.
    losses)] / 10 → np.diff(losses))]

    # You multiplied by 10, and got {got}. That is beyond the place where the loss begins to rise: a tenth is meant.
    ] / 10 → ] * 10

    # You went one place to the left of the lowest loss. How much smaller the rate is there depends on how finely it
    # was tried: a tenth is meant.
    ] / 10 → - 1]

    # {got} is a tenth of the largest rate that was tried. The losses have no say in it.
    return rates[-1] / 10
    """)
