"""docs/TOOLS.md has a line for each file and folder of tools/, and names none that is gone."""

import re

from tools.chapters import ROOT

NO_LINE = {"__init__.py", "__pycache__", "requirements.lock"}


def named(page):
    """The files and folders that the first column of the tables names."""
    cells = re.findall(r"(?m)^\| (`[^|]+) \|", page)
    return {name.rstrip("/") for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def present(folder):
    """What stands in a folder and needs a line."""
    return {path.name for path in folder.iterdir()} - NO_LINE


def test_every_tool_says_why_it_is_ours():
    page = (ROOT / "docs" / "TOOLS.md").read_text(encoding="utf-8")
    assert named(page) == present(ROOT / "tools")


def test_a_tool_without_a_line_is_seen(tmp_path):
    (tmp_path / "numbers.py").touch()
    (tmp_path / "order").mkdir()
    (tmp_path / "__init__.py").touch()
    assert present(tmp_path) == {"numbers.py", "order"} == named("| `numbers.py`, `order/` | does | why |\n")
