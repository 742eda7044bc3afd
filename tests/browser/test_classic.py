"""Every explorer in the classic Notebook with ipywidgets 7.7.1: the nearest to Colab's widgets that can be had."""

import os
import shutil

import pytest

from tests.browser.controls import copy_value, moves
from tests.browser.jupyter import server
from tests.browser.test_chapters import BROKEN, CHAPTER
from tests.browser.twins import twins
from tests.test_explorers import CASES, shown
from tools.chapters import ROOT

PYTHON = os.environ.get("COURSE_COLAB_PYTHON")
READY = "() => window.Jupyter?.notebook?.kernel?.info_reply?.status == 'ok'"
RUN_ALL = "() => { Jupyter.notebook.execute_all_cells(); }"
DONE = """() => !Jupyter.notebook.kernel_busy && [...document.querySelectorAll('.code_cell .input_prompt')]
    .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))"""


@pytest.fixture(scope="module")
def classic(tmp_path_factory):
    """The classic Notebook on a copy of the chapters."""
    assert PYTHON, "COURSE_COLAB_PYTHON must name a Python with Colab's versions: see make test-browser"
    folder = tmp_path_factory.mktemp("classic")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with server(folder, "notebook", PYTHON) as address:
        yield address


@CHAPTER
def test_every_explorer_answers_with_the_widgets_of_colab(classic, chromium, path):
    page = chromium.new_page(viewport={"width": 1200, "height": 1600})
    page.goto(f"{classic}/notebooks/notebooks/{path.name}")
    page.wait_for_function(READY, timeout=60_000)
    page.wait_for_timeout(1500)
    page.evaluate(RUN_ALL)
    page.wait_for_timeout(1500)
    page.wait_for_function(DONE, timeout=120_000)
    for number, twin in twins(path).items():
        output = page.locator(".code_cell").nth(number)
        answers(output, twin)
    assert [words for words in BROKEN if words in page.inner_text("#notebook-container")] == []
    page.close()


def answers(output, twin):
    """Each control, moved by its keys, gives the sentence of the twin, and a picture."""
    elements = output.locator(".widget-vbox > .widget-box > *")
    assert elements.count() == len(twin.controls)
    for i, control in enumerate(twin.controls.values()):
        for move in moves(control):
            move(elements.nth(i))
            output.page.wait_for_timeout(60)
            copy_value(elements.nth(i), control)
            wait_for_sentence(output, shown(twin)[1], f"{type(twin).__name__}, {move.__name__}")
    sentence = output.locator("p[role=status]").inner_text()
    assert [words for words in CASES[type(twin).__name__][1](twin.state) if words not in sentence] == []
    assert output.locator("img").last.evaluate("image => image.naturalWidth") > 300


def wait_for_sentence(output, sentence, what):
    """Wait until the page says the sentence."""
    for _ in range(100):
        now = output.locator("p[role=status]").inner_text()
        if now == sentence:
            return
        output.page.wait_for_timeout(30)
    assert now == sentence, what
