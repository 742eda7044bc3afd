"""A process for one rival: it reads requests, one JSON line each, trains as asked, and answers with the time.

Started by rounds.py: python -m tools.bench.worker NAME THREADS FOLDER. The folder holds an .npz of data for each case.
"""

import json
import os
from pathlib import Path
import sys
import time


def confine(n_threads):
    """Let this process run on so many cores only, where the system can: JAX obeys no variable in this."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-n_threads:])


def blas():
    """Return the kernel that NumPy multiplies with, as threadpoolctl names it, or "unknown"."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "unknown"
    found = [library for library in threadpool_info() if library["user_api"] == "blas"]
    return " and ".join(" ".join(str(b.get(k)) for k in ("internal_api", "version", "architecture")) for b in found)


def measure(trainer, case, X, y):
    """Return seconds of a step, the loss reached, and how many cores were busy, after a short training to warm up."""
    trainer(case, X, y).train(max(1, case.epochs // 10))
    fresh = trainer(case, X, y)
    begin, begin_cpu = time.perf_counter(), time.process_time()
    loss = fresh.train(case.epochs)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    return {"seconds": seconds / case.epochs / case.steps_per_epoch, "loss": loss, "cores": cpu / seconds}


def main(name, n_threads, folder):
    """Answer each line of the standard input with a line. The first answer, unasked, names the BLAS kernel."""
    confine(int(n_threads))
    import numpy as np

    from tools.bench.cases import Case
    from tools.bench.rivals import rival

    trainer = rival(name)
    print(json.dumps({"blas": blas()}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        case = Case(**request["case"])
        with np.load(Path(folder) / f"{case.name}.npz") as data:
            X, y = data["X"].astype(request["dtype"]), data["y"]
        print(json.dumps(measure(trainer, case, X, y)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
