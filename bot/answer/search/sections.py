"""Which section of the outline a question names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answer.knowledge import Knowledge
from bot.answer.question.matching import Matcher
from bot.answer.question.words import Word
from bot.records import Section, SectionKind
from bot.text.plain import plain

LEAST_WEIGHT = 0.5  # a single character names no section
PARTED = 0.95  # 职业教育 in 职业技术教育
FITTING = 0.2  # for a section of the time that is asked about
NAMELESS = (SectionKind.PREAMBLE, SectionKind.CLOSING)


def _stands_in(form: str, title: str) -> float:
    """How far (0 to 1) a string stands in a title: whole, or with a few characters between its halves."""
    if form in title:
        return 1.0
    if len(form) < 4:
        return 0.0
    half = len(form) // 2
    parted = re.search(f"{re.escape(form[:half])}.{{1,4}}{re.escape(form[half:])}", title)
    return PARTED if parted else 0.0


class Titles:
    """Matches a question's words with the titles of sections."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._titles = {s.id: plain(s.title) for s in knowledge.plan.sections}

    def coverage(self, section: Section, words: Sequence[Word]) -> float:
        """The share (0 to 1) of the words' weight that stands in the section's title."""
        total = hit = 0.0
        title = self._titles[section.id]
        for word in words:
            best = max(
                ((sure * _stands_in(form, title), form) for form, sure in word.forms.items()),
                default=(0.0, ""),
            )
            surest = max(word.forms, key=lambda form: word.forms[form], default="")
            weight = word.weight * (self._matcher.vector(best[1] or surest)[1] if word.forms else 1.0)
            total += weight
            hit += weight * best[0]
        return hit / total if total else 0.0

    def holds(self, section: Section, form: str) -> bool:
        """Whether a string itself stands in the section's title."""
        return _stands_in(form, self._titles[section.id]) > 0

    def best(
        self,
        words: Sequence[Word],
        *,
        at_least: float,
        prior: Mapping[str, float] | None = None,
        past: bool | None = None,
    ) -> Section | None:
        """The section whose title holds most of the words.

        Ties go to the likelier intent, then to the shorter title. `past` favours the review (True) or
        what is to be done (False); sections of what is to be done come first in any case.
        """
        if sum(word.weight for word in words) < LEAST_WEIGHT:
            return None
        ranked = []
        for section in self.knowledge.plan.sections:
            if section.kind in NAMELESS:
                continue
            coverage = self.coverage(section, words)
            if coverage >= at_least:
                likely = (prior or {}).get(section.id, 0.0)
                fits = self.knowledge.is_past(section.id) == bool(past)
                ranked.append(
                    (coverage + 0.3 * likely + FITTING * fits - 0.002 * len(section.title), section)
                )
        return max(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def alike(self, section: Section, words: Sequence[Word]) -> list[Section]:
        """The sections of its kind whose titles hold the words as well as the section's does, in order."""
        best = self.coverage(section, words)
        return [
            other
            for other in self.knowledge.plan.sections
            if other.kind == section.kind
            and self.knowledge.is_past(other.id) == self.knowledge.is_past(section.id)
            and self.coverage(other, words) >= best
        ]
