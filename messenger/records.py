"""The records that the messenger's parts hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

State = Literal["sent", "sending", "failed", "open"]
APP = "app"  # the sender of what the application says
ROBOT = "robot"  # the sender of what the robot says
NOTE = ""  # the sender of the messenger's own notes


@dataclass
class Message:
    """One bubble in one chat.

    Kinds: text, markdown, textcard, news, template_card, image, file, voice, video, location, note.
    A message of the application to three members is three messages with the same `sending`.
    """

    id: str
    chat: str  # app:USER, robot:USER, group:NAME or direct:USER|USER
    sender: str  # a user id, APP, ROBOT or NOTE
    kind: str
    body: Json
    time: float  # seconds since 1970
    state: State = "sent"  # open: a stream that still grows
    sending: str = ""  # msgid of the message/send that it came from

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "chat": self.chat,
            "sender": self.sender,
            "kind": self.kind,
            "body": self.body,
            "time": self.time,
            "state": self.state,
        }


@dataclass
class Exchange:
    """One request and its answer, decrypted, for the log."""

    id: int
    time: float  # when it began, seconds since 1970
    way: Literal["to_bot", "from_bot"]
    title: str  # what it is about, in Chinese
    address: str  # method and path
    request: str = ""  # in plain text
    sealed: str = ""  # as it went over the wire, where that differs
    status: int | None = None  # None: no answer yet, or none at all
    response: str = ""
    milliseconds: float | None = None
    notes: list[str] = field(default_factory=list)
    failed: bool = False

    def as_json(self) -> Json:
        return {**self.__dict__}


@dataclass(frozen=True)
class Timing:
    """How long the platform waits. Seconds; tests shorten them."""

    verify: float = 1.0  # for the answer to the check of an address
    answer: float = 5.0  # for the answer to a callback
    retry: float = 5.0  # from one delivery's start to the next one's
    deliveries: int = 3  # of one callback at most
    poll: float = 1.0  # between two questions how a stream goes on
    stream: float = 360.0  # how long a stream may take
    welcome: float = 5.0  # for a welcome and an update of a card over the long connection
    hang: float = 30.0  # how long a hanging request hangs
    token: float = 7200.0  # how long an access token lives
    silence: float = 100.0  # without a ping, after which a long connection is closed
