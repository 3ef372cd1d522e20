"""The platform's calls to our server: read with a limit, opened, and refused without a word of why."""

from __future__ import annotations

import asyncio
import logging

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.wecom.crypto import Envelope
from bot.errors import BadCallback

log = logging.getLogger(__name__)
ANSWER_SECONDS = 0.5  # the platform wants an answer within 1 s, and gives up and repeats after 5
_DISCARD = 32 * 2**20  # bytes that are read and thrown away, so that the sender hears that it is refused


def refuse_quietly(door: Blueprint) -> None:
    """Answer calls that are not the platform's with 4xx and nothing else; the log says what was wrong."""

    @door.exception(BadCallback)  # type: ignore[untyped-decorator]
    async def refuse(request: Request, error: BadCallback) -> HTTPResponse:
        log.warning("WeCom: a call from %s to %s was refused: %s", request.ip, request.path, error)
        return response.text("refused", status=error.status)


async def body_of(request: Request, limit: int) -> bytes:
    """The body of a streaming route, of at most `limit` bytes. Raises BadCallback."""
    body = bytearray()
    size = 0
    assert request.stream is not None, "the route does not stream"
    async for chunk in request.stream:
        size += len(chunk)
        if size > _DISCARD:
            break
        if size <= limit:
            body += chunk
    if size > limit:
        raise BadCallback(f"内容超过 {limit} 字节", status=413)
    return bytes(body)


def verified(request: Request, envelope: Envelope) -> HTTPResponse:
    """The answer to the platform's check of the address: the decrypted echo and nothing else."""
    # A + that was not escaped arrives as a space, and base64 has none.
    echo = _argument(request, "echostr").replace(" ", "+")
    return response.raw(opened(request, envelope, echo), content_type="text/plain; charset=utf-8")


def opened(request: Request, envelope: Envelope, encrypted: str) -> bytes:
    """What was encrypted, its signature being in the request's address. Raises BadCallback."""
    return envelope.open(
        _argument(request, "msg_signature"),
        _argument(request, "timestamp"),
        _argument(request, "nonce"),
        encrypted,
    )


async def wait_a_little(task: asyncio.Task[bool] | None) -> None:
    """Wait for the task, but not so long that the platform gives up; it goes on in any case."""
    if task is not None:
        await asyncio.wait({task}, timeout=ANSWER_SECONDS)


def _argument(request: Request, name: str) -> str:
    value = request.args.get(name)
    if not value:
        raise BadCallback(f"网址里没有 {name}")
    return str(value)
