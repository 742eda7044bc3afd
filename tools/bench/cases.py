"""The four networks that everybody trains: sizes, data, first weights and the order of the samples."""

from dataclasses import dataclass

import numpy as np

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8  # of Adam, for everybody


@dataclass(frozen=True)
class Case:
    """What is trained, and how long. batch_size divides n_samples."""

    name: str
    sizes: tuple
    n_samples: int
    batch_size: int
    epochs: int
    learning_rate: float
    rounds: int

    @property
    def label(self):
        """The sizes as in "2-64-3"."""
        return "-".join(map(str, self.sizes))

    @property
    def title(self):
        """What the page calls it."""
        return self.name if self.name == self.label else f"{self.name}, {self.label}"

    @property
    def steps_per_epoch(self):
        """How many batches there are."""
        return self.n_samples // self.batch_size


CASES = {
    case.name: case
    for case in (
        Case("spiral", (2, 64, 3), 300, 300, epochs=200, learning_rate=0.005, rounds=15),
        Case("digits", (64, 32, 10), 1792, 32, epochs=8, learning_rate=0.001, rounds=15),
        Case("784-128-128-10", (784, 128, 128, 10), 2560, 128, epochs=8, learning_rate=0.0002, rounds=9),
        Case("784-512-512-10", (784, 512, 512, 10), 2560, 256, epochs=4, learning_rate=0.0002, rounds=7),
    )
}


def data_of(case):
    """Return inputs (n_samples, n_inputs) of float64 and class numbers (n_samples,)."""
    if case.name == "spiral":
        from nnfs_helpers.data import spiral_data

        return spiral_data(case.n_samples // 3, 3)
    if case.name == "digits":
        from sklearn.datasets import load_digits

        digits = load_digits()
        return digits.data[: case.n_samples] / 16, digits.target[: case.n_samples]
    return noisy_prototypes(case.n_samples, case.sizes[0], case.sizes[-1])


def noisy_prototypes(n_samples, n_inputs, n_classes, noise=6.0):
    """Return samples (n_samples, n_inputs) and classes: each sample is the picture of its class, under much noise."""
    rng = np.random.RandomState(0)
    prototypes, labels = rng.standard_normal((n_classes, n_inputs)), rng.randint(n_classes, size=n_samples)
    samples = prototypes[labels] + noise * rng.standard_normal((n_samples, n_inputs))
    return samples / np.sqrt(1 + noise**2), labels


def first_layers(case, dtype):
    """Return the weights (n_inputs, n_neurons) and biases (1, n_neurons) that all begin with, layer by layer."""
    rng = np.random.RandomState(1)
    layers = []
    for n_inputs, n_neurons in zip(case.sizes, case.sizes[1:], strict=False):
        scale = np.sqrt(2 / (n_inputs + n_neurons))  # Glorot and Bengio 2010, as in scikit-learn
        weights = scale * rng.standard_normal((n_inputs, n_neurons))
        layers.append((weights.astype(dtype), np.zeros((1, n_neurons), dtype)))
    return layers


def orders(case, epochs):
    """Yield for each epoch the order of its samples, as Network.fit draws it with seed 0: an array, or a slice."""
    for epoch in range(epochs):
        if case.batch_size < case.n_samples:
            rng = np.random.RandomState([0, epoch * case.steps_per_epoch])
            yield rng.permutation(case.n_samples)
        else:
            yield slice(None)


def batches(case):
    """The slices of an epoch's batches."""
    return [slice(start, start + case.batch_size) for start in range(0, case.n_samples, case.batch_size)]
