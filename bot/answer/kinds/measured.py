"""“粮食多少斤”: the figure that counts in the measure that is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.kinds.places import FIRM, FULL, VAGUE
from bot.answer.knowledge import Knowledge, Quantity
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.measures import SHARE, YUAN, asked_measures, counted_in
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.saying import years
from bot.records import Answer
from bot.text.plain import plain

# Measures of one sort of thing, and the share of a question's words that a clause has to hold for them:
# what is done with so many 斤, people say in other verbs than the plan.
SORTS, ONE_SORT = frozenset("斤亩吨"), 0.7
MOVED = re.compile(r"[从由]\D{0,8}\d[^,;。]*?[到至]\D{0,3}\d")  # 从116学分减少到96学分


class Measured:
    """Finds the clause that has all the words, and a figure in the measure."""

    def __init__(self, knowledge: Knowledge, tell: Tell) -> None:
        self.knowledge = knowledge
        self._tell = tell
        figures = (plain(q.raw) for found in knowledge.quantities.values() for q in found)
        self._units = counted_in(figures)

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The figure, with its source; None where no measure is asked, or several clauses may be meant."""
        if inquiry.asks("change"):
            moved = (m for m in inquiry.ranked if m.coverage >= FIRM and MOVED.search(m.unit.text))
            match = next(moved, None)
            return self._tell(inquiry, topic_of(self.knowledge, match, []), "target") if match else None
        measures = asked_measures(inquiry.text) & (inquiry.lexicon.measures | {YUAN, SHARE} | self._units)
        if not measures or inquiry.aspects[:1] != ["target"] or any(map(inquiry.asks, ("list", "children"))):
            return None
        if inquiry.is_bare and not inquiry.memory.get("section"):
            return None  # 花了多少钱: names nothing
        fitting = [
            match
            for match in inquiry.ranked
            if match.coverage >= (ONE_SORT if measures <= SORTS else FULL)
            and any(m in plain(q.raw) for q in self._figures(match) for m in measures)
        ]
        vague = inquiry.weight <= VAGUE and len({match.unit.passage for match in fitting}) > 1
        if not fitting or vague:
            return None
        same = (m for m in fitting if m.unit.passage == fitting[0].unit.passage)
        match = next((m for m in same if self._is_called_so(inquiry, m)), fitting[0])
        return years.tell(self._tell, inquiry, topic_of(self.knowledge, match, []), "target")

    def _is_called_so(self, inquiry: Inquiry, match: Match) -> bool:
        """Whether a clause counts what the question names, and not a part or a sort of it."""
        names = {plain(quantity.name) for quantity in self._figures(match)}
        return any(word.surface in names for word in inquiry.words)

    def _figures(self, match: Match) -> Sequence[Quantity]:
        return self.knowledge.quantities.get(match.unit.index, ())
