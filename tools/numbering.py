"""Links to chapters: an author writes the link, and sync its number, so that a chapter may move."""

import re

from tools.chapters import only
from tools.rhythm import prose

LINK = re.compile(r"\[([Cc]hapter) \d*\]\(\d\d_(\w+)\.ipynb(#[^)\s]*)?\)")
TYPED = re.compile(r"\b[Cc]hapters? \d+")


def numbered(text, chapters):
    """Return markdown text with each link to a chapter as it must be: its number, and the name of its file.

    A chapter is known by its subject, the name of the file without the number. One that is unknown stays as it is.
    """
    by_subject = {chapter.subject: chapter for chapter in chapters}

    def renewed(link):
        word, subject, anchor = link.groups()
        chapter = by_subject.get(subject)
        return f"[{word} {chapter.number}]({chapter.name}{anchor or ''})" if chapter else link[0]

    return LINK.sub(renewed, text)


def typed_numbers(chapter):
    """The chapters whose number somebody typed in the prose, as sentences."""
    for cell in only("markdown", chapter.authored):
        for match in TYPED.finditer(prose(LINK.sub("", cell.source))):
            yield chapter.complain(cell, f'"{match[0]}" will be wrong when a chapter moves. Link it: [chapter](file).')
