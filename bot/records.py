"""The records that travel through the program: the plan's and the conversation's.

All are frozen. Offsets are half-open [start, end) in code points of the plan's text as
decoded from its file; `text[start:end] == quote` holds for every record with both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from bot.errors import InvalidRecord


class SectionKind(str, Enum):
    """What a section of the outline is for."""

    PREAMBLE = "preamble"  # 开场白: before the first part
    PART = "part"  # 部分
    OVERVIEW = "overview"  # 总体思路
    SYSTEM = "system"  # 体系
    INITIATIVE = "initiative"  # 行动, 工程
    SAFEGUARD = "safeguard"  # 保障
    MEASURE = "measure"  # 一是…, and any other numbered section of what is to be done
    REVIEW = "review"  # 回顾
    CHALLENGE = "challenge"  # 挑战
    ANNEX = "annex"  # 附件
    CLOSING = "closing"  # 结束语


class Precision(str, Enum):
    """How exactly a deadline's words fix a day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"  # 秋季开学前, 汛期前
    HALF_YEAR = "half_year"
    YEAR = "year"
    PERIOD = "period"  # “十四五”期间
    RELATIVE = "relative"  # 7天内, counted from an event
    VAGUE = "vague"  # 尽快, 适时


class Comparison(str, Enum):
    """How a target's figure is meant (the `op` of the parser's JSON)."""

    EQ = "eq"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MULTIPLE = "multiple"
    GROWTH = "growth"
    ALL = "all"


class State(str, Enum):
    """The three honest states of a fact."""

    STATED = "stated"  # 原文有
    REDACTED = "redacted"  # 原文隐去
    SILENT = "silent"  # 原文未提


@dataclass(frozen=True)
class Section:
    """One node of the outline. `end` is where the next section that is no descendant starts."""

    id: str  # path of ordinals, "2.1.2"; "0" is the preamble
    parent: str | None
    level: int  # 1 for a part
    number: str | None  # as written: 二是, （一）, None for an unnumbered heading
    title: str  # without number and closing punctuation
    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True)
class Owner:
    """Who does a task. `inferred`: not named in the task's own words, but followed from its context."""

    name: str
    inferred: bool = False


@dataclass(frozen=True)
class Deadline:
    """By when a task has to be done, as far as the plan says.

    `due` is the last day included, None for words that fix no day (尽快, 1天内).
    """

    raw: str  # 2022年底前
    start: int
    end: int
    due: date | None
    precision: Precision
    firm: bool  # False: 今年, 力争, 适时


@dataclass(frozen=True)
class Target:
    """A number or a coverage that a task must reach.

    `min` and `max` are in `unit` with 万 and 亿 multiplied out (三万五千人 is 35000 人);
    both None when `redacted`, or for coverage in words (全部).
    Raises InvalidRecord when a redacted target has a figure, or min is above max.
    """

    name: str  # 思政精品课程
    raw: str  # 10—20个
    start: int
    end: int
    op: Comparison
    min: float | None
    max: float | None
    unit: str | None
    redacted: bool

    def __post_init__(self) -> None:
        if self.redacted and (self.min is not None or self.max is not None):
            raise InvalidRecord(f"隐去的指标“{self.raw}”不应有数值")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise InvalidRecord(f"指标“{self.raw}”的下限大于上限")


@dataclass(frozen=True)
class Task:
    """One commitment: what a clerk would put in one row of a ledger."""

    id: str  # T015
    section: str  # id of the innermost section
    title: str  # at most 24 characters, from the plan's words
    quote: str
    start: int
    end: int
    owners: tuple[Owner, ...] = ()
    supporters: tuple[str, ...] = ()
    priority: str | None = None  # the words that mark it
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Result:
    """A quantity that the review of the past reports, or that a section says there is.

    `quote` is the clause around it.
    """

    section: str
    name: str
    raw: str
    start: int  # of raw
    end: int
    quote: str
    redacted: bool


@dataclass(frozen=True)
class RegimeStep:
    """One clock of a regime. `within` is an ISO 8601 duration (P1D, P1M) or None."""

    within: str | None
    what: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Regime:
    """A working rule with clocks (制度), such as 13710."""

    name: str
    section: str
    steps: tuple[RegimeStep, ...]


@dataclass(frozen=True)
class Term:
    """A name-number or an abbreviation, and what the plan says that it consists of."""

    name: str  # 三个一体化
    section: str
    members: tuple[str, ...]
    explained: str  # full, partial, no
    quote: str
    start: int  # of quote
    end: int


@dataclass(frozen=True)
class Passage:
    """One sentence of the plan, up to and including its 。！？； or the end of its line.

    Passages cover all of the text but white space, and none crosses a section's edge.
    """

    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Plan:
    """One document of one organisation and year, fully read."""

    title: str
    year: int | None
    issuer: str | None
    text: str
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    results: tuple[Result, ...] = ()
    regimes: tuple[Regime, ...] = ()
    terms: tuple[Term, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Entity:
    """A piece of a question that NLU recognised. `value` is normalised: an aspect's name, an ISO date."""

    entity: str  # aspect, owner, period, year, today, ordinal
    value: str
    start: int = 0  # in the question's text
    end: int = 0


@dataclass(frozen=True)
class Clause:
    """A clause of the plan that a message may be about, or a section as a whole."""

    about: str  # the clause's words; empty for the whole section
    intent: str  # that of the section
    confidence: float  # 0 to 1


@dataclass(frozen=True)
class Question:
    """One message of a user, understood. The door between language and data."""

    text: str  # slips of the keyboard put right
    intent: str
    confidence: float  # 0 to 1
    ranking: tuple[tuple[str, float], ...]  # the intents that came next, best first
    entities: tuple[Entity, ...]
    memory: Mapping[str, Any]  # what the last answer left to remember; empty at first
    today: date
    asked_at: float  # seconds since 1970, UTC
    typed: str = ""  # the message as it was typed, where that differs
    clauses: tuple[Clause, ...] = ()  # of the plan, that it may be about, best first


@dataclass(frozen=True)
class Source:
    """Where an answer comes from: the section's path of titles, and the plan's own words."""

    path: tuple[str, ...]
    quote: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return {"path": list(self.path), "quote": self.quote, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Fact:
    """One thing that the plan says, hides, or does not say about one item.

    `value` is what a channel shows large: the plan's own words (10—20个, 2022年底前), or None.
    """

    item: str  # what it is about, in the plan's words
    aspect: str  # deadline, target, owner, …
    state: State
    value: str | None = None
    task: str | None = None  # id
    due: date | None = None
    inferred: bool = False
    precision: Precision | None = None  # how exactly the words fix `due`; a season's last day is assumed

    def as_dict(self) -> dict[str, Any]:
        return {
            "item": self.item,
            "aspect": self.aspect,
            "state": self.state.value,
            "value": self.value,
            "task": self.task,
            "due": self.due.isoformat() if self.due else None,
            "inferred": self.inferred,
            "precision": self.precision.value if self.precision else None,
        }


@dataclass(frozen=True)
class FollowUp:
    """A question that the user may want to ask next: a button's face and what it sends."""

    title: str
    message: str


@dataclass(frozen=True)
class Item:
    """One entry of a list, shown or not yet. `task` is None for what is no task."""

    item: str
    task: str | None = None  # id

    def as_dict(self) -> dict[str, Any]:
        return {"item": self.item, "task": self.task}


@dataclass(frozen=True)
class Part:
    """One of the matters that an answer puts side by side, as it stands in the answer's text."""

    title: str
    text: str
    sources: tuple[Source, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "text": self.text,
            "sources": [source.as_dict() for source in self.sources],
        }


@dataclass(frozen=True)
class Answer:
    """What is said, and everything that it was made from. Knows nothing of channels."""

    text: str
    state: State
    kind: str  # what sort of answer: fact, list, outline, clarify, not_mentioned, chat …
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    memory: dict[str, Any] = field(default_factory=dict)  # what the next turn needs to know
    items: tuple[Item, ...] = ()  # of a list: all entries, also those that the text leaves for “更多”
    parts: tuple[Part, ...] = ()  # of a comparison: one for each matter

    def as_dict(self) -> dict[str, Any]:
        """The data that channels get beside the text. Stable; documented in docs/answer.md."""
        return {
            "state": self.state.value,
            "kind": self.kind,
            "facts": [fact.as_dict() for fact in self.facts],
            "sources": [source.as_dict() for source in self.sources],
            "follow_ups": [{"title": f.title, "message": f.message} for f in self.follow_ups],
            "items": [item.as_dict() for item in self.items],
            "parts": [part.as_dict() for part in self.parts],
        }
