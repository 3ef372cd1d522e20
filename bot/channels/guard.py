"""What strangers may call on the server, whichever channels it has, and whose page stands at its root."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

# Rasa's own channels without authentication: anybody could write and read as anybody.
LOCAL_CHANNELS = frozenset({"rest", "callback", "socketio"})
HARMLESS = frozenset({"health"})
CHECKED = frozenset({"web"})  # blueprints whose routes check their callers themselves
# A proxy on this machine connects from loopback on behalf of others; these headers give it away.
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")

Root = Callable[[Request], HTTPResponse]


async def guard(request: Request) -> HTTPResponse | None:
    """Middleware: a refusal for who calls what is for this machine alone, from elsewhere."""
    if _is_open(request) or is_local(request):
        return None
    return response.json(
        {"error": {"code": "local_only", "message": "此接口只供本机使用。"}}, status=403, ensure_ascii=False
    )


def _is_open(request: Request) -> bool:
    """Is the route a checked one, or a channel's with checks of its own? Unknown paths are 404 anyway."""
    if request.route is None:
        return True
    names = request.route.name.split(".")  # application, blueprint, handler
    if len(names) > 2 and names[1] in CHECKED:
        return True
    parts = request.route.path.strip("/").split("/")
    if len(parts) > 1:
        return parts[0] == "webhooks" and parts[1] not in LOCAL_CHANNELS
    return parts[0] in HARMLESS


def is_local(request: Request) -> bool:
    """Does the request come from a program on this machine: not passed on, and not from a web page?"""
    if any(name in request.headers for name in (*FORWARDED, "origin")):
        return False
    try:
        address = ipaddress.ip_address(request.ip)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


class GuardedBlueprint(Blueprint):
    """A blueprint that also takes over the server's root and guards the application that it is put into.

    Under `rasa run`, Rasa registers a greeting at `/` before any channel, and its HTTP API answers whoever
    asks. Middleware of the application is the one place that comes before both.
    """

    def __init__(self, name: str, root: Root) -> None:
        super().__init__(name)
        self.ctx.root = root

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, options)
        app.register_middleware(self._at_root, "request")
        app.register_middleware(guard, "request")

    async def _at_root(self, request: Request) -> HTTPResponse | None:
        return self.ctx.root(request) if request.path == "/" and request.method == "GET" else None
