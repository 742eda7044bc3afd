"""Stand-ins for the objects of PyTorch that a training loop meets, for a check where PyTorch is not installed."""

import numpy as np


class Tensor(np.ndarray):
    """Numbers with the methods that a loop asks a tensor for."""

    def detach(self):
        return self

    cpu = clone = contiguous = detach

    def numpy(self):
        return np.array(self)

    def zero_(self):
        self[...] = 0
        return self

    def fill_(self, value):
        self[...] = value
        return self


def tensor(values):
    """Return numbers as a stand-in for a tensor."""
    return np.array(values, dtype=float).view(Tensor)


class Parameter:
    """A parameter: numbers in data, and grad, which is None or a sum of gradients."""

    requires_grad = True

    def __init__(self, data):
        self.data, self.grad = tensor(data), None


class Watched:
    """Something with zero_grad, which notes how often that was named and how often it was called."""

    def __init__(self, parameters):
        self.every, self.times_named, self.times_called = parameters, 0, 0

    @property
    def zero_grad(self):
        self.times_named += 1
        return self.clear

    def clear(self, set_to_none=True):
        self.times_called += 1
        for parameter in self.every:
            parameter.grad = None if set_to_none or parameter.grad is None else 0 * parameter.grad


class Linear(Watched):
    """A model with one layer and one output: call it with inputs (n, n_inputs)."""

    training = True

    def __init__(self, n_inputs):
        self.weight = Parameter(np.zeros(n_inputs))
        super().__init__([self.weight])

    def __call__(self, X):
        return Prediction(self.weight, X)

    forward = __call__

    def parameters(self):
        return iter(self.every)

    def named_parameters(self):
        return iter([("weight", self.weight)])

    def train(self, mode=True):
        self.training = mode
        return self

    def eval(self):
        return self.train(False)


class Prediction:
    """What a model has said, and how it came about."""

    def __init__(self, weight, X):
        self.weight, self.X, self.output = weight, X, X @ weight.data


class Loss:
    """The loss of a prediction: item gives the number, and backward adds to the gradients, once."""

    requires_grad = True

    def __init__(self, prediction, y):
        error = prediction.output - y
        self.parameter, self.value, self.used = prediction.weight, tensor(np.mean(error**2)), False
        self.gradient = tensor(2 * prediction.X.T @ error / len(y))

    def backward(self, gradient=None, retain_graph=False):
        if self.used:
            raise RuntimeError("Trying to backward through the graph a second time")
        self.used = not retain_graph
        old = self.parameter.grad
        self.parameter.grad = self.gradient if old is None else old + self.gradient

    def item(self):
        return self.value.item()

    def detach(self):
        return self.value

    data = property(detach)
    __float__ = tolist = item

    def cpu(self):
        return self

    clone = cpu


class MSELoss:
    """The mean squared error: called with a prediction and y, in either order."""

    def __call__(self, prediction, y):
        return Loss(prediction, y) if isinstance(prediction, Prediction) else Loss(y, prediction)

    forward = __call__


class SGD(Watched):
    """Gradient descent: step uses the gradients that are there, and leaves them there."""

    def __init__(self, parameters, rate):
        super().__init__(parameters)
        self.param_groups = [{"params": parameters, "lr": rate}]

    def step(self):
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.data = parameter.data - group["lr"] * parameter.grad


def new_model(n_inputs):
    """Return a model with weights of zero."""
    return Linear(n_inputs)


def new_optimizer(model, rate):
    """Return gradient descent for the parameters of a model."""
    return SGD(list(model.parameters()), rate)


def new_loss():
    """Return the mean squared error."""
    return MSELoss()


def weights_of(model):
    """Return the weights (n_inputs,) of a model, as an array."""
    return np.array(model.weight.data)


def is_loss(value):
    """Return whether a value is a tensor that keeps its computation."""
    return isinstance(value, Loss | Prediction)


def is_tensor(value):
    """Return whether a value is a tensor."""
    return isinstance(value, Tensor | Loss | Prediction)


def name_of(thing):
    """Return "model", "optimizer" or "loss" for one of them; None for anything else."""
    names = {Linear: "model", SGD: "optimizer", Loss: "loss"}
    return names.get(type(thing))
