"""The taught modules say one thing in each statement, so that a reader in the first year of Python can follow."""

import ast

import pytest

from tools.shipped import module_source, taught


def several_values(target):
    """Whether a target takes several values: it is no single name."""
    return isinstance(target, (ast.Tuple, ast.List))


def flat(target):
    """Whether a target is one name, or a row of single ones without a star."""
    parts = target.elts if several_values(target) else [target]
    return not any(several_values(part) or isinstance(part, ast.Starred) for part in parts)


def belong_together(value):
    """Whether several values may be assigned at once: one function gave them, or they are the sizes of a shape."""
    return isinstance(value, ast.Call) or (isinstance(value, ast.Attribute) and value.attr == "shape")


def is_literal(value):
    """Whether a value is written down as it is: a number, a text, None, or a list of such."""
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


def packed(source):
    """Yield the line and what is wrong with it, for each statement that does more than one thing."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, (ast.Assign, ast.AnnAssign)) and not (part.value and is_literal(part.value)):
                    yield part.lineno, "a class gets its methods by def, and values that are written down"
        if isinstance(node, ast.Assign):
            packs = isinstance(node.value, ast.Tuple) and not is_literal(node.value)
            if len(node.targets) > 1 or packs:
                yield node.lineno, "two assignments in one"
            elif several_values(node.targets[0]) and not belong_together(node.value):
                yield node.lineno, "two assignments in one"
        if isinstance(node, (ast.Assign, ast.For, ast.comprehension)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not all(flat(target) for target in targets):
                yield targets[0].lineno, "values are taken out of values"
        if isinstance(node, ast.arguments) and (node.vararg or node.kwarg):
            yield (node.vararg or node.kwarg).lineno, "arguments without names"
        if isinstance(node, ast.Call):
            for argument in [*node.args, *node.keywords]:
                if isinstance(argument, ast.Starred) or getattr(argument, "arg", "") is None:
                    yield node.lineno, "arguments without names"
        if isinstance(node, ast.NamedExpr):
            yield node.lineno, "an assignment within an expression"


@pytest.mark.parametrize("module", taught())
def test_a_statement_of_a_taught_module_says_one_thing(module):
    assert list(packed(module_source(module))) == []


@pytest.mark.parametrize(
    "source",
    [
        "class Network:\n    fit = fit",
        "class Network:\n    fit, save = fit, save",
        "class Network:\n    load = classmethod(load)",
        "class Network:\n    __setstate__ = take_state",
        "class Network:\n    fit: object = fit",
        "self.steps, self.memories = 0, None",
        "rng, losses = random(0), []",
        "shape, stop = array.shape, 3",
        "[a, b] = pair",
        "correct = rows, labels",
        "a = b = 0",
        "(a, b), c = f()",
        "first, *others = f()",
        "for (layer, name), array in pairs:\n    pass",
        "places = [name for i, (layer, name) in pairs]",
        "def update(self, rate, *memories):\n    pass",
        "def make(**options):\n    pass",
        "as_labels(targets, *shape)",
        "make(**options)",
        "while (loss := f()) > 1:\n    pass",
    ],
)
def test_a_packed_statement_is_seen(source):
    assert list(packed(source))


@pytest.mark.parametrize(
    "source",
    [
        "class Network:\n    sizes = (2, 64, 3)\n    name = 'net'",
        "X, y = spiral_data(100, 3)",
        "rows, columns = x.shape",
        "for layer, name in places:\n    pass",
        "place = [1, 2]",
        "x[row, column] = 1",
        "make(size=3)",
        "a += 1",
    ],
)
def test_a_plain_statement_is_left_alone(source):
    assert list(packed(source)) == []


def test_the_line_of_a_packed_statement_is_named_in_a_module_that_was_tampered_with():
    good = module_source("nnfs_helpers/optim.py")
    lines = good.splitlines()
    number = next(i for i, line in enumerate(lines) if "self.learning_rate =" in line)
    lines[number : number + 2] = ["        self.learning_rate, self.decay = learning_rate, decay"]
    assert list(packed("\n".join(lines))) == [(number + 1, "two assignments in one")]
