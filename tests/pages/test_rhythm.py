"""The rhythm of the chapters and the size of what they teach; and that each rule notices what it is for."""

import nbformat
import pytest

from tools import rhythm
from tools.chapters import Chapter, chapter_paths, only
from tools.shipped import module_source, taught


@pytest.mark.parametrize("rule", rhythm.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_chapter(path, rule):
    complaints = list(rule(Chapter(path)))
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("module", taught())
def test_taught_code_is_small(module):
    complaints = list(rhythm.small_code(module, module_source(module)))
    assert not complaints, "\n".join(complaints)


def lines(number):
    """Code of that many lines, with blank ones between them that do not count."""
    return "\n\n".join(["x = inputs"] * number)


def all_cells_have_six_lines(chapter):
    for cell in only("code", chapter.authored):
        cell.source = lines(6)


def two_of_six_cells_have_sixteen_lines(chapter):
    for cell in only("code", chapter.authored)[:2]:
        cell.source = lines(16)


def one_cell_has_thirty_one_lines(chapter):
    only("code", chapter.authored)[0].source = lines(31)


def one_line_has_over_110_characters(chapter):
    only("code", chapter.authored)[0].source = "inputs = " + "1 + " * 26 + "1"


def there_is_too_much_prose(chapter):
    chapter.cells[2:2] = [nbformat.v4.new_markdown_cell("More.") for _ in range(2)]


def there_is_too_little_prose(chapter):
    chapter.cells[4:4] = [nbformat.v4.new_code_cell("x = inputs") for _ in range(3)]


def the_header_has_another_number(chapter):
    chapter.cells[0].source = chapter.cells[0].source.replace("# 1 ·", "# 2 ·")


def the_navigation_line_is_gone(chapter):
    chapter.cells.pop()


def nothing_is_promised(chapter):
    chapter.cells[1].source = "What does a neuron compute?"


def the_summary_comes_last(chapter):
    chapter.cells[-3], chapter.cells[-2] = chapter.cells[-2], chapter.cells[-3]


def there_is_no_summary(chapter):
    chapter.cells[-3].source = chapter.cells[-3].source.replace("## Summary", "Summary")


def the_summary_has_three_sentences(chapter):
    chapter.cells[-3].source = "## Summary\n\nOne, with 0.5. Two? **Three.**"


def the_summary_has_seven_sentences(chapter):
    chapter.cells[-3].source += " Five. Six (at 0.5). *Seven.*"


def there_is_a_second_title(chapter):
    chapter.cells[1].source += "\n\n# Title"


@pytest.mark.parametrize(
    "spoil, rule, complaint",
    [
        (all_cells_have_six_lines, rhythm.short_cells, "the median code cell has 6 lines"),
        (two_of_six_cells_have_sixteen_lines, rhythm.short_cells, "more than one code cell in ten"),
        (one_cell_has_thirty_one_lines, rhythm.short_cells, "it has 31 lines"),
        (one_line_has_over_110_characters, rhythm.short_cells, "a line has over 110 characters"),
        (there_is_too_much_prose, rhythm.prose_around_code, "10 markdown cells for 6 code cells"),
        (there_is_too_little_prose, rhythm.prose_around_code, "8 markdown cells for 9 code cells"),
        (the_header_has_another_number, rhythm.framed, 'must begin with "# 1 · Title"'),
        (the_navigation_line_is_gone, rhythm.framed, "must end with the navigation line"),
        (nothing_is_promised, rhythm.framed, "needs a line that begins with"),
        (the_summary_comes_last, rhythm.framed, "the last two sections must be"),
        (there_is_no_summary, rhythm.framed, "the last two sections must be"),
        (the_summary_has_three_sentences, rhythm.framed, "the summary has 3 sentences"),
        (the_summary_has_seven_sentences, rhythm.framed, "the summary has 7 sentences"),
        (there_is_a_second_title, rhythm.framed, "is for the title only"),
    ],
)
def test_rule_sees_that(chapter, spoil, rule, complaint):
    assert list(rule(chapter)) == []
    spoil(chapter)
    complaints = list(rule(chapter))
    assert any(complaint in found for found in complaints), complaints


@pytest.mark.parametrize(
    "text", ["It is simply a sum.", "Just run it.", "OBVIOUSLY", "a trivial step", "Of course.", "Done!", "🎉", "⚠️"]
)
def test_does_not_belong_in_prose(chapter, text):
    chapter.cells[1].source += f" {text}"
    assert "does not belong in the prose" in list(rhythm.plain_words(chapter))[0]


@pytest.mark.parametrize(
    "text",
    ["Adjust it. The course goes on.", "![alt](just.png)", "`a != b`", "$n!$", "```\nprint('!')\n```", "✓ correct"],
)
def test_may_stand_in_prose(chapter, text):
    chapter.cells[1].source += f" {text}"
    assert list(rhythm.plain_words(chapter)) == []


def test_a_long_method_and_a_long_class_are_too_large():
    body = "        x = 1\n\n" * 12
    one = f"class Dense:\n    def forward(self):\n{body}"
    (complaint,) = rhythm.small_code("nnfs_helpers/layers.py", one)
    assert complaint == "nnfs_helpers/layers.py: forward in Dense has 13 lines, but 12 is the limit. Split it."
    assert list(rhythm.small_code("", one.replace(body, "        x = 1\n\n" * 11))) == []
    attributes = "    x = 1\n" * 24
    assert list(rhythm.small_code("", f"class Dense:\n{attributes}")) == []
    assert "Dense in Dense has 26 lines" in list(rhythm.small_code("", f"class Dense:\n{attributes}    y = 2\n"))[0]
