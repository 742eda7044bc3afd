"""Chapter 7: optimizers."""

from functools import cache
import inspect

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import spiral_data
from nnfs_helpers.exercises.machinery.exercise import case_of, exercise, normal
from nnfs_helpers.exercises.machinery.probes import as_it_was, called_by_meaning, named, names_in_a_row
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Sequential
from nnfs_helpers.optim import SGD, Adam
from nnfs_helpers.support.checks import unchecked


def to_two_decimals(attempt, case):
    """Return a number as it was asked for, rounded; what is no number comes back as it is."""
    value = attempt() if callable(attempt) else attempt
    return round(float(value), 2) if isinstance(value, int | float | np.number) else value


@exercise("A rate for another ravine", difficulty=1, minutes=6, probe=to_two_decimals)
def ravine_rate():
    """The two factors, 1 - rate and 1 - 9 * rate, are then 0.8 and -0.8."""
    return 0.2


ravine_rate.feedback("""
    Which factor does a have with a rate of 0.1, and which one has b? The larger one, without its sign, decides.
    A larger rate makes the factor of a smaller. From where on does the factor of b, without its sign, grow?
    Best is where both are equally large: 1 - rate is then the same as 9 * rate - 1.

    # With two ninths the factor of b is -1: it jumps from side to side for ever. Go a little below.
    return 2 / 9

    # With one ninth b arrives in a single step. But a keeps eight ninths of its distance in each step, and a larger
    # rate would help it.
    return 1 / 9

    # That suits the ravine of the page, where b is 25 times as steep. Here it is 9 times, and the steps may be longer.
    return 0.08

    # That is the factor with which both shrink, and a good one. Which rate leads to it?
    return 0.8

    # With a rate of 1, a arrives in a single step. But the factor of b is then -8, and b grows out of all bounds.
    return 1

    # With 0.1 the factor of a is 0.9 and that of b 0.1. Now a decides: take larger steps, as long as b can bear them.
    return 0.1
    """)


def pushes(rng):
    """Steps in the middle of a training: the velocity is not 0. Never two parameters: two arrays are returned."""
    yield case_of(
        parameters=[1.5, -2.0, 4.0], gradients=[0.5, 3.0, -6.0], velocity=[2.0, -5.0, 7.0], rate=0.1, momentum=0.8
    )
    for n in (5, 4):
        drawn = normal(rng, parameters=n, gradients=n, velocity=n)
        yield drawn | {"rate": rng.uniform(0.2, 0.4), "momentum": rng.uniform(0.6, 0.9)}


@exercise("A step with momentum", difficulty=2, minutes=8, cases=pushes, probe=named("parameters", "velocity"))
def momentum_step(parameters, gradients, velocity, rate, momentum):
    """Return the new (parameters, velocity), all (n,). velocity is a sum of gradients, with no rate in it."""
    velocity = momentum * velocity + gradients
    return parameters - rate * velocity, velocity


momentum_step.feedback("""
    Two lines: the velocity first, then the step that uses it.
    A share of the old velocity is kept, and the gradients are added to it as they are, without the rate.
    The rate comes in at the step: it multiplies the new velocity, and the product is subtracted.

    # The old velocity is lost: your new one is the gradients, {got[velocity]}. So this is a step without momentum.
    # What was there before, {velocity}, must be in it as well.
    momentum * velocity + →

    # The new velocity is right, but the step is made with the old one. It should already know the gradients of this
    # step.
    return parameters - rate * velocity, momentum * velocity + gradients

    # The new velocity is right, but it moves nothing: your step is made with the gradients alone.
    rate * velocity → rate * gradients

    # The new parameters are right. But the velocity comes back as it was, {got[velocity]}, so the next step would know
    # nothing of this one.
    return momentum_step.reference(parameters, gradients, velocity, rate, momentum)[0], velocity

    # Your velocity is right, and the step goes uphill: from {parameters} to {got[parameters]}. The velocity is a sum
    # of gradients, and these point to where the loss grows.
    parameters - → parameters +

    # Your velocity is an average: the gradients count for one minus the momentum only. That is sensible, and Adam does
    # it; here they are added in full, so that steps in one direction grow.
    + gradients → + (1 - momentum) * gradients

    # This is another form of momentum, and a good one: the rate is inside the velocity, which is then added to the
    # parameters. Many books write it so. Here it is PyTorch's form: the velocity {velocity} that you got is a sum of
    # gradients, and the rate comes in at the step.
    velocity = momentum * velocity - rate * gradients
    return parameters + velocity, velocity

    # This is another form of momentum, and a good one: the rate is inside the velocity, which is then subtracted. Here
    # it is PyTorch's form: the velocity {velocity} that you got is a sum of gradients, and the rate comes in at the
    # step.
    velocity = momentum * velocity + rate * gradients
    return parameters - velocity, velocity

    # The rate, {rate}, comes in twice: in the velocity, and again at the step. It belongs only to the step.
    + gradients → + rate * gradients

    # Your velocity is right. At the step the rate, {rate}, is missing, so the step is too long.
    rate * →

    # The momentum, {momentum}, shrinks the parameters as well: without any velocity they would still move towards 0.
    # It belongs to the velocity only.
    return parameters → return momentum * parameters

    # The velocity does not fade: the momentum, {momentum}, is not used. A ball without friction never comes to rest.
    momentum * →

    # The momentum, {momentum}, shrinks the gradients, and the old velocity is kept in full. It is the old velocity
    # that should fade.
    momentum * velocity + → velocity + momentum *

    # The momentum, {momentum}, shrinks the old velocity and the new gradients as well. The gradients come in in full:
    # leave the brackets out.
    velocity + gradients → (velocity + gradients)

    # In your velocity the gradients are subtracted, and at the step the velocity is subtracted once more: the new
    # gradients push uphill.
    velocity + → velocity -

    # You let the velocity point downhill, and add it. That is sensible in itself. But the velocity {velocity} that you
    # got is a sum of gradients, and points uphill: the old and the new part of yours do not fit together.
    velocity + → velocity -
    parameters - → parameters +

    # This is Nesterov's step, which looks one step ahead: correct, and more than was asked. The plain form uses the
    # new velocity as it is.
    * velocity, → * (gradients + momentum * velocity),

    # Both results are right, in the other order: the parameters come first, then the velocity.
    return parameters - rate * velocity, velocity → return velocity, parameters - rate * velocity

    # Only one array comes back. The next step needs the new velocity too: return both, separated by a comma.
    * velocity, velocity → * velocity
    """)


def waves(rng):
    """In the middle, at both ends, and at random places of a training."""
    yield {"learning_rate": 0.6, "step": 3, "last_step": 9}
    yield {"learning_rate": 0.7, "step": 0, "last_step": 5}
    yield {"learning_rate": 0.9, "step": 8, "last_step": 8}
    for last_step in (40, 300):
        yield {"learning_rate": rng.uniform(0.2, 0.8), "step": int(rng.randint(3, 17)), "last_step": last_step}


@exercise("A rate that falls along a wave", difficulty=2, minutes=8, cases=waves)
def cosine_rate(learning_rate, step, last_step):
    """Return the rate of a step: learning_rate at step 0, half of it in the middle, 0 at last_step."""
    return learning_rate * (1 + np.cos(np.pi * step / last_step)) / 2


cosine_rate.feedback("""
    How far has the training come, as a number from 0 to 1? And which angle should that be, from 0 to pi?
    The cosine goes from 1 to -1. What must be added to it, so that it ends at 0?
    The cosine and 1 together go from 2 to 0: half of that is the share of the learning rate.

    # From the middle on your rate is negative, and training would climb: the cosine goes from 1 to -1. At step {step}
    # of {last_step} you get {got}. Move it up, so that it ends at 0.
    (1 + np.cos(np.pi * step / last_step)) / 2 → np.cos(np.pi * step / last_step)

    # You begin with twice the learning rate: the cosine and 1 are together 2 at the start. At step {step} of
    # {last_step} you get {got}.
    / 2 →

    # Your wave is a straight line: at step {step} of {last_step} the rate is {got}. It has the right ends and the right
    # middle, and no cosine in it.
    (1 + np.cos(np.pi * step / last_step)) / 2 → (1 - step / last_step)

    # The rate rises: it is 0 at the start, when the steps should be long. At step {step} of {last_step} you get {got}.
    1 + → 1 -

    # Your angle goes from 0 to 1 only, and the cosine of 1 is still about one half. At the last step it should be pi.
    np.pi * →

    # Your angle goes from 0 to 180. NumPy counts angles so that half a turn is pi, not 180.
    np.pi → 180

    # Your wave goes down and up again: its angle makes a whole turn, and at the last step the rate is what it was at
    # first. Half a turn is pi.
    np.pi → 2 * np.pi

    # That is a quarter of a wave: it has the right ends, and in the middle it is still too high. At step {step} of
    # {last_step} you get {got}.
    (1 + np.cos(np.pi * step / last_step)) / 2 → np.cos(np.pi / 2 * step / last_step)

    # `//` cuts off what stands behind the point, so that the training seems to be at its start until the last step.
    step / last_step → (step // last_step)

    # That is the share of the learning rate, {got}. The learning rate itself, {learning_rate}, is not in it yet.
    learning_rate * →

    # Brackets are missing: only the cosine is divided by 2, and not the 1. At step {step} of {last_step} you get {got}.
    (1 + np.cos(np.pi * step / last_step)) / 2 → (1 + np.cos(np.pi * step / last_step) / 2)
    """)


def range_tests(rng):
    """Curves that fall and rise again, with a small rise on the way; the last ones end in inf and nan: a blow-up.

    The steepest fall is never at the answer, and the rates grow by no factor of 10.
    """
    yield case_of(rates=[0.003, 0.01, 0.03, 0.09, 0.25, 0.7, 2.0], losses=[1.1, 0.98, 1.02, 0.6, 0.45, 0.8, 3.5])
    for n_last in (2, 3):
        rates = 0.002 * 2.5 ** np.arange(9) * rng.uniform(0.9, 1.1, size=9)
        losses = np.array([1.2, 1.05, 1.12, 0.95, 0.7, 0.55, 0.9, 4.0, 20.0]) + rng.uniform(0, 0.04, size=9)
        losses[9 - n_last :] = [np.inf, np.nan, np.nan][3 - n_last :]
        yield {"rates": rates, "losses": losses}


@exercise("A rate from a range test", difficulty=1, minutes=8, cases=range_tests)
def best_rate(rates, losses):
    """Return a tenth of the rate with the lowest loss, both (n,). A loss is nan after a blow-up."""
    return rates[np.nanargmin(losses)] / 10


best_rate.feedback("""
    np.argmin gives a place, not a number. What stands at that place in the other array?
    nan compares with nothing, and np.argmin stops at the first one it meets. NumPy has a sister of it that skips nan.
    np.nanargmin(losses) is the place. The rate at that place, divided by 10, is the answer.

    # {got} is the rate at which the loss is lowest. There it is about to rise: keep a distance, and take a tenth of
    # it.
    / 10 →

    # {got} is a place in the array, divided by 10. np.argmin tells where the lowest loss is; which rate stands there?
    return np.nanargmin(losses) / 10

    # You divided the place by 10 and rounded, and took the rate that stands there. It is the rate that is to be
    # divided, not its place.
    ] / 10 → // 10]

    # {got} is a place in the array. Which rate stands there, and what is a tenth of it?
    return np.nanargmin(losses)
    """)

# The same comes out when nan is replaced by 0 first: that is then the lowest loss.
best_rate.feedback("""
    # Right as long as all losses are numbers. In {losses} the first nan counts as the lowest: np.argmin stops there,
    # and a 0 in its place would be lower than any loss. You recommend a rate that has blown the training up.
    nanargmin → argmin

    # Right as long as all losses are numbers. The minimum of {losses} is nan for NumPy, and no loss is equal to nan,
    # so nothing is found.
    return rates[losses == losses.min()] / 10

    # {got} is the lowest loss, divided by 10. What is asked for is the rate that stands at its place.
    return np.nanmin(losses) / 10

    # {got} is the lowest loss itself. What is asked for is a tenth of the rate that stands at its place.
    return np.nanmin(losses)

    # You looked for the highest loss. At its rate the training blows up: {losses}.
    nanargmin → nanargmax

    # You return the rate at which the loss falls most steeply. That is a good rule too, and some tools use it. The one
    # asked for here is simpler: a tenth of the rate with the lowest loss.
    losses)] / 10 → np.diff(losses))]

    # You multiplied by 10, and got {got}. That is beyond the place where the loss begins to rise: a tenth is meant.
    ] / 10 → ] * 10

    # You went one place to the left of the lowest loss. How much smaller the rate is there depends on how finely it
    # was tried: a tenth is meant.
    ] / 10 → - 1]

    # You stopped where the loss rises for the first time, and took a tenth of that rate. Curves wobble: after a small
    # rise this one goes on falling, and its lowest place comes later.
    i = 0
    while losses[i + 1] < losses[i]:
        i = i + 1
    return rates[i] / 10

    # {got} is a tenth of the largest rate that was tried. The losses have no say in it.
    return rates[-1] / 10
    """)


def slopes(rng):
    """An epsilon so large that its place shows. Never two parameters: two arrays are returned."""
    yield {
        "parameters": np.array([1.5, -2.0, 4.0]),
        "gradients": np.array([0.5, -3.0, 6.0]),
        "squares": np.array([0.05, 7.0, 0.25]),  # the first root is smaller than epsilon
        "rate": 0.1,
        "rho": 0.8,
        "epsilon": 0.4,
    }
    for n in (5, 4):
        yield {
            "parameters": rng.normal(size=n),
            "gradients": rng.uniform(0.5, 3, size=n) * rng.permutation([-1.5, 1.2, -1.3, 1.4, -1.1])[:n],
            "squares": rng.uniform(0.5, 3, size=n),
            "rate": rng.uniform(0.2, 0.4),
            "rho": rng.uniform(0.6, 0.9),
            "epsilon": rng.uniform(0.2, 0.3),
        }


@exercise("A step of RMSProp", difficulty=2, minutes=10, cases=slopes, probe=named("parameters", "squares"))
def rmsprop_step(parameters, gradients, squares, rate, rho, epsilon):
    """Return the new (parameters, squares), all (n,). squares is a fading average of squared gradients."""
    squares = rho * squares + (1 - rho) * gradients**2
    return parameters - rate * gradients / (np.sqrt(squares) + epsilon), squares


rmsprop_step.feedback("""
    Two lines: the average of the squares first, then the step that uses it.
    An average of old and new: rho of the old squares, and the rest, one minus rho, of the new ones.
    Under the fraction bar: the root of the new squares, and epsilon added to the root.

    # Your squares are summed up, {got[squares]}, and nothing is forgotten. That is AdaGrad, whose steps become smaller
    # and smaller. RMSProp takes an average of old and new.
    rho * squares + (1 - rho) * → squares +

    # The old squares fade, but the new ones come in in full. In an average the two shares must sum to 1: rho is {rho},
    # so what is left for the new squares?
    (1 - rho) * →

    # The squares are right. But epsilon is inside the root. Keras has it there too; here it is added to the root
    # itself, as in PyTorch, and the two do not give the same steps.
    (np.sqrt(squares) → np.sqrt(squares

    # The squares are right, and the root is missing: you divide by the squares themselves, so a steep direction gets
    # much too short a step, and a flat one too long a step.
    np.sqrt(squares) → squares

    # The gradients go into your average without being squared. Signs then cancel, and the root of a negative number is
    # nan.
    gradients**2 → gradients

    # The gradients are doubled and not squared: `*2` is twice a number, `**2` its square. Signs then cancel, and the
    # root of a negative number is nan.
    gradients** → gradients *

    # One sum of all new squares goes to every parameter: a product with @, or `sum`, makes a single number. Each of
    # the {parameters.shape[0]} parameters needs its own square.
    gradients**2 → (gradients @ gradients)

    # The squares are right. The step divides by the larger of the root and epsilon, and the task adds the two: with an
    # epsilon of {epsilon} the difference shows.
    (np.sqrt(squares) + → np.maximum(np.sqrt(squares),

    # The sizes of the gradients go into your average, without their signs but not squared: {got[squares]} instead of
    # {expected[squares]}.
    gradients**2 → np.abs(gradients)

    # The two shares are exchanged: rho, {rho}, is how much is kept of the old squares. Yours forget almost everything
    # in one step.
    rho * squares + (1 - rho) → (1 - rho) * squares + rho

    # The new squares are right, but the step divides by the root of the old ones. In the very first step these are 0,
    # and the step would be huge.
    squares = → old, squares = squares,
    squares) → old)

    # The new parameters are right. But the squares come back as they were, {got[squares]}, so the next step would know
    # nothing of this one.
    return rmsprop_step.reference(parameters, gradients, squares, rate, rho, epsilon)[0], squares

    # The squares are right. In the step epsilon is missing, or it is a tiny number of your own and not the argument,
    # here {epsilon}. Without any, a parameter that has had no gradient yet divides zero by zero.
    (np.sqrt(squares) + epsilon → np.sqrt(squares

    # The squares are right. Brackets are missing in the step: epsilon, {epsilon}, is added to the parameters at the
    # end, and should be part of what you divide by.
    (np.sqrt(squares) + epsilon) → np.sqrt(squares) + epsilon

    # The step goes uphill: from {parameters} to {got[parameters]}. Dividing by the root changes the length of a step,
    # not its sign.
    - rate → + rate

    # The squares are right, and the step does not use them: it is that of plain gradient descent.
    / (np.sqrt(squares) + epsilon) →

    # The squares are right. But the gradients are squared in the step as well, above the fraction bar: so their signs
    # are lost, and every parameter falls.
    gradients / → gradients**2 /

    # The step is right. What you return beside it is the root of the squares, {got[squares]}. The next step expects
    # the squares themselves, and would take the root once more.
    ), squares → ), np.sqrt(squares)

    # One mean of all new squares goes to every parameter. Each of the {parameters.shape[0]} parameters has a rate of
    # its own, and so needs its own square.
    gradients**2 → np.mean(gradients**2)

    # The squares are right. At the step the rate, {rate}, is missing, so every parameter moves by about 1.
    rate * →

    # Both results are right, in the other order: the parameters come first, then the squares.
    return rmsprop_step.reference(parameters, gradients, squares, rate, rho, epsilon)[::-1]

    # Only one array comes back. The next step needs the new squares too: return both, separated by a comma.
    ), squares → )
    """)


def two_trainings(rng):
    """Two parameter arrays of one size with the gradients of some steps: a shared memory fits both without an error.

    First an epsilon so large that its place shows; in the last case the defaults, and a parameter without a gradient.
    """
    for n_steps, n in [(3, 2), (4, 3)]:
        yield {
            "first_gradients": rng.uniform(0.5, 4, size=(n_steps, n)) * rng.choice([-1.2, 1.3], size=(n_steps, n)),
            "second_gradients": rng.uniform(0.5, 4, size=(n_steps, n)) * rng.choice([-1.4, 1.1], size=(n_steps, n)),
            "learning_rate": 0.2,
            "beta1": rng.uniform(0.6, 0.7),
            "beta2": rng.uniform(0.8, 0.9),
            "epsilon": 0.3,
        }
    yield case_of(
        first_gradients=[[2.0, 0.0], [-5.0, 0.0], [3.0, 0.0]], second_gradients=[[-0.5, 4.0], [6.0, 0.7], [-7.0, 8.0]]
    )


MEANINGS = {
    "learning_rate": ("rate", "lr", "alpha"),
    "beta1": ("1",),
    "beta2": ("2",),
    "epsilon": ("eps",),
}  # a word in the name of an argument tells what it is


def train_twice(attempt, case):
    """Train two arrays in turn, each with an optimizer of its own; return how far both have moved after each step."""
    if inspect.isclass(attempt) and issubclass(attempt, Adam):
        return {"the step is written by": "the course, in nnfs_helpers.optim"}
    settings = {name: case[name] for name in MEANINGS if name in case}
    with as_it_was(attempt):
        optimizers = [called_by_meaning(attempt, settings, MEANINGS) for _ in range(2)]
        starts = [np.array([5.0, -3.0, 4.0])[: case[f"{name}_gradients"].shape[1]] for name in ("first", "second")]
        arrays, returned, found = [start.copy() for start in starts], [], {}
        for i, gradients in enumerate(zip(case["first_gradients"], case["second_gradients"], strict=True), start=1):
            for optimizer, array, of_step in zip(optimizers, arrays, gradients, strict=True):
                given = of_step.copy()
                returned.append(optimizer.step(array, given))
                if not np.array_equal(given, of_step):
                    found["the gradients after step"] = "changed"
            moved = [array - start for array, start in zip(arrays, starts, strict=True)]
            found |= {f"first array, moved by step {i}": moved[0], f"second array, moved by step {i}": moved[1]}
    stayed = not any(np.any(way) for way in found.values())
    return found | {"new parameters": returns_arrays(returned, starts) if stayed else "in the array"}


def returns_arrays(returned, starts):
    """Say what is returned when the arrays have not changed: some learners return new parameters, some the way."""
    if any(np.shape(value) != starts[0].shape for value in returned):
        return "nowhere"
    first_ways = [np.abs(value - start).max() for value, start in zip(returned[:2], starts, strict=True)]
    return "only returned" if max(first_ways) < 1 else "nowhere, and only a way is returned"


@exercise("Your own Adam", difficulty=3, minutes=20, cases=two_trainings, probe=train_twice)
class MyAdam:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        """Keep the settings, and begin both averages and the number of steps at 0."""
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.mean, self.squares, self.steps = 0.0, 0.0, 0

    def step(self, parameters, gradients):
        """Change parameters (n,) in place; gradients (n,) belong to them."""
        self.steps += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * gradients
        self.squares = self.beta2 * self.squares + (1 - self.beta2) * gradients**2
        mean = self.mean / (1 - self.beta1**self.steps)
        squares = self.squares / (1 - self.beta2**self.steps)
        parameters -= self.learning_rate * mean / (np.sqrt(squares) + self.epsilon)


MyAdam.feedback("""
    Each object remembers three things from step to step: two averages, and how many steps it has made.
    Both averages begin at 0, and are divided by one minus their beta to the power of the number of steps. The first
        step has the number 1.
    To change the array of the caller use `-=`. With `parameters = parameters - ...` you make another one.

    # step returns the new parameters, and the array that it was given stays as it was. The network keeps its
    # parameters in that array, so it would learn nothing: change it in place.
    parameters -= → return parameters -

    # step changes the gradients that it was given, an array of the caller, which may still need them. Compute with new
    # arrays: only the parameters are to be changed in place.
    self.epsilon) →
        self.epsilon)
        gradients *= gradients

    # step returns how far to move, and moves nothing: after all steps the array is what it was. Subtract it from the
    # array, in place.
    parameters -= → return

    # Both corrections are in the rate, the root of one and the other, and epsilon is added to a root that is not
    # corrected. Keras writes it so. Here both averages are corrected first, as in PyTorch.
    squares = self.squares / → root = np.sqrt
    mean / (np.sqrt(squares) → root * mean / (np.sqrt(self.squares)

    # The correction multiplies beta by the number of steps, and it should be a power, `**`. With more steps one minus
    # that product is negative, and its root is nan.
    beta1**self.steps → beta1 * self.steps
    beta2**self.steps → beta2 * self.steps

    # The squares are summed up, and none is forgotten, as in AdaGrad. In Adam they are an average too, with beta2.
    self.beta2 * self.squares + (1 - self.beta2) * → self.squares +
    / (1 - self.beta2**self.steps) →

    # After all steps the array is what it was. Perhaps step makes a new array and gives it the name `parameters`: the
    # array of the caller has to be changed, in place.
    parameters -= → parameters = parameters -

    # The correction of both averages is missing. They begin at 0, so they are too small at first, and not by the same
    # share: your first step moves by {got[first array, moved by step 1]} instead of {expected[first array, moved by
    # step 1]}.
    / (1 - self.beta1**self.steps) →
    / (1 - self.beta2**self.steps) →

    # The average of the squares is corrected, that of the gradients is not. It begins at 0 as well, so the first steps
    # are too short: {got[first array, moved by step 1]} instead of {expected[first array, moved by step 1]}.
    / (1 - self.beta1**self.steps) →

    # The average of the gradients is corrected, that of the squares is not. It begins at 0 as well, and you divide by
    # its root, so the first steps are too long: {got[first array, moved by step 1]}.
    / (1 - self.beta2**self.steps) →

    # The first step gives nan: its number is 0, and one minus a beta to the power of 0 is 0, by which both averages
    # are divided. Count the step before you correct.
    beta1**self.steps → beta1 ** (self.steps - 1)
    beta2**self.steps → beta2 ** (self.steps - 1)

    # You divide a number by zero: the first step has the number 0, and one minus a beta to the power of 0 is 0. Count
    # the step before you correct.
    / (1 - self.beta1**self.steps) → * (1 / (1 - self.beta1 ** (self.steps - 1)))
    / (1 - self.beta2**self.steps) → * (1 / (1 - self.beta2 ** (self.steps - 1)))

    # The first step is right. Later ones correct as if they were the first: the power with the number of steps is
    # missing, or the number stays at 1. With many steps the correction must fade away.
    beta1**self.steps → beta1
    beta2**self.steps → beta2

    # The first step is right. Then the corrected averages are kept for the next step, which corrects them again. Keep
    # the averages as they are, and give the corrected ones other names.
    mean = self.mean / → mean = self.mean = self.mean /
    squares = self.squares / → squares = self.squares = self.squares /

    # epsilon is inside the root. It is added to the root itself, after it is taken: for small gradients that is a
    # large difference.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares + self.epsilon)

    # epsilon is missing. A parameter whose gradients have all been 0 then gets zero by zero, which is nan.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares)

    # Alone, one optimizer is right. Two of them share their memory: what the first has seen goes into the steps of the
    # second. What stands under `class` or outside belongs to all objects: make it in __init__, with self.
    class MyAdam: →
        class MyAdam:
            mean, squares, steps = 0.0, 0.0, 0
    self.mean, self.squares, self.steps = 0.0, 0.0, 0 →
    self.steps += → type(self).steps +=
    self.mean = → type(self).mean =
    self.squares = → type(self).squares =

    # Each optimizer has its own averages. But they count their steps together: with two of them the first step of the
    # second has the number 2. Count in self, from __init__ on.
    class MyAdam: →
        class MyAdam:
            steps = 0
    , self.steps = 0.0, 0.0, 0 → = 0.0, 0.0
    self.steps += → type(self).steps +=

    # The first step is right. Then the averages begin anew in every step, while the steps are counted on. What is to
    # be remembered is made once, in __init__, or in the first step.
    self.beta1 * self.mean + →
    self.beta2 * self.squares + →

    # The first step is right. Then everything begins anew in every step, the averages and the number of steps, so
    # every step is a first one. What is to be remembered is made once, in __init__.
    self.steps += 1 → self.mean, self.squares, self.steps = 0.0, 0.0, 1

    # beta1 and beta2 are exchanged: beta1 belongs to the average of the gradients, beta2 to that of their squares,
    # which should have the longer memory.
    self.beta1, self.beta2 = → self.beta2, self.beta1 =

    # The gradients go into the second average without being squared. It can then be negative, and its root is nan.
    gradients**2 → gradients

    # The second average is made of the squares of the first one. It should be made of the squares of the gradients.
    gradients**2 → self.mean**2

    # In the first average the new gradients come in in full, so it is a sum, as the velocity of momentum is. For an
    # average the two shares must sum to 1.
    (1 - self.beta1) * →

    # In the second average the new squares come in in full, so it is a sum and too large. For an average the two
    # shares must sum to 1.
    (1 - self.beta2) * →

    # In both averages the new part comes in in full, so they are sums. For an average the two shares must sum to 1:
    # one of them is beta, what is the other?
    (1 - self.beta1) * →
    (1 - self.beta2) * →

    # The root is missing: you divide by the average of the squares itself, and so much too strongly.
    np.sqrt(squares) → squares

    # Above the fraction bar are the gradients of this step, and their average is not used. So this is RMSProp with a
    # correction, and has no momentum.
    * mean / → * gradients /

    # All steps go uphill: the first one moves by {got[first array, moved by step 1]}. A sign is wrong.
    parameters -= → parameters +=

    # The gradients step by themselves, as in plain descent: the first array moves by {got[first array, moved by step
    # 1]}. Neither of the two averages is used in the step.
    mean / (np.sqrt(squares) + self.epsilon) → gradients

    # Both averages are right. Brackets are missing in the step: epsilon is added to the parameters at the end, and it
    # should be part of what you divide by.
    (np.sqrt(squares) + self.epsilon) → np.sqrt(squares) + self.epsilon

    # The two averages are one array under two names, so what is written into one is written into the other. Make two
    # arrays of zeros, one for each.
    self.squares = self.beta2 * self.squares → self.mean = self.squares = self.beta2 * self.mean
    """)


POINTS, ARMS = spiral_data(100, 3)
STEPS, TARGET = 300, 0.32  # of the exercises in which the spiral is trained


def curve(optimizer, seed=0, steps=STEPS):
    """Return the losses of some steps on the spiral, with the network of the chapter."""
    rng = np.random.RandomState(seed)
    network = Sequential([Dense(2, 64, rng), ReLU(), Dense(64, 3, rng)], dtype=np.float32)
    losses = []
    with unchecked(), np.errstate(all="ignore"):
        for _ in range(steps):
            losses.append(network.loss.forward(network.forward(POINTS), ARMS))
            network.backward()
            optimizer.step(network.parameters, network.gradients)
    return losses


def four_curves():
    """Return four trainings on the spiral, {letter: losses}, for the reader to judge."""
    return {
        "A": curve(SGD(10.0), steps=200),
        "B": curve(SGD(1.0, momentum=0.9), steps=200),
        "C": curve(SGD(0.01), steps=200),
        "D": curve(Adam(0.02), steps=200),
    }


@cache
def loss_with(rate, seed):
    """Return the loss after the training, with Adam at this rate."""
    return float(curve(Adam(rate), seed)[-1])


def two_starts(attempt, case):
    """Return for two starts whether the loss has reached the target, or the loss."""
    rate = float(attempt() if callable(attempt) else attempt)
    found = {}
    for seed in (0, 1):
        loss = loss_with(rate, seed)
        found[f"from start {seed}, the loss"] = f"below {TARGET}" if loss < TARGET else f"{loss:.3f}"
    return found


@exercise("A rate that arrives", difficulty=2, minutes=8, probe=two_starts)
def adam_rate():
    """Anything from 0.03 to 0.1 reaches it."""
    return 0.06


adam_rate.feedback("""
    With a rate of 0.02 the loss is about 0.4 after 300 steps. Does it jump, or is it on its way?
    Rates are tried in factors, not in steps: two or three times as large, and then perhaps once more.
    Somewhere between 0.03 and 0.1.

    # With 0.02 it is on its way, {got[from start 0, the loss]} and {got[from start 1, the loss]}, and calm. It can bear
    # longer steps.
    return 0.02

    # 0.001 is the usual first choice, and here it crawls: {got[from start 0, the loss]} after all steps. There is room
    # for a factor of ten and more.
    return 0.001

    # With 0.01 it is on its way, {got[from start 0, the loss]}, and slow. It can bear longer steps.
    return 0.01

    # With 1.0 each parameter moves by about 1 in a step, and the weights began at about a tenth of that: the loss is
    # {got[from start 0, the loss]}. A rate that suits plain descent is no rate for Adam.
    return 1.0

    # 0.2 is too much: from both starts it ends higher than a smaller rate does, at {got[from start 0, the loss]} and
    # {got[from start 1, the loss]}.
    return 0.2

    # 0.5 is far too much: the first steps throw the weights about, and the loss is {got[from start 0, the loss]}.
    return 0.5
    """)


@exercise("Four curves", difficulty=1, minutes=5, probe=names_in_a_row)
def advice():
    """Jumps above the loss of knowing nothing; falls, with peaks; hardly moves; falls."""
    return "smaller", "falling", "larger", "keep"


advice.feedback("""
    The loss of knowing nothing is the logarithm of three, 1.099. Which curve lies above it, and which one at it?
    One of two is left that fall: which of them has peaks, as the momentum of this page had before its rate fell?

    # Curves A and C are exchanged. A jumps, and has got worse than knowing nothing: its steps are too long. C has
    # hardly moved.
    "smaller", "falling", "larger" → "larger", "falling", "smaller"

    # Curves B and D are exchanged. B falls, and now and then it is thrown far up. D falls without a peak.
    "falling", "larger", "keep" → "keep", "larger", "falling"

    # Curves A and B are exchanged. Both are thrown up, but B comes down again and gets lower: it needs calm, later on.
    # A never gets anywhere.
    "smaller", "falling" → "falling", "smaller"

    # A curve that is as smooth as C looks healthy. But read its height: it has moved by a few thousandths.
    "larger", "keep" → "keep", "larger"

    # A training that jumps above the loss of knowing nothing does not get better with larger steps. It is A that does
    # so, and B whose rate is right at first.
    "smaller", "falling", "larger" → "larger", "smaller", "falling"
    """)


def decaying_steps(rng):
    """A second step, a first one, a late one, with a decay so strong that each of its uses shows."""
    yield {
        "parameters": np.array([4.0, -8.0, 5.0]),
        "gradients": np.array([0.5, 2.0, -3.0]),
        "mean": np.array([0.25, -0.5, 0.75]),
        "squares": np.array([0.04, 0.02, 0.03]),
        "step": 2,
        "rate": 0.1,
        "weight_decay": 0.4,
    }
    for step, n in [(1, 4), (9, 5)]:
        yield {
            "parameters": 4 * rng.normal(size=n),
            "gradients": rng.normal(size=n),
            "mean": rng.normal(size=n) * (step > 1),
            "squares": rng.uniform(0.01, 0.03, size=n) * (step > 1),
            "step": step,
            "rate": rng.uniform(0.1, 0.2),
            "weight_decay": rng.uniform(0.3, 0.5),
        }


@exercise(
    "Find the bug: weights that shrink twice",
    difficulty=2,
    minutes=8,
    cases=decaying_steps,
    probe=named("parameters", "mean", "squares"),
)
def adamw_step(parameters, gradients, mean, squares, step, rate, weight_decay):
    """Return the new (parameters, mean, squares), all (n,), of AdamW; the first step has the number 1."""
    parameters = parameters * (1 - rate * weight_decay)
    mean = 0.9 * mean + 0.1 * gradients
    squares = 0.999 * squares + 0.001 * gradients**2
    corrected_mean, corrected_squares = mean / (1 - 0.9**step), squares / (1 - 0.999**step)
    parameters = parameters - rate * corrected_mean / (np.sqrt(corrected_squares) + 1e-8)
    return parameters, mean, squares


adamw_step.feedback("""
    In how many lines does weight_decay stand, and what does each of them do?
    One of them lets the decay into the average of the squares, through which it is divided again. Which of the two
        belongs to AdamW, which keeps the decay out of the gradients?
    The gradients should go into the averages as they come. One line can be left out.

    # With a weight decay of 0 the step is right. With {weight_decay} it leads from {parameters} to {got[parameters]},
    # and PyTorch's AdamW to {expected[parameters]}; its averages differ as well.
    parameters = parameters * →
        gradients = gradients + weight_decay * parameters
        parameters = parameters *

    # There is one decay now, and it is the other one: it is still part of the gradients, as in Adam with a penalty.
    # There it is divided by the root like every gradient. The W stands for a decay apart from them.
    parameters = parameters * (1 - rate * weight_decay) → gradients = gradients + weight_decay * parameters

    # Both decays are gone: this is plain Adam, and {weight_decay} has no effect. One of them was right.
    * (1 - rate * weight_decay) →

    # The decay is out of the gradients. But it is not multiplied by the rate, {rate}, any more: each step shrinks the
    # parameters by the share {weight_decay}, which is far too much.
    rate * weight_decay → weight_decay

    # The decay is out of the gradients. But the parameters shrink after the step, and so part of the step is taken
    # back. The order of these two lines was right.
    parameters = parameters * (1 - rate * weight_decay) →
    return parameters → return parameters * (1 - rate * weight_decay)

    # The sign of the decay has changed: now the parameters grow in each step by a share of themselves. Its other place
    # is gone, as it should be.
    1 - rate * → 1 + rate *

    # You took half of the decay in both places. But its place in the gradients is the trouble: there it goes into both
    # averages, and is divided by the root.
    parameters = parameters * (1 - rate * weight_decay) →
        gradients = gradients + weight_decay / 2 * parameters
        parameters = parameters * (1 - rate * weight_decay / 2)

    # In the gradients the decay now uses the parameters after they have shrunk. Exchanging the two lines does not
    # help: the decay is still applied twice.
    (1 - rate * weight_decay) →
        (1 - rate * weight_decay)
        gradients = gradients + weight_decay * parameters

    # The sign of the decay in the gradients has changed, so that its two places pull against each other. They do not
    # cancel, because one of them is divided by the root. One is enough.
    parameters = parameters * →
        gradients = gradients - weight_decay * parameters
        parameters = parameters *

    # Only one array comes back. The next step needs the two averages too: return all three, in the order of the
    # docstring.
    return parameters, mean, squares → return parameters
    """)
