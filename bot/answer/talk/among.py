"""Questions about the list that was just given: “其中哪件写了时限”, “就哪个给了实数”, “最早的是哪个”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.kinds.wishes import SOME_MATTER, Keep, is_redacted, is_stated, is_unquantified, matter_beside
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.saying import section_facts
from bot.answer.saying.reply import plain_reply, task_listing
from bot.answer.search.periods import Period, asked_period
from bot.records import Answer, Target, Task
from bot.text.numbers import NUMBER, parse_number
from bot.text.plain import plain

FITS = 0.85  # share of a question's words that a task of the list has to hold
HAVING = {"deadline": "写明了时间", "owner": "点名了责任单位", "target": "有指标", "priority": "标明是重点"}
LACKING = {
    "deadline": "没写时间",
    "owner": "没点名责任单位",
    "target": "没有指标",
    "priority": "没标明是重点",
}
FIGURES = ("unquantified", "stated", "redacted")  # manners of asking how the plan gives figures
FIRST_OR_LAST = (("earliest", min, "最早到期"), ("latest", max, "最晚到期"))
MOST_OR_LEAST = {"largest": "最大", "smallest": "最小"}
# Says what kind of things it asks for, or of when: a question about the plan, not about the list.
OF_THE_PLAN = re.compile(r"任务|工作|指标|事项|计划|报告|文件|全文|全部|所有|整个|今年|去年|全年")
OF_THEM = re.compile(r"(?:那)?哪(?:些|[一几两]?[个项条件])是[^,]*的")  # “哪些是年底前的”
EACH = re.compile(r"分别|各自|各是|都是|每[一个项条]")
# “都是1到2”, “10到20个的是哪个”: a range anywhere, a single figure behind a word that says it is one
RANGE = re.compile(rf"(?<![第\d.])(?P<low>{NUMBER})(?:到|至|-|—|~)+(?P<high>{NUMBER})(?P<unit>[㐀-鿿%])?")
SINGLE = re.compile(rf"(?:是|写的?|写成|要求|定的?)(?P<low>{NUMBER})(?P<unit>[㐀-鿿%])?(?=的|那|[,?]|$)")
NO_UNITS = "的那呢是,?"  # what may stand behind a figure and counts nothing
OF_TIME = "年月日号天周点时"


@dataclass(frozen=True)
class Figure:
    """A figure that a question names."""

    least: float
    most: float
    unit: str | None

    def fits(self, target: Target) -> bool:
        return (target.min, target.max) == (self.least, self.most) and self.unit in (None, target.unit)


class Among:
    """Chooses among the tasks of the last list."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, vague: Sequence[str], tell: Tell) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._tell_one = tell
        self._figures: dict[str, tuple[Keep, str]] = {
            "unquantified": (is_unquantified([plain(word) for word in vague]), "没写明数量"),
            "stated": (is_stated, "写明了数字"),
            "redacted": (is_redacted, "数字没有公布"),
        }

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """Those of the list that the question means; None without a list, or when it means no part of it."""
        listed = self._listed(inquiry)
        if len(listed) == 1 and self._asks_of_it(inquiry):
            unit = self.knowledge.unit_of(listed[0])
            topic = topic_of(self.knowledge, Match(unit, 1.0, 1.0), [])
            answer = self._tell_one(inquiry, topic, inquiry.aspect)
            chosen_from = inquiry.memory.get("among")
            return replace(answer, memory={**answer.memory, "among": chosen_from}) if chosen_from else answer
        if len(listed) < 2:
            return None
        for which, choose, name in FIRST_OR_LAST:
            days = [due for task in listed if (due := _due(task))]
            if inquiry.asks(which) and days:
                chosen = [task for task in listed if _due(task) == choose(days)]
                return self._tell(listed, chosen, name, "deadline", inquiry)
        if period := asked_period(inquiry, self.knowledge):
            chosen = [task for task in listed if _is_due(task, period)]
            return self._tell(listed, chosen, f"{period.words}要完成", "deadline", inquiry)
        for which in MOST_OR_LEAST:
            if inquiry.asks(which) and (compared := self._compared(listed, which, inquiry)):
                return compared
        manner = next((manner for manner in FIGURES if inquiry.asks(manner)), None)
        if manner:
            keep, name = self._figures[manner]
            return self._tell(listed, [task for task in listed if keep(task)], name, "target", inquiry)
        if figure := _figure(inquiry):
            chosen = [task for task in listed if any(map(figure.fits, task.targets))]
            return self._tell(listed, chosen, "写的是这个数", "target", inquiry)
        if owner := inquiry.asked_owner:
            chosen = [task for task in listed if any(_is_called(o.name, owner) for o in task.owners)]
            return self._tell(listed, chosen, f"由{owner}负责", "owner", inquiry)
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

    def _listed(self, inquiry: Inquiry) -> list[Task]:
        """The tasks of the list that a question is about; none when it is about something else."""
        if inquiry.values("ordinal"):
            return []
        memory = inquiry.memory
        items = memory.get("items") or ()
        ordered = inquiry.asks("earliest") or inquiry.asks("latest")
        again = ordered or inquiry.is_ellipsis or _figure(inquiry) is not None
        if memory.get("among") and inquiry.is_bare and again:
            items = memory["among"]  # “最晚的呢” after “其中最早的”
        elif inquiry.asks("among") or inquiry.asks("narrowing"):
            items = items or memory.get("picks") or ()
        elif len(items) > 1 and not self._is_bare_choice(inquiry):
            return []
        known = self.knowledge.tasks
        return [known[item["task"]] for item in items if item.get("task") in known]

    def _is_bare_choice(self, inquiry: Inquiry) -> bool:
        """“就哪个给了实数”, “哪些没写时间”: nothing but a property is said, of what can only be the list."""
        if OF_THEM.match(inquiry.text) and asked_period(inquiry, self.knowledge):
            return True
        if OF_THE_PLAN.search(inquiry.text) or inquiry.about_everything or inquiry.asked_owner:
            return False
        if inquiry.is_bare and inquiry.aspect in HAVING and EACH.search(inquiry.text):
            return True
        if inquiry.is_bare and _figure(inquiry):
            return True
        properties = [m for m in (*FIGURES, "earliest", "latest", "largest", "smallest") if inquiry.asks(m)]
        if inquiry.aspect in HAVING:
            properties += [m for m in ("lacking", "owned", "all_deadlines") if inquiry.asks(m)]
        return bool(properties) and matter_beside(inquiry, *properties) < SOME_MATTER

    def _asks_of_it(self, inquiry: Inquiry) -> bool:
        """“谁负责” after a list of one."""
        if "task" not in (inquiry.memory.get("items") or [{}])[0] or OF_THE_PLAN.search(inquiry.text):
            return False
        manners = (*FIGURES, "list", "lacking", "owned", "all_deadlines", "earliest", "latest", "order")
        plainly = not any(map(inquiry.asks, manners))
        return plainly and inquiry.is_bare and inquiry.aspect in HAVING and not inquiry.asked_owner

    def _compared(self, listed: Sequence[Task], which: str, inquiry: Inquiry) -> Answer | None:
        """The largest or smallest figure, where all count the same; an honest line where they do not."""
        targets = [(target, task) for task in listed for target in task.targets]
        if len(targets) < 2:
            return None
        units = list(dict.fromkeys(target.unit or "" for target, _ in targets))
        hidden = sum(target.redacted for target, _ in targets)
        known = [
            (size, task)
            for target, task in targets
            if (size := target.max if target.max is not None else target.min) is not None
        ]
        if len(units) > 1 or len(known) < 2:
            said = "、".join(unit for unit in units if unit)
            why = f"计量单位不一样（{said}）" if len(units) > 1 else "没有都写成具体数字"
            tail = f"，还有{hidden}项没有公布数字" if hidden else ""
            answer = plain_reply(f"上面这些数{why}{tail}，没法比大小。", kind="list")
            return replace(answer, memory=dict(inquiry.memory))
        sizes = [size for size, _ in known]
        best = max(sizes) if which == "largest" else min(sizes)
        chosen = list(dict.fromkeys(task for size, task in known if size == best))
        name = ("写明的数" if hidden else "数") + MOST_OR_LEAST[which]
        return self._tell(listed, chosen, name, "target", inquiry)

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


def _is_called(name: str, asked: str) -> bool:
    """Whether an owner is meant by a shorter or a longer name: 教育局 and 市教育局."""
    return plain(asked) in plain(name) or plain(name) in plain(asked)


def _is_due(task: Task, period: Period) -> bool:
    """Whether a task has to be done in a period."""
    due = _due(task)
    if due is None:
        return False
    return (period.first is None or period.first <= due) and (period.last is None or due <= period.last)


def _figure(inquiry: Inquiry) -> Figure | None:
    """The figure by which a question chooses; no number of the list, and no time."""
    said = RANGE.search(inquiry.text) or SINGLE.search(inquiry.text)
    if said is None or inquiry.values("ordinal"):
        return None
    unit = said["unit"] if said["unit"] and said["unit"] not in NO_UNITS else None
    high = said.groupdict().get("high") or said["low"]
    least, most = parse_number(said["low"]), parse_number(high)
    if least is None or most is None or (unit and unit in OF_TIME):
        return None
    return Figure(least, most, unit)
