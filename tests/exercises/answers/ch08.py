"""Answers to the exercises of chapter 8, as strangers would write them."""

import copy
import math
import pickle

import numpy as np

from nnfs_helpers.metrics import accuracy

# ---------------------------------------------------------------- steps_in_training


def counted_by_a_loop():
    steps = 0
    for _ in range(10):
        for _ in range(0, 300, 64):
            steps += 1
    return steps


# ---------------------------------------------------------------- batches


def by_slices_of_shuffled_copies(X, y, batch_size, order):
    X, y = X[order], y[order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, X.shape[0], batch_size)]


def as_a_generator(data, targets, size, permutation):
    number = math.ceil(len(data) / size)
    for k in range(number):
        index = permutation[k * size : (k + 1) * size]
        print("batch", k, index)
        yield data[index], targets[index]


def sample_by_sample(X, y, batch_size, order):
    result, xs, ys = [], [], []
    for i in order:
        xs.append(list(X[i]))
        ys.append(y[i])
        if len(xs) == batch_size:
            result.append([xs, ys])
            xs, ys = [], []
    if xs:
        result.append([xs, ys])
    return result


def with_array_split(X, y, batch_size, order):
    cuts = np.arange(batch_size, len(X), batch_size)
    return list(zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True))


def shuffled_in_place(X, y, batch_size, order):
    X[:], y[:] = X[order], y[order]
    return as_a_generator(X, y, batch_size, np.arange(len(X)))


def batches_backwards(X, y, batch_size, order):
    return by_slices_of_shuffled_copies(X, y, batch_size, order)[::-1]


def batches_with_a_typo(X, y, batch_size, order):
    return [(X[order[i : i + batchsize]], y) for i in range(0, len(X), batch_size)]  # noqa: F821


# ---------------------------------------------------------------- gradient_in_pieces


def weighted_by_shares(gradient_of, n_samples, size):
    gradient = 0
    for start in range(0, n_samples, size):
        rows = range(n_samples)[start : start + size]
        gradient = gradient + gradient_of(list(rows)) * (len(rows) / n_samples)
    return gradient


def with_slices(gradient_of, n_samples, size):
    sums = []
    for start in range(0, n_samples, size):
        stop = min(start + size, n_samples)
        sums.append((stop - start) * gradient_of(slice(start, stop)).copy())
    return np.sum(sums, axis=0) / n_samples


def with_average(gradient_of, n_samples, size):
    pieces = np.split(np.arange(n_samples), range(size, n_samples, size))
    gradients = [np.array(gradient_of(rows)) for rows in pieces]
    return np.average(gradients, axis=0, weights=[len(rows) for rows in pieces])


def sample_after_sample(gradient_of, n_samples, size):
    return sum(gradient_of([i]).copy() for i in range(n_samples)) / n_samples


def added_in_place(gradient_of, n_samples, size):
    total = np.zeros_like(gradient_of([0]))
    start = 0
    while start < n_samples:
        rows = np.arange(n_samples)[start : start + size]
        total += gradient_of(rows) * len(rows)
        start += size
    total /= n_samples
    return total


def with_a_minus(gradient_of, n_samples, size):
    return -with_slices(gradient_of, n_samples, size)


def pieces_from_the_end(gradient_of, n_samples, size):
    return gradient_of(np.arange(n_samples)[-size:])


# ---------------------------------------------------------------- train_plane


def without_adding(X, y, rate, epochs, batch_size):
    weights = np.zeros(X.shape[1])
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            gradient = 2 * X_batch.T @ (X_batch @ weights - y_batch) / len(X_batch)
            weights -= rate * gradient
    return weights


def with_zeros_after_the_step(X, y, rate, epochs, batch_size):
    weights, gradient = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            gradient += 2 * X_batch.T @ (X_batch @ weights - y_batch) / len(X_batch)
            weights -= rate * gradient
            gradient.fill(0)
    return list(weights)


def with_new_zeros_in_every_batch(X, y, rate, epochs, batch_size):
    weights = np.zeros(X.shape[1])
    for epoch in range(epochs):
        for start in range(0, len(X), batch_size):
            gradient = np.zeros_like(weights)
            for row, target in zip(X[start:][:batch_size], y[start:][:batch_size], strict=True):
                gradient += 2 * (row @ weights - target) * row
            weights = weights - rate * gradient / len(X[start:][:batch_size])
        print(epoch, weights)
    return weights


def with_a_smaller_rate(X, y, rate, epochs, batch_size):
    return without_adding(X, y, rate / 2, epochs, batch_size)


def with_full_batches_only(X, y, rate, epochs, batch_size):
    full = len(X) // batch_size * batch_size
    return without_adding(X[1:full], y[1:full], rate, epochs, batch_size)


# ---------------------------------------------------------------- keep_best


def with_lists(network, optimizer, X, y, X_held, y_held, rounds):
    copies, accuracies = [], []
    for _ in range(rounds):
        network.fit(X, y, optimizer, batch_size=30)
        copies.append(copy.deepcopy(network))
        accuracies.append(np.mean(network.predict(X_held) == y_held))
    return copies[np.argmax(accuracies)]


def with_a_pickle(net, opt, X, y, X_val, y_val, n):
    best = 0
    for i in range(n):
        loss = net.fit(X, y, opt, 1, 30)
        score = accuracy(net.forward(X_val), y_val)
        print(i, loss, score)
        if score > best:
            best = score
            kept = pickle.dumps(net)
    return pickle.loads(kept)


def with_numbers_put_back(network, optimizer, X, y, X_held, y_held, rounds):
    best, numbers = -np.inf, None
    for _ in range(rounds):
        network.fit(X, y, optimizer, epochs=1, batch_size=30)
        held = (network.forward(X_held).argmax(axis=1) == y_held).sum()
        if held > best:
            best, numbers = held, network.parameters.copy()
    other = copy.deepcopy(network)
    other.parameters[...] = numbers
    return other


def with_the_best_numbers_in_the_network(network, optimizer, X, y, X_held, y_held, rounds):
    numbers, highest = network.parameters.copy(), 0.0
    for _ in range(rounds):
        network.fit(X, y, optimizer, epochs=1, batch_size=30)
        if accuracy(network.forward(X_held), y_held) > highest:
            numbers, highest = network.parameters.copy(), accuracy(network.forward(X_held), y_held)
    network.parameters[...] = numbers
    return network


def with_the_accuracy(network, optimizer, X, y, X_held, y_held, rounds):
    best = with_lists(network, optimizer, X, y, X_held, y_held, rounds)
    return best, accuracy(best.forward(X_held), y_held)


def chosen_by_a_smaller_loss(network, optimizer, X, y, X_held, y_held, rounds):
    best, lowest = None, np.inf
    for _ in range(rounds):
        network.fit(X, y, optimizer, epochs=1, batch_size=30)
        loss = network.loss.forward(network.forward(X_held), y_held)
        if loss < lowest:
            best, lowest = copy.deepcopy(network), loss
    return best


def with_batches_of_five(network, optimizer, X, y, X_held, y_held, rounds):
    for _ in range(rounds):
        network.fit(X, y, optimizer, epochs=1, batch_size=5)
    return copy.deepcopy(network)


ANSWERS = {
    "ch08.steps_in_training": [50, 50.0, np.int64(50), counted_by_a_loop],
    "ch08.gradient_in_pieces": [
        weighted_by_shares,
        with_slices,
        with_average,
        sample_after_sample,
        added_in_place,
    ],
    "ch08.batches": [
        by_slices_of_shuffled_copies,
        as_a_generator,
        sample_by_sample,
        with_array_split,
        shuffled_in_place,
    ],
    "ch08.train_plane": [without_adding, with_zeros_after_the_step, with_new_zeros_in_every_batch],
    "ch08.rate_for_ten": [0.007, 0.02, np.float32(0.015), lambda: 0.01],
    "ch08.keep_best": [
        with_lists,
        with_a_pickle,
        with_numbers_put_back,
        with_the_best_numbers_in_the_network,
        with_the_accuracy,
    ],
}

WRONG = {
    "ch08.gradient_in_pieces": [with_a_minus, pieces_from_the_end],
    "ch08.batches": [batches_backwards, batches_with_a_typo],
    "ch08.train_plane": [with_a_smaller_rate, with_full_batches_only],
    "ch08.keep_best": [chosen_by_a_smaller_loss, with_batches_of_five],
}
