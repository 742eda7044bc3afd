"""A number in prose is one that the same section shows; and the check lets nothing else through."""

from decimal import Decimal

import nbformat
import pytest

from tools.chapters import Chapter, chapter_paths, only
from tools.numbers import is_shown, numbers_in, quoted, unshown_numbers, unshown_shapes


@pytest.mark.parametrize("path", chapter_paths(), ids=lambda path: path.stem)
def test_numbers_in_prose_are_shown(path):
    complaints = [*unshown_numbers(Chapter(path)), *unshown_shapes(Chapter(path))]
    assert not complaints, "\n".join(complaints)


def complaints_about(chapter, prose, code="x = 1", output=""):
    """The complaints when a section holds this prose, this code and this printed output."""
    section = next(cell for cell in chapter.cells if cell.source.startswith("## One neuron"))
    cell = only("code", chapter.authored)[0]
    section.source = f"## One neuron\n\n{prose}"
    cell.source = code
    cell.outputs = [nbformat.v4.new_output("stream", text=output)]
    chapter.notebook.cells = [chapter.cells[0], section, cell, *chapter.cells[-3:]]
    chapter.cells[-3].source = "## Summary\n\nA summary."
    return [complaint.partition(": ")[2] for complaint in unshown_numbers(chapter)]


def test_the_good_chapter_has_no_complaints(chapter):
    assert list(unshown_numbers(chapter)) == []


@pytest.mark.parametrize("old, new", [("1.5", "1.6"), ("−2", "−3"), ("-0.425", "-0.426"), ("-0.425", "0.425")])
def test_a_changed_digit_is_found(chapter, old, new):
    cell = next(cell for cell in chapter.authored if old in cell.source and cell.cell_type == "markdown")
    cell.source = cell.source.replace(old, new, 1)
    (complaint,) = unshown_numbers(chapter)
    assert f'cell {cell.id} "' in complaint and f"shows {new} (the closest" in complaint


@pytest.mark.parametrize("prose", ["the shape (3, 2)", "`(7,)`", r"$X$ is $(2,\,1)$"])
def test_a_shape_is_checked_as_a_whole(chapter, prose):
    code = next(cell for cell in only("code", chapter.authored))
    code.source = "sizes = [1, 2, 3]\nprint((2, 3), (3,), (1, 2))"
    assert list(unshown_shapes(chapter)) == []
    only("markdown", chapter.authored)[0].source += f" {prose}"
    (complaint,) = unshown_shapes(chapter)
    assert "no cell of the chapter shows the shape (" in complaint


def test_the_complaint_names_the_closest_number(chapter):
    (complaint,) = complaints_about(chapter, "It is 0.38.", "x = [0.2, 1]", "0.386")
    assert complaint == (
        'no cell of the section "One neuron" shows 0.38 (the closest number is 0.386). '
        "Correct it, print it in a cell, or write it as a word."
    )


@pytest.mark.parametrize(
    "prose",
    [
        "W1, float32, x_0, layer2, ch04, UTF8 and Conv2D",
        "$x_0 + w_{12} + \\sum_{i=7}^{n} x_i$",
        "$x^2 + e^{-x} + 1^{12} + a^{n-7}$",
        "[a link](7_seven.ipynb#8) <https://example.org/7> https://example.org/7 <!-- 7 -->",
        '<img src="7.png" width="700">',
        "chapter 7, Chapters 7 and 8, chapters 7, 8 and 9, chapters 7 to 9",
        "7. seven\n8. eight",
        "in 2-D and 3D",
        "the `e-05` at the end",
        "Glorot and Bengio (2010), [Kingma and Ba, 2014](https://example.org)",
        "### Exercise: A layer of 7 · ●●○ · 10 minutes",
    ],
)
def test_exempt(prose):
    assert [written for written, _ in quoted(prose) if written != "1"] == []


@pytest.mark.parametrize(
    "prose, written",
    [
        ("2x", "2"),
        ("the shape `(7, 8)`", "7 8"),
        ("$0.5 \\cdot x_1 - 3$", "0.5 3"),
        ("\\frac{7}{8} or 7/8", "7 8 7 8"),
        ("$e^{-0.5}$ and $x_{0.5}$", "-0.5 0.5"),
        ("a 2-64-3 network", "2 64 3"),
        ("[the 7 rows](x.md)", "7"),
        ("in 2010, 7 (then 8).", "2010 7 8"),
        ("## 7 neurons", "7"),
        ("f(x) −7, (−8), .5", "−7 −8 .5"),
        ("### Exercise: Layer · ●●○ · 10 minutes\n\nIt has 7 neurons.\n### Exercise 8", "7 8"),
        ("An ### Exercise: of 7", "7"),
    ],
)
def test_not_exempt(prose, written):
    assert [number for number, _ in quoted(prose)] == written.split()


@pytest.mark.parametrize(
    "prose, output",
    [
        ("0.50", "0.5"),
        ("−0.5", "-0.5"),
        ("0.385", "0.38506088"),
        ("34 %", "0.34"),
        ("34%", "34"),
        ("$34\\,\\%$", "0.338"),
        ("34 percent", "0.34"),
        ("10,000", "10000"),
        ("10 000", "10,000"),
        ("$10{,}000$", "10000"),
        ("`[100 200]`", "[100 200 300]"),
        ("1e-7", "1e-07"),
        ("$10^{-7}$", "1e-07"),
        ("$3 \\cdot 10^{-5}$", "0.00003"),
        ("3.", "[1. 3.]"),
        ("12", "11.9"),
    ],
)
def test_shown_by_an_output(chapter, prose, output):
    assert complaints_about(chapter, prose, output=output) == []


@pytest.mark.parametrize(
    "prose, output",
    [
        ("0.5", "0.52"),  # one digit is not rounded
        ("0.5", "-0.5"),
        ("−0.5", "0.5"),
        ("0.386", "0.38506088"),
        ("0.3851", "0.385"),  # more digits than the page shows
        ("0.00", "0.001"),
        ("5 %", "0.052"),
        ("34", "0.34"),
        ("10,000", "10"),
        ("7,5", "5"),
        ("3", "x3"),
        ("1e-7", "1e-06"),
    ],
)
def test_not_shown_by_an_output(chapter, prose, output):
    assert len(complaints_about(chapter, prose, output=output)) == 1


@pytest.mark.parametrize(
    "code, shown",
    [
        ("x = [0.2, -3, 10_000, 1e-7]", "0.2 -3 3 10000 1e-7 4"),
        ("f(x[6], axis=7)", "6 7"),
        ('print(f"{x[6]:.9f}")', "6"),
        ("x = [[1, 2, 5], [3, 4, 5]]  # (2, 3)", "2 3"),
    ],
)
def test_shown_by_code(chapter, code, shown):
    assert complaints_about(chapter, shown.replace(" ", ", "), code) == []


@pytest.mark.parametrize("code", ['print(f"{x:.7f}")', 'x = "7"', "x7 = True", "y = 1  # chapter 7", "float7(x)"])
def test_not_shown_by_code(chapter, code):
    assert len(complaints_about(chapter, "7", code)) == 1


def test_a_comment_is_prose_too(chapter):
    assert "shows 7" in complaints_about(chapter, "Words.", "x = 1  # 7 rows")[0]
    assert complaints_about(chapter, "Words.", "x = 7  # 7 rows, as in chapter 9, x_8") == []


def test_a_number_of_another_section_does_not_count_but_in_the_summary_it_does(chapter):
    assert complaints_about(chapter, "Words.", "x = 0.7") == []
    chapter.cells[-3].source = "## Another\n\nIt is 0.7."
    assert len(list(unshown_numbers(chapter))) == 1
    chapter.cells[-3].source = "## Summary\n\nIt is 0.7."
    assert list(unshown_numbers(chapter)) == []


def test_a_cell_that_ends_one_section_and_begins_the_next_belongs_to_both(chapter):
    before = next(cell for cell in chapter.cells if "## A picture" in cell.source)
    before.source = before.source.replace("## A picture", "## A picture\n\nIt is -0.425.")
    (complaint,) = unshown_numbers(chapter)
    assert 'no cell of the section "A picture" shows -0.425' in complaint


def test_the_sentence_of_a_picture_counts_as_shown(chapter):
    drawing = next(cell for cell in chapter.cells if cell.source == "plotting.line()")
    drawing.outputs[0].data["text/plain"] = "A line without numbers, drawn in blue, from left to right."
    assert ["shows 3 (" in complaint or "shows 100 (" in complaint for complaint in unshown_numbers(chapter)] == [True]


def test_the_set_up_cell_shows_nothing(chapter):
    (setup,) = (cell for cell in chapter.cells if cell.id == "setup")
    setup.source += "\nx = 77"
    chapter.cells[1].source += " It is 77."
    assert len(list(unshown_numbers(chapter))) == 1


def test_rounding_needs_two_digits_and_goes_no_further_than_half_a_digit():
    shown = {Decimal("0.38506088")}
    texts = ["0.4", "0.38", "0.39", "0.385", "0.3850", "0.3851"]
    assert [text for text in texts if is_shown(Decimal(text), shown)] == ["0.39", "0.385", "0.3851"]


def test_a_minus_belongs_to_the_number_unless_it_subtracts():
    assert [written for written, _ in numbers_in("-1 −2 (-3) x-4 (x)-5 6-7 8 - 9")] == "-1 −2 -3 4 5 6 7 8 9".split()
