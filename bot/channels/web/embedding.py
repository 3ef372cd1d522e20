"""Which other sites' pages may hold the chat."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse


def may_embed(origin: str, host: str, allowed: Iterable[str]) -> bool:
    """Is `origin` this server's own (`host` as the browser wrote it), or one of `allowed`?

    A `*` stands for one or more labels of the name, or for the port: https://*.example.gov.cn, http://oa:*
    """
    origin = origin.lower()
    if host and origin in (f"http://{host}", f"https://{host}"):
        return True
    return any(re.fullmatch(_pattern(one), origin) for one in allowed)


def _pattern(allowed: str) -> str:
    return re.escape(allowed.lower()).replace(r":\*", r"(:\d+)?").replace(r"\*", r"[a-z0-9.-]+")


def embedding(request: Request, allowed: Iterable[str]) -> HTTPResponse:
    """Tell a page's loader whether it may. Any page may ask; what opens is the frame's own policy."""
    origin = request.headers.get("origin", "")
    return response.json(
        {"allowed": may_embed(origin, request.host or "", allowed)},
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store", "Vary": "Origin"},
    )
