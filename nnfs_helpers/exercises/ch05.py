"""Chapter 5: losses."""

import numpy as np

from nnfs_helpers.activations import Softmax
from nnfs_helpers.exercises.machinery.cards import cards
from nnfs_helpers.exercises.machinery.compare import same
from nnfs_helpers.exercises.machinery.exercise import case_of, exercise
from nnfs_helpers.exercises.machinery.probes import score_of
from nnfs_helpers.losses import CategoricalCrossEntropy

EPSILON = 1e-7


def probabilities(rng, n_samples, n_classes):
    """Rows that sum to 1, with no entry close to 0, where clipping would begin to matter."""
    numbers = rng.uniform(0.1, 1, size=(n_samples, n_classes))
    return numbers / numbers.sum(axis=1, keepdims=True)


def score(attempt, case):
    """What a function or class says of predictions and targets: one number, or one for each sample."""
    return score_of(attempt, *case.values())


def picked(predictions, targets):
    """The probabilities of the correct classes, not clipped."""
    return (
        (predictions * targets).sum(axis=1) if np.ndim(targets) == 2 else predictions[np.arange(len(targets)), targets]
    )


def loss_or_verdict(attempt, case):
    """The loss; for a square batch only whether it is right. Shapes that should not fit do fit there, and the same
    mistake gives many numbers."""
    predictions, targets = case.values()
    if len(predictions) != len(predictions[0]):
        return score(attempt, case)
    try:
        value = np.mean(score(attempt, case))
    except Exception:
        value = None
    return "the mean loss" if same(value, -np.log(picked(predictions, targets)).mean()) else "another result"


def label_lists(rng):
    """Class numbers; in the second case the last class never occurs, then a square array, then a gap."""
    yield {"labels": np.array([2, 0, 1, 2]), "n_classes": 3}
    yield {"labels": np.array([1, 0, 1, 2, 1]), "n_classes": 6}
    yield {"labels": rng.permutation(np.arange(7) % 4), "n_classes": 4}
    yield {"labels": np.array([1, 2, 0]), "n_classes": 3}
    yield {"labels": np.array([0, 3, 3]), "n_classes": 5}


@exercise("One-hot rows", difficulty=1, minutes=6, cases=label_lists)
def one_hot_rows(labels, n_classes):
    """Return an array (n_samples, n_classes) with a single 1 in each row, in the column of the label."""
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


one_hot_rows.feedback("""
    How many rows does the result have, and how many columns? Begin with a table of zeros of that shape.
    Row 0 gets its 1 in the column labels[0], row 1 in the column labels[1]. Pair two lists of the same length.
    np.arange(len(labels)) is the list of the rows.

    # Every row has several ones: {got[0]}. Each label put a 1 into all rows: with a colon in the index, or because all
    # rows are one list under many names. Row and label have to be paired.
    np.arange(len(labels)) → :

    # Rows and columns are swapped: the shape is {got.shape}, where a sample should be a row.
    return np.eye(n_classes)[labels].T

    # For {labels} there should be {n_classes} columns, and there are {got.shape[1]}. A class that does not occur in
    # this batch needs its column too. Who knows how many classes there are?
    return np.eye(labels.max() + 1)[labels]

    # The ones and zeros are swapped: the label {labels[0]} gave the row {got[0]}, which has one cold place.
    return 1 - np.eye(n_classes)[labels]

    # Each 1 is one column too far to the left: the label {labels[0]} gave {got[0]}. Python counts from 0.
    return np.eye(n_classes)[labels - 1]

    # The right places, but they hold the label itself: {got[0]} for {labels[0]}. Each should hold a 1.
    return np.eye(n_classes)[labels] * labels[:, None]

    # You number the classes that occur in this batch. With the labels {labels}, class 3 is then the second one, and
    # its row becomes {got[1]}. A label is already the number of its column, whichever others are missing.
    return np.eye(n_classes)[np.unique(labels, return_inverse=True)[1]]

    # Whole rows are filled with ones: {got}. With a single index the labels {labels} name rows. A label is the number
    # of a column, and its row has to be named as well.
    rows = np.zeros((len(labels), n_classes))
    rows[labels] = 1
    return rows

    # Only the first row has its 1: {got}. A return inside the loop ends the function at once. Return after the loop.
    np.arange(len(labels)), labels → 0, labels[0]

    # All entries are 0: no 1 has been set. Perhaps a line compares, with `==`, where it should store, with `=`.
    return np.zeros((len(labels), n_classes))

    # Your loop runs over the {n_classes} classes, and there are {labels.shape[0]} labels: each of them needs its row.
    rows = np.zeros((len(labels), n_classes))
    for i in range(n_classes):
        rows[i, labels[i]] = 1
    return rows
    """)


def answers(rng):
    """Both forms of targets, with as many classes as samples too; some answers are right, in the last case all."""
    predictions = np.array([[0.7, 0.1, 0.2], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6], [0.1, 0.8, 0.1]])
    yield {"predictions": predictions, "targets": np.array([0, 1, 0, 1])}
    yield {"predictions": predictions, "targets": np.eye(3, dtype=int)[[0, 1, 0, 1]]}
    for n_samples, n_classes in [(7, 3), (5, 5)]:
        predictions = probabilities(rng, n_samples, n_classes)
        predictions[-1].sort()  # the last class occurs
        labels = predictions.argmax(axis=1)
        labels[:2] = (labels[:2] + 1) % n_classes
        yield {"predictions": predictions, "targets": labels}
        yield {"predictions": predictions, "targets": np.eye(n_classes, dtype=int)[labels]}
    predictions = np.array([[0.9, 0.1, 0.0], [0.3, 0.4, 0.3], [0.2, 0.2, 0.6], [0.1, 0.8, 0.1]])
    yield {"predictions": predictions, "targets": np.array([0, 1, 2, 1])}


@exercise("Accuracy for both forms of targets", difficulty=2, minutes=10, cases=answers, probe=score)
def accuracy_score(predictions, targets):
    """Return the share of right answers. targets are class numbers, or one-hot rows."""
    if np.ndim(targets) == 2:
        targets = np.argmax(targets, axis=1)
    return np.mean(np.argmax(predictions, axis=1) == targets)


accuracy_score.feedback("""
    First turn everything into class numbers. How does the shape of targets tell you which form has arrived?
    The class number of a row, of predictions or of one-hot targets, is the place of its largest entry.
    np.ndim(targets) is 1 for class numbers, 2 for one-hot rows. The mean of True and False is the share of True.

    # That is how many answers are right, {got}. The share is a number between 0 and 1.
    np.mean → np.sum

    # That is the share of wrong answers, {got}. What is the rest?
    == targets → != targets

    # The right share in percent, {got}. Accuracy is given as a number between 0 and 1.
    np.mean → 100 * np.mean

    # Right for class numbers. For one-hot rows of the shape {targets.shape}, class numbers are compared with rows of
    # zeros and ones. Both sides need the same form.
    targets = np.argmax(targets, axis=1) → pass

    # You treat the targets always as one-hot rows. Class numbers have the shape {targets.shape}: there is no second
    # axis.
    return np.mean(np.argmax(predictions, axis=1) == np.argmax(targets, axis=1))

    # Right for one-hot rows. Class numbers of the shape {targets.shape} are what you need already. Looking for their
    # largest place makes one number of all {targets.shape[0]}.
    return np.mean(np.argmax(predictions, axis=1) == np.argmax(targets, axis=-1))

    # For predictions of the shape {predictions.shape} you look down the columns, one answer for each class. A sample is
    # a row.
    predictions, axis=1 → predictions, axis=0

    # Without an axis, argmax looks for the largest number of the whole array, so all samples get one answer together.
    predictions, axis=1 → predictions

    # You got {got}, and {expected} was expected: the division drops the remainder. Then any share below 1 becomes 0.
    np.mean → np.sum
    == targets) → == targets) // len(predictions)

    # Right for class numbers. In one-hot targets of the shape {targets.shape} you look down the columns, and get
    # {targets.shape[1]} class numbers for {targets.shape[0]} samples. A sample is a row there too.
    targets, axis=1 → targets, axis=0

    # You got {got}, a verdict for each sample. The share of True among them, one number, is still missing.
    return np.mean → return

    # Right for class numbers. In one-hot targets of the shape {targets.shape} argmax has no axis and looks for the
    # largest number of the whole array: one place for {targets.shape[0]} samples.
    targets, axis=1 → targets

    # You got {got}: max gives the largest probability of each row, and the class is its place, which argmax gives.
    np.mean(np.argmax(predictions → np.mean(np.max(predictions

    # Right for class numbers. One-hot rows are compared with the probabilities number by number, and a probability is
    # seldom exactly 0 or 1. Make class numbers of both first.
    targets = np.argmax(targets, axis=1) → return np.mean(predictions == targets)
    """)


# What can go wrong behind the probabilities of the correct classes is the same in three exercises.
SIGN = """
    # {got} is below zero, and so a better prediction would have a larger loss. A sign is missing.
    -np → np
    """
LOGARITHM = """
    # {got} is the loss with the logarithm to the base 10. Which function is the natural logarithm?
    log → log10

    # You average the probabilities first and take one logarithm at the end: {got}. Each sample has a loss of its own.
    np.log(chosen).mean() → np.log(chosen.mean())
    """
BATCH = """
    # These are the losses of the single samples, with the shape {got.shape}. The loss of the batch is their mean.
    .mean() →

    # Softmax is applied once more. What comes in are probabilities already, {predictions[0]} in the first row, and the
    # loss would be that of other predictions.
    chosen = →
        predictions = np.exp(predictions) / np.exp(predictions).sum(axis=1, keepdims=True)
        chosen =
    """


def predicted_classes(rng):
    """The batch of the chapter, then random ones; the last is square. The best guess is never always right."""
    predictions = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08], [0.3, 0.6, 0.1]])
    yield {"predictions": predictions, "labels": np.array([0, 1, 1, 2])}
    for n_samples, n_classes in [(6, 4), (3, 5), (3, 3)]:
        predictions = probabilities(rng, n_samples, n_classes)
        labels = rng.randint(n_classes, size=n_samples)
        labels[0] = predictions[0].argmin()
        labels[1] = (labels[0] + 1) % n_classes
        yield {"predictions": predictions, "labels": labels}


@exercise("Cross-entropy of a batch", difficulty=2, minutes=10, cases=predicted_classes, probe=loss_or_verdict)
def cross_entropy(predictions, labels):
    """Return the mean loss, one number. predictions (n_samples, n_classes), labels (n_samples,)."""
    chosen = predictions[np.arange(len(predictions)), labels]
    return -np.log(chosen).mean()


cross_entropy.feedback("""
    Three steps: pick from each row the probability of the correct class, take the negative logarithm, average.
    Pick with two lists: the numbers of the rows, and the labels.
    np.arange(len(predictions)) are the numbers of the rows. np.log is the natural logarithm.

    # {got} is the sum of the losses. The loss of a batch is their mean, so that small and large batches compare.
    .mean → .sum

    # A colon in the index takes all rows for every label: a square of numbers, where there should be one number for
    # each of the {labels.shape[0]} samples. Pair each row with its own label.
    np.arange(len(predictions)) → :

    # You took the largest probability of each row. The labels do not matter then: a confident mistake costs nothing.
    predictions[np.arange(len(predictions)), labels] → predictions.max(axis=1)

    # {got} is the mean distance from 1, an absolute error. The surprise is a logarithm.
    -np.log(chosen) → (1 - chosen)

    # You multiply the predictions {predictions.shape} by the class numbers {labels.shape}. A class number is no
    # factor: it says in which column of its row the probability stands.
    predictions[np.arange(len(predictions)), labels] → (predictions * labels).sum(axis=1)

    # {got} is the sum of the losses divided by all {predictions.shape[0]} times {predictions.shape[1]} places of the
    # table. There is one loss for each of the {predictions.shape[0]} samples; the zeros are not losses.
    return -(np.eye(predictions.shape[1])[labels] * np.log(predictions)).mean()

    # {got} is the loss with the logarithm to the base 2. Which function is the natural logarithm?
    log → log2

    # {got} is the loss of the first sample alone. A return inside the loop ends the function at once: average over all
    # {labels.shape[0]} samples first.
    np.arange(len(predictions)), labels → 0, labels[0]

    # {got} is the loss of the first sample, divided by {labels.shape[0]}. A return inside the loop ends the function
    # before the other samples have been added.
    .mean() → / len(predictions)
    np.arange(len(predictions)), labels → 0, labels[0]

    # With a single index the labels {labels} name rows, and each row comes with all its probabilities. A label is the
    # number of a column, and its row has to be named as well.
    np.arange(len(predictions)), labels → labels
    """)
for shared in (SIGN, LOGARITHM, BATCH):
    cross_entropy.feedback(shared)


def predicted_rows(rng):
    """A square batch, where rows of zeros and ones can be used as an index, and others."""
    yield case_of(
        predictions=[[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]], rows=np.eye(3, dtype=int)[[0, 1, 1]]
    )
    for n_samples, n_classes in [(5, 3), (2, 4), (4, 4)]:
        labels = rng.permutation(np.arange(n_samples) % n_classes)
        yield {"predictions": probabilities(rng, n_samples, n_classes), "rows": np.eye(n_classes, dtype=int)[labels]}


@exercise("Find the bug: nine numbers for three samples", difficulty=2, minutes=8, cases=predicted_rows, probe=score)
def one_hot_loss(predictions, rows):
    """Return the mean loss of predictions (n_samples, n_classes) for one-hot rows of the same shape."""
    chosen = (predictions * rows).sum(axis=1)
    return -np.log(chosen).mean()


one_hot_loss.feedback("""
    Print the shape of chosen. How many numbers should it have, and how many are there?
    rows holds zeros and ones, and the index takes them for class numbers: only the columns 0 and 1 are read.
    Multiply predictions by rows, so that all but the correct probabilities become zero. Then add along each row.

    # For this batch the loss should be {expected}, and it is {got}. For a batch of two or more samples, and not as
    # many as classes, Python stops with an error.
    (predictions * rows).sum(axis=1) → predictions[np.arange(len(predictions)), rows]

    # The product is right. But you add down the columns: a number for each class, and there should be one for each
    # sample.
    axis=1 → axis=0

    # The mean now runs over all numbers of the shape {rows.shape}, also over the zeros of the other classes: {got} is
    # too small. Add along each row first, and average over the samples.
    return -(rows * np.log(predictions)).mean()

    # The right numbers, added up: {got}. The loss of a batch is the mean over its samples.
    .mean → .sum

    # The logarithm of zero came in: the product is zero for every wrong class, and you took the logarithm of all
    # numbers. Add along each row before it.
    return -np.log(predictions * rows).sum(axis=1).mean()

    # Without an axis, `sum` adds the probabilities of all samples to one number, and its logarithm is {got}. Each of
    # the {rows.shape[0]} samples has a loss of its own.
    sum(axis=1) → sum()

    # You divide by 3 in every batch. Here there are {rows.shape[0]} samples, and the mean is over all of them.
    mean() → sum() / 3

    # You turn the rows into class numbers, which is a good way, and look for the largest entry down the columns: that
    # gives {rows.shape[1]} numbers. A sample is a row.
    (predictions * rows).sum(axis=1) → predictions[np.arange(len(predictions)), rows.argmax(axis=0)]

    # You turn the rows into class numbers, which is a good way. But argmax without an axis looks for one place in the
    # whole table, and then all {rows.shape[0]} samples get the class of the first.
    (predictions * rows).sum(axis=1) → predictions[np.arange(len(predictions)), rows.argmax()]

    # rows as the only index takes whole rows of the predictions, one for each 0 and each 1. It is no mask of True and
    # False: it holds whole numbers, and they count as places.
    (predictions * rows).sum(axis=1) → predictions[rows]

    # `@` is the matrix product: it adds up products of rows and columns, which mixes the samples. The probabilities of
    # a sample meet its own row number by number: that is `*`.
    (predictions * rows).sum(axis=1) → predictions @ rows
    """)
for shared in (SIGN, LOGARITHM, BATCH):
    one_hot_loss.feedback(shared)


def certainties(rng):
    """Probabilities at both ends and between, with epsilons large enough to be seen."""
    yield {"p": np.array([0.0, 0.5, 1.0]), "epsilon": 0.01}
    yield {"p": np.array([0.98, 0.02, 1.0, 0.0, 0.3]), "epsilon": 0.05}
    yield {"p": np.append(rng.uniform(size=5), [0.0, 1.0, 0.001]), "epsilon": 0.002}


@exercise("Find the bug: a loss below zero", difficulty=1, minutes=6, cases=certainties)
def safe_loss(p, epsilon):
    """Return the loss of each probability p of a correct class, clipped to [epsilon, 1 - epsilon]."""
    return -np.log(np.clip(p, epsilon, 1 - epsilon))


safe_loss.feedback("""
    Which number does the logarithm see for a probability of 1? Which numbers have a logarithm above zero?
    Nothing is added. A probability that is too close to an end is moved to a fixed place near that end.
    np.clip takes the numbers, the lower end and the upper end. The upper end lies below 1 by the same epsilon.

    # For {p} and epsilon = {epsilon} the losses are {got}. The last one is below zero, and no loss should be.
    return -np.log(p + epsilon)

    # No infinity, and nothing below zero. But only the lower end is clipped: of {p}, the 1 must move in as the 0 does.
    - epsilon →

    # Now only the upper end is clipped: a probability of 0 has an infinite loss again.
    epsilon, → 0,

    # You cut off the losses below zero: {got}. The epsilon is still added to every probability, so the other losses are
    # too small.
    return np.maximum(0, -np.log(p + epsilon))

    # The ends are right, but epsilon is still added first: {p} gives {got}. Clipping moves only what is too close.
    (p, epsilon, → (p + epsilon, epsilon,

    # Epsilon is subtracted now, and a probability of 0 falls below zero, where there is no logarithm: {got}.
    return -np.log(p - epsilon)

    # Nothing is clipped: a probability of 0 has an infinite loss, and 1 the loss 0. Perhaps the result of np.clip is
    # thrown away: it returns a new array, and leaves {p} as it is.
    return -np.log(p)

    # The ends are clipped with an epsilon of your own, and the function is given one, {epsilon}: use the argument.
    epsilon, 1 - epsilon → 1e-7, 1 - 1e-7

    # The losses themselves are clipped, {got}. The probabilities {p} come too close to the ends: clip them first.
    return np.clip(-np.log(p), epsilon, 1 - epsilon)

    # Every loss is the same, {got}: np.clip takes the lower end first, and your ends are exchanged.
    epsilon, 1 - epsilon → 1 - epsilon, epsilon

    # The ends are right, but the losses are below zero, {got}. A sign is missing.
    -np → np
    """)


def predicted_targets(rng):
    """Class numbers and one-hot rows, square and not; and a probability of 0 or 1 for the correct class."""
    predictions = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08], [0.3, 0.6, 0.1]])
    yield {"predictions": predictions, "targets": np.array([0, 1, 1, 2])}
    yield {"predictions": predictions, "targets": np.eye(3, dtype=int)[[0, 1, 1, 2]]}
    for n_samples, n_classes in [(5, 4), (3, 3)]:
        predictions = probabilities(rng, n_samples, n_classes)
        labels = rng.permutation(np.arange(n_samples) % n_classes)
        labels[0] = predictions[0].argmin()
        yield {"predictions": predictions, "targets": labels}
        yield {"predictions": predictions, "targets": np.eye(n_classes, dtype=int)[labels]}
    for targets in [np.array([0, 1, 0]), np.eye(2, dtype=int)[[0, 1, 0]]]:
        yield {"predictions": np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), "targets": targets}
    yield {"predictions": np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), "targets": np.array([1, 0, 1])}


def mean_loss(attempt, case):
    """The mean loss. The book's calculate may leave the mean to us; where 0 is clipped to is the class's own choice."""
    if same(picked(**case), np.ones(len(case["targets"]))):
        return loss_of_certainty(attempt, **case)
    value = loss_or_verdict(attempt, case)
    if hasattr(attempt, "calculate") and np.shape(value) in [(len(case["targets"]),), (len(case["targets"]), 1)]:
        value = np.mean(value)
    if 0 in case["predictions"] and np.size(value) == 1 and 6 < np.abs(np.max(value)) < 800:
        return -np.log(EPSILON) * np.sign(np.max(value))
    return value


def loss_of_certainty(attempt, predictions, targets):
    """Where the loss of a probability of 1/2 is right: whether that of 1 is below zero. Else another mistake shows."""
    try:
        half, one = (np.mean(score_of(attempt, part * predictions, targets)) for part in (0.5, 1))
        negative = np.isclose(half, np.log(2), atol=1e-3) and one < -5e-9  # less than that is rounding
    except Exception:
        negative = False
    return {"the loss of the probability 1": "below zero" if negative else "not below zero"}


@exercise("Cross-entropy as a class", difficulty=3, minutes=15, cases=predicted_targets, probe=mean_loss)
class MyCrossEntropy:
    def forward(self, predictions, targets):
        """Return the mean loss for class numbers (n_samples,) or one-hot rows (n_samples, n_classes)."""
        clipped = np.clip(predictions, 1e-7, 1 - 1e-7)
        if np.ndim(targets) == 2:
            chosen = (clipped * targets).sum(axis=1)
        else:
            chosen = clipped[np.arange(len(clipped)), targets]
        return -np.log(chosen).mean()


MyCrossEntropy.feedback("""
    First clip the predictions at both ends. Then find out which form the targets have, by their dimensions.
    Both forms lead to the same thing: the probability of the correct class in each row. Then -log, then mean.
    Two dimensions: multiply by the targets and sum along axis 1. One: index with np.arange(n) and the targets.

    # These are the losses of the single samples, {got}, and one number was asked for, their mean. A class whose
    # forward returns the losses needs a method calculate for the mean.
    .mean() →

    # Right until a correct class gets the probability 0: then the loss is {got}. Clip before the logarithm.
    np.clip(predictions, 1e-7, 1 - 1e-7) → predictions

    # Right for class numbers. For one-hot rows the mean runs over all numbers of the shape {targets.shape}, zeros too.
    # Add along each row.
    chosen = (clipped * targets).sum(axis=1) → return -(targets * np.log(clipped)).mean()

    # Right for class numbers. For one-hot rows of the shape {targets.shape} you add down the columns, and get a number
    # for each class. A sample is a row.
    sum(axis=1) → sum(axis=0)

    # Right for class numbers, and for one-hot rows until a correct class gets the probability 0: then the loss is
    # {got}. The clipping has to serve both branches.
    clipped * targets → predictions * targets

    # Right for one-hot rows, and for class numbers until a correct class gets the probability 0: then the loss is
    # {got}. The clipping has to serve both branches.
    chosen = clipped[ → chosen = predictions[

    # Right for class numbers. For one-hot rows of the shape {targets.shape} `sum` has no axis, and adds the
    # probabilities of all samples to one number. Each sample has a loss of its own.
    sum(axis=1) → sum()

    # Right until a correct class gets the probability 1, as in {predictions}: what you add makes it larger than 1, and
    # the loss falls below zero. A probability needs limits at both ends.
    np.clip(predictions, 1e-7, 1 - 1e-7) → predictions
    np.log(chosen) → np.log(chosen + 1e-7)

    # Your two branches are exchanged. Targets of the shape {targets.shape} are class numbers, and they go to the
    # branch that is written for the other form.
    == 2 → == 1

    # Right for one-hot rows. For class numbers a colon in the index takes all rows for every label: too many numbers.
    # Pair each of the {targets.shape[0]} rows with its own label.
    np.arange(len(clipped)), targets → :, targets

    # Right for class numbers. For one-hot rows all but one of the products in a row are 0, and the logarithm of 0 is
    # infinite. Add along each row first: that leaves one number for each sample.
    (clipped * targets).sum(axis=1) → clipped * targets
    """)

COMMON = """
    # {got} is the sum of the losses. It grows with the number of samples; the mean does not.
    .mean → .sum

    # Right for class numbers. Targets of the shape {targets.shape} are one-hot rows, and your code uses their zeros
    # and ones as class numbers.
    (clipped * targets).sum(axis=1) → clipped[np.arange(len(clipped)), targets]

    # Right for one-hot rows. Targets of the shape {targets.shape} are class numbers, and a product of them with the
    # predictions picks nothing out.
    clipped[np.arange(len(clipped)), targets] → (clipped * targets).sum(axis=1)

    # Right for class numbers. Targets of the shape {targets.shape} are one-hot rows already, and you make one-hot rows
    # of them once more: the result has three dimensions. Only class numbers need that step.
    (clipped * targets).sum(axis=1) → (clipped * np.eye(clipped.shape[1])[targets]).sum(axis=1)
    """
MyCrossEntropy.feedback(COMMON)
MyCrossEntropy.feedback(SIGN)
MyCrossEntropy.feedback(LOGARITHM)
for sentence, code in cards(COMMON) + cards(
    SIGN
):  # and the same for those who have not clipped yet: one step at a time
    unclipped = f"np.clip(predictions, 1e-7, 1 - 1e-7) → predictions\n{code}"
    MyCrossEntropy.feedback(f"# {sentence} After that, think of a probability of 0.\n{unclipped}")


def sure_scores(rng):
    """Scores that are too sure, then too careful. Best, worst, first and last divisor all differ in the first case."""
    scores = np.array([[3.1, 1.0, 0.5], [1.5, 3.6, 1.2], [0.4, 4.0, 2.0], [4.5, 1.6, 2.5]])
    labels = np.array([0, 1, 2, 0])
    yield {"scores": scores, "labels": labels, "divisors": np.array([2.5, 0.6, 1.5, 30.0, 4.5])}
    for n_samples, n_classes, divisors in [(9, 4, [5.5, 0.2, 1.5, 30.0]), (7, 3, [7.5, 0.4, 2.5])]:
        labels = rng.permutation(np.arange(n_samples) % n_classes)
        scores = 4 * np.eye(n_classes)[labels] + rng.uniform(-1, 1, size=(n_samples, n_classes))
        yield {"scores": scores, "labels": labels, "divisors": np.array(divisors)}


@exercise("Too sure of itself", difficulty=2, minutes=12, cases=sure_scores)
def best_divisor(scores, labels, divisors):
    """Return the one of divisors for which softmax(scores / divisor) has the smallest mean loss."""
    losses = []
    for divisor in divisors:
        predictions = Softmax().forward(scores / divisor)
        losses.append(CategoricalCrossEntropy().forward(predictions, labels))
    return divisors[np.argmin(losses)]


best_divisor.feedback("""
    What is the loss for a single divisor? Divide the scores, turn them into probabilities, compute the loss.
    Do that for each divisor in a loop and keep the losses in a list. Which place in the list is the smallest?
    Softmax().forward(...) and CategoricalCrossEntropy().forward(..., labels) are imported. np.argmin gives the place.

    # {got} is the divisor with the largest loss. The smallest is asked for.
    argmin → argmax

    # {got} is a place in the list of losses. Which divisor stands in that place of {divisors}?
    divisors[np.argmin(losses)] → np.argmin(losses)

    # {got} is the smallest loss itself. Which of the divisors {divisors} has it?
    divisors[np.argmin(losses)] → min(losses)

    # You got {got}: the scores are multiplied, and so a network that is too sure becomes surer still.
    scores / divisor → scores * divisor

    # {got} is the first of the divisors. Perhaps a return stands inside the loop. Or you compare accuracies: dividing
    # keeps the largest score the largest, so the accuracy is the same for all divisors.
    return divisors[np.argmin(losses)] → return divisors[0]

    # {got} is the last of the divisors, where the loop ended. Which of them had the smallest loss?
    return divisors[np.argmin(losses)] → return divisor

    # You got {got}. In each round the scores are divided again, and nobody undoes the division of the round before.
    # Keep the scores as they came: give the quotient a name of its own.
    predictions = Softmax().forward(scores / divisor) →
        scores = scores / divisor
        predictions = Softmax().forward(scores)

    # None came back: a `return` is missing, or your search begins with a smallest loss of 0, and no loss is below it.
    return divisors[np.argmin(losses)] → return None
    """)


def two_decimals(attempt, case):
    """The number given, rounded to two decimals: nobody has to type more. 2,30 is a pair for Python."""
    if isinstance(attempt, tuple):
        return "numbers with a comma between them"
    if isinstance(attempt, str):
        return attempt
    value = attempt() if callable(attempt) else attempt
    return two_decimals(value, case) if isinstance(value, tuple) else np.round(np.asarray(value, dtype=float), 2)


@exercise("The first loss for ten classes", difficulty=1, minutes=3, probe=two_decimals)
def first_loss():
    """The negative logarithm of one tenth."""
    return np.log(10)


first_loss.feedback("""
    Which probability does a network that knows nothing give to each of ten classes?
    The loss is the negative logarithm of that probability. Let NumPy work it out.

    # That is the probability of each class. Which loss belongs to it?
    return 0.1

    # The right size, but a loss is not negative. Where is the minus sign of the definition?
    (10) → (0.1)

    # That is the logarithm to the base 10. The loss is made of the natural logarithm, np.log.
    .log → .log10

    # That is the loss for three classes, as on the spiral. Here there are ten.
    (10) → (3)

    # Those are two numbers for Python, with a comma between them. If you mean one number with decimals, write a point.
    return (2, 30)

    # That is the share of wrong answers that guessing gives. The loss is a logarithm.
    return 0.9
    """)


def starts(rng):
    """Where the search begins, and where the loss is smallest."""
    yield {"start": np.array([2.0, -1.0]), "goal": np.array([0.5, 1.0]), "seed": 0}
    for seed in rng.randint(1, 1000, size=2).tolist():
        yield {"start": rng.uniform(2, 3, size=2), "goal": rng.uniform(-1, 0.5, size=2), "seed": seed}


def search(attempt, case):
    """Let a search walk on a round bowl. What matters is what it returns, and from where it takes its steps."""
    tried, arrays = [], []

    def loss(parameters):
        arrays.append(parameters)
        tried.append(np.array(parameters, dtype=float))
        return float(((tried[-1] - case["goal"]) ** 2).sum())

    start = case["start"].copy()
    best = attempt(loss, case["start"], np.random.RandomState(case["seed"]))  # its own array: a change is remarked on
    best = best[0] if isinstance(best, tuple) else best
    if np.shape(best) != start.shape:
        return {"what comes back": "a place" if best is not None and np.ndim(best) else "no place"}
    found, places = ((np.asarray(best, dtype=float) - case["goal"]) ** 2).sum(), np.array(tried)
    heights = ((places - case["goal"]) ** 2).sum(axis=1)
    leaders = [0]
    for place in range(1, len(tried)):
        leaders.append(place if heights[place] < heights[leaders[-1]] else leaders[-1])
    if len(tried) < 100:
        return {"what comes back": "a place", "the search": "ends early"}
    facts = {
        "what comes back": "a place",
        "the best place is returned": found <= heights.min() + 1e-9,
        "the worst place is returned": found >= heights.max() - 1e-9,
        "steps begin at the best place": np.median(np.linalg.norm(places[1:] - places[leaders[:-1]], axis=1)) < 0.25,
        "the steps are short": np.median(np.linalg.norm(np.diff(places, axis=0), axis=1)) < 0.3,
        "the search leaves its start": np.linalg.norm(places - start, axis=1).max() > 0.7,
    }
    if not any(list(facts.values())[1:4]):  # lost, and the arrays tell how
        facts["the steps are made in"] = where_steps_are_made(arrays, best)
    return facts


def where_steps_are_made(arrays, best):
    """Return in words whether the arrays that were tried are one and the same, and whether the best is a view of it."""
    if isinstance(best, np.ndarray) and best.base is not None:
        return "an array of which the best is a view"
    if all(array is arrays[-1] for array in arrays[2:]):
        return "one array"
    return "one array in the end" if arrays[-2] is arrays[-1] else "new arrays"


@exercise("Find the bug: the best place is lost", difficulty=3, minutes=15, cases=starts, probe=search)
def climb(loss, start, rng):
    """Return the parameters with the smallest loss that 200 random steps find, each from the best so far."""
    best, best_loss = start, loss(start)
    for _ in range(200):
        parameters = best + 0.1 * rng.standard_normal(len(start))
        new_loss = loss(parameters)
        if new_loss < best_loss:
            best, best_loss = parameters, new_loss
    return best


climb.feedback("""
    There are two bugs. The first: how many arrays are there, and how many names? The second: what happens to a step
        after which the loss rose?
    best is a second name for parameters, so += changes both. And nothing takes a bad step back.
    Try each step on a new array, best plus a step, as hill_climbing above does. Or keep a copy of the best, and after
        a bad step go on from a copy of that.

    # On a bowl whose lowest place is {goal}, the search starts at {start} and comes back with a place that is worse
    # than others it has seen on the way.
    best, best_loss = start, loss(start) →
        parameters = start.copy()
        best, best_loss = parameters, loss(parameters)
    = best + → +=

    # Half repaired: the best place is remembered and returned. But a step is kept even when the loss rose, so the
    # search wanders about. After a bad step it has to go on from the best place.
    best, best_loss = start, loss(start) →
        parameters = start.copy()
        best, best_loss = parameters.copy(), loss(parameters)
    = best + → +=
    parameters, → parameters.copy(),

    # Most steps begin at the best place so far, as they should. But what is returned is not the best place: is it the
    # last one tried, or a second name for an array that has moved on?
    return best → return parameters

    # What comes back is no place: for the start {start}, a place is an array of two numbers. Perhaps it is the loss of
    # the best place. The place itself was asked for.
    return loss(climb.reference(loss, start, rng))

    # The search climbs up: what it returns has the largest loss of all its places. Which way does the comparison go?
    < best_loss → > best_loss

    # The best place is remembered, but every step begins at {start} again. Such a search stays near its start.
    best + → start +

    # What comes back is a second view of an array that has moved on, and no longer the best place. `[:]` copies a list
    # and not an array, which has to be copied in another way.
    best, best_loss = start, loss(start) →
        parameters = start.copy()
        best, best_loss = parameters, loss(parameters)
    = best + → +=
    parameters, new_loss → parameters[:], new_loss

    # Every step is an array of its own now. But the best loss stays what it was at {start}, so nearly every place is
    # taken for a better one, and the last of them comes back. A new best place brings its loss along.
    best, best_loss = parameters, new_loss → best = parameters

    # A bad step is taken back to the best place, and the next step spoils that place: after the assignment both names
    # belong to one array, as in the code that you were given. Here, too, a copy is needed.
    best, best_loss = start, loss(start) →
        parameters = start.copy()
        best, best_loss = parameters.copy(), loss(parameters)
    = best + → +=
    parameters, new_loss → parameters.copy(), new_loss
    if new_loss →
        if new_loss >= best_loss:
            parameters = best
        if new_loss

    # The search ends long before its 200 steps: a `break`, or a `return` in the loop? After a bad step it goes on.
    range(200) → range(1)
    """)
