"""Questions about the list that was just given: “其中哪件写了时限”, “这里面最早的是哪个”, “其中体育的呢”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer import section_facts
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.matching import Matcher
from bot.answer.reply import plain_reply, task_listing
from bot.records import Answer, Task

FITS = 0.9  # share of a question's words that a task of the list has to hold
HAVING = {"deadline": "写明了时间", "owner": "点名了责任单位", "target": "有指标", "priority": "标明是重点"}
LACKING = {
    "deadline": "没写时间",
    "owner": "没点名责任单位",
    "target": "没有指标",
    "priority": "没标明是重点",
}


class Among:
    """Chooses among the tasks of the last list."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self._matcher = matcher

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """Those of the list that the question means; None without a list, or when it means no part of it."""
        again = inquiry.memory.get("among") if inquiry.is_bare else None  # “最晚的呢” after “其中最早的”
        items = again or inquiry.memory.get("items") or inquiry.memory.get("picks") or ()
        known = self.knowledge.tasks
        listed = [known[item["task"]] for item in items if item.get("task") in known]
        if len(listed) < 2 or not (again or inquiry.asks("among")):
            return None
        for which, choose, name in (("earliest", min, "最早到期"), ("latest", max, "最晚到期")):
            days = [due for task in listed if (due := _due(task))]
            if inquiry.asks(which) and days:
                chosen = [task for task in listed if _due(task) == choose(days)]
                return self._tell(listed, chosen, name, "deadline", inquiry)
        aspect = inquiry.aspect
        if aspect in HAVING:
            lacking = inquiry.asks("lacking")
            chosen = [task for task in listed if bool(section_facts.said(task, aspect)) != lacking]
            return self._tell(listed, chosen, (LACKING if lacking else HAVING)[aspect], aspect, inquiry)
        words = [word for word in inquiry.words if word.known]
        if not words:
            return None
        fitting = {m.unit.task for m in self._matcher.rank(words) if m.coverage >= FITS}
        named = "、".join(word.surface for word in words)
        return self._tell(listed, [t for t in listed if t.id in fitting], f"说到“{named}”", None, inquiry)

    def _tell(
        self, listed: Sequence[Task], chosen: Sequence[Task], name: str, aspect: str | None, inquiry: Inquiry
    ) -> Answer:
        if not chosen:
            answer = plain_reply(f"上面这些里，原文没有哪一项{name}。", kind="list")
            return replace(answer, memory=dict(inquiry.memory))
        answer = task_listing(
            self.knowledge,
            f"上面这些里，{name}的共{len(chosen)}项：",
            chosen,
            by_deadline=aspect == "deadline",
            section=inquiry.memory.get("section"),
            aspect=aspect,
        )
        items = [{"task": t.id, "start": t.start, "end": t.end, "title": t.title} for t in listed]
        return replace(answer, memory={**answer.memory, "among": items})


def _due(task: Task) -> date | None:
    return task.deadline.due if task.deadline else None
