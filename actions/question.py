"""From Rasa's tracker to a question record."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from rasa_sdk import Tracker

from bot.records import Clause, Entity, Question
from bot.settings import Settings

CHINA = timezone(timedelta(hours=8))  # China Standard Time: the plan's days are days of it
FALLBACK = "nlu_fallback"
# Keys that the components of bot/nlu add to a parsed message; the action server does not load those.
TYPED, CLAUSES = "typed", "clauses"


def question_from(tracker: Tracker, settings: Settings) -> Question:
    """The user's last message as a question, with what the last answer left to remember."""
    message = tracker.latest_message
    intent = message.get("intent") or {}
    return Question(
        text=message.get("text") or "",
        intent=intent.get("name") or FALLBACK,
        confidence=float(intent.get("confidence") or 0.0),
        ranking=_ranking(message, intent.get("name")),
        entities=tuple(_entity(found) for found in message.get("entities") or ()),
        memory=tracker.slots.get("memory") or {},
        today=settings.today or _today(),
        asked_at=time.time(),
        typed=message.get(TYPED) or "",
        clauses=tuple(
            Clause(found["about"], found["intent"], float(found["confidence"]))
            for found in message.get(CLAUSES) or ()
        ),
    )


def _ranking(message: Mapping[str, Any], chosen: str | None) -> tuple[tuple[str, float], ...]:
    """The other intents, best first."""
    return tuple(
        (other["name"], float(other["confidence"]))
        for other in message.get("intent_ranking") or ()
        if other.get("name") not in (None, FALLBACK, chosen)
    )


def _entity(found: Mapping[str, Any]) -> Entity:
    return Entity(
        found["entity"], str(found["value"]), int(found.get("start") or 0), int(found.get("end") or 0)
    )


def _today() -> date:
    return datetime.now(CHINA).date()
