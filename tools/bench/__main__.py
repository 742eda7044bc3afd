"""Measure, compare the losses, and write run.json, measured.json and docs/BENCHMARKS.md: python -m tools.bench

With --write nothing is measured: the page and measured.json are written anew from the stored run.
"""

from importlib.util import find_spec
import json
import os
import subprocess
import sys

from tools.bench.cases import CASES
from tools.bench.goals import loss_complaints, was_busy
from tools.bench.imports import import_seconds
from tools.bench.machine import machine
from tools.bench.rivals import RIVALS
from tools.bench.rounds import rows, variables
from tools.bench.stored import PAGE, read, write, write_again
from tools.chapters import ROOT


def say(text):
    """Tell whoever waits what is being measured."""
    print(text, flush=True)


def ratios(module):
    """Return the ratios that appendix.py or clarity.py measures, in a process of its own."""
    call = [sys.executable, "-m", f"tools.bench.{module}"]
    done = subprocess.run(call, cwd=ROOT, env=variables(1), stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def measured():
    """Return all that a run measures."""
    table, blas = [], ""
    for n_threads in (1, 2):
        if n_threads <= os.cpu_count():
            kernel, more = rows(n_threads, list(CASES.values()), say)
            blas, table = blas or kernel, table + more
    say("imports")
    imports = import_seconds()
    say("where the time goes")
    found = {module: ratios(module) for module in ("appendix", "clarity")}
    return {"machine": machine(blas), "imports": imports, **found, "rows": table}


def main():
    """Return 0 when all is written, or the sentences that say why nothing was."""
    if "--write" in sys.argv:
        write_again(read())
        return 0
    missing = sorted({package for _, _, package in RIVALS.values() if not find_spec(package)})
    if missing:
        return f"Not installed here: {', '.join(missing)}. Run it as make bench-training, which has all of them."
    run = measured()
    complaints = loss_complaints(run["rows"])
    if complaints:
        return "\n".join(complaints)
    write(run)
    if was_busy(run["rows"]):
        say("The machine was busy with other work, and BENCHMARKS.md says so. Repeat the run when it is quiet.")
    say(f"Written: {PAGE.name}, nnfs_helpers/support/measured.json, tools/bench/run.json.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
