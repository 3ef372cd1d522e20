from __future__ import annotations

import socket

import pytest

from bot.errors import PortTaken, ServiceError
from bot.service.network import check_port, fetch, own_address, status


def test_a_free_port_is_free(port):
    check_port("127.0.0.1", port, "PORT")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_named_with_a_way_out(port, host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(PortTaken, match=f"端口 {port} 已被占用") as told:
            check_port(host, port, "ACTION_PORT")
    assert f"make run ACTION_PORT={port + 1}" in told.value.advice


def test_a_foreign_address_is_refused(port):
    with pytest.raises(ServiceError, match=r"192\.0\.2\.1"):
        check_port("192.0.2.1", port, "PORT")


def test_nobody_there_is_no_answer(port):
    assert status("127.0.0.1", port, "/") is None
    with pytest.raises(OSError):
        fetch("127.0.0.1", port, "/")


def test_a_server_that_speaks_no_http_is_no_answer(port):
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        with pytest.raises(OSError):
            fetch("127.0.0.1", port, "/", timeout=0.3)


def test_a_proxy_is_never_asked(port, monkeypatch, fake, serving):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    program = fake("对话服务")
    with serving(program) as servers:
        servers.wait_until_ready(20)
        assert fetch("127.0.0.1", program.port, "/")[0] == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1"), ("10.0.0.7", "10.0.0.7")],
)
def test_an_open_server_is_reached_on_loopback(host, own):
    assert own_address(host) == own
