"""Answers as strangers write them, which once got a sentence that did not fit, or none: (exercise, answer, words)."""

import copy

import numpy as np

from nnfs_helpers.optim import Adam


def winner_from_zero(scores):
    place, largest = 0, 0
    for i, score in enumerate(scores):
        if score > largest:
            place, largest = i, score
    return place


def neuron_that_catches_its_error(inputs, weights, bias):
    total = bias
    try:
        for value, weight in zip(inputs, weights, strict=True):
            total += value * weight
    except ValueError:
        print("not equally many")
    return total


def climb_with_slices(loss, start, rng):
    parameters = start.copy()
    best, best_loss = parameters, loss(parameters)
    for _ in range(200):
        parameters += 0.1 * rng.standard_normal(len(start))
        new_loss = loss(parameters)
        if new_loss < best_loss:
            best, best_loss = parameters[:], new_loss
        else:
            parameters = best[:]
    return best


def climb_with_the_first_loss(loss, start, rng):
    best, first_loss = start.copy(), loss(start)
    for _ in range(200):
        parameters = best + rng.normal(scale=0.1, size=2)
        if loss(parameters) < first_loss:
            best = parameters
    return best


def climb_until_a_bad_step(loss, start, rng):
    best, best_loss = start.copy(), loss(start)
    for _ in range(200):
        parameters = best + 0.1 * rng.standard_normal(len(start))
        if loss(parameters) > best_loss:
            break
        best, best_loss = parameters, loss(parameters)
    return best


def loss_of_whole_rows(predictions, labels):
    rows = predictions[labels]
    return np.mean(-np.log(rows), axis=1).mean()


def losses_cut_off(p, epsilon):
    return np.minimum(np.maximum(-np.log(p), epsilon), 1 - epsilon)


def gradients_under_other_names(x, w, b, doutput):
    dz = doutput if x @ w + b > 0 else 0.0
    return {"dinputs": dz * w, "dweights": dz * x, "dbias": dz}


class DenseThatForgetsSelf:
    def __init__(self, n_inputs, n_neurons):
        self.weights = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, dvalues):
        self.dweights = inputs.T @ dvalues  # noqa: F821
        self.dbiases = dvalues.sum(axis=0)
        return dvalues @ self.weights.T


class DenseThatStoresNothing(DenseThatForgetsSelf):
    def forward(self, inputs):
        return inputs @ self.weights + self.biases


class DenseWithAStarForAProduct(DenseThatForgetsSelf):
    def backward(self, dvalues):
        self.dweights = self.inputs.T * dvalues
        self.dbiases = dvalues.sum(axis=0)
        return dvalues @ self.weights.T


class SoftmaxWithOneLongRow:
    def forward(self, inputs):
        exps = np.exp(inputs - inputs.max(axis=1, keepdims=True))
        self.output = exps / exps.sum(axis=1, keepdims=True)
        return self.output

    def backward(self, dvalues):
        p = self.output.ravel()
        jacobian = np.diag(p) - np.outer(p, p)
        return (jacobian @ dvalues.ravel()).reshape(dvalues.shape)


class SoftmaxThatForgetsAnIndex(SoftmaxWithOneLongRow):
    def backward(self, dvalues):
        dinputs = np.empty_like(dvalues)
        for i, p in enumerate(self.output):
            dinputs[i] = (np.diag(p) - np.outer(p, p)) @ dvalues
        return dinputs


def batches_of_the_text(X, y, batch_size, order):
    X, y = X[order], y[order]
    return [(X[i : i + 64], y[i : i + 64]) for i in range(0, 300, 64)]


def batches_by_a_table(X, y, batch_size, order):
    return [(X[rows], y[rows]) for rows in order.reshape(-1, batch_size)]


def gradient_by_plain_mean(gradient_of, n_samples, size):
    gradients = []
    for start in range(0, n_samples, size):
        rows = list(range(start, min(n_samples, start + size)))
        gradients.append(gradient_of(rows).copy())
    return np.mean(gradients, axis=0)


def gradient_in_a_list(gradient_of, n_samples, size):
    gradients, shares = [], []
    for rows in np.split(np.arange(n_samples), range(size, n_samples, size)):
        gradients.append(gradient_of(rows))
        shares.append(len(rows) / n_samples)
    return sum(share * gradient for share, gradient in zip(shares, gradients, strict=True))


def best_under_a_second_name(network, optimizer, X, y, X_held, y_held, rounds):
    highest, best = 0, network
    for _ in range(rounds):
        network.fit(X, y, optimizer, 1, 30)
        right = np.mean(network.predict(X_held) == y_held)
        if right > highest:
            highest = right
            best = network
    return best


def best_with_new_optimizers(network, optimizer, X, y, X_held, y_held, rounds):
    highest, best = 0, None
    for _ in range(rounds):
        network.fit(X, y, Adam(optimizer.learning_rate), 1, 30)
        right = np.mean(network.predict(X_held) == y_held)
        if right > highest:
            highest, best = right, copy.deepcopy(network)
    return best


def momentum_under_other_names(parameters, gradients, velocity, rate, momentum):
    velocity = momentum * velocity + gradients
    return {"params": parameters - rate * velocity, "v": velocity}


def rmsprop_with_three_results(parameters, gradients, squares, rate, rho, epsilon):
    squares = rho * squares + (1 - rho) * gradients**2
    return parameters - rate * gradients / (np.sqrt(squares) + epsilon), squares, rate


class AdamWithOneArray:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.mean, self.t = None, 0

    def step(self, parameters, gradients):
        if self.mean is None:
            self.mean = self.squares = np.zeros_like(parameters)
        self.t += 1
        self.mean *= self.beta1
        self.mean += (1 - self.beta1) * gradients
        self.squares *= self.beta2
        self.squares += (1 - self.beta2) * gradients**2
        mean = self.mean / (1 - self.beta1**self.t)
        parameters -= self.rate * mean / (np.sqrt(self.squares / (1 - self.beta2**self.t)) + self.epsilon)


def rate_by_the_index_of_a_list(rates, losses):
    return rates[losses.index(min(losses))] / 10


def classes_by_the_index_of_a_list(targets):
    if targets.ndim == 2:
        return np.array([list(row).index(1) for row in targets])
    return targets.astype(int)


FOUND = [
    ("ch00.still_wrong", 290 / 300, "the share of the points that are right"),
    ("ch00.winner", winner_from_zero, "begins at zero, and all of [-2.5, -0.75, -1.5] lie below it"),
    ("ch01.strict_neuron", neuron_that_catches_its_error, "your own `except` catches it"),
    ("ch04.choices", ("softmax", "softmax", "relu", "relu"), "Softmax of a single score is always 1"),
    ("ch05.first_loss", "2.30", "Leave the quotes out, so that it is a number."),
    ("ch05.first_loss", np.log, "Round brackets behind its name call a function."),
    ("ch05.climb", climb_with_slices, "`[:]` copies a list and not an array"),
    ("ch05.climb", climb_with_the_first_loss, "the best loss stays what it was at [2., -1.]"),
    ("ch05.climb", climb_until_a_bad_step, "The search ends long before its 200 steps"),
    ("ch05.cross_entropy", loss_of_whole_rows, "With a single index the labels [0, 1, 1, 2] name rows"),
    ("ch05.safe_loss", losses_cut_off, "The losses themselves are clipped"),
    (
        "ch06.neuron_backward",
        gradients_under_other_names,
        "dbias, and those asked for are dx, dw, db.",
    ),
    ("ch06.MyDense", DenseThatForgetsSelf, "There is a `self.inputs`: without `self.` a method sees nothing"),
    ("ch06.MyDense", DenseThatStoresNothing, "`inputs` is an argument of `forward`, and other methods do not see it."),
    ("ch06.MyDense", DenseWithAStarForAProduct, "`keepdims=True` or a transpose is missing?\nIt happened in"),
    ("ch06.MySoftmax", SoftmaxWithOneLongRow, "The whole batch is treated as one long row"),
    ("ch06.MySoftmax", SoftmaxThatForgetsAnIndex, "A Jacobian belongs to one sample"),
    ("ch07.ravine_rate", "0.2", "Leave the quotes out, so that it is a number."),
    ("ch07.momentum_step", momentum_under_other_names, "Your function returns a dict. Asked for are 2 results in this"),
    ("ch07.rmsprop_step", rmsprop_with_three_results, "2 results are asked for, and you return 3."),
    ("ch07.MyAdam", AdamWithOneArray, "The two averages are one array under two names"),
    ("ch07.best_rate", rate_by_the_index_of_a_list, "A list has `index`, and an array has not."),
    ("ch08.steps_in_training", "50", "Leave the quotes out, so that it is a number."),
    ("ch08.batches", batches_of_the_text, "The numbers of the text, 300 and 64, are written into your code"),
    ("ch08.batches", batches_by_a_table, "The order is put into a table with rows of 2"),
    ("ch08.gradient_in_pieces", gradient_by_plain_mean, "You take the plain mean of the pieces."),
    ("ch08.gradient_in_pieces", gradient_in_a_list, "All gradients in your list are the last one."),
    ("ch08.keep_best", best_under_a_second_name, "`best = network` gives the same network a second name"),
    ("ch08.keep_best", best_with_new_optimizers, "A new one in each round forgets its averages"),
    ("ch15.class_numbers", classes_by_the_index_of_a_list, "`index` looks in a list for something that is not in it."),
]
