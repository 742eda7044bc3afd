"""Explorers: the picture and the sentence follow every control, and belong to one state only."""

import base64
from functools import cache
from html import escape, unescape
import importlib
from io import BytesIO
import re

import ipywidgets as widgets
import numpy as np
from PIL import Image
import pytest

from nnfs_helpers import explorers
from nnfs_helpers.explorers.machinery.plane import FILLS, class_image, grid, largest, stretched
from nnfs_helpers.plotting.style import house_style
from tools.chapters import ROOT

CASES = {}
for path in sorted((ROOT / "tests" / "explorers" / "cases").glob("ch*.py")):
    CASES |= importlib.import_module(f"tests.explorers.cases.{path.stem}").CASES
EVERY = pytest.mark.parametrize("name", CASES)
ACTIONS = (widgets.Button, widgets.Play)


@cache
def untouched(name):
    """The explorer of a case, made once for all tests that only look at it."""
    return CASES[name][0]()


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
        steps = np.unique(np.linspace(0, count, 5).astype(int))
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


def remembers(explorer):
    """Whether the state holds more than the values of controls."""
    return set(explorer.state) - set(explorer.controls) != set()


@EVERY
def test_the_sentence_agrees_with_numbers_computed_apart(name):
    make, oracle = CASES[name]
    explorer = make()
    for seed in range(5):
        sentence = shown(explorer)[1]
        assert [words for words in oracle(explorer.state) if words not in sentence] == []
        if not seed or not remembers(explorer):  # what it remembers belongs to one setting of its sliders
            move(explorer, np.random.RandomState(seed))
        for control in explorer.controls.values():
            if isinstance(control, ACTIONS) and not control.description.startswith("start again"):
                press(control)


@EVERY
def test_every_control_changes_the_picture_or_what_is_said(name):
    explorer = CASES[name][0]()
    for control_name, control in explorer.controls.items():
        seen = {shown(explorer)}
        if isinstance(control, ACTIONS):
            for other in (*explorer.controls.values(), control):  # "start again" needs something to be undone
                if isinstance(other, ACTIONS):
                    press(other)
                    seen.add(shown(explorer))
        else:
            for value in values(control):
                control.value = value
                seen.add(shown(explorer))
                assert shown(explorer)[0] and not re.search(r"-0\.0+\b(?!\d)", shown(explorer)[1])
        assert len(seen) > 1, control_name


@EVERY
def test_the_same_state_gives_the_same_picture_by_whatever_way_it_was_reached(name):
    explorer = CASES[name][0]()
    move(explorer, np.random.RandomState(7))
    direct = shown(explorer)
    for seed in (3, 5, 7):
        move(explorer, np.random.RandomState(seed))
    assert shown(explorer) == direct


@EVERY
def test_two_explorers_of_one_class_do_not_influence_each_other(name):
    moved, other = CASES[name][0](), untouched(name)
    before = shown(other)
    for seed in range(3):
        move(moved, np.random.RandomState(seed))
        for control in moved.controls.values():
            if isinstance(control, ACTIONS):
                press(control)
    other.refresh()
    assert shown(other) == before


@EVERY
def test_every_control_has_a_label_in_words(name):
    for control in untouched(name).controls.values():
        if not isinstance(control, widgets.Play):  # page.js names its buttons
            assert re.search(r"[A-Za-z]{2}|[a-z]\d", control.description), control


@EVERY
def test_a_notebook_stores_the_sentence_and_the_picture_and_the_live_one_stays_as_it_was(name):
    explorer = untouched(name)
    before = shown(explorer)
    data = explorer._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"} and data["text/plain"] == before[1]
    page = data["text/html"]
    assert f'alt="{escape(before[1])}"' in page and f">{escape(before[1])}</p>" in page
    assert "To move this picture, run the cells above it." in page
    file, width = re.search(r'base64,(.*?)" .* width="(\d+)"', page).groups()
    assert abs(Image.open(BytesIO(base64.b64decode(file))).width - 2 * int(width)) <= 1
    explorer.refresh()
    assert shown(explorer) == before


@EVERY
def test_the_picture_that_is_stored_shows_what_the_live_one_shows(name):
    explorer = CASES[name][0]()
    for seed in range(2):
        whole = BytesIO()
        with house_style():
            explorer.frame.figure.savefig(whole, dpi=explorer.frame.figure.dpi, facecolor="white")
        stored = np.asarray(Image.open(whole).convert("RGB")).astype(int)
        differs = np.abs(stored - explorer.frame.pixels()[..., :3]).max(axis=2) > 100
        assert differs.mean() < 0.0005, f"state {seed}: {differs.mean():.5f} of the pixels"
        move(explorer, np.random.RandomState(seed))


def test_the_bars_of_a_neuron_fill_their_axis_which_grows_when_one_would_leave_it():
    bars = CASES["NeuronBars"][0]()
    low, high = bars.axes.get_xlim()
    assert -0.8 < low < 0 and 2.3 < high < 3
    bars.controls["x1"].value = bars.controls["w1"].value = -2.0
    bars.controls["x0"].value = bars.controls["w0"].value = 2.0
    low, high = bars.axes.get_xlim()
    assert -0.8 < low < 0 and 4 + 4 < high < 2 * (4 + 4 + 2)
    bars.controls["x0"].value = -4.0
    assert bars.axes.get_xlim()[0] < -8


def test_a_sum_that_lacks_its_bias_is_said_to_be_no_output_yet():
    layer = CASES["LayerProducts"][0]()
    assert layer.total.get_label() == "water: -1.32 so far"
    assert layer.no_bias[1].get_visible() and layer.no_output[1].get_visible()
    layer.controls["added"].value = 5
    assert layer.total.get_label() == "water: 1.21"
    assert not layer.no_bias[1].get_visible() and not layer.no_output[1].get_visible()


def test_a_ring_around_a_point_on_the_wrong_side_leaves_its_marker_to_be_seen():
    line = CASES["NeuronLine"][0]()
    markers = [points.get_sizes().max() ** 0.5 for points in line.stamped]
    assert line.wrong.get_fillstyle() == "none" and line.wrong.get_markersize() > 1.5 * max(markers)


def test_classes_and_inputs_have_the_names_that_they_are_given():
    softmax = explorers.SoftmaxBars([1, 2], names=["window", "shade"])
    assert [control.description for control in softmax.controls.values()][:2] == ["logit of window", "logit of shade"]
    panel = softmax.frame.figure.axes[0]
    assert [label.get_text() for label in panel.get_xticklabels()] == ["window", "shade"]
    line = explorers.NeuronLine([[0, 1], [1, 0]], [0, 1], names=["warmth", "damp"])
    assert line.frame.figure.axes[0].get_ylabel() == "x1 (damp)"


def test_a_neuron_without_a_name_has_its_number_and_a_long_name_has_room():
    layer = explorers.LayerProducts([1, 2], [[3, 4], [5, 6]], [7, 8])
    assert layer.total.get_label() == "neuron 1: 17 so far" and shown(layer)[1].startswith("Neuron 1: ")
    named = explorers.LayerProducts([1, 2], [[3, 4], [5, 6]], [7, 8], neurons=["water", "water the plants"])
    texts = {text.get_text(): text.get_window_extent() for text in named.frame.figure.axes[0].texts}
    name = texts["water the plants"]
    assert 0 < name.x0 and name.x1 < named.grids["weights"].x * named.frame.figure.dpi
    with pytest.raises(ValueError, match="shorter names"):
        explorers.LayerProducts([1, 2], [[3, 4], [5, 6]], [7, 8], neurons=["water", 60 * "w"])


def test_arrows_that_meet_at_a_box_arrive_one_below_the_other():
    axes = CASES["LayerStepper"][0]().frame.figure.axes[0]
    tips = [note.xy for note in axes.texts if getattr(note, "arrow_patch", None) is not None]
    assert len(tips) == len(set(tips))


@pytest.mark.parametrize("fine", [40, 64])
def test_an_image_of_the_plane_shows_the_largest_score_and_a_border_between(fine):
    places = grid(-1, 1, 16)
    image = class_image(np.stack([-places[:, 0], places[:, 0]], axis=1), fine)
    assert image.shape == (fine, fine)
    left, right = FILLS[0], FILLS[1]
    assert (image[:, : fine // 2 - 1] == left).all() and (image[:, fine // 2 :] == right).all()
    assert (image[:, fine // 2 - 1] == FILLS[-1]).all()


def test_scores_lie_on_straight_lines_between_the_places_of_the_grid():
    places, fine = grid(-1, 1, 9), grid(-1, 1, 33)
    tilted = 2 * places[:, 0] - places[:, 1]
    heights = stretched(stretched(tilted.reshape(1, 9, 9), 2, 33), 1, 33)
    assert np.allclose(heights.ravel(), 2 * fine[:, 0] - fine[:, 1])


def test_the_largest_of_some_heights_is_that_of_argmax():
    heights = np.random.RandomState(0).randn(5, 7, 7)
    assert (largest(heights) == heights.argmax(axis=0)).all()
