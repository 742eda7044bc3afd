"""How long an import takes, in fresh processes."""

import subprocess
import sys

from tools.bench.rounds import number, variables
from tools.chapters import ROOT
from tools.shipped import taught

TAUGHT = [name.removesuffix(".py").replace("/", ".") for name in taught() if "data" not in name]  # data needs nnfs
STATEMENTS = {
    "numpy": "import numpy",
    "numpy.random": "import numpy.random",
    "nnfs_helpers": "import nnfs_helpers",
    "all of it": "import " + ", ".join(TAUGHT),
}
CODE = "import time; begin = time.perf_counter(); {}; print(time.perf_counter() - begin)"


def import_seconds(n_rounds=15):
    """Return {name: [seconds in each round]}; a first round, which fills the disk's cache, is not counted."""
    found = {name: [] for name in STATEMENTS}
    for _ in range(n_rounds + 1):
        for name, statement in STATEMENTS.items():
            call = [sys.executable, "-c", CODE.format(statement)]
            done = subprocess.run(call, cwd=ROOT, env=variables(1), capture_output=True, encoding="utf-8", check=True)
            found[name].append(number(float(done.stdout)))
    return {name: seconds[1:] for name, seconds in found.items()}
