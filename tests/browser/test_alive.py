"""Explorers without a kernel: after a night, after a restart, in the course's Jupyter and in any other."""

import os
import sys

import nbformat
import pytest

from tests.browser.jupyter import CONFIG, LabPage, server
from tests.browser.pages import EXPLORER, ONE_BUNDLE, WITHOUT_WORDS, write
from tests.browser.test_chapters import BROKEN
from tests.browser.twins import twins
from tests.explorers.test_explorers import CASES, shown
from tools.chapters import chapter_paths

ASLEEP = "This picture has lost its kernel. To move it again, run the cells above it."
WAKE = "To move this picture, run the cells above it."


PYTHONS = {"this environment": sys.executable, "Binder's JupyterLab": os.environ.get("COURSE_BINDER_PYTHON")}


def run_and_save(chromium, folder, path, python):
    """Open the notebook, run all, save it, close the page, and end the server with its kernels."""
    with server(folder, python=python, config="") as address:
        chapter = LabPage(chromium, address, path)
        chapter.run_all()
        chapter.save()
        chapter.page.wait_for_timeout(1000)
        chapter.page.close()


def stands_there(output, sentence):
    """An output shows one picture, its sentence, and the line how to wake it, and no broken view."""
    text = output.inner_text()
    assert [words for words in BROKEN if words in text] == []
    assert text.count(sentence) == 1 and text.count(WAKE) == 1
    images = [image for image in output.locator("img").all() if image.is_visible()]
    assert [image.get_attribute("alt") for image in images] == [sentence]
    assert images[0].evaluate("image => image.naturalWidth") > 300


@pytest.mark.parametrize("python", PYTHONS.values(), ids=PYTHONS)
def test_after_a_night_picture_sentence_and_the_way_to_wake_it_stand_there(chromium, tmp_path, python):
    assert python, "COURSE_BINDER_PYTHON must name a Python with Binder's versions: see make test-browser"
    path, copy = chapter_paths()[0], tmp_path / "chapter.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(ONE_BUNDLE.format("NeuronBars")))
    nbformat.write(book, copy)
    run_and_save(chromium, tmp_path, copy.name, python)
    with server(tmp_path, python=python, config="") as address:
        chapter = LabPage(chromium, address, copy.name)
        chapter.cell(-1).get_by_text("model not found").wait_for()
        explorers = twins(path)
        for number, twin in explorers.items():
            stands_there(chapter.cell(number).locator(".jp-OutputArea"), shown(twin)[1])
        with pytest.raises(AssertionError):  # what the first edition stored is found broken
            stands_there(chapter.cell(-1).locator(".jp-OutputArea"), shown(CASES["NeuronBars"][0]())[1])
        chapter.run_all()
        for number in explorers:
            output = chapter.cell(number).locator(".jp-OutputArea")
            assert output.locator(".explorer-live").is_visible() and not output.locator(".explorer-still").is_visible()
        chapter.page.close()


def test_after_a_restart_a_word_how_to_wake_it_stands_in_the_place_of_the_controls(chromium, tmp_path):
    write(tmp_path / "two.ipynb", EXPLORER.format("NeuronBars"), WITHOUT_WORDS.format("NeuronBars"))
    with server(tmp_path, config="") as address:
        chapter = LabPage(chromium, address, "two.ipynb")
        chapter.run_all()
        assert "has lost its kernel" not in chapter.text()
        chapter.restart()
        chapter.page.get_by_text("has lost its kernel").first.wait_for(timeout=10_000)
        assert ASLEEP in chapter.cell(0).inner_text()
        assert not chapter.cell(0).locator(".widget-hslider").first.is_visible()
        assert ASLEEP not in chapter.cell(1).inner_text()  # the one whose words were taken away
        chapter.run_all()
        assert "has lost its kernel" not in chapter.text()
        assert chapter.cell(0).locator(".widget-hslider").first.is_visible()
        chapter.page.close()


@pytest.mark.parametrize(
    "config, more, asks",
    [(CONFIG, [], "false"), ("", ["--config=tools/jupyter/jupyter_server_config.py"], "false"), ("", [], "none")],
    ids=["make lab", "the line for Windows", "any Jupyter"],
)
def test_the_course_s_jupyter_asks_no_question_about_news(chromium, tmp_path, config, more, asks):
    with server(tmp_path, config=config, more=more) as address:
        (tmp_path / ".settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings").unlink()
        page = chromium.new_page()
        answer = page.request.get(f"{address}/lab/api/settings/@jupyterlab/apputils-extension:notification").json()
        assert answer["schema"]["properties"]["fetchNews"]["default"] == asks
        page.close()
