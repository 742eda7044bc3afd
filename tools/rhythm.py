"""The rhythm of a chapter and the size of the code it teaches: complaints, one sentence each."""

import ast
import re
from statistics import median

from tools.chapters import PROMISE, only, promise

PADDING = re.compile(r"\b(simply|just|obviously|trivial|trivially|of course)\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u274c\u2728\u2b50\ufe0f]")
NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<!--.*?-->|\]\([^)]*\)|!\[", re.DOTALL)


def prose(markdown):
    """The words of a piece of markdown, without code, formulas, addresses and pictures."""
    return NOT_PROSE.sub(" ", markdown)


def size(text):
    """The number of lines that are not blank."""
    return sum(bool(line.strip()) for line in text.splitlines())


def short_cells(chapter):
    """Code cells are short: median 5 lines, nine of ten at most 15, none over 30, no line over 110 characters."""
    cells = only("code", chapter.authored)
    sizes = sorted(size(cell.source) for cell in cells)
    if sizes and median(sizes) > 5:
        yield f"{chapter.name}: the median code cell has {median(sizes):g} lines, at most 5 are allowed. Split cells."
    if sizes and sizes[int(0.9 * (len(sizes) - 1))] > 15:
        yield f"{chapter.name}: more than one code cell in ten is over 15 lines. Split the longest."
    for cell in cells:
        if size(cell.source) > 30:
            yield chapter.complain(cell, f"it has {size(cell.source)} lines, at most 30 are allowed. Split it.")
        if max(map(len, cell.source.splitlines()), default=0) > 110:
            yield chapter.complain(cell, "a line has over 110 characters, which a reader must scroll for. Break it.")


def prose_around_code(chapter):
    """There are 1.0 to 1.5 markdown cells per code cell; generated cells are not counted."""
    n_prose, n_code = (len(only(kind, chapter.authored)) for kind in ("markdown", "code"))
    if not n_code <= n_prose <= 1.5 * n_code:
        yield f"{chapter.name}: {n_prose} markdown cells for {n_code} code cells. Have 1.0 to 1.5 for each code cell."


def framed(chapter):
    """Header, promise, sections, Summary of four to six sentences, Going further and the navigation line are there."""
    if not chapter.cells[0].source.startswith(f"# {chapter.number} · "):
        yield f'{chapter.name} must begin with "# {chapter.number} · Title". Run make sync.'
    if not chapter.has_footer:
        yield f"{chapter.name} must end with the navigation line. Run make sync."
    if not promise(chapter):
        yield f'{chapter.name} needs a line that begins with "{PROMISE}" and goes on with three verbs.'
    if [heading for heading, _ in chapter.sections[-2:]] != ["Summary", "Going further"]:
        yield f'{chapter.name}: the last two sections must be "## Summary" and "## Going further", in this order.'
    for cell in only("markdown", chapter.authored):
        if re.search(r"(?m)^# ", prose(cell.source)):
            yield chapter.complain(cell, 'a "# " heading is for the title only. Begin a section with "## ".')
    for heading, parts in chapter.sections:
        sentences = sum(len(re.findall(r"[.?][)\"*_]*(?=\s|$)", prose(text))) for _, text in parts)
        if heading == "Summary" and not 4 <= sentences <= 6:
            yield chapter.complain(parts[0][0], f"the summary has {sentences} sentences. Write four to six.")


def plain_words(chapter):
    """No word that pads or belittles, no exclamation mark, no emoji."""
    for cell in only("markdown", chapter.authored):
        text = prose(cell.source)
        for match in [*PADDING.finditer(text), *EMOJI.finditer(text), *re.finditer("!", text)]:
            yield chapter.complain(cell, f'"{match[0]}" does not belong in the prose. Leave it out.')


def small_code(module, source):
    """A class has at most 25 lines, a method at most 12; blank ones are not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
            for part, limit in [(node, 25), *((method, 12) for method in methods)]:
                lines = size(ast.get_source_segment(source, part))
                if lines > limit:
                    yield f"{module}: {part.name} in {node.name} has {lines} lines, but {limit} is the limit. Split it."


RULES = [short_cells, prose_around_code, framed, plain_words]
