"""Other places and other years than the plan's: it says that it does not speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import wording
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.places import ENOUGH
from bot.answer.reply import plain_reply
from bot.answer.topic import topic_of
from bot.records import Answer, FollowUp

NEXT_YEAR = re.compile(r"^明年|明年(?:要|将|会|计划|打算|准备|的|目标|任务|安排|有)")


class Outside:
    """Answers what no plan of this place and year can answer. `offers`: questions that this one can."""

    def __init__(self, knowledge: Knowledge, offers: Sequence[FollowUp]) -> None:
        self.knowledge = knowledge
        self._offers = tuple(offers)

    def place(self, inquiry: Inquiry) -> Answer | None:
        """A place that the plan does not name, or the neighbours."""
        place = inquiry.wording.foreign_place(inquiry.text)
        away = inquiry.lexicon.phrases["elsewhere"].search(inquiry.text)
        if place is None and (away is None or away.group() in inquiry.wording.text):
            return None  # nowhere else, or a place of which the plan speaks
        text = f"计划里没有提到{place}。" if place else "这份计划只讲本单位的工作，没有提到别处。"
        return plain_reply(text, kind="not_mentioned", follow_ups=self._offers)

    def year(self, inquiry: Inquiry) -> Answer | None:
        """A year that the plan neither is for, nor looks back on, nor speaks of."""
        year = self.knowledge.plan.year
        if year is None:
            return None
        ranked = inquiry.ranked
        asked = {int(value) for value in inquiry.values("year")}
        if NEXT_YEAR.search(inquiry.text) and "今年" not in inquiry.text:
            asked.add(year + 1)
        best = topic_of(self.knowledge, ranked[0], []) if ranked and ranked[0].coverage >= ENOUGH else None
        due = best.task.deadline.due if best and best.task and best.task.deadline else None
        known = range(year - 1, max(year, due.year if due else year) + 1)  # 十四五期间 reaches 2025
        others = [y for y in sorted(asked) if y not in known and f"{y}年" not in inquiry.wording.text]
        if not others:
            return None
        follow_ups = []
        if best:
            title = wording.short(best.title, 24)
            follow_ups = [FollowUp(f"{year}年：{wording.short(title, 16)}", title)]
        text = f"这份是{year}年的计划，没有{others[0]}年的内容。"
        answer = plain_reply(text, kind="not_mentioned", follow_ups=follow_ups)
        return replace(answer, memory={**inquiry.memory, "other_year": others[0], "aspect": inquiry.aspect})
