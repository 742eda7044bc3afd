"""The explorers of a chapter, made again in this process by running its code: what the page must agree with."""

import ast
from contextlib import chdir
from unittest.mock import patch

from nnfs_helpers.explorers import Explorer
from tests.explorers.test_explorers import CASES
from tools.chapters import Chapter, only

# An oracle knows the numbers of its case. These explorers are made of others: the twin alone judges them.
OTHERS = [("00_start", "TrainingReplay"), ("03_batch", "NeuronLine"), ("08_training", "TrainingReplay")]


def twins(path):
    """Return a dict: number of the code cell, counted from 0, to the explorer it shows."""
    found, names = {}, {"__name__": "__main__", "display": print}
    with patch("builtins.print"), chdir(path.parent):
        for number, cell in enumerate(only("code", Chapter(path).cells)):
            value = run(cell, names)
            if isinstance(value, Explorer):
                value.chapter = path.stem  # for oracle_of
                found[number] = value
    return found


def run(cell, names):
    """Run a cell's code. Return the value of its last expression; None if it raises on purpose."""
    try:
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    except Exception:
        if "raises-exception" not in cell.metadata.get("tags", []):
            raise


def oracle_of(twin):
    """Return a function of a state: the words that the sentence must hold, computed apart.

    Raise AssertionError if the twin says something else at first, or if a page of OTHERS makes the explorer of the
    case after all.
    """
    name = type(twin).__name__
    oracle = CASES[name][1]
    missing = [words for words in oracle(twin.state) if words not in repr(twin)]
    if (twin.chapter, name) in OTHERS:
        assert missing, f"{name} in {twin.chapter} has the numbers of its case: take it out of OTHERS"
        return lambda state: []
    assert not missing, f"{name} in {twin.chapter} does not say {missing}"
    return oracle
