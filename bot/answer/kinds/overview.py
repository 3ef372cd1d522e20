"""Answers about the plan as a whole: what it consists of, where its tasks stand."""

from __future__ import annotations

import re

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.saying import phrases
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import item_of, listing
from bot.records import Answer, Section, SectionKind

SURE = 0.6  # confidence of NLU that the plan as a whole is asked about
FEWEST = 3  # sections that show what a plan consists of
TASKS = re.compile(r"(?:任务|工作|事项?|活儿?)(?!作风|专班|队)")
NO_TOTAL = "原文没有写任务的总数。"
OTHER_THAN_ALL = ("among", "lacking", "overdue", "earliest", "latest", "order", "redacted", "stated")


class Overview:
    """Tells what the plan holds, section by section. How many tasks, no plan says."""

    def __init__(self, knowledge: Knowledge, outline: Outline) -> None:
        self.knowledge = knowledge
        self.outline = outline

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """“讲讲这份计划”, “今年总共多少项任务”; None for a question that names a matter."""
        if not inquiry.is_bare or inquiry.asked_owner or any(map(inquiry.asks, OTHER_THAN_ALL)):
            return None
        if inquiry.looks_back:
            return None
        of_tasks = TASKS.search(inquiry.text) is not None
        counted = inquiry.intends("ask_count", at_least=SURE) and of_tasks and inquiry.asks("count")
        if not counted and not inquiry.intends("ask_outline", at_least=SURE):
            return None
        divided = self.outline.divided()
        kinds = [noun for names in inquiry.lexicon.kinds.values() for noun in names]
        if len(divided) < FEWEST or any(noun in inquiry.text for noun in kinds):
            return None
        items = [item_of(section) for section in divided]
        parts = [] if counted else self._parts()
        sources = [
            self.knowledge.source(s.start, s.start + len(s.title) + len(s.number or ""), s.id)
            for s in (*divided, *parts)
        ]
        titles = "".join(phrases.quoted(part.title) for part in parts)
        head = NO_TOTAL if counted else f"计划依次讲{titles}。" if parts else ""
        lines = [section.title for section in divided]
        return listing(f"{head}任务分在：", lines, items, sources=sources, shown=15, kind="outline")

    def _parts(self) -> list[Section]:
        """The plan's parts, where it has several."""
        parts = [s for s in self.knowledge.plan.sections if s.kind is SectionKind.PART]
        return parts if len(parts) > 1 else []
