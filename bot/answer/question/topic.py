"""What an answer is about: one place of the plan, and how much of it to quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Any

from bot.answer.knowledge import Knowledge, Quantity, Unit
from bot.answer.question.matching import Match
from bot.records import Source, Task

FIGURE_NEAR = 1  # clauses after the focus whose figures are still its own
SHORTEST_QUOTE = 12  # characters that one finds in the plan again
OPENING = 90  # characters of a sentence without a task, below which the next belongs to it
QUOTE_LIMIT = 130  # characters that one reads on a phone without scrolling


@dataclass(frozen=True)
class Topic:
    """One place of the plan. `units` are the clauses quoted; `focus` is the one that matched best."""

    knowledge: Knowledge
    focus: Unit
    units: tuple[Unit, ...]

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    @property
    def section(self) -> str:
        return self.focus.section

    @property
    def task(self) -> Task | None:
        return self.knowledge.tasks.get(self.focus.task) if self.focus.task else None

    @property
    def source(self) -> Source:
        return self.knowledge.source(self.start, self.end, self.section)

    @property
    def title(self) -> str:
        """A short name of the place, in the plan's words."""
        return self.task.title if self.task else self.knowledge.source(self.focus.start, self.focus.end).quote

    @property
    def figures(self) -> list[Quantity]:
        """The figures of the focus clause; failing these, of its task's or its sentence's quoted clauses."""
        own = self.knowledge.quantities.get(self.focus.index, [])
        if own:
            return own
        near = [u for u in self.units if u.task == self.focus.task and u.task is not None]
        if not any(u.index in self.knowledge.quantities for u in near):
            near = [u for u in self.units if 0 < u.index - self.focus.index <= FIGURE_NEAR]
        return [q for unit in near for q in self.knowledge.quantities.get(unit.index, [])]

    def narrowed(self) -> Topic:
        """The same topic with no more quoted than its own task, or clause, and the figures that it tells.

        Who asks for a day or a figure shall not read that of another matter beside it.
        """
        told = {quantity.unit for quantity in self.figures} | {self.focus.index}
        own = [u for u in self.units if u.index in told or (u.task is not None and u.task == self.focus.task)]
        first, last = min(u.index for u in own), max(u.index for u in own)
        units = [u for u in self.units if first <= u.index <= last]
        while units[-1].end - units[0].start < SHORTEST_QUOTE and len(units) < len(self.units):
            before = [u for u in self.units if u.index == units[0].index - 1]
            after = [u for u in self.units if u.index == units[-1].index + 1]
            units = [*before, *units] if before else [*units, *after]
        return replace(self, units=tuple(units))

    def dated(self) -> Topic:
        """The topic at the clause of its sentence that sets a day for the same matter, if its own sets none.

        “加快灾后重建，…确保秋季开学前重建项目竣工”: the same matter where two rare characters are repeated.
        """
        if self.task is None or self.task.deadline:
            return self
        own = self.focus.text
        pairs = {own[i : i + 2] for i in range(len(own) - 1)}
        for unit in self.units:
            task = self.knowledge.tasks.get(unit.task) if unit.task else None
            shared = [pair for pair in pairs if pair in unit.text]
            if task and task.deadline and any(self.knowledge.is_rare(pair) for pair in shared):
                return replace(self, focus=unit)
        return self

    def as_memory(self) -> dict[str, Any]:
        return {"focus": self.focus.index, "units": [u.index for u in self.units], "title": self.title}


def topic_of(
    knowledge: Knowledge, match: Match, ranked: Sequence[Match], *, limit: int = QUOTE_LIMIT
) -> Topic:
    """The topic around the best clause: its task, then the clauses of its sentence that add evidence."""
    focus = match.unit
    sentence = [
        u for u in knowledge.units[max(0, focus.index - 40) : focus.index + 41] if u.passage == focus.passage
    ]
    evidence: Mapping[int, float] = {m.unit.index: m.coverage for m in ranked[:60]}
    chosen = [focus]

    def length() -> int:
        return chosen[-1].end - chosen[0].start

    def grow(unit: Unit) -> bool:
        first, last = min(chosen[0].start, unit.start), max(chosen[-1].end, unit.end)
        if last - first > limit:
            return False
        chosen[:] = [u for u in sentence if u.start >= first and u.end <= last]
        return True

    if focus.task:
        for unit in sentence:
            if unit.task == focus.task:
                grow(unit)
    if sentence and sentence[-1].end - sentence[0].start <= limit:
        return Topic(knowledge, focus, (*sentence, *_what_follows(knowledge, sentence, limit)))
    for unit in sorted(sentence, key=lambda u: -evidence.get(u.index, 0.0))[:3]:
        if evidence.get(unit.index, 0.0) >= 0.8 * match.coverage:
            grow(unit)
    while length() < limit:
        at_first, at_last = sentence.index(chosen[0]), sentence.index(chosen[-1])
        after = sentence[at_last + 1] if at_last + 1 < len(sentence) else None
        before = sentence[at_first - 1] if at_first > 0 else None
        if not ((after and grow(after)) or (before and grow(before))):
            break
    return Topic(knowledge, focus, tuple(chosen))


def _what_follows(knowledge: Knowledge, sentence: Sequence[Unit], limit: int) -> list[Unit]:
    """The sentences after one that only opens a matter (“…是管理的难题”), as far as they can be quoted."""
    first, last = sentence[0], sentence[-1]
    if last.end - first.start >= OPENING or any(unit.task for unit in sentence):
        return []
    after = takewhile(lambda unit: unit.section == last.section, knowledge.units[last.index + 1 :])
    found: list[Unit] = []
    for _, units in groupby(after, key=lambda unit: unit.passage):
        following = list(units)
        if following[-1].end - first.start > limit:
            break
        found += following
    return found


def topic_from_memory(knowledge: Knowledge, memory: Mapping[str, Any]) -> Topic | None:
    """The topic that an earlier answer remembered, if the plan still has it."""
    told = [memory.get("focus"), *(memory.get("units") or ())]
    if len(told) < 2 or not all(isinstance(i, int) and 0 <= i < len(knowledge.units) for i in told):
        return None
    focus, *units = (knowledge.units[i] for i in told)
    return Topic(knowledge, focus, tuple(units))
