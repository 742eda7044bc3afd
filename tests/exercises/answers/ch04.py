"""Chapter 4: correct answers in other styles, and wrong ones that no sentence was written for."""

import math

import numpy as np

# A ReLU with a leak


def leaky_by_a_loop(values, alpha):
    outputs = []
    for value in values:
        if value > 0:
            outputs.append(value)
        else:
            outputs.append(alpha * value)
    return outputs


def leaky_by_a_mask(x, slope=0.01):
    y = x.copy()
    y[y < 0] *= slope
    print("leaky", y)
    return y


def leaky_by_a_maximum(x, a):
    return np.maximum(x, a * x)


def leaky_by_a_sum(x, slope):
    return (np.maximum(0, x) + slope * np.minimum(0, x)).astype(np.float32)


def leaky_at_one(x, slope):
    return np.where(x > 1, x, slope * x)


def leaky_by_division(x, slope):
    return np.where(x > 0, x, x / slope)


# ReLU as a class


class Activation_ReLU:
    # Forward pass
    def forward(self, inputs):
        # Remember input values
        self.inputs = inputs
        # Calculate output values from inputs
        self.output = np.maximum(0, inputs)


class ReLUInFloat32:
    def __init__(self):
        self.name = "relu"
        self.calls = 0

    def forward(self, X, training=True):
        self.calls += 1
        self.X = np.asarray(X, dtype=np.float32)
        print("relu", self.X.shape)
        return self.X * (self.X > 0)


class ReLUByLoops:
    def forward(self, batch):
        self.inputs = batch
        self.output = [[value if value > 0 else 0 for value in row] for row in batch]
        return self.output


class ReLUWithAMask:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out


class ReLUThatKeepsAList:
    def forward(self, inputs):
        self.cache = [inputs, "relu"]
        return np.maximum(0, inputs)


class ReLUThatKeepsADict:
    def __init__(self):
        self.memory = {}

    def forward(self, x):
        self.memory["x"] = x
        self.memory["calls"] = self.memory.get("calls", 0) + 1
        return x.clip(min=0)


class ReLUThatKeepsPlaces:
    def forward(self, inputs):
        self.positive = np.where(inputs > 0)
        return np.maximum(0, inputs)


class ReLUThatKeepsRowsOfPlaces:
    def forward(self, inputs):
        self.positive = np.argwhere(inputs > 0)
        return np.maximum(0, inputs)


class ReLUThatKeepsASign:
    def forward(self, inputs):
        self.sign = np.sign(inputs)
        return inputs * (self.sign > 0)


class ReLUThatKeepsThePositiveValues:
    def forward(self, inputs):
        self.values = inputs[inputs > 0]
        self.output = None
        return np.maximum(0, inputs)


class ReLUThatKeepsItsOutputOnly:
    def forward(self, z):
        self.out = (z + np.abs(z)) / 2


class ReLUAtOne:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(1, inputs)
        return self.output


class ReLUWithAnError:
    def forward(self, inputs):
        self.output = np.maximum(0, self.inputs)
        return self.output


class ReLUWithATypo:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(0, input)


# Find the bug: a ReLU with a side effect


def rectified_by_maximum(inputs):
    return np.maximum(0, inputs)


def rectified_by_where(inputs):
    output = np.array(inputs)
    output = np.where(output < 0, 0, output)
    return output


def rectified_as_a_list(inputs):
    return [[max(0.0, float(value)) for value in row] for row in inputs]


def rectified_with_a_view(inputs):
    output = inputs[:]
    output[output < 0] = 0.5
    return output


def rectified_and_doubled(inputs):
    return 2 * np.maximum(0, inputs)


# A bump


def bump_without_relu(x, c):
    return np.maximum(0, 1 - np.abs(x - c))


def bump_by_a_loop(xs, center):
    def r(v):
        return v if v > 0 else 0

    return [r(x - (center - 1)) - 2 * r(x - center) + r(x - (center + 1)) for x in xs]


def bump_by_weights(x, center):
    hidden = np.maximum(0, np.dot(x.reshape(-1, 1), np.ones((1, 3))) + np.array([1.0, 0.0, -1.0]) - center)
    return hidden @ np.array([1, -2, 1])


def bump_by_interpolation(x, center):
    print(center)
    return np.interp(x, [center - 1, center, center + 1], [0, 1, 0]).astype(np.float32)


def bump_on_the_right_only(x, center):
    return np.maximum(0, 1 - np.abs(x - np.abs(center)))


def bump_twice_as_high(x, center):
    return 2 * np.maximum(0, 1 - np.abs(x - center))


def bump_twice_as_wide(x, center):
    return np.maximum(0, 1 - np.abs(x - center) / 2)


# Softmax


def softmax_by_loops(batch):
    result = []
    for row in batch:
        top = max(row)
        exps = [math.exp(value - top) for value in row]
        total = sum(exps)
        result.append([value / total for value in exps])
    return result


def softmax_transposed(z):
    z = z.T
    e = np.exp(z - z.max(axis=0))
    return (e / np.sum(e, axis=0)).T


def softmax_with_reshape(logits):
    logits = logits.astype(np.float32)
    shifted = logits - np.max(logits, axis=-1).reshape(-1, 1)
    exps = np.exp(shifted)
    print(exps.shape)
    return np.einsum("ij,i->ij", exps, 1 / exps.sum(axis=1))


def softmax_by_logarithms(x):
    x = x - x.max(1)[:, None]
    return np.exp(x - np.log(np.sum(np.exp(x), axis=1, keepdims=True)))


class Activation_Softmax:
    def forward(self, inputs):
        self.inputs = inputs
        exp_values = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        probabilities = exp_values / np.sum(exp_values, axis=1, keepdims=True)
        self.output = probabilities


def softmax_to_the_base_two(logits):
    exps = 2 ** (logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def softmax_of_half_the_logits(logits):
    exps = np.exp((logits - logits.max(axis=1, keepdims=True)) / 2)
    return exps / exps.sum(axis=1, keepdims=True)


def softmax_with_an_undefined_name(logits):
    return exps / exps.sum(axis=1, keepdims=True)  # noqa: F821


# Find the bug: a sigmoid that is not a number


def logistic_in_its_first_form(x):
    return 1 / (1 + np.exp(-x))


def logistic_in_two_halves(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def logistic_by_a_loop(values):
    outputs = []
    for value in values:
        if value >= 0:
            outputs.append(1 / (1 + math.exp(-value)))
        else:
            outputs.append(math.exp(value) / (1 + math.exp(value)))
    return outputs


def logistic_by_tanh(x):
    return (0.5 * (1 + np.tanh(0.5 * x))).astype(np.float32)


def logistic_clipped(x):
    x = np.clip(x, -500, 500)
    return np.exp(x) / (1 + np.exp(x))


class Activation_Sigmoid:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = 1 / (1 + np.exp(-inputs))


def logistic_clipped_early(x):
    x = np.clip(x, -5, 5)
    return np.exp(x) / (1 + np.exp(x))


def logistic_that_is_a_hyperbolic_tangent(x):
    return np.tanh(x)


ANSWERS = {
    "ch04.leaky_relu": [leaky_by_a_loop, leaky_by_a_mask, leaky_by_a_maximum, leaky_by_a_sum],
    "ch04.MyReLU": [
        Activation_ReLU,
        ReLUInFloat32,
        ReLUByLoops,
        ReLUWithAMask,
        ReLUThatKeepsItsOutputOnly,
        ReLUThatKeepsAList,
        ReLUThatKeepsADict,
        ReLUThatKeepsPlaces,
        ReLUThatKeepsRowsOfPlaces,
        ReLUThatKeepsASign,
    ],
    "ch04.rectified": [rectified_by_maximum, rectified_by_where, rectified_as_a_list, Activation_ReLU],
    "ch04.bump_at": [bump_without_relu, bump_by_a_loop, bump_by_weights, bump_by_interpolation],
    "ch04.exp_range": [(0.0, 1.0), [0, 1], np.array([0, 1]), lambda: (0, 1)],
    "ch04.softmax": [
        softmax_by_loops,
        softmax_transposed,
        softmax_with_reshape,
        softmax_by_logarithms,
        Activation_Softmax,
    ],
    "ch04.logistic": [
        logistic_in_its_first_form,
        logistic_in_two_halves,
        logistic_by_a_loop,
        logistic_by_tanh,
        logistic_clipped,
        Activation_Sigmoid,
    ],
    "ch04.choices": [
        ("softmax", "sigmoid", "none", "relu"),
        ["Softmax", " sigmoid", "None", "ReLU"],
        lambda: ["softmax", "sigmoid", "none", "relu"],
    ],
}

WRONG = {
    "ch04.leaky_relu": [leaky_at_one, leaky_by_division],
    "ch04.MyReLU": [ReLUAtOne, ReLUWithAnError, ReLUWithATypo],
    "ch04.rectified": [rectified_with_a_view, rectified_and_doubled],
    "ch04.bump_at": [bump_twice_as_high, bump_twice_as_wide, bump_on_the_right_only],
    "ch04.exp_range": [(0, 2), 1],
    "ch04.softmax": [softmax_to_the_base_two, softmax_of_half_the_logits, softmax_with_an_undefined_name],
    "ch04.logistic": [logistic_clipped_early, logistic_that_is_a_hyperbolic_tangent],
    "ch04.choices": [("softmax", "sigmoid", "none", "leaky"), "softmax", ("softmax", "sigmoid", "none", 3)],
}
