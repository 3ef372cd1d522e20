"""Which time a clause speaks of: the years behind, last year, the plan's own year, or the years ahead.

A yearly report often tells of all four, and gives the same matter a figure in each. Which is which follows
from the names of periods in the titles of sections, and from the turn to last year inside a review.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cached_property

import numpy as np

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Scores

YEARS = "[五四三两几数]"
BEHIND = re.compile(
    rf"(?:过去|这|前|前头|上)(?:的)?{YEARS}年|{YEARS}年(?:前|以前|之前|来|间|里|下来|累计|攒|总共|一共)"
)
AHEAD = re.compile(rf"(?:未来|今后|往后|下)(?:的)?{YEARS}年|(?:长远|远期|中长期)")
LAST = re.compile(r"去年|上一?年(?!级)|过去一年")
THIS = re.compile(r"今年|本年|年内")
TURNS = re.compile(r"去年|(?:过去|这)的?一年|一年来")
# How much a clause of the time that is asked is favoured, one of another time disfavoured; and the same
# for this year's against that of the years ahead, where the question does not say.
ASKED, OTHER, UNSAID = 0.2, 0.15, 0.12


class Horizon(str, Enum):
    """The time that a clause speaks of."""

    BEHIND = "behind"
    LAST = "last"
    THIS = "this"
    AHEAD = "ahead"


class Horizons:
    """Knows the time of each clause of a plan that speaks of several. `periods`: 十四五 → its last year."""

    def __init__(self, knowledge: Knowledge, periods: Mapping[str, int]) -> None:
        self.knowledge = knowledge
        self._year = knowledge.plan.year
        self._periods = periods
        self._indexes = {h: np.array([o is h for o in self.of_units], dtype=np.float32) for h in Horizon}

    @cached_property
    def of_units(self) -> tuple[Horizon | None, ...]:
        """The time of each clause; None throughout, where no section's title names a period of years."""
        spoken = {section.id: self._of_words(section.title) for section in self.knowledge.plan.sections}
        if self._year is None or not {Horizon.BEHIND, Horizon.AHEAD} & set(spoken.values()):
            return (None,) * len(self.knowledge.units)
        found: list[Horizon | None] = []
        turned: set[str] = set()  # parts whose review has come to last year
        for unit in self.knowledge.units:
            above = self.knowledge.ancestors(unit.section)
            own = next((spoken[s.id] for s in above if spoken[s.id]), None)
            if own is Horizon.BEHIND and (above[-1].id in turned or self._turns(unit.text)):
                turned.add(above[-1].id)
                own = Horizon.LAST
            found.append(own or (Horizon.LAST if self.knowledge.is_past(unit.section) else Horizon.THIS))
        return tuple(found)

    def _turns(self, text: str) -> bool:
        """Whether a clause of a review comes to last year: 刚刚过去的2025年, not 到2025年的4.93万亿元."""
        year = str((self._year or 0) - 1)
        return (
            TURNS.search(text) is not None or re.search(rf"^(?:刚刚?)?(?:过去的)?{year}年", text) is not None
        )

    def _of_words(self, words: str) -> Horizon | None:
        """The time that a period's name says: behind, when its last year is before the plan's."""
        years = [last for name, last in self._periods.items() if name in words]
        if not years or self._year is None:
            return None
        return Horizon.BEHIND if min(years) < self._year else Horizon.AHEAD

    def is_back(self, unit: Unit) -> bool | None:
        """Whether a clause tells of last year (True) or of the plan's own; None: of other years."""
        own = self.of_units[unit.index]
        nearest = Horizon.LAST if self.knowledge.is_past(unit.section) else Horizon.THIS
        if own not in (None, nearest) and nearest in self.of_units:
            return None
        return nearest is Horizon.LAST

    def names_period(self, word: str) -> bool:
        """Whether a word is the name of a period of years."""
        return word in self._periods

    def is_other(self, inquiry: Inquiry, section: str) -> bool:
        """Whether a section speaks of another time than the question, or of years ahead unasked."""
        first = next((u.index for u in self.knowledge.units if u.section == section), None)
        own = self.of_units[first] if first is not None else None
        if own is None:
            return False
        asked = self.asked(inquiry)
        if asked is not None:
            return own is not asked and {own, asked} != {Horizon.BEHIND, Horizon.LAST}
        ahead = inquiry.looks_back is False
        return own is Horizon.AHEAD or (own is Horizon.BEHIND and ahead)

    def asked(self, inquiry: Inquiry) -> Horizon | None:
        """The time that a question says; None when it says none, or more than one."""
        text, year = inquiry.text, self._year
        years = {int(value) for value in inquiry.values("year")}
        said = {self._of_words(text)} - {None}
        if BEHIND.search(text):
            said.add(Horizon.BEHIND)
        if AHEAD.search(text) or (year and any(y > year for y in years)):
            said.add(Horizon.AHEAD)
        if not said and (LAST.search(text) or (year and year - 1 in years)):
            said.add(Horizon.LAST)
        if not said and (THIS.search(text) or year in years):
            said.add(Horizon.THIS)
        return said.pop() if len(said) == 1 else None

    def bonus(self, inquiry: Inquiry) -> Scores:
        """By how much each clause is favoured for its time."""
        asked = self.asked(inquiry)
        if asked is None:
            back = inquiry.looks_back or "deadline" in inquiry.aspects  # 哪一年 may be any year
            return (UNSAID if not back else 0.0) * (
                self._indexes[Horizon.THIS] - self._indexes[Horizon.AHEAD]
            )
        timed = sum(self._indexes.values())
        return ASKED * self._indexes[asked] - OTHER * (timed - self._indexes[asked])
