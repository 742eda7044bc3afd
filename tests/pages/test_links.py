"""Every relative link leads to a file and a heading that exist; everything generated is up to date."""

import pytest

from tools.chapters import ROOT, chapter_paths
from tools.links import broken_links
from tools.sync import stale

PAGES = [*chapter_paths(), ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    complaints = list(broken_links(path, ROOT))
    assert not complaints, "\n".join(complaints)


def test_badges_navigation_setup_cells_and_shipped_code_are_up_to_date():
    complaints = stale()
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    "link",
    [
        "notebooks/01_neuron.ipynb",
        "notebooks",
        "notebooks/01_neuron.ipynb#One-neuron",
        "#what-is-it",
        "<notebooks/01_neuron.ipynb>",
        'README.md "a title"',
        "https://numpy.org/nowhere",
        "mailto:anna@example.org",
    ],
)
def test_good_link(course, link):
    assert list(broken_links(page_with(course, link), course)) == []


@pytest.mark.parametrize(
    "link, complaint",
    [
        ("notebooks/01_nevron.ipynb", "leads to no file of the course"),
        ("../pyproject.toml", "leads to no file of the course"),
        ("/etc/hostname", "leads to no file of the course"),
        ("notebooks/01_neuron.ipynb#Two-neurons", "leads to no heading of 01_neuron.ipynb"),
        ("#what-is-this", "leads to no heading of page.md"),
        ("pyproject.toml#project", "leads to no heading of pyproject.toml"),
    ],
)
def test_broken_link(course, link, complaint):
    (found,) = broken_links(page_with(course, link), course)
    assert complaint in found and found.startswith("page.md: ")


def page_with(course, link):
    """A page with one link, and one in code that does not count."""
    page = course / "page.md"
    page.write_text(f"# Page\n\n## What *is* it?\n\n[here]({link}) but `[not](here.md)`\n", encoding="utf-8")
    return page


def test_the_pages_of_the_small_course_are_linked(course):
    for path in [*chapter_paths(course), course / "README.md"]:
        assert list(broken_links(path, course)) == []
