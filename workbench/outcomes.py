"""How conversations went: turns with what was wrong in them, in a form that can be kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.checks import Failure
from workbench.records import Assertion, Fault, Place, Query, Ran, Step, TestCase, Turn, Understood


@dataclass(frozen=True)
class Played:
    """One step as it went."""

    step: Step
    turn: Turn
    failures: tuple[Failure, ...] = ()
    unseen: tuple[str, ...] = ()  # kinds of assertions that this way of running could not check

    @property
    def right(self) -> bool:
        return not self.failures

    def as_dict(self) -> dict[str, Any]:
        return {
            "step": {**self.step.as_dict(), "line": self.step.place.line},
            "turn": self.turn.as_dict(),
            "failures": [failure.as_dict() for failure in self.failures],
            "unseen": list(self.unseen),
        }


@dataclass(frozen=True)
class Outcome:
    """One conversation as it went. It ends with its first wrong turn unless it was run to the end."""

    case: TestCase
    played: tuple[Played, ...]
    seconds: float
    broke: str | None = None  # what kept it from being held at all

    @property
    def right(self) -> bool:
        return self.broke is None and all(one.right for one in self.played)

    @property
    def first_wrong(self) -> int | None:
        """The index of the first wrong turn."""
        return next((index for index, one in enumerate(self.played) if not one.right), None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.case.id,
            "name": self.case.name,
            "file": str(self.case.file) if self.case.file else None,
            "line": self.case.place.line,
            "tags": list(self.case.tags),
            "today": self.case.today,
            "slots": dict(self.case.slots),
            "right": self.right,
            "seconds": round(self.seconds, 4),
            "broke": self.broke,
            "played": [one.as_dict() for one in self.played],
        }


def outcome_from(read: Mapping[str, Any]) -> Outcome:
    """The outcome that `as_dict` made this of."""
    played = tuple(_played(one) for one in read["played"])
    case = TestCase(
        read["name"],
        tuple(one.step for one in played),
        read["slots"],
        read["today"],
        tuple(read["tags"]),
        Path(read["file"]) if read["file"] else None,
        Place(read["line"]),
    )
    return Outcome(case, played, read["seconds"], read["broke"])


def _played(read: Mapping[str, Any]) -> Played:
    step = read["step"]
    return Played(
        Step(
            step["user"],
            tuple(Assertion(key, value) for one in step.get("assertions", ()) for key, value in one.items()),
            step.get("later", 0.0),
            step.get("assertion_order_enabled", False),
            place=Place(step["line"]),
        ),
        turn_from(read["turn"]),
        tuple(Failure(f["kind"], f["expected"], f["got"], Place(f["line"])) for f in read["failures"]),
        tuple(read["unseen"]),
    )


def turn_from(read: Mapping[str, Any]) -> Turn:
    """The turn that `as_dict` made this of, but for Rasa's events and the channel's messages."""
    return Turn(
        said=read["said"],
        text=read["text"],
        intent=read["intent"],
        confidence=read["confidence"],
        ranking=tuple((one["intent"], one["confidence"]) for one in read["ranking"]),
        entities=tuple(Understood(**one) for one in read["entities"]),
        slots_before=read["slots_before"],
        slots_after=read["slots_after"],
        ran=tuple(
            Ran(one["action"], one["policy"], one["confidence"], tuple(one["rules"])) for one in read["ran"]
        ),
        question=read["question"],
        inquiry=read["inquiry"],
        queries=tuple(Query(**one) for one in read["queries"]),
        answer=read["answer"],
        utters=tuple(read["utters"]),
        buttons=tuple(read["buttons"]),
        rows=tuple(read["rows"]),
        milliseconds=read["milliseconds"],
        faults=tuple(Fault(**one) for one in read["faults"]),
        sees_inside=read["sees_inside"],
    )
