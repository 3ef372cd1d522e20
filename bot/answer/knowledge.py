"""A loaded plan, cut into the units that questions are matched with.

A unit is a clause with the task or result that it belongs to. Units are what the search
ranks; tasks, sections and sentences are reached from them.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.plan.layout import Layout
from bot.records import Passage, Plan, Regime, Section, SectionKind, Source, Target, Task, Term
from bot.text.plain import plain

CLAUSE_END = re.compile(r"[，,：:；;。！？!?\n]+")
BREAK = re.compile(r"[，,。；;：:、\n]")
LONGEST_NAME = 30  # characters of a figure's name
OPEN, CLOSE = "“‘《（(【", "”’》）)】"
RARE = 8  # clauses in which a word stands that names one matter
EDITION = 12  # characters of its mark
PAST = (SectionKind.REVIEW, SectionKind.CHALLENGE)


@dataclass(frozen=True)
class Unit:
    """One clause. `index` is its place in Knowledge.units, `passage` in Plan.passages."""

    index: int
    text: str  # folded
    start: int
    end: int
    passage: int
    section: str
    task: str | None  # id of the task that it lies in


@dataclass(frozen=True)
class Quantity:
    """A figure of the plan: a task's target, or a result that the review reports."""

    name: str
    raw: str
    start: int
    end: int
    redacted: bool
    unit: int  # index of the Unit that it stands in
    task: str | None
    target: Target | None


def _told_apart(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """A clause's figures, those of one name by all that stands before each: 新建幼儿园X所、改建幼儿园X所."""
    often = Counter(quantity.name for quantity in quantities)
    named, behind = [], 0
    for quantity in sorted(quantities, key=lambda quantity: quantity.start):
        before = BREAK.split(text[max(behind, quantity.start - LONGEST_NAME) : quantity.start])[-1]
        longer = often[quantity.name] > 1 and before.endswith(quantity.name)
        named.append(replace(quantity, name=before) if longer else quantity)
        behind = quantity.end
    return named


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of text[start:end]: cut at commas and colons that stand outside of brackets."""
    spans, depth, begin = [], 0, start
    for i in range(start, end):
        char = text[i]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif CLAUSE_END.match(char) and (depth == 0 or char in "。；\n"):
            if i - begin >= 4:  # 同时， and the like stay with what follows
                spans.append((begin, i))
                begin = i + 1
            elif begin == start and i - begin == 0:
                begin = i + 1
    if end - begin > 0 and text[begin:end].strip(" 　\r\n。；！？"):
        spans.append((begin, end))
    return spans


@dataclass(frozen=True)
class Knowledge:
    """One plan, ready to be asked."""

    plan: Plan

    @cached_property
    def edition(self) -> str:
        """A mark of the plan as it was read: places that are remembered of another one mean nothing here."""
        parts = [(section.id, section.start) for section in self.plan.sections]
        parts += [(task.id, task.start) for task in self.plan.tasks]
        read = repr((self.plan.text, parts, len(self.units)))
        return hashlib.sha256(read.encode()).hexdigest()[:EDITION]

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.plan.text)

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.plan.sections}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        return {task.id: task for task in self.plan.tasks}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        units: list[Unit] = []
        tasks = sorted(self.plan.tasks, key=lambda task: task.start)
        starts = [task.start for task in tasks]
        for number, passage in enumerate(self.plan.passages):
            for start, end in clause_spans(self.plan.text, passage.start, passage.end):
                at = bisect_right(starts, (start + end) // 2) - 1
                task = tasks[at].id if at >= 0 and tasks[at].end > (start + end) // 2 else None
                text = plain(self.plan.text[start:end])
                units.append(Unit(len(units), text, start, end, number, passage.section, task))
        return tuple(units)

    @cached_property
    def quantities(self) -> dict[int, list[Quantity]]:
        """The figures by the index of their unit."""
        found: dict[int, list[Quantity]] = {}
        starts = [unit.start for unit in self.units]

        def add(
            name: str, raw: str, start: int, end: int, redacted: bool, task: str | None, target: Target | None
        ) -> None:
            unit = max(bisect_right(starts, start) - 1, 0)
            found.setdefault(unit, []).append(Quantity(name, raw, start, end, redacted, unit, task, target))

        for task in self.plan.tasks:
            for target in task.targets:
                add(target.name, target.raw, target.start, target.end, target.redacted, task.id, target)
        for result in self.plan.results:
            add(result.name, result.raw, result.start, result.end, result.redacted, None, None)
        return {unit: _told_apart(self.plan.text, beside) for unit, beside in found.items()}

    def units_of(self, quote: str, section: str | None = None) -> Sequence[Unit]:
        """The clauses that some words of the plan stand in; none when the plan has no such words.

        Of words that stand in several places (review and plan), those of `section` are meant, if any are.
        """
        if not quote:
            return ()
        found = [
            self.units_between(match.start(), match.end())
            for match in re.finditer(re.escape(quote), self.plan.text)
        ]
        own = [units for units in found if any(unit.section == section for unit in units)]
        return next(iter([*own, *found]), ())

    def units_between(self, start: int, end: int) -> Sequence[Unit]:
        """The clauses that text[start:end] lies in or touches."""
        first = max(bisect_right(self._unit_starts, start) - 1, 0)
        last = bisect_right(self._unit_starts, end - 1)
        return [unit for unit in self.units[first:last] if unit.end > start]

    def unit_of(self, task: Task) -> Unit:
        """The first clause of a task; for one shorter than half of its clause, that clause."""
        return next((unit for unit in self.units if unit.task == task.id), self.unit_at(task.start))

    def unit_at(self, start: int) -> Unit:
        """The clause that holds the character at `start`, or else the nearest before it."""
        return self.units[max(bisect_right(self._unit_starts, start) - 1, 0)]

    @cached_property
    def _unit_starts(self) -> Sequence[int]:
        return [unit.start for unit in self.units]

    def heading_of(self, unit: Unit) -> Section | None:
        """The section whose heading a clause is, if it is one."""
        section = self.sections[unit.section]
        title = plain(section.title)
        return section if title and unit.start <= section.start + 6 and title in unit.text else None

    def children(self, section: str | None) -> list[Section]:
        return [s for s in self.plan.sections if s.parent == section]

    def ancestors(self, section: str) -> list[Section]:
        """The section and those above it, innermost first."""
        found, at = [], self.sections.get(section)
        while at is not None:
            found.append(at)
            at = self.sections.get(at.parent) if at.parent is not None else None
        return found

    def within(self, section: str) -> frozenset[str]:
        """The ids of the section and everything below it."""
        found = {section}
        for other in self.plan.sections:  # in document order: parents come first
            if other.parent in found:
                found.add(other.id)
        return frozenset(found)

    def is_past(self, section: str) -> bool:
        """Whether a section tells of what was, not of what is to be done."""
        return any(s.kind in PAST or s.id in self._reviews for s in self.ancestors(section))

    @cached_property
    def _reviews(self) -> frozenset[str]:
        """Parts that report results and commit to nothing, whatever they are called."""
        parts = [s for s in self.plan.sections if s.kind == SectionKind.PART]
        found = []
        for part in parts:
            within = self.within(part.id)
            reports = any(result.section in within for result in self.plan.results)
            if reports and not any(task.section in within for task in self.plan.tasks):
                found.append(part.id)
        return frozenset(found)

    def path(self, section: str) -> tuple[str, ...]:
        return tuple(s.title for s in reversed(self.ancestors(section)) if s.title)

    def numbered_path(self, section: str) -> tuple[str, ...]:
        """The path with the numbers as the plan writes them: for who asks which part or point it is."""
        return tuple(
            f"{s.number or ''}{s.title}".lstrip("—-·") for s in reversed(self.ancestors(section)) if s.title
        )

    def passage_of(self, start: int) -> Passage | None:
        """The sentence that holds the character at `start`."""
        at = bisect_right(self._passage_starts, start) - 1
        passage = self.plan.passages[at] if at >= 0 else None
        return passage if passage is not None and start < passage.end else None

    @cached_property
    def _passage_starts(self) -> Sequence[int]:
        return [passage.start for passage in self.plan.passages]

    def section_at(self, start: int) -> str:
        """The innermost section at an offset."""
        passage = self.passage_of(start)
        return passage.section if passage else self.plan.sections[0].id

    def source(self, start: int, end: int, section: str | None = None) -> Source:
        """A source for text[start:end], trimmed of white space and of a closing mark."""
        text = self.plan.text
        while start < end and text[start] in " 　\r\n，。；：":
            start += 1
        while end > start and text[end - 1] in " 　\r\n，。；：":
            end -= 1
        return Source(self.path(section or self.section_at(start)), text[start:end], start, end)

    def is_rare(self, words: str) -> bool:
        """Whether so few clauses have some characters that they name one matter."""
        return sum(words in unit.text for unit in self.units) <= RARE

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {plain(term.name): term for term in self.plan.terms}

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        return self.plan.regimes
