"""The map of the course in chapter 0, a row for each other chapter: an author writes two columns, sync the others."""

import re

from tools.times import planned

HEAD = "| chapter | what it adds | builds on | time |\n|---|---|---|---|"
ROW = re.compile(r"\| \[chapter \d*\]\(\d\d_(\w+)\.ipynb\) \|([^|\n]*)\|([^|\n]*)\|[^|\n]*\|\n?")
MAP = re.compile(rf"{re.escape(HEAD)}\n((?:{ROW.pattern})*)")


def mapped(text, here, chapters):
    """Return markdown text; if it holds the map, with one row for each chapter but the one it stands in, in order."""
    found = MAP.search(text)
    if not found:
        return text
    written = {subject: (adds.strip(), base.strip()) for subject, adds, base in ROW.findall(found[1])}
    rows = [HEAD]
    for chapter in chapters:
        if chapter.subject != here.subject:
            adds, base = written.get(chapter.subject, ("TO WRITE", "TO WRITE"))
            link = f"[chapter {chapter.number}]({chapter.name})"
            rows.append(f"| {link} | {adds} | {base} | {planned(chapter) or 'TO WRITE'} |")
    return text[: found.start()] + "\n".join(rows) + text[found.end() :]
