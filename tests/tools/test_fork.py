"""A fork changes one line, the address in pyproject.toml, and runs tools.sync: the old address is gone everywhere."""

import subprocess
import sys

import pytest

from tools.chapters import ROOT
from tools.sync import project

ADDRESS, REPOSITORY, TAG = project()


@pytest.fixture
def fork(copied_course):
    """A copy of the course, with a sentence in each page that names the repository."""
    for path in [*copied_course.glob("*.md"), *copied_course.glob("docs/*.md")]:
        path.write_text(f"{path.read_text(encoding='utf-8')}\nSee {ADDRESS}/issues.\n", encoding="utf-8")
    return copied_course


def replace(path, old, new):
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def sync(folder):
    """Run tools.sync there."""
    subprocess.run([sys.executable, "-m", "tools.sync"], cwd=folder, check=True, timeout=60, env={"PYTHONPATH": "."})


def files_with(folder, text):
    """The files of a folder that hold a text."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return [path.relative_to(folder).as_posix() for path in files if text.encode() in path.read_bytes()]


OWNER_AND_NAME = pytest.param("anna/nets", id="owner and name")
OWNER = pytest.param("anna/neural-networks-from-scratch", id="owner", marks=pytest.mark.slow)


@pytest.mark.parametrize("new", [OWNER_AND_NAME, OWNER])
def test_another_address_needs_one_line(fork, new):
    chapters = [f"notebooks/{path.name}" for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
    pages = {"docs/CONTRIBUTING.md", "docs/GRADERS.md", "README.md", *chapters}
    assert pages | {"pyproject.toml"} <= set(files_with(fork, REPOSITORY))
    replace(fork / "pyproject.toml", ADDRESS, f"https://github.com/{new}")
    sync(fork)
    assert files_with(fork, REPOSITORY) == files_with(fork, REPOSITORY.split("/")[0]) == []
    assert pages <= set(files_with(fork, f"https://github.com/{new}"))


@pytest.mark.slow
def test_another_version_needs_one_line(fork):
    replace(fork / "pyproject.toml", f'version = "{TAG[1:]}"', 'version = "7.8.9"')
    sync(fork)
    assert files_with(fork, f"/{TAG}") == files_with(fork, f"--branch {TAG}") == []
    assert "README.md" in files_with(fork, "/v7.8.9?labpath=notebooks")


@pytest.mark.slow
def test_an_address_that_only_begins_like_ours_stays(fork):
    replace(fork / "README.md", f"See {ADDRESS}/issues.", f"See {ADDRESS}-answers and {ADDRESS}.")
    replace(fork / "pyproject.toml", ADDRESS, "https://github.com/anna/nets")
    sync(fork)
    last = (fork / "README.md").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"See {ADDRESS}-answers and https://github.com/anna/nets."
