"""The period that a question asks about: 9月以后, 7月到12月, 秋季开学前 as the plan itself says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.words import Word
from bot.text.plain import plain
from bot.text.question_dates import AskedDate
from bot.text.spans import AskedSpan, join_dates


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included, and how it is called. None: no such limit."""

    first: date | None
    last: date | None
    words: str  # “6月底前”, “9月以后”

    def names(self, word: Word) -> bool:
        """Whether a word of the question only says the period."""
        return word.surface in self.words or stands_for(word, self.words)


def asked_period(inquiry: Inquiry, knowledge: Knowledge) -> Period | None:
    """The period that the question names; None for none, and for a whole year, which frames any question."""
    spans = [span for span in asked_spans(inquiry, knowledge) if not span.is_frame]
    own = {entity.start for entity in inquiry.entities if entity.entity == "period"}
    by_date = [span for span in spans if any(day.start in own for day in span.days)]
    span = next(iter(by_date or spans), None)
    if span is None:
        return None
    words = inquiry.text[span.start : span.end]
    if span.limited:
        return Period(span.first, span.last, words)
    if not by_date:
        return Period(None, span.last, _plan_words(knowledge, span))
    if span.first == span.last:
        return Period(None, span.last, f"{words}前")
    return Period(span.first, span.last, words)


def overdue_by(inquiry: Inquiry, period: Period | None) -> date | None:
    """The day by which what is asked for had to be done: 到9月20号哪些该完了; by default today.

    None when nothing overdue is asked for: 9月该完成的 are those of September.
    """
    if not inquiry.asks("overdue") or (period and period.first):
        return None
    return (period.last if period else None) or inquiry.today


def asked_spans(inquiry: Inquiry, knowledge: Knowledge) -> list[AskedSpan]:
    """All spans of time that the question names, the plan's own words for a day among them."""
    days = [
        AskedDate(entity.start, entity.end, *map(date.fromisoformat, entity.value.split("/")))
        for entity in inquiry.entities
        if entity.entity == "period"
    ]
    for day in _days_of_plan(inquiry, knowledge):
        if not any(day.start < other.end and other.start < day.end for other in days):
            days.append(day)
    return join_dates(inquiry.text, days)


def stands_for(word: Word, words: str) -> bool:
    """Whether a word stands for a part of some words of the plan: 秋天开学 for 秋季开学前."""
    return any(len(form) > 2 and form in words for form in word.forms)


def _days_of_plan(inquiry: Inquiry, knowledge: Knowledge) -> Iterator[AskedDate]:
    """The days for which the plan has words of its own, where the question says these words."""
    for task in knowledge.plan.tasks:
        due = task.deadline
        if due is None or due.due is None or not due.firm:
            continue
        raw = plain(due.raw)
        core = raw.removesuffix("前")
        said = [core, *(word.surface for word in inquiry.words if stands_for(word, raw))]
        words = next((w for w in said if w in inquiry.text), None)
        if words:
            start = inquiry.text.index(words)
            yield AskedDate(start, start + len(words), due.due, due.due)


def _plan_words(knowledge: Knowledge, span: AskedSpan) -> str:
    """The plan's words for a day that it names itself."""
    deadlines = (task.deadline for task in knowledge.plan.tasks)
    return next(due.raw for due in deadlines if due and due.firm and due.due == span.last)
