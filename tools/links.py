"""Relative links in chapters, README.md and docs lead to files and headings that exist."""

import re
from urllib.parse import unquote

from tools.chapters import Chapter, only

LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
FOREIGN = re.compile(r"[a-z]+:")


def markdown_of(path):
    """The markdown text of a page, whether notebook or file."""
    if path.suffix == ".ipynb":
        return "\n\n".join(cell.source for cell in only("markdown", Chapter(path).cells))
    return path.read_text(encoding="utf-8")


def anchors(path):
    """The anchors of a page's headings: words-with-hyphens in JupyterLab, and in lower case on GitHub."""
    headings = re.findall(r"(?m)^#+ +(.+?) *$", re.sub(r"(?s)```.*?```", "", markdown_of(path)))
    if path.suffix == ".ipynb":
        return {heading.replace(" ", "-") for heading in headings}
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path, root):
    """The relative links of a page that lead nowhere, as sentences."""
    for link in LINK.findall(CODE.sub("", markdown_of(path))):
        if FOREIGN.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or not target.is_relative_to(root.resolve()):
            yield f"{path.name}: the link {link} leads to no file of the course. Correct it."
        elif anchor and (target.suffix not in (".md", ".ipynb") or anchor not in anchors(target)):
            yield f"{path.name}: the link {link} leads to no heading of {target.name}. Correct it."
