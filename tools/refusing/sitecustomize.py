"""Refuses each connection of this Python that leaves the machine, and each look-up of a name: see tools/offline.py."""

import ipaddress
import sys

NAMES = ("localhost", "", None)


def stays(host):
    """Return whether an address or a name is this machine's own."""
    host = host.decode() if isinstance(host, bytes) else host
    try:
        return host in NAMES or ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def refuse(event, arguments):
    """Called by Python before it does something: raise OSError if that is to leave the machine."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # None: a file, or a socket that is connected
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not stays(host):
        raise OSError(f"The network is cut: {event} {host}")


sys.addaudithook(refuse)
