"""Answers to the exercises of chapter 7, as strangers would write them."""

import math

import numpy as np

from nnfs_helpers.optim import SGD, Adam, AdamW, RMSProp

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


# ---------------------------------------------------------------- decayed_rate


def in_two_lines(lr, decay, iteration):
    denominator = 1.0 + decay * iteration
    return lr * (1.0 / denominator)


def with_a_power(learning_rate, decay, step):
    return learning_rate * pow(step * decay + 1, -1)


def with_numpy(learning_rate, decay, step):
    print(step)
    return np.divide(learning_rate, np.add(1, np.multiply(decay, step)), dtype=np.float32, casting="unsafe")


def decayed_with_a_root(learning_rate, decay, step):
    return learning_rate / np.sqrt(1 + decay * step)


def decayed_with_a_two(learning_rate, decay, step):
    return learning_rate / (1 + 2 * decay * step)


# ---------------------------------------------------------------- momentum_step


def momentum_in_place(parameters, gradients, velocity, rate, momentum):
    velocity *= momentum
    velocity += gradients
    parameters -= rate * velocity
    return parameters, velocity


def momentum_by_lists(p, g, v, lr, mu):
    new_v = [mu * old + slope for old, slope in zip(v, g, strict=True)]
    return [[a - lr * b for a, b in zip(p, new_v, strict=True)], new_v]


def momentum_as_a_dictionary(parameters, gradients, velocity, rate, momentum):
    v = velocity * momentum + gradients
    return {"velocity": v, "parameters": parameters - v * rate}


def momentum_with_our_class(parameters, gradients, velocity, rate, momentum):
    optimizer = SGD(rate, momentum=momentum)
    optimizer.velocity = velocity
    optimizer.update(parameters, gradients, rate)
    return [parameters, velocity]


def momentum_two_steps(parameters, gradients, velocity, rate, momentum):
    parameters, velocity = momentum_as_a_tuple(parameters, gradients, velocity, rate, momentum)
    return momentum_as_a_tuple(parameters, gradients, velocity, rate, momentum)


def momentum_as_a_tuple(parameters, gradients, velocity, rate, momentum):
    return tuple(momentum_as_a_dictionary(parameters, gradients, velocity, rate, momentum).values())[::-1]


def momentum_without_return(parameters, gradients, velocity, rate, momentum):
    momentum_in_place(parameters, gradients, velocity, rate, momentum)


# ---------------------------------------------------------------- rmsprop_step


def rmsprop_in_place(parameters, gradients, squares, rate, rho, epsilon):
    squares *= rho
    squares += (1 - rho) * gradients**2
    parameters -= rate * gradients / (np.sqrt(squares) + epsilon)
    return parameters, squares


def rmsprop_from_the_difference(p, g, s, lr, rho, eps):
    s = s + (1 - rho) * (g * g - s)
    return p + -lr / (s**0.5 + eps) * g, s


def rmsprop_by_a_loop(parameters, gradients, squares, rate, rho, epsilon):
    new, averages = [], []
    for p, g, s in zip(parameters, gradients, squares, strict=True):
        averages.append(rho * s + (1 - rho) * g**2)
        new.append(p - rate * g / (math.sqrt(averages[-1]) + epsilon))
    return np.array(new), np.array(averages)


def rmsprop_with_our_class(parameters, gradients, squares, rate, rho, epsilon):
    optimizer = RMSProp(rate, rho=rho, epsilon=epsilon)
    optimizer.squares = squares
    optimizer.update(parameters, gradients, rate)
    return parameters, squares


def rmsprop_with_the_rate_in_the_average(parameters, gradients, squares, rate, rho, epsilon):
    squares = rho * squares + rate * (1 - rho) * gradients**2
    return parameters - rate * gradients / (np.sqrt(squares) + epsilon), squares


def rmsprop_with_three_results(parameters, gradients, squares, rate, rho, epsilon):
    return (*rmsprop_in_place(parameters, gradients, squares, rate, rho, epsilon), rate)


# ---------------------------------------------------------------- MyAdam


class Optimizer_Adam:
    """In the style of the nnfs book: other names, in another order, and a decay."""

    def __init__(self, learning_rate=0.001, decay=0.0, epsilon=1e-8, beta_1=0.9, beta_2=0.999):
        self.learning_rate = learning_rate
        self.current_learning_rate = learning_rate
        self.decay = decay
        self.iterations = 0
        self.epsilon = epsilon
        self.beta_1 = beta_1
        self.beta_2 = beta_2

    def step(self, params, dparams):
        if not hasattr(self, "momentums"):
            self.momentums = np.zeros_like(params)
            self.cache = np.zeros_like(params)
        self.momentums = self.beta_1 * self.momentums + (1 - self.beta_1) * dparams
        momentums_corrected = self.momentums / (1 - self.beta_1 ** (self.iterations + 1))
        self.cache = self.beta_2 * self.cache + (1 - self.beta_2) * dparams**2
        cache_corrected = self.cache / (1 - self.beta_2 ** (self.iterations + 1))
        params += -self.current_learning_rate * momentums_corrected / (np.sqrt(cache_corrected) + self.epsilon)
        self.iterations += 1


class AdamInLoops:
    """The betas as a pair of short names, and a return as well."""

    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.t = 0
        self.m, self.v = {}, {}

    def step(self, w, g):
        self.t += 1
        for i in range(len(w)):
            self.m[i] = self.b1 * self.m.get(i, 0) + (1 - self.b1) * g[i]
            self.v[i] = self.b2 * self.v.get(i, 0) + (1 - self.b2) * g[i] ** 2
            m, v = self.m[i] / (1 - self.b1**self.t), self.v[i] / (1 - self.b2**self.t)
            w[i] = w[i] - self.lr * m / (math.sqrt(v) + self.eps)
        print(w)
        return w


class AdamWithClassAttributes:
    """Under class stand first values only: the objects make their own."""

    t, m, v = 0, None, None

    def __init__(self, alpha=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.settings = alpha, beta1, beta2, epsilon

    def step(self, parameters, gradients):
        alpha, beta1, beta2, epsilon = self.settings
        if self.m is None:
            self.m, self.v = 0 * parameters, 0 * parameters
        self.t += 1
        self.m += (1 - beta1) * (gradients - self.m)
        self.v += (1 - beta2) * (gradients * gradients - self.v)
        m_hat, v_hat = self.m / (1 - beta1**self.t), self.v / (1 - beta2**self.t)
        parameters[:] = parameters - alpha * m_hat / (v_hat**0.5 + epsilon)


class AdamWithPlainNames:
    """No word in the names tells what is what: the order counts."""

    def __init__(self, a=0.001, b=0.9, c=0.999, d=1e-8):
        self.inner = Adam(a, 0.0, b, c, d)

    def step(self, parameters, gradients):
        self.inner.step(parameters, gradients)


class AdamWithHalfSteps(Adam):
    def update(self, parameters, gradients, rate, mean, squares):
        super().update(parameters, gradients, rate / 2, mean, squares)


class AdamWithOtherDefaults(Adam):
    def __init__(self, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(learning_rate, 0.0, beta1, beta2, epsilon)


class AdamWithoutDefaults(Adam):
    def __init__(self, learning_rate, beta1, beta2, epsilon):
        super().__init__(learning_rate, 0.0, beta1, beta2, epsilon)


class AdamThatSharesItsList:
    """A class attribute that is not that of the named mistake: the count grows with every object."""

    objects = []

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.objects.append(self)
        self.inner = Adam(learning_rate * len(self.objects), 0.0, beta1, beta2, epsilon)

    def step(self, parameters, gradients):
        self.inner.step(parameters, gradients)


# ---------------------------------------------------------------- adamw_step


def adamw_with_our_class(parameters, gradients, mean, squares, step, rate, weight_decay):
    optimizer = AdamW(rate, weight_decay=weight_decay)
    optimizer.mean, optimizer.squares, optimizer.steps = mean, squares, step
    optimizer.update(parameters, gradients, rate)
    return parameters, mean, squares


def adamw_in_one_sum(parameters, gradients, mean, squares, step, rate, weight_decay):
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    m_hat, v_hat = mean / (1 - 0.9**step), squares / (1 - 0.999**step)
    return parameters - rate * (m_hat / (np.sqrt(v_hat) + 1e-8) + weight_decay * parameters), mean, squares


def adamw_with_a_zero(parameters, gradients, mean, squares, step, rate, weight_decay):
    gradients = gradients + 0 * parameters
    parameters = parameters - rate * weight_decay * parameters
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    corrected_mean, corrected_squares = mean / (1 - 0.9**step), squares / (1 - 0.999**step)
    parameters = parameters - rate * corrected_mean / (np.sqrt(corrected_squares) + 1e-8)
    return {"parameters": parameters, "mean": mean, "squares": squares}


def adamw_without_correction(parameters, gradients, mean, squares, step, rate, weight_decay):
    parameters = parameters * (1 - rate * weight_decay)
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    return parameters - rate * mean / (np.sqrt(squares) + 1e-8), mean, squares


def adamw_with_swapped_averages(parameters, gradients, mean, squares, step, rate, weight_decay):
    parameters, mean, squares = adamw_in_one_sum(parameters, gradients, mean, squares, step, rate, weight_decay)
    return parameters, squares, mean


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


# ---------------------------------------------------------------- best_rate


def without_the_nans(rates, losses):
    good = np.isfinite(losses)
    return rates[good][np.argmin(losses[good])] / 10


def by_a_loop(rates, losses):
    lowest, best = float("inf"), None
    for rate, loss in zip(rates, losses, strict=True):
        if loss < lowest:
            lowest, best = loss, rate
    print(lowest)
    return 0.1 * best


def with_a_mask(rates, losses):
    return rates[losses == np.nanmin(losses)] / 10


def with_infinity_for_nan(rates, losses):
    return rates[np.where(np.isnan(losses), np.inf, losses).argmin()] * 1e-1


def rate_halved(rates, losses):
    return without_the_nans(rates, losses) * 5


def rate_in_the_middle(rates, losses):
    return np.sqrt(rates[0] * rates[-1])


ANSWERS = {
    "ch07.steps_in_training": [50, 50.0, np.int64(50), counted_by_a_loop],
    "ch07.batches": [
        by_slices_of_shuffled_copies,
        as_a_generator,
        sample_by_sample,
        with_array_split,
        shuffled_in_place,
    ],
    "ch07.decayed_rate": [in_two_lines, with_a_power, with_numpy],
    "ch07.momentum_step": [momentum_in_place, momentum_by_lists, momentum_as_a_dictionary, momentum_with_our_class],
    "ch07.rmsprop_step": [rmsprop_in_place, rmsprop_from_the_difference, rmsprop_by_a_loop, rmsprop_with_our_class],
    "ch07.MyAdam": [Adam, Optimizer_Adam, AdamInLoops, AdamWithClassAttributes, AdamWithPlainNames],
    "ch07.adamw_step": [adamw_with_our_class, adamw_in_one_sum, adamw_with_a_zero],
    "ch07.train_plane": [without_adding, with_zeros_after_the_step, with_new_zeros_in_every_batch],
    "ch07.best_rate": [without_the_nans, by_a_loop, with_a_mask, with_infinity_for_nan],
}

WRONG = {
    "ch07.batches": [batches_backwards, batches_with_a_typo],
    "ch07.decayed_rate": [decayed_with_a_root, decayed_with_a_two],
    "ch07.momentum_step": [momentum_two_steps, momentum_without_return],
    "ch07.rmsprop_step": [rmsprop_with_the_rate_in_the_average, rmsprop_with_three_results],
    "ch07.MyAdam": [AdamWithHalfSteps, AdamWithOtherDefaults, AdamWithoutDefaults, AdamThatSharesItsList],
    "ch07.adamw_step": [adamw_without_correction, adamw_with_swapped_averages],
    "ch07.train_plane": [with_a_smaller_rate, with_full_batches_only],
    "ch07.best_rate": [rate_halved, rate_in_the_middle],
}
