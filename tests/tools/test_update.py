"""A learner who has changed a chapter gets a new version of the course, by the commands of the README."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from tools.chapters import ROOT
from tools.environments import clean

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="there is no git"),
]
NOBODY = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
NAME = "notebooks/01_neuron.ipynb"


def git(folder, *words, check=True):
    """Run git in a folder, without the settings of this user."""
    environment = clean() | {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    command = ["git", *NOBODY, *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=check)


def commit(folder):
    """Commit all there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "-m", "A version")


def rewrite(path, change):
    """Change the source of each code cell of a chapter."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = change(cell.source)
    nbformat.write(notebook, path)


@pytest.fixture
def learner(tmp_path):
    """A clone of the course in which a chapter was solved, and behind which the course has moved on."""
    course = tmp_path / "course"
    for name in ("notebooks", "nnfs_helpers"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    git(course, "init", "--initial-branch=main")
    commit(course)
    git(tmp_path, "clone", "course", "learner")
    rewrite(course / NAME, lambda source: source + "\n# the second version")
    commit(course)
    rewrite(tmp_path / "learner" / NAME, lambda source: source + "\n# my answer")
    return tmp_path / "learner"


def test_the_commands_of_the_readme_fetch_the_new_version_and_keep_the_learners_work(learner):
    refused = git(learner, "pull", check=False)
    assert refused.returncode and "would be overwritten" in refused.stderr
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (paragraph,) = re.findall(r"\* \*\*There is a new version.*?\n(?=\* )", page, re.DOTALL)
    move, *rest = re.findall(r"`((?:mv|git) [^`]+)`", paragraph)
    subprocess.run(move.split(), cwd=learner, check=True)
    for command in rest:
        git(learner, *command.split()[1:])
    assert "# the second version" in (learner / NAME).read_text(encoding="utf-8")
    mine = learner / NAME.replace("notebooks", "mine")
    assert "# my answer" in mine.read_text(encoding="utf-8")
    setup = next(cell.source for cell in nbformat.read(mine, as_version=4).cells if cell.get("id") == "setup")
    code = f"{setup}\nimport nnfs_helpers\nprint(nnfs_helpers.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=mine.parent, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == str(learner / "nnfs_helpers" / "__init__.py")
