"""Talking to the running bot as the chat page does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.errors import ServiceError
from bot.service.network import fetch
from bot.service.programs import READY

SESSION = "/chat/session"
MESSAGES = "/chat/messages"
ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Reply:
    """One message of the bot. Its text names the source."""

    text: str
    buttons: tuple[tuple[str, str], ...]  # what stands on it, and what it sends


class Conversation:
    """One conversation, from the first message on."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._ticket = ""

    def is_possible(self) -> bool:
        """Whether the bot is running and ready."""
        try:
            status, body = fetch(self._host, self._port, READY)
            return status == 200 and json.loads(body)["ready"] is True
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def say(self, text: str) -> list[Reply]:
        """Send one message. Raises ServiceError when the bot is not there or refuses it."""
        if not self._ticket:
            self._ticket = str(self._post(SESSION, {"embedded": True})["ticket"])
        said = self._post(MESSAGES, {"text": text})["messages"]
        return [_reply(message) for message in said]

    def _post(self, path: str, message: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._ticket}"} if self._ticket else {}
        try:
            status, body = fetch(self._host, self._port, path, message, headers, timeout=ANSWER_SECONDS)
        except OSError as error:
            raise ServiceError("连不上机器人", "请先运行 make run；端口不是 5005 时用 PORT 指明。") from error
        try:
            content = json.loads(body)
            if status == 200 and isinstance(content, dict):
                return content
            problem = str(content["error"]["message"])
        except (ValueError, KeyError, TypeError):
            problem = f"端口 {self._port} 上的程序不是本机器人（状态 {status}）"
        raise ServiceError(problem)


def _reply(message: dict[str, Any]) -> Reply:
    buttons = tuple((button["title"], button["payload"]) for button in message.get("buttons", ()))
    return Reply(message["text"], buttons)
