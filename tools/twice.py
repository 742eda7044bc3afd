"""Cells that show something else when they are run again: learners run them in any order, and as often as they like."""

from copy import deepcopy

import nbformat

from tools.chapters import only
from tools.notebooks import run

MOVES = "moves"  # the tag of a cell that is meant to go on from where it was, such as one more step of a training


def again(cells, mark):
    """Copies of code cells, without those that are tagged MOVES. A mark is added to their ids."""
    still = [cell for cell in only("code", cells) if MOVES not in cell.metadata.get("tags", [])]
    return [nbformat.from_dict(deepcopy(cell) | {"id": f"{cell.id}{mark}"}) for cell in still]


def each_cell_twice(chapter):
    """The cells of a chapter, each code cell twice in a row."""
    return [copy for cell in chapter.cells for copy in [deepcopy(cell), *again([cell], "-again")]]


def sections_backwards(chapter):
    """The cells of a chapter, and then its sections once more, the last one first."""
    cells = deepcopy(chapter.cells)
    for _, parts in reversed(chapter.sections):
        cells += again([cell for cell, _ in parts], "-again")
    return cells


WAYS = {"run twice in a row": each_cell_twice, "run again after the sections below it": sections_backwards}


def shown(cell):
    """What stands below a cell, without counts: of an error its words alone, for it shows the place by a count."""
    errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
    others = [output for output in cell.outputs if output.output_type != "error"]
    return errors, [{key: value for key, value in output.items() if key != "execution_count"} for output in others]


def unrepeatable(chapter, way):
    """Run a chapter in one of the WAYS; complain about each cell that does not show what the page shows."""
    stored = {cell.id: cell for cell in only("code", chapter.cells)}
    chapter.notebook.cells = WAYS[way](chapter)
    for cell in only("code", nbformat.reads(run(chapter), as_version=4).cells):
        name = cell.id.removesuffix("-again")
        if shown(cell) != shown(stored[name]):
            yield chapter.complain(stored[name], f"{way}, it shows something else. Give its section names of its own.")
