"""The robot's long connection: ours to the platform, so that no address of ours need be public."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import aiohttp

from bot.channels.wecom.config import RobotConfig, is_loopback
from bot.channels.wecom.intake import Intake
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.robot import WAITING, WELCOME, Robot
from bot.channels.wecom.robot_message import RobotMessage, from_body
from bot.channels.wecom.sender import ROBOT, give_up
from bot.errors import BadCallback, PlatformError
from bot.store.session import Store

log = logging.getLogger(__name__)
NOT_TAKEN = PlatformError("智能机器人的长连接没有收下回答", "请检查长连接是否正常，再请提问的人重新问一次。")
_MOST_FRAME = 4 * 2**20  # bytes


@dataclass(frozen=True)
class Rhythm:
    """Seconds."""

    ping: float = 30.0
    ack: float = 5.0  # until the platform has confirmed a frame
    first_wait: float = 1.0  # before the first reconnection; doubled each time
    longest_wait: float = 60.0
    steady: float = 60.0  # a connection that held so long begins the waits anew
    patience: float = 2.0  # until the asker is told that the answer is under way


class _Replaced(Exception):
    """Another connection of the same robot took over."""


class RobotSocket:
    """Keeps one connection, whatever closes it, until another one takes over."""

    def __init__(
        self,
        config: RobotConfig,
        robot: Robot,
        intake: Intake,
        store: Store,
        pace: Pace | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self._config = config
        self._robot = robot
        self._intake = intake
        self._store = store
        self._pace = pace or Pace()
        self._rhythm = rhythm or Rhythm()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._acks: dict[str, asyncio.Future[int]] = {}
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._task: asyncio.Task[None] | None = None
        self._errands: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._connected = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._stay_connected())

    async def close(self) -> None:
        for task in (self._task, *self._errands):
            if task is not None:
                task.cancel()
        await asyncio.gather(*filter(None, (self._task, *self._errands)), return_exceptions=True)

    async def _stay_connected(self) -> None:
        clock = asyncio.get_running_loop().time
        wait = self._rhythm.first_wait
        while True:
            began = clock()
            try:
                reason = await self._connection()
            except _Replaced:
                log.error("WeCom robot: another connection took over; this one stays off until a restart")
                return
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
                reason = type(error).__name__
            except Exception:  # whatever it is, the robot is not to stay silent for it
                log.exception("WeCom robot: the connection broke")
                reason = "a bug"
            if clock() - began > self._rhythm.steady:
                wait = self._rhythm.first_wait
            log.warning("WeCom robot: not connected (%s); again in %.0f s", reason, wait)
            await asyncio.sleep(wait * random.uniform(0.8, 1.2))
            wait = min(wait * 2, self._rhythm.longest_wait)

    async def _connection(self) -> str:
        """One connection from its beginning to its end; why it ended. Raises _Replaced."""
        timeout = aiohttp.ClientTimeout(total=None, connect=15)
        proxies = not is_loopback(self._config.url)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=proxies) as http, http.ws_connect(
            self._config.url, max_msg_size=_MOST_FRAME
        ) as socket:
            self._socket = socket
            beats = asyncio.get_running_loop().create_task(self._subscribe_and_ping(socket))
            try:
                async for frame in socket:
                    if frame.type is aiohttp.WSMsgType.TEXT:
                        self._receive(frame.data)
                return f"closed with {socket.close_code}"
            finally:
                self._connected.clear()
                self._socket = None
                beats.cancel()
                for ack in self._acks.values():
                    if not ack.done():
                        ack.set_exception(ConnectionError())
                        ack.exception()  # somebody may have stopped waiting for it

    async def _subscribe_and_ping(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Say who we are, then keep the connection from falling asleep; close it when it is dead."""
        try:
            body = {"bot_id": self._config.bot_id, "secret": self._config.secret}
            code = await self._request("aibot_subscribe", _number("aibot_subscribe"), body)
            if code:
                log.error("WeCom robot: refused (%s). Check WECOM_BOT_ID and WECOM_BOT_SECRET", code)
                await socket.close()
                return
            log.info("WeCom robot: connected")
            self._connected.set()
            while True:
                await asyncio.sleep(self._rhythm.ping)
                await self._request("ping", _number("ping"), None)
        except (asyncio.TimeoutError, ConnectionError, aiohttp.ClientError):
            await socket.close()

    def _receive(self, data: str) -> None:
        """Take one frame, without waiting. Raises _Replaced."""
        try:
            frame = json.loads(data)
            number = str(frame["headers"]["req_id"])
            command = frame.get("cmd") or ""
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            log.warning("WeCom robot: a frame that cannot be read")
            return
        if command in ("aibot_msg_callback", "aibot_event_callback"):
            try:
                message = from_body(frame.get("body"), self._config.name)
            except BadCallback as error:
                log.warning("WeCom robot: a message that cannot be read: %s", error)
                return
            if message.event == "disconnected_event":
                raise _Replaced
            self._hear(number, message)
        elif (ack := self._acks.get(number)) and not ack.done():
            ack.set_result(int(frame.get("errcode") or 0))

    def _hear(self, number: str, message: RobotMessage) -> None:
        if message.kind == "event":
            if message.event == "enter_chat":
                self._start(self._welcome(number))
            return

        async def work() -> None:
            await self._answer(number, message)

        self._intake.accept(message.mark, message.sender, work)

    async def _welcome(self, number: str) -> None:
        body = {"msgtype": "text", "text": {"content": WELCOME}}
        await self._try("aibot_respond_welcome_msg", number, body)

    async def _answer(self, number: str, message: RobotMessage) -> None:
        """Answer by one stream: first that it is under way, if it takes long, then all of it."""
        stream = uuid.uuid4().hex
        answering = asyncio.ensure_future(self._robot.answer(message))
        done, _ = await asyncio.wait({answering}, timeout=self._rhythm.patience)
        if not done:
            await self._respond(number, message, _stream(stream, WAITING, finish=False))
        content = await answering
        if await self._respond(number, message, _stream(stream, content, finish=True)):
            return
        log.warning("WeCom robot: an answer was not taken; it is sent as a message of its own")
        chat = {"chatid": message.chat or message.user, "chat_type": 2 if message.chat else 1}
        body = {**chat, "msgtype": "markdown", "markdown": {"content": content}}
        if not await self._try("aibot_send_msg", _number("aibot_send_msg"), body):
            await give_up(self._store, message.member, {ROBOT: True, **body}, NOT_TAKEN)

    async def _respond(self, number: str, message: RobotMessage, body: Mapping[str, Any]) -> bool:
        key = message.chat or message.member
        line = self._lines.setdefault(key, asyncio.Lock())
        async with line:
            await self._pace.wait(key)
        return await self._try("aibot_respond_msg", number, body)

    async def _try(self, command: str, number: str, body: Mapping[str, Any]) -> bool:
        """Send a frame until it is confirmed, over a reconnection if need be. False when it is refused."""
        for _ in range(3):
            try:
                await asyncio.wait_for(self._connected.wait(), self._rhythm.longest_wait)
                code = await self._request(command, number, body)
            except (asyncio.TimeoutError, ConnectionError, aiohttp.ClientError):
                continue
            if code:
                log.warning("WeCom robot: %s was refused: %s", command, code)
            return code == 0
        return False

    async def _request(self, command: str, number: str, body: Mapping[str, Any] | None) -> int:
        """Send a frame and wait for its errcode. Raises TimeoutError, ConnectionError, ClientError."""
        socket = self._socket
        if socket is None or socket.closed:
            raise ConnectionError
        while number in self._acks:  # the answers to one message go one after the other
            await asyncio.wait({self._acks[number]}, timeout=self._rhythm.ack)
            await asyncio.sleep(0)
        ack = self._acks[number] = asyncio.get_running_loop().create_future()
        try:
            frame: dict[str, Any] = {"cmd": command, "headers": {"req_id": number}}
            if body is not None:
                frame["body"] = body
            await socket.send_str(json.dumps(frame, ensure_ascii=False))
            return await asyncio.wait_for(ack, self._rhythm.ack)
        finally:
            del self._acks[number]

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


def _number(command: str) -> str:
    return f"{command}_{uuid.uuid4().hex}"


def _stream(stream: str, content: str, *, finish: bool) -> dict[str, Any]:
    return {"msgtype": "stream", "stream": {"id": stream, "finish": finish, "content": content}}
