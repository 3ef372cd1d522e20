"""The records of the bench: conversations as they are written, and turns as they went.

All are frozen, and `as_dict` gives what JSON can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar


@dataclass(frozen=True)
class Place:
    """Where something stands in a file. Both count from 1."""

    line: int = 1
    column: int = 1


NOWHERE = Place()


@dataclass(frozen=True)
class Assertion:
    """One thing that must hold after a user's message."""

    kind: str  # the key in the file: intent, figure, bot_uttered, …
    expected: Any  # the value beside it, as the file has it
    place: Place = NOWHERE

    def as_dict(self) -> dict[str, Any]:
        return {self.kind: self.expected}


@dataclass(frozen=True)
class Step:
    """One message of the user, and what must hold after it."""

    user: str
    assertions: tuple[Assertion, ...] = ()
    later: float = 0.0  # minutes that pass before it
    in_order: bool = False  # assertions of events must hold in the order in which they are written
    metadata: Mapping[str, Any] = field(default_factory=dict)  # what the channel sends beside the text
    place: Place = NOWHERE

    def as_dict(self) -> dict[str, Any]:
        made: dict[str, Any] = {"user": self.user}
        if self.later:
            made["later"] = self.later
        if self.in_order:
            made["assertion_order_enabled"] = True
        if self.assertions:
            made["assertions"] = [assertion.as_dict() for assertion in self.assertions]
        return made


@dataclass(frozen=True)
class TestCase:
    """One conversation with what is expected of it."""

    __test__: ClassVar[bool] = False  # no class of tests, whatever pytest makes of its name

    name: str
    steps: tuple[Step, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)  # set before it begins: its fixtures
    today: str | None = None  # an ISO date; None: the bench's own
    tags: tuple[str, ...] = ()
    file: Path | None = None
    place: Place = NOWHERE

    @property
    def id(self) -> str:
        """Its name among all: the file's stem and its own name."""
        return f"{self.file.stem}::{self.name}" if self.file else self.name

    def as_dict(self) -> dict[str, Any]:
        """As the file has it; fixtures and metadata are left to the file."""
        made: dict[str, Any] = {"test_case": self.name}
        if self.tags:
            made["tags"] = list(self.tags)
        if self.today:
            made["today"] = self.today
        made["steps"] = [step.as_dict() for step in self.steps]
        return made


@dataclass(frozen=True)
class Understood:
    """One entity of a message, with its place in the message's text."""

    entity: str
    value: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return {"entity": self.entity, "value": self.value, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Ran:
    """One action that was run, and who chose it."""

    action: str
    policy: str | None  # RulePolicy, MemoizationPolicy, …
    confidence: float | None
    rules: tuple[str, ...] = ()  # names of the rules or stories that lead to it from this intent

    def as_dict(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "policy": self.policy,
            "confidence": self.confidence,
            "rules": list(self.rules),
        }


@dataclass(frozen=True)
class Query:
    """One statement that the database was asked, with what it was given and how much it gave."""

    sql: str
    parameters: Any  # a list or a mapping
    rows: int | None  # that it gives or changes; None where nobody counted
    milliseconds: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "sql": self.sql,
            "parameters": self.parameters,
            "rows": self.rows,
            "milliseconds": round(self.milliseconds, 3),
        }


@dataclass(frozen=True)
class Fault:
    """What went wrong inside while a turn was answered, though the user may have got an answer."""

    where: str  # the logger: actions.answer_plan, bot.channels.actions, …
    message: str
    held_back: bool = False  # whether the bot's own guard refused to say something

    def as_dict(self) -> dict[str, Any]:
        return {"where": self.where, "message": self.message, "held_back": self.held_back}


@dataclass(frozen=True)
class Turn:
    """The trace of one turn. What a way to run it cannot see is empty: a live server shows answers only.

    `milliseconds` has nlu, policy, action (queries included), query and total.
    """

    said: str
    text: str  # all that the user got to read; parts are joined by a line end
    intent: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()  # the other intents, best first
    entities: tuple[Understood, ...] = ()
    slots_before: Mapping[str, Any] = field(default_factory=dict)
    slots_after: Mapping[str, Any] = field(default_factory=dict)
    ran: tuple[Ran, ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()  # Rasa's, of this turn
    question: Mapping[str, Any] | None = None  # the typed question as the answer side got it
    inquiry: Mapping[str, Any] | None = None  # what the answer side read from it
    queries: tuple[Query, ...] = ()
    answer: Mapping[str, Any] | None = None  # Answer.as_dict; None for small talk
    utters: tuple[str, ...] = ()  # names of the domain's responses that were said
    buttons: tuple[Mapping[str, str], ...] = ()  # title, payload
    messages: tuple[Mapping[str, Any], ...] = ()  # as the channel got them
    rows: tuple[Mapping[str, Any], ...] = ()  # that this turn added to the operator's log
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    sees_inside: bool = True  # False: only the answer is known

    @property
    def state(self) -> str | None:
        return self.answer["state"] if self.answer else None

    @property
    def kind(self) -> str:
        """The answer's kind; `chat` for small talk."""
        return str(self.answer["kind"]) if self.answer else "chat"

    @property
    def facts(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.answer["facts"]) if self.answer else ()

    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.answer["sources"]) if self.answer else ()

    @property
    def follow_ups(self) -> tuple[Mapping[str, str], ...]:
        """What is offered to ask next: title and message. Buttons are the same for small talk."""
        if self.answer and self.answer["follow_ups"]:
            return tuple(self.answer["follow_ups"])
        return tuple({"title": b["title"], "message": b["payload"]} for b in self.buttons)

    def as_dict(self) -> dict[str, Any]:
        return {
            "said": self.said,
            "text": self.text,
            "intent": self.intent,
            "confidence": self.confidence,
            "ranking": [{"intent": name, "confidence": share} for name, share in self.ranking],
            "entities": [entity.as_dict() for entity in self.entities],
            "slots_before": dict(self.slots_before),
            "slots_after": dict(self.slots_after),
            "ran": [ran.as_dict() for ran in self.ran],
            "question": self.question,
            "inquiry": self.inquiry,
            "queries": [query.as_dict() for query in self.queries],
            "answer": self.answer,
            "utters": list(self.utters),
            "buttons": [dict(button) for button in self.buttons],
            "rows": [dict(row) for row in self.rows],
            "milliseconds": {step: round(spent, 2) for step, spent in self.milliseconds.items()},
            "faults": [fault.as_dict() for fault in self.faults],
            "sees_inside": self.sees_inside,
        }
