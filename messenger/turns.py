"""One thing that somebody said or did to the robot, and the robot's replies to it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field

from messenger.cards import check_card, check_update
from messenger.conversations import Conversations
from messenger.errors import ApiError
from messenger.media import Media
from messenger.records import ROBOT, Json, Message, State

WELCOMES = ("text", "template_card")
STREAM_BYTES = 20480
MARKDOWN_BYTES = 20480
PICTURES = 10  # in one stream
TITLES = {
    "enter_chat": "进入机器人会话",
    "template_card_event": "机器人卡片按钮",
    "feedback_event": "对机器人的评价",
    "stream": "询问流式消息",
}
FILES = ("image", "file", "voice", "video")


@dataclass
class Turn:
    """A callback of the robot's that may be replied to."""

    user: str
    name: str  # of the user, for the log
    chat: str  # of Conversations
    kind: str  # text, image, …, or the event's name
    began: float
    request: str = field(default_factory=lambda: "req_" + secrets.token_hex(12))
    card: Message | None = None  # whose button was pressed
    streams: dict[str, Message] = field(default_factory=dict)  # by stream id
    first_stream: float | None = None  # when the first stream began
    finished: bool = False
    answered_with_card: bool = False

    @property
    def is_event(self) -> bool:
        return self.kind in ("enter_chat", "template_card_event", "feedback_event")


class Replies:
    """Turns the robot's replies into messages. Errors are ApiError, with a text that names the place."""

    def __init__(self, conversations: Conversations, media: Media) -> None:
        self._conversations = conversations
        self._media = media

    def show(self, turn: Turn, reply: Json) -> None:
        """Show a reply to a turn (document 101031)."""
        if reply.get("response_type") == "update_template_card":
            self.update_card(turn, reply)
            return
        kind = reply.get("msgtype")
        if turn.kind == "enter_chat" and kind not in WELCOMES:
            raise ApiError(40008, f"enter_chat is answered with {' or '.join(WELCOMES)}")
        if kind == "stream":
            self._stream(turn, reply.get("stream"))
        elif kind == "stream_with_template_card":
            self._stream(turn, reply.get("stream"))
            if reply.get("template_card"):
                self._card(turn, reply)
        elif kind == "template_card":
            self._card(turn, reply)
            turn.finished = True
        elif kind == "text" and turn.kind != "enter_chat":
            raise ApiError(40008, "text only answers enter_chat")
        else:
            self.say(turn.chat, reply)
            turn.finished = True

    def say(self, chat: str, body: Json) -> None:
        """Show a message that stands for itself."""
        kind = str(body.get("msgtype"))
        content = body.get(kind) or {}
        if kind in ("text", "markdown"):
            text = content.get("content")
            if not isinstance(text, str) or not text:
                raise ApiError(44004)
            if len(text.encode()) > MARKDOWN_BYTES:
                raise ApiError(40058, f"{kind}.content exceed max length {MARKDOWN_BYTES}")
            self._conversations.add(chat, ROBOT, kind, {"content": text, "rich": kind == "markdown"})
        elif kind == "template_card":
            self._conversations.add(chat, ROBOT, kind, check_card(content, action_required=False))
        elif kind in FILES:
            medium = self._media.get(content.get("media_id"))
            body = {"media_id": medium.id, "name": medium.name, "size": len(medium.data)}
            self._conversations.add(chat, ROBOT, kind, body)
        else:
            raise ApiError(40008)

    def _card(self, turn: Turn, reply: Json) -> None:
        if turn.answered_with_card:
            raise ApiError(40058, "template_card was sent already")
        card = check_card(reply.get("template_card"), action_required=False)
        turn.answered_with_card = True
        self._conversations.add(turn.chat, ROBOT, "template_card", card)

    def _stream(self, turn: Turn, stream: object) -> None:
        if not isinstance(stream, dict) or not stream.get("id"):
            raise ApiError(40058, "stream.id is missing")
        content = str(stream.get("content") or "")
        if len(content.encode()) > STREAM_BYTES:
            raise ApiError(40058, f"stream.content exceed max length {STREAM_BYTES}")
        message = turn.streams.get(stream["id"])
        if message and message.state != "open":
            raise ApiError(846608, "the stream is finished")
        finish = bool(stream.get("finish"))
        body: Json = {"content": content, "rich": True}
        pictures = stream.get("msg_item") or []
        if pictures and finish:
            body["pictures"] = [self._picture(row) for row in pictures[:PICTURES]]
        state: State = "sent" if finish else "open"
        if message is None:
            turn.first_stream = turn.first_stream or self._conversations.now()
            body["feedback"] = (stream.get("feedback") or {}).get("id")
            turn.streams[stream["id"]] = self._conversations.add(turn.chat, ROBOT, "markdown", body, state)
        else:
            message.body = {**message.body, **body}
            message.state = state
            self._conversations.changed(message)
        turn.finished = turn.finished or finish

    def _picture(self, row: Json) -> str:
        image = row.get("image") or {}
        try:
            data = base64.b64decode(image.get("base64") or "", validate=True)
        except binascii.Error as error:
            raise ApiError(40058, "msg_item.image.base64 is damaged") from error
        if hashlib.md5(data).hexdigest() != image.get("md5"):
            raise ApiError(40058, "msg_item.image.md5 does not fit")
        return self._media.add("image", "picture", data).id

    def update_card(self, turn: Turn, reply: Json) -> None:
        """Replace the card whose button was pressed, for all or for some of its readers."""
        if turn.card is None:
            raise ApiError(40058, "only template_card_event is answered with update_template_card")
        old = turn.card.body
        card = check_update(old, reply.get("template_card"), action_required=False)
        if card.get("task_id", old.get("task_id")) != old.get("task_id"):
            raise ApiError(40058, "template_card.task_id is not that of the event")
        users = reply.get("userids") or []
        if users:
            seen_by = {**old.get("seen_by", {}), **dict.fromkeys(map(str.lower, users), card)}
            turn.card.body = {**old, "seen_by": seen_by}
        else:
            turn.card.body = card
        turn.finished = True
        self._conversations.changed(turn.card)
