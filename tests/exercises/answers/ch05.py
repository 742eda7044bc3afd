"""Chapter 5: correct answers in other styles, and wrong ones that no sentence was written for."""

import math

import numpy as np

# One-hot rows


def one_hot_by_a_loop(labels, n_classes):
    rows = []
    for label in labels:
        row = [0] * n_classes
        row[label] = 1
        rows.append(row)
    return rows


def one_hot_from_the_diagonal(y, k):
    print(y)
    return np.eye(k, dtype=np.float32)[y]


def one_hot_by_comparison(labels, n_classes):
    return labels[:, None] == np.arange(n_classes)


def one_hot_counted_from_the_end(labels, n_classes):
    return np.eye(n_classes)[:, ::-1][labels]


def one_hot_with_twos(labels, n_classes):
    return 2 * np.eye(n_classes)[labels]


# Accuracy


def accuracy_in_the_literature(output, y):
    predictions = np.argmax(output, axis=1)
    if len(y.shape) == 2:
        y = np.argmax(y, axis=1)
    accuracy = np.mean(predictions == y)
    print("acc:", accuracy)
    return accuracy


def accuracy_by_a_loop(predictions, targets):
    right = 0
    for row, target in zip(predictions, targets, strict=True):
        row = list(row)
        answer = row.index(max(row))
        if np.ndim(target) == 1:
            target = list(target).index(1)
        right += int(answer == target)
    return right / len(targets)


class Accuracy:
    def __init__(self, name="accuracy"):
        self.name = name

    def calculate(self, y_pred, y_true):
        labels = y_true if y_true.ndim == 1 else y_true.argmax(-1)
        self.value = (y_pred.argmax(-1) == labels).astype(np.float32).mean()
        return self.value


def accuracy_with_the_targets_first(y_true, y_pred):
    if y_true.ndim > 1:
        y_true = y_true @ np.arange(y_true.shape[1])
    return np.count_nonzero(y_pred.argmax(axis=1) == y_true) / len(y_pred)


def accuracy_of_the_smallest(predictions, targets):
    targets = np.argmax(targets, axis=1) if np.ndim(targets) == 2 else targets
    return np.mean(np.argmin(predictions, axis=1) == targets)


def accuracy_by_half(predictions, targets):
    targets = np.argmax(targets, axis=1) if np.ndim(targets) == 2 else targets
    return np.mean(np.argmax(predictions, axis=1) == targets) / 2


# Cross-entropy


def cross_entropy_by_a_loop(predictions, labels):
    losses = []
    for row, label in zip(predictions, labels, strict=True):
        losses.append(-math.log(row[label]))
    return sum(losses) / len(losses)


def cross_entropy_with_one_hot_rows(y_pred, y_true):
    rows = np.eye(y_pred.shape[1])[y_true]
    return -np.sum(rows * np.log(y_pred)) / len(y_pred)


def cross_entropy_in_float32(p, y):
    p = np.clip(p.astype(np.float32), 1e-7, 1 - 1e-7)
    losses = -np.log(p[range(len(p)), y])
    print("losses", losses)
    return np.mean(losses)


class Loss:
    def calculate(self, output, y):
        sample_losses = self.forward(output, y)
        data_loss = np.mean(sample_losses)
        return data_loss


class Loss_CategoricalCrossentropy(Loss):
    def forward(self, y_pred, y_true):
        samples = len(y_pred)
        y_pred_clipped = np.clip(y_pred, 1e-7, 1 - 1e-7)
        if len(y_true.shape) == 1:
            correct_confidences = y_pred_clipped[range(samples), y_true]
        elif len(y_true.shape) == 2:
            correct_confidences = np.sum(y_pred_clipped * y_true, axis=1)
        negative_log_likelihoods = -np.log(correct_confidences)
        return negative_log_likelihoods


def cross_entropy_of_the_last_sample(predictions, labels):
    return -np.log(predictions[-1, labels[-1]])


def cross_entropy_by_the_median(predictions, labels):
    return np.median(-np.log(predictions[np.arange(len(predictions)), labels]))


# Find the bug: nine numbers for three samples


def one_hot_loss_by_selection(predictions, rows):
    return np.mean(-np.log(predictions[rows == 1]))


def one_hot_loss_by_labels(predictions, rows):
    labels = np.argmax(rows, axis=1)
    chosen = predictions[np.arange(len(predictions)), labels]
    return -np.log(chosen).mean()


def one_hot_loss_by_einsum(predictions, rows):
    return -np.log(np.einsum("ij,ij->i", predictions, rows)).mean()


def one_hot_loss_by_a_sum(predictions, rows):
    return -(rows * np.log(predictions)).sum(axis=1).mean()


def one_hot_loss_with_the_rows_first(t, y):
    return -(t * np.log(y)).sum(axis=1).mean()


def one_hot_loss_of_the_others(predictions, rows):
    return -np.log((predictions * (1 - rows)).sum(axis=1)).mean()


def one_hot_loss_to_the_base_two(predictions, rows):
    return -np.log2((predictions * rows).sum(axis=1)).mean()


# Find the bug: a loss below zero


def safe_loss_by_a_loop(p, eps):
    return [-math.log(min(max(value, eps), 1 - eps)) for value in p]


def safe_loss_by_minimum(p, epsilon):
    return -np.log(np.minimum(np.maximum(p, epsilon), 1 - epsilon))


def safe_loss_by_masks(p, epsilon):
    q = p.astype(np.float32)
    q[q < epsilon] = epsilon
    q[q > 1 - epsilon] = 1 - epsilon
    return -np.log(q)


def safe_loss_that_smooths(p, epsilon):
    return -np.log(p * (1 - 2 * epsilon) + epsilon)


def safe_loss_with_half_an_epsilon(p, epsilon):
    return -np.log(np.clip(p, epsilon / 2, 1 - epsilon / 2))


# Cross-entropy as a class


class CrossEntropyThatStores:
    def __init__(self, eps=1e-15):
        self.eps = eps

    def forward(self, predictions, targets):
        if targets.ndim == 2:
            targets = targets.argmax(axis=1)
        self.sample_losses = -np.log(np.clip(predictions, self.eps, 1 - self.eps)[np.arange(len(targets)), targets])
        self.output = self.sample_losses.mean()


class CrossEntropyThatIsCalled:
    def __call__(self, y_true, y_pred):
        if y_true.ndim == 1:
            y_true = np.eye(y_pred.shape[1])[y_true]
        y_pred = y_pred.astype(np.float32)
        return float(-(y_true * np.log(y_pred + 1e-9)).sum(axis=1).mean())


class CrossEntropyByLoops:
    def forward(self, predictions, targets):
        total = 0
        for row, target in zip(predictions, targets, strict=True):
            label = target if np.ndim(target) == 0 else list(target).index(1)
            total += -math.log(min(max(row[label], 1e-7), 1 - 1e-7))
        print("total", total)
        return total / len(predictions)


class CrossEntropyForEachSample:
    def calculate(self, y_pred, y_true):
        return self.forward(y_pred, y_true)

    def forward(self, y_pred, y_true):
        if len(y_true.shape) == 1:
            y_true = np.eye(len(y_pred[0]))[y_true]
        return -np.log(np.sum(np.clip(y_pred, 1e-7, 1 - 1e-7) * y_true, axis=1, keepdims=True))


class CrossEntropyWithAFloor:
    def forward(self, probs, y):
        chosen = probs[y.astype(bool)] if y.ndim == 2 else np.take_along_axis(probs, y[:, np.newaxis], axis=1)
        return np.average(-np.log(np.maximum(chosen, 1e-12)))


class CrossEntropyToTheBaseTwo:
    def forward(self, predictions, targets):
        if targets.ndim == 2:
            targets = targets.argmax(axis=1)
        return -np.log2(np.clip(predictions, 1e-7, 1 - 1e-7)[np.arange(len(targets)), targets]).mean()


class CrossEntropyOfTheFirstSample:
    def forward(self, predictions, targets):
        if targets.ndim == 2:
            targets = targets.argmax(axis=1)
        return -np.log(np.clip(predictions, 1e-7, 1 - 1e-7)[0, targets[0]])


# Too sure of itself


def divisor_by_hand(scores, labels, divisors):
    best = None
    smallest = np.inf
    for divisor in divisors:
        exps = np.exp(scores / divisor)
        p = exps / exps.sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(len(labels)), labels]).mean()
        if loss < smallest:
            smallest = loss
            best = divisor
    return best


def divisor_by_min(logits, y, ts):
    def loss(t):
        z = logits / t
        return (np.log(np.exp(z).sum(axis=1)) - z[range(len(y)), y]).sum()

    print("looking")
    return min(ts, key=loss)


def divisor_by_a_dict(scores, labels, divisors):
    found = {}
    for divisor in divisors:
        total = 0
        for row, label in zip(scores, labels, strict=True):
            parts = [math.exp(score / divisor) for score in row]
            total -= math.log(parts[label] / sum(parts))
        found[total] = divisor
    return found[min(found)]


def divisor_in_the_middle(scores, labels, divisors):
    return np.mean(divisors)


def divisor_that_is_largest(scores, labels, divisors):
    return 2 * max(divisors)


# Find the bug: the best place is lost


def climb_with_a_step_back(loss, start, rng):
    parameters = start.copy()
    best_loss = loss(parameters)
    for _ in range(200):
        step = 0.1 * rng.standard_normal(len(start))
        parameters += step
        if loss(parameters) < best_loss:
            best_loss = loss(parameters)
        else:
            parameters -= step
    return parameters


def climb_with_copies(loss, start, rng):
    parameters = start.copy()
    best, best_loss = parameters.copy(), loss(parameters)
    for _ in range(200):
        parameters += 0.1 * rng.standard_normal(len(start))
        new_loss = loss(parameters)
        if new_loss < best_loss:
            best, best_loss = parameters.copy(), new_loss
        else:
            parameters = best.copy()
    return best


def climb_that_also_returns_the_loss(loss, start, rng):
    best = list(start)
    best_loss = loss(best)
    for i in range(200):
        candidate = [value + 0.1 * rng.randn() for value in best]
        height = loss(candidate)
        if height <= best_loss:
            best, best_loss = candidate, height
            print(i, best_loss)
    return np.array(best), best_loss


def climb_that_is_a_random_search(loss, start, rng):
    best, best_loss = start, loss(start)
    for _ in range(200):
        parameters = 3 * rng.standard_normal(len(start))
        new_loss = loss(parameters)
        if new_loss < best_loss:
            best, best_loss = parameters, new_loss
    return best


def climb_that_stays(loss, start, rng):
    for _ in range(200):
        loss(start)
    return start


def climb_in_the_callers_array(loss, start, rng):
    best_loss = loss(start)
    for _ in range(200):
        step = 0.1 * rng.standard_normal(len(start))
        start += step
        new_loss = loss(start)
        if new_loss < best_loss:
            best_loss = new_loss
        else:
            start -= step
    return start


ANSWERS = {
    "ch05.one_hot_rows": [one_hot_by_a_loop, one_hot_from_the_diagonal, one_hot_by_comparison],
    "ch05.accuracy_score": [
        accuracy_in_the_literature,
        accuracy_by_a_loop,
        Accuracy,
        accuracy_with_the_targets_first,
    ],
    "ch05.cross_entropy": [
        cross_entropy_by_a_loop,
        cross_entropy_with_one_hot_rows,
        cross_entropy_in_float32,
        Loss_CategoricalCrossentropy,
    ],
    "ch05.one_hot_loss": [
        one_hot_loss_by_selection,
        one_hot_loss_by_labels,
        one_hot_loss_by_einsum,
        one_hot_loss_by_a_sum,
        one_hot_loss_with_the_rows_first,
        Loss_CategoricalCrossentropy,
    ],
    "ch05.safe_loss": [safe_loss_by_a_loop, safe_loss_by_minimum, safe_loss_by_masks],
    "ch05.MyCrossEntropy": [
        Loss_CategoricalCrossentropy,
        CrossEntropyThatStores,
        CrossEntropyThatIsCalled,
        CrossEntropyByLoops,
        CrossEntropyWithAFloor,
        CrossEntropyForEachSample,
        lambda predictions, targets: CrossEntropyByLoops().forward(predictions, targets),
    ],
    "ch05.best_divisor": [divisor_by_hand, divisor_by_min, divisor_by_a_dict],
    "ch05.first_loss": [-np.log(0.1), 2.3026, 2.3, np.array([2.303]), lambda: -math.log(1 / 10)],
    "ch05.climb": [
        climb_with_a_step_back,
        climb_with_copies,
        climb_that_also_returns_the_loss,
        climb_in_the_callers_array,
    ],
}

WRONG = {
    "ch05.one_hot_rows": [one_hot_counted_from_the_end, one_hot_with_twos],
    "ch05.accuracy_score": [accuracy_of_the_smallest, accuracy_by_half],
    "ch05.cross_entropy": [cross_entropy_of_the_last_sample, cross_entropy_by_the_median],
    "ch05.one_hot_loss": [one_hot_loss_of_the_others, one_hot_loss_to_the_base_two],
    "ch05.safe_loss": [safe_loss_that_smooths, safe_loss_with_half_an_epsilon],
    "ch05.MyCrossEntropy": [CrossEntropyToTheBaseTwo, CrossEntropyOfTheFirstSample],
    "ch05.best_divisor": [divisor_in_the_middle, divisor_that_is_largest],
    "ch05.first_loss": [10, 3.0, (2.3,)],
    "ch05.climb": [climb_that_is_a_random_search, climb_that_stays],
}
