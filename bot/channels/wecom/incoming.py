"""What the platform sends to an application: the outer XML with the ciphertext, and the message in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.errors import BadCallback

MAX_BODY = 64 * 1024  # bytes; a text of 2048 bytes, encrypted, is a tenth of it


@dataclass(frozen=True)
class Incoming:
    """A message or an event. What a kind does not have is empty."""

    user: str  # the user id as the platform wrote it
    created: str  # seconds since 1970
    kind: str  # text, image, voice, event, …
    agent: str = ""
    message_id: str = ""  # events have none
    text: str = ""  # of a text, or what was recognised of a voice
    event: str = ""  # enter_agent, click, template_card_event, …; in lower case
    key: str = ""  # of the menu's or the card's button
    task: str = ""  # of the card
    response_code: str = ""  # opens the card for one change
    chosen: Mapping[str, str] = field(default_factory=dict)  # on the card: question → first entry

    @property
    def member(self) -> str:
        """The user id to compare and to keep: the platform ignores case."""
        return self.user.lower()

    @property
    def mark(self) -> str:
        """What is the same in every delivery of one message, and in no other message."""
        if self.message_id:
            return f"message {self.message_id}"
        parts = (self.member, self.created, self.agent, self.kind, self.event, self.key, self.task)
        return "event " + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def ciphertext(body: bytes) -> str:
    """The Encrypt element of what was posted. Raises BadCallback."""
    encrypted = _text(_tree(body), "Encrypt")
    if not encrypted:
        raise BadCallback("没有 Encrypt")
    return encrypted


def read(message: bytes) -> Incoming:
    """The message that was encrypted. Raises BadCallback when it has no sender or kind."""
    tree = _tree(message)
    kind = _text(tree, "MsgType").lower()
    user = _text(tree, "FromUserName")
    if not kind or not user or len(user) > 64:
        raise BadCallback("没有 MsgType 或 FromUserName")
    return Incoming(
        user=user,
        created=_text(tree, "CreateTime"),
        kind=kind,
        agent=_text(tree, "AgentID"),
        message_id=_text(tree, "MsgId"),
        text=_text(tree, "Content") or _text(tree, "Recognition"),
        event=_text(tree, "Event").lower(),
        key=_text(tree, "EventKey"),
        task=_text(tree, "TaskId"),
        response_code=_text(tree, "ResponseCode"),
        chosen={
            _text(item, "QuestionKey"): _text(item, "OptionIds/OptionId")
            for item in tree.findall("SelectedItems/SelectedItem")
        },
    )


def _tree(body: bytes) -> Element:
    try:
        tree = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # LookupError: an unknown encoding
        raise BadCallback("XML 不对") from None
    if not isinstance(tree, Element):
        raise BadCallback("XML 不对")
    return tree


def _text(tree: Element, name: str) -> str:
    return (tree.findtext(name) or "").strip()
