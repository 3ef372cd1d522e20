"""Reading what a page sends, and saying no in one shape: `{"error": {"code", "message"}}`."""

from __future__ import annotations

import json
from typing import Any

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

COOKIE = "plan_chat"
COOKIE_SECONDS = 180 * 24 * 3600


class Refused(Exception):
    """A request that is not served. `message` is shown to the user."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message, **more}}

    def response(self) -> HTTPResponse:
        return response.json(self.body, status=self.status, ensure_ascii=False)


async def read_object(request: Request, limit: int) -> dict[str, Any]:
    """The JSON object in the body, of at most `limit` bytes. The route must be a streaming one.

    The content type must be JSON: a form of a foreign page cannot send that without asking first.
    Raises Refused.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused(415, "not_json", "请求的格式不对，应为 JSON。")
    body = bytearray()
    async for chunk in request.stream:
        body += chunk
        if len(body) > limit:
            raise Refused(413, "too_large", "发送的内容太大。")
    try:
        value = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Refused(400, "not_json", "请求的格式不对，应为 JSON。") from None
    if not isinstance(value, dict):
        raise Refused(400, "not_json", "请求的格式不对，应为 JSON 对象。")
    return value


def text_of(body: dict[str, Any], key: str, limit: int, required: bool = False) -> str:
    """A string field without the white space around it. Raises Refused when it is not one, or too long."""
    value = body.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise Refused(400, "bad_field", f"{key} 应为文字。")
    value = value.strip()
    if len(value) > limit:
        raise Refused(400, "bad_field", f"{key} 最多 {limit} 个字符。")
    if required and not value:
        raise Refused(400, "bad_field", f"缺少 {key}。")
    return value


def ticket_of(request: Request) -> str | None:
    """The ticket that came with the request; the header of an embedded chat goes before the cookie."""
    scheme, _, ticket = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and ticket:
        return str(ticket.strip())
    cookie = request.cookies.get(COOKIE)
    return str(cookie) if cookie else None


def set_ticket(request: Request, answer: HTTPResponse, ticket: str) -> None:
    """Give the browser the ticket, where no script can read it."""
    answer.cookies[COOKIE] = ticket
    cookie = answer.cookies[COOKIE]
    cookie["path"] = "/"
    cookie["httponly"] = True
    cookie["samesite"] = "Lax"
    cookie["max-age"] = COOKIE_SECONDS
    if "https" in (request.scheme, request.headers.get("x-forwarded-proto")):
        cookie["secure"] = True
