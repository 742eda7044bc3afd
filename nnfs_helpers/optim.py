"""Optimizers: each moves a vector of parameters against its gradients, in a few lines (chapter 7)."""

import numpy as np

from nnfs_helpers.support.argument_checks import check_switch
from nnfs_helpers.support.network_checks import as_gradients, check_rates


class Optimizer:
    """What all optimizers share. A subclass moves the parameters in its method update."""

    n_memories = 0  # how many vectors it keeps from one step to the next

    def __init__(self, learning_rate, decay=0.0):
        """Step t, counted from 0, has the rate learning_rate / (1 + decay * t)."""
        check_rates(learning_rate=learning_rate, decay=decay)
        self.learning_rate, self.decay = learning_rate, decay
        self.steps, self.memories = 0, None

    def step(self, parameters, gradients):
        """Change parameters (n,) in place; gradients (n,) belong to them."""
        gradients = as_gradients(gradients, parameters, *(self.memories or []))
        if self.memories is None:
            self.memories = [np.zeros_like(parameters) for _ in range(self.n_memories)]
        rate = self.learning_rate / (1 + self.decay * self.steps)
        self.steps += 1
        self.update(parameters, gradients, rate, *self.memories)


class SGD(Optimizer):
    """Gradient descent, with momentum if you like: the velocity is a sum of gradients that fades."""

    n_memories = 1

    def __init__(self, learning_rate=1.0, decay=0.0, momentum=0.0, nesterov=False):
        """momentum is the share of the velocity that is kept at each step; nesterov looks one step ahead."""
        super().__init__(learning_rate, decay)
        check_rates(below_one=True, momentum=momentum)
        check_switch(nesterov=nesterov)
        self.momentum, self.nesterov = momentum, nesterov

    def update(self, parameters, gradients, rate, velocity):
        """Sutskever et al. 2013, as in PyTorch: the rate multiplies the velocity, not each gradient in it."""
        velocity *= self.momentum
        velocity += gradients
        direction = gradients + self.momentum * velocity if self.nesterov else velocity
        parameters -= rate * direction


class AdaGrad(Optimizer):
    """A rate for each parameter, divided by the root of the sum of its squared gradients."""

    n_memories = 1

    def __init__(self, learning_rate=1.0, decay=0.0, epsilon=1e-10):
        """epsilon keeps the first division from being one by 0."""
        super().__init__(learning_rate, decay)
        check_rates(epsilon=epsilon)
        self.epsilon = epsilon

    def update(self, parameters, gradients, rate, squares):
        """Duchi, Hazan and Singer 2011."""
        squares += gradients**2
        parameters -= rate * gradients / (np.sqrt(squares) + self.epsilon)


class RMSProp(Optimizer):
    """Like AdaGrad, but the squares are averaged and not summed: what is long ago is forgotten."""

    n_memories = 1

    def __init__(self, learning_rate=0.01, decay=0.0, rho=0.9, epsilon=1e-8):
        """rho is the share of the old average that is kept at each step."""
        super().__init__(learning_rate, decay)
        check_rates(epsilon=epsilon)
        check_rates(below_one=True, rho=rho)
        self.rho, self.epsilon = rho, epsilon

    def update(self, parameters, gradients, rate, squares):
        """Tieleman and Hinton 2012, lecture 6.5."""
        squares *= self.rho
        squares += (1 - self.rho) * gradients**2
        parameters -= rate * gradients / (np.sqrt(squares) + self.epsilon)


class Adam(Optimizer):
    """Momentum and a rate for each parameter: both are averages that begin at 0 and are corrected for it."""

    n_memories = 2

    def __init__(self, learning_rate=0.001, decay=0.0, beta1=0.9, beta2=0.999, epsilon=1e-8):
        """beta1 and beta2 are the shares kept of the average gradient and of the average square."""
        super().__init__(learning_rate, decay)
        check_rates(epsilon=epsilon)
        check_rates(below_one=True, beta1=beta1, beta2=beta2)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def update(self, parameters, gradients, rate, mean, squares):
        """Kingma and Ba 2015, algorithm 1."""
        mean *= self.beta1
        mean += (1 - self.beta1) * gradients
        squares *= self.beta2
        squares += (1 - self.beta2) * gradients**2
        mean_share, squares_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
        parameters -= rate / mean_share * mean / (np.sqrt(squares / squares_share) + self.epsilon)


class AdamW(Adam):
    """Adam with weight decay: each step first shrinks every parameter by a small share."""

    def __init__(self, learning_rate=0.001, decay=0.0, weight_decay=0.01, **options):
        """A step shrinks by rate * weight_decay; the other options are Adam's."""
        super().__init__(learning_rate, decay, **options)
        check_rates(weight_decay=weight_decay)
        self.weight_decay = weight_decay

    def update(self, parameters, gradients, rate, mean, squares):
        """Loshchilov and Hutter 2019, as in PyTorch: the decay is multiplied by the rate."""
        parameters *= 1 - rate * self.weight_decay
        super().update(parameters, gradients, rate, mean, squares)
