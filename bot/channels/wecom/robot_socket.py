"""What the robot says over its long connection: streams, cards with buttons, and files."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Coroutine, Mapping
from typing import Any
from weakref import WeakValueDictionary

from bot.channels.wecom.config import RobotConfig
from bot.channels.wecom.intake import Intake, Job, Way
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.robot import WAITING, WELCOME, Reply, Robot, sorry
from bot.channels.wecom.robot_connection import Connection, Rhythm, code_of, new_number
from bot.channels.wecom.robot_message import RobotMessage, from_body
from bot.channels.wecom.robot_upload import upload
from bot.channels.wecom.sender import ROBOT, give_up
from bot.errors import PlatformError
from bot.store.session import Store

log = logging.getLogger(__name__)
WAY = "robot-socket"
NOT_TAKEN = PlatformError("智能机器人的长连接没有收下回答", "请检查长连接是否正常，再请提问的人重新问一次。")


class RobotSocket:
    """Answers what comes over the connection."""

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
        self._connection = Connection(config, self._rhythm, self._hear)
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._errands: set[asyncio.Task[None]] = set()
        intake.add_way(WAY, Way(self._left_behind, self._sorry))

    async def open(self) -> None:
        await self._connection.open()

    async def close(self) -> None:
        await self._connection.close()
        for task in self._errands:
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    def _hear(self, number: str, message: RobotMessage, body: Any) -> None:
        if message.event == "enter_chat":
            self._start(self._welcome(number))
        elif message.kind != "event" or message.key:
            kept = json.dumps({"number": number, "body": body}, ensure_ascii=False)
            self._intake.accept(self._job(number, message), WAY, kept)

    def _job(self, number: str, message: RobotMessage) -> Job:
        async def work() -> None:
            if message.key:
                await self._pressed(number, message)
            else:
                await self._answer(number, message)

        return Job(message.mark, message.sender, work)

    def _left_behind(self, kept: str) -> Job:
        number, message = self._kept(kept)
        return self._job(number, message)

    def _sorry(self, kept: str) -> tuple[str, dict[str, Any]]:
        message = self._kept(kept)[1]
        return message.member, {ROBOT: True, **_to(message), **_markdown(sorry(message))}

    def _kept(self, kept: str) -> tuple[str, RobotMessage]:
        frame = json.loads(kept)
        return frame["number"], from_body(frame["body"], self._config.name)

    async def _welcome(self, number: str) -> None:
        body = {"msgtype": "text", "text": {"content": WELCOME}}
        await self._connection.ask("aibot_respond_welcome_msg", number, body)

    async def _answer(self, number: str, message: RobotMessage) -> None:
        """Answer by one stream: first that it is under way, if it takes long, then all of it."""
        stream = hashlib.sha256(message.mark.encode()).hexdigest()[:32]
        answering = asyncio.ensure_future(self._robot.answer(message))
        done, _ = await asyncio.wait({answering}, timeout=self._rhythm.patience)
        if not done:
            await self._respond(number, message, _stream(stream, WAITING, finish=False))
        reply = await answering
        if await self._respond(number, message, _finished(stream, reply, message)):
            await self._send_table(reply, message)
            return
        log.warning("WeCom robot: an answer was not taken; it is sent as a message of its own")
        await self._send(message, _markdown(reply.plain))

    async def _pressed(self, number: str, message: RobotMessage) -> None:
        """Show on the card that a button was pressed, where it is only its presser's; then answer."""
        if card := self._robot.pressed_card(message):
            body = {"response_type": "update_template_card", "template_card": card}
            await self._connection.ask("aibot_respond_update_msg", number, body)
        reply = await self._robot.answer(message)
        await self._send(message, _markdown(reply.text))
        if card := reply.card(message):
            await self._send(message, {"msgtype": "template_card", "template_card": card})
        await self._send_table(reply, message)

    async def _send_table(self, reply: Reply, message: RobotMessage) -> None:
        if reply.table is None:
            return
        media = await upload(self._connection, *reply.table)
        if media is None:
            await self._send(message, _markdown(reply.no_table))
        else:
            await self._send(message, {"msgtype": "file", "file": {"media_id": media}})

    async def _send(self, message: RobotMessage, body: Mapping[str, Any]) -> None:
        """Send a message of its own; kept for the operator when it is not taken."""
        body = {**_to(message), **body}
        await self._wait(message)
        if code_of(await self._connection.ask("aibot_send_msg", new_number("aibot_send_msg"), body)):
            await give_up(self._store, message.member, {ROBOT: True, **body}, NOT_TAKEN)

    async def _respond(self, number: str, message: RobotMessage, body: Mapping[str, Any]) -> bool:
        await self._wait(message)
        return code_of(await self._connection.ask("aibot_respond_msg", number, body)) == 0

    async def _wait(self, message: RobotMessage) -> None:
        """Return when one more message may go to the chat."""
        key = message.chat or message.member
        line = self._lines.setdefault(key, asyncio.Lock())
        async with line:
            await self._pace.wait(key)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


def _to(message: RobotMessage) -> dict[str, Any]:
    return {"chatid": message.chat or message.user, "chat_type": 2 if message.chat else 1}


def _markdown(content: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": content}}


def _finished(stream: str, reply: Reply, message: RobotMessage) -> dict[str, Any]:
    card = reply.card(message)
    body = _stream(stream, reply.text if card else reply.plain, finish=True)
    return {**body, "msgtype": "stream_with_template_card", "template_card": card} if card else body


def _stream(stream: str, content: str, *, finish: bool) -> dict[str, Any]:
    return {"msgtype": "stream", "stream": {"id": stream, "finish": finish, "content": content}}
