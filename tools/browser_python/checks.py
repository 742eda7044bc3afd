"""What must hold in the Python of a browser, which has no timers and no threads: run by run.mjs.

Every solution is correct, every named mistake gets its state, and a check that fails is no ✓. An endless loop cannot
be stopped there, so that is not tried.
"""

import importlib
import signal
import sys

import numpy as np

from nnfs_helpers.activations import ReLU
from nnfs_helpers.data import spiral_data
from nnfs_helpers.exercises.machinery.exercise import CORRECT, FAILED, NOT_YET
from nnfs_helpers.exercises.machinery.record import REGISTRY
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import Adam

CHAPTERS = ("ch01", "ch02", "ch03", "ch04", "ch05", "ch06", "ch07", "ch08")
wrong = []
n_verdicts = 0


def expect(what, found, wanted):
    """Note a verdict that is not the wanted one."""
    global n_verdicts
    n_verdicts += 1
    if found != wanted:
        wrong.append(f"{what}: {found}, not {wanted}")


def broken(*_):
    """A timer that cannot be set, as in the first edition's worst day."""
    raise AttributeError("module 'signal' has no attribute 'setitimer'")


print(f"Python {sys.version.split()[0]} on {sys.platform}, NumPy {np.__version__}")
for chapter in CHAPTERS:
    importlib.import_module(f"nnfs_helpers.exercises.{chapter}")
here = {name: exercise for name, exercise in REGISTRY.items() if not exercise.lacking}
for name, exercise in here.items():
    expect(f"{name}, the solution", exercise.judge(exercise.reference)[0], CORRECT)
    for mistake in exercise.mistakes:
        state = exercise.judge(mistake.wrong)[0]
        expect(f"{name}, {mistake.label}", state, mistake.state)

# A check that fails says so
signal.setitimer, signal.SIGALRM = broken, getattr(signal, "SIGALRM", 14)
for name, exercise in here.items():
    mistake = exercise.mistakes[0]
    state, message = exercise.judge(mistake.wrong)
    expect(f"{name}, with a timer that fails", (state, message.startswith(FAILED)), (NOT_YET, True))
del signal.setitimer

X, y = spiral_data(50, 3)
rng = np.random.RandomState(0)
network = Network([Dense(2, 32, rng), ReLU(), Dense(32, 3, rng)])
losses = network.fit(X, y, Adam(0.05), epochs=200)
expect("a training that learns", losses[-1] < 0.6 < losses[0], True)

print("\n".join(wrong))
print(f"{n_verdicts - len(wrong)} passed, {len(wrong)} failed")
