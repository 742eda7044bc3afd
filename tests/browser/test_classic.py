"""Every explorer on Colab, as near as it can be had: a chapter arrives alone, fetches the course, and runs in Chromium.

The front end is the classic Notebook with ipywidgets 7.7.1; for the rest see tests/launch/colab_world.py.
"""

import os
import shutil

import ipywidgets as widgets
import pytest

from nnfs_helpers.explorers.machinery.explorer import WIDGET_VIEW
from tests.browser.controls import copy_value, live, moves
from tests.browser.jupyter import server
from tests.browser.test_chapters import BROKEN, REQUIRED, check_player
from tests.browser.twins import oracle_of, twins
from tests.explorers.test_explorers import shown
from tests.launch.colab_world import bare_repository, fetching_from, freeze, variables_at, without_nnfs
from tools.chapters import Chapter, chapter_paths, is_setup, only

PYTHON = os.environ.get("COURSE_COLAB_PYTHON")
READY = "() => window.Jupyter?.notebook?.kernel?.info_reply?.status == 'ok'"
RUN_ALL = "() => { Jupyter.notebook.execute_all_cells(); }"
DONE = """() => !Jupyter.notebook.kernel_busy && [...document.querySelectorAll('.code_cell .input_prompt')]
    .every(prompt => !prompt.textContent.includes('*'))"""
NOT_RUN = "In\xa0[\xa0]:"  # the prompt of a cell after one that failed
OUTPUTS = """number => Jupyter.notebook.get_cells()
    .filter(cell => cell.cell_type == 'code')[number].output_area.outputs"""
SENTENCE = "nnfs_helpers is not here. Start Jupyter in the course folder; on Colab, run this again."


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The address of a bare clone of this checkout's files."""
    return bare_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="module")
def run_alone(chromium, repository, tmp_path_factory, request):
    """A function that runs a chapter on Colab. A test may give another address of the course as a parameter."""
    assert PYTHON, "COURSE_COLAB_PYTHON must name the Python of tests/launch/colab_world.py: see make test-browser"
    folder = tmp_path_factory.mktemp("content")

    def run_alone(path):
        """Open the chapter alone in a new folder, take nnfs away, run all cells; return the folder and the page."""
        without_nnfs(PYTHON)
        (folder / path.stem).mkdir()
        shutil.copy(path, folder / path.stem)
        page = chromium.new_page(viewport={"width": 1200, "height": 1600})
        page.goto(f"{address}/notebooks/{path.stem}/{path.name}")
        page.wait_for_function(READY, timeout=60_000)
        page.wait_for_timeout(1500)
        page.evaluate(RUN_ALL)
        page.wait_for_timeout(1500)
        page.wait_for_function(DONE, timeout=120_000)
        return folder / path.stem, page

    variables = variables_at(folder) | fetching_from(getattr(request, "param", repository))
    with server(folder, "notebook", PYTHON, variables=variables) as address:
        yield run_alone


def setup_number(path):
    """The number of the set-up cell among the code cells."""
    return [is_setup(cell) for cell in only("code", Chapter(path).cells)].index(True)


@REQUIRED
def test_a_chapter_that_arrives_alone_fetches_the_course_and_its_explorers_answer(run_alone, path):
    folder, page = run_alone(path)
    assert page.evaluate(OUTPUTS, setup_number(path)) == []
    assert [line for line in freeze(PYTHON) if "nnfs" in line] == ["nnfs==0.5.1"]
    assert (folder / "course" / "nnfs_helpers").is_dir()
    for number, twin in twins(path).items():
        still, moving = page.evaluate(OUTPUTS, number)[-2:]
        assert set(still["data"]) == {"text/html"} and set(moving["data"]) == {"text/plain", WIDGET_VIEW}
        cell = page.locator(".code_cell").nth(number)
        assert not cell.locator(".explorer-still").is_visible()
        answers(live(cell), twin)
    assert [words for words in (*BROKEN, NOT_RUN) if words in page.inner_text("#notebook-container")] == []
    page.close()


@pytest.mark.parametrize("run_alone", ["file:///no/such/course.git"], ids=["wrong address"], indirect=True)
def test_a_chapter_that_cannot_fetch_the_course_says_so_on_the_page(run_alone):
    path = chapter_paths()[0]
    folder, page = run_alone(path)
    there = page.locator(".code_cell").nth(setup_number(path)).inner_text()
    assert f"ModuleNotFoundError: {SENTENCE}" in there
    assert not (folder / "course").exists()
    page.close()


def answers(output, twin):
    """Each control, moved by its keys, gives the sentence of the twin, and a picture."""
    oracle = oracle_of(twin)
    elements = output.locator(".widget-vbox > .widget-box > *")
    assert elements.count() == len(twin.controls)
    for i, control in enumerate(twin.controls.values()):
        for move in moves(control):
            move(elements.nth(i))
            output.page.wait_for_timeout(60)
            copy_value(elements.nth(i), control)
            wait_for_sentence(output, shown(twin)[1], f"{type(twin).__name__}, {move.__name__}")
    sentence = output.locator("p[role=status]").inner_text()
    assert [words for words in oracle(twin.state) if words not in sentence] == []
    assert output.locator("img").last.evaluate("image => image.naturalWidth") > 300
    for i, control in enumerate(twin.controls.values()):
        if isinstance(control, widgets.Play):
            check_player(output, elements.nth(i))


def wait_for_sentence(output, sentence, what):
    """Wait until the page says the sentence."""
    for _ in range(100):
        now = output.locator("p[role=status]").inner_text()
        if now == sentence:
            return
        output.page.wait_for_timeout(30)
    assert now == sentence, what
