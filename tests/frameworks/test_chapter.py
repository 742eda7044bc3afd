"""The chapter on frameworks with other seeds and shapes: its comparisons and its table hold, and can say no."""

from contextlib import redirect_stdout
import io
import re

import pytest

from tools.chapters import OPTIONAL, ROOT, Chapter, is_setup, missing, only

(NAME,) = OPTIONAL
pytestmark = pytest.mark.skipif(bool(missing(NAME)), reason=f"{NAME} needs {missing(NAME)}")
SAMPLES = """
rng = np.random.RandomState({seed})
n_samples, n_inputs, n_hidden, n_classes = rng.randint(2, 9, size=4).tolist()
X, labels = rng.normal(size=(n_samples, n_inputs)), rng.randint(n_classes, size=n_samples)
"""
WEIGHTS = """
Wh, bh = rng.normal(size=(n_inputs, n_hidden)), rng.normal(size=n_hidden)
Wo, bo = rng.normal(size=(n_hidden, n_classes)), rng.normal(size=n_classes)
"""
ROWS = ["logits", "loss", "dWh", "dbh", "dWo", "dbo", "dX"]
ROWS += ["SGD", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW"]


def code_up_to_the_table(seed=None):
    """The chapter's code up to its table; with a seed, other samples, sizes and weights with biases."""
    code = []
    for cell in only("code", Chapter(ROOT / "notebooks" / NAME).cells):
        replaced = {"X = np.array(": SAMPLES, "np.random.seed(10)": WEIGHTS}
        start = next((text for text in replaced if cell.source.startswith(text)), None)
        if not is_setup(cell):
            code.append(replaced.pop(start).format(seed=seed) if start and seed is not None else cell.source)
        if "'ours':>9" in cell.source:
            return "\n\n".join(code)
    raise AssertionError("the chapter has no table any more")


def said_by(code):
    """What the code prints."""
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(code, NAME, "exec"), {"__name__": "chapter"})
    return said.getvalue()


def table(said):
    """The last table in what was printed: {row: [entries of Keras, PyTorch and JAX]}."""
    rows = re.findall(r"(?m)^(\w+) +[\d.]+ +(< 1e-\d+|differs) +(< 1e-\d+|differs) +(< 1e-\d+|differs)$", said)
    return {row: entries for row, *entries in rows}


@pytest.mark.parametrize("seed", [None, *range(8)])
def test_everything_agrees_with_other_seeds_and_shapes(seed):
    said = said_by(code_up_to_the_table(seed))
    agreeing = re.findall(r"(\w+) agree: (\w+)", said)
    assert agreeing and {verdict for _, verdict in agreeing} == {"True"} and len(agreeing) == 3 * 7
    assert table(said) == {row: ["< 1e-12"] * 3 for row in ROWS}
    assert ("0.7301727079439226" in said) == (seed is None)


@pytest.mark.parametrize(
    "old, new, row, engine",
    [
        ("0.999 * squares +", "0.9991 * squares +", "Adam", 2),
        ("initial_accumulator_value=0.0", "initial_accumulator_value=0.1", "AdaGrad", 0),
        ("alpha=0.9, eps=tiny", "eps=tiny", "RMSProp", 1),
        ('"dbo": last.bias.grad.clone()', '"dbo": last.bias.grad', "dbo", 1),  # backward adds to it below
        ('"dWh": hidden.dweights,', '"dWh": 2 * hidden.dweights,', "dWh", 0),
    ],
)
def test_the_table_names_what_differs(old, new, row, engine):
    code = code_up_to_the_table()
    assert code.count(old) == 1
    rows = table(said_by(code.replace(old, new)))
    assert rows[row][engine] == "differs" and rows["loss"] == ["< 1e-12"] * 3
