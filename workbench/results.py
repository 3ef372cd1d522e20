"""One run with everything that a report says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.service.loading import read_plan
from bot.settings import Settings, read_settings
from workbench.causes import Cause, cause
from workbench.checks import many
from workbench.coverage import Dimension, Entry, coverage, gate, next_to_write
from workbench.history import Comparison, Rate
from workbench.outcomes import Outcome, Played
from workbench.project import Project, of_plan
from workbench.variations import Stability

FLOORS = Path(__file__).with_name("floors.yml")


@dataclass(frozen=True)
class Results:
    """A run, what it covers, how it compares, and how it holds when things are said otherwise."""

    at: str  # ISO, with its zone
    project: Project
    outcomes: tuple[Outcome, ...]
    dimensions: tuple[Dimension, ...]
    comparison: Comparison
    stability: tuple[Stability, ...] = ()  # empty when it was not measured
    rates: tuple[Rate, ...] = ()  # of all runs, this one included, oldest first
    floors: Mapping[str, float] | None = None

    @property
    def right(self) -> int:
        return sum(outcome.right for outcome in self.outcomes)

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.right)

    @property
    def share(self) -> float:
        return self.right / len(self.outcomes) if self.outcomes else 1.0

    @property
    def turns(self) -> int:
        return sum(len(outcome.played) for outcome in self.outcomes)

    @property
    def below(self) -> list[str]:
        """What is covered less than it should be, in Chinese."""
        return gate(self.dimensions, self.floors or {})

    @property
    def missing(self) -> list[tuple[str, Entry]]:
        """What should be written next."""
        return next_to_write(self.dimensions, most=40)

    @property
    def causes(self) -> Mapping[str, int]:
        """Key of a cause → how many conversations went wrong by it."""
        found = (cause(outcome) for outcome in self.wrong)
        return Counter(one.key for one in found if isinstance(one, Cause))

    @property
    def heard(self) -> list[tuple[str, str]]:
        """Intents that messages were said to have, and those that they were taken for."""
        pairs = []
        for _, played in self._all():
            for assertion in played.step.assertions:
                if assertion.kind == "intent" and played.turn.intent:
                    wanted, got = many(assertion.expected), played.turn.intent
                    pairs.append((got if got in wanted else str(wanted[0]), got))
        return pairs

    def slowest(self, most: int = 10) -> list[tuple[Outcome, Played]]:
        """The turns that took longest; a conversation's first turn loads nothing that others do not."""
        ordered = sorted(self._all(), key=lambda pair: -pair[1].turn.milliseconds.get("total", 0.0))
        return ordered[:most]

    def median(self) -> float:
        """Milliseconds of a turn."""
        times = sorted(played.turn.milliseconds.get("total", 0.0) for _, played in self._all()) or [0.0]
        return times[len(times) // 2]

    def rate(self) -> Rate:
        """This run in figures."""
        return Rate(
            self.at,
            self.right,
            len(self.outcomes),
            {one.name: one.share for one in self.dimensions},
            {one.name: one.share for one in self.stability},
        )

    def _all(self) -> Iterator[tuple[Outcome, Played]]:
        return ((outcome, played) for outcome in self.outcomes for played in outcome.played)


def read_floors(file: Path = FLOORS) -> Mapping[str, float]:
    """The least share of every dimension that should be covered."""
    read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return {str(name): float(share) for name, share in read.items()}


def below(outcomes: Sequence[Outcome], floors: Path = FLOORS) -> list[str]:
    """What the conversations about the plan of this environment cover less than they should, in Chinese."""
    dimensions = coverage(project_here(read_settings()), outcomes)
    return gate(dimensions, read_floors(floors))


def project_here(settings: Settings) -> Project:
    """The settings' plan, read from its file. Raises PlanNotReadable."""
    return of_plan(read_plan(settings.plan, settings), settings.lexicon)


def names_of(ids: Sequence[str]) -> list[str]:
    """Conversations as people call them: the name, then the file."""
    pairs = (one.split("::", 1) if "::" in one else ("", one) for one in ids)
    return [f"{name}（{stem}）" if stem else name for stem, name in pairs]
