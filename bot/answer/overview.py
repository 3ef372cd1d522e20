"""Answers about the plan as a whole: what it consists of, how many tasks it has."""

from __future__ import annotations

import re

from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.outline import Outline
from bot.answer.reply import listing
from bot.records import Answer, Section, SectionKind

SURE = 0.6  # confidence of NLU that the plan as a whole is asked about
FEWEST = 3  # sections that show what a plan consists of
TASKS = re.compile(r"(?:任务|工作|事项?|活儿?)(?!作风|专班|队)")
OTHER_THAN_ALL = ("among", "lacking", "overdue", "earliest", "latest", "order", "redacted", "stated")


class Overview:
    """Tells what the plan holds, section by section, with the number of tasks in each."""

    def __init__(self, knowledge: Knowledge, outline: Outline) -> None:
        self.knowledge = knowledge
        self.outline = outline

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """“讲讲这份计划”, “今年总共多少项任务”; None for a question that names a matter."""
        if not inquiry.is_bare or inquiry.asked_owner or any(map(inquiry.asks, OTHER_THAN_ALL)):
            return None
        if inquiry.looks_back(self.knowledge.plan.year):
            return None
        of_tasks = TASKS.search(inquiry.text) is not None
        counted = inquiry.intends("ask_count", at_least=SURE) and of_tasks and inquiry.asks("count")
        if not counted and not inquiry.intends("ask_outline", at_least=SURE):
            return None
        divided = self._divided()
        tasks = {s.id: self._count(s) for s in divided}
        kinds = [noun for names in inquiry.lexicon.kinds.values() for noun in names]
        if len(divided) < FEWEST or any(noun in inquiry.text for noun in kinds):
            return None
        total = len(self.knowledge.plan.tasks)
        lines = [f"{s.title}，共{tasks[s.id]}项" for s in divided]
        items = [{"section": s.id, "start": s.start, "end": s.end, "title": s.title} for s in divided]
        sources = [
            self.knowledge.source(s.start, s.start + len(s.title) + len(s.number or ""), s.id)
            for s in divided
        ]
        return listing(
            f"计划里共{total}项任务，分在：", lines, items, sources=sources, shown=15, kind="outline"
        )

    def _count(self, section: Section) -> int:
        within = self.knowledge.within(section.id)
        return sum(task.section in within for task in self.knowledge.plan.tasks)

    def _divided(self) -> list[Section]:
        """The sections that hold the tasks: the parts, or what these are divided into."""
        found = []
        for part in self.knowledge.plan.sections:
            if part.kind is not SectionKind.PART or not self._count(part):
                continue
            children = [s for s in self.knowledge.children(part.id) if self._count(s)]
            found += children if len(children) >= FEWEST else [part]
        return found
