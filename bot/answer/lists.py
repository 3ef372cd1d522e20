"""Lists over the whole plan: filtered by owner, period, section, words, state; ordered; counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import section_facts, wording
from bot.answer.dialogue import Tell
from bot.answer.inquiry import Inquiry, section_of
from bot.answer.knowledge import Knowledge
from bot.answer.matching import Match
from bot.answer.periods import asked_period, overdue_by
from bot.answer.plain import plain
from bot.answer.reply import plain_reply, task_listing
from bot.answer.sections import Titles
from bot.answer.topic import topic_of
from bot.answer.words import WEAK, Word
from bot.records import Answer, Comparison, Section, State, Task
from bot.store.filters import TaskFilter

FindTasks = Callable[[TaskFilter], list[Task]]
SOME_MATTER = 0.35  # weight of words that name something
LIKELY_KIND, SURE_KIND = 0.7, 0.9  # confidence of NLU that needs no cue word beside it
LISTED = ("ask_deadlines", "ask_targets", "ask_owner_tasks", "ask_count", "ask_outline")
LACKING = {"deadline": "没有写明时间的任务", "owner": "没有点名责任单位的任务"}
# “体育那块有数的指标”: what stands before is the section that is meant
ABOUT = re.compile(r"(?P<where>[㐀-鿿]{2,10}?)(?:那|这)?(?:一)?(?:块|摊|方面|领域|这边|那边|口)(?!的?成绩)")


@dataclass(frozen=True)
class Wish:
    """What kind of list a question wants."""

    where: TaskFilter
    head: str  # what the tasks of the list have in common
    by_deadline: bool = False
    only: str | None = None  # earliest, latest
    ranged: bool = False  # a target from … to …
    lacking: str | None = None  # the aspect of which the plan says nothing


class Lists:
    """Answers questions that want several tasks."""

    def __init__(
        self, knowledge: Knowledge, titles: Titles, find: FindTasks, vague: Sequence[str], tell: Tell
    ) -> None:
        self.knowledge = knowledge
        self.titles = titles
        self.find = find
        self._tell = tell
        self._vague = tuple(plain(word) for word in vague)

    def answer(self, inquiry: Inquiry) -> Answer | None:
        wish = self._wish(inquiry)
        if wish is None:
            return self._of_owner(inquiry)
        tasks = self.find(wish.where)
        of = f"“{self.knowledge.sections[wish.where.section].title}”里" if wish.where.section else ""
        if inquiry.asks("unquantified"):
            named = [word for word in self._vague if word in inquiry.text] or list(self._vague)
            tasks = [t for t in tasks if any(w in plain(t.quote) for w in named) and not _definite(t)]
        if wish.lacking:
            tasks = [task for task in tasks if not section_facts.said(task, wish.lacking)]
        if wish.ranged:
            tasks = [t for t in tasks if any(target.op is Comparison.RANGE for target in t.targets)]
        if wish.only and tasks:
            days = [t.deadline.due for t in tasks if t.deadline and t.deadline.due]
            day = (min if wish.only == "earliest" else max)(days, default=None)
            tasks = [t for t in tasks if t.deadline and t.deadline.due == day]
        if len(tasks) == 1 and wish.where.owner:  # one place says it all: it is quoted
            unit = next(u for u in self.knowledge.units if u.task == tasks[0].id)
            return self._tell(inquiry, topic_of(self.knowledge, Match(unit, 1.0, 1.0), []), None)
        if not tasks:
            return plain_reply(f"{of or '计划里'}没有{wish.head}。", kind="list")
        head = f"{of}{wish.head}共{len(tasks)}项："
        return task_listing(
            self.knowledge,
            head,
            tasks,
            by_deadline=wish.by_deadline,
            owner=wish.where.owner,
            section=wish.where.section,
        )

    def _of_owner(self, inquiry: Inquiry) -> Answer | None:
        """“推信息化，学校自己干什么”: what an owner does in the section that NLU is sure of."""
        section = self.knowledge.sections.get(section_of(inquiry.intent))
        owner = inquiry.asked_owner
        if section is None or owner is None or inquiry.question.confidence < SURE_KIND:
            return None
        tasks = self.find(TaskFilter(section=section.id, owner=owner))
        if len(tasks) != 1 or inquiry.asks("count"):
            return None
        unit = next(u for u in self.knowledge.units if u.task == tasks[0].id)
        return self._tell(inquiry, topic_of(self.knowledge, Match(unit, 1.0, 1.0), []), None)

    def _wish(self, inquiry: Inquiry) -> Wish | None:
        wants_many = (
            inquiry.asks("list") or inquiry.asks("summary") or inquiry.asks("count") or inquiry.asks("order")
        )
        past = inquiry.looks_back
        section = self.titles.best(
            _without_generic(inquiry), at_least=0.7, prior=inquiry.prior, past=past
        ) or self._spoken_of(inquiry, past)
        if section is None and inquiry.leans_back and inquiry.memory.get("section"):
            section = self.knowledge.sections.get(inquiry.memory["section"])
        within = TaskFilter(section=section.id if section else None)
        period = asked_period(inquiry, self.knowledge)
        undated = [word for word in inquiry.words if not (period and period.names(word))]
        matter = sum(word.weight for word in undated)
        others = not section and matter >= 0.8  # the question is about some matter, not the whole plan
        by = overdue_by(inquiry, period) if not others else None
        if by:
            where = replace(within, due_to=by, order="deadline")
            return Wish(where, f"到{wording.dated(by)}已到期的任务", by_deadline=True)
        for which, name in (("earliest", "最早到期"), ("latest", "最晚到期")):
            if (
                inquiry.asks(which)
                and (inquiry.aspect == "deadline" or inquiry.intends("ask_deadlines"))
                and not others
            ):
                return Wish(replace(within, has_deadline=True), f"{name}的任务", by_deadline=True, only=which)
        aspect = next((a for a in inquiry.aspects if a in LACKING), "")
        if aspect and inquiry.asks("lacking") and (wants_many or inquiry.intends(*LISTED)) and not others:
            return Wish(within, LACKING[aspect], lacking=aspect)
        if inquiry.asks("unquantified") and (wants_many or inquiry.intends("ask_targets")):
            return Wish(within, "没有写明数量的任务")
        if inquiry.asks("stated") and (wants_many or inquiry.intends("ask_targets")):
            return Wish(replace(within, target_state=State.STATED), "写明数字的任务")
        if inquiry.asks("redacted") and (wants_many or inquiry.intends("ask_targets")):
            return Wish(replace(within, target_state=State.REDACTED), "数字未公布的任务")
        if period and (wants_many or inquiry.intends("ask_deadlines")) and not others:
            where = replace(within, due_from=period.first, due_to=period.last, order="deadline")
            return Wish(where, f"{period.words}要完成的任务", by_deadline=True)
        sure = SURE_KIND if inquiry.memory.get("topic") else LIKELY_KIND
        if wants_many or inquiry.about_everything:
            sure = 0.4
        if not others and (
            inquiry.asks("order")
            or inquiry.asks("all_deadlines")
            or inquiry.intends("ask_deadlines", at_least=sure)
        ):
            return Wish(
                replace(within, has_deadline=True, order="deadline"), "写明时间的任务", by_deadline=True
            )
        if inquiry.asks("ranged") and (wants_many or inquiry.intends("ask_targets")):
            return Wish(within, "写成一个范围的任务", ranged=True)
        surely = {
            kind: not inquiry.is_ellipsis and inquiry.intends(kind, at_least=SURE_KIND)
            for kind in ("ask_targets", "ask_priorities")
        }
        targets = "target" in inquiry.aspects and wants_many
        if inquiry.asks("count") and not inquiry.asks("list") and matter >= SOME_MATTER and not section:
            targets, surely["ask_targets"] = False, False  # “要培训多少”: of what?
        if not others and inquiry.intends("ask_targets") and (targets or surely["ask_targets"]):
            return Wish(replace(within, has_target=True), "有指标的任务")
        if (
            not others
            and inquiry.intends("ask_priorities")
            and (inquiry.aspect in ("priority", None, "measure") or surely["ask_priorities"])
        ):
            return Wish(replace(within, has_priority=True), "原文标明的重点任务")
        owner = inquiry.asked_owner
        if owner and wants_many and inquiry.matter_beside_owner < 0.5:
            return Wish(replace(within, owner=owner), f"{owner}的任务")
        return None

    def _spoken_of(self, inquiry: Inquiry, past: bool | None) -> Section | None:
        """The section that stands before 那块 or 方面."""
        match = ABOUT.search(inquiry.text)
        if match is None:
            return None
        words = inquiry.words_of(match.group("where"))
        section = self.titles.best(words, at_least=0.7, prior=inquiry.prior, past=past)
        sure = inquiry.question.confidence >= LIKELY_KIND
        return section or (self.knowledge.sections.get(section_of(inquiry.intent)) if sure else None)


def _definite(task: Task) -> bool:
    return any(target.min is not None or target.max is not None for target in task.targets)


def _without_generic(inquiry: Inquiry) -> list[Word]:
    owner = inquiry.asked_owner or ""
    return [word for word in inquiry.words if word.weight > WEAK and word.surface not in owner]
