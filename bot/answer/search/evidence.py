"""What a question asks for, as a bonus on the clauses that could answer it."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Scores
from bot.answer.question.measures import YUAN, asked_measures
from bot.text.plain import plain

BEFORE_FIGURE = 0.7  # share of a figure's bonus for the clause before it in its sentence
# How much a clause is favoured that …
FITS, FITS_MONEY = 0.06, 0.5  # counts in the measure, or in money, that is asked for
FIGURE, NAMED, DUE = 0.06, 0.05, 0.12  # holds any figure, names an owner, has a deadline
MARKED = 0.3  # is marked as a priority
PAST, NAMED_YEAR = 0.2, 0.35  # is of the time that is asked about
DONE, COUNTED = 0.25, 0.08  # by how much less, where it tells of the past: for a deadline, for a figure
ASKED_OWNER = 0.2  # names the owner of whom it is asked
SAME_TASK, SAME_SECTION = 0.1, 0.25  # was talked about before
BRIEF, UNSURE = 8, 0.5  # characters of a question, and confidence of NLU, below which it leans on the talk
TASK = 0.05  # is to be done


class Evidence:
    """Knows which clauses hold figures, owners, deadlines. Made once for a plan."""

    def __init__(self, knowledge: Knowledge, past: Scores, marks: re.Pattern[str]) -> None:
        self.knowledge = knowledge
        units = knowledge.units
        tasks = [knowledge.tasks.get(u.task) if u.task else None for u in units]
        self._past = past.astype(np.float32)
        counted = np.array([u.index in knowledge.quantities for u in units], dtype=np.float32)
        follows = np.array([*(a.passage == b.passage for a, b in pairwise(units)), False])
        self._figures = np.maximum(counted, BEFORE_FIGURE * follows * np.append(counted[1:], 0))
        self._due = np.array([bool(t and t.deadline) for t in tasks], dtype=np.float32)
        self._named = np.array(
            [bool(t and any(not o.inferred for o in t.owners)) for t in tasks], dtype=np.float32
        )
        marked = [
            bool(t and t.priority) or bool(marks.search(u.text)) for t, u in zip(tasks, units, strict=True)
        ]
        self._marked = np.array(marked, dtype=np.float32)
        self._tasks = np.array([t is not None for t in tasks], dtype=np.float32)

    def bonus(self, inquiry: Inquiry) -> Scores:
        """By how much each clause is favoured beyond its words."""
        bonus = TASK * self._tasks
        aspects = inquiry.aspects
        if "target" in aspects:
            bonus = bonus + FIGURE * self._figures + self._fitting(inquiry)
            if inquiry.looks_back is None:
                bonus = bonus - COUNTED * self._past
        if "deadline" in aspects:
            bonus = bonus + DUE * self._due
            if inquiry.looks_back is None:
                bonus = bonus - DONE * self._past
        if "owner" in aspects:
            bonus = bonus + NAMED * self._named
            if inquiry.looks_back is None:
                bonus = bonus - COUNTED * self._past
        if set(aspects) <= {"measure"} and inquiry.looks_back is None:
            bonus = bonus - COUNTED * self._past
        if "priority" in aspects:
            bonus = bonus + MARKED * self._marked
        back = inquiry.looks_back
        if back is not None:
            strength = PAST if inquiry.names_year is None else NAMED_YEAR
            bonus = bonus + (strength if back else -strength) * self._past
        if inquiry.asked_owner:
            bonus = bonus + ASKED_OWNER * self._does(inquiry.asked_owner)
        return bonus + self._remembered(inquiry)

    def _does(self, owner: str) -> Scores:
        """The clauses that name an owner."""
        return np.array([plain(owner) in u.text for u in self.knowledge.units], dtype=np.float32)

    def _fitting(self, inquiry: Inquiry) -> Scores:
        """Figures counted in the measure that the question uses: 几所 wants 所."""
        measures = asked_measures(inquiry.text)
        fits = np.zeros(len(self._figures), dtype=np.float32)
        for index, quantities in self.knowledge.quantities.items():
            if any(measure in plain(q.raw) for q in quantities for measure in measures):
                fits[index] = FITS_MONEY if YUAN in measures else FITS
        return fits

    def _remembered(self, inquiry: Inquiry) -> Scores:
        """What was talked about before is likelier, the more so when the question points back."""
        bonus = np.zeros(len(self._figures), dtype=np.float32)
        section = inquiry.memory.get("section")
        back = inquiry.names_year
        if section not in self.knowledge.sections or back not in (None, self.knowledge.is_past(section)):
            return bonus
        leaning = (
            inquiry.points_back
            or inquiry.weight < 0.8
            or (inquiry.is_ellipsis and inquiry.weight < 1.3)
            or (len(inquiry.text) <= BRIEF and inquiry.question.confidence < UNSURE)
        )
        strength = 1.0 if leaning else 0.3
        within = self.knowledge.within(section)
        told = set((inquiry.memory.get("topic") or {}).get("units", ()))
        for unit in self.knowledge.units:
            if unit.section in within:
                bonus[unit.index] += SAME_SECTION * strength
            if unit.index in told:
                bonus[unit.index] += SAME_TASK * strength if inquiry.weight < 0.8 else 0.0
        return bonus
