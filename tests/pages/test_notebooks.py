"""What nbval cannot see on the pages; and that each guard sees what it is for, on a copy of a good chapter."""

import base64
from io import BytesIO

from PIL import Image
import pytest

from tools import guards
from tools.chapters import PNG, Chapter, chapter_paths, only, png_of
from tools.notebooks import text_of

REAL = chapter_paths()
CORE = ["neuron", "layer", "batch", "activations", "loss", "backprop"]


def test_the_core_chapters_are_there_in_order_and_no_number_is_taken_twice():
    assert [path.stem[3:] for path in REAL if path.stem[3:] in CORE] == CORE
    numbers = [Chapter(path).number for path in REAL]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("guard", guards.GUARDS, ids=lambda guard: guard.__name__)
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_chapter(path, guard):
    complaints = list(guard(Chapter(path)))
    assert not complaints, "\n".join(complaints)


SPOILED = []


def breaks(guard, complaint):
    """Register a function that spoils a good chapter, the guard that must notice, and words of its complaint."""
    return lambda spoil: SPOILED.append(pytest.param(spoil, guard, complaint, id=spoil.__name__)) or spoil


def cell_with(chapter, text):
    """The first code cell that contains the text."""
    return next(cell for cell in only("code", chapter.cells) if text in cell.source)


def printing(chapter):
    """The cell that prints."""
    return cell_with(chapter, "print(")


def drawing(chapter):
    """The cell that draws."""
    return cell_with(chapter, "plotting.line()")


def image(chapter):
    """The data of the picture's output."""
    return drawing(chapter).outputs[0].data


def put(chapter, file):
    """Put another file (text in base64) in the place of the picture."""
    image(chapter)["text/html"] = PNG.sub(rf"\g<1>{file}", image(chapter)["text/html"])


def png(size, colour=None):
    """A PNG as notebooks store it: of one colour, or noise."""
    raw = BytesIO()
    picture = Image.new("RGB", size, colour) if colour else Image.effect_noise(size, 50)
    picture.save(raw, format="png")
    return base64.b64encode(raw.getvalue()).decode()


@breaks(guards.run_in_order, "its count is None, not 2")
def a_cell_never_ran(chapter):
    only("code", chapter.cells)[1].execution_count = None


@breaks(guards.run_in_order, "its count is 7, not 3")
def a_cell_ran_again(chapter):
    only("code", chapter.cells)[2].execution_count = 7


@breaks(guards.run_in_order, "the cell is empty")
def a_cell_is_empty(chapter):
    only("code", chapter.cells)[2].source = "\n"


@breaks(guards.checks_hold, 'it prints "hidden weights agree: False"')
def a_check_has_failed(chapter):
    printing(chapter).outputs[0].text = "hidden weights agree: False\n"


@breaks(guards.in_normal_form, "metadata is not as make notebooks writes it")
def the_kernel_is_foreign(chapter):
    chapter.notebook.metadata.kernelspec.name = "conda-env-base"


@breaks(guards.in_normal_form, "metadata is not as make notebooks writes it")
def a_python_version_is_stored(chapter):
    chapter.notebook.metadata.language_info.version = "3.11.7"


@breaks(guards.in_normal_form, "metadata is not as make notebooks writes it")
def widget_state_is_stored(chapter):
    chapter.notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {}}


@breaks(guards.in_normal_form, "outputs: not as make notebooks writes it")
def a_widget_view_is_stored(chapter):
    image(chapter)["application/vnd.jupyter.widget-view+json"] = {"model_id": "1"}


@breaks(guards.in_normal_form, "outputs: not as make notebooks writes it")
def a_traceback_names_a_file(chapter):
    cell_with(chapter, "[] + 1").outputs[0].traceback.insert(2, "File /home/ada/course/nnfs_helpers/layers.py:20")


@breaks(guards.in_normal_form, "outputs: not as make notebooks writes it")
def a_stream_is_in_two_parts(chapter):
    printing(chapter).outputs.append(printing(chapter).outputs[0])


@breaks(guards.in_normal_form, "metadata: not as make notebooks writes it")
def a_cell_is_collapsed(chapter):
    chapter.cells[3].metadata["collapsed"] = True


@breaks(guards.in_normal_form, "id: not as make notebooks writes it")
def two_cells_have_one_id(chapter):
    chapter.cells[4].id = chapter.cells[3].id


@breaks(guards.in_normal_form, "nbformat_minor is not as make notebooks writes it")
def the_format_is_old(chapter):
    chapter.notebook.nbformat_minor = 2


@breaks(guards.in_normal_form, "formatted in another way")
def the_file_is_indented_differently(chapter):
    chapter.path = chapter.path.parents[1] / "indented.ipynb"
    chapter.path.write_text(text_of(chapter.notebook).replace("\n ", "\n  "), encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "interact(draw, step=(1, 9))",
        "interactive(draw)",
        "box = widgets.Output()",
        "clear_output(wait=True)",
        "update_display(figure, display_id=1)",
        "set_matplotlib_formats('svg')",
        "plt.show()",
        "start = time.time()",
        "from time import perf_counter",
        "# NBVAL_IGNORE_OUTPUT",
        "nnfs.init()",
        "%matplotlib inline",
        "!pip install nnfs",
    ],
)
def test_forbidden_in_source(chapter, line):
    printing(chapter).source += f"\n{line}"
    (complaint,) = guards.no_foul_source(chapter)
    assert "is forbidden: " in complaint


@breaks(guards.no_foul_source, "the tag nbval-skip is forbidden")
def a_cell_is_skipped(chapter):
    printing(chapter).metadata["tags"] = ["nbval-skip"]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("<function f at 0x7f3a5c2d1e10>", "an address"),
        ("<Dense object at 12>", "an address"),
        ("see /home/anna/course", "a path"),
        ("see /tmp/x.py", "a path"),
        ("lib/site-packages/numpy", "a path"),
        ("took 12.5 ms", "a timing"),
        ("done in 3 seconds", "a timing"),
        ("2026-11-21", "a date"),
        ("at 12:30:05", "a date"),
        ("NumPy 2.4.6", "a version"),
        ("RuntimeWarning: overflow", "a warning"),
        ("[np.float64(0.5)]", "a bare NumPy scalar"),
        ("np.True_", "a bare NumPy scalar"),
        ("[0.1 0.2 ... 0.8 0.9]", "an array cut short"),
        ("[[1, 2],\n ...,\n [3, 4]]", "an array cut short"),
    ],
)
def test_unstable_in_an_output(chapter, text, reason):
    printing(chapter).outputs[0].text = text
    (complaint,) = guards.stable_text(chapter)
    assert f"looks like {reason}" in complaint


@pytest.mark.parametrize("text", ["○ not yet: replace the ... by your code.", "3 samples", "0.69 at step 10", "[-0.5]"])
def test_stable_in_an_output(chapter, text):
    printing(chapter).outputs[0].text = text
    assert list(guards.stable_text(chapter)) == []


@breaks(guards.stable_text, "a path of one machine")
def the_prose_names_a_home_folder(chapter):
    chapter.cells[1].source += " See /home/anna/course."


@breaks(guards.stable_text, "it writes to stderr")
def a_cell_writes_to_stderr(chapter):
    printing(chapter).outputs[0].name = "stderr"


@breaks(guards.roomy_outputs, "41 lines of text are below it")
def a_cell_prints_too_much(chapter):
    printing(chapter).outputs[0].text = "a line\n" * 41


@breaks(guards.roomy_outputs, "an output has 101 lines")
def a_table_is_too_long(chapter):
    image(chapter)["text/html"] = "<br>\n" * 101


@breaks(guards.outputs_are_stored, "no output is stored")
def a_printed_line_is_not_stored(chapter):
    printing(chapter).outputs = []


@breaks(guards.outputs_are_stored, "no output is stored")
def a_value_is_not_stored(chapter):
    cell_with(chapter, "inputs = ").source += "\ninputs[0] * 2"


@breaks(guards.errors_are_meant, "it is tagged raises-exception, but no error is stored")
def a_meant_error_is_gone(chapter):
    cell_with(chapter, "[] + 1").outputs = []


@breaks(guards.errors_are_meant, "an error is stored below it")
def an_error_is_not_meant(chapter):
    del cell_with(chapter, "[] + 1").metadata["tags"]


@breaks(guards.pictures_are_pictures, "it should show one picture, but shows 0")
def the_picture_is_gone(chapter):
    image(chapter)["text/html"] = "<p>A line.</p>"


@breaks(guards.pictures_are_pictures, "it should show one picture, but shows 2")
def the_picture_is_there_twice(chapter):
    drawing(chapter).outputs *= 2


@breaks(guards.pictures_are_pictures, "cannot be read")
def the_picture_is_cut(chapter):
    put(chapter, png_of(drawing(chapter).outputs[0])[:4000])


@breaks(guards.pictures_are_pictures, "cannot be read")
def the_picture_is_text(chapter):
    put(chapter, base64.b64encode(b"a picture" * 500).decode())


@breaks(guards.pictures_are_pictures, "nearly empty")
def the_picture_is_tiny(chapter):
    put(chapter, png((9, 9)))


@breaks(guards.pictures_are_pictures, "one colour only")
def the_picture_is_blank(chapter):
    put(chapter, png((1500, 1500), "white"))


@breaks(guards.pictures_are_pictures, "must be a sentence")
def the_text_alternative_is_a_repr(chapter):
    image(chapter)["text/plain"] = "<Figure size 640x480 with 1 Axes, which is no sentence>."


@breaks(guards.pictures_are_pictures, "must be a sentence")
def the_text_alternative_is_short(chapter):
    image(chapter)["text/plain"] = "A line."


@breaks(guards.pictures_are_pictures, "must be a sentence")
def the_text_alternative_is_missing(chapter):
    del image(chapter)["text/plain"]


@breaks(guards.pictures_are_pictures, "alt text")
def the_alt_text_is_another(chapter):
    image(chapter)["text/html"] = image(chapter)["text/html"].replace('alt="A', 'alt="Not a')


@breaks(guards.pictures_are_pictures, "alt text")
def the_picture_has_no_alt_text(chapter):
    image(chapter)["text/html"] = image(chapter)["text/html"].replace("alt=", "title=")


@breaks(guards.one_setup_cell, "must be the set-up cell")
def the_setup_cell_is_gone(chapter):
    chapter.cells.remove(only("code", chapter.cells)[0])


@breaks(guards.one_setup_cell, "must be the set-up cell")
def code_comes_before_the_setup_cell(chapter):
    chapter.cells.insert(1, printing(chapter))


@breaks(guards.all_written, "TO WRITE is left of the skeleton")
def the_question_is_not_written(chapter):
    chapter.cells[1].source += "\n\nTO WRITE: what the reader needs."


@breaks(guards.sealed, "was changed after it was run")
def the_prose_is_edited(chapter):
    chapter.cells[1].source += " Really."


@pytest.mark.parametrize("spoil, guard, complaint", SPOILED)
def test_guard_sees_that(chapter, spoil, guard, complaint):
    assert list(guard(chapter)) == []
    spoil(chapter)
    complaints = list(guard(chapter))
    assert any(complaint in found for found in complaints), complaints
    assert all(found.startswith("01_neuron.ipynb") for found in complaints)


@breaks(guards.typed_numbers, '"Chapter 2" will be wrong when a chapter moves')
def a_chapter_is_named_and_not_linked(chapter):
    only("markdown", chapter.authored)[0].source += " [Chapter 3](03_batch.ipynb) goes on. Chapter 2 has more."


def test_every_guard_is_tried():
    assert {param.values[1] for param in SPOILED} == set(guards.GUARDS)
