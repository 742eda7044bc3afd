"""The bar of a long training: seen by a person who waits, and by nobody and nothing else."""

import asyncio
import io
import subprocess
import sys
from types import ModuleType, SimpleNamespace

from nbclient import NotebookClient
import nbformat
import numpy as np
import pytest

from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD
from nnfs_helpers.support.progress import progress, somebody_watches
from tools.chapters import ROOT

X, Y = np.eye(2), [0, 1]


class Terminal(io.StringIO):
    """A place for messages that says it is a terminal."""

    def isatty(self):
        return True


class Clock:
    """A clock that stands still until it is moved."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """tqdm's clock, moved by the tests."""
    clock = Clock()
    monkeypatch.setattr("tqdm.std.time", clock)
    return clock


def in_terminal(monkeypatch):
    """A terminal in the place of the messages of this Python. (In a fixture it would be too early for pytest.)"""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    return terminal


class Slow(SGD):
    """Steps that take some time on a clock."""

    def __init__(self, clock, seconds):
        super().__init__(0.1)
        self.clock, self.seconds = clock, seconds

    def update(self, *arguments):
        self.clock.now += self.seconds
        super().update(*arguments)


# In a terminal


def test_after_a_second_a_terminal_shows_how_far_the_training_is_and_its_last_loss(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)
    shown, losses = [], []
    for epoch in progress(10, losses):
        shown.append(terminal.getvalue())
        losses.append(0.5 + epoch)
        clock.now += 0.3
    assert shown[:4] == [""] * 4
    assert "4/10" in shown[4] and "loss 3.5000" in shown[4]
    assert "9/10" in shown[9] and "loss 8.5000" in shown[9]


def test_fit_shows_the_bar(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)
    losses = Network([Dense(2, 2)]).fit(X, Y, Slow(clock, 0.3), epochs=6)
    assert f"5/6 [00:01<00:00,  3.33epoch/s, loss {losses[4]:.4f}]" in terminal.getvalue()


def test_a_training_of_less_than_a_second_shows_nothing(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)
    Network([Dense(2, 2)]).fit(X, Y, Slow(clock, 0.3), epochs=3)
    assert terminal.getvalue() == ""


def test_at_the_end_the_line_is_empty_again(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)
    Network([Dense(2, 2)]).fit(X, Y, Slow(clock, 0.5), epochs=6)
    *_, last, end = terminal.getvalue().split("\r")
    assert "epoch" in terminal.getvalue() and last.strip() == end == ""


def test_a_training_that_fails_takes_its_bar_away(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)

    class Failing(Slow):
        def update(self, *arguments):
            super().update(*arguments)
            if self.steps == 6:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Network([Dense(2, 2)]).fit(X, Y, Failing(clock, 0.5), epochs=10)
    *_, last, end = terminal.getvalue().split("\r")
    assert "epoch" in terminal.getvalue() and last.strip() == end == ""


def test_a_bar_changes_nothing_in_what_is_computed(clock, monkeypatch):
    terminal = in_terminal(monkeypatch)
    watched, alone = (Network([Dense(2, 2, np.random.RandomState(0))]) for _ in range(2))
    losses = watched.fit(X, Y, Slow(clock, 0.5), epochs=6)
    assert terminal.getvalue()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert alone.fit(X, Y, SGD(0.1), epochs=6) == losses
    assert watched.parameters.tobytes() == alone.parameters.tobytes()


def test_where_messages_go_into_a_file_nobody_watches(clock, monkeypatch, capsys):
    file = io.StringIO()
    terminal = in_terminal(monkeypatch)
    assert somebody_watches()
    monkeypatch.setattr(sys, "stderr", file)
    assert not somebody_watches()
    Network([Dense(2, 2)]).fit(X, Y, Slow(clock, 0.5), epochs=6)
    assert file.getvalue() == terminal.getvalue() == capsys.readouterr().out == ""


def test_without_a_place_for_messages_nobody_watches(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert not somebody_watches()
    assert len(Network([Dense(2, 2)]).fit(X, Y, SGD(0.1), epochs=3)) == 3


@pytest.mark.parametrize("epochs", [1, 5])
def test_watched_or_not_every_epoch_comes_once(epochs, clock, monkeypatch):
    in_terminal(monkeypatch)
    assert list(progress(epochs, [])) == list(range(epochs))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(progress(epochs, [])) == list(range(epochs))


# In a notebook


def shell_of(parent):
    """A stand-in for IPython in a kernel whose front end has sent this message."""
    ipython = ModuleType("IPython")
    kernel = SimpleNamespace(get_parent=lambda: parent)
    ipython.get_ipython = lambda: SimpleNamespace(kernel=kernel)
    return ipython


@pytest.mark.parametrize(
    "parent, watched",
    [
        ({"content": {"code": "fit()", "allow_stdin": True}}, True),
        ({"content": {"code": "fit()", "allow_stdin": False}}, False),
        ({"content": {"code": "fit()"}}, False),
        ({}, False),
    ],
)
def test_in_a_kernel_a_front_end_that_can_answer_a_question_has_a_person_before_it(parent, watched, monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", shell_of(parent))
    for stderr in Terminal(), io.StringIO(), None:
        monkeypatch.setattr(sys, "stderr", stderr)
        assert somebody_watches() is watched


@pytest.mark.parametrize("shell", [None, SimpleNamespace()])
def test_ipython_without_a_kernel_is_a_terminal_like_any_other(shell, monkeypatch):
    in_terminal(monkeypatch)
    ipython = ModuleType("IPython")
    ipython.get_ipython = lambda: shell
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    assert somebody_watches()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not somebody_watches()


CELL = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD

class Slow(SGD):
    def update(self, *arguments):
        time.sleep(0.2)

losses = Network([Dense(2, 2)]).fit([[1, 0], [0, 1]], [0, 1], Slow(), epochs=8)
"""


def test_a_program_that_runs_a_notebook_stores_no_bar_and_a_person_at_the_same_kernel_sees_one():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in (CELL, "len(losses)")])
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(ROOT)}})
    seen = []

    async def as_a_program_and_as_a_person():
        async with client.async_setup_kernel():
            for number, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, number)
            run = client.kc.execute_interactive(CELL, allow_stdin=True, output_hook=seen.append, timeout=60)
            await run

    asyncio.run(as_a_program_and_as_a_person())
    assert notebook.cells[0].outputs == []
    assert notebook.cells[1].outputs[0].data["text/plain"] == "8"
    shown = [message["content"]["data"] for message in seen if message["msg_type"] == "display_data"]
    assert ["application/vnd.jupyter.widget-view+json" in data for data in shown] == [True]


# What it costs


def test_tqdm_is_loaded_only_when_somebody_watches():
    code = """
import sys
from nnfs_helpers.layers import Dense
from nnfs_helpers.network import Network
from nnfs_helpers.optim import SGD
print("tqdm" in sys.modules)
Network([Dense(2, 2)]).fit([[1, 0], [0, 1]], [0, 1], SGD(), epochs=3)
print("tqdm" in sys.modules, "IPython" in sys.modules)
sys.stderr.isatty = lambda: True
Network([Dense(2, 2)]).fit([[1, 0], [0, 1]], [0, 1], SGD(), epochs=3)
print("tqdm" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout.split() == ["False", "False", "False", "True"] and done.stderr == ""
