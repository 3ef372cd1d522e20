"""Lists over the whole plan: filtered by owner, period, section, words, state; ordered; counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer.kinds.wishes import LIKELY_KIND, SURE_KIND, Scope, wish_of
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry, section_of
from bot.answer.question.matching import Match
from bot.answer.question.steps import Tell
from bot.answer.question.topic import Topic, topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import section_facts
from bot.answer.saying.reply import plain_reply, task_listing
from bot.answer.search.periods import asked_period
from bot.answer.search.sections import Titles
from bot.records import Answer, Section, Task
from bot.store.filters import TaskFilter
from bot.text.plain import plain

FindTasks = Callable[[TaskFilter], list[Task]]
IN_TITLE = 0.7  # share of a question's words that the title of the section which it means has to hold
# “体育那块有数的指标”: what stands before is the section that is meant
ABOUT = re.compile(
    r"(?P<where>[㐀-鿿]{2,10}?)(?:[那这]一?)?(?<![哪几两各])(?:(?<!(?<![那这])一)块|摊|方面|领域|这边|那边|口)(?!的?成绩)"
)


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
        scope = self._scope(inquiry)
        wish = wish_of(scope)
        if wish is None:
            return self._of_owner(inquiry)
        section = scope.section
        where = replace(wish.where, section=section.id if section else None)
        tasks = [task for task in self.find(where) if wish.keep(task)]
        if wish.only:
            days = [t.deadline.due for t in tasks if t.deadline and t.deadline.due]
            day = (min if wish.only == "earliest" else max)(days, default=None)
            tasks = [t for t in tasks if t.deadline and t.deadline.due == day]
        if len(tasks) == 1 and where.owner:  # one place says it all: it is quoted
            return self._tell(inquiry, self._topic(tasks[0]), None)
        if not tasks and section and wish.aspect:
            return section_facts.tell(self.knowledge, section, wish.aspect)
        of = f"“{section.title}”里" if section else ""
        if not tasks and section and where.has_priority and inquiry.aspect != "priority":
            return None  # “雄安今年主要干哪些事”: what the section says, marked or not
        if not tasks:
            return plain_reply(f"{of or '计划里'}没有{wish.head}。", kind="list")
        return task_listing(
            self.knowledge,
            f"{of}{wish.head}共{len(tasks)}项：",
            tasks,
            by_deadline=wish.by_deadline,
            owner=where.owner,
            section=where.section,
            aspect=wish.aspect,
        )

    def _topic(self, task: Task) -> Topic:
        unit = self.knowledge.unit_of(task)
        return topic_of(self.knowledge, Match(unit, 1.0, 1.0), [])

    def _of_owner(self, inquiry: Inquiry) -> Answer | None:
        """“推信息化，学校自己干什么”: what an owner does in the section that NLU is sure of."""
        section = self.knowledge.sections.get(section_of(inquiry.intent))
        owner = inquiry.asked_owner
        if section is None or owner is None or inquiry.question.confidence < SURE_KIND:
            return None
        tasks = self.find(TaskFilter(section=section.id, owner=owner))
        if len(tasks) != 1 or inquiry.asks("count"):
            return None
        return self._tell(inquiry, self._topic(tasks[0]), None)

    def _scope(self, inquiry: Inquiry) -> Scope:
        """What of the plan the question is about: a section, a period, some matter."""
        named = self.titles.best(
            _without_generic(inquiry), at_least=IN_TITLE, prior=inquiry.prior, past=inquiry.looks_back
        )
        spoken = self._spoken_of(inquiry)
        section = named or spoken
        if section is None and inquiry.leans_back and inquiry.memory.get("section"):
            section = self.knowledge.sections.get(inquiry.memory["section"])
        period = asked_period(inquiry, self.knowledge)
        undated = [word for word in inquiry.words if not (period and period.names(word))]
        return Scope(
            inquiry=inquiry,
            section=section,
            spoken_of=spoken is not None,
            period=period,
            matter=sum(word.weight for word in undated),
            vague=self._vague,
        )

    def _spoken_of(self, inquiry: Inquiry) -> Section | None:
        """The section that stands before 那块 or 方面."""
        match = ABOUT.search(inquiry.text)
        if match is None:
            return None
        words = inquiry.words_of(match.group("where"))
        section = self.titles.best(words, at_least=IN_TITLE, prior=inquiry.prior, past=inquiry.looks_back)
        sure = inquiry.question.confidence >= LIKELY_KIND
        return section or (self.knowledge.sections.get(section_of(inquiry.intent)) if sure else None)


def _without_generic(inquiry: Inquiry) -> list[Word]:
    owner = inquiry.asked_owner or ""
    return [word for word in inquiry.words if word.weight > WEAK and word.surface not in owner]
