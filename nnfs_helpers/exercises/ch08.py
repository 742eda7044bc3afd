"""Chapter 8: training."""

import copy
from functools import cache

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import spiral_data
from nnfs_helpers.exercises.machinery.exercise import exercise
from nnfs_helpers.exercises.machinery.running import remark
from nnfs_helpers.layers import Dense
from nnfs_helpers.metrics import accuracy
from nnfs_helpers.network import Network
from nnfs_helpers.optim import Adam


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


def large_batches(rng):
    """A batch whose last piece is short, one that fits, one that is smaller than a piece, and pieces of one sample."""
    for n_samples, n_weights, size in [(7, 2, 3), (8, 3, 4), (3, 4, 5), (4, 2, 1)]:
        X, weights = rng.normal(size=(n_samples, n_weights)), rng.normal(size=n_weights)
        yield {"X": X, "y": rng.normal(size=n_samples), "weights": weights, "size": size}


def in_pieces(attempt, case):
    """Let an answer ask for the gradients of pieces. As in a network, each one is written where the last one was."""
    X, y, weights, size = case.values()
    memory, asked = np.zeros(len(weights)), []

    def gradient_of(rows):
        errors = X[rows] @ weights - y[rows]
        asked.append(len(errors))
        memory[...] = 2 * X[rows].T @ errors / len(errors)
        return memory

    found = attempt(gradient_of, len(X), size)
    largest = max(asked, default=0)
    return {"largest piece": largest if largest > size else "small enough", "gradient": np.array(found, dtype=float)}


@exercise("A large batch in small pieces", difficulty=2, minutes=10, cases=large_batches, probe=in_pieces)
def gradient_in_pieces(gradient_of, n_samples, size):
    """Return the gradient of all n_samples, asking gradient_of(rows) for at most size rows at a time."""
    total = 0.0
    for start in range(0, n_samples, size):
        rows = np.arange(start, min(start + size, n_samples))
        total = total + len(rows) * gradient_of(rows)
    return total / n_samples


gradient_in_pieces.feedback("""
    Each piece gives a mean over its own samples. How do you get from a mean back to the sum?
    A piece of three samples and a piece of one: the mean of all four is not the mean of the two means.
    Times its number of samples, each gradient is a sum. Add the sums, and divide once, by all samples.

    # You take the plain mean of the pieces. For {X.shape[0]} samples in pieces of {size} the last piece is shorter,
    # and so its samples count for more than the others.
    len(rows) * →
    / n_samples → / len(range(0, n_samples, size))

    # The gradients of the pieces are added and nothing is divided. The loss of all samples is a mean, and the sum
    # grows with the number of pieces.
    len(rows) * →
    / n_samples →

    # The means of the pieces are added and divided by all {X.shape[0]} samples. But each of them was divided by its
    # own number of samples already.
    len(rows) * →

    # Each piece counts as often as it has samples, and that is right. The division by all of them is missing.
    / n_samples →

    # Every piece counts as {size} samples. The last piece may have fewer: ask how many rows it has.
    len(rows) → size

    # The last, short piece is missing: for {X.shape[0]} samples in pieces of {size} some rows are never asked for.
    total = 0.0 → total, n_full = 0.0, max(size, n_samples // size * size)
    range(0, n_samples, size) → range(0, min(n_full, n_samples), size)

    # You ask for {got[largest piece]} rows at once, and the memory holds {size}. The gradient is right, and the task
    # is to get it from pieces.
    return gradient_of(np.arange(n_samples))

    # Only the last piece is in your result. In the loop each piece takes the place of the one before: add them up.
    total + →

    # All gradients in your list are the last one. A network writes each gradient where the one before was, and the
    # list holds that one array many times: keep a copy, or add at once.
    total = 0.0 → gradients, sizes = [], []
    total = total + len(rows) * gradient_of(rows) →
        gradients.append(gradient_of(rows))
        sizes.append(len(rows))
    return total / n_samples → return np.dot(sizes, gradients) / n_samples

    # The sum is kept in the very array in which the network writes its next gradient, and is lost there. Begin with
    # zeros of your own.
    total = 0.0 → total = gradient_of(np.arange(0, min(size, n_samples)))
    range(0, n_samples, size) → range(size, n_samples, size)
    total = total + len(rows) * gradient_of(rows) → total += gradient_of(rows)
    / n_samples → / len(range(0, n_samples, size))
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


def lines(rng):
    """Points near a plane: several batches in an epoch, a short one among them, and a single batch."""
    for n_samples, n_inputs, batch_size in [(6, 2, 2), (5, 3, 5), (7, 3, 3)]:
        X = rng.normal(size=(n_samples, n_inputs))
        y = X @ np.array([2.0, -3.0, 5.0])[:n_inputs] + 0.1 * rng.normal(size=n_samples)
        yield {"X": X, "y": y, "rate": 0.1, "epochs": 3, "batch_size": batch_size}


@exercise("Find the bug: right in one batch only", difficulty=2, minutes=8, cases=lines)
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


@cache
def accuracy_with(rate):
    """The accuracy on six thousand points of the spiral after four epochs with batches of ten."""
    X, y = spiral_data(2000, 3)
    rng = np.random.RandomState(0)
    network = Network([Dense(2, 64, rng), ReLU(), Dense(64, 3, rng)], dtype=np.float32)
    network.fit(X, y, Adam(rate), epochs=4, batch_size=10)
    return accuracy(network.forward(X), y)


def trained_with(attempt, _):
    """Train with the rate that was found, and tell whether it was enough, and if not, what the rate is."""
    rate = attempt() if callable(attempt) else attempt
    if isinstance(rate, str) or np.ndim(rate) > 0 or rate is None:
        return rate  # no rate at all
    if accuracy_with(float(rate)) > 0.5:
        return {"accuracy": "more than half"}
    return {"accuracy": "less than half", "the rate": "large" if rate > 0.01 else "small"}


@exercise("A rate for batches of ten", difficulty=1, minutes=6, probe=trained_with)
def rate_for_ten():
    """Smaller batches, smaller steps: from about five thousandths to two hundredths all is well."""
    return 0.01


rate_for_ten.feedback("""
    In the table above, which way does the best rate go when the batches become smaller?
    Try a few rates with fit, each a third or a tenth of the one before, and always with a new network.

    # With this rate less than half of the points are right: the steps are too long. The gradients of ten samples are
    # rougher than those of a hundred, and a long step makes all of that roughness its own.
    return 0.06

    # With this rate less than half of the points are right: the steps are too short, and four passes are over before
    # the network has got anywhere.
    return 0.0005
    """)


EPOCHS = 9


def rough_trainings(rng):
    """Trainings whose best epoch is equalled later, and is none that a wrong choice would take."""
    found = 0
    while found < 2:
        seed = int(rng.randint(300))
        (held, trained, losses), _ = history(seed)
        best, lowest = int(np.argmax(held)), int(np.argmin(losses))
        later = np.flatnonzero(held == held[best])[-1]
        choices = {best, later, 0, EPOCHS - 1, int(np.argmax(trained)), int(np.argmin(held))}
        if len(choices) == 6 and lowest != best and later != best + 1:
            found += 1
            yield {"seed": seed, "rounds": EPOCHS}


def training_of(seed):
    """Return a network, an optimizer, points to learn from and points held back, all drawn from a seed."""
    rng = np.random.RandomState(seed)
    network = Network([Dense(2, 5, rng, scale=0.5), ReLU(), Dense(5, 3, rng, scale=0.5)])
    y, y_held = rng.randint(3, size=70), rng.randint(3, size=12)
    X, X_held = (rng.normal(size=(len(labels), 2)) + np.stack([labels, -labels], axis=1) for labels in (y, y_held))
    return network, Adam(0.2), X, y, X_held, y_held


@cache
def history(seed):
    """Return what can be measured in each epoch of such a training, and the parameters at its end.

    Measured are the accuracies, on the points held back and on the others, and the loss of those held back.
    """
    network, optimizer, X, y, X_held, y_held = training_of(seed)
    found = []
    for _ in range(EPOCHS):
        network.fit(X, y, optimizer, batch_size=30)
        held = network.forward(X_held)
        found.append([accuracy(held, y_held), accuracy(network.forward(X), y), network.loss.forward(held, y_held)])
    return np.array(found).T, network.parameters


def kept_network(attempt, case):
    """Let an answer train in rounds. What counts is what it returns, and how many steps were made."""
    network, optimizer, X, y, X_held, y_held = training_of(case["seed"])
    found = attempt(network, optimizer, X, y, X_held, y_held, case["rounds"])
    if isinstance(found, tuple) and found:
        found = found[0]
        remark("your code returns more than the network. The exercise asks for the network alone.")
    steps = {"steps": optimizer.steps}
    if isinstance(found, np.ndarray):
        is_its_own = np.shares_memory(found, network.parameters)
        return {"what comes back": "the vector of the network" if is_its_own else "an array"} | steps
    if not isinstance(found, Network):
        return {"what comes back": "no network"} | steps
    if found is network and not np.array_equal(network.parameters, history(case["seed"])[1]):
        remark("your code writes its result into the network itself. The exercise asks for a copy.")
    elif np.shares_memory(found.parameters, network.parameters):
        whose = "the network itself" if found is network else "a network with the same memory"
        return {"what comes back": whose} | steps
    held = round(float(accuracy(found.forward(X_held), y_held)), 6)
    return {"what comes back": "a network", "accuracy": held, "parameters": found.parameters.copy()} | steps


@exercise("Keep the best network", difficulty=3, minutes=15, cases=rough_trainings, probe=kept_network)
def keep_best(network, optimizer, X, y, X_held, y_held, rounds):
    """Train for rounds epochs with batches of 30; return a copy of the network after its best one."""
    best, best_accuracy = None, -1.0
    for _ in range(rounds):
        network.fit(X, y, optimizer, epochs=1, batch_size=30)
        held = accuracy(network.forward(X_held), y_held)
        if held > best_accuracy:
            best, best_accuracy = copy.deepcopy(network), held
    return best


keep_best.feedback("""
    One round is one call of fit with one epoch, always with the same optimizer. What do you measure after it?
    Remember two things: the best accuracy so far, and the network that had it. When do both change?
    The network goes on learning. What you want to keep must be a copy, made with copy.deepcopy at that moment.

    # What comes back is the network itself, as it was after the last epoch. A name is no copy: `best = network` gives
    # the same network a second name, and it goes on learning under both.
    copy.deepcopy(network) → network

    # What comes back is a copy, and its numbers lie in the memory of the network that went on learning. `copy.copy`
    # copies the outermost object alone, and not the arrays inside.
    deepcopy → copy

    # The network after the last epoch comes back, with {got[accuracy]} of the held-back points right. After its best
    # epoch it was {expected[accuracy]}. The best so far has to be compared, kept, and moved on.
    held > best_accuracy → True

    # The network after the first epoch comes back. A later one was better, with {expected[accuracy]} of the held-back
    # points right. Does the loop end too early, or is nothing ever better than the first?
    held > best_accuracy → best is None

    # The network was chosen by the points that it learns from. Those it may have learned by heart: measure with the
    # points that were held back.
    accuracy(network.forward(X_held), y_held) → accuracy(network.forward(X), y)

    # The worst epoch is kept, with {got[accuracy]} of the held-back points right. The comparison is the wrong way
    # round.
    best_accuracy = None, -1.0 → best_accuracy = None, 2.0
    held > → held <

    # Two epochs were equally good, and you keep the later one. Keep the first: replace it only by one that is better.
    held > → held >=

    # You measure before the epoch and keep the network after it: accuracy and network do not belong together.
    network.fit(X, y, optimizer, epochs=1, batch_size=30) →
    held = accuracy(network.forward(X_held), y_held) →
        held = accuracy(network.forward(X_held), y_held)
        network.fit(X, y, optimizer, epochs=1, batch_size=30)

    # The optimizer that you were given has made {got[steps]} steps, and {expected[steps]} were expected. A new one in
    # each round forgets its averages, and begins with the first order of the batches again.
    X, y, optimizer, epochs → X, y, Adam(0.2), epochs

    # There were {got[steps]} steps instead of {expected[steps]}: each round trained for {rounds} epochs. A round is
    # one epoch.
    epochs=1 → epochs=rounds

    # There were {got[steps]} steps instead of {expected[steps]}, one in each epoch: the size of the batches is
    # missing.
    , batch_size=30 →

    # An array comes back. Asked for is a network that can be used: copy the whole network, and not its parameters
    # alone.
    copy.deepcopy(network) → network.parameters.copy()

    # What comes back is the parameter vector in which the network goes on learning, so it holds the numbers of the
    # last epoch. Copy the whole network, at the moment when it is the best.
    copy.deepcopy(network) → network.parameters
    """)
