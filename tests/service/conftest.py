from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.service.programs import Program
from bot.service.servers import Servers

FAKE = Path(__file__).with_name("fake_server.py")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def fake(tmp_path) -> Callable[..., Program]:
    """A program that stands for a server: fake("对话服务", "--late", "1")."""

    def make(name: str, *options: str) -> Program:
        port = free_port()
        command = [sys.executable, str(FAKE), str(port), *options]
        return Program(name, command, tmp_path / "log" / f"{port}.log", port=port, health="/")

    return make


@pytest.fixture
def serving(tmp_path) -> Callable[..., Servers]:
    """Servers of the given programs."""
    return lambda *programs: Servers(programs, dict(os.environ), tmp_path)
