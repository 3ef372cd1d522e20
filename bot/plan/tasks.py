"""Sentences → tasks: where each begins and ends, and the clauses that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.plan.clauses import Clause, Role, read_clause
from bot.plan.horizons import Horizon, Horizons
from bot.plan.layout import Layout, Span
from bot.plan.words import TaskWords

_GOES_ON = "；;"  # ends a piece of a sentence and no sentence


@dataclass
class Draft:
    """A task while its sentence is read."""

    start: int
    end: int
    head: Clause  # the clause with its verb
    sentence: Span
    subject: Span | None = None  # the owner of its clause, or of an earlier one of its sentence
    called: bool = False  # 要, 将 stand before its verb
    mild: bool = False  # begins with a verb of result: 提高…, 促进…
    horizon: Horizon | None = None  # the date that its sentence begins with


def read_tasks(
    layout: Layout, start: int, end: int, words: TaskWords, year: int | None, *, goals: bool = False
) -> list[Draft]:
    """The tasks in [start, end) of a section's own text.

    A date at the head of a sentence holds to its end; where a section only sets `goals`, for the paragraph.
    """
    drafts: list[Draft] = []
    for line in layout.within(start, end):
        if line.tabbed:  # a row of a table is read cell by cell
            continue
        horizons = Horizons(layout, year, words)
        for sentence in layout.sentences(line.start, line.end):
            if not words.reported.search(layout.flat, sentence.start, sentence.end):
                drafts.extend(_Sentence(layout, sentence, words, horizons).read())
            goes_on = layout.text[sentence.end - 1] in _GOES_ON
            if not (goes_on or (goals and horizons.now and horizons.now.goal)):
                horizons.now = None
    return drafts


class _Sentence:
    """Reads one sentence from left to right."""

    def __init__(self, layout: Layout, span: Span, words: TaskWords, horizons: Horizons) -> None:
        self.layout, self.span, self.words = layout, span, words
        self.horizons = horizons
        self.horizon: Horizon | None = None  # of the clause that is read
        self.drafts: list[Draft] = []
        self.open: Draft | None = None  # may still be extended
        self.lead: int | None = None  # where clauses that lead up to the next task begin
        self.subject: Span | None = None

    def read(self) -> list[Draft]:
        goals = self._sets_goals()
        last = self.span.start
        for span in self.layout.clauses(self.span.start, self.span.end):
            clause = read_clause(self.layout, span, self.words)
            self.horizon = self.horizons.read(span)
            if clause.subject:
                self.subject = clause.subject
            elif clause.speaker:
                self.subject = None
            self._take(clause, goals)
            last = span.end
        if self.lead is not None and self.open:
            self.open.end = last
        return self.drafts

    def _sets_goals(self) -> bool:
        """主要预期目标是：… lists figures, each of them a task."""
        text = self.layout.text[self.span.start : self.span.end]
        head, colon, _ = text.partition("：")
        return bool(colon) and ("目标" in head or "指标" in head) and len(head) < 40

    def _take(self, clause: Clause, goals: bool) -> None:
        role = clause.role
        if role is Role.EMPTY:
            return
        if goals and role in (Role.FIGURE, Role.RESULT, Role.OTHER):
            role = Role.ACTION if role is Role.FIGURE else role
        if role is Role.PREFIX or (role is Role.TRAIL and self.open is None):
            self.lead = clause.start if self.lead is None else self.lead
        elif role is Role.STATEMENT:
            if self._marks(clause):
                return
            self.open, self.lead = None, None
        elif role is Role.ACTION or (role in (Role.RESULT, Role.FIGURE) and self._may_begin(clause)):
            self._begin(clause)
        elif role is Role.OTHER and self.open is None and self.horizon and self.horizon.goal:
            self._begin(clause)  # 到2035年，农业农村现代化基本实现
        elif self.open:
            self.open.end = clause.end
            self.lead = None
        elif role is Role.OTHER:
            self.lead = None

    def _marks(self, clause: Clause) -> bool:
        """这是一项政治任务 marks the task before it."""
        if self.open and self.words.priority.search(self.layout.flat, clause.start, clause.end):
            self.open.end = clause.end
            return True
        return False

    def _may_begin(self, clause: Clause) -> bool:
        """A result or a figure is a task at the head of a sentence, or behind a task that began as one."""
        if self.open:
            return clause.role is Role.RESULT and self.open.mild
        return not self.drafts and (
            clause.role is Role.FIGURE or self.lead is not None or clause.start - self.span.start < 8
        )

    def _begin(self, clause: Clause) -> None:
        start = clause.start if self.lead is None else self.lead
        mild = clause.role is Role.RESULT
        self.open = Draft(
            start, clause.end, clause, self.span, self.subject, clause.modal, mild, self.horizon
        )
        self.drafts.append(self.open)
        self.lead = None
