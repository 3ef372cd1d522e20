"""The matter that was talked about, asked of the other year: “去年这方面有成绩吗”."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import wording
from bot.answer.evidence import Evidence
from bot.answer.inquiry import LEANING, Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.matching import Matcher
from bot.answer.places import ENOUGH, Places
from bot.answer.reply import plain_reply
from bot.answer.topic import topic_from_memory, topic_of
from bot.records import Answer

BESIDE = 0.3  # how much the question's own words count beside those of the matter


class Thread:
    """Follows a matter from what is to be done to what was done, and back."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, evidence: Evidence, places: Places) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._evidence = evidence
        self._places = places

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The same matter in the year that is asked about; None when that year does not change."""
        topic = topic_from_memory(self.knowledge, inquiry.memory.get("topic") or {})
        back = inquiry.names_year(self.knowledge.plan.year)
        if back is None or (topic and back == self.knowledge.is_past(topic.section)):
            return None
        if topic is None and not (inquiry.memory.get("other_year") and inquiry.is_bare):
            return None
        if inquiry.weight >= LEANING and not inquiry.points_back:
            return None
        matter = inquiry.wording.words(str(inquiry.memory.get("matter") or ""))
        if not matter:
            return None
        own = [replace(word, weight=BESIDE * word.weight) for word in inquiry.words]
        ranked = self._matcher.rank([*matter, *own], {}, self._evidence.bonus(inquiry))
        ranked = [m for m in ranked if self.knowledge.is_past(m.unit.section) == back]
        if not ranked or ranked[0].coverage < ENOUGH:
            when = "去年的回顾" if back else "今年的安排"
            answer = plain_reply(
                f"{when}里没有提到{wording.quoted(inquiry.memory['matter'])}。", kind="not_mentioned"
            )
            return replace(answer, memory=dict(inquiry.memory))
        return self._places.tell(inquiry, topic_of(self.knowledge, ranked[0], ranked), inquiry.carried_aspect)
