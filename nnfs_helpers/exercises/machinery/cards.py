"""A named mistake as a card: the teacher's sentence, and the edit of the solution that a learner would have typed.

A text holds hints, and then cards, with an empty line above each. A card is its sentence, as a comment, and code:

    # Your columns sum to 1: the sum runs over axis 0. A sample is a row.
    .sum(axis=1 → .sum(axis=0

The code is one of these:
* edits, old → new, a line each. What is old stands in the solution once, docstrings apart. With nothing behind the
  arrow, the indented lines that follow take its place, or else it is taken out;
* methods of a class, each from its def line on, in place of the solution's own;
* both, the edits first;
* without an arrow and a def: the lines that take the place of a function's body, or of the body of the only method.
"""

from functools import cache
import inspect
import linecache
import re
import sys
import textwrap

CARD = re.compile(r"((?:#.*\n)+)((?:.|\n)+)")
DOCSTRING = re.compile(r'""".*?"""', re.DOTALL)
SET_ASIDE = "<docstring>"


@cache
def source_of(solution):
    """Return the code of a function or class, without its decorators."""
    source = textwrap.dedent(inspect.getsource(solution))
    start = re.search(r"^(def|class) ", source, re.MULTILINE).start()
    return source[start:].rstrip() + "\n"


def hints_and_cards(text):
    """Return (hints, the rest). Hints stand above the cards, one on each line, or on more if these are indented."""
    first, _, rest = textwrap.dedent(text).strip().partition("\n\n")
    if first.startswith("#"):
        return [], text
    return [" ".join(hint.split()) for hint in re.split(r"\n(?! )", first)], rest


def cards(text):
    """Return a list of (sentence, code), one for each card of a text. Raise ValueError for what is no card."""
    found = []
    for card in re.split(r"\n\s*\n", textwrap.dedent(text).strip()):
        parts = CARD.fullmatch(card)
        if not parts:
            raise ValueError(f"A card is a comment with code below it, and this is not one:\n{card}")
        sentence = " ".join(re.findall(r"# *(.*)", parts[1]))
        found.append((sentence, parts[2]))
    return found


def edited(source, code):
    """Return the source of a solution with the code of a card in it."""
    first, *methods = re.split(r"^(?=def )", code, flags=re.MULTILINE)
    if "→" in first:
        source = with_edits(source, first)
    elif first:
        source = with_body(source, first)
    for method in methods:
        source = with_method(source, textwrap.indent(method.rstrip(), "    ") + "\n")
    return source


def with_edits(source, edits):
    """Return the source with each of some edits made. Raise ValueError if one does not fit."""
    docstrings = DOCSTRING.findall(source)
    source = DOCSTRING.sub(SET_ASIDE, source)
    for edit in re.split(r"\n(?! )", edits.strip()):
        old, new = (textwrap.dedent(part).strip() for part in edit.split("→"))
        source = with_edit(source, old, new)
    for docstring in docstrings:
        source = source.replace(SET_ASIDE, docstring, 1)
    return source


def with_edit(source, old, new):
    """Return the source with one fragment replaced; lines of the new one are indented as deep as the old one is."""
    if source.count(old) != 1:
        raise ValueError(f"{old!r} stands {source.count(old)} times in the solution, and must stand there once")
    before, after = source.split(old)
    line_start = before.rsplit("\n", 1)[-1]
    indent = re.match(" *", line_start)[0]
    if not new:
        after = after.lstrip(" ")
    return before + textwrap.indent(new, indent).strip() + after


def with_body(source, code):
    """Return the function, or the class of one method, with these lines below its docstring."""
    indent = 8 * " " if source.startswith("class ") else 4 * " "
    head = re.match(rf'(?:.*\n)*?(?={indent}\S)(?:{indent}""".*\n)?', source)[0]
    return head + textwrap.indent(code, indent) + "\n"


def with_method(source, method):
    """Return the class with this method instead of its own of that name. Raise ValueError if it has none."""
    name = re.match(r" *(def \w+\()", method)[1]
    if f"    {name}" not in source:
        raise ValueError(f"the solution has no method that begins with {name!r}")
    start = source.index(f"    {name}")
    rest = re.search(r"\n(?=    \S)|\Z", source[start:])
    return source[:start] + method + source[start:][rest.end() :]


def built(solution, source, label):
    """Run a source where the solution stands, and return what it defines. A traceback can show its lines."""
    lines = source.splitlines(keepends=True)
    linecache.cache[label] = (len(source), None, lines, label)
    defined = {}
    exec(compile(source, label, "exec"), vars(sys.modules[solution.__module__]), defined)
    return defined[solution.__name__]
