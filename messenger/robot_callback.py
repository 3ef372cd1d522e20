"""The robot's callback address: encrypted JSON, as an alternative to the long connection."""

from __future__ import annotations

import asyncio
import secrets
from functools import partial

from messenger.callbacks import Callback, Callbacks
from messenger.conversations import Conversations
from messenger.credentials import Credentials
from messenger.envelope import BadReply, open_json, seal_json
from messenger.errors import ApiError
from messenger.log import readable
from messenger.records import Json
from messenger.turns import TITLES, Replies, Turn

PATH = "/webhooks/wecom/robot"


class CallbackLine:
    """The robot's developer at a callback address; long answers are asked for again and again."""

    def __init__(
        self,
        credentials: Credentials,
        bot: str,
        conversations: Conversations,
        callbacks: Callbacks,
        replies: Replies,
    ) -> None:
        self.callback = bot + PATH
        self.file_key: bytes | None = credentials.robot_seal.key
        self._seal = credentials.robot_seal
        self._conversations = conversations
        self._callbacks = callbacks
        self._replies = replies

    def ready(self) -> bool:
        return True

    async def send(self, turn: Turn, body: Json) -> bool:
        once = turn.kind == "template_card_event"  # the platform tries this only once
        deliveries = 1 if once else self._callbacks.timing.deliveries
        answer = await self._deliver(turn, body, turn.kind, deliveries)
        if answer is None:
            return False
        if not turn.streams:  # no stream: nothing more is to come over this line
            turn.finished = True
        if turn.streams and not turn.finished:
            self._callbacks.start(self._ask_on(turn, body))
        return True

    async def _ask_on(self, turn: Turn, body: Json) -> None:
        """Ask how the stream goes on until it is finished, or six minutes have passed."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._callbacks.timing.stream
        common: Json = {
            name: body[name] for name in ("aibotid", "chattype", "chatid", "from") if name in body
        }
        stream = next(iter(turn.streams))
        while not turn.finished and loop.time() < until:
            await asyncio.sleep(self._callbacks.timing.poll)
            question: Json = {"msgid": secrets.token_urlsafe(18), **common, "msgtype": "stream"}
            question["stream"] = {"id": stream}
            await self._deliver(turn, question, "stream", 1)
        for message in turn.streams.values():
            if message.state == "open":
                message.state = "sent"
                self._conversations.changed(message)
        turn.finished = True

    async def _deliver(self, turn: Turn, body: Json, kind: str, deliveries: int) -> str | None:
        title = f"{TITLES.get(kind, '机器人消息')} · {turn.name}"
        seal = partial(seal_json, self._seal)
        answer = await self._callbacks.deliver(
            Callback(title, self.callback, readable(body), seal, deliveries, repeats=kind != "stream")
        )
        if answer and answer.strip():
            try:
                self._replies.show(turn, open_json(self._seal, answer))
            except (BadReply, ApiError) as error:
                self._conversations.note(turn.chat, f"机器人的回复有误：{error}")
        return answer
