"""Answers to the exercises of chapter 6, as strangers would write them."""

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import SoftmaxCrossEntropy

# ---------------------------------------------------------------- measured_gradient


def in_place_and_back(function, values, step=1e-5):
    grad = []
    for i, old in enumerate(values.tolist()):
        values[i] = old + step
        up = function(values)
        values[i] = old - step
        down = function(values)
        values[i] = old
        grad.append((up - down) / (2 * step))
    return grad


def with_unit_vectors(f, x, h=1e-5):
    return np.array([(f(x + h * e) - f(x - h * e)) / 2 / h for e in np.eye(len(x))])


def with_a_fixed_step_and_prints(function, values, step=None):
    h = 1e-4
    result = np.zeros_like(values)
    for index in np.ndindex(values.shape):
        shift = np.zeros_like(values)
        shift[index] = h
        result[index] = (function(values + shift) - function(values - shift)) / (2 * h)
        print(index, result[index])
    return result


def measured_first_entry_only(function, values, step=1e-5):
    gradient = np.zeros(len(values))
    shift = np.zeros(len(values))
    shift[0] = step
    gradient[0] = (function(values + shift) - function(values - shift)) / (2 * step)
    return gradient


def measured_with_a_coarse_step(function, values, step=1e-5):
    return in_place_and_back(function, values.copy(), 0.1)


def measured_without_return(function, values, step=1e-5):
    in_place_and_back(function, values.copy(), step)


# ---------------------------------------------------------------- neuron_backward


def in_lists(x, w, b, doutput):
    z = b
    for xi, wi in zip(x, w, strict=True):
        z += xi * wi
    if z <= 0:
        return [0.0] * len(x), [0.0] * len(w), 0.0
    return [doutput * wi for wi in w], [doutput * xi for xi in x], doutput


def with_max(x, w, b, doutput):
    output = max(0.0, float(np.sum(x * w)) + b)
    gate = 1.0 if output > 0 else 0.0
    return np.multiply(w, gate * doutput), np.multiply(x, gate * doutput), np.array([gate * doutput])


def as_a_dictionary(inputs, weights, bias, upstream):
    dz = upstream * ((inputs @ weights + bias) > 0)
    return {"db": dz, "dw": dz * inputs, "dx": dz * weights}


def neuron_bias_twice(x, w, b, doutput):
    dz = doutput * ((np.dot(x, w) + b) > 0)
    return dz * w, dz * x, 2 * dz


def neuron_of_four_results(x, w, b, doutput):
    dz = doutput * ((np.dot(x, w) + b) > 0)
    return dz * w, dz * x, dz, dz


# ---------------------------------------------------------------- MyDense


class Layer_Dense:
    def __init__(self, n_inputs, n_neurons, weight_regularizer_l1=0):
        self.weights = 0.01 * np.random.randn(n_inputs, n_neurons)
        self.biases = np.zeros((1, n_neurons))
        self.weight_regularizer_l1 = weight_regularizer_l1

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights) + self.biases

    def backward(self, dvalues):
        self.dweights = np.dot(self.inputs.T, dvalues)
        self.dbiases = np.sum(dvalues, axis=0, keepdims=True)
        self.dinputs = np.dot(dvalues, self.weights.T)


class TransposedLayer:
    """Weights with one row for each neuron, in forward and in backward."""

    def __init__(self, n_inputs, n_neurons):
        self.weights = np.random.randn(n_neurons, n_inputs) * 0.1
        self.biases = np.zeros(n_neurons)

    def forward(self, x):
        self.x = x
        return x @ self.weights.T + self.biases

    def backward(self, grad):
        self.dweights = grad.T @ self.x
        self.dbiases = grad.sum(0)
        self.dinputs = grad @ self.weights
        return self.dinputs


class NeuronsFirst:
    """The number of neurons comes first in the constructor; the names are those of other courses."""

    def __init__(self, neurons, inputs):
        self.W = np.random.uniform(-1, 1, size=(inputs, neurons))
        self.b = np.zeros((1, neurons))
        self.calls = 0

    def forward(self, inputs):
        self.calls += 1
        self.cache = np.array(inputs)
        print("forward", self.cache.shape)
        return np.einsum("si,in->sn", self.cache, self.W) + self.b

    def backward(self, dvalues):
        self.dW = np.einsum("si,sn->in", self.cache, dvalues)
        self.db = np.einsum("sn->n", dvalues)
        return np.einsum("sn,in->si", dvalues, self.W)


class NeuronsFirstTransposed(TransposedLayer):
    def __init__(self, n_neurons, n_inputs):
        super().__init__(n_inputs, n_neurons)


class Float32Layer(Layer_Dense):
    def forward(self, inputs):
        self.inputs = np.asarray(inputs, dtype=np.float32)
        self.output = self.inputs @ self.weights.astype(np.float32) + self.biases.astype(np.float32)
        return self.output

    def backward(self, dvalues):
        super().backward(np.asarray(dvalues, dtype=np.float32))
        return self.dinputs


class LayerWithLoops:
    def __init__(self, n_inputs, n_neurons):
        self.weights = [[np.random.random() for _ in range(n_neurons)] for _ in range(n_inputs)]
        self.biases = [0.0] * n_neurons

    def forward(self, inputs):
        self.inputs = inputs
        self.output = []
        for row in inputs:
            sums = []
            for k in range(len(self.biases)):
                sums.append(sum(row[i] * self.weights[i][k] for i in range(len(row))) + self.biases[k])
            self.output.append(sums)
        return self.output

    def backward(self, dvalues):
        n_inputs, n_neurons = len(self.weights), len(self.biases)
        self.dweights = [[0.0] * n_neurons for _ in range(n_inputs)]
        self.dbiases = [0.0] * n_neurons
        self.dinputs = [[0.0] * n_inputs for _ in range(len(dvalues))]
        for s in range(len(dvalues)):
            for k in range(n_neurons):
                self.dbiases[k] += dvalues[s][k]
                for i in range(n_inputs):
                    self.dweights[i][k] += self.inputs[s][i] * dvalues[s][k]
                    self.dinputs[s][i] += self.weights[i][k] * dvalues[s][k]
        return self.dinputs


class LateLayer(Layer_Dense):
    """The layer of the book's later chapters, which asks whether it is in training."""

    def forward(self, inputs, training):
        super().forward(inputs)

    def backward(self, dvalues):
        super().backward(dvalues)
        if self.weight_regularizer_l1 > 0:
            self.dweights += self.weight_regularizer_l1 * np.sign(self.weights)


class LayerWithOtherNames(Layer_Dense):
    def backward(self, dvalues):
        self.grad_w = np.dot(self.inputs.T, dvalues)
        self.grad_b = np.sum(dvalues, axis=0)
        return np.dot(dvalues, self.weights.T)


class DenseWithBiasesTwice(Layer_Dense):
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights) + 2 * self.biases


class DenseWithReversedDinputs(Layer_Dense):
    def backward(self, dvalues):
        super().backward(dvalues)
        self.dinputs = -self.dinputs


class DenseWithoutDbiases(Layer_Dense):
    def backward(self, dvalues):
        self.dweights = np.dot(self.inputs.T, dvalues)
        self.dinputs = np.dot(dvalues, self.weights.T)


class DenseWithATypo(Layer_Dense):
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.wheights) + self.biases


# ---------------------------------------------------------------- MyReLU


class Activation_ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(0, inputs)

    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        self.dinputs[self.inputs <= 0] = 0


class ReLUOpenAtZero(Activation_ReLU):
    def backward(self, dvalues):
        return dvalues * (self.inputs >= 0)


class ReLUWithOutputs:
    def forward(self, x):
        self.out = x * (x > 0)
        return self.out

    def backward(self, grad):
        return np.where(self.out > 0, grad, 0)


class ReLUInPlace:
    def forward(self, inputs):
        self.mask = inputs > 0
        inputs[~self.mask] = 0
        return inputs

    def backward(self, dvalues):
        dvalues[~self.mask] = 0
        return dvalues


class ReLUWithLoops:
    def forward(self, inputs):
        self.inputs = [list(row) for row in inputs]
        return [[max(0, number) for number in row] for row in self.inputs]

    def backward(self, dvalues):
        self.dinputs = []
        for row, drow in zip(self.inputs, dvalues, strict=True):
            self.dinputs.append([d if number > 0 else 0 for number, d in zip(row, drow, strict=True)])
        return self.dinputs


class ReLUOfATuple(ReLUWithOutputs):
    def backward(self, grad):
        return super().backward(grad), self.out


class ReLUWithoutAnS:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, dvalues):
        return dvalues * (self.input > 0)


class ReLUWithAnUnderscore:
    def forward(self, inputs):
        self.is_open = inputs > 0
        return np.maximum(0, inputs)

    def backward(self, dvalues):
        return dvalues * self.isopen


class LeakyReLU(Activation_ReLU):
    def backward(self, dvalues):
        self.dinputs = np.where(self.inputs > 0, dvalues, 0.01 * dvalues)


class ReLUWithAThreshold(Activation_ReLU):
    def backward(self, dvalues):
        self.dinputs = dvalues * (self.inputs > 1)


class ReLUWithANumPyTypo(Activation_ReLU):
    def backward(self, dvalues):
        self.dinputs = dvalues * np.greather(self.inputs, 0)


# ---------------------------------------------------------------- MySoftmax


class Activation_Softmax:
    def forward(self, inputs):
        self.inputs = inputs
        exp_values = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        self.output = exp_values / np.sum(exp_values, axis=1, keepdims=True)

    def backward(self, dvalues):
        self.dinputs = np.empty_like(dvalues)
        for index, (single_output, single_dvalues) in enumerate(zip(self.output, dvalues, strict=True)):
            single_output = single_output.reshape(-1, 1)
            jacobian_matrix = np.diagflat(single_output) - np.dot(single_output, single_output.T)
            self.dinputs[index] = np.dot(jacobian_matrix, single_dvalues)


class SoftmaxWithoutALoop:
    def forward(self, z):
        e = np.exp(z - z.max(1)[:, None])
        self.p = e / e.sum(1)[:, None]
        return self.p

    def backward(self, dvalues):
        return self.p * (dvalues - (self.p * dvalues).sum(1)[:, None])


class SoftmaxWithEinsum:
    def forward(self, inputs):
        exps = np.exp(inputs.T - inputs.max(axis=1))
        self.output = (exps / exps.sum(axis=0)).T
        return self.output

    def backward(self, dvalues):
        n = self.output.shape[1]
        jacobians = np.einsum("sj,jk->sjk", self.output, np.eye(n)) - np.einsum("sj,sk->sjk", self.output, self.output)
        print(jacobians.shape)
        self.dinputs = np.einsum("sjk,sk->sj", jacobians, dvalues)
        return self.dinputs


class SoftmaxInFloat32(SoftmaxWithoutALoop):
    def forward(self, z):
        return super().forward(z.astype("float32"))


class SoftmaxTwice(SoftmaxWithoutALoop):
    def backward(self, dvalues):
        return 2 * super().backward(dvalues)


class SoftmaxWithReversedRows(SoftmaxWithoutALoop):
    def backward(self, dvalues):
        return super().backward(dvalues)[::-1]


class SoftmaxWithoutBackward:
    forward = Activation_Softmax.forward


# ---------------------------------------------------------------- MyCrossEntropy


class Loss:
    def calculate(self, output, y):
        sample_losses = self.forward(output, y)
        return np.mean(sample_losses)


class Loss_CategoricalCrossentropy(Loss):
    def forward(self, y_pred, y_true):
        samples = len(y_pred)
        y_pred_clipped = np.clip(y_pred, 1e-7, 1 - 1e-7)
        if len(y_true.shape) == 1:
            correct_confidences = y_pred_clipped[range(samples), y_true]
        elif len(y_true.shape) == 2:
            correct_confidences = np.sum(y_pred_clipped * y_true, axis=1)
        return -np.log(correct_confidences)

    def backward(self, dvalues, y_true):
        samples = len(dvalues)
        labels = len(dvalues[0])
        if len(y_true.shape) == 1:
            y_true = np.eye(labels)[y_true]
        self.dinputs = -y_true / dvalues
        self.dinputs = self.dinputs / samples


class LossOfSamples:
    """Leaves the mean to calculate, and takes the targets first."""

    def calculate(self, y_true, y_pred):
        return np.mean(self.forward(y_true, y_pred))

    def forward(self, y_true, y_pred):
        y_true = np.asarray(y_true)
        self.labels = y_true.argmax(axis=1) if y_true.ndim > 1 else y_true
        self.p = y_pred
        return [-np.log(row[label]) for row, label in zip(y_pred, self.labels, strict=True)]

    def backward(self):
        grad = np.zeros(self.p.shape)
        for i in range(len(self.p)):
            grad[i, self.labels[i]] = -1 / (len(self.p) * self.p[i, self.labels[i]])
        return grad


class LossWithAnUpstreamGradient:
    def __init__(self, epsilon=1e-12):
        self.epsilon = epsilon

    def forward(self, predictions, targets):
        if targets.ndim == 2:
            targets = np.argmax(targets, axis=1)
        self.rows, self.targets = np.arange(len(predictions)), targets
        self.predictions = np.clip(predictions, self.epsilon, 1.0)
        self.output = float(-np.log(self.predictions[self.rows, self.targets]).mean())
        return self.output

    def backward(self, upstream=1.0):
        self.dinputs = np.zeros_like(self.predictions)
        self.dinputs[self.rows, self.targets] = -upstream / self.predictions[self.rows, self.targets]
        self.dinputs /= len(self.rows)
        return self.dinputs


class LateLoss(Loss_CategoricalCrossentropy):
    """The loss of the book's later chapters, which keeps sums over the batches of an epoch."""

    def new_pass(self):
        self.accumulated_sum = self.accumulated_count = 0

    def calculate(self, output, y, *, include_regularization=False):
        sample_losses = self.forward(output, y)
        self.accumulated_sum += np.sum(sample_losses)
        self.accumulated_count += len(sample_losses)
        return np.mean(sample_losses) if not include_regularization else (np.mean(sample_losses), 0)


class LossWithTheTargets(Loss_CategoricalCrossentropy):
    """backward takes the targets only."""

    def forward(self, y_pred, y_true):
        self.y_pred = y_pred
        return super().forward(y_pred, y_true)

    def backward(self, y_true):
        super().backward(self.y_pred, y_true)
        return self.dinputs


class LossWithAMisspeltResult(Loss_CategoricalCrossentropy):
    def backward(self, dvalues, y_true):
        if len(y_true.shape) == 1:
            y_true = np.eye(len(dvalues[0]))[y_true]
        self.dinpus = -y_true / dvalues
        self.dinputs = self.dinputs / len(dvalues)


class LossWithTheMaximum(Loss_CategoricalCrossentropy):
    def calculate(self, output, y):
        return np.max(self.forward(output, y))


class LossWithHalf(LossWithAnUpstreamGradient):
    def backward(self):
        return super().backward() / 2


# ---------------------------------------------------------------- tanh_backward


def with_the_hyperbolic_cosine(inputs, dvalues):
    return dvalues / np.cosh(inputs) ** 2


def with_exponentials(inputs, dvalues):
    e = np.exp(2 * inputs)
    return dvalues * 4 * e / (e + 1) ** 2


def tanh_entry_by_entry(inputs, dvalues):
    result = np.zeros(inputs.shape)
    for i in range(len(inputs)):
        for j in range(len(inputs[i])):
            t = np.tanh(inputs[i, j])
            result[i, j] = dvalues[i, j] * (1 - t) * (1 + t)
    return result


def tanh_halved(inputs, dvalues):
    return dvalues * (1 - np.tanh(inputs) ** 2) / 2


def tanh_of_the_first_row(inputs, dvalues):
    return dvalues * (1 - np.tanh(inputs[:1]) ** 2)


# ---------------------------------------------------------------- softmax_loss_gradient


def with_one_hot_rows(p, y):
    return (p - np.eye(p.shape[1])[y]) / p.shape[0]


def with_the_labels_first(y, y_pred):
    return (y_pred - np.eye(y_pred.shape[1])[y]) / len(y)


def with_two_loops(probabilities, labels):
    n = len(probabilities)
    rows = []
    for p, label in zip(probabilities, labels, strict=True):
        rows.append([(value - (1 if k == label else 0)) / n for k, value in enumerate(p)])
    return rows


def in_the_callers_array(probabilities, labels):
    probabilities[range(len(labels)), labels] -= 1
    probabilities /= len(labels)
    return probabilities


class Activation_Softmax_Loss_CategoricalCrossentropy:
    def __init__(self):
        self.activation = Activation_Softmax()
        self.loss = Loss_CategoricalCrossentropy()

    def forward(self, inputs, y_true):
        self.activation.forward(inputs)
        self.output = self.activation.output
        return self.loss.calculate(self.output, y_true)

    def backward(self, dvalues, y_true):
        samples = len(dvalues)
        if len(y_true.shape) == 2:
            y_true = np.argmax(y_true, axis=1)
        self.dinputs = dvalues.copy()
        self.dinputs[range(samples), y_true] -= 1
        self.dinputs = self.dinputs / samples


def with_a_two(probabilities, labels):
    return 2 * with_one_hot_rows(probabilities, labels)


def with_the_first_label(probabilities, labels):
    return with_one_hot_rows(probabilities, np.full(len(labels), labels[0]))


# ---------------------------------------------------------------- train_two_layers


def with_stored_gradients(X, labels, steps):
    rng = np.random.RandomState(1)
    hidden, relu, output = Dense(2, 3, rng, scale=1.0), ReLU(), Dense(3, 3, rng, scale=1.0)
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(output.forward(relu.forward(hidden.forward(X))), labels))
        loss.backward()
        output.backward(loss.dinputs)
        relu.backward(output.dinputs)
        hidden.backward(relu.dinputs)
        for layer in (hidden, output):
            layer.weights -= 0.5 * layer.dweights
            layer.biases -= 0.5 * layer.dbiases
    return losses


def in_a_list_of_layers(X, labels, steps):
    rng = np.random.RandomState(1)
    layers = [Dense(2, 3, rng, scale=1.0), ReLU(), Dense(3, 3, rng, scale=1.0)]
    loss, losses = SoftmaxCrossEntropy(), np.zeros(steps)
    for step in range(steps):
        values = X
        for layer in layers:
            values = layer.forward(values)
        losses[step] = loss.forward(values, labels)
        gradient = loss.backward()
        for layer in reversed(layers):
            gradient = layer.backward(gradient)
        for layer in layers[::2]:
            layer.weights, layer.biases = layer.weights - layer.dweights / 2, layer.biases - layer.dbiases / 2
    return losses


def with_arrays_only(X, labels, steps):
    rng = np.random.RandomState(1)
    w1, w2 = rng.standard_normal((2, 3)), rng.standard_normal((3, 3))
    b1, b2 = np.zeros(3), np.zeros(3)
    losses = []
    for _ in range(steps):
        h = np.maximum(0, X @ w1 + b1)
        e = np.exp(h @ w2 + b2)
        p = e / e.sum(axis=1, keepdims=True)
        losses.append(-np.log(p[np.arange(len(X)), labels]).mean())
        dz2 = with_one_hot_rows(p, labels)
        dz1 = dz2 @ w2.T * (h > 0)
        w2, b2 = w2 - 0.5 * h.T @ dz2, b2 - 0.5 * dz2.sum(axis=0)
        w1, b1 = w1 - 0.5 * X.T @ dz1, b1 - 0.5 * dz1.sum(axis=0)
    return tuple(losses)


def with_another_rate(X, labels, steps):
    rng = np.random.RandomState(1)
    hidden, relu, output = Dense(2, 3, rng, scale=1.0), ReLU(), Dense(3, 3, rng, scale=1.0)
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(output.forward(relu.forward(hidden.forward(X))), labels))
        hidden.backward(relu.backward(output.backward(loss.backward())))
        for layer in (hidden, output):
            layer.weights -= 0.3 * layer.dweights
            layer.biases -= 0.3 * layer.dbiases
    return losses


def with_the_last_loss_only(X, labels, steps):
    return with_stored_gradients(X, labels, steps)[-1:]


# ---------------------------------------------------------------- train_one_layer


def with_zeros_in_every_step(X, labels, steps):
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        dweights, dbiases = np.zeros((2, 3)), np.zeros((1, 3))
        losses.append(loss.forward(X @ weights + biases, labels))
        dlogits = loss.backward()
        dweights += X.T @ dlogits
        dbiases += dlogits.sum(axis=0, keepdims=True)
        weights -= 0.5 * dweights
        biases -= 0.5 * dbiases
    return losses


def with_filled_arrays(X, labels, steps):
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
    dweights, dbiases = np.zeros((2, 3)), np.zeros((1, 3))
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(X @ weights + biases, labels))
        dlogits = loss.backward()
        dweights += X.T @ dlogits
        dbiases += dlogits.sum(axis=0, keepdims=True)
        weights -= 0.5 * dweights
        biases -= 0.5 * dbiases
        dweights.fill(0)
        dbiases[:] = 0
    return np.array(losses)


def with_a_dense_layer(X, labels, steps):
    layer, loss, losses = Dense(2, 3, scale=0.0), SoftmaxCrossEntropy(), []
    for step in range(steps):
        losses.append(loss.forward(layer.forward(X), labels))
        print("step", step, "loss", losses[-1])
        layer.backward(loss.backward())
        layer.weights -= 0.5 * layer.dweights
        layer.biases -= 0.5 * layer.dbiases
    return losses


def with_half_of_the_old_gradients(X, labels, steps):
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
    dweights, dbiases = np.zeros((2, 3)), np.zeros((1, 3))
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(X @ weights + biases, labels))
        dlogits = loss.backward()
        dweights = 0.5 * dweights + X.T @ dlogits
        dbiases = 0.5 * dbiases + dlogits.sum(axis=0, keepdims=True)
        weights -= 0.5 * dweights
        biases -= 0.5 * dbiases
    return losses


def with_a_smaller_rate(X, labels, steps):
    weights, biases = np.zeros((2, 3)), np.zeros((1, 3))
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        losses.append(loss.forward(X @ weights + biases, labels))
        dlogits = loss.backward()
        weights -= 0.1 * X.T @ dlogits
        biases -= 0.1 * dlogits.sum(axis=0, keepdims=True)
    return losses


ANSWERS = {
    "ch06.measured_gradient": [in_place_and_back, with_unit_vectors, with_a_fixed_step_and_prints],
    "ch06.neuron_backward": [in_lists, with_max, as_a_dictionary],
    "ch06.MyDense": [
        Dense,
        Layer_Dense,
        TransposedLayer,
        NeuronsFirst,
        NeuronsFirstTransposed,
        Float32Layer,
        LayerWithLoops,
        LateLayer,
        LayerWithOtherNames,
    ],
    "ch06.MyReLU": [ReLU, Activation_ReLU, ReLUOpenAtZero, ReLUWithOutputs, ReLUInPlace, ReLUWithLoops],
    "ch06.MySoftmax": [Activation_Softmax, SoftmaxWithoutALoop, SoftmaxWithEinsum, SoftmaxInFloat32],
    "ch06.MyCrossEntropy": [
        Loss_CategoricalCrossentropy,
        LossOfSamples,
        LossWithAnUpstreamGradient,
        LossWithTheTargets,
        LateLoss,
    ],
    "ch06.tanh_backward": [with_the_hyperbolic_cosine, with_exponentials, tanh_entry_by_entry],
    "ch06.softmax_loss_gradient": [
        with_one_hot_rows,
        with_two_loops,
        with_the_labels_first,
        in_the_callers_array,
        Activation_Softmax_Loss_CategoricalCrossentropy,
        SoftmaxCrossEntropy,
    ],
    "ch06.train_two_layers": [with_stored_gradients, in_a_list_of_layers, with_arrays_only],
    "ch06.train_one_layer": [with_zeros_in_every_step, with_filled_arrays, with_a_dense_layer],
}

WRONG = {
    "ch06.measured_gradient": [measured_first_entry_only, measured_with_a_coarse_step, measured_without_return],
    "ch06.neuron_backward": [neuron_bias_twice, neuron_of_four_results],
    "ch06.MyDense": [
        DenseWithBiasesTwice,
        DenseWithReversedDinputs,
        DenseWithoutDbiases,
        DenseWithATypo,
    ],
    "ch06.MyReLU": [
        ReLUOfATuple,
        ReLUWithoutAnS,
        ReLUWithAnUnderscore,
        LeakyReLU,
        ReLUWithAThreshold,
        ReLUWithANumPyTypo,
    ],
    "ch06.MySoftmax": [SoftmaxTwice, SoftmaxWithReversedRows, SoftmaxWithoutBackward],
    "ch06.MyCrossEntropy": [LossWithAMisspeltResult, LossWithTheMaximum, LossWithHalf],
    "ch06.tanh_backward": [tanh_halved, tanh_of_the_first_row],
    "ch06.softmax_loss_gradient": [with_a_two, with_the_first_label],
    "ch06.train_two_layers": [with_another_rate, with_the_last_loss_only],
    "ch06.train_one_layer": [with_half_of_the_old_gradients, with_a_smaller_rate],
}
