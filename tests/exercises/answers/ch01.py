"""Answers to the exercises of chapter 1, as other people would write them."""

import functools
import math
import operator

import numpy as np


def with_index(x, w, b):
    result = 0.0
    for i in range(len(x)):
        print("adding", x[i] * w[i])
        result = result + x[i] * w[i]
    result += b
    return result


def with_numpy(inputs, weights, bias):
    return np.dot(inputs, weights) + bias


def with_arrays(inputs, weights, bias):
    inputs = np.array(inputs, dtype=np.float32)
    return (inputs * np.array(weights, dtype=np.float32)).sum() + np.float32(bias)


def with_sum(inputs, weights, bias):
    return sum([i * w for i, w in zip(list(inputs), list(weights), strict=False)], bias)


def with_at(a, b, c=0):
    return np.array([np.array(a) @ np.array(b) + c])


def with_reduce(xs, ws, b):
    return functools.reduce(operator.add, map(operator.mul, xs, ws), b)


def with_assert(inputs, weights, bias):
    assert len(inputs) == len(weights), "lengths differ"
    return sum(i * w for i, w in zip(inputs, weights, strict=False)) + bias


def with_raise(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise TypeError(f"{len(inputs)} inputs and {len(weights)} weights")
    output = bias
    for i in range(len(inputs)):
        output += inputs[i] * weights[i]
    return output


def with_a_silent_print(inputs, weights, bias):
    print("checking", len(inputs), len(weights))
    if not len(inputs) == len(weights):
        print("lengths differ")
        raise Exception
    return with_index(inputs, weights, bias)


def with_a_late_error(inputs, weights, bias):
    total, count = bias, 0
    for value, weight in zip(inputs, weights, strict=False):
        total, count = total + value * weight, count + 1
    assert count == len(inputs) == len(weights)
    return total


def raised_for_other_lengths(inputs, weights, bias):
    if len(inputs) == 3 and len(weights) == 1:
        raise ValueError("one weight")
    return sum(i * w for i, w in zip(inputs, weights, strict=False)) + bias


def with_einsum(x, w, b):
    return np.einsum("i,i->", x, w) + b


def slope_by_polyfit(x1, y1, x2, y2):
    return np.polyfit([x1, x2], [y1, y2], 1)


def slope_by_solving(x1, y1, x2, y2):
    return np.linalg.solve(np.array([[x1, 1], [x2, 1]]), np.array([y1, y2]))


def slope_from_the_second_point(a, b, c, d):
    w = (b - d) / (a - c)
    bias = d - w * c
    print(w, bias)
    return [w, bias]


def slope_by_cross_products(x1, y1, x2, y2):
    return np.float32((y2 - y1) / (x2 - x1)), np.float32((x2 * y1 - x1 * y2) / (x2 - x1))


def slope_in_a_dict(x1, y1, x2, y2):
    weight = (y2 - y1) / (x2 - x1)
    return {"bias": y1 - weight * x1, "weight": weight}


def only_the_largest(inputs, weights, bias):
    return max(i * w for i, w in zip(inputs, weights, strict=False)) + bias


def squared(inputs, weights, bias):
    return math.sqrt(abs(np.dot(inputs, weights) + bias))


def reversed_weights(inputs, weights, bias):
    return np.dot(inputs, weights[::-1]) + bias


def misspelled(inputs, weights, bias):
    return np.dot(inputs, wieghts) + bias  # noqa: F821


def error_always(inputs, weights, bias):
    raise ValueError("lengths differ")


def average(inputs, weights, bias):
    return np.dot(inputs, weights) / len(inputs) + bias


def midpoint(x1, y1, x2, y2):
    return (y1 + y2) / 2, (x1 + x2) / 2


def slope_from_sums(x1, y1, x2, y2):
    weight = (y2 + y1) / (x2 + x1)
    return weight, y1 - weight * x1


def bias_only(x1, y1, x2, y2):
    return y1 - (y2 - y1) / (x2 - x1) * x1


ANSWERS = {
    "ch01.neuron_output": [with_index, with_numpy, with_arrays, with_sum, with_at, with_reduce],
    "ch01.doubled_output": [2.6, np.float32(2.6), [2.6], 2 * (0.2 + 1.6 - 1.5) + 2],
    "ch01.strict_neuron": [with_assert, with_raise, with_numpy, with_at, with_a_silent_print, with_a_late_error],
    "ch01.dot_neuron": [with_numpy, with_index, with_einsum, with_sum],
    "ch01.two_points": [
        slope_by_polyfit,
        slope_by_solving,
        slope_from_the_second_point,
        slope_by_cross_products,
        slope_in_a_dict,
    ],
    "ch01.only_first": [[1, -1, -0.5], ([2, -3], -1), np.array([5.0, -5.0, 0.0]), [[1, -2], [-0.1]]],
    "ch01.two_of_three": [[1, 1, 1, -1.5], ([0.5, 0.6, 0.7], -0.8), np.array([2.0, 2.0, 2.0, -3.0])],
}
WRONG = {
    "ch01.neuron_output": [only_the_largest, reversed_weights, misspelled, average],
    "ch01.doubled_output": [5.2, "2,6"],
    "ch01.strict_neuron": [error_always, reversed_weights, misspelled, raised_for_other_lengths],
    "ch01.dot_neuron": [squared, reversed_weights, average],
    "ch01.two_points": [midpoint, slope_from_sums, bias_only],
    "ch01.only_first": [[1, -1, 0.5, 2], [-1, -1, 0.5], 3],
    "ch01.two_of_three": [[1, 1, 0.2, -1.5, 1], [1, 2, 1, -1.5], "two"],
}
