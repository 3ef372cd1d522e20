"""Holding conversations: each step is said, and its assertions are checked."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from bot.errors import PlanBotError
from workbench.checks import Failure, always, check, many, sees, slots
from workbench.outcomes import Outcome, Played
from workbench.records import Assertion, Step, TestCase, Turn

_numbers = itertools.count(1)


class Talker(Protocol):
    """A way to the bot: in this process, or over a channel of a server."""

    def begin(
        self, conversation: str, *, today: date | None = None, slots: Mapping[str, Any] | None = None
    ) -> None:
        """Start a conversation afresh."""

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        """One message and all that came of it."""

    def refuses(self, case: TestCase) -> str | None:
        """Why this way cannot hold the conversation; None when it can."""

    def close(self) -> None:
        """Let go of everything."""


def run(case: TestCase, talker: Talker, *, to_the_end: bool = False) -> Outcome:
    """Hold one conversation. It ends with the first wrong turn, or goes on `to_the_end`."""
    conversation = f"{case.id}#{next(_numbers)}"  # nobody remembers an earlier run
    began = time.perf_counter()
    played: list[Played] = []
    try:
        talker.begin(
            conversation, today=date.fromisoformat(case.today) if case.today else None, slots=case.slots
        )
        for step in case.steps:
            turn = talker.say(conversation, step.user, later=step.later, metadata=step.metadata)
            played.append(judge(step, turn))
            if not played[-1].right and not to_the_end:
                break
    except PlanBotError as error:
        return Outcome(case, tuple(played), time.perf_counter() - began, f"{error}。{error.advice}")
    return Outcome(case, tuple(played), time.perf_counter() - began)


def judge(step: Step, turn: Turn) -> Played:
    """The turn, and all that is wrong with it."""
    seen = [assertion for assertion in step.assertions if sees(turn, assertion)]
    failures = [*always(turn), *filter(None, (check(turn, assertion) for assertion in seen))]
    if step.in_order and not failures:
        failures += _out_of_order(turn, seen)
    unseen = tuple(assertion.kind for assertion in step.assertions if assertion not in seen)
    return Played(step, turn, tuple(failures), unseen)


def _out_of_order(turn: Turn, assertions: list[Assertion]) -> list[Failure]:
    """The first assertion whose event does not come after that of the one before."""
    rest = iter(turn.events)
    before = "开头"
    for assertion in assertions:
        for kind, value in _event_of(assertion):
            if not any(_is_event(event, kind, value) for event in rest):
                return [Failure(assertion.kind, f"{value} 在{before}之后", "次序不对", assertion.place)]
            before = f" {value} "
    return []


def _event_of(assertion: Assertion) -> list[tuple[str, str]]:
    """The events that an assertion is about: what happens, and its name."""
    expected = assertion.expected
    if assertion.kind in ("action", "action_executed"):
        return [("action", name) for name in many(expected)]
    if assertion.kind == "slot_was_set":
        return [("slot", name) for name, _, _ in slots(expected)]
    if assertion.kind == "bot_uttered" and "utter_name" in expected:
        return [("bot", expected["utter_name"])]
    return [("bot", expected)] if assertion.kind == "utter" else []


def _is_event(event: Mapping[str, Any], kind: str, name: str) -> bool:
    if event["event"] != kind:
        return False
    found = (event.get("metadata") or {}).get("utter_action") if kind == "bot" else event.get("name")
    return bool(found == name)
