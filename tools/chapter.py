"""Lay a new chapter, or take one out: python -m tools.chapter attention [9], python -m tools.chapter --out attention

A new chapter is what stands in tools/skeleton/, with its number for NN and its name for subject. If the number is
taken, the chapter that has it and the ones that follow without a gap move up by one. Taking it out closes the gap.
"""

import argparse
import re
import sys

from tools.chapters import ROOT, Chapter, chapter_paths
from tools.renumber import files, gap_closed_at, renumber, renumbered, room_at, taken

SKELETON = ROOT / "tools" / "skeleton"


def next_free(numbers):
    """The smallest number, from 1 on, that no chapter has."""
    return next(number for number in range(1, 100) if number not in numbers)


def filled_in(text, number, subject):
    """A text of the skeleton, or the name of a file, as it is in the new chapter."""
    return re.sub(r"\bsubject\b|(?<=_)subject\b", subject, text.replace("NN", f"{number:02}"))


def lay(subject, number=None, root=ROOT):
    """Write the files of a new chapter, and bring its neighbours and the README up to date. Return the files."""
    if not re.fullmatch(r"[a-z]\w*", subject, re.ASCII):
        raise ValueError(f'"{subject}" cannot be the name of a chapter. Take one word, such as attention.')
    if subject in subjects(root):
        raise ValueError(f"There is a chapter {subject} already.")
    number = next_free(taken(root)) if number is None else number
    if not 0 <= number <= 99:
        raise ValueError(f"A chapter has a number from 0 to 99, and not {number}.")
    moved, laid = room_at(number, taken(root)), []
    if moved:
        renumber(moved, root)
    for path in sorted(path for path in SKELETON.rglob("*NN*") if path.suffix in (".py", ".ipynb")):
        laid.append(root / filled_in(path.relative_to(SKELETON).as_posix(), number, subject))
        laid[-1].parent.mkdir(parents=True, exist_ok=True)
        laid[-1].write_text(filled_in(path.read_text(encoding="utf-8"), number, subject), encoding="utf-8")
    renumber({}, root)
    return laid


def take_out(subject, root=ROOT):
    """Delete the files that have a chapter's number in their names, and close the gap. Return the files."""
    if subject not in subjects(root):
        raise ValueError(f"There is no chapter {subject}. These are there: {', '.join(subjects(root))}.")
    number = subjects(root)[subject]
    gone = [path for path in files(root) if renumbered(path.name, {number: 100}, [subject]) != path.name]
    for path in gone:
        path.unlink()
    renumber(gap_closed_at(number, taken(root)), root)
    return gone


def subjects(root=ROOT):
    """The numbers of all chapters, by their names."""
    chapters = [Chapter(path) for path in chapter_paths(root)]
    return {chapter.subject: chapter.number for chapter in chapters}


def main(arguments):
    """Lay or take out the chapter that is named, and say what comes next."""
    parser = argparse.ArgumentParser(prog="python -m tools.chapter", description=__doc__.partition("\n")[0])
    parser.add_argument("subject", help="the name of the chapter, such as attention")
    parser.add_argument("number", type=int, nargs="?", help="the next free one if not given")
    parser.add_argument("--out", action="store_true", help="take the chapter out")
    options = parser.parse_args(arguments)
    try:
        done = take_out(options.subject) if options.out else lay(options.subject, options.number)
    except ValueError as error:
        sys.exit(str(error))
    for path in done:
        print(f"{path.relative_to(ROOT)}: {'gone' if options.out else 'new'}")
    print(
        "Look at git diff; then make test."
        if options.out
        else "Write the text where TO WRITE stands, and exercises of your own; then make notebooks and make test."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
