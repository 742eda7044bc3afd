"""How long the tests of each chapter take, and which chapter is over its budget. Told at the end, and never a failure:
a machine with other work to do is slower."""

from collections import Counter
import re

BUDGET = 8.0  # seconds of one core for each chapter: four seconds of `make test` on two
NAMED = re.compile(r"^notebooks/(\d\d)_|(?<![a-zA-Z0-9])ch(\d\d)(?![a-zA-Z0-9])")


def chapter_of(test):
    """The number of the chapter whose page a test runs (notebooks/04_...) or whose code its name holds (ch04)."""
    found = NAMED.search(test)
    return int(found[1] or found[2]) if found else None


def seconds(tests):
    """Add up the seconds of tests, pairs (name, seconds). Return two dicts, by chapter: the page's, and all others."""
    page, others = Counter(), Counter()
    for name, duration in tests:
        if (chapter := chapter_of(name)) is not None:
            (page if name.startswith("notebooks/") else others)[chapter] += duration
    return page, others


def over(tests):
    """The chapters that take longer than their budget, as sentences, the slowest first."""
    page, others = seconds(tests)
    total = page + others
    return [
        f"chapter {chapter}: {total[chapter]:.1f} s, of which the page takes {page[chapter]:.1f} s"
        for chapter, _ in total.most_common()
        if total[chapter] > BUDGET
    ]
