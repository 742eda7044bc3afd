"""The base of all explorers: errors, buttons, frames, stamps, and the example for contributors."""

from io import BytesIO
import re
import sys

import ipywidgets as widgets
import numpy as np
from PIL import Image

from nnfs_helpers.explorers.machinery.explorer import WIDGET_VIEW, Explorer, slider
from nnfs_helpers.explorers.machinery.frame import Frame, png
from nnfs_helpers.plotting.style import house_style
from tests.explorers.test_explorers import shown
from tools.chapters import ROOT


class Dot(Explorer):
    """A dot that a slider moves, and that cannot be drawn at 3."""

    size = (3, 2)

    def make_controls(self):
        return {"x": slider("place", 1, 0, 5, 1), "home": widgets.Button(description="home")}

    def prepare(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 5), ylim=(-1, 1))
        (self.dot,) = axes.plot([0], [0], "o")
        return [self.dot]

    def home(self):
        self.controls["x"].value = 0

    def draw(self, state):
        if state["x"] == 3:
            raise ValueError("3 < 4 & no place")
        self.dot.set_xdata([state["x"]])

    def sentence(self, state):
        return f"The dot is at {state['x']}."


def test_an_error_stands_in_the_place_of_the_picture_until_a_control_is_moved():
    dot = Dot()
    dot.controls["x"].value = 3
    frame, sentence = shown(dot)
    assert frame is None and sentence.startswith("This cannot be drawn: ValueError: 3 < 4 & no place.")
    assert 'role="alert"' in dot.page.value and "3 &lt; 4 &amp; no place" in dot.page.value
    dot.controls["x"].value = 4
    assert shown(dot)[0] and shown(dot)[1] == "The dot is at 4."


def test_an_error_in_a_button_is_shown_too():
    dot = Dot()
    dot.home = lambda: 1 / 0
    dot.refresh(dot.home)
    assert shown(dot)[1].startswith("This cannot be drawn: ZeroDivisionError: division by zero.")
    dot.controls["x"].value = 2
    assert shown(dot)[1] == "The dot is at 2."


def test_a_button_calls_the_method_of_its_name_and_one_frame_follows():
    dot, pages = Dot(), []
    dot.page.observe(lambda change: pages.append(change.new), "value")
    dot.controls["home"].click()
    assert dot.controls["x"].value == 0 and len(pages) == 1


def test_on_colab_only_the_live_view_is_offered_beside_the_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    assert set(Dot()._repr_mimebundle_()[0]) == {"text/plain", WIDGET_VIEW}


def test_a_png_holds_the_pixels_it_was_made_from():
    pixels = np.random.RandomState(0).randint(0, 256, (37, 53, 4)).astype(np.uint8)
    assert np.array_equal(np.asarray(Image.open(BytesIO(png(pixels)))), pixels)


def test_a_stamp_looks_as_if_it_had_been_drawn():
    frames = []
    for stamped in (False, True):
        with house_style():
            frame = Frame(3, 1)
            words = frame.figure.text(0.1, 0.5, "a = 3 · (-b)", color="#A34700")
            frame.keep(*([], [words]) if stamped else ([words],))
            frames.append(frame.pixels().copy())
    assert np.array_equal(*frames) and (frames[0] < 200).any()


def test_a_stamp_disappears():
    frame = Frame(3, 1)
    words = frame.figure.text(0.1, 0.5, "here")
    frame.keep([], [words])
    words.set_visible(False)
    assert (frame.pixels() == 255).all()


def test_explorers_need_no_pyplot_and_no_output_widget():
    for path in (ROOT / "nnfs_helpers" / "explorers").glob("*.py"):
        assert not re.search(r"pyplot|interact\b|Output\(", path.read_text(encoding="utf-8")), path


def test_the_example_in_contributing_works():
    text = (ROOT / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(import math\n.*?class Circle.*?)```", text, re.DOTALL)[1]
    names = {}
    exec(code, names)
    circle = names["Circle"]()
    before = shown(circle)[0]
    circle.controls["radius"].value = 2.0
    assert shown(circle)[1] == "A circle of radius 2.0 has an area of 12.57." and shown(circle)[0] != before
