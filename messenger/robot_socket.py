"""The robot's long connection (document 101463): one WebSocket, on which the bot subscribes and replies."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import secrets
import time
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web

from messenger.conversations import Conversations
from messenger.credentials import Credentials
from messenger.errors import ApiError
from messenger.faults import Faults
from messenger.hub import Hub
from messenger.limits import MEMBER_LIMITS, Window
from messenger.log import Log, without_secrets
from messenger.media import LARGEST, Media
from messenger.records import Exchange, Json, Timing
from messenger.robot import Robot
from messenger.turns import TITLES, Turn

LARGEST_FRAME = 4 << 20  # bytes
CLOSING = "closing"  # where a connection keeps with which code it is closed
CHUNK = 512 * 1024  # bytes of one part of an upload
CHUNKS = 100
CMD_TITLES = {
    "aibot_subscribe": "订阅",
    "aibot_respond_msg": "回复消息",
    "aibot_respond_welcome_msg": "回复欢迎语",
    "aibot_respond_update_msg": "更新卡片",
    "aibot_send_msg": "主动发送",
    "aibot_upload_media_init": "上传开始",
    "aibot_upload_media_chunk": "上传分片",
    "aibot_upload_media_finish": "上传结束",
    "ping": "心跳",
}


@dataclass
class _Upload:
    kind: str
    name: str
    total: int
    chunks: dict[int, bytes] = field(default_factory=dict)


class SocketLine:
    """The long connection's platform side. At most one connection is subscribed: the newest."""

    file_key: bytes | None = None

    def __init__(
        self,
        credentials: Credentials,
        robot: Robot,
        conversations: Conversations,
        media: Media,
        faults: Faults,
        log: Log,
        hub: Hub,
        timing: Timing,
    ) -> None:
        self._credentials = credentials
        self._robot = robot
        self._conversations = conversations
        self._media = media
        self._faults = faults
        self._log = log
        self._hub = hub
        self._timing = timing
        self._subscribed: web.WebSocketResponse | None = None
        self._connections: set[web.WebSocketResponse] = set()
        self._pushed: dict[str, Exchange] = {}  # what waits for its first reply, by req_id
        self._uploads: dict[str, _Upload] = {}
        self._limit = Window(MEMBER_LIMITS)

    def ready(self) -> bool:
        return self._subscribed is not None and not self._subscribed.closed

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from its opening to its end."""
        socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME)
        await socket.prepare(request)
        self._connections.add(socket)
        try:
            while True:
                message = await socket.receive(timeout=self._timing.silence)
                if message.type is not WSMsgType.TEXT:
                    break
                await self._frame(socket, message.data)
            if CLOSING in socket:  # the closing itself goes on in another task
                await socket.close(**socket[CLOSING])
        except asyncio.TimeoutError:
            await self._close(socket, WSCloseCode.GOING_AWAY, b"no heartbeat")
        finally:
            self._connections.discard(socket)
            if socket is self._subscribed:
                self._subscribed = None
                self._tell()
        return socket

    async def _close(self, socket: web.WebSocketResponse, code: int, message: bytes) -> None:
        socket[CLOSING] = {"code": code, "message": message}
        await socket.close(code=code, message=message)

    async def _frame(self, socket: web.WebSocketResponse, text: str) -> None:
        try:
            frame = json.loads(text)
            command, request = str(frame["cmd"]), str(frame["headers"]["req_id"])
            body = frame.get("body") or {}
        except (ValueError, KeyError, TypeError):
            return  # the platform does not answer what has no req_id
        shown = {**frame, "body": without_secrets(body)}
        if "base64_data" in body:
            shown["body"]["base64_data"] = f"（{len(body['base64_data'])} 字）"
        title = f"长连接 · {CMD_TITLES.get(command, command)}"
        exchange = self._log.begin("from_bot", title, f"WS {command}", shown) if command != "ping" else None
        answer: Json = {"headers": {"req_id": request}}
        try:
            result = await self._do(socket, command, request, body)
            answer |= {"errcode": 0, "errmsg": "ok", **({"body": result} if result else {})}
        except ApiError as error:
            answer |= error.as_json()
        if command.startswith("aibot_respond") and self._faults.take("no_ack"):
            if exchange:
                self._log.end(exchange, None, note="故障：没有回执", failed=True)
            return
        if exchange:
            self._log.end(exchange, 200, answer, failed=answer["errcode"] != 0)
        if not socket.closed:
            await socket.send_str(json.dumps(answer, ensure_ascii=False))

    async def _do(self, socket: web.WebSocketResponse, command: str, request: str, body: Json) -> Json | None:
        if command == "ping":
            return None
        if command == "aibot_subscribe":
            await self._subscribe(socket, body)
            return None
        if socket is not self._subscribed:
            raise ApiError(853000, "not subscribed")
        if command == "aibot_send_msg":
            self._send(body)
        elif command == "aibot_respond_msg":
            self._respond(request, body)
        elif command in ("aibot_respond_welcome_msg", "aibot_respond_update_msg"):
            self._respond_at_once(command, request, body)
        elif command.startswith("aibot_upload_media_"):
            return self._upload(command, body)
        else:
            raise ApiError(40008, f"unknown cmd {command}")
        return None

    async def _subscribe(self, socket: web.WebSocketResponse, body: Json) -> None:
        right = (self._credentials.robot_id, self._credentials.robot_secret)
        if (body.get("bot_id"), body.get("secret")) != right:
            raise ApiError(853000)
        before, self._subscribed = self._subscribed, socket
        self._tell()
        if before is not None and before is not socket:
            await self._disconnect(before)

    async def _disconnect(self, socket: web.WebSocketResponse) -> None:
        """Tell a connection that another one took over, and close it."""
        event = {
            "msgid": secrets.token_urlsafe(18),
            "create_time": int(time.time()),
            "aibotid": self._credentials.robot_id,
            "msgtype": "event",
            "event": {"eventtype": "disconnected_event"},
        }
        headers = {"req_id": "req_" + secrets.token_hex(12)}
        frame = {"cmd": "aibot_event_callback", "headers": headers, "body": event}
        exchange = self._log.begin("to_bot", "长连接 · 被新连接顶替", "WS aibot_event_callback", frame)
        if not socket.closed:
            await socket.send_str(json.dumps(frame))
            await self._close(socket, WSCloseCode.OK, b"replaced by a new connection")
        self._log.end(exchange, None)

    async def send(self, turn: Turn, body: Json) -> bool:
        """Push a message or an event; the replies come as frames with the same req_id."""
        socket = self._subscribed
        if socket is None or socket.closed:
            return False
        command = "aibot_event_callback" if turn.is_event else "aibot_msg_callback"
        frame = {"cmd": command, "headers": {"req_id": turn.request}, "body": body}
        title = f"长连接 · {TITLES.get(turn.kind, '机器人消息')} · {turn.name}"
        self._pushed[turn.request] = self._log.begin("to_bot", title, f"WS {command}", frame)
        copies = 3 if self._faults.take("repeat") else 1
        for _ in range(copies):
            await socket.send_str(json.dumps(frame, ensure_ascii=False))
        return True

    def _turn(self, request: str) -> Turn:
        turn = self._robot.turn(request)
        if turn is None:
            raise ApiError(846605)
        exchange = self._pushed.pop(request, None)
        if exchange:
            self._log.end(exchange, 200, "收到第一条回复（耗时算到这时）")
        return turn

    def _respond(self, request: str, body: Json) -> None:
        turn = self._turn(request)
        now = self._conversations.now()
        if turn.first_stream is not None and now - turn.first_stream > self._timing.stream:
            raise ApiError(846608)
        self._count(turn.chat)
        self._robot.replies.show(turn, body)

    def _respond_at_once(self, command: str, request: str, body: Json) -> None:
        turn = self._turn(request)
        wanted = "enter_chat" if "welcome" in command else "template_card_event"
        if turn.kind != wanted or turn.finished:
            raise ApiError(846605)
        if self._conversations.now() - turn.began > self._timing.welcome:
            raise ApiError(846605, "too late")
        self._robot.replies.show(turn, body)

    def _send(self, body: Json) -> None:
        """An active message: only where somebody has spoken to the robot before."""
        chat_id = str(body.get("chatid"))
        chats = [f"robot:{chat_id}", f"group:{chat_id}"]
        chat = next((chat for chat in chats if self._conversations.of_chat(chat)), None)
        if chat is None:
            raise ApiError(40003, "nobody of this chat has spoken to the robot")
        self._count(chat)
        self._robot.replies.say(chat, body)

    def _count(self, chat: str) -> None:
        if not self._limit.allows(chat, self._conversations.now()):
            raise ApiError(45009)

    def _upload(self, command: str, body: Json) -> Json:
        if command.endswith("init"):
            total = body.get("total_chunks")
            if body.get("type") not in LARGEST or not body.get("filename"):
                raise ApiError(40004)
            if not isinstance(total, int) or not 1 <= total <= CHUNKS:
                raise ApiError(40058, f"total_chunks is not within [1, {CHUNKS}]")
            upload_id = secrets.token_urlsafe(18)
            self._uploads[upload_id] = _Upload(body["type"], body["filename"], total)
            return {"upload_id": upload_id}
        upload = self._uploads.get(str(body.get("upload_id")))
        if upload is None:
            raise ApiError(40058, "upload_id is unknown")
        if command.endswith("chunk"):
            try:
                data = base64.b64decode(body.get("base64_data") or "", validate=True)
            except (binascii.Error, ValueError) as error:
                raise ApiError(40058, "base64_data is damaged") from error
            if not data or len(data) > CHUNK:
                raise ApiError(40006)
            upload.chunks[int(body.get("chunk_index", 0))] = data
            return {}
        if len(upload.chunks) != upload.total:
            raise ApiError(40058, f"{len(upload.chunks)} of {upload.total} chunks have arrived")
        data = b"".join(upload.chunks[index] for index in sorted(upload.chunks))
        medium = self._media.add(upload.kind, upload.name, data)
        self._uploads.pop(str(body["upload_id"]))
        return {"type": upload.kind, "media_id": medium.id, "created_at": str(int(medium.created))}

    async def drop(self) -> None:
        """Close the subscribed connection, as a platform that is restarted does."""
        if self._subscribed is not None:
            await self._close(self._subscribed, WSCloseCode.GOING_AWAY, b"restart")

    async def take_over(self) -> None:
        """Behave as if somebody else had subscribed for the same robot."""
        if self._subscribed is not None:
            before, self._subscribed = self._subscribed, None
            self._tell()
            await self._disconnect(before)

    async def close(self) -> None:
        for socket in list(self._connections):
            await self._close(socket, WSCloseCode.GOING_AWAY, b"shutdown")

    def _tell(self) -> None:
        self._hub.tell("status", {"robot": self.ready()})
