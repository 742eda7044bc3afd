"""The chapter on frameworks with other seeds and shapes: its comparisons and its table hold, and can say no."""

from contextlib import redirect_stdout
import io
import re

import pytest

from tools.chapters import OPTIONAL, ROOT, Chapter, missing, only

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
ROWS = ["logits", "loss", "dX", "dWh", "dbh", "dWo", "dbo"]
STEPS = {"SGD": ["< 1e-12", "< 1e-12"], "momentum": ["< 1e-6", "< 1e-12"], "Adam": ["< 1e-4", "< 1e-12"]}
WHAT_THE_TABLE_NEEDS = re.compile(
    "imports|ours-|frameworks|keras-(seeded|run|compare)|torch-(class|seeded|run|compare)|jax-(network|loss|grad|run)|digits-"
)


@pytest.fixture(autouse=True)
def settings_of_a_fresh_kernel():
    """The chapter begins with four bytes for each number; afterwards all is as the other tests have set it."""
    import jax
    import keras
    import torch

    before = keras.config.floatx(), torch.get_default_dtype(), jax.config.jax_enable_x64
    choose("float32", torch.float32, False)
    yield
    choose(*before)


def choose(kind, torch_kind, in_jax):
    """Set the kind of numbers in all three."""
    import jax
    import keras
    import torch

    keras.config.set_floatx(kind)
    keras.config.set_dtype_policy(kind)
    torch.set_default_dtype(torch_kind)
    jax.config.update("jax_enable_x64", in_jax)


def code_up_to_the_table(seed=None):
    """The code that the chapter's table needs; with a seed, other samples, sizes and weights with biases."""
    replaced = {"ours-samples": SAMPLES + WEIGHTS}
    code = []
    for cell in only("code", Chapter(ROOT / "notebooks" / NAME).cells):
        if not WHAT_THE_TABLE_NEEDS.match(cell.id):
            continue
        if seed is not None and cell.id in replaced:
            code.append(replaced.pop(cell.id).format(seed=seed))
        else:
            code.append(cell.source)
        if cell.id == "digits-table":
            assert seed is None or not replaced
            return "\n\n".join(code)
    raise AssertionError("the chapter has no table any more")


def said_by(code):
    """What the code prints."""
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(code, NAME, "exec"), {"__name__": "chapter"})
    return said.getvalue()


def table(said):
    """The table in what was printed: {row: [entries of Keras, PyTorch and, where it has one, JAX]}."""
    rows = re.findall(r"(?m)^(\w+) +[\d.]+((?: +(?:< 1e-\d+|differs))+) *$", said)
    return {row: re.findall(r"< 1e-\d+|differs", entries) for row, entries in rows}


@pytest.mark.parametrize("seed", [None, *range(8)])
def test_everything_agrees_with_other_seeds_and_shapes(seed):
    said = said_by(code_up_to_the_table(seed))
    assert re.findall(r"all seven closer than 1e-12: (\w+)", said) == ["True"] * 3
    rows = table(said)
    assert {row: rows[row] for row in ROWS} == {row: ["< 1e-12"] * 3 for row in ROWS}
    assert ("0.7301727079439226" in said) == (seed is None)
    if seed is None:
        assert re.findall(r"all seven closer than 1e-5: (\w+)", said) == ["True"] * 3
        assert {row: rows[row] for row in rows if row not in ROWS} == STEPS
    assert rows["SGD"] == STEPS["SGD"] and [rows[row][1] for row in STEPS] == ["< 1e-12"] * 3


@pytest.mark.parametrize(
    "old, new, row, engine",
    [
        ("torch.optim.SGD(p, lr=0.1, momentum=0.9)", "torch.optim.SGD(p, lr=0.1, momentum=0.8)", "momentum", 1),
        ("keras.optimizers.SGD(0.1))", "keras.optimizers.SGD(0.11))", "SGD", 0),
        ("model.hidden.weight.grad.T", "model.hidden.weight.grad", "dWh", 1),
        ("jax.nn.relu", "jax.nn.leaky_relu", "dbh", 2),
        ('"dX": dX}', '"dX": 2 * dX}', "dX", 0),
    ],
)
def test_the_table_names_what_differs(old, new, row, engine):
    code = code_up_to_the_table()
    assert code.count(old) == 1
    rows = table(said_by(code.replace(old, new)))
    assert rows[row][engine] == "differs" and rows["SGD" if row != "SGD" else "loss"][1] == "< 1e-12"
