"""The gradient check itself: right on functions with a known gradient, and not fooled by wrong backward passes."""

from hypothesis import strategies as st
import numpy as np
from numpy.testing import assert_allclose, assert_array_equal
import pytest

from nnfs_helpers.activations import ReLU, Sigmoid, Softmax
from nnfs_helpers.gradcheck import gradient_error, numerical_gradient
from nnfs_helpers.layers import Dense
from nnfs_helpers.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from tests.package.gradients import RNGS, backward_errors, for_random, loss_error


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4)])
@for_random(rng=RNGS)
def test_numerical_gradient_finds_the_gradient_of_known_functions(shape, rng):
    values, factors = rng.normal(size=shape), rng.normal(size=shape)
    assert_allclose(numerical_gradient(lambda v: np.sum(factors * v), values), factors, atol=1e-9)
    assert_allclose(numerical_gradient(lambda v: np.sum(factors * v**2), values), 2 * factors * values, atol=1e-9)
    assert_allclose(numerical_gradient(lambda v: np.sum(np.sin(v)), values), np.cos(values), atol=1e-9)


def test_the_error_is_of_order_step_squared():
    def error(step):
        return abs(numerical_gradient(lambda v: v[0] ** 3, np.array([2.0]), step)[0] - 12)

    assert error(0.1) == pytest.approx(0.01, rel=1e-9)
    assert error(0.01) == pytest.approx(0.0001, rel=1e-6)


def test_numerical_gradient_puts_every_value_back_exactly():
    values = np.array([[0.1, 1e9], [-3.3, 0]])
    before = values.copy()
    numerical_gradient(np.sum, values)
    assert_array_equal(values, before)


def test_numerical_gradient_puts_the_values_back_when_the_function_raises():
    values = np.ones(3)
    with pytest.raises(ZeroDivisionError):
        numerical_gradient(lambda _: 1 / 0, values)
    assert_array_equal(values, [1, 1, 1])


@pytest.mark.parametrize("values", [np.arange(3), np.float32([1, 2]), np.array([True]), np.array([1j]), [1.0], None])
def test_numerical_gradient_wants_an_array_of_floats(values):
    with pytest.raises(TypeError, match="^values must be an? .*array of float64.*moved in place"):
        numerical_gradient(np.sum, values)


@pytest.mark.parametrize(
    "gradient, numerical, error",
    [
        ([1, 2], [1, 2], 0),
        ([0.1, 0.2], [0.1, 0.25], 0.05),  # below 1: the difference itself
        ([100, 1], [100, 3], 0.02),  # relative to the largest entry, here 100
        ([1, 3], [-100, 3], 1.01),  # also of the second gradient, also when it is negative
        ([-100, 3], [1, 3], 1.01),
        (2.5, 2.0, 0.2),
    ],
)
def test_gradient_error_by_hand(gradient, numerical, error):
    assert gradient_error(gradient, numerical) == pytest.approx(error, rel=1e-14)


@for_random(a=st.floats(-1e6, 1e6), b=st.floats(-1e6, 1e6))
def test_gradient_error_does_not_depend_on_the_order(a, b):
    assert gradient_error([a], [b]) == gradient_error([b], [a]) >= 0


def test_gradients_of_different_shapes_are_not_compared():
    with pytest.raises(ValueError, match=r"different shapes: \(1, 3\) and \(3,\)"):
        gradient_error(np.ones((1, 3)), np.ones(3))


def test_nan_never_passes_as_a_small_error():
    assert not gradient_error([np.nan, 1], [1, 1]) < 1e-7


# Wrong backward passes: every one is caught.


class ForgottenSoftmax(Softmax):
    def backward(self, dvalues):
        self.dinputs = np.zeros_like(self.output)
        return self.dinputs


class SoftmaxTimesItsSlope(Softmax):  # the diagonal of the Jacobian only
    def backward(self, dvalues):
        self.dinputs = dvalues * self.output * (1 - self.output)
        return self.dinputs


class DeafReLU(ReLU):  # ignores dvalues
    def backward(self, dvalues):
        self.dinputs = (self.inputs > 0).astype(float)
        return self.dinputs


class OpenReLU(ReLU):  # ignores the inputs
    def backward(self, dvalues):
        self.dinputs = dvalues
        return self.dinputs


class SigmoidSlopeOfInputs(Sigmoid):
    def backward(self, dvalues):
        self.dinputs = dvalues * self.inputs * (1 - self.inputs)
        return self.dinputs


class TransposedDense(Dense):
    def backward(self, dvalues):
        super().backward(dvalues)
        self.dweights[...] = self.dweights.T.copy()


class FirstSampleDense(Dense):  # every input's gradient from dvalues[0]
    def backward(self, dvalues):
        super().backward(dvalues)
        self.dinputs[...] = dvalues[0] @ self.weights.T


class MeanBiasDense(Dense):
    def backward(self, dvalues):
        super().backward(dvalues)
        self.dbiases /= len(dvalues)


class SummedCrossEntropy(CategoricalCrossEntropy):
    def backward(self):
        return super().backward() * len(self.labels)


class SummedSoftmaxCrossEntropy(SoftmaxCrossEntropy):
    def backward(self):
        return super().backward() * len(self.softmax.output)


INPUTS = np.array([[0.5, -1.2, 2.0], [-0.3, 0.8, 1.1], [1.7, -0.6, 0.4]])


@pytest.mark.parametrize(
    "layer, wrong",
    [
        (ForgottenSoftmax, "dinputs"),
        (SoftmaxTimesItsSlope, "dinputs"),
        (DeafReLU, "dinputs"),
        (OpenReLU, "dinputs"),
        (SigmoidSlopeOfInputs, "dinputs"),
        (TransposedDense, "dweights"),
        (FirstSampleDense, "dinputs"),
        (MeanBiasDense, "dbiases"),
    ],
)
def test_the_check_catches_a_wrong_backward_and_says_which_gradient_is_wrong(layer, wrong):
    layer = layer(3, 3) if issubclass(layer, Dense) else layer()
    errors = backward_errors(layer, INPUTS.copy(), np.random.RandomState(1).randn(3, 3))
    assert errors.pop(wrong) > 1e-3
    assert all(error < 1e-9 for error in errors.values())


@pytest.mark.parametrize("loss", [SummedCrossEntropy, SummedSoftmaxCrossEntropy])
def test_the_check_catches_a_missing_division_by_the_number_of_samples(loss):
    assert loss_error(loss(), np.array([[0.7, 0.3], [0.4, 0.6]]), [0, 1]) > 0.1


@pytest.mark.parametrize("layer", [ForgottenSoftmax, DeafReLU])
def test_an_upstream_gradient_of_ones_would_be_blind(layer):
    assert backward_errors(layer(), INPUTS.copy(), np.ones((3, 3)))["dinputs"] < 1e-9
