"""scikit-learn's MLPClassifier, which draws its own first weights and shuffles in its own way."""

import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from tools.bench.cases import BETA1, BETA2, EPSILON


class ScikitLearn:
    """The classifier without penalty, and without stopping early."""

    def __init__(self, case, X, y):
        self.X, self.y = X, y
        self.classifier = MLPClassifier(
            hidden_layer_sizes=case.sizes[1:-1],
            activation="relu",
            solver="adam",
            alpha=0.0,
            batch_size=case.batch_size,
            learning_rate_init=case.learning_rate,
            beta_1=BETA1,
            beta_2=BETA2,
            epsilon=EPSILON,
            tol=0.0,
            n_iter_no_change=10**9,
            random_state=0,
        )

    def train(self, epochs):
        """Train; return the mean loss of the last epoch."""
        self.classifier.set_params(max_iter=epochs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # it would have stopped by itself later
            self.classifier.fit(self.X, self.y)
        return float(self.classifier.loss_)
