"""The objects of PyTorch that a training loop meets, for a check where PyTorch is installed."""

from importlib import import_module

torch = import_module("torch")  # not a package that the course asks for


class Watched:
    """Something with zero_grad, which notes how often that was named and how often it was called."""

    times_named = times_called = 0

    @property
    def zero_grad(self):
        self.times_named += 1
        return self.clear

    def clear(self, *arguments, **names):
        self.times_called += 1
        super().zero_grad(*arguments, **names)


class Model(Watched, torch.nn.Sequential):
    """A model with one layer and one output: call it with inputs (n, n_inputs)."""


class SGD(Watched, torch.optim.SGD):
    """Gradient descent."""


def tensor(values):
    """Return numbers as a tensor, with the sixteen digits that they have."""
    return torch.tensor(values, dtype=torch.float64)


def new_model(n_inputs):
    """Return a model with weights of zero."""
    layer = torch.nn.Linear(n_inputs, 1, bias=False, dtype=torch.float64)
    torch.nn.init.zeros_(layer.weight)
    return Model(layer, torch.nn.Flatten(0))


def new_optimizer(model, rate):
    """Return gradient descent for the parameters of a model."""
    return SGD(model.parameters(), lr=rate)


def new_loss():
    """Return the mean squared error."""
    return torch.nn.MSELoss()


def weights_of(model):
    """Return the weights (n_inputs,) of a model, as an array."""
    return model[0].weight.detach().numpy().ravel().copy()


def is_loss(value):
    """Return whether a value is a tensor that keeps its computation."""
    return is_tensor(value) and value.requires_grad


def is_tensor(value):
    """Return whether a value is a tensor."""
    return torch.is_tensor(value)


def name_of(thing):
    """Return "model", "optimizer" or "loss" for one of them; None for anything else."""
    if isinstance(thing, Model):
        return "model"
    if isinstance(thing, SGD):
        return "optimizer"
    return "loss" if torch.is_tensor(thing) else None
