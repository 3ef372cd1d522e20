"""“到2035年要实现什么”: what is to be reached by a year that the plan is not for, but sets deadlines in."""

from __future__ import annotations

import re
from datetime import date

from bot.answer.kinds.lists import FindTasks
from bot.answer.kinds.places import ENOUGH
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import LEAST_WEIGHT, Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.saying.reply import task_listing
from bot.records import Answer, Task
from bot.store.filters import TaskFilter

# What names no matter: every goal is reached, every task is done.
GOAL = re.compile(r"(?:总体|主要|具体|分别|阶段性?|的)*(?:目标|目的|任务|要求|程度|水平|结果|效果|样子|地步)")
REACHED = re.compile(r"实现|达到|达成|做到|完成|取得|到达|办成|做成|干成")
OTHERWISE = ("deadline", "owner", "source", "priority")  # aspects in which no goals are asked


class Goals:
    """Tells the tasks whose deadline is a year; of a matter that was talked about, its own."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, find: FindTasks, tell: Tell) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._find = find
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The goals of the year; None where a matter is named, or the plan sets nothing for that year."""
        year = self._year(inquiry)
        if year is None or not self._asks_for_goals(inquiry):
            return None
        tasks = self._find(TaskFilter(due_from=date(year, 1, 1), due_to=date(year, 12, 31)))
        if not tasks:
            return None
        if match := self._talked_about(inquiry, tasks):
            return self._tell(inquiry, topic_of(self.knowledge, match, []), inquiry.carried_aspect)
        if len(tasks) == 1:  # one sentence says it all: it is quoted
            alone = Match(self.knowledge.unit_of(tasks[0]), 1.0, 1.0)
            return self._tell(inquiry, topic_of(self.knowledge, alone, []), "deadline")
        return task_listing(self.knowledge, f"{year}年要完成的任务共{len(tasks)}项：", tasks)

    def _year(self, inquiry: Inquiry) -> int | None:
        """The one year that is named, when the plan is neither for it nor looks back on it."""
        years = {int(value) for value in inquiry.values("year")}
        own = self.knowledge.plan.year
        if len(years) != 1 or inquiry.names_year is not None or (own and years & {own, own - 1}):
            return None
        spans = [tuple(map(date.fromisoformat, value.split("/"))) for value in inquiry.values("period")]
        if any((last - first).days < 300 for first, last in spans):
            return None  # a month of that year
        return years.pop()

    def _asks_for_goals(self, inquiry: Inquiry) -> bool:
        if set(OTHERWISE) & set(inquiry.aspects) or inquiry.asked_owner or inquiry.asks("compare"):
            return False
        rest = [w for w in inquiry.words if not GOAL.fullmatch(w.surface) and not REACHED.match(w.surface)]
        return sum(word.weight for word in rest) < LEAST_WEIGHT

    def _talked_about(self, inquiry: Inquiry, tasks: list[Task]) -> Match | None:
        """“那2035年呢”: the clause of the year that has the matter of the question before."""
        if not inquiry.is_ellipsis or inquiry.topic is None:
            return None
        words = [w for w in inquiry.vocabulary.words(str(inquiry.memory.get("matter") or "")) if w.known]
        due = {task.id for task in tasks}
        match = next((m for m in self._matcher.rank(words) if m.unit.task in due), None) if words else None
        return match if match and match.coverage >= ENOUGH else None
