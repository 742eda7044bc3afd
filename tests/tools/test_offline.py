"""tools.offline cuts the network for a program and all that it starts; if it cannot, it runs nothing."""

import os
import socket
import subprocess
import sys

import nbformat
import pytest

from tools import offline

FREELY = ([], {})
NO_NAMESPACE = offline.failure(*offline.WAYS["in a network namespace"])
WAYS = [
    pytest.param(
        *offline.WAYS["in a network namespace"],
        id="namespace",
        marks=pytest.mark.skipif(bool(NO_NAMESPACE), reason=f"no network namespace here: {NO_NAMESPACE}"),
    ),
    pytest.param(*offline.WAYS["with sockets refused"], id="refused"),
]
CONNECT = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=3)"


def connection(address, prefix, variables):
    """What a program says that connects to an address: nothing if it can."""
    call = [sys.executable, "-c", CONNECT, *map(str, address)]
    done = offline.start(call, prefix, variables, capture_output=True, encoding="utf-8")
    return done.stderr.strip().split("\n")[-1]


def address_of_this_machine():
    """The address under which others see this machine, or that of the machine for itself if nobody does."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return asked.getsockname()[0]


@pytest.mark.parametrize("prefix, variables", WAYS)
def test_what_can_be_reached_freely_cannot_be_reached_when_the_network_is_cut(prefix, variables):
    host = address_of_this_machine()
    if host == "127.0.0.1" and not prefix:
        pytest.skip("this machine has no network that could be cut")
    with socket.create_server((host, 0)) as server:
        assert connection(server.getsockname(), *FREELY) == ""
        assert "Error" in connection(server.getsockname(), prefix, variables)


@pytest.mark.parametrize("prefix, variables", WAYS)
@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("course.example", 80)])
def test_neither_an_address_nor_a_name_leads_out(prefix, variables, address):
    said = connection(address, prefix, variables)
    assert "error: " in said.lower() and ("The network is cut" in said or prefix)


SENDS = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
    asked.sendto(b"", ("192.0.2.1", 9))
"""


@pytest.mark.parametrize("prefix, variables", WAYS)
def test_nothing_is_sent_without_a_connection_either(prefix, variables):
    done = offline.start([sys.executable, "-c", SENDS], prefix, variables, capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "OSError" in done.stderr


GETS_OUT = """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), timeout=3)
except OSError as error:
    print("unreachable" in str(error) or "The network is cut" in str(error))
"""


@pytest.mark.slow
@pytest.mark.parametrize("prefix, variables", WAYS)
def test_a_kernel_starts_and_its_cells_are_cut_off_too(tmp_path, prefix, variables):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(GETS_OUT)])
    nbformat.write(notebook, tmp_path / "09_test.ipynb")
    call = [sys.executable, "-m", "tools.notebooks", str(tmp_path / "09_test.ipynb")]
    assert offline.start(call, prefix, variables, capture_output=True).returncode == 0
    (cell,) = nbformat.read(tmp_path / "09_test.ipynb", as_version=4).cells
    assert cell.outputs[0].text == "True\n"


# The proof before the run


def test_where_nothing_is_cut_it_says_so():
    why = offline.failure(*FREELY)
    assert "next door: None" in why


@pytest.mark.skipif(os.name == "nt", reason="a script for a POSIX shell")
def test_an_unshare_that_cuts_nothing_is_seen_through_and_the_next_way_is_taken(tmp_path, monkeypatch, capfd):
    (tmp_path / "unshare").write_text('#!/bin/sh\nshift 6\nexec "$@"\n', encoding="utf-8")
    (tmp_path / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert offline.failure(*offline.WAYS["in a network namespace"])
    assert offline.main([sys.executable, "-c", "print('run')"]) == 0
    assert capfd.readouterr().out == "The network is cut: with sockets refused.\nrun\n"


def test_without_unshare_sockets_are_refused(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert offline.main([sys.executable, "-c", "pass"]) == 0
    assert capfd.readouterr().out == "The network is cut: with sockets refused.\n"


def test_if_no_way_cuts_the_network_nothing_is_run(tmp_path):
    target = tmp_path / "run"
    call = [sys.executable, "-c", f"open({str(target)!r}, 'wb')"]
    with pytest.raises(SystemExit, match="cannot be cut on this machine, so nothing has been run.\nas it is: abroad"):
        offline.main(call, {"as it is": FREELY})
    assert not target.exists()


def test_a_python_that_passes_over_the_refusal_is_noticed(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("", encoding="utf-8")  # another one in front of ours
    astray = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(offline.REFUSING)])}
    with pytest.raises(SystemExit, match="with sockets refused: abroad"):
        offline.main(["true"], {"with sockets refused": ([], astray)})


def test_the_code_of_the_command_is_passed_on():
    assert offline.main([sys.executable, "-c", "import sys; sys.exit(3)"]) == 3


def test_the_module_is_a_command():
    call = [sys.executable, "-m", "tools.offline", sys.executable, "-c", "print('run')"]
    done = subprocess.run(call, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and done.stdout.endswith("run\n") and done.stdout.startswith("The network is cut: ")
