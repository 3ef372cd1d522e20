"""The robot's callback mode: the platform asks for the answer again and again until it is finished."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.wecom.calls import body_of, opened, verified
from bot.channels.wecom.config import is_loopback
from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.intake import Intake, Job, Way
from bot.channels.wecom.robot import WAITING, WELCOME, Robot, sorry
from bot.channels.wecom.robot_message import RobotMessage, from_json
from bot.channels.wecom.sender import ROBOT
from bot.errors import BadCallback

log = logging.getLogger(__name__)
MAX_BODY = 256 * 1024  # bytes; a message may quote another one
LOST = "抱歉，刚才的问题没能答完，请再问一次。"
WAY = "robot-callback"
_KEPT_SECONDS = 600.0  # the platform asks for 6 minutes
_PATIENCE = 0.7  # seconds until an unfinished answer is sent
_ASKED_FOR = 5.0  # seconds in which the platform asks for an answer, if it still does
_POST_SECONDS = 6.0


@dataclass
class _Answer:
    """An answer under way. Asked for by the platform again and again."""

    began: float
    text: asyncio.Future[str]
    fetched: asyncio.Event = field(default_factory=asyncio.Event)


class RobotCallback:
    """Answers the robot's callbacks; unfinished answers are in this process's memory."""

    def __init__(self, robot: Robot, intake: Intake, envelope: Envelope, name: str | None) -> None:
        self._robot = robot
        self._intake = intake
        self._envelope = envelope
        self._name = name
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        intake.add_way(WAY, Way(self._left_behind, self._sorry))

    def add_routes(self, door: Blueprint) -> None:
        @door.get("/robot")
        async def verify_robot(request: Request) -> HTTPResponse:
            return verified(request, self._envelope)

        @door.post("/robot", stream=True)
        async def receive_for_robot(request: Request) -> HTTPResponse:
            encrypted = _ciphertext(await body_of(request, MAX_BODY))
            plain = opened(request, self._envelope, encrypted)
            reply = await self._reply(from_json(plain, self._name), plain.decode(errors="replace"))
            return response.empty(status=200) if reply is None else response.json(self._sealed(reply))

    async def _reply(self, message: RobotMessage, plain: str) -> Mapping[str, Any] | None:
        if message.kind == "event":
            welcome = message.event == "enter_chat"
            return {"msgtype": "text", "text": {"content": WELCOME}} if welcome else None
        if message.kind == "stream":
            return await self._progress(message.stream)
        stream = _stream_of(message.mark)  # the same for a repetition
        if stream not in self._answers:
            answer = _Answer(time.monotonic(), asyncio.get_running_loop().create_future())
            job = Job(message.mark, message.sender, lambda: self._work(message, answer))
            marking = self._intake.accept(job, WAY, plain)
            if marking is None:
                return None
            self._keep(stream, answer)
            if not await asyncio.shield(marking):  # answered before a restart, or by another process
                del self._answers[stream]
                return None
        return await self._progress(stream)

    async def _work(self, message: RobotMessage, answer: _Answer) -> None:
        try:
            reply = await self._robot.answer(message)
            # No buttons: to a press this mode can only answer by changing the card itself.
            answer.text.set_result(f"{reply.text}\n{reply.no_table}" if reply.table else reply.plain)
        finally:
            if not answer.text.done():
                answer.text.set_result(LOST)

    async def _progress(self, stream: str) -> Mapping[str, Any]:
        answer = self._answers.get(stream)
        if answer is None:  # of before a restart: it is taken over, or it is lost
            waiting = await self._intake.is_open(WAY, lambda mark: _stream_of(mark) == stream)
            return _stream(stream, WAITING if waiting else LOST, finish=not waiting)
        await asyncio.wait({answer.text}, timeout=_PATIENCE)
        if not answer.text.done():
            return _stream(stream, WAITING, finish=False)
        answer.fetched.set()
        return _stream(stream, answer.text.result(), finish=True)

    def _keep(self, stream: str, answer: _Answer) -> None:
        now = time.monotonic()
        self._answers[stream] = answer
        while next(iter(self._answers.values())).began < now - _KEPT_SECONDS:
            self._answers.popitem(last=False)

    def _left_behind(self, plain: str) -> Job:
        """Answer what a killed process left: when the platform asks, else where the message lets us post."""
        message = from_json(plain.encode(), self._name)

        async def work() -> None:
            answer = _Answer(time.monotonic(), asyncio.get_running_loop().create_future())
            self._keep(_stream_of(message.mark), answer)
            await self._work(message, answer)
            try:
                await asyncio.wait_for(answer.fetched.wait(), _ASKED_FOR)
            except asyncio.TimeoutError:
                await _post(message.link, answer.text.result())

        return Job(message.mark, message.sender, work)

    def _sorry(self, plain: str) -> tuple[str, dict[str, Any]]:
        message = from_json(plain.encode(), self._name)
        return message.member, {ROBOT: True, "msgtype": "markdown", "markdown": {"content": sorry(message)}}

    def _sealed(self, reply: Mapping[str, Any]) -> dict[str, str]:
        encrypted = self._envelope.encrypt(json.dumps(reply, ensure_ascii=False).encode())
        stamp, nonce = str(int(time.time())), secrets.token_hex(8)
        signature = self._envelope.sign(stamp, nonce, encrypted)
        return {"encrypt": encrypted, "msgsignature": signature, "timestamp": stamp, "nonce": nonce}


async def _post(link: str, content: str) -> None:
    """Post an answer to the address that came with its question."""
    if not link:
        log.error("WeCom robot: an answer has nowhere to go; the asker has to ask again")
        return
    timeout = aiohttp.ClientTimeout(total=_POST_SECONDS)
    body = {"msgtype": "markdown", "markdown": {"content": content}}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=not is_loopback(link)) as http,
            http.post(link, json=body) as response,
        ):
            said = f"{response.status} {await response.text()}"
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
        log.error("WeCom robot: an answer could not be posted: %s", type(error).__name__)
        return
    log.warning("WeCom robot: an answer was posted: %s", said[:100])


def _stream_of(mark: str) -> str:
    """The id of the stream that answers a message."""
    return hashlib.sha256(mark.encode()).hexdigest()[:32]


def _stream(stream: str, content: str, *, finish: bool) -> dict[str, Any]:
    return {"msgtype": "stream", "stream": {"id": stream, "finish": finish, "content": content}}


def _ciphertext(body: bytes) -> str:
    try:
        encrypted = json.loads(body)["encrypt"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadCallback("JSON 不对") from None
    if not isinstance(encrypted, str):
        raise BadCallback("encrypt 不是文字")
    return encrypted
