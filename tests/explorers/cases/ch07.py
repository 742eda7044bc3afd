"""Chapter 7: what the race of the optimizers and the ravine must say, computed apart."""

from functools import cache
import math

import numpy as np

from nnfs_helpers import explorers
from nnfs_helpers.data import spiral_data
from nnfs_helpers.optim import SGD, AdaGrad, Adam, RMSProp
from tests.explorers.cases import digits

# The rules, written out for one number or an array: from the gradient g, the memories and the number t of the step,
# counted from 1, to how far it moves with a learning rate of 1, and to the new memories.


def momentum_rule(keep, nesterov=False):
    """A sum of gradients that fades."""

    def rule(g, memories, t):
        velocity = keep * memories[0] + g
        return (g + keep * velocity if nesterov else velocity), [velocity]

    return rule


def adagrad_rule(g, memories, t):
    """Divided by the root of all squares."""
    squares = memories[0] + g * g
    return g / (squares**0.5 + 1e-10), [squares]


def rmsprop_rule(g, memories, t):
    """Divided by the root of the average square."""
    squares = 0.9 * memories[0] + 0.1 * g * g
    return g / (squares**0.5 + 1e-8), [squares]


def adam_rule(beta1=0.9):
    """The average gradient divided by the root of the average square, both without their start at 0."""

    def rule(g, memories, t):
        mean, squares = beta1 * memories[0] + (1 - beta1) * g, 0.999 * memories[1] + 0.001 * g * g
        return mean / (1 - beta1**t) / ((squares / (1 - 0.999**t)) ** 0.5 + 1e-8), [mean, squares]

    return rule


# The race

SETTINGS = {  # name: optimizer, its rule, its first learning rate and decay; those of the chapter
    "SGD": (SGD(1.0), momentum_rule(0), 1.0, 0),
    "falling": (lambda: SGD(1.0, decay=0.001, momentum=0.9), momentum_rule(0.9), 1.0, 0.001),
    "AdaGrad": (AdaGrad(0.1), adagrad_rule, 0.1, 0),
    "RMSProp": (lambda: RMSProp(0.02), rmsprop_rule, 0.02, 0),
    "Adam": (lambda: Adam(0.02), adam_rule(), 0.02, 0),
}


def race():
    """Five optimizers on the spiral, some as objects and some as functions that make them."""
    return explorers.OptimizerRace(*spiral_data(100, 3), {name: setting[0] for name, setting in SETTINGS.items()})


def race_oracle(state):
    """All trainings again, with the formulas of the network and of the optimizers written out."""
    start, step = state["start"], state["steps"]
    said = [f"Start {start} of 3, after {step} steps: "]
    for name in SETTINGS:
        looks = [trained(name, seed)[step] for seed in range(3)]
        losses = [loss for loss, _ in looks]
        said.append(f"{name} has a loss of {losses[start - 1]:.2f}, accuracy {looks[start - 1][1]:.2f}")
        said.append(f"{name} {min(losses):.2f} to {max(losses):.2f}")
    return said


@cache
def trained(name, seed):
    """Return the loss and the accuracy before the first step, and after each of 500 steps, from the start of a seed."""
    _, rule, rate, decay = SETTINGS[name]
    X, y = spiral_data(100, 3)
    rng = np.random.RandomState(seed)
    arrays = [0.1 * rng.standard_normal((2, 64)), np.zeros(64), 0.1 * rng.standard_normal((64, 3)), np.zeros(3)]
    memories = [[np.zeros_like(array)] * 2 for array in arrays]
    looks = []
    for t in range(1, 502):
        loss, share, gradients = look(X, y, *arrays)
        looks.append((loss, share))
        for i, g in enumerate(gradients):
            move, memories[i] = rule(g, memories[i], t)
            arrays[i] -= rate / (1 + decay * (t - 1)) * move
    return looks


def look(X, y, w1, b1, w2, b2):
    """Return the loss, the accuracy and the four gradients."""
    z = X @ w1 + b1
    hidden = np.maximum(z, 0)
    scores = hidden @ w2 + b2
    e = np.exp(scores)
    p = e / e.sum(axis=1, keepdims=True)
    dscores = (p - np.eye(3)[y]) / 300
    dz = dscores @ w2.T * (z > 0)
    gradients = [X.T @ dz, dz.sum(axis=0), hidden.T @ dscores, dscores.sum(axis=0)]
    right = np.clip(p[range(300), y], 1e-7, 1 - 1e-7)  # as the loss of the course keeps probabilities away from 0
    return -np.log(right).mean(), (scores.argmax(axis=1) == y).mean(), gradients


# The ravine

KEPT = {"momentum": "momentum", "Nesterov": "momentum", "Adam": "beta1"}


def descent(name, state):
    """The places of a descent from (-1, 0.2) on (a² + 50 b²) / 2, each coordinate by itself, and their losses."""
    keep = state["momentum"]
    rules = {"AdaGrad": adagrad_rule, "RMSProp": rmsprop_rule, "Adam": adam_rule(keep)}
    rules |= {"momentum": momentum_rule(keep), "Nesterov": momentum_rule(keep, True), "plain descent": momentum_rule(0)}
    place, memories = [-1.0, 0.2], [[0.0, 0.0], [0.0, 0.0]]
    path, losses = [tuple(place)], [1.5]
    for t in range(1, state["steps"] + 1):
        for i, steep in enumerate((1, 50)):
            move, memories[i] = rules[name](steep * place[i], memories[i], t)
            place[i] -= state["learning_rate"] * move
        path.append(tuple(place))
        losses.append(place[0] ** 2 / 2 + 25 * place[1] ** 2)
        if losses[-1] > 1_000_000:
            break
    return path, losses


def words(loss):
    """A loss as the sentence says it."""
    if loss > 1_000_000:
        return "more than a million"
    return f"{loss:.0f}" if loss >= 100 else f"{loss:.3f}" if loss >= 0.001 else "less than 0.001"


def ravine_oracle(state):
    """What became of the path, and the numbers that tell why."""
    name, rate = state["optimizer"], state["learning_rate"]
    path, losses = descent(name, state)
    kept = f"{KEPT[name]} {state['momentum']:.2f}" if name in KEPT else "no momentum"
    plural = "" if len(path) == 2 else "s"
    said = [f"rate {rate:.4g}, {kept}: after {len(path) - 1} step{plural} the loss has gone from 1.500 to "]
    said += [said[0] + words(losses[-1]), fate(name, state, path)]
    if name == "plain descent":
        return said + [f"= {round(1 - rate, 9):.4g} and b", f"· 50 = {round(1 - 50 * rate, 9) + 0.0:.4g}."]
    plain = "diverge" if rate > 0.0400001 else f"end at a loss of {words(descent('plain descent', state)[1][-1])}"
    return said + [f"moves a by {digits(path[1][0] + 1, 3)} and b by {digits(path[1][1] - 0.2, 3)}.", f"would {plain}"]


def fate(name, state, path):
    """The word for what the path does: from the sizes of its roots, or from its places."""
    keep, rate = state["momentum"], state["learning_rate"]
    # Along b, each of these three is a recurrence b'' = p b' + q b, which grows if a root of r² - p r - q is above 1.
    recurrences = {
        "plain descent": (1 - 50 * rate, 0),
        "momentum": (1 + keep - 50 * rate, -keep),
        "Nesterov": ((1 + keep) * (1 - 50 * rate), -keep * (1 - 50 * rate)),
    }
    if name in recurrences:
        p, q = recurrences[name]
        largest = max(abs(np.roots([1, -p, -q])))
        if largest > 1 + 1e-7:
            return "It diverges: "
        if largest > 1 - 1e-7:
            return "It jumps from side to side for ever: "
    near = [math.hypot(*place) < 0.01 for place in path]
    if near[-1]:
        arrival = max(i for i, there in enumerate(near) if not there) + 1
        return f"It converges: from step {arrival} on"
    changes, recent = sign_changes(path), sign_changes(path[-11:])
    left = math.hypot(*path[-1])
    changed = f"b has visibly changed its sign {changes} time{'' if changes == 1 else 's'}"
    if recent:
        kind = "jumps from side to side" if recent > min(11, len(path)) / 2 else "swings"
        return f"It {kind}: {changed}, and the lowest point is still {digits(left, 3)} away."
    last = math.dist(path[-1], path[-2]) / left
    kind = "crawls" if last < 0.05 else "is on its way"
    return (
        f"It {kind}: its last step was {digits(100 * last, 1)} % of the {digits(left, 3)} that are left, and {changed}."
    )


def sign_changes(path):
    """How often b changes its sign, where what is closer to 0 than 0.01 has none."""
    text = "".join("+" if b > 0 else "-" for _, b in path if abs(b) >= 0.01)
    return text.count("+-") + text.count("-+")


CASES = {"OptimizerRace": (race, race_oracle), "Ravine": (explorers.Ravine, ravine_oracle)}
