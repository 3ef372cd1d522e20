"""Answers that show sections: a list of them, what one is divided into, what is to be done in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.knowledge import Knowledge
from bot.answer.saying import phrases
from bot.answer.saying.reply import LIST_SHOWN, item_of, listing, task_listing
from bot.records import Answer, FollowUp, Section, SectionKind, Source, Task
from bot.text.plain import plain

LINE = 60  # characters of a sentence in a list
FEWEST_ANGLES = 2
FEWEST_DIVISIONS = 3  # sections into which a part is divided
ANGLE = re.compile(r"从.{2,8}(?:讲|看|说)$")  # 从国家层面讲


class Outline:
    """Shows the sections of one plan."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def listed(self, head: str, sections: Sequence[Section], said: Source | None = None) -> Answer:
        """A list of sections by their titles; `said` is where the plan names them together."""
        lines = [section.title for section in sections]
        items = [item_of(section) for section in sections]
        sources = [said] if said else []
        sources += [
            self.knowledge.source(s.start, s.start + len(s.title) + len(s.number or ""), s.id)
            for s in sections
        ]
        tail = f"原文：{phrases.quoted(said.quote)}" if said else ""
        parent = sections[0].parent if len({s.parent for s in sections}) == 1 else None
        return listing(
            head,
            lines,
            items,
            sources=sources,
            shown=15,
            kind="outline",
            tail=tail,
            section=parent,
        )

    def tell(self, section: Section, *, parts: bool) -> Answer:
        """What a section is divided into (`parts`), or its tasks."""
        children = self.knowledge.children(section.id)
        if children and parts:
            return self.listed(f"“{section.title}”分{len(children)}点：", children)
        return self.summary(section)

    def summary(self, section: Section, *, shown: int = LIST_SHOWN) -> Answer:
        """The tasks of a section, or the sentences of one that has none."""
        within = self.knowledge.within(section.id)
        tasks = [task for task in self.knowledge.plan.tasks if task.section in within]
        if tasks:
            count = f"（共{len(tasks)}项）" if len(tasks) > 1 else ""
            answer = task_listing(
                self.knowledge,
                f"{section.title}{count}：",
                self._broad(tasks, shown),
                section=section.id,
                shown=shown,
            )
            offers = (FollowUp("时限要求", "那时间要求呢"), FollowUp("谁来负责", "谁来负责"))
            return replace(answer, follow_ups=(*answer.follow_ups[:1], *offers))
        children = self.knowledge.children(section.id)
        if children:
            return self.listed(f"{section.title}：", children)
        headings = {p.start: self.knowledge.sections[p.section] for p in self.knowledge.plan.passages}
        passages = [
            p
            for p in self.knowledge.plan.passages
            if p.section in within and plain(headings[p.start].title) not in plain(p.quote)
        ]
        lines = [phrases.short(p.quote.strip(), LINE) for p in passages]
        items = [
            {"start": p.start, "end": p.end, "title": phrases.short(p.quote.strip(), 24)} for p in passages
        ]
        sources = [self.knowledge.source(p.start, p.end, p.section) for p in passages]
        return listing(f"{section.title}：", lines, items, sources=sources, shown=6, section=section.id)

    def divided(self) -> list[Section]:
        """The sections that hold the tasks: the parts, or what these are divided into."""
        found = []
        for part in self.knowledge.plan.sections:
            if part.kind is not SectionKind.PART or not self._holds_tasks(part):
                continue
            children = [s for s in self.knowledge.children(part.id) if self._holds_tasks(s)]
            found += children if len(children) >= FEWEST_DIVISIONS else [part]
        return found

    def _holds_tasks(self, section: Section) -> bool:
        within = self.knowledge.within(section.id)
        return any(task.section in within for task in self.knowledge.plan.tasks)

    def angles(self, section: Section) -> Answer | None:
        """The statements of a section that open alike: 从国家层面讲，…；从学生层面讲，…"""
        opening = [u for u in self.knowledge.units if u.section == section.id and ANGLE.match(u.text)]
        if len(opening) < FEWEST_ANGLES:
            return None
        ends = {unit.passage: unit.end for unit in self.knowledge.units}  # the last of each sentence
        following = [unit.start for unit in opening[1:]] + [ends[opening[-1].passage]]
        spans = [
            (unit.start, min(end, ends[unit.passage])) for unit, end in zip(opening, following, strict=True)
        ]
        return self._quoted(section, spans)

    def sentences(self, section: Section, number: int) -> Answer | None:
        """The sentences of a section that tell its tasks, if there are as many as the question says."""
        tasks = [task for task in self.knowledge.plan.tasks if task.section == section.id]
        found = {(p.start, p.end) for task in tasks if (p := self.knowledge.passage_of(task.start))}
        return self._quoted(section, sorted(found)) if len(found) == number else None

    def _quoted(self, section: Section, spans: Sequence[tuple[int, int]]) -> Answer:
        """Places of a section by their words."""
        sources = [self.knowledge.source(start, end, section.id) for start, end in spans]
        lines = [phrases.short(source.quote.strip("；;，, \n"), LINE) for source in sources]
        items = [
            {"start": start, "end": end, "title": phrases.short(line, 24)}
            for (start, end), line in zip(spans, lines, strict=True)
        ]
        head = f"“{section.title}”分{len(spans)}点："
        return listing(head, lines, items, sources=sources, section=section.id)

    def _broad(self, tasks: Sequence[Task], shown_at_once: int) -> list[Task]:
        """The tasks with those first that show the section's breadth: one of each sentence, in order."""
        first: dict[int, Task] = {}
        for task in tasks:
            passage = self.knowledge.passage_of(task.start)
            first.setdefault(passage.start if passage else task.start, task)
        shown = [task for task in tasks if task in first.values()][:shown_at_once]
        filled = [task for task in tasks if task not in shown][: shown_at_once - len(shown)]
        head = sorted([*shown, *filled], key=lambda task: task.start)
        return head + [task for task in tasks if task not in head]
