"""What a run leaves behind: run.json with all it measured, measured.json with the ratios, and the page."""

import hashlib
import json
from pathlib import Path

from tools.bench.cases import CASES
from tools.bench.goals import OURS, median_ratio, row_of
from tools.bench.page import page
from tools.bench.rounds import number
from tools.chapters import ROOT

RUN = Path(__file__).with_name("run.json")
RATIOS = ROOT / "nnfs_helpers" / "support" / "measured.json"
PAGE = ROOT / "docs" / "BENCHMARKS.md"
BROKEN = "tools/bench/run.json was changed by hand after the run. Repeat the run: make bench-training."


def seal(run):
    """Return a checksum of all that a run measured."""
    rest = {key: value for key, value in run.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def ratios(run):
    """Return {name: {label: ratio}} with three significant digits, as chapter 8 shows them."""
    found = dict(run["appendix"])
    found["float32"] = {}
    for case in CASES.values():
        single, double = (row_of(run["rows"], 1, case.name, dtype, OURS)["seconds"] for dtype in ("float32", "float64"))
        found["float32"][case.label] = median_ratio(single, double)
    return {name: {label: number(ratio, 3) for label, ratio in group.items()} for name, group in found.items()}


def texts(run):
    """Return {path: text} of the files that are made from a run."""
    return {RATIOS: json.dumps(ratios(run), indent=1) + "\n", PAGE: page(run)}


def write(run):
    """Write a new run, sealed, and the files made from it."""
    RUN.write_text(in_lines(run | {"seal": seal(run)}), encoding="utf-8")
    write_again(read())


def write_again(run):
    """Write the files that are made from a stored run. Raise ValueError if its seal is broken."""
    if run.get("seal") != seal(run):
        raise ValueError(BROKEN)
    for path, text in texts(run).items():
        path.write_text(text, encoding="utf-8")


def in_lines(run):
    """Return a run as JSON, a row on each line."""
    rows = ",\n".join(f"  {json.dumps(row)}" for row in run["rows"])
    rest = json.dumps({key: value for key, value in run.items() if key != "rows"}, indent=1)
    return f'{rest[:-2]},\n "rows": [\n{rows}\n ]\n}}\n'


def read(path=RUN):
    """Return the stored run."""
    return json.loads(path.read_text(encoding="utf-8"))


def complaints(run, folder=ROOT):
    """Return a sentence for each file that is not what a run has written."""
    found = []
    if run.get("seal") != seal(run):
        found.append(BROKEN)
    for path, text in texts(run).items():
        name = path.relative_to(ROOT)
        if (folder / name).read_text(encoding="utf-8") != text:
            found.append(f"{name} is not what the stored run says. Write it anew: python -m tools.bench --write.")
    return found
