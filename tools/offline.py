"""Run a command with the network cut, and only if it is cut: python -m tools.offline command ...

In a network namespace of its own if the machine permits it (Linux). Else Python's sockets are refused, which does not
hold back a program in another language. Either way this machine may talk to itself, as kernels do.
"""

import os
from pathlib import Path
import socket
import subprocess
import sys

REFUSING = Path(__file__).parent / "refusing"  # its sitecustomize.py is loaded by every Python that starts
NAMESPACE = ["unshare", "--map-root-user", "--net", sys.executable, "-m", "tools.offline", "--loopback"]
PATH = os.pathsep.join(filter(None, [str(REFUSING), os.environ.get("PYTHONPATH")]))
WAYS = {"in a network namespace": (NAMESPACE, {}), "with sockets refused": ([], {"PYTHONPATH": PATH})}
# Nobody has this address and this name: they are for documentation. Next door is this machine, outside of a namespace.
TRY = """
import socket, sys

def refused(address):
    try:
        socket.create_connection(address, timeout=3).close()
    except OSError as error:
        return str(error)
server = socket.create_server(("127.0.0.1", 0))
abroad, by_name, next_door = map(refused, [("192.0.2.1", 80), ("course.example", 80), ("127.0.0.1", {port})])
cut = abroad and by_name and (next_door or "The network is cut" in abroad and "The network is cut" in by_name)
home = refused(server.getsockname())
said = f"abroad: {{abroad}}; by name: {{by_name}}; next door: {{next_door}}; home: {{home}}"
sys.exit(0 if cut and not home else said)
"""


def start(command, prefix, variables, **options):
    """Run a command behind a prefix, with more variables; return the finished process."""
    return subprocess.run([*prefix, *command], env=os.environ | variables, **options)


def failure(prefix, variables):
    """Return why the network is not cut in this way, or None if it is."""
    with socket.create_server(("127.0.0.1", 0)) as outside:
        attempt = TRY.format(port=outside.getsockname()[1])
        try:
            done = start([sys.executable, "-c", attempt], prefix, variables, capture_output=True, encoding="utf-8")
        except OSError as error:
            return str(error)
    return done.stderr.strip() or f"it ended with {done.returncode}" if done.returncode else None


def main(command, ways=WAYS):
    """Run the command in the first way that cuts the network; return its code. Stop if there is none."""
    failures = []
    for name, (prefix, variables) in ways.items():
        why = failure(prefix, variables)
        if why is None:
            print(f"The network is cut: {name}.", flush=True)
            return start(command, prefix, variables).returncode
        failures.append(f"{name}: {why}")
    sys.exit("The network cannot be cut on this machine, so nothing has been run.\n" + "\n".join(failures))


def loopback_up():
    """Switch on the interface lo, which is off in a new namespace. Linux only."""
    import fcntl
    import struct

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", b"lo", 0x1))  # SIOCSIFFLAGS, IFF_UP


if __name__ == "__main__":
    if sys.argv[1:2] == ["--loopback"]:  # inside of the namespace
        loopback_up()
        os.execvp(sys.argv[2], sys.argv[2:])
    sys.exit(main(sys.argv[1:]))
