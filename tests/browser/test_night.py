"""Explorers after the night: the kernel is gone, the page is loaded again, and what was seen is still there."""


import nbformat
import pytest

from nnfs_helpers.explorers.asleep import RESTARTED, WAKE
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


def test_the_picture_the_sentence_and_how_to_wake_it_are_there_without_the_kernel(folder, chromium):
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        chapter.run_all()
        assert visible(chapter, ".nnfs-live") == 1 and visible(chapter, ".jp-OutputArea img") == 1
        assert WAKE not in chapter.text() and RESTARTED not in chapter.text()
        chapter.page.evaluate(SAVE)
        chapter.page.wait_for_timeout(1500)
        chapter.page.screenshot(path=folder / "live.png")
        assert chapter.page.locator("[title=null]").count() == 0
        chapter.page.close()
    with server(folder) as address:
        chapter = LabPage(chromium, address, NAME)
        chapter.page.wait_for_timeout(3000)
        chapter.page.screenshot(path=folder / "night.png")
        text = chapter.text()
        assert [words for words in BROKEN if words in text] == []
        assert visible(chapter, ".jp-OutputArea img") == 1 and WAKE in text and RESTARTED not in text
        assert chapter.page.locator(".nnfs-lost").inner_text().removesuffix(f" {WAKE}") in sentences(folder)
        chapter.run_all()
        assert visible(chapter, ".nnfs-live") == 1 and visible(chapter, ".jp-OutputArea img") == 1
        chapter.page.evaluate(RESTART)
        chapter.page.wait_for_selector(".nnfs-restarted >> visible=true", timeout=20_000)
        chapter.page.wait_for_timeout(500)
        chapter.page.screenshot(path=folder / "restart.png")
        assert RESTARTED in chapter.text() and WAKE not in chapter.text()
        assert visible(chapter, ".jp-OutputArea img") == 1
        chapter.page.close()


def sentences(folder):
    """The sentences that the saved notebook stores with its pictures."""
    outputs = nbformat.read(folder / NAME, 4).cells[0].outputs
    return [output.data["text/plain"] for output in outputs if "image/png" in output.get("data", {})]
