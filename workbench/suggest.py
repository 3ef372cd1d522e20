"""What could be asserted of a turn: all of it holds now, and what matters most is ticked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.checks import check
from workbench.records import Assertion, Turn

ENOUGH = 24  # characters of a source that tell it from all others
MANY = 4  # figures or dates that are worth a line each
ROOM = 1.5  # how much longer an answer may become
TELLING = ("clarify", "not_mentioned", "not_understood", "list", "compare")  # kinds worth a tick


def suggestions(turn: Turn) -> list[dict[str, Any]]:
    """Each as kind, value, and whether it is ticked unless somebody decides otherwise."""
    return [
        {"kind": assertion.kind, "value": assertion.expected, "ticked": ticked}
        for assertion, ticked in _possible(turn)
        if check(turn, assertion) is None
    ]


def _possible(turn: Turn) -> Iterator[tuple[Assertion, bool]]:
    if turn.intent:
        yield Assertion("intent", turn.intent), turn.answer is None
    if turn.state:
        yield Assertion("state", turn.state), True
        yield Assertion("kind", turn.kind), turn.kind in TELLING
    for name in turn.utters:
        yield Assertion("bot_uttered", {"utter_name": name}), True
    for fact in _few("target", turn) + _few("result", turn):
        yield Assertion("figure", {"value": fact["value"], "of": fact["item"]}), True
    for fact in [fact for fact in turn.facts if fact["due"]][:MANY]:
        yield Assertion("date", {"value": fact["due"], "of": fact["item"]}), True
    for fact in [fact for fact in turn.facts if fact["aspect"] == "owner" and fact["value"]][:MANY]:
        yield Assertion("fact", {key: fact[key] for key in ("item", "aspect", "value")}), True
    for number, quote in enumerate(dict.fromkeys(source["quote"][:ENOUGH] for source in turn.sources)):
        if number < MANY:
            yield Assertion("source", quote), number == 0
    if turn.sources:
        yield Assertion("section", turn.sources[0]["path"][-1]), False
    if turn.entities:
        yield Assertion("entities", [{one.entity: one.value} for one in turn.entities]), False
    if titles := [one["title"] for one in turn.follow_ups]:
        yield Assertion("follow_ups", titles), False
    if turn.ran:
        yield Assertion("action", [one.action for one in turn.ran]), False
    yield Assertion("rows", len(turn.rows)), False
    yield Assertion("longest", max(50, round(len(turn.text) * ROOM / 50) * 50)), False


def _few(aspect: str, turn: Turn) -> list[Any]:
    return [fact for fact in turn.facts if fact["aspect"] == aspect and fact["value"]][:MANY]
