"""Give a chapter another number, in its files and wherever it is named: python -m tools.renumber 8 15

A chapter's number stands in the names of its files (notebooks/08_frameworks.ipynb, exercises/ch08.py ...), in code
(ch08.port_loss) and in words (chapter 8). Links in prose need nothing: tools.sync writes their numbers.
"""

import json
import re
import sys

import nbformat

from tools import sync
from tools.chapters import PNG, ROOT, Chapter, chapter_paths
from tools.normal import is_sealed, normal, save, seal, text_of

FOLDERS = ("notebooks", "nnfs_helpers", "tests", "tools", "docs", "binder", ".github", ".ci")
PAGES = ("*.md", "Makefile", "pyproject.toml", "requirements*.txt")
LEFT_ALONE = ("*.lock", "*.json", "*.png", "*.pyc", "test_number*.py", "test_new_chapter.py", "renumber.py")  # samples
MODULE = re.compile(r"(?<![a-zA-Z0-9])ch(\d\d)(?![a-zA-Z0-9])")
WORDS = re.compile(r"\b[Cc]hapters? \d+(?:(?:, and |, | and | or | to |–)\d+)*")


def renumbered(text, numbers, subjects=()):
    """Return a text with other numbers for its chapters. numbers: {old: new}; subjects: names of chapters' files."""

    def new(digits):
        return f"{numbers.get(int(digits), int(digits)):0{len(digits)}}"

    text = MODULE.sub(lambda match: f"ch{new(match[1])}", text)
    text = WORDS.sub(lambda match: re.sub(r"\d+", lambda digits: str(int(new(digits[0]))), match[0]), text)
    if subjects:
        file = re.compile(rf"(?<![a-zA-Z0-9])(\d\d)(?=_(?:{'|'.join(subjects)})\b)")
        text = file.sub(lambda match: new(match[1]), text)
    return text


def in_strings(value, change):
    """Return a notebook's value, or part of one, with a change made in each of its texts; pictures are left alone."""
    if isinstance(value, str):
        parts = PNG.split(value)  # text, the beginning of a picture, its file, text, ...
        return "".join(part if i % 3 else change(part) for i, part in enumerate(parts))
    if isinstance(value, list):
        return [in_strings(part, change) for part in value]
    if isinstance(value, dict):
        return {name: in_strings(part, change) for name, part in value.items()}
    return value


def changed_notebook(path, change):
    """Return the text of a chapter with a change made in all its texts. A seal that held is renewed."""
    notebook = Chapter(path).notebook
    intact = is_sealed(notebook)
    notebook = normal(nbformat.from_dict(in_strings(json.loads(json.dumps(notebook)), change)))
    if intact:
        notebook.metadata["course"] = {"seal": seal(notebook)}
    return text_of(notebook)


def files(root=ROOT):
    """The files of the course in which a chapter may be named."""
    found = [path for pattern in PAGES for path in root.glob(pattern)]
    for folder in FOLDERS:
        found += [path for path in (root / folder).rglob("*") if path.is_file()]
    return sorted(path for path in found if not any(path.match(pattern) for pattern in LEFT_ALONE))


def renumber(numbers, root=ROOT):
    """Give chapters their new numbers, {old: new}, in all files, and bring links and badges up to date."""
    subjects = [Chapter(path).subject for path in chapter_paths(root)]

    def change(text):
        return renumbered(text, numbers, subjects)

    moved = {}
    for path in files(root):
        text = changed_notebook(path, change) if path.suffix == ".ipynb" else change(path.read_text(encoding="utf-8"))
        save(path, text)
        moved[path] = path.with_name(change(path.name))
    rename({old: new for old, new in moved.items() if old != new})
    for path, text in sync.generated(root).items():
        save(path, text)


def rename(moved):
    """Rename files, {old: new}, where a new name may be the old name of another file."""
    for old in moved:
        old.rename(old.with_name(f"{old.name}.moving"))
    for old, new in moved.items():
        old.with_name(f"{old.name}.moving").rename(new)


def taken(root=ROOT):
    """The numbers of all chapters."""
    return {Chapter(path).number for path in chapter_paths(root)}


def room_at(number, numbers):
    """Return {old: new} that leaves a number free: it and the ones that follow without a gap go up by one."""
    end = number
    while end in numbers:
        end += 1
    return {old: old + 1 for old in range(number, end)}


def gap_closed_at(number, numbers):
    """Return {old: new} that fills a free number: the ones that follow without a gap go down by one."""
    return {old: old - 1 for old in room_at(number + 1, numbers)}


def main(arguments):
    """Give one chapter another number, which must be free."""
    old, new = (int(number) for number in arguments)
    if old not in taken() or new in taken():
        sys.exit(f"There must be a chapter {old}, and no chapter {new}. These are there: {sorted(taken())}.")
    renumber({old: new})
    print(f"Chapter {old} is chapter {new} now. Look at git diff; then make notebooks and make test.")


if __name__ == "__main__":
    main(sys.argv[1:])
