"""No test talks to another machine: sockets reach this one only.

Loaded by `-p tests.guards`; a test that goes out fails with the address it wanted.
"""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest

LOCAL_NAMES = {"", "localhost", "testserver", socket.gethostname()}


class NetworkForbidden(AssertionError):
    """A test tried to reach another machine."""


def is_local(host: object) -> bool:
    if host is None or host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_abroad(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if not is_local(host):
        raise NetworkForbidden(
            f"A test wanted to reach {address!r}: it may only talk to this machine."
        )


def guarded(method: Callable[..., Any], position: int) -> Callable[..., Any]:
    def call(self: socket.socket, *args: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None):
            refuse_abroad(args[position])
        return method(self, *args)

    return call


def guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def call(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        refuse_abroad((name, *args[:1]))
        return lookup(host, *args, **kwargs)

    return call


def pytest_configure(config: pytest.Config) -> None:
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    for name, position in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), position))
    patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
