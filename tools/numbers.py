"""Numbers in prose: each must be shown by a code cell or a stored output of its own section, or be a word."""

import ast
from decimal import Decimal
import io
import re
import tokenize

from tools.chapters import only, parse, texts
from tools.shipped import module_of

WHOLE_CHAPTER = ("", "Summary", "Going further")  # sections that may quote every number of the chapter
TAG = r"</?[a-zA-Z]+(?: [\w-]+=\"[^\"]*\")* ?/?>"
NUMBER = re.compile(
    r"(?:(?<![\w.)\]}])[-−]|(?<![\w.]))"  # a minus sign, or nothing; and not inside a name
    r"(?:\d{1,3}(?:[, \u202f]\d{3})+(?!\d)|\d+(?=\.?)|(?=\.\d))(?:\.\d*)?"  # 10,000 or 0.5 or .5
    r"(?:e[-+]?\d+)?"
)
SHAPE = re.compile(r"\(\d+(?:, ?\d+)+\)|\(\d+,\)")
PERCENT = re.compile(r" ?%| per ?cent\b")
LATEX = [
    (r"\\[,;: ]|~", " "),  # spaces
    (r"\\%", "%"),
    (r"\{,\}", ","),
    (r" ?(?:\\cdot|\\times) ?10\^\{?(-?\d+)\}?", r"e\1"),  # 3 \cdot 10^{-5} is 3e-5
    (r"(?<!\d)10\^\{?(-?\d+)\}?", r"1e\1"),
    (r"\\[a-zA-Z]+", " "),  # commands
]
EXEMPT = re.compile(
    rf"<!--.*?-->|\]\([^)]*\)|{TAG}|https?://\S+"  # comments, addresses, HTML
    r"|\b[Cc]hapters? \d+(?:(?:, and |, | and | or | to |–)\d+)*"  # other chapters
    r"|^ *\d+\. "  # the numbers of a list
    r"|^### Exercise: [^\n]*"  # its line is kept equal to the declaration by another test
    r"|\b(?:19|20)\d\d(?=[)\]])"  # the year of a publication, before a closing bracket
    r"|\b[0-3]-?D\b|\be[-+]\d+\b"  # 2-D, 3D, e-05: names
    r"|_\d+|_\{[^{}.]*\}|\^\d+|\^\{[-+\w]*\}",  # subscripts and whole exponents
    re.MULTILINE | re.DOTALL,
)


def numbers_in(text):
    """The numbers of a plain text: [(as written, [its possible values, each a list of numbers])]."""
    found = []
    for match in NUMBER.finditer(text):
        written = match[0].replace("−", "-")
        readings = [[Decimal(re.sub("[, \u202f]", "", written))]]
        if re.search("[, \u202f]", written):
            readings.append([Decimal(part) for part in re.split("[, \u202f]", written)])  # 100 200 may be two numbers
        if PERCENT.match(text, match.end()):
            readings.append([readings[0][0].scaleb(-2)])
        found.append((match[0].rstrip("."), readings))
    return found


def quoted(markdown):
    """The numbers that a piece of prose quotes: those of numbers_in, without what is exempt."""
    for pattern, plain in LATEX:
        markdown = re.sub(pattern, plain, markdown)
    return numbers_in(EXEMPT.sub(" ", markdown))


def comments(cell):
    """The comments of a code cell, as one text; those of shipped code are kept by the modules' own tests."""
    if module_of(cell) or parse(cell) is None:
        return ""
    tokens = tokenize.generate_tokens(io.StringIO(cell.source).readline)
    return "\n".join(token.string for token in tokens if token.type == tokenize.COMMENT)


def shown_by(cell):
    """The set of all numbers that a code cell shows: in its code, but not in its comments and strings, and below it."""
    shown = set()
    for text in texts(cell):
        for _, readings in numbers_in(re.sub(TAG, " ", text)):
            shown.update(value for values in readings for value in values)
    for node in ast.walk(parse(cell) or ast.Module([])):
        operand = getattr(node, "operand", node)  # -3 is the operator - and the operand 3
        if type(getattr(operand, "value", None)) in (int, float):
            value = Decimal(repr(operand.value))
            shown.add(-value if isinstance(getattr(node, "op", None), ast.USub) else value)
        elif isinstance(node, ast.List):
            shown.add(Decimal(len(node.elts)))  # so that a comment may state the shape of [[1, 2], [3, 4]]
    return shown


def is_shown(number, shown):
    """Whether a number is in the set, or is one of the set rounded to at least two digits."""
    _, digits, exponent = number.as_tuple()
    half = Decimal(5).scaleb(exponent - 1)
    return number in shown or len(digits) > 1 and any(abs(number - other) <= half for other in shown)


def shapes_in(text):
    """The shapes in a text, such as (3,) and (3, 4), each as a tuple of numbers in text form."""
    return {tuple(re.findall(r"\d+", match[0])) for match in SHAPE.finditer(text)}


def unshown_shapes(chapter):
    """The shapes in prose and comments that no code cell or output of the chapter shows, as sentences."""
    code = only("code", chapter.authored)
    shown = set().union(*(shapes_in(text) for cell in code for text in [cell.source, *texts(cell)]))
    for cell in only("markdown", chapter.authored):
        for shape in sorted(shapes_in(EXEMPT.sub(" ", re.sub(*LATEX[0], cell.source))) - shown):
            written = f"({', '.join(shape)}{',' * (len(shape) == 1)})"
            yield chapter.complain(cell, f"no cell of the chapter shows the shape {written}. Correct or print it.")


def unshown_numbers(chapter):
    """The numbers in prose and comments that their section does not show, as sentences."""
    everything = set().union(*map(shown_by, only("code", chapter.authored)))
    for heading, parts in chapter.sections:
        code = only("code", [cell for cell, _ in parts])
        here = everything if heading in WHOLE_CHAPTER else set().union(*map(shown_by, code))
        for cell, text in parts:
            for written, readings in quoted(text if cell.cell_type == "markdown" else comments(cell)):
                if not any(all(is_shown(value, here) for value in values) for values in readings):
                    closest = min(here, key=lambda other: abs(other - readings[0][0]), default="none")
                    yield chapter.complain(
                        cell,
                        f'no cell of the section "{heading}" shows {written} (the closest number is {closest}). '
                        "Correct it, print it in a cell, or write it as a word.",
                    )
