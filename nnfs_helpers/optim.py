"""Optimizers: each moves a vector of parameters against its gradients, in a few lines (chapter 7)."""

import numpy as np

from nnfs_helpers.support.argument_checks import as_rate, as_share, check_switch
from nnfs_helpers.support.network_checks import as_gradients


class Optimizer:
    """What all optimizers share. Each kind moves the parameters in a method of its own, update."""

    def __init__(self, learning_rate, decay=0.0):
        """Step t, counted from 0, has the rate learning_rate / (1 + decay * t)."""
        self.learning_rate = as_rate(learning_rate, "learning_rate")
        self.decay = as_rate(decay, "decay")
        self.steps = 0

    def begin(self, parameters):
        """Make what is remembered from step to step: nothing, unless a kind has something to remember."""

    def step(self, parameters, gradients):
        """Change parameters (n,) in place; gradients (n,) belong to them."""
        gradients = as_gradients(gradients, parameters, self)
        if self.steps == 0:
            self.begin(parameters)
        rate = self.learning_rate / (1 + self.decay * self.steps)
        self.steps += 1
        self.update(parameters, gradients, rate)


class SGD(Optimizer):
    """Gradient descent, with momentum if you like: the velocity is a sum of gradients that fades."""

    def __init__(self, learning_rate=1.0, decay=0.0, momentum=0.0, nesterov=False):
        """momentum is the share of the velocity that is kept at each step; nesterov looks one step ahead."""
        super().__init__(learning_rate, decay)
        self.momentum = as_share(momentum, "momentum")
        check_switch(nesterov=nesterov)
        self.nesterov = nesterov

    def begin(self, parameters):
        """Start with a velocity of 0."""
        self.velocity = np.zeros_like(parameters)

    def update(self, parameters, gradients, rate):
        """Move along the velocity. The rate multiplies all of it, not each gradient in it, as in PyTorch."""
        self.velocity *= self.momentum
        self.velocity += gradients
        direction = self.velocity
        if self.nesterov:
            direction = gradients + self.momentum * self.velocity
        parameters -= rate * direction


class AdaGrad(Optimizer):
    """A rate for each parameter, divided by the root of the sum of its squared gradients."""

    def __init__(self, learning_rate=1.0, decay=0.0, epsilon=1e-10):
        """epsilon keeps the first division from being one by 0."""
        super().__init__(learning_rate, decay)
        self.epsilon = as_rate(epsilon, "epsilon")

    def begin(self, parameters):
        """Start with a sum of 0."""
        self.squares = np.zeros_like(parameters)

    def update(self, parameters, gradients, rate):
        """Divide each gradient by the root of its sum of squares: Duchi, Hazan and Singer 2011."""
        self.squares += gradients**2
        parameters -= rate * gradients / (np.sqrt(self.squares) + self.epsilon)


class RMSProp(Optimizer):
    """Like AdaGrad, but the squares are averaged and not summed: what is long ago is forgotten."""

    def __init__(self, learning_rate=0.01, decay=0.0, rho=0.9, epsilon=1e-8):
        """rho is the share of the old average that is kept at each step."""
        super().__init__(learning_rate, decay)
        self.rho = as_share(rho, "rho")
        self.epsilon = as_rate(epsilon, "epsilon")

    def begin(self, parameters):
        """Start with an average of 0."""
        self.squares = np.zeros_like(parameters)

    def update(self, parameters, gradients, rate):
        """Divide each gradient by the root of its average square: Tieleman and Hinton 2012, lecture 6.5."""
        self.squares *= self.rho
        self.squares += (1 - self.rho) * gradients**2
        parameters -= rate * gradients / (np.sqrt(self.squares) + self.epsilon)


class Adam(Optimizer):
    """Momentum and a rate for each parameter: both are averages that begin at 0 and are corrected for it."""

    def __init__(self, learning_rate=0.001, decay=0.0, beta1=0.9, beta2=0.999, epsilon=1e-8):
        """beta1 and beta2 are the shares kept of the average gradient and of the average square."""
        super().__init__(learning_rate, decay)
        self.beta1 = as_share(beta1, "beta1")
        self.beta2 = as_share(beta2, "beta2")
        self.epsilon = as_rate(epsilon, "epsilon")

    def begin(self, parameters):
        """Start with averages of 0."""
        self.mean = np.zeros_like(parameters)
        self.squares = np.zeros_like(parameters)

    def update(self, parameters, gradients, rate):
        """Divide the corrected mean by the root of the corrected squares: Kingma and Ba 2015, algorithm 1."""
        self.mean *= self.beta1
        self.mean += (1 - self.beta1) * gradients
        self.squares *= self.beta2
        self.squares += (1 - self.beta2) * gradients**2
        mean_share = 1 - self.beta1**self.steps
        squares_share = 1 - self.beta2**self.steps
        size = np.sqrt(self.squares / squares_share) + self.epsilon
        parameters -= rate / mean_share * self.mean / size


class AdamW(Adam):
    """Adam with weight decay: each step first shrinks every parameter by a small share."""

    def __init__(
        self, learning_rate=0.001, decay=0.0, weight_decay=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
    ):  # Adam's and weight_decay
        """A step shrinks by rate * weight_decay."""
        super().__init__(learning_rate, decay, beta1, beta2, epsilon)
        self.weight_decay = as_rate(weight_decay, "weight_decay")

    def update(self, parameters, gradients, rate):
        """Shrink the parameters, then make the step of Adam: Loshchilov and Hutter 2019."""
        parameters *= 1 - rate * self.weight_decay
        super().update(parameters, gradients, rate)
