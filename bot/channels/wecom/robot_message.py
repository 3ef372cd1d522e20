"""What the platform sends to an intelligent robot: one JSON object, the same in both modes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import BadCallback

GROUP = "group"
_OWNER = re.compile(r"^([^|:]+)\|")  # before the key of a button in a group


@dataclass(frozen=True)
class RobotMessage:
    """A message or an event. What a kind does not have is empty."""

    id: str
    user: str
    kind: str  # text, image, mixed, voice, file, video, event, stream
    chat: str = ""  # the group's id; empty in a talk of two
    text: str = ""  # of a text, mixed or (recognised) voice message, without the mention
    event: str = ""  # enter_chat, disconnected_event, …
    stream: str = ""  # which answer the platform asks for again
    key: str = ""  # of the card's button
    task: str = ""  # of the card
    chosen: Mapping[str, str] = field(default_factory=dict)  # on the card: question → first entry
    link: str = ""  # response_url: where an answer may be posted, once within an hour

    @property
    def member(self) -> str:
        return self.user.lower()

    @property
    def owner(self) -> str:
        """Whose conversation it belongs to: a button in a group is the asker's, whoever presses it."""
        owner = _OWNER.match(self.key)
        return owner.group(1) if owner else self.member

    @property
    def sender(self) -> str:
        """The conversation: each asker has one for himself in each group."""
        return f"wecom-robot-{self.chat}-{self.owner}" if self.chat else f"wecom-robot-{self.owner}"

    @property
    def pressed(self) -> str:
        """What a button stands for; empty for a message."""
        return _OWNER.sub("", self.key)

    @property
    def words(self) -> str:
        """What was asked, in words."""
        return self.text or self.pressed.partition(":")[2]

    @property
    def mark(self) -> str:
        return f"robot {self.id}"[:200]


def from_json(message: bytes, name: str | None = None) -> RobotMessage:
    """The message in a callback. `name` is the robot's, as people mention it. Raises BadCallback."""
    try:
        body = json.loads(message)
    except (ValueError, RecursionError):
        raise BadCallback("JSON 不对") from None
    return from_body(body, name)


def from_body(body: Any, name: str | None = None) -> RobotMessage:
    """The message in a JSON object. Raises BadCallback."""
    if not isinstance(body, dict):
        raise BadCallback("JSON 不是对象")
    kind, number = _word(body, "msgtype").lower(), _word(body, "msgid")
    user = _word(_part(body, "from"), "userid")
    stream = _word(_part(body, "stream"), "id")
    happened = _part(body, "event")
    event = _word(happened, "eventtype")
    card = _part(happened, "template_card_event")
    if not kind or not (number or stream or event) or len(user) > 128 or not (user or stream or event):
        raise BadCallback("没有 msgtype、msgid 或 from.userid")
    in_group = _word(body, "chattype") == GROUP
    text = _text(body, kind)
    return RobotMessage(
        id=number,
        user=user,
        kind=kind,
        chat=_word(body, "chatid") if in_group else "",
        text=without_mention(text, name) if in_group else text,
        event=event,
        stream=stream,
        key=_word(card, "event_key"),
        task=_word(card, "task_id"),
        chosen=_chosen(card),
        link=_word(body, "response_url"),
    )


def without_mention(text: str, name: str | None) -> str:
    """The text without the mention of the robot: all of them when its name is known, else the first."""
    if name:
        return re.sub(rf"@{re.escape(name)}[\s，,：:]*", " ", text).strip()
    text = text.strip()
    first = re.match(r"@\S+\s*", text)
    if first:
        return text[first.end() :].strip()
    return re.sub(r"\s@\S+$", "", text).strip()


def _text(body: Mapping[str, Any], kind: str) -> str:
    if kind == "mixed":
        items = _part(body, "mixed").get("msg_item")
        parts = [_word(_part(item, "text"), "content") for item in items or () if isinstance(item, dict)]
        return " ".join(filter(None, parts))
    return _word(_part(body, kind), "content") if kind in ("text", "voice") else ""


def _chosen(card: Mapping[str, Any]) -> dict[str, str]:
    items = _part(card, "selected_items").get("selected_item")
    chosen = {}
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            ids = _part(item, "option_ids").get("option_id")
            first = ids[0] if isinstance(ids, list) and ids else ids
            chosen[_word(item, "question_key")] = str(first or "")
    return chosen


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def _word(body: Mapping[str, Any], name: str) -> str:
    word = body.get(name)
    return str(word).strip() if isinstance(word, (str, int)) and not isinstance(word, bool) else ""
