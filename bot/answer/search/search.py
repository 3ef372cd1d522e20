"""Where the plan may speak of a question: by its words, NLU's guess, its time and the talk."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry, section_of
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.words import Word
from bot.answer.search.evidence import Evidence
from bot.answer.search.horizons import Horizons

INTENT_WEIGHT = 0.55  # by how much a section is favoured that NLU is sure of
TOLD = 0.3  # of the likelihood of what speaks of another time than the question
OUTSIDE = 0.4  # confidence of NLU that the plan does not speak of it, from which its guess counts no more


class Search:
    """Ranks the clauses of one plan for a question."""

    def __init__(
        self, knowledge: Knowledge, matcher: Matcher, evidence: Evidence, horizons: Horizons
    ) -> None:
        self.knowledge = knowledge
        self.matcher = matcher
        self.evidence = evidence
        self.horizons = horizons

    def of_words(self, words: Sequence[Word]) -> list[Match]:
        """The clauses by words alone, best first."""
        return self.matcher.rank(words)

    def of_part(self, inquiry: Inquiry, words: Sequence[Word]) -> list[Match]:
        """The clauses for some of a question's words, best first."""
        prior = {section: INTENT_WEIGHT * p for section, p in inquiry.prior.items()}
        return self.matcher.rank(words, prior, self.evidence.bonus(inquiry))

    def of_inquiry(self, inquiry: Inquiry) -> list[Match]:
        """The clauses by all that speaks for them, best first."""
        prior = {
            section: INTENT_WEIGHT * p * self._of_its_time(inquiry, section)
            for section, p in inquiry.prior.items()
        }
        bonus = self.evidence.bonus(inquiry) + self.horizons.bonus(inquiry)
        return self.matcher.rank(inquiry.words, prior, bonus, near=self._near(inquiry))

    def _of_its_time(self, inquiry: Inquiry, section: str) -> float:
        """By how much NLU's guess counts: a deadline or an owner is asked of what is to be done."""
        if self.horizons.is_other(inquiry, section):
            return TOLD
        if inquiry.names_year is False and self.knowledge.is_past(section):
            return TOLD
        ahead = {"deadline", "owner"} & set(inquiry.aspects)
        if inquiry.looks_back:
            return 1.0
        return TOLD if ahead and self.knowledge.is_past(section) else 1.0

    def _near(self, inquiry: Inquiry) -> dict[int, float]:
        """How sure NLU is of the clauses that it takes the question to be about, by their index.

        A few words that lean on what was said mean that, whatever they would mean alone.
        """
        found: dict[int, float] = {}
        if inquiry.intends("out_of_scope", at_least=OUTSIDE) or inquiry.is_put_right:
            return found
        if inquiry.memory.get("section") and (inquiry.points_back or inquiry.is_bare):
            return found
        for clause in inquiry.question.clauses:
            if clause.confidence <= 0:  # surely about something else, such as a section as a whole
                continue
            for unit in self.knowledge.units_of(clause.about, section_of(clause.intent))[:1]:
                found[unit.index] = clause.confidence * self._of_its_time(inquiry, unit.section)
        return found
