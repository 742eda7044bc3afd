"""A small good course in a temporary folder, and a copy of this one, for tests that spoil it to see the complaint."""

import json
from pathlib import Path
import shutil

import nbformat
import pytest

from tools import budget, notebooks, sync
from tools.chapters import ROOT, Chapter
from tools.normal import save

LAYERS = '''"""Layers."""
import numpy as np


class Dense:
    """A dense layer."""

    def __init__(self, weights):
        """Keep the weights."""
        self.weights = np.array(weights)

    def forward(self, inputs):
        """Return output."""
        return np.array(inputs) @ self.weights  # float64 unlike nnfs.init(), and up to 99 samples

    def backward(self, dvalues):
        """Return dinputs."""
        return dvalues @ self.weights.T


def sum_of(inputs):
    """Return the sum."""
    return sum(inputs)


def _helper():
    """Nobody needs to see this."""
'''
PLOTTING = '''"""A stand-in for the course's pictures."""
from base64 import b64encode
from io import BytesIO

from matplotlib.figure import Figure

SENTENCE = "A line that rises from 1 to 3 over three points, drawn in blue."


class Picture:
    def _repr_mimebundle_(self, include=None, exclude=None):
        figure, raw = Figure(figsize=(3, 2)), BytesIO()
        figure.add_subplot().plot([1, 2, 3])
        figure.savefig(raw, format="png")
        file = b64encode(raw.getvalue()).decode()
        page = f'<img src="data:image/png;base64,{file}" alt="{SENTENCE}">'
        return {"text/plain": SENTENCE, "text/html": page}


def line():
    return Picture()
'''
FIRST = [
    "# Neuron",
    "What does a neuron compute?\n\n**After this chapter you can** write a neuron, name its parts and read its output.",
    "## One neuron\n\nIt has the inputs 1.5 and −2, as in [chapter 2](02_layer.ipynb):",
    ">>> import numpy as np\nfrom nnfs_helpers import plotting",
    ">>> inputs = [1.5, -2.0]  # shape (2,)",
    "The layer that ships:",
    ">>> # nnfs_helpers/layers.py\nclass Dense:\n    def __init__(self):\n        pass\n\n"
    "    def forward(self):\n        pass\n\n    # ... backward follows in chapter 2",
    "Decide what it returns for $x_1 = 1.5$ before you run it:",
    ">>> output = Dense([0.25, 0.4]).forward(inputs)\nprint(f'{output:.3f}')",
    "It is -0.425, or -0.43.\n\n## A picture\n\nThe line ends at 3, which is 100 % of its height of 1:",
    ">>> plotting.line()",
    "An error on purpose:",
    ">>> [] + 1",
    "## Summary\n\nA neuron has inputs. It has weights. Here it returned -0.425. That is all.",
    "## Going further\n\nWhat if the inputs were ten times larger? [Look back](#One-neuron).",
]
SECOND = [
    "# 7 · Layer",
    "**After this chapter you can** write, read and check a layer.",
    "The rest:",
    ">>> # nnfs_helpers/layers.py\nclass Dense:\n    def backward(self):\n        pass\n\n\n"
    "def sum_of(inputs):\n    pass",
    ">>> ones = [1, 1]",
    ">>> sum_of(ones)",
    "## Summary\n\nOne. Two. Three. Four.\n\n## Going further\n\nWhat next?",
]
README = """# Course

[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/old/name/v0.1?labpath=README.md)
Get it: `git clone https://github.com/somebody/neural-networks-from-scratch`, then [begin](notebooks/01_neuron.ipynb).

<!-- chapters -->
<!-- /chapters -->
"""


def notebook_of(sources):
    """A notebook whose cells have no ids; code cells are the texts that begin with >>>."""
    cells = []
    for source in sources:
        new = nbformat.v4.new_code_cell if source.startswith(">>> ") else nbformat.v4.new_markdown_cell
        cells.append(new(source.removeprefix(">>> ")))
        del cells[-1]["id"]
        if source == ">>> [] + 1":
            cells[-1].metadata.tags = ["raises-exception"]
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The folder of the small course, synced and run on a machine with a foreign kernel and another backend."""
    root = tmp_path_factory.mktemp("course")
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "README.md").write_text(README, encoding="utf-8")
    for folder in (root, root / "binder"):
        save_new(folder / "requirements.txt", "numpy==2.4.6\n")
    for name, text in {"__init__": "", "layers": LAYERS, "plotting/__init__": PLOTTING}.items():
        save_new(root / "nnfs_helpers" / f"{name}.py", text)
    save_new(root / "foreign" / "kernels" / "python3" / "kernel.json", json.dumps({"argv": ["false"]}))
    for name, sources in {"01_neuron.ipynb": FIRST, "02_layer.ipynb": SECOND}.items():
        save_new(root / "notebooks" / name, nbformat.v4.writes(notebook_of(sources)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(root / "foreign"))
        patch.setenv("MPLBACKEND", "agg")
        for path, text in sync.generated(root).items():
            save(path, text)
        for path in sorted(root.glob("notebooks/*.ipynb")):
            save(path, notebooks.run(Chapter(path)))
    return root


def save_new(path: Path, text):
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def chapter(course):
    """The first chapter of the small course, read anew: spoil it as you like."""
    return Chapter(course / "notebooks" / "01_neuron.ipynb")


@pytest.fixture
def copied_course(tmp_path):
    """A copy of this course, without what its .gitignore names: change it as you like."""
    made_here = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    shutil.copytree(ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", *made_here))
    return tmp_path / "copy"


def pytest_terminal_summary(terminalreporter):
    """Tell what tests have measured, and which chapters take longer than their budget: see tools/budget.py."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind if hasattr(report, "duration")]
    for report in reports:
        for name, words in report.user_properties:
            if name == "told" and report.when == "call":
                terminalreporter.write_line(f"\n{words}")
    slow = budget.over([(report.nodeid, report.duration) for report in reports])
    if slow:
        terminalreporter.section(
            f"over the budget of {budget.BUDGET:g} s for a chapter, if this machine does nothing else"
        )
        terminalreporter.write_line("\n".join(slow))
