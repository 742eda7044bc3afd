"""The rounds: in each of them everybody trains once, one after the other, each in a process of its own."""

from contextlib import ExitStack, contextmanager
from dataclasses import asdict
import json
import os
from pathlib import Path
import subprocess
import sys
import tempfile
import time

import numpy as np

from tools.bench.cases import data_of
from tools.bench.rivals import RIVALS
from tools.chapters import ROOT

DTYPES = ("float32", "float64")
PATIENCE, FEWEST = 40.0, 3  # seconds after which no further round of a case begins, and how many there are at least


def variables(n_threads):
    """The environment of a process that may use so many threads, and the best kernels of its processor."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    many = "true" if n_threads > 1 else "false"
    flags = f"--xla_cpu_multi_thread_eigen={many} intra_op_parallelism_threads={n_threads}"
    return kept | dict.fromkeys(names, str(n_threads)) | {"XLA_FLAGS": flags, "JAX_PLATFORMS": "cpu"}


class Worker:
    """The process of one rival."""

    def __init__(self, name, n_threads, folder):
        """Start it; it says which BLAS kernel it has."""
        self.name, self.errors = name, tempfile.TemporaryFile()
        call = [sys.executable, "-m", "tools.bench.worker", name, str(n_threads), str(folder)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self.errors, "encoding": "utf-8"}
        self.process = subprocess.Popen(call, cwd=ROOT, env=variables(n_threads), **pipes)
        self.blas = self.answer()["blas"]

    def ask(self, case, dtype):
        """Return what worker.measure returns there."""
        print(json.dumps({"case": asdict(case), "dtype": dtype}), file=self.process.stdin, flush=True)
        return self.answer()

    def answer(self):
        """Return the next answer. Raise RuntimeError with what the process said if there is none."""
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        self.errors.seek(0)
        said = self.errors.read().decode("utf-8", "replace")
        raise RuntimeError(f"The process of {self.name} ended without an answer. It said:\n{said}")

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()


@contextmanager
def workers(n_threads, cases, names=tuple(RIVALS)):
    """A process for each rival in the with block, with the data of the cases in a folder that all of them read."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for case in cases:
            X, y = data_of(case)
            np.savez(folder / f"{case.name}.npz", X=X, y=y)
        started = []
        for name in names:
            started.append(Worker(name, n_threads, folder))
            stack.callback(started[-1].close)
        yield started


def in_rounds(case, started, pause=0.0, patience=PATIENCE):
    """Let all train in each round, each time in another order; return {(dtype, name): [measurement of each round]}.

    On a machine that others keep busy there are fewer rounds, and all have the same number of them.
    """
    found, end = {(dtype, worker.name): [] for dtype in DTYPES for worker in started}, time.monotonic() + patience
    for i in range(case.rounds):
        if i >= FEWEST and time.monotonic() > end:
            break
        for dtype in DTYPES:
            for k in range(len(started)):
                worker = started[(i + k) % len(started)]
                time.sleep(pause)  # threads of the one before may still turn in circles, waiting for work
                found[dtype, worker.name].append(worker.ask(case, dtype))
    return found


def rows(n_threads, cases, say):
    """Return (BLAS kernel, rows): a row for each case, dtype and rival, with the seconds of a step in each round."""
    table = []
    with workers(n_threads, cases) as started:
        for case in cases:
            say(f"{case.title}: {n_threads} thread(s), up to {case.rounds} rounds")
            for (dtype, name), measured in in_rounds(case, started, pause=0.05 if n_threads > 1 else 0.0).items():
                row = {"threads": n_threads, "case": case.name, "dtype": dtype, "rival": name}
                row |= {key: [number(one[key]) for one in measured] for key in ("seconds", "cores")}
                table.append(row | {"loss": measured[-1]["loss"]})
        return next(worker.blas for worker in started if worker.name == "this course"), table


def number(value, digits=4):
    """Return a float with so many significant digits."""
    return float(f"{value:.{digits}g}")
