"""A computation written down operation by operation, with the local derivatives that the way back needs."""

from math import exp, log
from typing import NamedTuple

from nnfs_helpers.plotting.style import told


class Operation(NamedTuple):
    """One operation: the name of its result, its formula in names and in numbers, its parts, and their slopes.

    slopes holds the local derivative of the result with respect to each part.
    """

    name: str
    formula: str
    numbers: str
    parts: tuple
    slopes: tuple


def bracketed(number):
    """Return a number as text, in brackets if it is negative."""
    return f"({told(number)})" if number < 0 else told(number)


class Trace:
    """The numbers a computation began with, and its operations in order."""

    def __init__(self, **numbers):
        """Begin with numbers, given by name."""
        self.values, self.operations = {name: float(value) for name, value in numbers.items()}, []

    def record(self, name, value, template, parts, slopes):
        """Store a result and how it was computed. template is the formula with {} for each part."""
        self.values[name] = float(value)
        numbers = [bracketed(self.values[part]) for part in parts]
        formula = template.format(*parts)
        self.operations.append(Operation(name, formula, template.format(*numbers), tuple(parts), tuple(slopes)))

    def multiply(self, name, a, b):
        """Record name = a · b. Each factor's slope is the other factor."""
        x, y = self.values[a], self.values[b]
        self.record(name, x * y, "{} · {}", (a, b), (y, x))

    def add(self, name, *parts):
        """Record the sum of the parts. Every slope is 1."""
        total = sum(self.values[part] for part in parts)
        self.record(name, total, " + ".join(["{}"] * len(parts)), parts, [1.0] * len(parts))

    def neuron(self, name, inputs, weights, bias):
        """Record name = the sum of inputs times weights, plus the bias, as one operation."""
        pairs = list(zip(inputs, weights, strict=True))
        total = sum(self.values[x] * self.values[w] for x, w in pairs) + self.values[bias]
        parts = [part for pair in pairs for part in pair] + [bias]
        slopes = [self.values[part] for x, w in pairs for part in (w, x)] + [1.0]
        self.record(name, total, " + ".join(["{} · {}"] * len(pairs)) + " + {}", parts, slopes)

    def relu(self, name, a):
        """Record name = max(0, a). The slope is 1 where a is positive, else 0."""
        x = self.values[a]
        self.record(name, max(0.0, x), "max(0, {})", (a,), (float(x > 0),))

    def exp(self, name, a):
        """Record the exponential of a, which is its own slope."""
        value = exp(self.values[a])
        self.record(name, value, "exp({})", (a,), (value,))

    def divide(self, name, a, b):
        """Record name = a / b."""
        x, y = self.values[a], self.values[b]
        self.record(name, x / y, "{} / {}", (a, b), (1 / y, -x / y**2))

    def minus_log(self, name, a):
        """Record name = -log(a), with slope -1 / a."""
        x = self.values[a]
        self.record(name, -log(x), "-log({})", (a,), (-1 / x,))

    def squared_distance(self, name, a, goal):
        """Record name = (a - goal)², with slope 2 (a - goal)."""
        distance = self.values[a] - goal
        self.record(name, distance**2, f"({{}} - {bracketed(goal)})²", (a,), (2 * distance,))

    def backward(self):
        """Return for each operation, last one first, a dict: part to its gradient so far, summed over all its uses."""
        gradients, steps = {self.operations[-1].name: 1.0}, []
        for operation in reversed(self.operations):
            incoming = gradients[operation.name]
            step = {}
            for part, slope in zip(operation.parts, operation.slopes, strict=True):
                gradients[part] = step[part] = gradients.get(part, 0.0) + incoming * slope
            steps.append(step)
        return steps

    def gradients(self):
        """Return a dict: every name to the derivative of the last result with respect to it."""
        gradients = {self.operations[-1].name: 1.0}
        for step in self.backward():
            gradients |= step
        return gradients

    def table(self):
        """Return the whole trace as text: each operation with its value, and for each part the way back."""
        gradients, lines = self.gradients(), []
        for operation in self.operations:
            value, incoming = told(self.values[operation.name]), gradients[operation.name]
            lines.append(f"{operation.name} = {operation.formula} = {operation.numbers} = {value}")
            lines.append(f"    gradient that comes in: {told(incoming)}")
            width = max(map(len, operation.parts))
            for part, slope in zip(operation.parts, operation.slopes, strict=True):
                outgoing = f"{told(incoming)} · {bracketed(slope)} = {told(incoming * slope)}"
                lines.append(f"    to {part:{width}}  local derivative {told(slope):>8}   goes out {outgoing}")
        return "\n".join(lines)
