"""The tools start quickly: what takes a second to import, and is not needed, is not imported."""

import subprocess
import sys

import pytest

from tools.chapters import ROOT

LATE = ("lark", "matplotlib", "nbclient", "numpy")  # lark builds the grammar of addresses for jsonschema


def loaded(code):
    """The packages that a fresh Python has loaded after this code."""
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_reading_a_chapter_loads_nothing_that_is_slow():
    code = "from tools.chapters import Chapter, chapter_paths; import nbformat"
    code += "; nbformat.validate(Chapter(chapter_paths()[0]).notebook)"
    there = loaded(code)
    assert "nbformat" in there and not there & set(LATE)


@pytest.mark.parametrize("code", ["import lark", "import nbclient"])
def test_what_is_slow_would_be_seen(code):
    assert loaded(code) & set(LATE)
