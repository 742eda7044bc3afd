"""Activation functions: chapter 4 builds forward, chapter 6 adds backward."""

import numpy as np

from nnfs_helpers.support.checks import as_array, as_batch, as_gradient


class ReLU:
    """Rectified linear unit: a negative number becomes 0, any other stays as it is."""

    def forward(self, inputs):
        """Return output, shaped like inputs: the larger of 0 and each input."""
        self.inputs = as_array(inputs)
        self.output = np.maximum(self.inputs, 0)
        return self.output

    def backward(self, dvalues):
        """Return dinputs, shaped like inputs: dvalues where the input was positive, else 0."""
        self.dinputs = as_gradient(dvalues, self) * (self.inputs > 0)
        return self.dinputs


class Sigmoid:
    """The logistic function 1 / (1 + exp(-input)): any number becomes one between 0 and 1."""

    def forward(self, inputs):
        """Return output, shaped like inputs. exp sees no positive number, so it cannot overflow."""
        self.inputs = as_array(inputs)
        exps = np.exp(-np.abs(self.inputs))
        self.output = np.where(self.inputs >= 0, 1, exps) / (1 + exps)
        return self.output

    def backward(self, dvalues):
        """Return dinputs, shaped like inputs: dvalues times the slope, output * (1 - output)."""
        self.dinputs = as_gradient(dvalues, self) * self.output * (1 - self.output)
        return self.dinputs


class Softmax:
    """Turns each row of logits into probabilities: exp of each logit, divided by the row's sum."""

    def forward(self, inputs):
        """Return output (n_samples, n_classes): no entry is negative, each row sums to 1."""
        self.inputs = as_batch(inputs)
        exps = np.exp(self.inputs - self.inputs.max(axis=1, keepdims=True))  # at most exp(0) = 1
        self.output = exps / exps.sum(axis=1, keepdims=True)
        return self.output

    def backward(self, dvalues):
        """Return dinputs, shaped like inputs: for each row, its Jacobian times its dvalues."""
        dvalues = as_gradient(dvalues, self)
        average = (dvalues * self.output).sum(axis=1, keepdims=True)  # (n_samples, 1)
        self.dinputs = self.output * (dvalues - average)
        return self.dinputs
