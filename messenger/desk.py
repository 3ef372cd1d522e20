"""What the page can ask for: JSON under /app/, for pages of this server only."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from typing import Any

from aiohttp import BodyPartReader, web

from messenger.api.files import download
from messenger.application import Press
from messenger.errors import ApiError
from messenger.media import LARGEST, picture_type
from messenger.platform import Platform
from messenger.records import APP, ROBOT, Json, Message

TEXT_LETTERS = 5000
HEARTBEAT = 15.0  # seconds of silence after which the page is told that all is well
VOICE = b"#!AMR\n" + bytes(32)  # a recording of silence, in the format that the platform takes
INSTANCE = secrets.token_hex(8)  # a page that sees another one starts afresh


def refuse(reason: str) -> web.HTTPException:
    return web.HTTPBadRequest(
        text=json.dumps({"problem": reason}, ensure_ascii=False), content_type="application/json"
    )


class Desk:
    """The handlers of the page's requests; register them with `add_to`."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def add_to(self, routes: web.UrlDispatcher) -> None:
        routes.add_get("/app/world", self.world)
        routes.add_get("/app/events", self.events)
        routes.add_get("/media/{id}", self.medium)
        routes.add_get("/sealed/{ticket}", self.sealed)
        for path, handler in {
            "say": self.say,
            "file": self.file,
            "enter": self.enter,
            "menu": self.menu,
            "press": self.press,
            "rate": self.rate,
            "fault": self.fault,
            "verify": self.verify,
            "robot": self.robot,
            "clear": self.clear,
        }.items():
            routes.add_post(f"/app/{path}", handler)

    async def world(self, request: web.Request) -> web.Response:
        """Everything that a page needs to begin with."""
        platform = self._platform
        return web.json_response(
            {
                "instance": INSTANCE,
                "bureau": platform.bureau.as_json(),
                "bot": platform.bot,
                "menu": platform.menu,
                "status": platform.status(),
                "faults": platform.faults.as_json(),
                "messages": [message.as_json() for message in platform.conversations.all()],
                "log": [exchange.as_json() for exchange in platform.log.all()],
            }
        )

    async def events(self, request: web.Request) -> web.StreamResponse:
        """News as server-sent events."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        with self._platform.hub.listen() as news, contextlib.suppress(ConnectionResetError):  # page closed
            item: Json | None = {"kind": "hello", "instance": INSTANCE}
            while item is not None:
                await response.write(f"data: {json.dumps(item, ensure_ascii=False)}\n\n".encode())
                try:
                    item = await asyncio.wait_for(news.get(), HEARTBEAT)
                except asyncio.TimeoutError:
                    item = {"kind": "beat"}
        return response

    async def _body(self, request: web.Request) -> Json:
        try:
            body: Any = await request.json()
        except ValueError as error:
            raise refuse("请求不是 JSON") from error
        if not isinstance(body, dict):
            raise refuse("请求不是 JSON 对象")
        return body

    def _place(self, body: Json) -> tuple[str, str]:
        """Who speaks, and in which chat."""
        user, chat = str(body.get("user")), str(body.get("chat"))
        if user not in self._platform.bureau.readers(chat):
            raise refuse("没有这个会话，或此人不在会话里")
        return user, chat

    async def say(self, request: web.Request) -> web.Response:
        """A text, a place or a voice."""
        body = await self._body(request)
        user, chat = self._place(body)
        kind = body.get("kind", "text")
        content = body.get("body")
        if kind not in ("text", "location", "voice") or not isinstance(content, dict):
            raise refuse("只能发文本、位置和语音")
        if kind != "location":
            text = content.get("content")
            if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LETTERS:
                raise refuse(f"请输入 1 到 {TEXT_LETTERS} 个字")
        if kind == "voice":
            content = {**content, "media_id": self._platform.media.add("voice", "voice.amr", VOICE).id}
        return await self._sent(user, chat, kind, content)

    async def _sent(self, user: str, chat: str, kind: str, content: Json) -> web.Response:
        place = chat.partition(":")[0]
        try:
            if place == "app":
                message = await self._platform.app.say(user, kind, content)
            elif place == "direct":
                message = self._platform.conversations.add(chat, user, kind, content)
            else:
                message = await self._platform.robot.say(user, chat, kind, content)
        except ApiError as error:
            raise refuse(error.message) from error
        return web.json_response({"id": message.id})

    async def file(self, request: web.Request) -> web.Response:
        """A picture or any other file."""
        reader = await request.multipart()
        fields: dict[str, str] = {}
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise refuse("请求的格式不对")
            if part.name != "file":
                fields[str(part.name)] = await part.text()
                continue
            data = bytes(await part.read(decode=False))
            user, chat = self._place(fields)
            kind = "image" if picture_type(data) and len(data) <= LARGEST["image"] else "file"
            try:
                medium = self._platform.media.add(kind, part.filename or "文件", data)
            except ApiError as error:
                raise refuse(error.message) from error
            content = {"media_id": medium.id, "name": medium.name, "size": len(data)}
            return await self._sent(user, chat, kind, content)
        raise refuse("没有文件")

    async def enter(self, request: web.Request) -> web.Response:
        """A member opens a chat with the application or the robot."""
        user, chat = self._place(await self._body(request))
        if chat.startswith("app:"):
            self._platform.app.event(user, "enter_agent")
        elif chat.startswith("robot:"):
            self._platform.robot.enter(user)
        return web.json_response({})

    async def menu(self, request: web.Request) -> web.Response:
        """A member presses a button of the application's menu."""
        body = await self._body(request)
        user, key = str(body.get("user")), str(body.get("key"))
        if not self._platform.bureau.member(user):
            raise refuse("没有这个人")
        event = "view" if body.get("type") == "view" else "click"
        self._platform.app.event(user, event, key)
        return web.json_response({})

    def _message(self, body: Json, sender: str | None = None) -> tuple[str, Message]:
        message = self._platform.conversations.find(str(body.get("message")))
        user = str(body.get("user"))
        if message is None or user not in self._platform.bureau.readers(message.chat):
            raise refuse("没有这条消息")
        return user, message

    async def press(self, request: web.Request) -> web.Response:
        """A member presses a button of a card."""
        body = await self._body(request)
        user, message = self._message(body)
        choices = body.get("choices") or {}
        if message.kind != "template_card" or not isinstance(choices, dict):
            raise refuse("这条消息不是卡片")
        press = Press(str(body.get("key")), choices, bool(body.get("menu")))
        if message.sender == APP:
            self._platform.app.press(user, message, press)
        else:
            self._platform.robot.press(user, message, press)
        return web.json_response({})

    async def rate(self, request: web.Request) -> web.Response:
        """A member says whether the robot's reply was of use."""
        body = await self._body(request)
        user, message = self._message(body)
        if message.sender != ROBOT or not message.body.get("feedback"):
            raise refuse("这条消息不能评价")
        message.body = {**message.body, "rated": bool(body.get("good"))}
        self._platform.conversations.changed(message)
        self._platform.robot.rate(user, message, bool(body.get("good")))
        return web.json_response({})

    async def fault(self, request: web.Request) -> web.Response:
        """Switch a fault: name, and for how many times (-1 for always)."""
        body = await self._body(request)
        try:
            self._platform.faults.set(str(body.get("name")), int(body.get("times", 0)))
        except (KeyError, ValueError, TypeError) as error:
            raise refuse("没有这个故障") from error
        return web.json_response({})

    async def verify(self, request: web.Request) -> web.Response:
        """Check the callback addresses now."""
        await self._platform.verify()
        return web.json_response(self._platform.status())

    async def robot(self, request: web.Request) -> web.Response:
        """Close the robot's long connection, or let another one take over."""
        action = (await self._body(request)).get("action")
        if action == "drop":
            await self._platform.socket.drop()
        elif action == "take_over":
            await self._platform.socket.take_over()
        else:
            raise refuse("没有这个动作")
        return web.json_response({})

    async def clear(self, request: web.Request) -> web.Response:
        """Forget the log, or what was said."""
        if (await self._body(request)).get("what") == "log":
            self._platform.log.clear()
        else:
            self._platform.conversations.clear()
        return web.json_response({})

    async def medium(self, request: web.Request) -> web.Response:
        """A file as it is, for the page and for PicUrl."""
        try:
            return download(self._platform.media.get(request.match_info["id"]), inline=True)
        except ApiError as error:
            raise web.HTTPNotFound from error

    async def sealed(self, request: web.Request) -> web.Response:
        """A file encrypted, as the robot gets it."""
        try:
            medium, data = self._platform.media.sealed(request.match_info["ticket"])
        except ApiError as error:
            raise web.HTTPNotFound from error
        response = download(medium)
        response.body = data
        return response
