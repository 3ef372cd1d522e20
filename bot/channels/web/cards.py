"""A list's entries as cards: of each task what the plan says, beside what the answer says."""

from __future__ import annotations

import re
from typing import Any

from bot.channels.web.output import Message
from bot.channels.web.plans import PlanView
from bot.records import Task

ENTRY = "item"  # the aspect of the facts that are a list's entries
_NUMBER = re.compile(r"^(\d+)\. ", re.M)


def with_cards(message: Message, view: PlanView | None) -> Message:
    """The message with `plan`, the name of the plan that it is about, and with `cards`.

    There is one card for each entry of a list of tasks, in order; of other messages `cards` is empty.
    """
    message = {**message, "plan": view.slug if view and message.get("answer") else None}
    answer = message.get("answer") or {}
    entries = [fact for fact in answer.get("facts") or [] if fact.get("aspect") == ENTRY]
    if view is None or not any(fact.get("task") in view.tasks for fact in entries):
        return {**message, "cards": []}
    first = _NUMBER.search(message["text"])  # a list's second part goes on with 11.
    start = int(first.group(1)) if first else 1
    cards = [card(n, fact, view.tasks.get(fact.get("task"))) for n, fact in enumerate(entries, start)]
    return {**message, "cards": cards}


def card(number: int, fact: dict[str, Any], task: Task | None) -> dict[str, Any]:
    """One card, as docs/answer.md describes it."""
    deadline = task.deadline if task else None
    return {
        "number": number,
        "title": fact["item"],
        "task": task.id if task else None,
        "quote": task.quote if task else None,
        "start": task.start if task else None,
        "end": task.end if task else None,
        "deadline": deadline
        and {
            "raw": deadline.raw,
            "due": deadline.due.isoformat() if deadline.due else None,
            "precision": deadline.precision.value,
        },
        "owners": [{"name": o.name, "inferred": o.inferred} for o in (task.owners if task else ())],
        "targets": [
            {"name": t.name, "raw": t.raw, "redacted": t.redacted} for t in (task.targets if task else ())
        ],
        "priority": task.priority if task else None,
    }
