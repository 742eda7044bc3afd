"""progress(): what is solved, in the order of the pages, and where to go on."""

import importlib
import json
from pathlib import Path
import re

from nnfs_helpers.exercises.machinery import record

MARKS = {"solved": "✓", "tried": "✗", None: "○"}
CHECK = re.compile(r"(ch\d\d\.\w+)\.check\(")


def modules():
    """Return the names of the chapters' modules, ch01, ch02 ..., in order, all of them imported."""
    names = sorted(file.stem for file in Path(__file__).parents[1].glob("ch*.py"))
    for name in names:
        importlib.import_module(f"nnfs_helpers.exercises.{name}")
    return names


def on_the_page(module):
    """Return the names of a chapter's exercises in the order of its page; of their declaration if it is not here."""
    declared = [name for name in record.REGISTRY if name.startswith(f"{module}.")]
    subject = record.subjects().get(module)
    if subject is None:
        return declared
    page = record.NOTEBOOKS / f"{module[2:]}_{subject}.ipynb"
    try:
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return declared
    posed = [name for cell in cells for name in CHECK.findall("".join(cell["source"]))]
    order = list(dict.fromkeys(name for name in posed if name in declared))
    return order + [name for name in declared if name not in order]


def progress():
    """Print what is solved ✓, tried ✗ and open ○, chapter by chapter, from the checks on this machine.

    A chapter with nothing tried yet, or with all of it solved, takes one line. The last line says where to go on.
    """
    known = record.states()
    chapters = {module: on_the_page(module) for module in modules()}
    everything = [name for names in chapters.values() for name in names]
    solved = [name for name in everything if known.get(name) == "solved"]
    print(f"{len(solved)} of {len(everything)} exercises solved")
    for module, names in chapters.items():
        done = [name for name in names if name in solved]
        print(f"chapter {int(module[2:])}: {len(done)} of {len(names)} solved")
        if any(known.get(name) for name in names) and len(done) < len(names):
            for name in names:
                print(f"  {MARKS[known.get(name)]} {record.REGISTRY[name].title}")
    if len(solved) < len(everything):
        print(where_next([name for name in everything if name not in solved], known))


def where_next(left, known):
    """Return the line that leads to the first exercise that is left, from the last chapter that was begun on."""
    last = max((name.split(".")[0] for name in known), default="")
    ahead = [name for name in left if name.split(".")[0] >= last]
    name = (ahead or left)[0]
    module = name.split(".")[0]
    subject = record.subjects().get(module)
    page = f"notebooks/{module[2:]}_{subject}.ipynb" if subject else f"chapter {int(module[2:])}"
    return f'Next: "{record.REGISTRY[name].title}" in {page}'
