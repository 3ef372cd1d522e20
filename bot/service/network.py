"""Ports and short HTTP requests on this machine. No proxy is asked."""

from __future__ import annotations

import errno
import http.client
import json
import socket
from typing import Any

from bot.errors import PortTaken, ServiceError


def check_port(host: str, port: int, variable: str) -> None:
    """Make sure that nobody listens on `port`; `variable` is the setting that moves it.

    Raises PortTaken; ServiceError when the address is not ours or the port needs more rights.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(
                    f"端口 {port} 已被占用",
                    f"请关掉占用它的程序（lsof -i :{port} 可查），或换一个：make run {variable}={port + 1}",
                ) from error
            if error.errno == errno.EACCES:
                raise ServiceError(
                    f"没有权限使用端口 {port}", f"请换一个 1024 以上的端口：make run {variable}=5005"
                ) from error
            raise ServiceError(
                f"不能在 {host} 上监听", "请把 HOST 设为本机的地址：127.0.0.1 只供本机，0.0.0.0 供所有人。"
            ) from error


def own_address(host: str) -> str:
    """The address at which this machine reaches a server of its own that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def fetch(
    host: str,
    port: int,
    path: str,
    message: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    *,
    timeout: float = 2.0,
) -> tuple[int, str]:
    """GET `path` from a server of this machine, or POST `message` to it as JSON. Returns status and body.

    `timeout` is in seconds. Raises OSError when there is no complete answer.
    """
    connection = http.client.HTTPConnection(own_address(host), port, timeout=timeout)
    try:
        if message is None:
            connection.request("GET", path, headers=headers or {})
        else:
            body = json.dumps(message, ensure_ascii=False).encode()
            kind = {"Content-Type": "application/json"}
            connection.request("POST", path, body, {**kind, **(headers or {})})
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


def status(host: str, port: int, path: str) -> int | None:
    """The HTTP status with which the server that listens there answers for `path`; None without an answer."""
    try:
        return fetch(host, port, path)[0]
    except OSError:
        return None
