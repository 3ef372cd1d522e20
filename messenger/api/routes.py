"""Takes the calls under /cgi-bin/: tokens, limits, faults, and a line in the log for each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from messenger.api import directory, files, messages
from messenger.api.call import Call
from messenger.errors import ApiError
from messenger.log import readable, without_secrets
from messenger.records import Exchange, Json

if TYPE_CHECKING:
    from messenger.platform import Platform

WRONG_JSON = "Warning: wrong json format. "


@dataclass(frozen=True)
class Method:
    verb: str
    do: Callable[[Platform, Call], Json]
    title: str
    sends: bool = False  # whether the faults of sending concern it
    needs_token: bool = True


def _fetch_token(platform: Platform, call: Call) -> Json:
    return platform.tokens.fetch(call)


METHODS = {
    "gettoken": Method("GET", _fetch_token, "取令牌", needs_token=False),
    "message/send": Method("POST", messages.send, "发送消息", sends=True),
    "message/update_template_card": Method("POST", messages.update_card, "更新卡片", sends=True),
    "media/upload": Method("POST", files.upload, "上传素材", sends=True),
    "user/get": Method("GET", directory.user_get, "读取成员"),
    "department/get": Method("GET", directory.department_get, "读取部门"),
    "department/list": Method("GET", directory.department_list, "部门列表"),
    "agent/get": Method("GET", directory.agent_get, "读取应用"),
    "getcallbackip": Method("GET", directory.callback_addresses, "回调 IP 段"),
    "get_api_domain_ip": Method("GET", directory.callback_addresses, "接口 IP 段"),
    "menu/create": Method("POST", directory.menu_create, "创建菜单"),
    "menu/get": Method("GET", directory.menu_get, "读取菜单"),
    "menu/delete": Method("GET", directory.menu_delete, "删除菜单"),
}
KINDS = {
    "text": "文本",
    "markdown": " markdown",
    "textcard": "文本卡片",
    "news": "图文",
    "template_card": "模板卡片",
    "image": "图片",
    "file": "文件",
    "voice": "语音",
    "video": "视频",
}
TOKEN_FAULTS = {"token_expired": 42001, "token_invalid": 40014}
SEND_FAULTS = {"untrusted_ip": 60020, "frequency": 45009, "concurrency": 45033, "busy": -1}


class Api:
    """The handlers; register them with `add_to`."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def add_to(self, routes: web.UrlDispatcher) -> None:
        routes.add_get("/cgi-bin/media/get", self.media_get)
        routes.add_post("/cgi-bin/aibot/response", self.respond)
        routes.add_route("*", "/cgi-bin/{name:.+}", self.call)

    async def call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        method = METHODS.get(name)
        exchange = await self._begin(request, method.title if method else name)
        if method is None:
            self._platform.log.end(exchange, 404, note="信使没有这个接口", failed=True)
            raise web.HTTPNotFound
        call = Call(dict(request.query))
        warning = await self._read(request, call, exchange)
        if method.sends:
            early = await self._broken(exchange)
            if early is not None:
                return early
        try:
            answer: Json = {"errcode": 0, "errmsg": "ok", **self._answer(name, method, request, call)}
        except ApiError as error:
            answer = error.as_json()
            answer["errmsg"] = f"{warning}{answer['errmsg']}, from ip: {request.remote}"
        if method.sends and self._platform.faults.take("lost_answer"):
            self._platform.log.end(exchange, None, answer, "故障：已处理，但应答丢失", failed=True)
            return await self._hang()
        self._platform.log.end(
            exchange, 200, without_secrets(answer), "；".join(call.notes), failed=answer["errcode"] != 0
        )
        return web.json_response(answer)

    def _answer(self, name: str, method: Method, request: web.Request, call: Call) -> Json:
        platform = self._platform
        if request.method != method.verb:
            raise ApiError(43001 if method.verb == "GET" else 43002)
        if not platform.api_limit.allows(name, platform.clock()):
            raise ApiError(45009)
        if name == "gettoken" and platform.faults.take("secret"):
            raise ApiError(40001)
        if method.needs_token:
            fault = platform.faults.first(*TOKEN_FAULTS)
            if fault:
                platform.tokens.forget(expired=fault == "token_expired")
                raise ApiError(TOKEN_FAULTS[fault])
            platform.tokens.check(call.query.get("access_token"))
        fault = platform.faults.first(*SEND_FAULTS) if method.sends else None
        if fault:
            raise ApiError(SEND_FAULTS[fault])
        return method.do(platform, call)

    async def _begin(self, request: web.Request, title: str) -> Exchange:
        query = without_secrets(dict(request.query))
        return self._platform.log.begin("from_bot", title, f"{request.method} {request.path}", query)

    async def _read(self, request: web.Request, call: Call, exchange: Exchange) -> str:
        """Read the body into the call; a warning when it is no JSON."""
        shown: object = without_secrets(call.query)
        warning = ""
        if request.content_type.startswith("multipart/"):
            call.upload = await files.read_upload(request)
            if call.upload:
                medium = f"{call.upload.name}（{len(call.upload.data)} 字节）"
                shown = {**without_secrets(call.query), "media": medium}
        elif request.method == "POST":
            text = await request.text()
            try:
                body = json.loads(text)
            except ValueError:
                body = None
            if isinstance(body, dict):
                call.body, shown = body, body
            else:
                warning, shown = WRONG_JSON, text
        exchange.request = readable(shown)
        if call.body.get("touser"):
            exchange.title = self._sending(call.body)
        return warning

    def _sending(self, body: Json) -> str:
        """What is sent to whom, in the log's words."""
        users = [self._platform.bureau.name(user) for user in str(body["touser"]).split("|")]
        more = f"等 {len(users)} 人" if len(users) > 2 else ""
        return f"发送{KINDS.get(str(body.get('msgtype')), '消息')} → {'、'.join(users[:2])}{more}"

    async def _broken(self, exchange: Exchange) -> web.StreamResponse | None:
        """The answer of a platform that is out of order; None when it is not."""
        fault = self._platform.faults.first("server_error", "hang")
        if fault == "server_error":
            self._platform.log.end(exchange, 500, note="故障：服务器出错", failed=True)
            return web.Response(status=500, text="Internal Server Error")
        if fault == "hang":
            self._platform.log.end(exchange, None, note="故障：不应答", failed=True)
            return await self._hang()
        return None

    async def _hang(self) -> web.StreamResponse:
        await asyncio.sleep(self._platform.timing.hang)
        return web.Response(status=504)

    async def media_get(self, request: web.Request) -> web.StreamResponse:
        exchange = await self._begin(request, "下载素材")
        try:
            self._platform.tokens.check(request.query.get("access_token"))
            medium = self._platform.media.get(request.query.get("media_id"))
        except ApiError as error:
            self._platform.log.end(exchange, 200, error.as_json(), failed=True)
            return web.json_response(error.as_json())
        self._platform.log.end(exchange, 200, f"{medium.name}（{len(medium.data)} 字节）")
        return files.download(medium)

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A robot's reply over a response_url (document 101138): plain JSON, no token."""
        exchange = await self._begin(request, "response_url 回复")
        call = Call(dict(request.query))
        await self._read(request, call, exchange)
        try:
            self._platform.robot.respond(call.query.get("response_code", ""), call.body)
            answer: Json = {"errcode": 0, "errmsg": "ok"}
        except ApiError as error:
            answer = error.as_json()
        self._platform.log.end(exchange, 200, answer, failed=answer["errcode"] != 0)
        return web.json_response(answer)
