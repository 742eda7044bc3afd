"""What nbval cannot see on a page. Each guard takes a chapter and returns complaints, one sentence each."""

import ast
import base64
from html import escape
from io import BytesIO
import re

from PIL import Image

from tools.chapters import is_setup, last_expression, only, parse, pictures, png_of, texts
from tools.normal import is_sealed, normal, text_of
from tools.numbering import typed_numbers
from tools.shipped import module_of

FORBIDDEN = {
    r"\binteract\w*\(|\bOutput\(|clear_output|update_display": "nbval cannot compare it; use an explorer",
    r"\bsvg\b": "an SVG has other ids in every run; use a picture of nnfs_helpers.plotting",
    r"\bplt\.show\b": "let the picture be the last expression of the cell",
    r"time\.time\b|perf_counter|\btimeit\b": "a timing differs in every run",
    r"NBVAL_": "no output may be skipped",
    r"\bnnfs\.init\(": "it changes NumPy for the whole process; use nnfs_helpers.data.book_numbers",
    r"(?m)^\s*[%!]": "a cell is plain Python, without magics",
}
UNSTABLE = {
    r"0x[0-9a-f]{6,}|\bobject at\b": "an address in memory",
    r"(?<![\w.~/])/(?:tmp|home|root|Users)\b|site-packages|ipykernel_": "a path of one machine",
}
UNSTABLE_OUTPUTS = UNSTABLE | {
    r"\b\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s|sec|seconds?|minutes?)\b": "a timing",
    r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d\d?:\d\d:\d\d\b": "a date or a time",
    r"\b\d+\.\d+\.\d+\b|\bPython \d": "a version",
    r"\b\w*Warning\b": "a warning",
    r"\bnp\.(?:float|int|uint|bool|str)\w*\(|\bnp\.(?:True|False)_": "a bare NumPy scalar (print it instead)",
    r"[\d.\]],?\s+\.\.\.,?\s*[\d\[-]": "an array cut short (print the part that matters)",
}


def run_in_order(chapter):
    """Every code cell has run, in order, from 1 to n, and none is empty."""
    for count, cell in enumerate(only("code", chapter.cells), start=1):
        if not cell.source.strip():
            yield chapter.complain(cell, "the cell is empty. Delete it.")
        if cell.execution_count != count:
            yield chapter.complain(cell, f"its count is {cell.execution_count}, not {count}. Run make notebooks.")


def in_normal_form(chapter):
    """The file is what tools.normal makes of it: kernel, metadata, ids, streams, no widget state."""
    expected = normal(chapter.notebook)
    for cell, better in zip(chapter.cells, expected.cells, strict=True):
        if keys := [key for key in cell | better if cell.get(key) != better.get(key)]:
            yield chapter.complain(cell, f"{' and '.join(keys)}: not as make notebooks writes it. Run make notebooks.")
    for key, value in chapter.notebook.items():
        if key != "cells" and value != expected.get(key):
            yield f"{chapter.name}: {key} is not as make notebooks writes it, but {value}. Run make notebooks."
    if chapter.notebook == expected and chapter.path.read_text(encoding="utf-8") != text_of(expected):
        yield f"{chapter.name}: the file is formatted in another way than make notebooks does. Run make notebooks."


def sealed(chapter):
    """Nothing was changed since the run: no source, no prose, no output, no picture."""
    if not is_sealed(chapter.notebook):
        yield f"{chapter.name} was changed after it was run: run make notebooks."


def no_foul_source(chapter):
    """No cell uses what nbval cannot compare, and nothing is skipped."""
    for cell in only("code", chapter.authored):
        for pattern, reason in FORBIDDEN.items():
            if not module_of(cell) and (match := re.search(pattern, cell.source)):
                yield chapter.complain(cell, f'"{match[0].strip()}" is forbidden: {reason}.')
        for tag in cell.metadata.get("tags", []):
            if tag.startswith("nbval"):
                yield chapter.complain(cell, f"the tag {tag} is forbidden: no output may be skipped.")


def stable_text(chapter):
    """No address, path, timing, date, version, warning or cut array stands on the page."""
    for cell in chapter.cells:
        patterns = UNSTABLE if cell.cell_type == "markdown" else UNSTABLE_OUTPUTS
        for text in [cell.source] if cell.cell_type == "markdown" else texts(cell):
            for pattern, reason in patterns.items():
                if match := re.search(pattern, text):
                    yield chapter.complain(cell, f'"{match[0]}" looks like {reason}. The next machine shows another.')
        if any(output.get("name") == "stderr" for output in cell.get("outputs", [])):
            yield chapter.complain(cell, "it writes to stderr, which is for warnings. Use print, or cure the warning.")


def roomy_outputs(chapter):
    """No output is so long that the page is cramped: 40 lines of text below a cell, 100 of one HTML table."""
    for cell in only("code", chapter.cells):
        outputs = [output for output in cell.outputs if output.output_type != "error"]
        plain = [o.text if o.output_type == "stream" else o.data.get("text/plain", "") for o in outputs]
        lines = sum(len(text.splitlines()) for text in plain)
        if lines > 40:
            yield chapter.complain(cell, f"{lines} lines of text are below it. Show at most 40.")
        longest = max((len(text.splitlines()) for text in texts(cell)), default=0)
        if longest > 100:
            yield chapter.complain(cell, f"an output has {longest} lines. Show at most 100.")


def outputs_are_stored(chapter):
    """A cell that prints or ends in a value shows it. (A call at the end may return None and is left to nbval.)"""
    for cell in only("code", chapter.cells):
        tree, last = parse(cell), last_expression(cell)
        prints = tree and any(
            isinstance(node, ast.Expr) and ast.unparse(node).startswith("print(") for node in tree.body
        )
        has_value = last is not None and not isinstance(last, ast.Call | ast.Constant)
        if (prints or has_value) and not cell.outputs:
            yield chapter.complain(cell, "it shows something, but no output is stored. Run make notebooks.")


def checks_hold(chapter):
    """No chapter prints that two things which should agree do not."""
    for cell in only("code", chapter.cells):
        for text in texts(cell):
            if failed := re.search(r".*\b(?:agree|equal|same)\b[^:\n]*: False.*", text):
                yield chapter.complain(cell, f'it prints "{failed[0]}". Find out why the check fails.')


def errors_are_meant(chapter):
    """A cell has the tag raises-exception if, and only if, an error is stored below it."""
    for cell in only("code", chapter.cells):
        fails = any(output.output_type == "error" for output in cell.outputs)
        tagged = "raises-exception" in cell.metadata.get("tags", [])
        if fails and not tagged:
            yield chapter.complain(cell, "an error is stored below it. Repair it, or tag it raises-exception.")
        if tagged and not fails:
            yield chapter.complain(cell, "it is tagged raises-exception, but no error is stored. Remove the tag.")


def pictures_are_pictures(chapter):
    """A cell that draws shows one real PNG, and a sentence as its text alternative."""
    for cell in only("code", chapter.cells):
        last, shown = last_expression(cell), pictures(cell)
        draws = isinstance(last, ast.Call) and ast.unparse(last.func).startswith(("plotting.", "explorers."))
        if (draws or shown) and len(shown) != 1:
            yield chapter.complain(cell, f"it should show one picture, but shows {len(shown)}. Run make notebooks.")
        for output in shown:
            if problem := _problem_of_png(png_of(output)) or _problem_of_sentence(output):
                yield chapter.complain(cell, problem)


def _problem_of_png(text):
    """What is wrong with a picture, or None."""
    try:
        raw = base64.b64decode(text)
        image = Image.open(BytesIO(raw)).convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return "its picture cannot be read. Run make notebooks."
    if len(raw) < 2000:
        return f"its picture has only {len(raw)} bytes, so it is nearly empty. Draw something."
    if all(low == high for low, high in image.getextrema()):
        return "its picture has one colour only. Draw something."
    return None


def _problem_of_sentence(output):
    """What is wrong with the text alternative of a picture, or None."""
    sentence = output.data.get("text/plain", "")
    if len(sentence) < 40 or not sentence.endswith(".") or re.search(r"<Figure|object at", sentence):
        return f'the text beside its picture, "{sentence}", must be a sentence of 40 letters or more, with a full stop.'
    if f'alt="{escape(sentence)}"' not in output.data["text/html"]:
        return "the alt text of its picture is not the sentence beside it. Use a picture of nnfs_helpers.plotting."
    return None


def all_written(chapter):
    """Nothing is left of the skeleton that tools.chapter lays."""
    for cell in only("markdown", chapter.cells):
        if "TO WRITE" in cell.source:
            yield chapter.complain(cell, "TO WRITE is left of the skeleton. Write what stands there.")


def one_setup_cell(chapter):
    """The set-up cell is there, once, and comes before all other code."""
    code = only("code", chapter.cells)
    if [is_setup(cell) for cell in code] != [True] + [False] * (len(code) - 1):
        yield f"{chapter.name}: the first code cell, and no other, must be the set-up cell. Run make sync."


GUARDS = [
    run_in_order,
    in_normal_form,
    sealed,
    no_foul_source,
    stable_text,
    roomy_outputs,
    outputs_are_stored,
    checks_hold,
    errors_are_meant,
    pictures_are_pictures,
    one_setup_cell,
    typed_numbers,
    all_written,
]
