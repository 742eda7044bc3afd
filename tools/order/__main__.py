"""No printed digit depends on the order in which a sum is added: python -m tools.order [--seeds 2] [--kernels 2]

The chapters run under a BLAS that adds in a random order, and under the kernels that OpenBLAS has for this machine.
"""

import argparse
import subprocess
import sys

from tools.chapters import ROOT
from tools.environments import FOLDER, RECIPES, make, pythons
from tools.matrix import cells_to_compare, compare
from tools.order import any_order, kernels


def turn():
    """A number that grows by one with every commit: it says which kernels' turn it is."""
    done = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=ROOT, capture_output=True, encoding="utf-8")
    return int(done.stdout) if done.returncode == 0 else 0


def in_turn(names, number, start):
    """Return some of the names, others with every start: all of them come round."""
    if number is None or number >= len(names):
        return names
    first = start * number
    return [names[(first + i) % len(names)] for i in range(number)]


def pins():
    """Return the Python of an environment with the pinned versions, made if it is not there."""
    found = pythons()
    environment = RECIPES["pins"](ROOT, found)
    make(environment, found)
    return environment.interpreter


def settings(interpreter, n_seeds, n_kernels):
    """Return {name: variables} of all orders that are to be tried, each proven to be in force."""
    found = {}
    for seed in range(1, n_seeds + 1):
        found[f"random order {seed}"] = any_order.in_force(interpreter, seed)
    there = kernels.distinct(interpreter) if n_kernels != 0 else {}
    for name in in_turn(list(there), n_kernels, turn()):
        found[f"kernel {name}"] = there[name]
    return found


def main(arguments):
    """Run the chapters in every order; print a row for each, and fail with what differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.order", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=2, help="how many random orders")
    parser.add_argument("--kernels", type=int, help="how many kernels, in turn; all if not given")
    options = parser.parse_args(arguments)
    interpreter = pins()
    wrong, expected = [], cells_to_compare()
    for name, variables in settings(interpreter, options.seeds, options.kernels).items():
        run = compare(interpreter, variables, FOLDER / "reports" / f"{name}.xml")
        print(f"{name}: {run.compared} cells compared, {len(run.differing)} differ", flush=True)
        wrong += [f"{name}, {place}:\n{words}" for place, words in run.differing.items()]
        if run.compared != expected:
            wrong.append(f"{name}: {run.compared} cells were compared, and there are {expected}.")
    if wrong:
        sys.exit("\n\n".join(wrong))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
