"""The set-up cell finds the course in a checkout, fetches it on Colab, and elsewhere says in one sentence what to do.

Each test runs the cell in a fresh Python without installed packages, in a folder of its own, without a network.
"""

import os
import subprocess
import sys

import pytest

from tools.chapters import ROOT
from tools.sync import project, setup_source

linux = pytest.mark.skipif(os.name == "nt", reason="Colab is a Linux machine, and the cell speaks to its shell")
COLAB = "import sys\nsys.modules['google.colab'] = sys\n"  # what the cell sees when it runs on Colab
WITH_NNFS = "import sys\nsys.modules['nnfs'] = type(sys)('nnfs')\nsys.modules['nnfs'].__spec__ = True\n"
FOUND = "\nimport nnfs_helpers\nprint(nnfs_helpers.__file__)"


def run(folder, code, **environment):
    """Run code in the folder with a bare Python; return the finished process with what it wrote."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    variables = kept | {"HOME": str(folder), "GIT_TERMINAL_PROMPT": "0", "PYTHONUTF8": "1"} | environment
    command = [sys.executable, "-S", "-c", code]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", timeout=60)


@pytest.fixture
def repository(tmp_path):
    """The address of a bare repository that holds a small nnfs_helpers under this version's tag."""
    work = tmp_path / "work"
    (work / "nnfs_helpers").mkdir(parents=True)
    (work / "nnfs_helpers" / "__init__.py").write_text("", encoding="utf-8")
    commit = "git -c user.name=a -c user.email=a@example.org commit -q -m first"
    tag, bare = project()[2], tmp_path / "bare.git"
    steps = f"git init -q . && git add . && {commit} && git tag {tag} && git clone -q --bare . {bare}"
    subprocess.run(steps, shell=True, cwd=work, check=True)
    return bare


@pytest.fixture
def empty(tmp_path):
    """A folder with nothing in or above it that belongs to the course."""
    folder = tmp_path / "a" / "b" / "content"
    folder.mkdir(parents=True)
    return folder


def test_the_cell_is_short_and_explains_itself():
    lines = [line for line in setup_source().splitlines() if line]
    assert lines[0] == "# Set-up, the same in every chapter: makes the course's own package importable."
    assert len(lines) <= 16 and max(map(len, lines)) <= 120
    assert "{{" not in setup_source()


@pytest.mark.parametrize("place", ["notebooks", "."])
def test_in_a_checkout_it_finds_the_package_and_prints_nothing(place):
    done = run(ROOT / place, setup_source() + setup_source() + FOUND)
    assert (done.stdout.strip(), done.stderr) == (str(ROOT / "nnfs_helpers" / "__init__.py"), "")


def test_running_it_twice_adds_one_folder(empty):
    (empty / "nnfs_helpers").mkdir()
    before = "import sys\nbefore = list(sys.path)\n"
    after = "\nprint([place for place in sys.path if place not in before], len(sys.path) - len(before))"
    done = run(empty, f"{before}{setup_source()}\n{setup_source()}{after}")
    assert done.stdout == f"{[str(empty)]} 1\n"


def test_alone_elsewhere_it_fetches_nothing_and_says_what_to_do(empty, repository):
    done = run(empty, setup_source(), COURSE_REPO=f"file://{repository}")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: The course's package nnfs_helpers is not here: start Jupyter inside")
    assert done.stderr.count("Traceback") == 1 and list(empty.iterdir()) == []


@linux
def test_on_colab_it_fetches_the_tag_once(empty, repository):
    address = f"file://{repository}"
    first = run(empty, COLAB + WITH_NNFS + setup_source() + FOUND, COURSE_REPO=address)
    assert (first.stdout.strip(), first.stderr) == (str(empty / "course" / "nnfs_helpers" / "__init__.py"), "")
    repository.rename(repository.with_name("gone.git"))
    second = run(empty, COLAB + WITH_NNFS + setup_source() + FOUND, COURSE_REPO=address)
    assert (second.stdout, second.stderr) == (first.stdout, "")
    assert [path.name for path in empty.iterdir()] == ["course"]


@linux
def test_on_colab_an_interrupted_fetch_is_not_taken_for_a_whole_one(empty, repository):
    (empty / ".course" / "nnfs_helpers").mkdir(parents=True)
    done = run(empty, COLAB + WITH_NNFS + setup_source() + FOUND, COURSE_REPO=f"file://{repository}")
    assert done.stdout.strip() == str(empty / "course" / "nnfs_helpers" / "__init__.py")


@linux
def test_on_colab_a_wrong_address_ends_in_a_sentence(empty):
    done = run(empty, COLAB + WITH_NNFS + setup_source(), COURSE_REPO="file:///nowhere/at/all")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: The course's package nnfs_helpers is not here: check the connection")
    assert "subprocess" not in done.stderr and list(empty.iterdir()) == []


@pytest.fixture
def pip(tmp_path):
    """The folder of a stand-in for pip, which writes down what it is asked and installs an empty nnfs."""
    folder = tmp_path / "fake"
    folder.mkdir()
    (folder / "pip.py").write_text(
        "import pathlib, sys\n"
        "pathlib.Path('asked').write_text(' '.join(sys.argv[1:]))\n"
        "pathlib.Path(__file__).with_name('nnfs.py').touch()\n",
        encoding="utf-8",
    )
    return folder


@linux
def test_on_colab_nnfs_is_installed_without_its_dependencies_if_it_is_absent(empty, repository, pip):
    settings = {"COURSE_REPO": f"file://{repository}", "PYTHONPATH": str(pip)}
    run(empty, COLAB + WITH_NNFS + setup_source(), **settings)
    assert not (empty / "asked").exists()
    done = run(empty, COLAB + setup_source(), **settings)
    assert (empty / "asked").read_text(encoding="utf-8") == "install -qq --no-deps nnfs==0.5.1"
    assert (done.stdout, done.stderr) == ("", "")


@linux
def test_on_colab_it_says_so_if_nnfs_cannot_be_installed(empty, repository, pip):
    (pip / "pip.py").write_text("raise SystemExit(1)", encoding="utf-8")
    done = run(empty, COLAB + setup_source(), COURSE_REPO=f"file://{repository}", PYTHONPATH=str(pip))
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: The course's package nnfs is not here: check the connection")


@pytest.mark.parametrize("machine", ["", COLAB + WITH_NNFS], ids=["at home", "on Colab"])
def test_in_a_checkout_nothing_is_fetched(empty, repository, machine):
    (empty / "nnfs_helpers").mkdir()
    done = run(empty, machine + setup_source(), COURSE_REPO=f"file://{repository}")
    assert (done.stdout, done.stderr) == ("", "")
    assert [path.name for path in empty.iterdir()] == ["nnfs_helpers"]
