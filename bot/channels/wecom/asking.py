"""Putting a question to the bot, and collecting all that it says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.web.output import AnswerOutput, Message
from bot.channels.wecom.gate import Gate

log = logging.getLogger(__name__)
OnMessage = Callable[[UserMessage], Awaitable[Any]]
NO_ANSWER = "抱歉，这个问题暂时没能答上来，请稍后再试一次。"
_SECONDS = 60.0


class WeComOutput(AnswerOutput):
    """Collects a turn's messages; they are sent when the turn is over."""

    @classmethod
    def name(cls) -> str:
        return "wecom"


class Asker:
    """Asks for everybody, a few at a time: understanding blocks the event loop, and would starve it."""

    def __init__(self, on_new_message: OnMessage, gate: Gate, at_once: int = 4) -> None:
        self._on_new_message = on_new_message
        self._gate = gate
        self._at_once = at_once
        self._places: asyncio.Semaphore | None = None

    async def ask(self, sender: str, text: str) -> list[Message]:
        """What the bot says to one message; never nothing."""
        if self._places is None:
            self._places = asyncio.Semaphore(self._at_once)
        output = WeComOutput()
        async with self._places:
            await self._gate.quiet()
            try:
                turn = self._on_new_message(UserMessage(text, output, sender, input_channel=output.name()))
                await asyncio.wait_for(turn, _SECONDS)
            except Exception:  # the user must hear something; what went wrong is for the log
                log.exception("the turn of a WeCom message failed")
        return output.messages or [{"text": NO_ANSWER, "answer": None, "buttons": []}]
