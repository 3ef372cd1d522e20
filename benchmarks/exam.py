"""Exam files and their marking: what is asked, what an answer must and must not say, what it must quote.

An exam file holds one JSON object a line: `id`, `category` and `turns`, the messages of one conversation.
A turn has `say` and may have `must` and `must_not` (regular expressions for the folded answer), `cite` (words
of the plan that the answer, or the data sent beside it, has to quote), and for NLU `intent`, `intent_also`
and `aspect`. A case passes when all of its turns do.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

CITE_RUN = 10  # characters of the source in a row that count as a quotation of it
LONGEST = 900  # characters of an answer; nobody reads more on a phone
# Answers without certainty: they ask back, say that the plan has no such thing, or make conversation.
UNCERTAIN = frozenset({"clarify", "likely", "not_mentioned", "not_understood", "chat"})


@dataclass(frozen=True)
class Turn:
    """One message of a case, and what is expected of its answer."""

    say: str
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    cite: str = ""
    intent: str | None = None  # None: nobody said which
    intent_also: tuple[str, ...] = ()  # intents that are right as well
    aspect: str | None = None


@dataclass(frozen=True)
class Case:
    """One conversation of an exam."""

    id: str
    category: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Reply:
    """What came back for one message."""

    text: str  # what the user sees
    sent: str  # everything sent: text, buttons, data
    kind: str = "chat"  # the answer's kind; chat for replies without data
    read: str = ""  # the message as it was understood, slips put right; empty where nobody tells


@dataclass(frozen=True)
class Said:
    """One turn as it went. `question` is what was typed, slips included."""

    turn: Turn
    question: str
    reply: Reply
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One case as it went."""

    case: Case
    said: tuple[Said, ...]

    @property
    def right(self) -> bool:
        return not any(said.faults for said in self.said)

    @property
    def false_and_certain(self) -> bool:
        """Whether the first wrong answer is put as a fact, and not as a question or as “not mentioned”."""
        wrong = next((said for said in self.said if said.faults), None)
        return wrong is not None and wrong.reply.kind not in UNCERTAIN


class Subject(Protocol):
    """Whatever can be examined."""

    def ask(self, conversation: str, message: str) -> Reply:
        """The reply to one message; `conversation` tells whose context it has."""


def load_cases(path: Path) -> list[Case]:
    """Read an exam file. Raises OSError, ValueError for what is no JSON, KeyError for lacking fields."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines if line.strip()]


def _case(read: dict[str, Any]) -> Case:
    turns = tuple(
        Turn(
            say=turn["say"],
            must=tuple(turn.get("must") or ()),
            must_not=tuple(turn.get("must_not") or ()),
            cite=turn.get("cite") or "",
            intent=turn.get("intent"),
            intent_also=tuple(turn.get("intent_also") or ()),
            aspect=turn.get("aspect"),
        )
        for turn in read["turns"]
    )
    return Case(read["id"], read["category"], turns)


def fold(text: str) -> str:
    """How answers and expectations are compared: one width, no white space, no marks, one kind of dash."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[*`_#>\s]", "", text)
    return re.sub(r"(?<=[0-9X个所])(?:[‐-―−~至到]|--)(?=[0-9X])", "-", text)


def strings(value: Any) -> str:
    """All strings inside a JSON value, joined by spaces."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(map(strings, value)) if isinstance(value, list) else ""


def quotes(sent: str, source: str) -> bool:
    """Whether CITE_RUN characters of the source, or all of a shorter one, stand in what was sent."""
    sent, source = fold(sent), fold(source)
    run = min(CITE_RUN, len(source))
    return any(source[start : start + run] in sent for start in range(len(source) - run + 1))


def mark(turn: Turn, reply: Reply) -> tuple[str, ...]:
    """The faults of one reply, in Chinese; none means that it passes."""
    folded, faults = fold(reply.text), []
    if not folded:
        faults.append("没有回答")
    if len(reply.text) > LONGEST:
        faults.append(f"{len(reply.text)} 字，超过 {LONGEST} 字")
    faults += [f"缺少 /{p}/" for p in turn.must if not re.search(p, folded)]
    faults += [f"不该说 /{p}/" for p in turn.must_not if re.search(p, folded)]
    if turn.cite and not quotes(reply.sent, turn.cite):
        faults.append("没有引用出处")
    return tuple(faults)


def examine(
    subject: Subject, cases: Iterable[Case], slip: Callable[[str], str] = str, name: str = ""
) -> list[Outcome]:
    """Hold all conversations. `slip` makes typing errors; `name` keeps those of several runs apart."""
    outcomes = []
    for case in cases:
        said = []
        for turn in case.turns:
            question = slip(turn.say)
            reply = subject.ask(f"{name}/{case.id}", question)
            said.append(Said(turn, question, reply, mark(turn, reply)))
        outcomes.append(Outcome(case, tuple(said)))
    return outcomes


def share_right(outcomes: Sequence[Outcome]) -> float:
    """The share of cases that pass, 0 to 1; 0 for none at all."""
    return sum(outcome.right for outcome in outcomes) / max(len(outcomes), 1)


def share_false(outcomes: Sequence[Outcome]) -> float:
    """The share of cases, 0 to 1, whose first wrong answer is put as a fact."""
    return sum(outcome.false_and_certain for outcome in outcomes) / max(len(outcomes), 1)
