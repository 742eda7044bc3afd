"""Explorers after the night: the kernel is gone, the page is loaded again, and what was seen is still there."""

import json
from urllib.request import urlopen

import nbformat
import pytest

from nnfs_helpers.explorers.machinery.asleep import RESTARTED, WAKE
from tests.browser.jupyter import LabPage, server
from tests.browser.test_chapters import BROKEN

NAME = "night.ipynb"
SOURCE = """
from nnfs_helpers.explorers.neuron import NeuronBars
NeuronBars([1.0, 2.0], [0.5, -1.0], 0.5)
"""
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"


@pytest.fixture
def folder(tmp_path):
    """A folder with a notebook of one explorer."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE.strip())])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, tmp_path / NAME)
    return tmp_path


def visible(chapter, selector):
    """How many elements there are that can be seen."""
    return chapter.page.locator(selector).locator("visible=true").count()


def picture_alone(chapter):
    """One picture can be seen, with nothing broken."""
    broken = [words for words in BROKEN if words in chapter.text()]
    return visible(chapter, ".jp-OutputArea img") == 1 and broken == []


def run(chapter):
    """Run the cell: the live view is there, with its picture and no other, and no word about waking it."""
    chapter.run_all()
    assert visible(chapter, ".nnfs-live") == 1 and picture_alone(chapter)
    assert WAKE not in chapter.text() and RESTARTED not in chapter.text()


def test_the_picture_the_sentence_and_how_to_wake_it_are_there_without_the_kernel(folder, chromium):
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        run(chapter)
        chapter.page.evaluate(SAVE)
        chapter.page.wait_for_timeout(1500)
        chapter.page.close()
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        chapter.page.wait_for_selector(".nnfs-lost >> visible=true", timeout=20_000)
        chapter.page.wait_for_timeout(3000)  # by now an error would stand there
        assert picture_alone(chapter) and RESTARTED not in chapter.text()
        assert [chapter.page.locator(".nnfs-lost").inner_text()] == [f"{words} {WAKE}" for words in sentences(folder)]
        run(chapter)
        chapter.page.close()


def test_after_a_restart_of_the_kernel_a_word_stands_beside_the_controls(folder, chromium):
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        run(chapter)
        chapter.page.evaluate(RESTART)
        chapter.page.wait_for_selector(".nnfs-restarted >> visible=true", timeout=20_000)
        assert picture_alone(chapter) and WAKE not in chapter.text()
        run(chapter)
        chapter.page.close()


def test_no_tooltip_says_null_no_label_is_cut_and_no_news_are_fetched(folder, chromium):
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        run(chapter)
        assert chapter.page.locator(".nnfs-live [title]").count() > 3
        assert chapter.page.locator("[title=null]").count() == 0
        widths = chapter.page.locator(".noUi-target").evaluate_all("all => all.map(e => e.clientWidth)")
        assert min(widths) > 160
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"
        assert chapter.page.locator(".nnfs-live .widget-label").evaluate_all(cut) == []
        chapter.page.close()
        with urlopen(f"{address}/lab/api/settings/@jupyterlab/apputils-extension:notification") as answer:
            assert json.load(answer)["schema"]["properties"]["fetchNews"]["default"] == "false"


def sentences(folder):
    """The sentences that the saved notebook stores with its pictures."""
    outputs = nbformat.read(folder / NAME, 4).cells[0].outputs
    return [output.data["text/plain"] for output in outputs if "image/png" in output.get("data", {})]
