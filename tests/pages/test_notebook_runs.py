"""tools.notebooks runs a chapter in this Python and stores it in one form, the same on every run."""

from jupyter_client.kernelspec import KernelSpecManager
import nbformat
import pytest

from tools import notebooks
from tools.chapters import Chapter, chapter_paths
from tools.normal import WIDGET, normal, save, text_of


def chapter_of(folder, *sources, tags=()):
    """A chapter with these code cells, all with the same tags."""
    cells = [nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources]
    path = folder / "09_test.ipynb"
    path.write_text(nbformat.v4.writes(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    return Chapter(path)


def test_a_second_run_changes_no_byte(course):
    path = chapter_paths(course)[0]
    stored = path.read_bytes()
    assert b"data:image/png" in stored and b'"-0.425\\n"' in stored
    assert notebooks.run(Chapter(path)).encode() == stored


def test_the_kernel_is_this_python_whatever_is_installed(tmp_path, monkeypatch):
    foreign = tmp_path / "kernels" / "python3"
    foreign.mkdir(parents=True)
    spec = '{"argv": ["false"], "display_name": "x", "language": "python"}'
    (foreign / "kernel.json").write_text(spec, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert KernelSpecManager().get_kernel_spec("python3").argv == ["false"]
    code = (
        f"import os, sys\nassert sys.executable == {notebooks.sys.executable!r}\n"
        f"assert os.getcwd() == {str(tmp_path)!r}\nassert os.environ['OPENBLAS_NUM_THREADS'] == '1'\n"
        "assert os.environ.get('MPLBACKEND') != 'agg'\n1 + 1"
    )
    assert '"2"' in notebooks.run(chapter_of(tmp_path, code))


def test_a_failing_cell_stops_the_run_and_leaves_the_file(tmp_path):
    chapter = chapter_of(tmp_path, "x = 1", "# divide\nx / 0")
    before = chapter.path.read_bytes()
    with pytest.raises(SystemExit) as stop:
        notebooks.main([str(chapter.path)])
    message = str(stop.value)
    assert message.startswith("09_test.ipynb, cell ") and '"# divide": ZeroDivisionError: division by zero.' in message
    assert "----> 2 x / 0" in message and "\x1b" not in message
    assert chapter.path.read_bytes() == before


def test_a_cell_that_never_ends_is_named(tmp_path):
    chapter = chapter_of(tmp_path, "while True:\n    pass")
    with pytest.raises(SystemExit, match='09_test.ipynb, cell .* "while True:": the run stopped: CellTimeoutError'):
        notebooks.run(chapter, timeout=1)


def test_check_writes_nothing_and_fails_if_a_run_shows_something_else(tmp_path, monkeypatch, capsys):
    path = chapter_of(tmp_path, "1 + 1").path
    stored = path.read_text(encoding="utf-8")
    monkeypatch.setattr(notebooks, "run", lambda chapter: stored)
    notebooks.main(["--check", str(path)])
    monkeypatch.setattr(notebooks, "run", lambda chapter: "another text")
    with pytest.raises(SystemExit, match="09_test.ipynb: a run shows other outputs or pictures than the file"):
        notebooks.main(["--check", str(path)])
    assert path.read_text(encoding="utf-8") == stored
    notebooks.main([str(path)])
    assert path.read_text(encoding="utf-8") == "another text"
    assert capsys.readouterr().out.split("\n")[0] == "09_test.ipynb: as it was"


def test_save_writes_only_what_is_new(tmp_path):
    path = tmp_path / "page.txt"
    assert [save(path, "a"), save(path, "a"), save(path, "b")] == [True, False, True]
    assert [child.name for child in tmp_path.iterdir()] == ["page.txt"]


def messy():
    """A notebook as a front end might leave it."""
    new = nbformat.v4.new_output
    outputs = [
        new("stream", text="a\n"),
        new("stream", text="b\n"),
        new("stream", name="stderr", text="c\n"),
        new("display_data", {"text/plain": "A sentence.", WIDGET: {"model_id": "1"}}),
        new("error", ename="E", evalue="e", traceback=["\x1b[31mE\x1b[39m", "File /home/x.py:1", "Cell In[1], line 1"]),
    ]
    metadata = {"tags": ["a"], "jupyter": {"source_hidden": True, "outputs_hidden": True}, "editable": False}
    code = nbformat.v4.new_code_cell("x", execution_count=7, outputs=outputs, metadata=metadata)
    twin = nbformat.v4.new_code_cell("x", metadata={"tags": [], "collapsed": False})
    prose = nbformat.v4.new_markdown_cell("text", id="kept-id")
    code["id"], twin["id"] = "not valid!", "kept-id"
    code.outputs[3]["transient"] = {"display_id": "1"}
    notebook = nbformat.from_dict({"cells": [prose, code, twin], "nbformat": 4, "nbformat_minor": 4})
    notebook.metadata = {"widgets": {}, "kernelspec": {"name": "conda"}, "course": {"seal": "0"}}
    return notebook


def test_normal_form():
    tidy = normal(messy())
    prose, code, twin = tidy.cells
    assert [prose.id, len(code.id), len(twin.id)] == ["kept-id", 8, 8] and code.id != twin.id
    assert [cell.id for cell in tidy.cells] == [cell.id for cell in normal(messy()).cells]
    assert [code.execution_count, twin.execution_count] == [1, 2]
    assert code.metadata == {"tags": ["a"], "jupyter": {"source_hidden": True}} and twin.metadata == {}
    assert [output.get("text") for output in code.outputs] == ["a\nb\n", "c\n", None, None]
    assert code.outputs[2] == {"output_type": "display_data", "data": {"text/plain": "A sentence."}, "metadata": {}}
    assert code.outputs[3].traceback == ["E", "Cell In[1], line 1"]
    assert sorted(tidy.metadata) == ["course", "kernelspec", "language_info"]
    assert tidy.metadata.kernelspec.name == "python3" and tidy.nbformat_minor == 5


def test_the_normal_form_is_its_own_normal_form():
    assert text_of(normal(normal(messy()))) == text_of(normal(messy()))
