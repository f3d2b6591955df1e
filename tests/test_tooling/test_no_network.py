"""No test reaches another machine."""

import socket

import pytest

from tests.guards import NetworkForbidden


def test_another_machine_is_out_of_reach():
    with pytest.raises(NetworkForbidden):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_name_elsewhere_is_not_even_looked_up():
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("voorbeeld.nl", 443)


def test_a_datagram_does_not_leave():
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(NetworkForbidden):
        sender.sendto(b"x", ("192.0.2.1", 53))


def test_this_machine_may_be_reached():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        socket.create_connection(server.getsockname(), timeout=1).close()
