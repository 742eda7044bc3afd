"""Write what is generated into chapters and README, without running anything: python -m tools.sync [--check]"""

from itertools import takewhile
import re
import sys
import tomllib

import nbformat

from tools.binder import with_pins
from tools.chapters import NAVIGATION, ROOT, Chapter, chapter_paths, is_setup, only, parse, promise
from tools.course_map import mapped
from tools.normal import is_sealed, normal, save, seal, text_of
from tools.numbering import numbered
from tools.shipped import module_of, synced

TABLE = re.compile(r"<!-- chapters -->.*<!-- /chapters -->", re.DOTALL)


def project(root=ROOT):
    """The repository's address, its "owner/name" and the tag of this version, from pyproject.toml."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = settings["urls"]["Repository"].rstrip("/")
    return address, "/".join(address.split("/")[-2:]), f"v{settings['version']}"


def badges(name, root=ROOT):
    """The Colab and Binder badges of one chapter."""
    _, repository, tag = project(root)
    colab = f"https://colab.research.google.com/github/{repository}/blob/{tag}/notebooks/{name}"
    binder = f"https://mybinder.org/v2/gh/{repository}/{tag}?labpath=notebooks%2F{name}"
    return (
        f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab}) "
        f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder})"
    )


def navigation(chapter, chapters):
    """The line "previous · contents · next" of one chapter."""
    before = [other for other in chapters if other.number < chapter.number][-1:]
    after = [other for other in chapters if other.number > chapter.number][:1]
    parts = [f"[← {other.number} · {other.title}]({other.name})" for other in before]
    parts += ["[Contents](../README.md)"]
    parts += [f"[{other.number} · {other.title} →]({other.name})" for other in after]
    return " · ".join(parts)


def setup_source(root=ROOT):
    """The source of the set-up cell, with the repository's address and the tag filled in."""
    address, _, tag = project(root)
    source = (ROOT / "tools" / "setup_cell.py").read_text(encoding="utf-8").strip()
    return source.replace("{{REPOSITORY}}", address).replace("{{TAG}}", tag)


def write_chapter(chapter, chapters, root=ROOT):
    """Change the chapter's cells: header, set-up cell, numbers of linked chapters, shipped code, navigation line."""
    line = navigation(chapter, chapters)
    header = f"# {chapter.number} · {chapter.title}\n\n{badges(chapter.name, root)}\n\n{line}"
    top = chapter.cells[0]
    for text in top.source.splitlines()[1:]:
        if text.strip() and not text.startswith(("[!", *NAVIGATION)):
            raise ValueError(chapter.complain(top, f'this cell is generated. Move "{text}" to a cell of its own.'))
    top |= {"source": header, "id": "header"}
    if not chapter.has_footer:
        chapter.cells.append(nbformat.v4.new_markdown_cell())
    chapter.cells[-1] |= {"source": line, "id": "navigation"}
    if not any(is_setup(cell) for cell in chapter.cells):
        intro = takewhile(lambda cell: cell.cell_type == "markdown" and "## " not in cell.source, chapter.cells[:-1])
        chapter.cells.insert(len(list(intro)), nbformat.v4.new_code_cell(metadata={"tags": ["setup"]}))
    for cell in only("markdown", chapter.authored):
        cell.source = mapped(numbered(cell.source, chapters), chapter, chapters)
    for cell in only("code", chapter.cells):
        if is_setup(cell):
            cell |= {"source": setup_source(root), "id": "setup"}
            cell.metadata |= {"tags": ["setup", "hide-input"], "jupyter": {"source_hidden": True}}  # in Lab, in a book
        elif module_of(cell) and parse(cell):
            cell.source = synced(cell, root)


def readme_table(chapters, root=ROOT):
    """The table of all chapters for README.md."""
    rows = ["| chapter | what you can do after it | open |", "|---|---|---|"]
    for chapter in chapters:
        link = f"[{chapter.number} · {chapter.title}](notebooks/{chapter.name})"
        rows.append(f"| {link} | {promise(chapter)} | {badges(chapter.name, root)} |")
    return "\n".join(rows)


def former_repository(root=ROOT):
    """The "owner/name" that the README's badges lead to until it is synced; None if it has no badge."""
    path = root / "README.md"
    badge = re.search(
        r"mybinder\.org/v2/gh/([^/\s]+/[^/\s]+)/", path.read_text(encoding="utf-8") if path.exists() else ""
    )
    return badge and badge[1]


def page(text, chapters, root=ROOT):
    """The text of a page with the table of chapters and all addresses brought up to date."""
    address, repository, tag = project(root)
    if former := former_repository(root):
        text = re.sub(rf"https://github\.com/{re.escape(former)}(?![\w.-]*\w)", address, text)
    text = re.sub(r"(mybinder\.org/v2/gh)/[^/\s]+/[^/\s]+/v[\d.]*\d", rf"\1/{repository}/{tag}", text)
    text = re.sub(r"(google\.com/github)/[^/\s]+/[^/\s]+/blob/v[\d.]*\d", rf"\1/{repository}/blob/{tag}", text)
    text = re.sub(rf"https://github\.com/[\w.-]+/{re.escape(address.split('/')[-1])}\b", address, text)
    return TABLE.sub(lambda _: f"<!-- chapters -->\n{readme_table(chapters, root)}\n<!-- /chapters -->", text)


def shown_code(chapter):
    """The code that a run of the chapter depends on: all of it but the set-up cell."""
    return [cell.source for cell in only("code", chapter.authored)]


def brought_up_to_date(chapter, chapters, root=ROOT):
    """The notebook of a chapter with all that is generated.

    Links, badges and the set-up cell do not need a new run: where nothing else was changed, the seal is renewed.
    """
    intact, code = is_sealed(chapter.notebook), shown_code(chapter)
    write_chapter(chapter, chapters, root)
    notebook = normal(chapter.notebook)
    if intact and shown_code(chapter) == code:
        notebook.metadata["course"] = {"seal": seal(notebook)}
    return notebook


def generated(root=ROOT):
    """Map every chapter and page to the text it should have."""
    chapters = [Chapter(path) for path in chapter_paths(root)]
    files = {}
    for chapter in chapters:
        files[chapter.path] = text_of(brought_up_to_date(chapter, chapters, root))
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").glob("*.md"))]:
        files[path] = page(path.read_text(encoding="utf-8"), chapters, root)
    files[root / "binder" / "requirements.txt"] = with_pins(root)
    return files


def stale(root=ROOT):
    """The files that tools.sync would change, as sentences."""
    return [
        f"{path.name}: shipped code, set-up cell, links or pins are out of date. Run make sync, then make notebooks."
        for path, text in generated(root).items()
        if text != path.read_text(encoding="utf-8")
    ]


def main(arguments):
    """Write the files that are not up to date, or with --check only name them and fail."""
    if "--check" in arguments:
        sys.exit("\n".join(stale()) or 0)
    for path, text in generated().items():
        if save(path, text):
            print(f"{path.name}: changed")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
