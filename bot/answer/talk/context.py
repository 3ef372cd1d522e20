"""Questions that mean what the talk is about: nothing named, or something of what was just quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer.kinds.places import Places
from bot.answer.kinds.regimes import Regimes
from bot.answer.kinds.wholes import ASPECTS
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import LEANING, Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.measures import asked_measures
from bot.answer.question.steps import Step
from bot.answer.question.topic import Topic, topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import section_facts, years
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import about
from bot.records import Answer, Fact, Section, State
from bot.text.calendar import whole
from bot.text.plain import plain

NUMERAL = r"(?:[一二三四五六七八九十两]{1,3}|\d{1,2})"
COUNTED = re.compile(rf"(?P<n>{NUMERAL})大?(?P<kind>[类项种个条点样])")
WHICH_OF = re.compile(rf"(?:那|是|都是|都有|分别是)*哪{COUNTED.pattern}(?:是|啊|呢|呀|嘛|\?)*")
BRIEF = 14  # characters of a question that may mean what was just quoted
UNSURE = ("likely", "not_mentioned", "clarify")  # kinds of answers beside which the talk may be meant
LEAST_NAMED, ONE_NOUN = 0.5, 1.0  # weight of a word that names something, of one that is sure to
WHOLE_YEAR = 360  # days
HELD = 0.95  # coverage of a clause that has all that a question names


class Context:
    """Finds the answer in what was talked about."""

    def __init__(
        self, knowledge: Knowledge, matcher: Matcher, outline: Outline, places: Places, regimes: Regimes
    ) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._outline = outline
        self._places = places
        self._regimes = regimes

    def same(self, inquiry: Inquiry) -> Answer | None:
        """A question without matter of its own: what was last talked about is meant."""
        topic = inquiry.topic
        owner = inquiry.asked_owner
        if owner and topic and inquiry.is_ellipsis and plain(owner) in plain(topic.source.quote):
            return self._places.tell(inquiry, topic, None)  # “学校呢”, of who does what in one sentence
        if not inquiry.is_bare or owner or inquiry.about_everything or inquiry.asks("order"):
            return None
        if inquiry.asks("list") and _names_months(inquiry):
            return None  # 7月到12月有哪些要完成: of the whole plan
        if inquiry.memory.get("regime") and self._regimes.names_clock(inquiry):
            return None
        back = inquiry.names_year
        if topic and back is not None and back != self.knowledge.is_past(topic.section):
            return None  # “去年关停了多少家”: of the other year
        if topic:
            return self._unlisted(inquiry, topic) or years.tell(
                self._places.tell, inquiry, self._counted(inquiry, topic), inquiry.aspect
            )
        section = self.knowledge.sections.get(inquiry.memory.get("section") or "")
        named = any(word.noun and word.known and len(word.surface) > 1 for word in inquiry.words)
        if section is None or (named and inquiry.is_ellipsis):
            return None  # “老师的呢”: another section may be meant
        if inquiry.aspect in ASPECTS:
            return section_facts.tell(self.knowledge, section, inquiry.aspect or "")
        return self._outline.summary(section)

    def leaning(self, step: Step) -> Step:
        """The step; where it is not sure, a few words are told of what was last talked about."""

        def told(inquiry: Inquiry) -> Answer | None:
            answer = step(inquiry)
            if answer is None or answer.kind not in UNSURE or not self._goes_on(inquiry):
                return answer
            assert inquiry.topic is not None
            topic = self._counted(inquiry, inquiry.topic)
            return self._places.tell(inquiry, topic, inquiry.carried_aspect)

        return told

    def _goes_on(self, inquiry: Inquiry) -> bool:
        """Whether it names nothing new: “归哪个科”, “全市都算还是光农村”."""
        topic = inquiry.topic
        if topic is None or inquiry.corrects or inquiry.pending or len(inquiry.text) > BRIEF:
            return False
        if inquiry.names_year not in (None, self.knowledge.is_past(topic.section)):
            return False
        if any(word.noun and not word.known and word.weight >= LEAST_NAMED for word in inquiry.words):
            return False
        leans = inquiry.points_back or inquiry.aspect in ("deadline", "owner")
        return inquiry.weight <= (ONE_NOUN if leans else LEANING)

    def _counted(self, inquiry: Inquiry, topic: Topic) -> Topic:
        """The topic at the clause that counts in the measure asked (花了多少钱), if its own does not."""
        measures = asked_measures(inquiry.text)
        fitting = [
            unit
            for unit in topic.units
            for quantity in self.knowledge.quantities.get(unit.index, ())
            if any(measure in plain(quantity.raw) for measure in measures)
        ]
        return topic if topic.focus in fitting or not fitting else replace(topic, focus=fitting[0])

    def _unlisted(self, inquiry: Inquiry, topic: Topic) -> Answer | None:
        """“哪三类啊”: which they are, of a number that the plan only names."""
        asked = WHICH_OF.fullmatch(inquiry.text)
        if asked is None:
            return None
        number, kind = whole(asked.group("n")), asked.group("kind")
        counted = COUNTED.finditer(topic.focus.text)
        if not any(whole(c.group("n")) == number and c.group("kind") == kind for c in counted):
            return None
        if topic.focus.text.count("、") >= (number or 0) - 1:
            return None  # they may be those that it names
        fact = Fact(topic.title, "term", State.SILENT, None, topic.focus.task)
        return about(topic, f"原文只说有{asked.group('n')}{kind}，没有列出是哪些。", [fact], aspect=None)

    def nearby(self, inquiry: Inquiry) -> Answer | None:
        """“教室哪天配齐”, “里面审计怎么讲”: something that the last quotation, or its section, speaks of."""
        words = [word for word in inquiry.words if word.weight > WEAK or (inquiry.is_ellipsis and word.noun)]
        told = self.knowledge.sections.get(inquiry.memory.get("section") or "")
        if told is None or inquiry.corrects or len(inquiry.text) > BRIEF or not words:
            return None
        if inquiry.names_year is not None or inquiry.about_everything:
            return None
        found = self._quoted(inquiry, words) or self._beside(inquiry, words, told)
        if found is None:
            return None
        return self._places.tell(inquiry, topic_of(self.knowledge, found, []), inquiry.carried_aspect)

    def _quoted(self, inquiry: Inquiry, words: Sequence[Word]) -> Match | None:
        """The clause of the last quotation that has all the words, if no other is likelier."""
        quoted = {unit.index for unit in inquiry.topic.units} if inquiry.topic else set()
        match = next((m for m in self._matcher.rank(words) if m.unit.index in quoted), None)
        if match is None or match.coverage < HELD or not any(word.noun for word in words):
            return None
        best = next(iter(inquiry.ranked), match)
        elsewhere = best.unit.index not in quoted and best.coverage > match.coverage + 0.01
        return None if elsewhere else match

    def _beside(self, inquiry: Inquiry, words: Sequence[Word], told: Section) -> Match | None:
        """The clause of the section talked about that has all the words, for what leans on the talk."""
        inside = inquiry.asks("inside")
        if not inside and not (inquiry.is_ellipsis and any(word.noun for word in words)):
            return None
        within = self.knowledge.within(told.id)
        match = next(iter(self._matcher.rank(words, within=within)), None)
        return match if match and match.coverage >= HELD else None


def _names_months(inquiry: Inquiry) -> bool:
    """Whether it names a part of a year."""
    spans = [tuple(map(date.fromisoformat, value.split("/"))) for value in inquiry.values("period")]
    return any((last - first).days < WHOLE_YEAR for first, last in spans)
