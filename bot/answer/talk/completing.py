"""A few words that complete an earlier question: “教师的” after “哪一项？”, or after an unsure answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.question.words import Word
from bot.records import Answer
from bot.text.plain import plain

NAMED = 0.35  # coverage of the words by a clause and what stands around it, that tells it from the others
ALIKE = 0.97  # share of the best coverage at which another clause fits the words as well
AS_GOOD = 0.9  # share of the best coverage: of words that may ask of something else, of an earlier question


class Completing:
    """Finds which of several places is meant, once the user says more."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, tell: Tell) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The place that both questions mean; None when the words choose none that fits the earlier."""
        if inquiry.pending:
            offered = self._offered(inquiry)
        elif inquiry.unsure:
            offered = self._fitting(inquiry.words_of(inquiry.unsure))
            memory = {**inquiry.memory, "pending": inquiry.unsure}
            inquiry = replace(inquiry, question=replace(inquiry.question, memory=memory))
        else:
            return None
        unit = self._named(inquiry, offered) or self._chosen(inquiry, offered)
        if unit is None:
            return None
        topic = topic_of(self.knowledge, Match(unit, 1.0, 1.0), [])
        return self._tell(inquiry, topic, inquiry.aspect)

    def _offered(self, inquiry: Inquiry) -> list[Unit]:
        """The clauses between which the user was asked to choose."""
        return [
            unit
            for item in inquiry.memory.get("items") or ()
            if "start" in item
            for unit in self.knowledge.units_between(item["start"], item["end"])
        ]

    def _fitting(self, words: Sequence[Word]) -> list[Unit]:
        """The clauses that an earlier question fits about as well as the best."""
        ranked = self._matcher.rank(words)
        best = max((match.coverage for match in ranked), default=0.0)
        return [match.unit for match in ranked if match.coverage >= AS_GOOD * best]

    def _named(self, inquiry: Inquiry, offered: Sequence[Unit]) -> Unit | None:
        """The clause of the line that the user repeats, or whose button he pressed."""
        lines, items = inquiry.memory.get("lines") or (), inquiry.memory.get("items") or ()
        said = plain(inquiry.question.text).strip()
        n = next((n for n, line in enumerate(lines) if plain(line) == said), None)
        item = items[n] if n is not None and n < len(items) else {}
        return next((unit for unit in offered if unit.start <= item.get("start", -1) < unit.end), None)

    def _chosen(self, inquiry: Inquiry, offered: Sequence[Unit]) -> Unit | None:
        """The clause that the new words fit best; of those alike the one that both questions fit best."""
        own = inquiry.words_of(plain(inquiry.question.text))
        coverage = {match.unit.index: match.coverage for match in self._matcher.rank(own)}
        best = max((coverage.get(unit.index, 0.0) for unit in offered), default=0.0)
        elsewhere = max(coverage.values(), default=0.0)
        if best < NAMED or (best < AS_GOOD * elsewhere and not inquiry.asks("completing")):
            return None
        alike = {unit.index for unit in offered if coverage.get(unit.index, 0.0) >= ALIKE * best}
        return next((match.unit for match in inquiry.ranked if match.unit.index in alike), None)
