"""The intelligent robot: in groups when it is mentioned, and alone with anybody.

It is reached either over the long connection or by callback, never both.
"""

from __future__ import annotations

import base64
import os
import secrets
from datetime import date
from typing import Protocol

from messenger.application import Press
from messenger.bureau import Bureau
from messenger.callbacks import Callbacks
from messenger.conversations import Conversations
from messenger.credentials import Credentials
from messenger.errors import ApiError
from messenger.media import Media
from messenger.records import Json, Message
from messenger.turns import Replies, Turn

OPEN_TURNS = 3  # of one user at the same time
LINK_SECONDS = 3600.0  # how long a response_url is good
TURN_SECONDS = 24 * 3600.0  # how long one may reply over the long connection
BUSY = "你有三条消息还在等待回复，请稍后再发"


class Line(Protocol):
    """A way to reach the robot's developer."""

    file_key: bytes | None  # with which files are encrypted; None: each has a key of its own

    def ready(self) -> bool: ...

    async def send(self, turn: Turn, body: Json) -> bool:
        """Send a callback, and show what is replied; whether it was accepted."""


class Robot:
    """The robot as people meet it, over whichever line there is."""

    def __init__(
        self,
        credentials: Credentials,
        address: str,
        bureau: Bureau,
        conversations: Conversations,
        callbacks: Callbacks,
        media: Media,
        replies: Replies,
    ) -> None:
        self.line: Line | None = None
        self.replies = replies
        self._credentials = credentials
        self._address = address
        self._bureau = bureau
        self._conversations = conversations
        self._callbacks = callbacks
        self._media = media
        self._turns: list[Turn] = []
        self._greeted: set[tuple[str, date]] = set()
        self._links: dict[str, Turn] = {}

    def mentioned(self, text: str) -> bool:
        return f"@{self._bureau.robot.name}" in text

    async def say(self, user: str, chat: str, kind: str, body: Json) -> Message:
        """A member says something in a chat with the robot, which hears it in a group when mentioned."""
        heard = not chat.startswith("group:") or (kind == "text" and self.mentioned(body["content"]))
        if heard and self._open_turns(user) >= OPEN_TURNS:
            self._conversations.note(chat, BUSY)
            raise ApiError(-1, BUSY)
        message = self._conversations.add(chat, user, kind, body, "sending" if heard else "sent")
        if heard:
            self._callbacks.start(self._say(message))
        return message

    async def _say(self, message: Message) -> None:
        turn = self._begin(message.sender, message.chat, message.kind)
        link = secrets.token_urlsafe(24)
        self._links[link] = turn
        content: Json = {
            "response_url": f"{self._address}/cgi-bin/aibot/response?response_code={link}",
            "msgtype": message.kind,
            message.kind: self._content(message.kind, message.body),
        }
        if message.body.get("quote"):
            content["quote"] = {"msgtype": "text", "text": {"content": message.body["quote"]}}
        accepted = await self._tell(turn, content)
        message.state = "sent" if accepted else "failed"
        self._conversations.changed(message)

    def _content(self, kind: str, body: Json) -> Json:
        if kind in ("text", "voice"):  # a robot is told what was said
            return {"content": body["content"]}
        common = self.line.file_key if self.line else None
        key = common or os.urandom(32)
        url = f"{self._address}/sealed/{self._media.seal(body['media_id'], key)}"
        return {"url": url} if common else {"url": url, "aeskey": base64.b64encode(key).decode()}

    def enter(self, user: str) -> None:
        """A member opens the chat with the robot; it is told of the first time of a day."""
        day = (user, date.fromtimestamp(self._conversations.now()))
        if day not in self._greeted and self.line and self.line.ready():
            self._greeted.add(day)
            self._event(user, f"robot:{user}", "enter_chat", {})

    def press(self, user: str, message: Message, press: Press) -> None:
        """A member presses a button of a card of the robot's."""
        card = message.body.get("seen_by", {}).get(user, message.body)
        items = [
            {"question_key": question, "option_ids": {"option_id": chosen}}
            for question, chosen in press.choices.items()
        ]
        pressed = {
            "card_type": card["card_type"],
            "event_key": press.key,
            "task_id": message.body.get("task_id", ""),
            "selected_items": {"selected_item": items},
        }
        self._event(user, message.chat, "template_card_event", pressed, message)

    def rate(self, user: str, message: Message, good: bool) -> None:
        """A member says whether a reply was of use."""
        rating = {"id": message.body["feedback"], "type": 1 if good else 2, "content": ""}
        self._event(user, message.chat, "feedback_event", rating)

    def _event(self, user: str, chat: str, kind: str, content: Json, card: Message | None = None) -> None:
        turn = self._begin(user, chat, kind)
        turn.card = card
        event = {
            "create_time": int(turn.began),
            "msgtype": "event",
            "event": {"eventtype": kind, **({kind: content} if content else {})},
        }
        self._callbacks.start(self._tell(turn, event))

    def _begin(self, user: str, chat: str, kind: str) -> Turn:
        turn = Turn(user, self._bureau.name(user), chat, kind, self._conversations.now())
        self._turns = [old for old in self._turns if not self._over(old)] + [turn]
        return turn

    def _over(self, turn: Turn) -> bool:
        return self._conversations.now() - turn.began > TURN_SECONDS

    def _open_turns(self, user: str) -> int:
        since = self._conversations.now() - self._callbacks.timing.stream
        return sum(
            turn.user == user and not turn.finished and not turn.is_event and turn.began > since
            for turn in self._turns
        )

    def turn(self, request: object) -> Turn | None:
        """The turn with this req_id."""
        return next((turn for turn in self._turns if turn.request == request), None)

    async def _tell(self, turn: Turn, content: Json) -> bool:
        body: Json = {"msgid": secrets.token_urlsafe(18), "aibotid": self._credentials.robot_id}
        kind, _, chat_id = turn.chat.partition(":")
        body["chattype"] = "group" if kind == "group" else "single"
        if kind == "group":
            body["chatid"] = chat_id
        body["from"] = {"userid": turn.user}
        accepted = bool(self.line) and await self.line.send(turn, {**body, **content})  # type: ignore[union-attr]
        if not accepted:
            turn.finished = True
            self._conversations.note(turn.chat, "机器人没有连接，消息没有送达")
        return accepted

    def respond(self, link: str, body: Json) -> None:
        """A reply over a response_url: once, within an hour. Raises ApiError."""
        turn = self._links.pop(link, None)
        if turn is None or self._conversations.now() - turn.began > LINK_SECONDS:
            raise ApiError(40058, "response_code is unknown, used or expired")
        self.replies.say(turn.chat, body)
        turn.finished = True
