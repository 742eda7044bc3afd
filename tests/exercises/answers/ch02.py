"""Answers to the exercises of chapter 2, as other people would write them."""

import numpy as np


def nested_loops(inputs, weights, biases):
    layer_outputs = []
    for neuron_weights, neuron_bias in zip(weights, biases, strict=False):
        neuron_output = 0
        for n_input, weight in zip(inputs, neuron_weights, strict=False):
            neuron_output += n_input * weight
        neuron_output += neuron_bias
        layer_outputs.append(neuron_output)
        print("so far:", layer_outputs)
    return layer_outputs


def with_numpy(inputs, weights, biases):
    return np.dot(weights, inputs) + biases


def with_at(x, W, b):
    return (W @ x + b).astype(np.float32)


def with_einsum(x, w, b):
    return np.einsum("ij,j->i", w, x) + b


def with_transpose(inputs, weights, biases):
    return np.dot(inputs, np.array(weights).T) + np.array(biases)


def with_indices(inputs, weights, biases):
    result = np.zeros(len(biases))
    for j in range(len(biases)):
        for i in range(len(inputs)):
            result[j] += inputs[i] * weights[j][i]
        result[j] += biases[j]
    return tuple(result)


def with_products(inputs, weights, biases):
    return (weights * inputs).sum(axis=1) + biases


def with_comprehension(inputs, weights, biases):
    return [sum(x * w for x, w in zip(inputs, row, strict=True)) + b for row, b in zip(weights, biases, strict=True)]


def with_reversed_weights(inputs, weights, biases):
    return np.dot(weights[:, ::-1], inputs) + biases


def with_negative_biases(inputs, weights, biases):
    return np.dot(weights, inputs) - biases


def with_missing_name(inputs, weights, biases):
    return np.dot(weights, inputs) + bias  # noqa: F821


def doubled_with_factors(weights, biases, k):
    factors = np.ones(len(biases))
    factors[k] = 2
    return weights * factors[:, None], biases * factors


def doubled_with_lists(w, b, k):
    new_w = [[2 * x if i == k else x for x in row] for i, row in enumerate(w)]
    new_b = [2 * x if i == k else x for i, x in enumerate(b)]
    return [new_w, new_b]


def doubled_with_where(weights, biases, index):
    chosen = np.arange(len(biases)) == index
    return np.where(chosen[:, None], weights + weights, weights), np.where(chosen, biases + biases, biases)


def doubled_in_float32(weights, biases, k):
    weights, biases = np.array(weights, dtype=np.float32), np.array(biases, dtype=np.float32)
    weights[k, :] *= 2
    biases[k] *= 2
    print(weights, biases)
    return weights, biases


def tripled(weights, biases, k):
    weights, biases = weights.copy(), biases.copy()
    weights[k] *= 3
    biases[k] *= 3
    return weights, biases


def halved(weights, biases, k):
    weights, biases = weights.copy(), biases.copy()
    weights[k] /= 2
    biases[k] /= 2
    return weights, biases


def counted_by_index(layers):
    n = 0
    for i in range(1, len(layers)):
        n = n + layers[i - 1] * layers[i] + layers[i]
    return n


def counted_with_arrays(sizes):
    shapes = [(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]
    return sum(np.zeros(shape).size + np.zeros(shape[1]).size for shape in shapes)


def counted_with_numpy(sizes):
    sizes = np.array(sizes, dtype=float)
    return np.sum((sizes[:-1] + 1) * sizes[1:])


def counted_recursively(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + counted_recursively(sizes[1:])


def counted_twice(sizes):
    return 2 * counted_by_index(sizes)


def counted_with_one_more(sizes):
    return 1 + counted_by_index(sizes)


LAYERS = [
    nested_loops,
    with_numpy,
    with_at,
    with_einsum,
    with_transpose,
    with_indices,
    with_products,
    with_comprehension,
]
ANSWERS = {
    "ch02.layer_outputs": LAYERS,
    "ch02.running_layer": LAYERS,
    "ch02.square_layer": LAYERS,
    "ch02.output_shape": [(6,), [6], np.array([6]), np.array([6.0]), np.dot(np.ones((6, 4)), np.ones(4)).shape],
    "ch02.double_neuron": [doubled_with_factors, doubled_with_lists, doubled_with_where, doubled_in_float32],
    "ch02.display_layer": [
        [[[1 / 4] * 4, [1, -1, 0, 0], [0, 0, 1, 0]], [0, 0, -2]],
        (np.array([[0.25] * 4, [1, -1, 0, 0], [0, 0, 1, 0]]), np.array([0, 0, -2])),
        {"weights": [[0.25] * 4, [1, -1, 0, 0], [0, 0, 1, 0]], "biases": [[0], [0], [-2]]}.values(),
    ],
    "ch02.n_parameters": [counted_by_index, counted_with_arrays, counted_with_numpy, counted_recursively],
}
WRONG = {
    "ch02.layer_outputs": [with_reversed_weights, with_negative_biases, with_missing_name],
    "ch02.running_layer": [with_reversed_weights, with_negative_biases],
    "ch02.square_layer": [with_reversed_weights, with_negative_biases, with_missing_name],
    "ch02.output_shape": [(3,), "six", (6, 6), 10, "6", "(3,)"],
    "ch02.double_neuron": [tripled, halved],
    "ch02.display_layer": [([[0.25] * 4, [1, -1, 0, 0]], [0, 0]), ([[0.25] * 4, [1, -1, 0, 0], [0, 0, 1, 0]], [-2]), 7],
    "ch02.n_parameters": [counted_twice, counted_with_one_more],
}
