"""Answers to the exercises of chapter 8, as other people would write them."""

import numpy as np


def with_a_loop(values):
    total = 0
    for value in values:
        total += value**2
    return total / len(values)


def with_mean(values):
    return np.mean(np.square(values))


def with_a_product(values):
    return values @ values / values.size


def with_one_too_few(values):
    return np.sum(values**2) / (len(values) - 1)


def with_cubes(values):
    return np.mean(values**3)


def with_ptp(values):
    return np.ptp(values)


def with_sorting(values):
    ordered = sorted(values)
    return ordered[-1] - ordered[0]


def with_builtins(values):
    return float(max(values)) - float(min(values))


def with_halves(values):
    return (values.max() - values.min()) / 2


def with_sizes_only(values):
    return np.abs(values).max() - np.abs(values).min()


ANSWERS = {
    "ch08.first_answer": [-0.25, np.float32(-0.25), np.array(-0.25)],
    "ch08.second_answer": [(3,), [3], np.zeros(3).shape],
    "ch08.mean_square": [with_a_loop, with_mean, with_a_product],
    "ch08.spread": [with_ptp, with_sorting, with_builtins],
}
WRONG = {
    "ch08.mean_square": [with_one_too_few, with_cubes],
    "ch08.spread": [with_halves, with_sizes_only],
}
