"""Compare all outputs in all environments and settings: python -m tools.matrix [--environments ...] [--settings ...]"""

import argparse
from dataclasses import dataclass
import re
import subprocess
import sys
from xml.etree import ElementTree

from tools.chapters import OPTIONAL, ROOT, Chapter, only, required_paths
from tools.environments import FOLDER, RECIPES, clean, make, pythons
from tools.processors import SETTINGS, Impossible, in_force

HEAD = """\
| environment | Python | NumPy | Matplotlib | setting | cells compared | differing outputs |
|---|---|---|---|---|---|---|"""
ANSI = re.compile(r"(?:\x1b|#x1B)\[[\d;]*m")  # a report writes the character 27 as #x1B


@dataclass
class Run:
    """What nbval found in one environment and setting."""

    compared: int  # cells
    differing: dict  # "05_loss.ipynb, Cell 3" to nbval's words


def compare(interpreter, variables, report, notebooks=ROOT / "notebooks"):
    """Run nbval on the chapters there, but not on the optional ones; it leaves a JUnit report. Return the Run."""
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [interpreter, "-m", "pytest", notebooks, "-q", "-n", "2", "--dist=loadfile", "-p", "no:cacheprovider"]
    command += [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", f"--junitxml={report}"]
    command += [f"--ignore={notebooks / name}" for name in OPTIONAL]
    variables = clean() | {"OPENBLAS_NUM_THREADS": "1"} | variables
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise ValueError(f"pytest could not run the chapters.\n{done.stdout}{done.stderr}")
    return read(report)


def read(report):
    """The Run that a JUnit report tells of. A cell that was skipped counts as not compared."""
    compared, differing = 0, {}
    for case in ElementTree.parse(report).iter("testcase"):
        wrong = case.find("failure") if case.find("failure") is not None else case.find("error")
        compared += case.find("skipped") is None
        if wrong is not None:
            chapter = re.search(r"\w+\.ipynb", case.get("classname"))[0]
            differing[f"{chapter}, {case.get('name')}"] = ANSI.sub("", wrong.text or wrong.get("message"))
    return Run(compared, differing)


def cells_to_compare():
    """The number of code cells in all chapters but the optional ones."""
    return sum(len(only("code", Chapter(path).cells)) for path in required_paths())


def matrix(names, settings, found, wanted):
    """Run all; print a row of the table for each. Return the Runs and, as sentences, what went wrong."""
    runs, wrong = [], []
    print(HEAD, flush=True)
    for name in names:
        environment = RECIPES[name](ROOT, found)
        try:
            make(environment, found)
        except ValueError as error:
            wrong.append(f"{name}: this environment cannot be made. {error}")
            continue
        for setting in settings:
            try:
                variables, there = in_force(setting, environment.interpreter)
            except Impossible as reason:
                print(f"| {name} | {environment.python} | | | {setting} | 0 | {reason} |", flush=True)
                continue
            run = compare(environment.interpreter, variables, FOLDER / "reports" / f"{name}-{setting}.xml")
            runs.append(run)
            versions = f"{environment.python} | {there['numpy']} | {there['matplotlib']}"
            print(f"| {name} | {versions} | {setting} | {run.compared} | {len(run.differing)} |", flush=True)
            wrong += [f"{name}, {setting}, {place}:\n{words}" for place, words in run.differing.items()]
            if run.compared != wanted:
                wrong.append(f"{name}, {setting}: {run.compared} cells were compared, the chapters have {wanted}.")
    return runs, wrong


def main(arguments):
    """Print the table; fail with a text that says what differs, or if nothing was compared."""
    parser = argparse.ArgumentParser(prog="python -m tools.matrix", description=__doc__)
    parser.add_argument("--environments", nargs="*", choices=RECIPES, default=[])
    parser.add_argument("--settings", nargs="*", choices=SETTINGS, default=[])
    chosen = parser.parse_args(arguments)
    runs, wrong = matrix(chosen.environments or RECIPES, chosen.settings or SETTINGS, pythons(), cells_to_compare())
    differing, compared = sum(len(run.differing) for run in runs), sum(run.compared for run in runs)
    print(f"\n{differing} of {compared} cells show something else.")
    if wrong or not runs:
        sys.exit("\n\n".join(wrong) or "No setting is possible on this machine, so nothing was compared.")


if __name__ == "__main__":
    main(sys.argv[1:])
