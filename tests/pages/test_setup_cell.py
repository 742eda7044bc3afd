"""The set-up cell finds the course in a checkout, fetches it on Colab, and elsewhere says in one sentence what to do.

Each test runs the cell in a fresh Python without installed packages, in a folder of its own, without a network.
"""

import os
import subprocess
import sys

import pytest

from tests.launch.colab_world import fetching_from
from tools.chapters import ROOT, Chapter, chapter_paths, is_setup
from tools.sync import project, setup_source

linux = pytest.mark.skipif(os.name == "nt", reason="Colab is a Linux machine, and the cell speaks to its shell")
COLAB = "import sys\nsys.modules['google.colab'] = sys\n"  # what the cell sees when it runs on Colab
FOUND = "\nimport nnfs_helpers\nprint(nnfs_helpers.__file__)"


def run(folder, code, **environment):
    """Run code in the folder with a bare Python; return the finished process with what it wrote."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    variables = kept | {"HOME": str(folder), "GIT_TERMINAL_PROMPT": "0", "PYTHONUTF8": "1"} | environment
    command = [sys.executable, "-S", "-c", code]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", timeout=60)


@pytest.fixture
def repository(tmp_path):
    """A bare repository that holds a small nnfs_helpers under this version's tag."""
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
    assert lines[0].startswith("# Set-up, the same in every chapter: finds the course's own package, nnfs_helpers.")
    assert len(lines) <= 15 and max(map(len, lines)) <= 120
    assert "{{" not in setup_source()


def test_each_chapter_has_it_folded_away_in_jupyterlab_and_in_a_book():
    for chapter in map(Chapter, chapter_paths()):
        (cell,) = [cell for cell in chapter.cells if is_setup(cell)]
        assert cell.metadata == {"tags": ["setup", "hide-input"], "jupyter": {"source_hidden": True}}


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


MISSING = "ModuleNotFoundError: nnfs_helpers is not here. Start Jupyter in the course folder; on Colab, run this again."


def test_alone_elsewhere_it_fetches_nothing_and_says_what_to_do(empty, repository):
    done = run(empty, setup_source(), **fetching_from(repository.as_uri()))
    assert done.stderr.splitlines()[-1] == MISSING
    assert done.stderr.count("Traceback") == 1 and list(empty.iterdir()) == []


@pytest.fixture
def pip(tmp_path):
    """The folder of a stand-in for pip, which writes down what it is asked and installs an empty nnfs."""
    folder = tmp_path / "fake"
    folder.mkdir()
    (folder / "pip.py").write_text(
        "import pathlib, sys\n"
        "pathlib.Path(__file__).with_name('asked').write_text(' '.join(sys.argv[1:]))\n"
        "pathlib.Path(__file__).with_name('nnfs.py').touch()\n",
        encoding="utf-8",
    )
    return folder


def on_colab(folder, address, pip, more=""):
    """Run the cell as on Colab, where git fetches from an address and pip is the stand-in."""
    return run(folder, COLAB + setup_source() + more, PYTHONPATH=str(pip), **fetching_from(address))


@linux
def test_on_colab_it_fetches_the_tag_and_nnfs_without_its_dependencies_once(empty, repository, pip):
    first = on_colab(empty, repository.as_uri(), pip, FOUND)
    assert (first.stdout.strip(), first.stderr) == (str(empty / "course" / "nnfs_helpers" / "__init__.py"), "")
    assert (pip / "asked").read_text(encoding="utf-8") == "install -qq --no-deps nnfs==0.5.1"
    (pip / "asked").unlink()
    repository.rename(repository.with_name("gone.git"))
    second = on_colab(empty, repository.as_uri(), pip, FOUND)
    assert (second.stdout, second.stderr) == (first.stdout, "") and not (pip / "asked").exists()
    assert [path.name for path in empty.iterdir()] == ["course"]


@linux
def test_on_colab_an_interrupted_fetch_is_not_taken_for_a_whole_one(empty, repository, pip):
    (empty / ".course" / "nnfs_helpers").mkdir(parents=True)
    done = on_colab(empty, repository.as_uri(), pip, FOUND)
    assert done.stdout.strip() == str(empty / "course" / "nnfs_helpers" / "__init__.py")


@linux
def test_on_colab_a_wrong_address_ends_in_a_sentence(empty, pip):
    done = on_colab(empty, "file:///nowhere/at/all", pip)
    assert done.stderr.splitlines()[-1] == MISSING and list(empty.iterdir()) == []
    assert "subprocess" not in done.stderr and not (pip / "asked").exists()


@linux
def test_on_colab_it_says_so_if_nnfs_cannot_be_installed_and_the_next_run_mends_it(empty, repository, pip):
    good = (pip / "pip.py").read_text(encoding="utf-8")
    (pip / "pip.py").write_text("raise SystemExit(1)", encoding="utf-8")
    assert on_colab(empty, repository.as_uri(), pip).stderr.splitlines()[-1] == MISSING
    (pip / "pip.py").write_text(good, encoding="utf-8")
    assert on_colab(empty, repository.as_uri(), pip, "\nimport nnfs, nnfs_helpers").stderr == ""


@pytest.mark.parametrize("machine", ["", COLAB], ids=["at home", "on Colab"])
@pytest.mark.parametrize("inside", [".", "notebooks"])
def test_in_a_checkout_nothing_is_fetched(empty, repository, machine, inside):
    (empty / "nnfs_helpers").mkdir()
    (empty / "notebooks").mkdir()
    done = run(empty / inside, machine + setup_source(), **fetching_from(repository.as_uri()))
    assert (done.stdout, done.stderr) == ("", "")
    assert sorted(path.name for path in empty.rglob("*")) == ["nnfs_helpers", "notebooks"]
