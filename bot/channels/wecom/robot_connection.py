"""The robot's long connection: kept whatever closes it, until another one takes over."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.channels.wecom.config import RobotConfig, is_loopback
from bot.channels.wecom.robot_message import RobotMessage, from_body
from bot.errors import BadCallback

log = logging.getLogger(__name__)
_MOST_FRAME = 4 * 2**20  # bytes
Frame = dict[str, Any]
Hear = Callable[[str, RobotMessage, Any], None]  # the frame's number, the message, its body as it came


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


class Connection:
    """One connection after the other. What comes is handed to `hear`, which must not wait."""

    def __init__(self, config: RobotConfig, rhythm: Rhythm, hear: Hear) -> None:
        self._config = config
        self._rhythm = rhythm
        self._hear = hear
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._acks: dict[str, asyncio.Future[Frame]] = {}
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._connected = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._stay_connected())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

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
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=proxies) as http,
            http.ws_connect(self._config.url, max_msg_size=_MOST_FRAME) as socket,
        ):
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
            answer = await self._request("aibot_subscribe", new_number("aibot_subscribe"), body)
            if code := code_of(answer):
                log.error("WeCom robot: refused (%s). Check WECOM_BOT_ID and WECOM_BOT_SECRET", code)
                await socket.close()
                return
            log.info("WeCom robot: connected")
            self._connected.set()
            while True:
                await asyncio.sleep(self._rhythm.ping)
                await self._request("ping", new_number("ping"), None)
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
            self._hear(number, message, frame.get("body"))
        elif (ack := self._acks.get(number)) and not ack.done():
            ack.set_result(frame)

    async def ask(self, command: str, number: str, body: Mapping[str, Any]) -> Frame | None:
        """Send a frame until it is confirmed, over a reconnection if need be.

        The confirmation, which may be a refusal; None when there was none.
        """
        for _ in range(3):
            try:
                await asyncio.wait_for(self._connected.wait(), self._rhythm.longest_wait)
                answer = await self._request(command, number, body)
            except (asyncio.TimeoutError, ConnectionError, aiohttp.ClientError):
                continue
            if code := code_of(answer):
                log.warning("WeCom robot: %s was refused: %s", command, code)
            return answer
        return None

    async def _request(self, command: str, number: str, body: Mapping[str, Any] | None) -> Frame:
        """Send a frame and wait for its confirmation. Raises TimeoutError, ConnectionError, ClientError."""
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


def code_of(answer: Frame | None) -> int:
    """The errcode of a confirmation; -1 for none."""
    return -1 if answer is None else int(answer.get("errcode") or 0)


def new_number(command: str) -> str:
    """A number for a frame that begins with us."""
    return f"{command}_{uuid.uuid4().hex}"
