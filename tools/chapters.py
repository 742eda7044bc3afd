"""Read the chapters: their cells, their sections, and the words that point an author at one of them."""

import ast
from importlib.util import find_spec
from pathlib import Path
import re

import nbformat

ROOT = Path(__file__).parents[1]
PNG = re.compile(r'(<img src="data:image/png;base64,)([^"]*)')  # a picture in an output of HTML
NAVIGATION = ("[←", "[Contents]")
PROMISE = "**After this chapter you can**"
# Chapters that need more than requirements.txt, and the packages that they import: they run where these are installed.
OPTIONAL = {"15_frameworks.ipynb": ("tensorflow", "keras", "torch", "jax", "safetensors")}


class Chapter:
    """A notebook, notebooks/NN_name.ipynb. The tools never change it in place on disk: see normal.save."""

    def __init__(self, path):
        """Read the file; raise ValueError with a sentence if it is not a notebook."""
        self.path = Path(path)
        self.name = self.path.name
        try:
            self.notebook = nbformat.v4.reads(self.path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{self.name} is not a notebook (a merge conflict?): {error}") from None

    @property
    def cells(self):
        """All cells, as nbformat reads them: cell.cell_type, cell.source, cell.outputs ..."""
        return self.notebook.cells

    @property
    def number(self):
        """The chapter's number, from the file's name."""
        return int(self.name[:2])

    @property
    def subject(self):
        """What the chapter is called in every numbering: the file's name without its number, "neuron"."""
        return self.path.stem[3:]

    @property
    def title(self):
        """The text after "# N · " at the top of the first cell."""
        match = re.match(r"# (?:\d+ · )?(.+)", self.cells[0].source if self.cells else "")
        if not match:
            raise ValueError(f'{self.name} must begin with a markdown cell "# {self.number} · Title".')
        return match[1].strip()

    @property
    def has_footer(self):
        """Whether the last cell is the navigation line."""
        return len(self.cells) > 1 and self.cells[-1].source.startswith(NAVIGATION)

    @property
    def authored(self):
        """The cells that an author writes: all but the header, the set-up cell and the navigation line."""
        cells = self.cells[1:-1] if self.has_footer else self.cells[1:]
        return [cell for cell in cells if not is_setup(cell)]

    @property
    def sections(self):
        """The authored cells by "## " heading: [(heading, [(cell, text)])]; what precedes the first has the heading "".

        A markdown cell may end one section and begin the next: then each has its part of the cell's text.
        """
        groups = [("", [])]
        for cell in self.authored:
            parts = re.split(r"(?m)^(?=## )", cell.source) if cell.cell_type == "markdown" else [cell.source]
            for text in filter(None, parts):
                if cell.cell_type == "markdown" and text.startswith("## "):
                    groups.append((text.partition("\n")[0][3:].strip(), []))
                groups[-1][1].append((cell, text))
        return groups

    def complain(self, cell, sentence):
        """Return the sentence with the place it is about: notebook, id and first line of the cell."""
        return f'{self.name}, cell {cell.get("id", "(no id)")} "{first_line(cell)[:60]}": {sentence}'


def chapter_paths(root=ROOT):
    """All chapters, sorted by number."""
    return sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def required_paths(root=ROOT):
    """The chapters for which requirements.txt is enough: those that run everywhere."""
    return [path for path in chapter_paths(root) if path.name not in OPTIONAL]


def missing(path):
    """The packages that an optional chapter needs and this Python does not have, as a text; empty if it can run."""
    return ", ".join(name for name in OPTIONAL.get(Path(path).name, ()) if find_spec(name) is None)


def promise(chapter):
    """What a reader can do after the chapter: the rest of the line that begins with PROMISE; empty if there is none."""
    lines = [line for cell in only("markdown", chapter.authored) for line in cell.source.splitlines()]
    return next((line.removeprefix(PROMISE).strip(" :.") for line in lines if line.startswith(PROMISE)), "")


def first_line(cell):
    """The first line of a cell, its best name."""
    return cell.source.partition("\n")[0]


def is_setup(cell):
    """Whether this is the set-up cell, the one with the tag setup."""
    return "setup" in cell.metadata.get("tags", [])


def only(kind, cells):
    """The cells of one kind: "code" or "markdown"."""
    return [cell for cell in cells if cell.cell_type == kind]


def parse(cell):
    """The syntax tree of a code cell, or None when it is not Python (a syntax error shown on purpose)."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def last_expression(cell):
    """The expression whose value Jupyter displays below the cell, or None."""
    tree = parse(cell)
    if tree and tree.body and isinstance(tree.body[-1], ast.Expr) and not cell.source.rstrip().endswith(";"):
        return tree.body[-1].value
    return None


def texts(cell):
    """The texts stored below a code cell: what was printed, shown, or said by an error."""
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            yield output.text
        elif output.output_type == "error":
            yield f"{output.ename}: {output.evalue}"
        else:
            for kind, text in output.data.items():
                if kind.startswith("text/"):
                    yield re.sub(r"<[^>]*>", "", text) if kind == "text/html" else text


def pictures(cell):
    """The outputs of a code cell that hold a picture."""
    return [output for output in cell.get("outputs", []) if png_of(output)]


def png_of(output):
    """The PNG in the HTML of an output, as text in base64, or None."""
    found = PNG.search(output.get("data", {}).get("text/html", ""))
    return found and found[2]
