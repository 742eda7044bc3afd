"""What an explorer leaves on the page for the time when its kernel is gone, and what a screen reader is told."""

from types import SimpleNamespace

import nbformat
import pytest

from nnfs_helpers.explorers.layer import LayerProducts
from nnfs_helpers.explorers.machinery import asleep
from tests.explorers.test_explorer_base import Dot
from tools.normal import normal


@pytest.fixture
def outputs(monkeypatch):
    """The bundles that are displayed on a page with somebody there."""
    bundles = []
    page = SimpleNamespace(kernel=SimpleNamespace(_allow_stdin=True))
    monkeypatch.setattr(asleep, "get_ipython", lambda: page)
    monkeypatch.setattr(asleep, "display", lambda bundle, raw: bundles.append(bundle))
    monkeypatch.delenv("VSCODE_PID", raising=False)
    return SimpleNamespace(bundles=bundles, page=page)


def show(explorer):
    """Display as Jupyter does: the method shows what it has, and NotImplementedError asks for the rest."""
    with pytest.raises(NotImplementedError):
        explorer._ipython_display_()
    return explorer._repr_mimebundle_()[0]


def test_the_live_view_and_the_words_have_outputs_of_their_own_before_the_picture(outputs):
    dot = Dot()
    picture = show(dot)
    view, words = outputs.bundles
    assert view[asleep.WIDGET_VIEW]["model_id"] == dot.view.model_id and set(view) == {asleep.WIDGET_VIEW}
    assert set(words) == {"text/html"} and f"The dot is at 1. <b>{asleep.WAKE}</b>" in words["text/html"]
    assert set(picture) == {"text/plain", "image/png"}


def test_a_program_that_runs_the_cell_gets_the_picture_alone(outputs):
    outputs.page.kernel._allow_stdin = False
    assert set(show(Dot())) == {"text/plain", "image/png"} and outputs.bundles == []


def test_vs_code_gets_the_live_view_beside_the_picture(outputs, monkeypatch):
    monkeypatch.setenv("VSCODE_PID", "1")
    assert set(show(Dot())) == {"text/plain", "image/png", asleep.WIDGET_VIEW} and outputs.bundles == []


def test_a_sentence_with_marks_of_html_is_escaped():
    assert "3 &lt; 4 &amp; 5" in asleep.words("3 < 4 & 5")


def test_a_chapter_stores_neither_the_live_view_nor_the_words(outputs):
    picture = show(Dot())
    picture.pop("image/png")
    stored = [nbformat.v4.new_output("display_data", data) for data in (*outputs.bundles, picture)]
    other = nbformat.v4.new_output("display_data", {"text/html": "<p>mine</p>"})
    cell = nbformat.v4.new_code_cell("Dot()", outputs=[*stored, other])
    kept = normal(nbformat.v4.new_notebook(cells=[cell])).cells[0].outputs
    assert [output.data for output in kept] == [{"text/plain": "The dot is at 1."}, {"text/html": "<p>mine</p>"}]


def test_the_sentence_is_told_at_the_pause_and_not_while_play_runs():
    layer = LayerProducts([1.0, 2.0], [[0.5, -1.0], [1.0, 1.0]], [0.0, 1.0])
    player, told = layer.controls["play"], []
    layer.page.observe(lambda change: told.append('aria-live="off"' not in change.new), "value")
    player.playing = True
    player.value += 1
    player.value += 1
    assert len(told) >= 2 and not any(told)
    player.playing = False
    assert told[-1] and sum(told) == 1


def test_no_tooltip_is_missing():
    dot = Dot()
    assert [control.tooltip for control in dot.controls.values()] == ["place", "home"] and dot.page.tooltip == ""
