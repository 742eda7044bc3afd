"""Explorers: the picture and the sentence follow every control, and belong to one state only."""

import base64
from html import unescape
import importlib
from io import BytesIO
import math
import re

import ipywidgets as widgets
import matplotlib.patches
import numpy as np
from PIL import Image
import pytest

from nnfs_helpers import explorers
from nnfs_helpers.explorers.explorer import WIDGET_VIEW, Explorer, slider
from nnfs_helpers.explorers.frame import Frame, png
from nnfs_helpers.plotting.style import house_style
from tools.chapters import ROOT

CASES = {}
for path in sorted((ROOT / "tests" / "explorer_cases").glob("ch*.py")):
    CASES |= importlib.import_module(f"tests.explorer_cases.{path.stem}").CASES
EVERY = pytest.mark.parametrize("name", CASES)
ACTIONS = (widgets.Button, widgets.Play)


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


def shown(explorer):
    """What the page shows: the picture as bytes, and the sentence."""
    page = explorer.page.value
    frame = re.search(r'base64,([^"]*)"', page)
    return frame and base64.b64decode(frame[1]), unescape(re.search(r"<p.*?>(.*)</p>", page)[1])


def values(control):
    """Some values that a control can take."""
    if hasattr(control, "options"):
        return [value[1] if isinstance(value, tuple) else value for value in control.options]
    if hasattr(control, "max"):
        count = round((control.max - control.min) / control.step)
        steps = np.unique(np.linspace(0, count, 7).astype(int))
        return [type(control.value)(round(control.min + step * control.step, 9)) for step in steps]
    return [False, True]


def move(explorer, rng):
    """Give every control that has one a value by chance."""
    for control in explorer.controls.values():
        if not isinstance(control, ACTIONS):
            choices = values(control)
            control.value = choices[rng.randint(len(choices))]


def press(control):
    """Use a Button or Play once."""
    if isinstance(control, widgets.Play):
        control.value += 1
    else:
        control.click()


def test_every_explorer_has_a_case():
    names = {name for name in explorers.__all__ if name != "Explorer"}
    assert names == set(CASES)


@EVERY
def test_the_sentence_agrees_with_numbers_computed_apart(name):
    make, oracle = CASES[name]
    for seed in range(4):
        explorer, rng = make(), np.random.RandomState(seed)
        if seed:
            move(explorer, rng)
        for control in explorer.controls.values():
            if seed > 1 and isinstance(control, ACTIONS):
                for _ in range(rng.randint(3)):
                    press(control)
        sentence = shown(explorer)[1]
        assert [words for words in oracle(explorer.state) if words not in sentence] == []


@EVERY
def test_every_control_changes_the_picture_or_what_is_said(name):
    for control_name in CASES[name][0]().controls:
        explorer = CASES[name][0]()
        control = explorer.controls[control_name]
        seen = {shown(explorer)}
        for other in explorer.controls.values():
            if isinstance(control, ACTIONS) and isinstance(other, ACTIONS):
                press(other)  # "start again" has an effect only after something was done
                seen.add(shown(explorer))
        before = shown(explorer)
        if isinstance(control, ACTIONS):
            press(control)
        else:
            for value in values(control):
                control.value = value
                seen.add(shown(explorer))
        assert len(seen | {shown(explorer), before}) > 1, control_name


@EVERY
def test_the_same_state_gives_the_same_picture_by_whatever_way_it_was_reached(name):
    direct, detour = CASES[name][0](), CASES[name][0]()
    for explorer, seeds in [(direct, [7]), (detour, [3, 5, 7])]:
        for seed in seeds:
            move(explorer, np.random.RandomState(seed))
    assert shown(direct) == shown(detour)


@EVERY
def test_two_explorers_of_one_class_do_not_influence_each_other(name):
    moved, other = CASES[name][0](), CASES[name][0]()
    before = shown(other)
    for seed in range(3):
        move(moved, np.random.RandomState(seed))
        for control in moved.controls.values():
            if isinstance(control, ACTIONS):
                press(control)
    other.refresh()
    assert shown(other) == before


@EVERY
def test_every_state_can_be_drawn(name):
    explorer = CASES[name][0]()
    for control in explorer.controls.values():
        if not isinstance(control, ACTIONS):
            for value in values(control):
                control.value = value
                frame, sentence = shown(explorer)
                assert frame and "cannot be drawn" not in sentence
                assert not re.search(r"-0\.0+\b(?!\d)", sentence), sentence


@EVERY
def test_every_control_has_a_label_in_words(name):
    for control in CASES[name][0]().controls.values():
        if not isinstance(control, widgets.Play):  # its buttons carry their own titles
            assert re.search(r"[A-Za-z]{2}|[a-z]\d", control.description), control


@EVERY
def test_a_notebook_stores_the_sentence_and_the_picture_of_the_first_state(name):
    explorer = CASES[name][0]()
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", WIDGET_VIEW}
    assert data["text/plain"] == metadata["image/png"]["alt"] == shown(explorer)[1]
    picture = Image.open(BytesIO(base64.b64decode(data["image/png"])))
    assert abs(picture.width - 2 * metadata["image/png"]["width"]) <= 1


@EVERY
def test_storing_the_picture_does_not_disturb_the_live_one(name):
    explorer = CASES[name][0]()
    before = shown(explorer)
    explorer._repr_mimebundle_()
    explorer.refresh()
    assert shown(explorer) == before


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
    monkeypatch.setitem(__import__("sys").modules, "google.colab", object())
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
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(class Circle.*?)```", text, re.DOTALL)[1]
    names = {"Explorer": Explorer, "slider": slider, "math": math, "patches": matplotlib.patches}
    exec(code, names)
    circle = names["Circle"]()
    before = shown(circle)[0]
    circle.controls["radius"].value = 2.0
    assert shown(circle)[1] == "A circle of radius 2.0 has an area of 12.57." and shown(circle)[0] != before
