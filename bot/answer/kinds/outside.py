"""Other places and other years than the plan's: it says that it does not speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.kinds.places import ENOUGH
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.topic import topic_of
from bot.answer.saying import phrases
from bot.answer.saying.reply import plain_reply
from bot.answer.search.periods import asked_spans
from bot.records import Answer, Entity, FollowUp
from bot.text.plain import plain
from bot.text.spans import AskedSpan

THIS_YEAR = re.compile(r"今年|本年")


class Outside:
    """Answers what no plan of this place and year can answer. `offers`: questions that this one can."""

    def __init__(self, knowledge: Knowledge, offers: Sequence[FollowUp]) -> None:
        self.knowledge = knowledge
        self._offers = tuple(offers)

    def place(self, inquiry: Inquiry) -> Answer | None:
        """A place that the plan does not name, or the neighbours."""
        place = inquiry.vocabulary.foreign_place(inquiry.text)
        away = inquiry.lexicon.phrases["elsewhere"].search(inquiry.text)
        if place is None and (away is None or away.group() in inquiry.vocabulary.text):
            return None  # nowhere else, or a place of which the plan speaks
        text = f"计划里没有提到{place}。" if place else "这份计划只讲本单位的工作，没有提到别处。"
        return plain_reply(text, kind="not_mentioned", follow_ups=self._offers)

    def year(self, inquiry: Inquiry) -> Answer | None:
        """A year that the plan neither is for, nor looks back on, nor speaks of."""
        year = self.knowledge.plan.year
        ranked = inquiry.ranked
        best = topic_of(self.knowledge, ranked[0], []) if ranked and ranked[0].coverage >= ENOUGH else None
        quote = plain(best.source.quote) if best else ""
        named = [entity for entity in inquiry.entities if entity.entity == "year"]
        named = [e for e in named if inquiry.text[e.start : e.end] not in quote]  # 明年, as the plan says it
        if year is None:
            return self._undated(inquiry, named)
        if THIS_YEAR.search(inquiry.text):  # 今年和明年: what the plan has of it is told
            named = [e for e in named if e.value != str(year + 1) or e.value in inquiry.text]
        asked = {int(entity.value) for entity in named}
        due = best.task.deadline.due if best and best.task and best.task.deadline else None
        known = range(year - 1, max(year, due.year if due else year) + 1)  # 十四五期间 reaches 2025
        others = [y for y in sorted(asked) if y not in known and f"{y}年" not in inquiry.vocabulary.text]
        if any(_reaches(span, year) for span in asked_spans(inquiry, self.knowledge)):
            return None
        if not others or (inquiry.asks("confirm") and (due or THIS_YEAR.search(quote))):
            return None  # 课桌椅是2023年底前换完吧: the time that the plan says tells whether it is so
        follow_ups = []
        if best:
            title = phrases.short(best.title, 24)
            follow_ups = [FollowUp(f"{year}年：{phrases.short(title, 16)}", title)]
        text = f"这份是{year}年的计划，没有{others[0]}年的内容。"
        answer = plain_reply(text, kind="not_mentioned", follow_ups=follow_ups)
        return replace(answer, memory={**inquiry.memory, "other_year": others[0], "aspect": inquiry.aspect})

    def _undated(self, inquiry: Inquiry, named: Sequence[Entity]) -> Answer | None:
        """A year that is counted from the plan's (明年), where the plan says none."""
        away = next((entity for entity in named if entity.value[0] in "+-"), None)
        if away is None:
            return None
        text = f"计划没有写明年份，无法判断“{inquiry.text[away.start : away.end]}”的内容。"
        return plain_reply(text, kind="not_mentioned", follow_ups=self._offers)


def _reaches(span: AskedSpan, year: int) -> bool:
    """Whether a span begins or ends in a year, or ends after it: 10月到明年3月, 2026年以前."""
    if not span.limited:
        return False
    named = any(day.first.year <= year <= day.last.year for day in span.days)
    return named or (span.first is None and span.last is not None and span.last.year > year)
