"""Text → plan: outline first, then what each section's own text says."""

from __future__ import annotations

from pathlib import Path

from bot.plan.details import deadline_of, priority_of, targets_of
from bot.plan.identity import issuer_of_plan, title_of_plan, year_of_plan
from bot.plan.layout import Layout, Span
from bot.plan.naming import shorten, title_of
from bot.plan.outline import Outline, outline
from bot.plan.owning import owners_of, subject_names, supporters_of
from bot.plan.passages import own_spans, read_passages
from bot.plan.regimes import read_regimes
from bot.plan.results import read_results, read_states
from bot.plan.tables import Row, read_rows
from bot.plan.tasks import Draft, read_tasks
from bot.plan.terms import read_terms
from bot.plan.words import TaskWords, task_words
from bot.records import Owner, Plan, Regime, Result, Section, SectionKind, Task
from bot.text.lexicon import LEXICON

_NO_TASKS = (SectionKind.PREAMBLE, SectionKind.REVIEW, SectionKind.CHALLENGE, SectionKind.CLOSING)


def parse(text: str, lexicon_dir: Path = LEXICON, name: str = "") -> Plan:
    """The plan that the text is. `name` is the file's, used where the text gives no title."""
    layout = Layout(text)
    year = year_of_plan(layout, name)
    tree = outline(layout, year, lexicon_dir)
    reader = _Reader(layout, tree, year, issuer_of_plan(layout, lexicon_dir), lexicon_dir)
    reader.read()
    return Plan(
        title=title_of_plan(layout, name),
        year=year,
        issuer=reader.issuer,
        text=text,
        sections=tree.sections,
        tasks=tuple(reader.tasks),
        results=tuple(reader.results),
        regimes=tuple(reader.regimes),
        terms=tuple(read_terms(layout, tree.sections, lexicon_dir)),
        passages=tuple(read_passages(layout, tree.sections)),
    )


class _Reader:
    """Goes through the sections' own text once, in the order of the text."""

    def __init__(
        self, layout: Layout, tree: Outline, year: int | None, issuer: str | None, directory: Path
    ) -> None:
        self.layout, self.tree, self.year, self.issuer, self.directory = layout, tree, year, issuer, directory
        self.words: TaskWords = task_words(directory)
        self.parents = {section.parent for section in tree.sections}
        self.tasks: list[Task] = []
        self.results: list[Result] = []
        self.regimes: list[Regime] = []

    def read(self) -> None:
        pieces = own_spans(self.tree.sections)
        ordered = [(piece, section) for section in self.tree.sections for piece in pieces[section.id]]
        for piece, section in sorted(ordered, key=lambda pair: pair[0].start):
            if section.id in self.tree.past or section.kind is SectionKind.REVIEW:
                self._read_results(piece, section)
            elif section.kind not in _NO_TASKS and not self._explains(section):
                self._read_tasks(piece, section)

    def _explains(self, section: Section) -> bool:
        return section.kind is SectionKind.PART and bool(self.words.explaining.search(section.title))

    def _read_results(self, piece: Span, section: Section) -> None:
        self.results.extend(
            read_results(self.layout, section.id, piece.start, piece.end, self.words, self.directory)
        )

    def _read_tasks(self, piece: Span, section: Section) -> None:
        goals_only = section.kind is SectionKind.OVERVIEW or self._introduces(piece, section)
        start = max(piece.start, self.tree.bodies.get(section.id, piece.start))
        if start >= piece.end and piece.start == section.start:
            start = self.tree.titles.get(section.id, start)  # a title alone is the task
        if self._marked(section, start):
            start = piece.start
        drafts = read_tasks(self.layout, start, piece.end, self.words, self.year, goals=goals_only)
        self.results.extend(
            read_states(self.layout, section.id, start, piece.end, self.words, self.directory)
        )
        for regime, span in read_regimes(
            self.layout, section.id, start, piece.end, self.words, self.directory
        ):
            self.regimes.append(regime)
            drafts = self._without(drafts, span, piece.end)
        for row in read_rows(self.layout, start, piece.end, self.directory):
            before = [draft for draft in drafts if draft.start < row.whole.start]
            self._finish(before, section, goals_only)
            drafts = drafts[len(before) :]
            self.tasks.append(self._row_task(row, section))
        self._finish(drafts, section, goals_only)

    def _marked(self, section: Section, body: int) -> bool:
        """Whether an unnumbered heading is a sentence that marks a priority: 重点是实施…行动。"""
        unnumbered = section.kind is SectionKind.INITIATIVE and section.number is None
        return (
            unnumbered and self.words.priority_lead.match(self.layout.flat, section.start, body) is not None
        )

    def _without(self, drafts: list[Draft], steps: Span, end: int) -> list[Draft]:
        """The drafts without a regime's steps, and without the rest of their sentence, which only praises."""
        stop = self.layout.text.find("。", steps.end, end)
        kept = [draft for draft in drafts if not steps.start <= draft.start < max(stop, steps.end)]
        for draft in kept:
            if draft.start < steps.start < draft.end:
                draft.end = draft.head.end
        return kept

    def _introduces(self, piece: Span, section: Section) -> bool:
        """Whether the piece is what a part says before its first child: words that lead up to the work."""
        return (
            section.kind is SectionKind.PART
            and piece.end < section.end
            and section.id in self.parents
            and piece.start == section.start
        )

    def _finish(self, drafts: list[Draft], section: Section, goals_only: bool) -> None:
        """Make tasks of the drafts. Where only goals are set, those without figure and date are no tasks."""
        carried: tuple[str, ...] = ()
        sentence: Span | None = None
        for draft in drafts:
            if goals_only:
                targets = targets_of(self.layout, draft.start, draft.end, self.words, self.directory)
                if not targets and not (draft.horizon and draft.horizon.goal):
                    continue
            if draft.subject:
                carried = subject_names(self.layout, draft.subject, self.words)
            elif draft.head.speaker or (not draft.called and draft.sentence != sentence):
                carried = ()
            sentence = draft.sentence
            self.tasks.append(self._task(draft, section, carried))

    def _row_task(self, row: Row, section: Section) -> Task:
        """The task of a table's row: its words are those of all its cells."""
        layout, words = self.layout, self.words
        start, end = row.whole.start, row.whole.end
        timed = row.deadline or row.task
        aims = [cell for cell in (row.task, row.target) if cell]
        targets = [
            t for cell in aims for t in targets_of(layout, cell.start, cell.end, words, self.directory)
        ]
        own = (Owner(self.issuer, inferred=True),) if self.issuer else ()
        return Task(
            id=self._next_id(),
            section=section.id,
            title=shorten(layout.text[row.task.start : row.task.end]),
            quote=layout.text[start:end],
            start=start,
            end=end,
            owners=tuple(Owner(name) for name in row.owners) or own,
            supporters=row.supporters,
            deadline=deadline_of(layout, timed.start, timed.end, timed.start, self.year, self.directory),
            targets=tuple(sorted(targets, key=lambda target: target.start)),
        )

    def _next_id(self) -> str:
        return f"T{len(self.tasks) + 1:03d}"

    def _task(self, draft: Draft, section: Section, carried: tuple[str, ...]) -> Task:
        layout = self.layout
        return Task(
            id=self._next_id(),
            section=section.id,
            title=title_of(layout, draft, self.words),
            quote=layout.text[draft.start : draft.end],
            start=draft.start,
            end=draft.end,
            owners=owners_of(layout, draft, self.words, carried, self.issuer),
            supporters=supporters_of(layout, draft.start, draft.end, self.words),
            priority=priority_of(layout, draft, self.words),
            deadline=deadline_of(layout, draft.start, draft.end, draft.head.verb, self.year, self.directory)
            or (draft.horizon.deadline if draft.horizon else None),
            targets=targets_of(layout, draft.start, draft.end, self.words, self.directory),
        )
