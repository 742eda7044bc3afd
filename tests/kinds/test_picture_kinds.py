"""Pictures and explorers by kinds of input: the text of the plain array, or a sentence that names the argument.

TABLE has every public function of plotting and every explorer, with each of its arguments and what kind that is.
"""

import inspect
import math
import re
import warnings

from matplotlib.figure import Figure
import numpy as np
import pytest

from nnfs_helpers import explorers, plotting
from nnfs_helpers.activations import ReLU
from nnfs_helpers.explorers import Explorer
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD
from nnfs_helpers.plotting.style import PAGE, exact, part, rounded, short, told
from tests.kinds.inputs import BAD, NOT_FINITE, SAME, WHOLE, LikePandas, LikeTorch, first_masked

WHOLE_INIT = Explorer.__init__
SENTENCES = (ValueError, TypeError)
POINTS = np.array([[0, 0], [1, 2], [2, 1], [3, 5.0]])
LABELS = np.array([0, 1, 1, 0])
ROW, WEIGHTS, MATRIX = np.array([1, 2, 3.0]), np.array([2, 5, 4.0]), np.array([[1, 2, 3], [4, 5, 6.0]])
NAN = math.nan


class Array:
    """An argument that is an array, or holds one: wrap puts it in its place, said is what sentences call it."""

    def __init__(self, plain, wrap=lambda array: array, said=None, finite=True):
        self.plain, self.wrap, self.said, self.finite = np.array(plain, float), wrap, said, finite

    def value(self):
        return self.wrap(self.plain)


class Other:
    """An argument of another kind: a good value, and bad ones with the words that answer them."""

    def __init__(self, good, **bad):
        self.good, self.bad = good, bad

    def value(self):
        return self.good


class Labels(Other):
    """Class labels of POINTS."""

    def __init__(self):
        super().__init__(LABELS)


class Number(Other):
    """One finite number."""


class Text(Other):
    """A text or a switch: whatever it is, it is only shown or asked whether it is true."""


def scores(points):
    return np.stack([points[:, 0], 2 - points[:, 1]], axis=1)


def bowl(a, b):
    return a**2 + b**2


def titled(array):
    return {"a": array}


def ratio(array):
    return {"a": {"b": array.flat[0] if isinstance(array, np.ndarray) else array}}


INPUTS, HIGHLIGHT = Array(ROW), Other(0, low=(-9, "highlight must be a whole number"), text=("a", "highlight"))
WHOLE_NUMBER = "must be a whole number from"
FUNCTION = Other(
    bowl,
    number=(3, "loss must be a function"),
    pair=(lambda a, b: [1, 2], r"loss.1, 1. has shape .2,."),
    nan=(lambda a, b: NAN, "loss must return one finite number"),
)
FUNCTIONS = Other(
    {"relu": lambda x: np.maximum(0, x)},
    bare=(np.tanh, "functions must be a dict"),
    empty=({}, "functions is empty"),
    sine=({"sin": math.sin}, "The function sin must take an array"),
    number=({"a": 3}, r"functions\['a'\] must be a function"),
    inf=({"a": lambda x: x + np.inf}, "The function a must return a finite number"),
    short=({"a": lambda x: x[:3]}, "The function a must return a finite number"),
    none=({"a": lambda x: None}, "What a returns must be numbers"),
)
SEED = Other(1, low=(-1, f"seed {WHOLE_NUMBER}"), text=("a", "seed"), half=(1.5, "seed"), none=(None, "seed"))
HIDDEN = Other(4, zero=(0, f"n_hidden {WHOLE_NUMBER}"), text=("a", "n_hidden"), half=(1.5, "n_hidden"))
TRIES = Other(20, zero=(0, f"tries {WHOLE_NUMBER}"), text=("a", "tries"), half=(5.5, "tries"))
RATE = Other(
    0.5, low=(-1, "learning_rate must be a number from 0"), text=("a", "learning_rate"), nan=(NAN, "learning_rate")
)
STEPS = Other(3, zero=(0, f"steps {WHOLE_NUMBER}"), half=(2.5, "steps"), text=("a", "steps"))
STEP = Other(2, low=(-1, f"step {WHOLE_NUMBER}"), high=(99, "step"), half=(1.5, "step"), text=("a", "step"))
FRAMES = Other(2, low=(-1, f"frames {WHOLE_NUMBER}"), half=(1.5, "frames"), text=("a", "frames"))
TITLE = Text("title")
NAMES = Other(
    ["warmth", "damp", "wind"],
    few=(["warmth"], "names has 1 texts for 3 inputs"),
    text=("abc", "names must be a list"),
    n=(3, "names must be a list"),
)

TABLE = {
    "plotting.Picture": {
        "figure": Other(Figure(), text=("a", "figure must be")),
        "sentence": Other("a", n=(3, "text")),
    },
    "plotting.describe": {"figure": Other(Figure(), text=("a", "figure must be"), none=(None, "figure must be"))},
    "plotting.activations": {"functions": FUNCTIONS, "low": Number(-4), "high": Number(4)},
    "plotting.axis_sums": {"matrix": Array(MATRIX, finite=False)},
    "plotting.bars": {
        "panels": Array(ROW, titled, "panels['a']"),
        "labels": Other(
            "xyz", few=("xy", "must be 2 numbers"), n=(3, "labels must be"), same=("xxy", "labels must differ")
        ),
    },
    "plotting.broadcast": {"matrix": Array(MATRIX, finite=False), "row": Array(ROW, finite=False)},
    "plotting.contributions": {"inputs": INPUTS, "weights": Array(WEIGHTS), "bias": Number(3), "names": NAMES},
    "plotting.layer": {
        "inputs": INPUTS,
        "weights": Array(MATRIX),
        "biases": Array([1, 2]),
        "highlight": HIGHLIGHT,
        "names": NAMES,
        "neurons": Other(["window", "water"], few=(["window"], "neurons has 1 texts for 2 neurons"), n=(3, "neurons")),
    },
    "plotting.lines": {
        "x": Array(ROW, finite=False),
        "ys": Array(WEIGHTS, titled, "ys['a']", finite=False),
        "xlabel": TITLE,
        "ylabel": TITLE,
        "title": TITLE,
        "log": Other(False, z=("z", "log must be")),
        "marks": Other([(1, 2, "here")], two=([(1, 2)], r"marks\[0\]"), n=(5, "marks"), nan=([(1, NAN, "a")], "marks")),
        "at": Other(
            {"a": 2}, bare=(2, "at must be a dict"), empty=({}, "at is empty"), nan=({"a": NAN}, r"at\['a'\] must be")
        ),
    },
    "plotting.matrix_product": {
        "left": Array(MATRIX, finite=False),
        "right": Array(MATRIX.T, finite=False),
        "names": Other(("X", "W"), text=("X", "names must be two texts"), one=(["X"], "names must be two texts")),
        "highlight": Other((1, 0), far=((3, 0), "highlight must be"), one=(1, "highlight must be 2 numbers")),
        "bias": Array([1, 2], finite=False),
        "bias_name": TITLE,
    },
    "plotting.network": {
        "sizes": Other(
            [3, 4, 2],
            n=(3, "sizes must be a list"),
            zero=([3, 0], r"sizes\[1\] must be a whole number"),
            half=([2.5], r"sizes\[0\] must be a whole number"),
            empty=([], "sizes is empty"),
            many=([3] * 50, "sizes has 50 numbers"),
        ),
        "neurons_first": Text(True),
    },
    "plotting.neuron": {"inputs": INPUTS, "weights": Array(WEIGHTS), "bias": Number(3), "names": NAMES},
    "plotting.neuron_graph": {
        "inputs": INPUTS,
        "weights": Array(WEIGHTS),
        "bias": Number(3),
        "gradients": Text(True),
        "doutput": Number(3),
    },
    "plotting.outputs": {"X": Array(POINTS), "values": Array(POINTS), "title": TITLE},
    "plotting.points": {"X": Array(POINTS), "y": Labels(), "title": TITLE},
    "plotting.ratios": {"panels": Other({"a": {"b": 3.0}}, flat=({"a": 3}, r"panels\['a'\] must be a dict"))},
    "plotting.regions": {
        "predict": Other(
            scores, text=("a", "predict must be a function"), kind=(Network, "predict must be a function")
        ),
        "X": Array(POINTS),
        "y": Labels(),
        "title": TITLE,
        "best": Other(scores, text=("a", "best must be a function"), none=(lambda points: None, "What best returns")),
    },
    "plotting.shapes": {"arrays": Array(MATRIX, lambda array: [array], "arrays[0]", finite=False)},
    "plotting.surface": {
        "loss": FUNCTION,
        "x": Array(ROW),
        "y": Array(ROW),
        "xlabel": TITLE,
        "ylabel": TITLE,
        "path": Array(POINTS),
        "title": TITLE,
    },
    "plotting.transpose": {"matrix": Array(MATRIX, finite=False), "name": TITLE, "highlight": HIGHLIGHT},
    "explorers.ActivationCurve": {"functions": FUNCTIONS},
    "explorers.ConfidenceLoss": {"p": Number(0.5, low=(0, "p must be a number from 0.01"), high=(2, "p must"))},
    "explorers.LayerProducts": {
        "inputs": INPUTS,
        "weights": Array(MATRIX),
        "biases": Array([1, 2]),
        "neurons": Other(["window", "water"], few=(["a"], "neurons has 1 texts for 2 neurons"), n=(3, "neurons")),
    },
    "explorers.LayerStepper": {
        "inputs": Array(ROW),
        "weights": Array(MATRIX.T),
        "biases": Array([1, 2]),
        "label": Other(
            1, high=(2, f"label {WHOLE_NUMBER}"), text=("a", "label"), nan=(NAN, "label"), half=(0.5, "label")
        ),
        "step": STEP,
    },
    "explorers.LossSurface": {"loss": FUNCTION, "a": Array(ROW), "b": Array(ROW), "start": Array([1, 2])},
    "explorers.NeuronBars": {"inputs": INPUTS, "weights": Array(WEIGHTS), "bias": Number(3)},
    "explorers.NeuronLine": {
        "X": Array(POINTS),
        "y": Labels(),
        "weights": Array([1, 2]),
        "bias": Number(1),
        "names": Other(["warmth", "damp"], few=(["a"], "names has 1 texts for 2 inputs"), n=(3, "names")),
    },
    "explorers.NeuronStepper": {
        "inputs": INPUTS,
        "weights": Array(WEIGHTS),
        "bias": Number(3),
        "goal": Other(4, nan=(NAN, "goal must be"), text=("a", "goal must be")),
        "step": STEP,
    },
    "explorers.OptimizerRace": {
        "X": Array(POINTS),
        "y": Labels(),
        "optimizers": Other(
            {"SGD": SGD(0.1)},
            bare=([SGD(0.1)], "optimizers must be a dict"),
            number=({"a": 3}, r"optimizers\['a'\] must be an object"),
            empty=({}, "optimizers has 0"),
        ),
        "n_hidden": HIDDEN,
        "seed": SEED,
    },
    "explorers.Ravine": {
        "steepness": Other(50, low=(0.5, "steepness must be a number from 1"), text=("a", "steepness")),
        "optimizer": Other("momentum", other=("SGD", "optimizer must be one of"), unhashable=([], "optimizer must")),
        "learning_rate": RATE,
        "momentum": Other(
            0.9, nan=(NAN, "momentum must be a number from 0 to"), high=(1, "momentum"), text=("a", "momentum")
        ),
        "steps": STEPS,
    },
    "explorers.ReluBump": {},
    "explorers.SearchRace": {"X": Array(POINTS), "y": Labels(), "losses": Array([1, 2]), "tries": TRIES},
    "explorers.ShapeMatcher": {},
    "explorers.SoftmaxBars": {
        "logits": Array(ROW),
        "names": Other(["window", "water", "shade"], few=(["a"], "names has 1 texts for 3 classes"), n=(3, "names")),
    },
    "explorers.TrainingLive": {
        "X": Array(POINTS),
        "y": Labels(),
        "n_hidden": HIDDEN,
        "learning_rate": RATE,
        "steps": STEPS,
        "seed": SEED,
        "frames": FRAMES,
    },
    "explorers.TrainingReplay": {
        "network": Other(Network([Dense(2, 4), ReLU(), Dense(4, 3)]), text=("a", "network must be a Network")),
        "X": Array(POINTS),
        "y": Labels(),
        "optimizer": Other(SGD(0.1), text=("a", "optimizer")),
        "epochs": Other(60, few=(59, f"epochs {WHOLE_NUMBER}"), half=(60.5, "epochs"), text=("a", "epochs")),
        "begin": Other(30, low=(-1, "begin must be a number from 0"), text=("a", "begin"), late=(61, "begin must")),
        "batch_size": Other(
            3, none=(0, f"batch_size {WHOLE_NUMBER}"), half=(2.5, "batch_size"), text=("a", "batch_size")
        ),
    },
}


def arguments_of(kind):
    """Every entry point and argument of this kind."""
    return [(name, part) for name, parts in TABLE.items() for part, what in parts.items() if isinstance(what, kind)]


def entry(name):
    """The function or class with this name."""
    module, attribute = name.split(".")
    return getattr({"plotting": plotting, "explorers": explorers}[module], attribute)


def call(name, **changed):
    """What the entry point makes of its good arguments, some of them changed."""
    return entry(name)(**{part: what.value() for part, what in TABLE[name].items()} | changed)


def text(name, **changed):
    """The text of the picture or explorer: what is said, and the bounds of the sliders."""
    made = call(name, **changed)
    if isinstance(made, Explorer):
        return made.sentence(made.state) + str([getattr(control, "max", "") for control in made.controls.values()])
    return str(made)


@pytest.fixture(autouse=True)
def undrawn(monkeypatch):
    """Explorers with controls and without a picture, which takes most of their time."""
    monkeypatch.setattr(Explorer, "__init__", lambda self: setattr(self, "controls", self.make_controls()))


def drawn(make):
    """An explorer with its picture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Explorer, "__init__", WHOLE_INIT)
        return make()


# The table is whole


def test_the_table_has_every_entry_point_and_every_argument():
    expected = {f"plotting.{name}" for name in plotting.__all__}
    expected |= {f"explorers.{name}" for name in explorers.__all__ if name != "Explorer"}
    assert set(TABLE) == expected
    for name, parts in TABLE.items():
        own = "__init__" in vars(entry(name)) or inspect.isfunction(entry(name))
        assert list(parts) == (list(inspect.signature(entry(name)).parameters) if own else []), name


# Arrays


@pytest.mark.parametrize("name", sorted({name for name, _ in arguments_of(Array)}))
def test_the_same_numbers_in_another_wrapping_give_the_same_text(name):
    arrays = {part: what for part, what in TABLE[name].items() if isinstance(what, Array)}
    expected = text(name)
    for kind, make in (SAME | WHOLE).items():
        changed = {part: what.wrap(make(what.plain)) for part, what in arrays.items()}
        assert text(name, **changed) == expected, kind


@pytest.mark.parametrize("name, part", arguments_of(Array))
def test_what_holds_no_numbers_is_answered_with_a_sentence_that_names_the_argument(name, part):
    what = TABLE[name][part]
    bad = BAD | (NOT_FINITE if what.finite else {})
    for kind, (make, words) in bad.items():
        if kind == "None" and part in ("x", "path", "losses", "start", "bias"):
            continue  # None stands for no such thing here
        with pytest.raises(SENTENCES) as error:
            call(name, **{part: what.wrap(make(what.plain))})
        assert re.search(f"{re.escape(what.said or part)} .*{words}", f"{error.value}"), (kind, str(error.value))


@pytest.mark.parametrize("name, part", [(n, p) for n, p in arguments_of(Array) if not TABLE[n][p].finite])
def test_an_array_is_shown_with_its_nan_and_its_infinity(name, part):
    what = TABLE[name][part]
    for make, words in [(NOT_FINITE["NaN"][0], "nan|not finite"), (NOT_FINITE["inf"][0], "inf|nan|not finite")]:
        assert re.search(words, text(name, **{part: what.wrap(make(what.plain))}))


@pytest.mark.parametrize("name, part", arguments_of(Array))
def test_an_empty_array_and_one_of_too_many_dimensions_get_a_sentence(name, part):
    what = TABLE[name][part]
    for values in (np.zeros((0,)), np.zeros((2, 2, 2, 2))):
        with pytest.raises(SENTENCES, match=f"{re.escape(what.said or part)} .*[.]$"):
            call(name, **{part: what.wrap(values)})


# Labels

GOOD_LABELS = {
    "floats": LABELS.astype(float),
    "list": LABELS.tolist(),
    "uint8": LABELS.astype(np.uint8),
    "bool": LABELS == 1,
    "one-hot": np.eye(2)[LABELS],
    "bool one-hot": np.eye(2)[LABELS] == 1,
    "like pandas": LikePandas(LABELS),
    "like torch": LikeTorch(LABELS),
}
BAD_LABELS = {
    "texts": (["a", "b", "b", "a"], r"y must be numbers.*np\.unique\(y, return_inverse=True\)"),
    "column": (LABELS[:, None], r"y has shape \(4, 1\), a column.*y\.ravel\(\)"),
    "too few": (LABELS[:3], r"y has shape \(3,\), but there are 4 points"),
    "NaN": ([0, NAN, 1, 0], r"y must be class numbers .*\[1\] is nan"),
    "negative": ([0, -1, 1, 0], r"y must be class numbers .*\[1\] is -1"),
    "half": ([0, 0.5, 1, 0], r"y must be class numbers .*\[1\] is 0.5"),
    "two ones": (np.ones((4, 2)), "y must be one-hot"),
    "masked": (first_masked(LABELS), "y is a masked array"),
    "text": ("cat", "y must be numbers"),
}


@pytest.mark.parametrize("name, part", arguments_of(Labels))
def test_labels_of_every_form_are_right_or_get_a_sentence(name, part):
    for kind, labels in GOOD_LABELS.items():
        assert text(name, **{part: labels}) == text(name), kind
    for kind, (labels, words) in BAD_LABELS.items():
        with pytest.raises(SENTENCES, match=words):
            call(name, **{part: labels})
            pytest.fail(kind)


@pytest.mark.parametrize("name, part", [(n, p) for n, p in arguments_of(Labels) if n.startswith("explorers.")])
def test_a_label_that_would_need_a_huge_network_is_refused(name, part):
    with pytest.raises(ValueError, match="y .*class"):
        call(name, **{part: [0, 1, 1e9, 0]})


# Numbers and all else


@pytest.mark.parametrize("name, part", arguments_of(Number))
def test_one_number_is_one_number(name, part):
    good = TABLE[name][part].good
    for number in (float(good), np.float64(good), np.float32(good), np.array(good), [good], LikeTorch(good)):
        assert text(name, **{part: number}) == text(name)
    for number in ("a", None, NAN, np.inf, [1, 2], {}, np.ma.masked_equal([good], good)):
        with pytest.raises(SENTENCES, match=f"^{part} "):
            call(name, **{part: number})


CELLS = [(name, part, kind) for name, part in arguments_of(Other) for kind in TABLE[name][part].bad]


@pytest.mark.parametrize("name, part, kind", CELLS)
def test_any_other_bad_argument_gets_a_sentence_of_its_own(name, part, kind):
    value, words = TABLE[name][part].bad[kind]
    with pytest.raises(SENTENCES, match=words):
        call(name, **{part: value})


@pytest.mark.parametrize(
    "name, changed, words",
    [
        ("plotting.neuron", {"weights": [1, 2]}, "inputs has 3 numbers and weights has 2"),
        ("plotting.layer", {"biases": [1]}, r"biases \(m,\) are needed, but the shapes are"),
        ("plotting.lines", {"x": [1, 2]}, r"x has 2 numbers, but ys\['a'\] has 3"),
        ("plotting.lines", {"ys": [1, 2]}, "ys must be a dict"),
        ("plotting.lines", {"at": {"a": 0}, "log": "x"}, r"at\['a'\] is 0, but an x axis with steps of a factor"),
        ("plotting.lines", {"ys": {i: ROW for i in range(50)}}, "ys has 50 lines"),
        ("plotting.bars", {"panels": {"a": range(50)}, "labels": range(50)}, "labels has 50 names"),
        ("plotting.points", {"X": np.arange(100).reshape(50, 2), "y": range(50)}, "y has 50 different classes"),
        ("plotting.bars", {"panels": [1, 2, 3]}, "panels must be a dict"),
        ("plotting.points", {"X": POINTS[:, :1]}, "1 numbers in each row, but a point of the plane has two"),
        ("plotting.matrix_product", {"bias": [1, 2, 3]}, r"bias has shape \(3,\), which cannot be added"),
        ("plotting.outputs", {"values": POINTS[:3]}, "values has 3 rows, but there are 4 points"),
        ("plotting.outputs", {"values": np.zeros((4, 10))}, "values has 10 columns, and the picture has room for 9"),
        ("plotting.broadcast", {"row": [1, 2]}, r"row has shape \(2,\), which cannot be added to matrix"),
        ("plotting.surface", {"x": [2, 1]}, "x must be two or more numbers that rise"),
        ("plotting.activations", {"low": 5}, "low must be below high"),
        ("explorers.NeuronLine", {"weights": [1, 2, 3]}, "weights must be 2 numbers"),
        ("explorers.NeuronLine", {"y": [0, 1, 2, 0]}, "y must be class numbers from 0 to 1"),
        ("explorers.NeuronBars", {"inputs": ROW.repeat(4), "weights": ROW.repeat(4)}, "inputs has 12 .* room for 8"),
        ("explorers.SearchRace", {"losses": [2, 1]}, "losses must be .low, high., with low below high"),
        ("explorers.LayerStepper", {"inputs": 1000 * ROW}, "outputs of the neurons must lie between"),
    ],
)
def test_arguments_that_do_not_belong_together_get_a_sentence(name, changed, words):
    with pytest.raises(SENTENCES, match=words):
        call(name, **changed)


# What is given in place of network.forward

NETWORK = Network([Dense(2, 2, np.random.RandomState(3))])
FORWARD = plotting.regions(NETWORK.forward, POINTS, LABELS).sentence


def test_a_loss_may_be_an_array_with_one_number():
    for name in ("plotting.surface", "explorers.LossSurface"):
        assert text(name, loss=lambda a, b: np.array([bowl(a, b)])) == text(name)


def test_a_network_and_its_predict_stand_for_its_forward():
    assert plotting.regions(NETWORK, POINTS, LABELS).sentence == FORWARD
    assert plotting.regions(NETWORK.predict, POINTS, LABELS).sentence == FORWARD
    assert plotting.regions(lambda X: NETWORK.predict(X).tolist(), POINTS, LABELS).sentence == FORWARD
    assert plotting.regions(lambda X: LikeTorch(NETWORK.forward(X)), POINTS, LABELS).sentence == FORWARD
    assert plotting.activations({"r": ReLU()}).sentence == plotting.activations({"r": ReLU().forward}).sentence


@pytest.mark.parametrize(
    "predict, words",
    [
        (lambda X: X[:, :1], r"predict must return scores.* it returned shape \(40000, 1\)"),
        (lambda X: X[:, 0] - 0.5, "predict must return scores"),
        (lambda X: X[:5], r"returned shape \(5, 2\)"),
        (lambda X: X * NAN, "What predict returns must be finite"),
        (lambda X: None, "What predict returns must be numbers"),
        ({}, "predict is empty"),
        ({"a": 3}, r"predict\['a'\] must be a function"),
    ],
)
def test_what_predict_returns_is_checked(predict, words):
    with pytest.raises(SENTENCES, match=words):
        plotting.regions(predict, POINTS, LABELS)


# Pictures stay within a page

STRETCHED = {f"{a:g} by {b:g}": POINTS * (a, b) for a in (0, 1e-6, 1, 300, 1e9) for b in (0, 1e-6, 1, 300, 1e9)}


@pytest.mark.parametrize("kind", STRETCHED)
def test_a_picture_of_unscaled_data_is_as_large_as_one_of_scaled_data(kind):
    X = STRETCHED[kind]
    for picture in (plotting.points(X, LABELS), plotting.regions(scores, X, LABELS)):
        width, height = picture.figure.get_size_inches()
        assert width <= PAGE and 1 <= height <= PAGE
    left, right = picture.figure.axes[0].get_xlim()
    bottom, top = picture.figure.axes[0].get_ylim()
    assert left < X[:, 0].min() <= X[:, 0].max() < right and bottom < X[:, 1].min() <= X[:, 1].max() < top


@pytest.mark.parametrize("X", [[[0, 0], [1, 300]], np.array([[-128, 0], [127, 100]], np.int8), [[5, 7]]])
def test_points_fill_the_picture_whatever_their_scale(X):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(plotting.points(X).png()) > 2000


@pytest.mark.parametrize("draw", [plotting.axis_sums, plotting.transpose, lambda X: plotting.matrix_product(X, X)])
def test_large_matrices_of_long_numbers_fit_a_page(draw):
    width, height = draw(np.full((100, 100), -1.2345e7)).figure.get_size_inches()
    assert width <= PAGE and height <= PAGE


@pytest.mark.parametrize(
    "make",
    [
        lambda: plotting.neuron(range(784), range(784), 0),
        lambda: plotting.contributions(range(784), range(784), 0),
        lambda: plotting.layer(range(784), np.ones((512, 784)), np.ones(512)),
        lambda: plotting.neuron_graph(range(784), range(784), 0),
        lambda: plotting.shapes([np.ones((100, 4, 4))]),
        lambda: plotting.bars({i: [1] for i in range(40)}, "a"),
        lambda: plotting.ratios({"a": {i: 1 for i in range(60)}}),
        lambda: plotting.activations({i: np.abs for i in range(30)}),
        lambda: plotting.regions({i: scores for i in range(30)}, POINTS, LABELS),
    ],
)
def test_a_picture_that_would_be_larger_than_a_page_is_refused_before_it_is_drawn(make):
    with pytest.raises(ValueError, match="The picture would be .* inches wide and .* a page has room for 10 by 10"):
        make()


# Losses that are not finite


def lines(values, **options):
    return plotting.lines(None, {"loss": values}, "epoch", "loss", **options).sentence


@pytest.mark.parametrize("count", [3, 9])
@pytest.mark.parametrize("value", [NAN, np.inf, -np.inf, 1e300])
@pytest.mark.parametrize("log", [False, True, "x"])
def test_a_line_without_a_finite_value_says_so(count, value, log):
    assert lines([value] * count, log=log).endswith("Loss: no value is finite.")


def test_a_line_says_how_many_values_are_missing():
    assert "from (0, 2) to (1, 1)" in lines([2, 1] + [NAN] * 8)
    assert lines([2, 1] + [NAN] * 8).endswith("Loss: 8 of 10 values are not finite.")
    assert lines([1, NAN]).endswith("Loss: 1 of 2 values are not finite.")
    assert lines([2, 1] + [0] * 8, log=True).endswith("Loss: 8 of 10 values are not above 0, as a log scale needs it.")
    assert "from (0, 2) to (1, 1), lowest 1" in lines([2, 1] + [0] * 8, log=True)
    assert " not " not in lines([2, 1, 0.5])


# Numbers have the digits that they need


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: explorers.NeuronBars([1.25], [0.04], 0.25), ["1.25 × 0.04 + bias 0.25 = 0.3:"]),
        (lambda: explorers.NeuronBars([1000.04], [0.001], 0.0005), ["1000.04 × 0.001 + bias 0.0005 = 1.00054:"]),
        (lambda: explorers.NeuronBars([1.5], [0.5], 1), ["1.5 × 0.5 + bias 1.0 = 1.75:"]),
        (
            lambda: explorers.NeuronLine(POINTS, LABELS, (0.04, 0.25), 0.05),
            ["output = 0.04 · x0 + 0.25 · x1 + 0.05.", "x0 = -1.25 and x1 = -0.20"],
        ),
        (lambda: explorers.LayerProducts([1000.04], [[0.001]], [0.0005]), ["1000.04 × 0.001 + bias 0.0005 = 1.00054"]),
        (lambda: explorers.ConfidenceLoss(0.125), ["0.125, the two others 0.4375 each", "-log(0.125) = 2.079"]),
        (lambda: explorers.SoftmaxBars([0.04, 0.25, 1]), ["Logits 0.04, 0.25, 1.0,"]),
        (lambda: explorers.SoftmaxBars([5, -5]), ["gives 1.000, 0.000045"]),
        (lambda: explorers.TrainingLive(POINTS, LABELS, learning_rate=0.001), ["learning rate is 0.001"]),
        (
            lambda: explorers.Ravine(learning_rate=0.00125, optimizer="momentum", momentum=0.875),
            ["0.00125, momentum 0.875"],
        ),
        (lambda: plotting.contributions([1000.04], [0.001], 0.0005), ["1000.04 × 0.001 = 1.00004"]),
        (lambda: plotting.neuron([1234.5], [1.2345], 0), ["X0: 1234.5", "w0 = 1.2345"]),
        (lambda: plotting.neuron_graph([1.2345], [1], 0), ["X0: value 1.2345"]),
        (lambda: plotting.layer([1], [[1.2345]], [0.12345]), ["Weights of neuron 0: 1.2345", "bias 0.12345"]),
        (lambda: plotting.matrix_product([[1.2345]], [[1]]), ["(1, 1): 1.2345", "result (1, 1): 1.2345"]),
    ],
)
def test_a_sentence_says_the_numbers_that_were_given(make, words):
    made = make()
    sentence = made.sentence(made.state) if isinstance(made, Explorer) else str(made)
    assert [part for part in words if part not in sentence] == []


@pytest.mark.parametrize(
    "words, expected",
    [
        (exact(0.25, 1), "0.25"),
        (exact(1, 1), "1.0"),
        (exact(0.1 + 0.2), "0.3"),
        (exact(-0.0, 1), "0.0"),
        (exact(1e-7), "1e-07"),
        (exact(1000.04), "1000.04"),
        (told(1 / 3), "0.3333"),
        (told(1000.04), "1000.04"),
        (short(12345.6), "12345.6"),
        (rounded(0.0149, 2), "0.015"),
        (rounded(0.01, 2), "0.01"),
        (rounded(2.0794, 3), "2.079"),
        (rounded(-1e-17, 3), "0.000"),
        (rounded(NAN, 3), "nan"),
        (part(299 / 300), "0.997"),
        (part(0.5), "0.50"),
        (part(1), "1.00"),
    ],
)
def test_digits(words, expected):
    assert words == expected


SMALL = np.array([200, 2], np.uint8), np.array([2, 3], np.uint8)


@pytest.mark.parametrize(
    "picture, words",
    [
        (lambda: plotting.contributions(*SMALL, 1), "200 × 2 = 400"),
        (lambda: plotting.neuron(*SMALL, 1), "output: 407"),
        (lambda: plotting.matrix_product([SMALL[0]], SMALL[1][:, None]), "result .*406"),
        (lambda: plotting.broadcast(np.array([[200, 100]], np.uint8), np.array([100, 100], np.uint8)), "300, 200"),
        (lambda: plotting.surface(lambda a, b: a * b, np.uint8([1, 100]), np.uint8([1, 100]), "a", "b"), "to 10000"),
        (lambda: plotting.axis_sums(np.full((2, 2), 100, np.int8)), "400"),
    ],
)
def test_small_integers_do_not_overflow(picture, words):
    assert re.search(words, picture().sentence)


# Explorers that are drawn


@pytest.mark.parametrize("scale", [(1, 1e6), (0, 1), (1e50, 1e50)])
def test_a_training_on_unscaled_data_is_drawn(scale):
    live = drawn(lambda: explorers.TrainingLive(POINTS * scale, LABELS, n_hidden=3, learning_rate=4))
    live.controls["steps"].click()
    assert "cannot be drawn" not in live.page.value and "After 10 updates the loss is" in live.page.value


def test_a_training_that_has_grown_out_of_all_bounds_says_what_to_do():
    live = drawn(lambda: explorers.TrainingLive(POINTS, LABELS))
    live.hidden.weights[...] = NAN
    live.controls["steps"].click()
    assert "out of all bounds. Choose a smaller learning rate, or scale X, and start again." in live.page.value


def test_bars_of_large_numbers_stay_in_their_picture():
    bars = drawn(lambda: explorers.NeuronBars([1e6], [0], 1e6))
    for control in bars.controls.values():
        control.value = control.max
        assert "cannot be drawn" not in bars.page.value
