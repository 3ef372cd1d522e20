"""A few routes of the platform, for tests: what it was asked, what was sent to whom, and faults on demand."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

SECRET = "right-secret"


class FakePlatform:
    """Answers like the platform. `faults` are taken one by one by message/send before it does its work.

    A fault is an errcode, an HTTP status from 400 on as a string, or "hang".
    """

    def __init__(self) -> None:
        self.tokens: list[str] = []  # all that were given out; the last one is valid
        self.calls: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.tried: list[dict[str, Any]] = []  # every body of message/send, taken or not
        self.updates: list[dict[str, Any]] = []
        self.files: list[tuple[str, bytes]] = []
        self.menu: dict[str, Any] | None = None
        self.faults: deque[int | str] = deque()
        self.foreign = False  # whether we call from an address that is not trusted
        self.token_delay = 0.0
        self.expires_in = 7200
        self.members = {"zhangsan": ("张三", 2), "lisi": ("李四", 3)}
        self.departments = {2: "基教科", 3: "体育科"}

    async def start(self) -> None:
        app = web.Application(client_max_size=32 * 2**20)
        app.router.add_route("*", "/cgi-bin/{path:.*}", self._serve)
        self._server = TestServer(app)
        await self._server.start_server()
        self.base = str(self._server.make_url("")).rstrip("/")

    async def close(self) -> None:
        await self._server.close()

    def expire_tokens(self) -> None:
        self.tokens.append("")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.calls.append(path)
        if path == "gettoken":
            return await self._gettoken(request)
        if not self.tokens or request.query.get("access_token") != self.tokens[-1] or not self.tokens[-1]:
            return web.json_response({"errcode": 42001, "errmsg": "access_token expired"})
        answers = {
            "message/send": self._send,
            "message/update_template_card": self._update,
            "media/upload": self._upload,
            "menu/create": self._menu,
            "menu/get": self._get_menu,
            "user/get": self._user,
            "department/get": self._department,
            "agent/get": self._agent,
        }
        return await answers[path](request)

    async def _gettoken(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.token_delay)
        if request.query["corpsecret"] != SECRET:
            return web.json_response({"errcode": 40001, "errmsg": "invalid credential"})
        self.tokens.append(f"token-{len(self.tokens)}-{time.monotonic_ns()}")
        return web.json_response(
            {"errcode": 0, "errmsg": "ok", "access_token": self.tokens[-1], "expires_in": self.expires_in}
        )

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        self.tried.append(body)
        fault = self.faults.popleft() if self.faults else 0
        if fault == "hang":
            await asyncio.sleep(30)
        if isinstance(fault, str):
            return web.Response(status=int(fault), text="broken")
        if fault:
            said = "not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info"
            return web.json_response({"errcode": fault, "errmsg": said})
        self.sent.append({**body, "at": time.monotonic()})
        code = f"code-{len(self.sent)}"
        return web.json_response({"errcode": 0, "errmsg": "ok", "invaliduser": "", "response_code": code})

    async def _update(self, request: web.Request) -> web.Response:
        self.updates.append(json.loads(await request.text()))
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _upload(self, request: web.Request) -> web.Response:
        field = await (await request.multipart()).next()
        assert field is not None and field.name == "media" and request.query["type"] == "file"
        self.files.append((str(field.filename), bytes(await field.read())))
        return web.json_response({"errcode": 0, "media_id": f"media-{len(self.files)}"})

    async def _menu(self, request: web.Request) -> web.Response:
        self.menu = json.loads(await request.text())
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _get_menu(self, request: web.Request) -> web.Response:
        found = self.menu or {"errcode": 46003, "errmsg": "menu no exist"}
        return web.json_response({"errcode": 0, **found})

    async def _user(self, request: web.Request) -> web.Response:
        found = self.members.get(request.query["userid"].lower())
        if found is None:
            return web.json_response({"errcode": 60111, "errmsg": "userid not found"})
        name, department = found
        return web.json_response(
            {"errcode": 0, "name": name, "department": [1, department], "main_department": department}
        )

    async def _department(self, request: web.Request) -> web.Response:
        number = int(request.query["id"])
        department = {"id": number, "name": self.departments[number]}
        return web.json_response({"errcode": 0, "department": department})

    async def _agent(self, request: web.Request) -> web.Response:
        if self.foreign:
            said = "not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info"
            return web.json_response({"errcode": 60020, "errmsg": said})
        return web.json_response({"errcode": 0, "agentid": int(request.query["agentid"]), "name": "计划问答"})
