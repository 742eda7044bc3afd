"""Every explorer in the light and the dark theme, on a wide and on a narrow page: nothing cut off, everything legible.

The screenshots, before a control was moved and after, are in .screenshots/ for people to look at.
"""

import itertools
import re

import nbformat
import pytest

from tests.browser.controls import live
from tests.browser.jupyter import DARK, LIGHT, LabPage, server
from tests.explorers.test_explorers import CASES
from tests.pictures.test_plotting import luminance
from tools.chapters import ROOT

SCREENSHOTS = ROOT / ".screenshots"
SOURCE = 'from tests.explorers.test_explorers import CASES\nCASES["{}"][0]()'
COLOURS = """element => {
    let behind = element;
    while (getComputedStyle(behind).backgroundColor == 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
    return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
}"""


@pytest.fixture(scope="module", params=[LIGHT, DARK])
def themed(request, tmp_path_factory):
    """JupyterLab in one theme on a notebook with every explorer, and the theme's name."""
    folder = tmp_path_factory.mktemp("themes")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE.format(name)) for name in CASES])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, folder / "all.ipynb")
    with server(folder, theme=request.param) as address:
        yield address, "dark" if request.param == DARK else "light"


@pytest.mark.parametrize("width", [1200, 800])
def test_explorers_are_legible(themed, chromium, width):
    address, theme = themed
    chapter = LabPage(chromium, address, "all.ipynb", width=width)
    chapter.run_all()
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, name in enumerate(CASES):
        output = live(chapter.cell(number))
        output.screenshot(path=SCREENSHOTS / f"{name}_{theme}_{width}_1.png")
        move_something(output)
        output.screenshot(path=SCREENSHOTS / f"{name}_{theme}_{width}_2.png")
        nothing_is_cut_off(output, name)
        words_are_legible(output, name)
    chapter.page.close()


def move_something(output):
    """Move the sliders a little and press the last but one button."""
    for handle in output.locator(".noUi-handle").all():
        for _ in range(3):
            handle.press("ArrowRight")
    buttons = output.locator(".widget-box > .jupyter-button")
    if buttons.count():
        buttons.nth(max(0, buttons.count() - 2)).press("Space")
    output.page.wait_for_timeout(400)


def nothing_is_cut_off(output, name):
    """Picture, sentence and controls lie inside the output, and no two controls cover each other."""
    frame = output.bounding_box()
    parts = [*output.locator(".widget-vbox > .widget-box > *").all(), *output.locator("img, p").all()]
    boxes = [box for part in parts if (box := part.bounding_box())]
    for box in boxes:
        assert box["x"] >= frame["x"] - 1, name
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, f"{name} is cut off on the right"
    for one, two in itertools.combinations(boxes, 2):
        across = min(one["x"] + one["width"], two["x"] + two["width"]) - max(one["x"], two["x"])
        down = min(one["y"] + one["height"], two["y"] + two["height"]) - max(one["y"], two["y"])
        assert across <= 1 or down <= 1, f"{name}: two parts cover each other"
    for label in output.locator(".widget-label").all():
        assert label.evaluate("label => label.scrollWidth <= label.clientWidth + 1"), f"{name}: {label.inner_text()}"


def words_are_legible(output, name):
    """The sentence and the labels have a contrast of at least 4.5 with what is behind them (WCAG AA)."""
    for part in output.locator("p[role=status], .widget-label, .jupyter-button").all():
        text, behind = part.evaluate(COLOURS)
        assert contrast_of(text, behind) >= 4.5, f"{name}: {part.inner_text()} {text} on {behind}"


def contrast_of(one, two):
    """Contrast of two colours written as rgb(r, g, b)."""
    lights = sorted(luminance([int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]) for colour in (one, two))
    return (lights[1] + 0.05) / (lights[0] + 0.05)
