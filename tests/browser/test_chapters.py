"""Every chapter in JupyterLab: as it is stored, trusted and not, and every explorer moved by keyboard and mouse."""

import base64
from html import unescape
import re
import shutil
import subprocess
import sys

import ipywidgets as widgets
import pytest

from tests.browser.axe import findings
from tests.browser.controls import copy_value, live, moves
from tests.browser.jupyter import LabPage, server
from tests.browser.twins import oracle_of, twins
from tools.chapters import ROOT, Chapter, chapter_paths, only, pictures, required_paths

CHAPTER = pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
REQUIRED = pytest.mark.parametrize("path", required_paths(), ids=lambda path: path.stem)  # an optional one may not run
BROKEN = ["model not found", "Loading widget", "Error displaying widget", "Could not render"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the chapters, so that running them changes nothing here."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    """JupyterLab on that copy."""
    with server(folder) as address:
        yield address


@pytest.fixture
def open_chapter(lab, chromium):
    """A function that opens a chapter."""
    opened = []

    def open_chapter(path, **size):
        opened.append(LabPage(chromium, lab, f"notebooks/{path.name}", **size))
        return opened[-1]

    yield open_chapter
    for chapter in opened:
        chapter.page.close()


def stored_pictures_are_visible(chapter, path):
    """Each cell that stores a picture shows it, and nothing on the page is broken."""
    for number, cell in enumerate(only("code", Chapter(path).cells)):
        if pictures(cell):
            widths = (
                chapter.cell(number)
                .locator(".jp-OutputArea-output img")
                .evaluate_all("all => all.map(img => img.naturalWidth * img.getBoundingClientRect().height)")
            )
            assert widths and min(widths) > 0, f"cell {number} of {path.name} shows no picture"
    text = chapter.text()
    assert [words for words in BROKEN if words in text] == []


@CHAPTER
def test_a_chapter_shows_its_pictures_before_anything_has_run_and_axe_finds_nothing_grave(open_chapter, path):
    chapter = open_chapter(path)
    stored_pictures_are_visible(chapter, path)
    assert findings(chapter.page) == []


def test_axe_would_find_a_picture_without_alt_text(open_chapter):
    chapter = open_chapter(chapter_paths()[0])
    chapter.page.locator(".jp-OutputArea img").first.evaluate("image => image.removeAttribute('alt')")
    assert [rule for rule, _ in findings(chapter.page)] == ["image-alt"]


@pytest.fixture(scope="module")
def trusted(folder):
    """From here on all chapters of the copy are trusted."""
    environment = {"JUPYTER_DATA_DIR": str(folder / ".data"), "JUPYTER_CONFIG_DIR": str(folder / ".config")}
    pages = [f"notebooks/{path.name}" for path in chapter_paths()]
    subprocess.run([sys.executable, "-m", "jupyter", "trust", *pages], cwd=folder, env=environment, check=True)


@CHAPTER
def test_a_trusted_chapter_shows_its_pictures_too(trusted, open_chapter, path):
    stored_pictures_are_visible(open_chapter(path), path)


def shown(output):
    """The sentence and the picture of an explorer on the page."""
    sentence = output.locator("img + p, p[role=alert]").inner_text()
    source = output.locator("img").first.get_attribute("src") if output.locator("img").count() else None
    return sentence, source and source.partition("base64,")[2]


def expected(twin):
    """The sentence and the picture that the twin in this process has."""
    page = twin.page.value
    return unescape(re.search(r"<p.*?>(.*)</p>", page)[1]), re.search(r'base64,([^"]*)"', page)[1]


def wait_until_shown(output, twin, what):
    """Wait until the page shows the sentence of the twin; then the picture must be the twin's, to the last bit."""
    sentence, picture = expected(twin)
    for _ in range(100):
        now = shown(output)
        if now[0] == sentence and now[1] == picture:
            return
        output.page.wait_for_timeout(30)
    assert now[0] == sentence, what
    assert base64.b64decode(now[1]) == base64.b64decode(picture), f"{what}: another picture"


@REQUIRED
def test_every_explorer_follows_keyboard_and_mouse(open_chapter, path):
    explorers = twins(path)
    assert explorers, f"{path.name} has no explorer"
    chapter = open_chapter(path)
    chapter.run_all()
    assert [words for words in BROKEN if words in chapter.text()] == []
    for number, twin in explorers.items():
        check_explorer(live(chapter.cell(number)), twin)
    assert [error for error in chapter.errors if is_ours(error)] == []


def check_explorer(output, twin):
    """Move each control in every way, and compare sentence and picture with the twin and with the oracle."""
    oracle = oracle_of(twin)
    elements = output.locator(".widget-vbox > .widget-box > *")
    assert elements.count() == len(twin.controls), type(twin).__name__
    wait_until_shown(output, twin, f"{type(twin).__name__} at first")
    seen = set()
    for i, (name, control) in enumerate(twin.controls.items()):
        for move in moves(control):
            move(elements.nth(i))
            output.page.wait_for_timeout(60)
            copy_value(elements.nth(i), control)
            wait_until_shown(output, twin, f"{type(twin).__name__}, {name}, {move.__name__}")
            seen.add(shown(output))
            assert [words for words in oracle(twin.state) if words not in shown(output)[0]] == []
    assert len(seen) > len(twin.controls) / 2, f"{type(twin).__name__} does not change"
    for i, control in enumerate(twin.controls.values()):
        if isinstance(control, widgets.Play):
            check_player(output, elements.nth(i))


def check_player(output, player):
    """Play by keyboard: the page changes and goes on changing; pause stops it; stop returns to the beginning."""
    buttons, seen = player.locator("button"), set()
    buttons.nth(0).press("Space")
    for _ in range(200):
        seen.add(shown(output))
        if len(seen) > 2:
            break
        output.page.wait_for_timeout(30)
    assert len(seen) > 2, "play does not move the picture"
    buttons.nth(0).press("Space") if buttons.count() < 3 else buttons.nth(1).press("Space")
    output.page.wait_for_timeout(300)
    paused = shown(output)
    output.page.wait_for_timeout(300)
    assert shown(output) == paused, "pause does not stop the picture"


def is_ours(error):
    """Whether an error in the console is not one that JupyterLab makes on an empty notebook."""
    return not re.search(r"favicon|Failed to load resource|ResizeObserver|the server responded with a status", error)
