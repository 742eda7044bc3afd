"""Answers to the exercises of chapter 7, as strangers would write them."""

import math

import numpy as np

from nnfs_helpers.optim import SGD, Adam, AdamW, RMSProp

# ---------------------------------------------------------------- ravine_rate


def ravine_by_trial():
    def slower(rate):
        return max(abs(1 - rate), abs(1 - 9 * rate))

    return min(np.arange(1, 100) / 100, key=slower)


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
    found = momentum_as_a_dictionary(parameters, gradients, velocity, rate, momentum)
    return found["parameters"], found["velocity"]


def momentum_without_return(parameters, gradients, velocity, rate, momentum):
    momentum_in_place(parameters, gradients, velocity, rate, momentum)


# ---------------------------------------------------------------- cosine_rate


def cosine_from_its_ends(learning_rate, step, last_step):
    highest, lowest = learning_rate, 0.0
    return lowest + 0.5 * (highest - lowest) * (1.0 + math.cos(math.pi * step / last_step))


def cosine_as_a_square(lr, t, T):
    return lr * math.cos(math.pi * t / T / 2) ** 2


def cosine_in_degrees(learning_rate, step, last_step):
    degrees = 180 * step / last_step
    return learning_rate / 2 + learning_rate / 2 * np.cos(np.radians(degrees))


def cosine_of_half_a_rate(learning_rate, step, last_step):
    return cosine_from_its_ends(learning_rate / 2, step, last_step)


def cosine_that_ends_early(learning_rate, step, last_step):
    return cosine_from_its_ends(learning_rate, step, last_step - 1)


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


class AdamWithHalfSteps(AdamWithPlainNames):
    def step(self, parameters, gradients):
        self.inner.learning_rate *= 0.5
        self.inner.step(parameters, gradients)


class AdamWithOtherDefaults(AdamWithPlainNames):
    def __init__(self, a=0.01, b=0.9, c=0.999, d=1e-8):
        super().__init__(a, b, c, d)


class AdamWithoutDefaults(AdamWithPlainNames):
    def __init__(self, a, b, c, d):
        super().__init__(a, b, c, d)


class AdamOfTheCourse(Adam):
    """Nothing of its own: the class of the page under another name."""


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
    return parameters, mean, squares


def adamw_without_correction(parameters, gradients, mean, squares, step, rate, weight_decay):
    parameters = parameters * (1 - rate * weight_decay)
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    return parameters - rate * mean / (np.sqrt(squares) + 1e-8), mean, squares


def adamw_with_swapped_averages(parameters, gradients, mean, squares, step, rate, weight_decay):
    parameters, mean, squares = adamw_in_one_sum(parameters, gradients, mean, squares, step, rate, weight_decay)
    return parameters, squares, mean


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
    "ch07.ravine_rate": [0.2, np.float64(0.2), 0.1999, ravine_by_trial],
    "ch07.momentum_step": [momentum_in_place, momentum_by_lists, momentum_as_a_tuple, momentum_with_our_class],
    "ch07.cosine_rate": [cosine_from_its_ends, cosine_as_a_square, cosine_in_degrees],
    "ch07.best_rate": [without_the_nans, by_a_loop, with_a_mask, with_infinity_for_nan],
    "ch07.rmsprop_step": [rmsprop_in_place, rmsprop_from_the_difference, rmsprop_by_a_loop, rmsprop_with_our_class],
    "ch07.MyAdam": [Optimizer_Adam, AdamInLoops, AdamWithClassAttributes, AdamWithPlainNames],
    "ch07.adam_rate": [0.03, 0.05, 0.1, np.float32(0.08), lambda: 0.07],
    "ch07.advice": [
        ["smaller", "falling", "larger", "keep"],
        ("Smaller", "Falling", "Larger", "Keep"),
        ("smaller ", "falling", "larger", "keep"),
    ],
    "ch07.adamw_step": [adamw_with_our_class, adamw_in_one_sum, adamw_with_a_zero],
}

WRONG = {
    "ch07.momentum_step": [momentum_two_steps, momentum_without_return, momentum_as_a_dictionary],
    "ch07.cosine_rate": [cosine_of_half_a_rate, cosine_that_ends_early],
    "ch07.best_rate": [rate_halved, rate_in_the_middle],
    "ch07.rmsprop_step": [rmsprop_with_the_rate_in_the_average, rmsprop_with_three_results],
    "ch07.MyAdam": [
        Adam,
        AdamOfTheCourse,
        AdamWithHalfSteps,
        AdamWithOtherDefaults,
        AdamWithoutDefaults,
        AdamThatSharesItsList,
    ],
    "ch07.adamw_step": [adamw_without_correction, adamw_with_swapped_averages],
}
