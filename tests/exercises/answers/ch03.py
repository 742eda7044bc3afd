"""Answers to the exercises of chapter 3, as other people would write them."""

import numpy as np


def batch_by_loops(X, W, b):
    output = []
    for sample in X:
        row = []
        for weights, bias in zip(W, b, strict=True):
            row.append(sum(x * w for x, w in zip(sample, weights, strict=True)) + bias)
        print(row)
        output.append(row)
    return output


def batch_with_at(inputs, weights, biases):
    return inputs @ np.transpose(weights) + biases


def batch_with_einsum(x, w, b):
    return np.einsum("si,ni->sn", x, w, dtype=np.float32, casting="same_kind") + b.reshape(1, -1)


def batch_the_other_way(inputs, weights, biases):
    return (np.dot(weights, inputs.T) + biases.reshape(-1, 1)).T


def batch_by_samples(inputs, weights, biases):
    result = np.zeros((len(inputs), len(weights)))
    for i in range(len(inputs)):
        result[i] = np.dot(weights, inputs[i]) + biases
    return result


def batch_backwards(inputs, weights, biases):
    return (np.dot(inputs, weights.T) + biases)[::-1]


def batch_with_negative_biases(inputs, weights, biases):
    return np.dot(inputs, weights.T) - biases


def differences_by_loops(first, second):
    return [[a - b for b in second] for a in first]


def differences_with_newaxis(a, b):
    print(a.shape, b.shape)
    return a[:, np.newaxis] - b[np.newaxis, :]


def differences_with_outer(first, second):
    return np.subtract.outer(first, second).astype(np.float32)


def differences_row_by_row(first, second):
    table = np.zeros((len(first), len(second)))
    for i in range(len(first)):
        table[i] = first[i] - second
    return table


def differences_squared(first, second):
    return (first[:, np.newaxis] - second) ** 2


def differences_backwards(first, second):
    return first[::-1, np.newaxis] - second


def shares_by_loop(matrix):
    return [[value / sum(row) for value in row] for row in matrix]


def shares_with_newaxis(m):
    sums = np.sum(m, axis=-1)
    return m / sums[:, np.newaxis]


def shares_transposed(M):
    return (M.T / M.T.sum(axis=0)).T


def shares_with_reshape(matrix):
    matrix = matrix.astype(np.float32)
    return np.divide(matrix, np.sum(matrix, 1).reshape(-1, 1))


def shares_squared(matrix):
    return matrix**2 / (matrix**2).sum(axis=1, keepdims=True)


def shares_in_percent(matrix):
    return 100 * matrix / matrix.sum(axis=1, keepdims=True)


def scaled_with_keepdims(X):
    shifted = X - np.min(X, axis=0, keepdims=True)
    return shifted / np.max(shifted, axis=0, keepdims=True)


def scaled_by_loop(batch):
    result = np.empty_like(batch)
    for column in range(batch.shape[1]):
        values = batch[:, column]
        result[:, column] = (values - min(values)) / (max(values) - min(values))
    return result


def scaled_with_ptp(data):
    return ((data - data.min(0)) / np.ptp(data, axis=0)).astype(np.float32)


def scaled_by_rows_of_the_transpose(batch):
    print(batch.shape)
    return np.array([(c - c.min()) / (c.max() - c.min()) for c in batch.T]).T


def scaled_by_the_length(batch):
    return batch / np.sqrt((batch**2).sum(axis=0))


def scaled_to_two(batch):
    return 2 * scaled_with_keepdims(batch)


def network_by_loops(inputs, weights1, biases1, weights2, biases2):
    values = inputs
    for weights, biases in ((weights1, biases1), (weights2, biases2)):
        values = np.dot(values, weights) + biases
    return values


def network_multiplied_out(x, w1, b1, w2, b2):
    return x @ (w1 @ w2) + (b1 @ w2 + b2)


def network_with_einsum(x, w1, b1, w2, b2):
    layer1_outputs = np.einsum("ij,jk->ik", x, w1) + b1
    print(layer1_outputs)
    return np.einsum("ij,jk->ik", layer1_outputs, w2) + b2


def network_by_samples(inputs, weights1, biases1, weights2, biases2):
    rows = []
    for sample in inputs.tolist():
        hidden = [np.dot(sample, weights1[:, j]) + biases1[j] for j in range(len(biases1))]
        rows.append([float(np.dot(hidden, weights2[:, j]) + biases2[j]) for j in range(len(biases2))])
    return rows


def network_in_the_other_order(inputs, weights1, biases1, weights2, biases2):
    return (inputs @ weights1 + biases1)[::-1] @ weights2 + biases2


def network_with_sigmoid(inputs, weights1, biases1, weights2, biases2):
    return 1 / (1 + np.exp(-(inputs @ weights1 + biases1))) @ weights2 + biases2


class Layer_Dense:
    def __init__(self, n_inputs, n_neurons):
        self.weights = 0.01 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights) + self.biases


class SwappedSizes:
    def __init__(self, n_neurons, n_inputs):
        self.weights = np.random.uniform(-0.5, 0.5, (n_inputs, n_neurons)).astype(np.float32)
        self.biases = np.zeros(n_neurons, dtype=np.float32)
        self.name = "dense"

    def forward(self, X):
        self.output = X @ self.weights + self.biases
        return self.output


class RowsForNeurons:
    def __init__(self, n_inputs, n_neurons, activation=None):
        self.weights = 0.1 * np.random.randn(n_neurons, n_inputs)
        self.bias = np.zeros((n_neurons, 1))
        self.dweights = np.zeros_like(self.weights)

    def forward(self, inputs):
        return (self.weights @ inputs.T + self.bias).T


class SwappedRowsForNeurons:
    def __init__(self, neurons, inputs):
        self.W = np.random.RandomState(1).normal(scale=0.1, size=(neurons, inputs))
        self.b = np.zeros(neurons)

    def forward(self, inputs):
        print("forward", inputs.shape)
        self.output = np.einsum("si,ni->sn", inputs, self.W) + self.b


class WithLists:
    def __init__(self, n_inputs, n_neurons):
        rng = np.random.default_rng()
        self.weights = (rng.standard_normal((n_inputs, n_neurons)) * np.sqrt(2 / n_inputs)).tolist()
        self.biases = [0.0] * n_neurons

    def forward(self, inputs):
        columns = list(zip(*self.weights, strict=True))
        return [
            [
                sum(x * w for x, w in zip(row, column, strict=True)) + b
                for column, b in zip(columns, self.biases, strict=True)
            ]
            for row in inputs
        ]


class WeightsOnFirstUse:
    def __init__(self, n_inputs, n_neurons):
        self.shape = (n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        if not hasattr(self, "weights"):
            self.weights = 0.1 * np.random.randn(*self.shape)
        self.output = inputs.dot(self.weights) + self.biases
        return self.output


class WeightsOfSizeOne(Layer_Dense):
    def __init__(self, n_inputs, n_neurons):
        self.weights, self.biases = np.random.randn(n_inputs, n_neurons), np.zeros(n_neurons)


class NegatedOutput(Layer_Dense):
    def forward(self, inputs):
        return -(inputs @ self.weights + self.biases)


class WithMisspelledWeights(Layer_Dense):
    def forward(self, inputs):
        return inputs @ self.wieghts + self.biases


class WithMisspelledName(Layer_Dense):
    def __init__(self, n_inputs, n_neurons):
        self.weigths = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weigths + self.biases


class WithoutUnderscores:
    def __int__(self, n_inputs, n_neurons):
        self.weights = 0.1 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))

    def forward(self, inputs):
        return inputs @ self.weights + self.biases


class MeanOfTheBatch(Layer_Dense):
    def forward(self, inputs):
        return (inputs @ self.weights + self.biases).mean(axis=0)


DENSE = [
    Layer_Dense,
    SwappedSizes,
    RowsForNeurons,
    SwappedRowsForNeurons,
    WithLists,
    WeightsOnFirstUse,
    WeightsOfSizeOne,
]
ANSWERS = {
    "ch03.batch_forward": [
        batch_by_loops,
        batch_with_at,
        batch_with_einsum,
        batch_the_other_way,
        batch_by_samples,
    ],
    "ch03.all_differences": [
        differences_by_loops,
        differences_with_newaxis,
        differences_with_outer,
        differences_row_by_row,
    ],
    "ch03.row_shares": [shares_by_loop, shares_with_newaxis, shares_transposed, shares_with_reshape],
    "ch03.unit_columns": [
        scaled_with_keepdims,
        scaled_by_loop,
        scaled_with_ptp,
        scaled_by_rows_of_the_transpose,
    ],
    "ch03.final_shape": [(5, 3), [5, 3], np.array([5, 3]), np.zeros((5, 3)).shape],
    "ch03.two_layers": [network_by_loops, network_multiplied_out, network_with_einsum, network_by_samples],
    "ch03.MyDense": DENSE,
    "ch03.ForgetfulDense": DENSE,
}
WRONG = {
    "ch03.batch_forward": [batch_backwards, batch_with_negative_biases],
    "ch03.all_differences": [differences_squared, differences_backwards],
    "ch03.row_shares": [shares_squared, shares_in_percent],
    "ch03.unit_columns": [scaled_by_the_length, scaled_to_two],
    "ch03.final_shape": [(5, 18), "5 rows"],
    "ch03.two_layers": [network_in_the_other_order, network_with_sigmoid],
    "ch03.MyDense": [
        NegatedOutput,
        WithMisspelledWeights,
        MeanOfTheBatch,
        WithMisspelledName,
        WithoutUnderscores,
    ],
    "ch03.ForgetfulDense": [NegatedOutput, WithMisspelledWeights, MeanOfTheBatch],
}
