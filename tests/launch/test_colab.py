"""Each chapter arrives alone in an empty folder on Colab, as colab_world.py rebuilds it, and runs there."""

import shutil
from xml.etree import ElementTree

import nbformat
import pytest

from tests.launch.colab_world import VERSIONS, bare_repository, fetching_from, freeze, make_colab, run, without_nnfs
from tools.chapters import ROOT, Chapter, is_setup, only, required_paths
from tools.environments import RECIPES, make, pythons
from tools.normal import ANSI
from tools.sync import setup_source

CHAPTERS = required_paths()
NOWHERE = "http://127.0.0.1:9"  # an address where nobody answers


@pytest.fixture(scope="module")
def colab():
    """The interpreter of an environment with Colab's versions."""
    return make_colab()


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The address of a bare clone of this checkout's files."""
    return bare_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def alone(request, tmp_path):
    """A chapter in an otherwise empty folder."""
    path = tmp_path / "content" / getattr(request, "param", CHAPTERS[0]).name
    path.parent.mkdir()
    shutil.copy(ROOT / "notebooks" / path.name, path)
    return path


def execute(colab, path, **variables):
    """Run the chapter from top to bottom as a front end would. Return its code cells and the last line of an error."""
    done = run(colab, path.parent, "nbconvert", "--to=notebook", "--execute", "--inplace", path.name, **variables)
    error = ANSI.sub("", done.stderr).strip().splitlines()[-1] if done.returncode else ""
    return only("code", Chapter(path).cells), error


def test_the_environment_has_colabs_versions_and_nothing_of_the_course(colab):
    without_nnfs(colab)
    assert set(VERSIONS) <= freeze(colab)
    assert not [line for line in freeze(colab) if "nnfs" in line]


@pytest.mark.parametrize("alone", CHAPTERS, indirect=True, ids=lambda path: path.name)
def test_a_chapter_that_arrives_alone_runs_and_shows_what_its_page_shows(colab, repository, alone):
    stored = alone.read_bytes()
    without_nnfs(colab)
    before = freeze(colab)
    cells, error = execute(colab, alone, **fetching_from(repository))
    after = freeze(colab)
    (setup,) = [cell for cell in cells if is_setup(cell)]
    assert (error, setup.outputs) == ("", [])
    assert (after - before, before - after) == ({"nnfs==0.5.1"}, set())
    assert {path.name for path in alone.parent.iterdir()} == {alone.name, "course"}

    alone.write_bytes(stored)
    report, cut_off = alone.parents[1] / "report.xml", fetching_from(NOWHERE) | {"PIP_INDEX_URL": NOWHERE}
    nbval = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", "-pno:cacheprovider", f"--junitxml={report}"]
    nbval.append(f"--nbval-sanitize-with={ROOT / 'tools' / 'same_but_pictures.cfg'}")
    again = run(colab, alone.parent, "pytest", *nbval, alone.name, **cut_off)
    assert again.returncode == 0, again.stdout
    suite = next(ElementTree.parse(report).iter("testsuite"))
    assert int(suite.get("tests")) == len(cells) and suite.get("skipped") == suite.get("failures") == "0"


def write(alone, *sources):
    """Let the notebook consist of these code cells alone."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), alone)


def test_a_set_up_cell_that_let_pip_speak_would_be_noticed(colab, repository, alone):
    without_nnfs(colab)
    assert setup_source().count(" -qq ") == 1
    write(alone, setup_source().replace(" -qq ", " -q "))
    (setup,), error = execute(colab, alone, **fetching_from(repository))
    assert error == "" and "A new release of pip is available" in setup.outputs[0].text


def test_the_set_up_cell_can_be_run_twice(colab, repository, alone):
    without_nnfs(colab)
    write(alone, setup_source(), setup_source(), f"print(sys.path.count({str(alone.parent / 'course')!r}))")
    (first, second, last), error = execute(colab, alone, **fetching_from(repository))
    assert error == "" and first.outputs == second.outputs == []
    assert last.outputs[0].text == "1\n"


SENTENCE = "nnfs_helpers is not here. Start Jupyter in the course folder; on Colab, run this again."


@pytest.mark.parametrize(
    "settings",
    [
        fetching_from(f"{NOWHERE}/course") | {"PIP_INDEX_URL": NOWHERE},
        fetching_from("file:///no/such/course.git"),
        {"PIP_INDEX_URL": NOWHERE, "PIP_EXTRA_INDEX_URL": NOWHERE, "PIP_NO_CACHE_DIR": "1"},
    ],
    ids=["offline", "wrong address", "offline before nnfs came"],
)
def test_what_cannot_be_fetched_ends_in_a_sentence(colab, repository, alone, settings):
    without_nnfs(colab)
    variables = fetching_from(repository) | {"PIP_RETRIES": "0", "GIT_TERMINAL_PROMPT": "0"} | settings
    _, error = execute(colab, alone, **variables)
    assert error == f"ModuleNotFoundError: {SENTENCE}"


def test_away_from_colab_a_chapter_that_is_alone_says_where_to_start(repository, alone):
    environment = RECIPES["colab"](ROOT, pythons())  # the same versions, without the stand-in for google.colab
    make(environment, pythons())
    _, error = execute(environment.interpreter, alone, **fetching_from(repository))
    assert error == f"ModuleNotFoundError: {SENTENCE}"
    assert list(alone.parent.iterdir()) == [alone]
