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
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.wecom.calls import body_of, opened, verified
from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.intake import Intake
from bot.channels.wecom.robot import WAITING, WELCOME, Robot
from bot.channels.wecom.robot_message import RobotMessage, from_json
from bot.errors import BadCallback

log = logging.getLogger(__name__)
MAX_BODY = 256 * 1024  # bytes; a message may quote another one
LOST = "抱歉，刚才的问题没能答完，请再问一次。"
_KEPT_SECONDS = 600.0  # the platform asks for 6 minutes
_PATIENCE = 0.7  # seconds until an unfinished answer is sent


class RobotCallback:
    """Answers the robot's callbacks; unfinished answers are in this process's memory."""

    def __init__(self, robot: Robot, intake: Intake, envelope: Envelope, name: str | None) -> None:
        self._robot = robot
        self._intake = intake
        self._envelope = envelope
        self._name = name
        self._answers: OrderedDict[str, tuple[float, asyncio.Future[str]]] = OrderedDict()

    def add_routes(self, door: Blueprint) -> None:
        @door.get("/robot")
        async def verify_robot(request: Request) -> HTTPResponse:
            return verified(request, self._envelope)

        @door.post("/robot", stream=True)
        async def receive_for_robot(request: Request) -> HTTPResponse:
            encrypted = _ciphertext(await body_of(request, MAX_BODY))
            message = from_json(opened(request, self._envelope, encrypted), self._name)
            reply = await self._reply(message)
            return response.empty(status=200) if reply is None else response.json(self._sealed(reply))

    async def _reply(self, message: RobotMessage) -> Mapping[str, Any] | None:
        if message.kind == "event":
            welcome = message.event == "enter_chat"
            return {"msgtype": "text", "text": {"content": WELCOME}} if welcome else None
        if message.kind == "stream":
            return await self._progress(message.stream)
        stream = hashlib.sha256(message.id.encode()).hexdigest()[:32]  # the same for a repetition
        if stream not in self._answers:
            answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

            async def work() -> None:
                try:
                    answer.set_result(await self._robot.answer(message))
                finally:
                    if not answer.done():
                        answer.set_result(LOST)

            marking = self._intake.accept(message.mark, message.sender, work)
            if marking is None:
                return None
            self._keep(stream, answer)
            if not await asyncio.shield(marking):  # answered before a restart, or by another process
                answer.set_result("") if not answer.done() else None
                del self._answers[stream]
                return None
        return await self._progress(stream)

    async def _progress(self, stream: str) -> Mapping[str, Any]:
        _, answer = self._answers.get(stream, (0.0, None))
        if answer is None:
            return _stream(stream, LOST, finish=True)
        await asyncio.wait({answer}, timeout=_PATIENCE)
        return _stream(stream, answer.result() if answer.done() else WAITING, finish=answer.done())

    def _keep(self, stream: str, answer: asyncio.Future[str]) -> None:
        now = time.monotonic()
        self._answers[stream] = (now, answer)
        while next(iter(self._answers.values()))[0] < now - _KEPT_SECONDS:
            self._answers.popitem(last=False)

    def _sealed(self, reply: Mapping[str, Any]) -> dict[str, str]:
        encrypted = self._envelope.encrypt(json.dumps(reply, ensure_ascii=False).encode())
        stamp, nonce = str(int(time.time())), secrets.token_hex(8)
        signature = self._envelope.sign(stamp, nonce, encrypted)
        return {"encrypt": encrypted, "msgsignature": signature, "timestamp": stamp, "nonce": nonce}


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
