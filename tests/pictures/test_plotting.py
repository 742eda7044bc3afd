"""Pictures: a crisp PNG with a sentence that is read off what was drawn, legible for everybody."""

import base64
from functools import cache
from html import unescape
from io import BytesIO
import itertools
import re
import subprocess
import sys

import matplotlib
from matplotlib.text import Text
import numpy as np
from PIL import Image
import pytest

from nnfs_helpers import plotting
from nnfs_helpers.data import spiral_data
from nnfs_helpers.plotting import style
from nnfs_helpers.plotting.style import short

X3 = [[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]]
W1 = [[0.2, 0.8, -0.5, 1.0], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]]
B1 = [2, 3, 0.5]
POINTS, LABELS = spiral_data(20, 3)
NINE = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def relu(x):
    return np.maximum(0, x)


def step(x):
    return np.where(x > 0, 1.0, 0.0)


def by_side(points):
    """Scores of three classes: left, right, above."""
    return np.stack([-points[:, 0], points[:, 0], 2 * points[:, 1]], axis=1)


def bowl(a, b):
    return (a - 1) ** 2 + 4 * (b + 0.5) ** 2 + 2


# name: (arguments, keywords, what the sentence must say, another first argument)
HALVES = {"shares": {"forward": 0.5, "backward": 0.5}}
CASES = {
    "neuron": (([1, 2, 3], [0.2, 0.8, -0.5], 2), {}, ["x2: 3", "w2 = -0.5", "bias: 2", "output: 2.3"], [1, 2, 4]),
    "contributions": (([1, 2, 3], [0.2, 0.8, -0.5], 2), {}, ["3 × -0.5 = -1.5", "bias 2", "output 2.3"], [1, 2, 4]),
    "layer": ((X3[0], W1, B1), {"highlight": 1}, ["-0.91", "4.8", "1.21", "2.385"], X3[1]),
    "network": (([4, 5, 2],), {}, ["4 inputs", "5 neurons", "2 neurons", "(4, 5)", "(5, 2)"], [4, 6, 2]),
    "neuron_graph": (
        ([1, -2, 3], [-3, -1, 2], 1),
        {},
        ["x0: value 1, gradient -3", "w2: value 2, gradient 3"],
        [1, 2, 3],
    ),
    "matrix_product": (
        (X3, np.transpose(W1)),
        {"bias": B1, "highlight": (1, 0)},
        ["8.9, -1.81, 0.2", "(4, 3)"],
        X3[:2],
    ),
    "transpose": ((W1,), {"name": "W"}, ["(3, 4)", "(4, 3)", "0.2, 0.5, -0.26"], X3),
    "shapes": (([[1, 5], [[1, 5], [3, 2]], [[[7, 8]], [[9, 4]]]],), {}, ["(2,)", "(2, 2)", "(2, 1, 2)"], [[1, 6]]),
    "axis_sums": ((NINE,), {}, ["12, 15, 18", "45", "24"], [[1, 2], [3, 4]]),
    "broadcast": ((NINE, [10, 20, 30]), {}, ["11, 22, 33", "(3,)", "17, 28, 39"], [[1, 2, 4]] * 3),
    "points": ((POINTS, LABELS), {"title": "spiral"}, ["Spiral.", "Class 0: 20 points", "Class 2: 20 points"], -POINTS),
    "activations": (({"step": step, "relu": relu},), {}, ["Step.", "Relu.", "slope 0", "highest 6"], {"relu": relu}),
    "lines": (
        (None, {"loss": [3.0, 1.0, 0.5]}, "step", "loss"),
        {},
        ["x axis: step", "(0, 3), (1, 1), (2, 0.5)"],
        [1, 2, 4],
    ),
    "bars": (({"logits": [4.8, 1.21]}, ["a", "b"]), {}, ["Logits.", "a, 4.8; b, 1.21"], {"logits": [4.7, 1.21]}),
    "ratios": (
        ({"shares": {"forward": 0.25, "backward": 0.75}},),
        {},
        ["Shares.", "forward, 0.25; backward, 0.75"],
        HALVES,
    ),
    "regions": ((by_side, POINTS, LABELS), {}, ["Regions: class 0 about", "of the 60 points"], lambda p: by_side(-p)),
    "surface": (
        (bowl, np.linspace(-2, 2, 9), np.linspace(-1, 1, 9), "a", "b"),
        {"path": [(-1, 0), (0, 0.5)]},
        ["Lowest on this grid, 2: (1, -0.5)", "start, loss 7: (-1, 0)", "end, loss 7"],
        lambda a, b: bowl(a, b) + 1,
    ),
    "outputs": (
        (POINTS, np.maximum(0, POINTS @ [[1, -1], [2, 1]])),
        {},
        ["Neuron 0.", "Neuron 1.", "Output exactly 0"],
        -POINTS,
    ),
    "heatmap": (([[0, 1.5], [0, 3]],), {"xlabel": "x", "ylabel": "y"}, ["1.5 to 3", "2 of 4 are exactly 0"], [[1, 0]]),
}
IMAGE = r'<img src="data:image/png;base64,(.*?)" alt="(.*?)" width="(\d+)" height="(\d+)" style="[^"]*">'
EVERY = pytest.mark.parametrize("name", CASES)
DIAGRAMS = [
    "neuron",
    "layer",
    "network",
    "neuron_graph",
    "matrix_product",
    "transpose",
    "shapes",
    "axis_sums",
    "broadcast",
]


def draw(name, first=None):
    """The picture of a case, with another first argument if one is given."""
    arguments, keywords, *_ = CASES[name]
    arguments = arguments if first is None else (first, *arguments[1:])
    return getattr(plotting, name)(*arguments, **keywords)


@cache
def drawn(name):
    """The picture of a case, drawn once for all tests that only look at it."""
    return draw(name)


def test_every_public_function_has_a_case():
    assert set(CASES) == set(plotting.__all__) - {"Picture", "describe"}


@EVERY
def test_jupyter_gets_a_sentence_and_a_crisp_png_with_the_sentence_as_alt_text(name):
    picture = drawn(name)
    data = picture._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"}
    file, alt, *size = re.fullmatch(IMAGE, data["text/html"]).groups()
    png = base64.b64decode(file)
    image = Image.open(BytesIO(png)).convert("RGB")
    assert len(png) > 2000 and len(image.getcolors(10**6)) > 3
    width, height = map(int, size)
    assert np.allclose(image.size, (2 * width, 2 * height), atol=1)
    assert width <= 7.5 * 96
    assert unescape(alt) == data["text/plain"] == str(picture)


def test_a_sentence_with_signs_of_html_stays_a_sentence():
    picture = plotting.Picture(draw("bars").figure, 'The value "a" & <b> is 3 < 4.')
    assert 'alt="The value &quot;a&quot; &amp; &lt;b&gt; is 3 &lt; 4." width=' in picture.html()


@EVERY
def test_the_sentence_says_the_numbers_that_are_drawn(name):
    sentence = drawn(name).sentence
    for words in CASES[name][2]:
        assert words.lower() in sentence.lower(), sentence
    assert sentence.endswith(".") and len(sentence) < 900
    assert " at 0x" not in sentence and "-0," not in sentence and "e-1" not in sentence


@EVERY
def test_another_argument_makes_another_sentence(name):
    other = {"loss": [3.0, 1.0, 0.6]} if name == "lines" else None
    if other:
        assert plotting.lines(None, other, "step", "loss").sentence != drawn(name).sentence
    else:
        assert draw(name, CASES[name][3]).sentence != drawn(name).sentence


@pytest.mark.parametrize("name", ["neuron_graph", "matrix_product", "lines", "regions"])
def test_the_same_call_gives_the_same_bytes(name):
    assert draw(name).png() == draw(name).png()


@EVERY
def test_the_sentence_is_read_off_the_finished_figure(name):
    picture = draw(name)
    assert plotting.describe(picture.figure) == picture.sentence
    changed = [artist for axes in picture.figure.axes for artist in changed_artists(axes)]
    assert changed and plotting.describe(picture.figure) != picture.sentence


def changed_artists(axes):
    """Change each number that is drawn in the panel: texts, lines, bars and points. Yield what was changed."""
    for text in axes.texts:
        if any(letter.isdigit() for letter in text.get_text()):
            text.set_text("123")
            yield text
    for line in axes.lines:
        line.set_ydata(np.asarray(line.get_ydata(), float) + 1)
        yield line
    for bar in itertools.chain(*axes.containers):
        bar.set_height(bar.get_height() + 1)
        bar.set_width(bar.get_width() + 1)
        yield bar
    for points in axes.collections:
        if len(points.get_offsets()):
            points.set_offsets(points.get_offsets()[:-1] + 1)
            yield points
    for image in axes.images:
        image.set_data(2 - image.get_array())
        yield image


@pytest.mark.parametrize("name", DIAGRAMS)
@pytest.mark.parametrize("factor", [1, -111.1])
def test_no_two_texts_of_a_diagram_overlap_and_none_leaves_it(name, factor):
    first = CASES[name][0][0]
    if factor != 1 and name not in ("network", "shapes"):
        first = (np.asarray(first) * factor).tolist()
    figure = draw(name, first).figure
    renderer = figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else None
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    boxes = [text.get_window_extent(renderer) for text in texts if text.axes is None or text in text.axes.texts]
    width, height = figure.bbox.size
    for box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
    for one, other in itertools.combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        along = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across < 1 or along < 1


def test_the_graph_of_a_neuron_has_every_value_and_every_gradient():
    sentence = plotting.neuron_graph([1, -2, 3], [-3, -1, 2], 1).sentence
    pairs = {"x0": (1, -3), "w0": (-3, 1), "x1": (-2, -1), "w1": (-1, -2), "x2": (3, 2), "w2": (2, 3), "b": (1, 1)}
    pairs |= {"x0 × w0": (-3, 1), "x1 × w1": (2, 1), "x2 × w2": (6, 1), "sum": (6, 1), "output": (6, 1)}
    for name, (value, gradient) in pairs.items():
        assert f"{name}: value {value}, gradient {gradient}".lower() in sentence.lower()


def test_a_closed_relu_passes_no_gradient_in_the_graph():
    sentence = plotting.neuron_graph([1], [-3], 1).sentence
    assert "w0: value -3, gradient 0" in sentence and "output: value 0, gradient 1" in sentence


def test_a_gradient_that_arrives_at_the_output_goes_through_the_whole_graph_of_the_loss():
    sentence = plotting.neuron_graph([2, 5], [3, -0.5], 4, doutput=-3).sentence
    for words in ("w0: value 3, gradient -6", "x1: value 5, gradient 1.5", "output: value 7.5, gradient -3"):
        assert words in sentence
    shut = plotting.neuron_graph([2, 5], [3, -0.5], -9, doutput=-3).sentence
    assert "w0: value 3, gradient 0" in shut and "output: value 0, gradient -3" in shut


def test_the_graph_without_gradients_names_none():
    assert "gradient" not in plotting.neuron_graph([1], [3], 1, gradients=False).sentence


def test_matrices_that_do_not_fit_are_drawn_with_the_two_numbers_that_differ():
    sentence = plotting.matrix_product(X3, W1, names=("X", "W")).sentence
    assert sentence.endswith("4 in each row; 3 in each column; no result: 4 and 3 do not match.")
    assert "do not match" not in plotting.matrix_product(X3, np.transpose(W1)).sentence


def test_a_step_has_no_spike_in_its_slope_and_a_kink_has_a_gap():
    picture = plotting.activations({"step": step, "relu": relu})
    slopes = [axes.lines[1].get_ydata() for axes in picture.figure.axes]
    assert set(np.round(slopes[0][np.isfinite(slopes[0])], 9)) == {0.0}
    assert set(np.round(slopes[1][np.isfinite(slopes[1])], 9)) == {0.0, 1.0}
    assert all(np.isnan(values).any() for values in slopes)


def test_all_panels_of_activations_have_the_same_limits_and_one_word_for_flat():
    axes = plotting.activations({"step": step, "relu": relu, "half": lambda x: x / 2}).figure.axes
    assert len({(*panel.get_xlim(), *panel.get_ylim()) for panel in axes}) == 1
    assert axes[0].get_ylim() == pytest.approx((-1.2, 2.4), abs=0.02)
    assert {patch.get_label() for panel in axes for patch in panel.patches} == {"slope 0 or near 0"}


def test_points_whose_output_is_exactly_0_are_rings():
    panel, dead = plotting.outputs([[0, 1], [1, 3], [2, 5]], [[0, 0], [1e-9, 0], [2, 0]]).figure.axes
    rings, dots = panel.collections
    assert rings.get_offsets().tolist() == [[0, 1]]
    assert dots.get_array().tolist() == [1e-9, 2]
    assert [group.get_label() for group in dead.collections] == ["output exactly 0"]


def test_the_share_of_points_in_their_region_is_the_accuracy():
    accuracy = np.mean(by_side(POINTS).argmax(axis=1) == LABELS)
    assert f"{accuracy:.2f} of the 60 points" in plotting.regions(by_side, POINTS, LABELS).sentence


def from_left(points):
    """Scores of two classes: left of x0 = 0, and right of it."""
    return np.stack([-points[:, 0], points[:, 0]], axis=1)


TWO = [[-1, -1], [-1, 1], [1, -1], [1, 1]]


def borders(picture):
    """The places (k, 2) of each border of the best possible classes, from the panels of a picture."""
    groups = [group for panel in picture.figure.axes for group in panel.collections if group.get_gid() == "border"]
    return [np.concatenate([path.vertices for path in group.get_paths() if len(path)]) for group in groups]


def test_the_best_possible_border_is_drawn_where_it_is_and_says_how_often_it_is_right():
    picture = plotting.regions(lambda points: from_left(points[:, ::-1]), TWO, [0, 0, 0, 1], best=from_left)
    (border,) = borders(picture)
    assert np.allclose(border[:, 0], 0, atol=0.01) and np.ptp(border[:, 1]) > 2
    assert "Best possible border: 0.75 of the points lie on the side of their class" in picture.sentence
    assert [text.get_text() for text in picture.figure.legends[0].get_texts()][-1] == "best possible"
    assert borders(plotting.regions(from_left, TWO, [0, 0, 0, 1])) == []


@pytest.mark.parametrize("best", [by_side, lambda points: by_side(points).argmax(axis=1)], ids=["scores", "classes"])
def test_each_piece_of_the_best_possible_border_is_drawn_once_in_every_panel(best):
    one, other = {"one": by_side}, {"other": lambda points: -by_side(points)}
    pieces = borders(plotting.regions(one | other, POINTS, LABELS, best=best))
    assert len(pieces) == 6  # three pairs of classes, two panels
    for piece in pieces:
        scores = np.sort(by_side(piece))
        assert np.abs(scores[:, -1] - scores[:, -2]).max() < 0.05  # the two largest are equal there


def test_a_chart_has_vertical_lines_with_a_text_at_the_places_that_it_is_given():
    at = {"the limit": 0.5, "the rate": 2}
    picture = plotting.lines([0.1, 1, 10], {"loss": [3, 1, 2], "other": [3, 2, 1]}, "rate", "loss", log="x", at=at)
    assert "Vertical lines: the limit at 0.5, the rate at 2." in picture.sentence
    (panel,) = picture.figure.axes
    uprights = [line for line in panel.lines if line.get_gid()]
    assert [list(line.get_xdata()) for line in uprights] == [[0.5, 0.5], [2, 2]]
    assert [(text.get_text(), text.xy[0]) for text in panel.texts] == [("the limit", 0.5), ("the rate", 2)]
    assert [text.get_text() for text in panel.get_legend().get_texts()] == ["loss", "other"]


@pytest.mark.parametrize(
    "number, text", [(-0.0, "0"), (1e-12, "0"), (-1e-17, "0"), (3, "3"), (0.123456, "0.1235"), (-2.50, "-2.5")]
)
def test_numbers_are_short(number, text):
    assert short(number) == text


def test_arguments_are_left_as_they_were():
    X = np.array(X3)
    plotting.matrix_product(X, X.T)
    plotting.points(X[:, :2])
    plotting.heatmap(X, "x", "y")
    assert X.tolist() == X3


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(matplotlib.rcParams)
    draw("lines").png()
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_not_imported():
    code = "import sys, nnfs_helpers.plotting as p; p.points([[0, 1], [1, 0]]).png()"
    code += "; print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).stdout.strip() == b"False"


def luminance(colour):
    """Relative luminance of a colour, as WCAG 2 defines it."""
    channels = np.array(matplotlib.colors.to_rgb(colour))
    return np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]


def contrast(one, other):
    """Contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tone", [style.INPUT, style.WEIGHT, style.BIAS, style.OUTPUT, style.GRADIENT, style.PLAIN])
def test_text_can_be_read_on_white_and_on_its_fill(tone):
    assert contrast(tone.text, "white") >= 4.5 and contrast(tone.text, tone.fill) >= 4.5


# How colours are seen without one kind of cones: Machado, Oliveira and Fernandes, 2009, table 1, severity 1.0.
WITHOUT = {
    "red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def nearest_pair(colours, cones):
    """The smallest distance between two of the colours, for a reader without these cones; black to white is 1.7."""
    seen = [np.array(WITHOUT[cones]) @ matplotlib.colors.to_rgb(colour) for colour in colours]
    return min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2))


@pytest.mark.parametrize("cones", WITHOUT)
@pytest.mark.parametrize("colours", [style.CLASS_COLOURS[:3], style.LINE_COLOURS[:3]], ids=["classes", "lines"])
def test_the_first_three_colours_differ_also_for_colour_blind_readers(colours, cones):
    rare = cones == "blue"  # about one reader in ten thousand: markers and dashes must tell what colours then hardly do
    assert nearest_pair(colours, cones) > (0.12 if rare else 0.25)


def test_red_and_green_of_equal_lightness_would_be_noticed():
    assert nearest_pair(["#B03A2E", "#5B7A1F"], "green") < 0.25


def test_colour_never_stands_alone():
    assert len(set(style.CLASS_MARKERS)) == len(style.CLASS_COLOURS) == len(style.CLASS_FILLS)
    assert len({str(dash) for dash in style.LINE_DASHES}) == len(style.LINE_COLOURS)


def test_of_the_biases_only_the_one_of_the_marked_row_is_marked():
    sentence = plotting.matrix_product(
        W1, X3[0], names=("weights", "inputs"), bias=[2, 3, 0.5], highlight=(1, 0)
    ).sentence
    assert sentence.startswith("Matrix product weights · inputs.") and "marked: row 1 of biases;" in sentence
    of_a_batch = plotting.matrix_product(X3, np.transpose(W1), bias=[2, 3, 0.5], highlight=(1, 2)).sentence
    assert "marked: column 2 of biases;" in of_a_batch


def test_weights_and_inputs_keep_their_colours_when_the_inputs_stand_on_the_right():
    def colours(picture):
        return [matplotlib.colors.to_hex(patch.get_facecolor()).upper() for patch in picture.figure.axes[0].patches]

    product = colours(plotting.matrix_product(W1, X3[0]))
    assert product[:12] == [style.WEIGHT.fill] * 12 and product[12:16] == [style.INPUT.fill] * 4
    of_a_batch = colours(plotting.matrix_product(X3, np.transpose(W1)))
    assert of_a_batch[:12] == [style.INPUT.fill] * 12 and of_a_batch[12:24] == [style.WEIGHT.fill] * 12


def test_the_weights_of_a_network_have_their_shape_in_either_order():
    assert "weights (4, 3)" in plotting.network([4, 3, 2]).sentence
    assert "weights (3, 4)" in plotting.network([4, 3, 2], neurons_first=True).sentence


def test_inputs_have_the_names_that_they_are_given():
    names = ["warmth", "damp", "wind"]
    for draw_it in (plotting.neuron, plotting.contributions):
        assert "wind: 3" in draw_it([1, 2, 3], [0.2, 0.8, -0.5], 2, names=names).sentence
    assert "wind: 3" in plotting.layer([1, 2, 3], [[0.2, 0.8, -0.5]], [2], names=names).sentence
