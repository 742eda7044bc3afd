"""Ratios of times that the benchmark measured once, for pictures of where the time of a training goes."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("measured.json")  # written by python -m tools.bench, and by nobody else


def ratios(name):
    """Return {label: ratio} of a measurement, in its order, with three digits. Raise ValueError for an unknown name."""
    measurements = json.loads(FILE.read_text(encoding="utf-8"))
    if name not in measurements:
        raise ValueError(f"There is no measurement {name!r}. There are: {', '.join(measurements)}.")
    return measurements[name]
