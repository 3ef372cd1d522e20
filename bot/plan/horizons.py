"""A date at the head of a sentence holds for what follows: 到2025年，建成…；形成…."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.plan.layout import Layout, Span
from bot.plan.words import TaskWords
from bot.records import Deadline, Precision
from bot.text.dates import find_deadlines

_BY = re.compile(r"[到至]$")  # 到2025年, 力争到2025年; 从2025年 and 在2025年 say when something begins
_CLOSED = re.compile(r"[前底末终内间期]$")  # 2025年底前, “十四五”期间
_PART = "其中"
_FLOATING = (Precision.RELATIVE, Precision.VAGUE)


@dataclass(frozen=True)
class Horizon:
    """A date for all clauses up to the next date, or the end of the sentence."""

    deadline: Deadline
    goal: bool  # 到2035年: what follows is wanted, though no verb of doing says so


class Horizons:
    """Follows the dates of a paragraph, clause by clause."""

    def __init__(self, layout: Layout, year: int | None, words: TaskWords) -> None:
        self.layout, self.year, self.words = layout, year, words
        self.now: Horizon | None = None

    def read(self, clause: Span) -> Horizon | None:
        """The horizon that holds in the clause; the clauses behind it may have another, or none."""
        text, words = self.layout.text, self.words
        dates = [
            found
            for found in find_deadlines(text, self.year, clause.start, clause.end, directory=words.directory)
            if not self.layout.named[(found.start + found.end) // 2] or found.precision is Precision.PERIOD
        ]
        if not dates:
            return self.now
        start = clause.start
        part = self.layout.flat.startswith(_PART, start)  # 其中2027年完成…: of what is before, no new frame
        while linked := words.connector.match(self.layout.flat, start, clause.end):
            start = linked.end()
        lead = words.until.match(self.layout.flat, start, clause.end)
        first, before = dates[0], self.now
        self.now = None
        if first.start <= (lead.end() if lead else start) and len(dates) == 1 and not part:
            self.now = self._horizon(first, lead[0] if lead else "", clause.end)
        return self.now or before

    def _horizon(self, first: Deadline, lead: str, end: int) -> Horizon | None:
        goal = bool(_BY.search(lead))
        alone = first.end == end
        if (lead and not goal) or first.precision in _FLOATING or self._soft(first) or self._past(first.due):
            return None
        if self.layout.text[first.end : first.end + 1] in ("起", "以", "的") or not (
            goal or alone or _CLOSED.search(first.raw)
        ):
            return None
        return Horizon(first, goal)

    def _soft(self, deadline: Deadline) -> bool:
        """今年 frames what follows. What the plan strives for (力争到2025年) it still dates."""
        return not deadline.firm and deadline.raw[0] in "今本"

    def _past(self, due: date | None) -> bool:
        return due is None or (self.year is not None and due.year < self.year)
