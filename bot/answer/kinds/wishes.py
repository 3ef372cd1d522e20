"""What kind of list a question wants: a table of wishes, the first that fits is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from bot.answer.question.inquiry import Inquiry
from bot.answer.saying import phrases, section_facts
from bot.answer.search.periods import Period, overdue_by
from bot.records import Comparison, Section, Task
from bot.store.filters import ALL_TASKS, TaskFilter
from bot.text.plain import plain

Keep = Callable[[Task], bool]
SOME_MATTER, MATTER = 0.35, 0.8  # weight of words that name something; of words that are what is asked about
LIKELY_KIND, SURE_KIND = 0.7, 0.9  # confidence of NLU that needs no cue word beside it
WITH_CUE = 0.4  # the same where the question asks for several things, or speaks of the whole plan
BESIDE_OWNER = 0.5  # weight of words beside an owner's name that make it a question about something else
LISTED = ("ask_deadlines", "ask_targets", "ask_owner_tasks", "ask_count", "ask_outline")
HAVING = {"deadline": "写明时间的任务", "owner": "点名责任单位的任务", "target": "有指标的任务"}
LACKING = {"deadline": "没有写明时间的任务", "owner": "没有点名责任单位的任务"}


def having(aspect: str) -> Keep:
    """Whether the plan says something of an aspect of a task."""
    return lambda task: section_facts.said(task, aspect) is not None


def lacking(aspect: str) -> Keep:
    return lambda task: section_facts.said(task, aspect) is None


def is_stated(task: Task) -> bool:
    return any(not target.redacted for target in task.targets)


def is_redacted(task: Task) -> bool:
    return any(target.redacted for target in task.targets)


def is_ranged(task: Task) -> bool:
    return any(target.op is Comparison.RANGE for target in task.targets)


def is_unquantified(vague: Sequence[str]) -> Keep:
    """Whether a task has words of amount (`vague`, like 一批) and no figure."""

    def keep(task: Task) -> bool:
        definite = any(target.min is not None or target.max is not None for target in task.targets)
        return not definite and any(word in plain(task.quote) for word in vague)

    return keep


def matter_beside(inquiry: Inquiry, *manners: str) -> float:
    """How much the words weigh that do not belong to one of the manners that the question is put in."""
    said = [match.group() for m in manners if (match := inquiry.lexicon.phrases[m].search(inquiry.text))]
    return sum(word.weight for word in inquiry.words if not any(word.surface in cue for cue in said))


@dataclass(frozen=True)
class Scope:
    """What of the plan a question is about."""

    inquiry: Inquiry
    section: Section | None
    spoken_of: bool  # whether the section is called 那块 or 方面: it is meant as a whole
    period: Period | None
    matter: float  # weight of the words that do not name the period
    vague: Sequence[str]  # words of amount that are no figure

    @property
    def is_whole(self) -> bool:
        """Whether a section or the whole plan is meant, not some matter within."""
        return self.section is not None or self.matter < MATTER

    @property
    def many(self) -> bool:
        """Whether several tasks are wanted."""
        return any(map(self.inquiry.asks, ("list", "summary", "count", "order")))

    def of_figures(self, manner: str) -> bool:
        """Whether tasks are wanted for the manner in which the plan gives their figures."""
        whole = self.section is not None or matter_beside(self.inquiry, manner) < MATTER
        listed = self.many or self.inquiry.intends("ask_targets")
        return whole and listed and self.inquiry.asks(manner)

    @property
    def how_many_of_what(self) -> bool:
        """“要培训多少”: a figure of some matter is asked, not how many tasks there are."""
        counts = self.inquiry.asks("count") and not self.inquiry.asks("list")
        return counts and self.matter >= SOME_MATTER and self.section is None

    def surely(self, kind: str) -> bool:
        return not self.inquiry.is_ellipsis and self.inquiry.intends(kind, at_least=SURE_KIND)

    def said_lacking(self) -> str:
        """The aspect of which the plan says nothing for the tasks that are wanted."""
        aspect = next((a for a in self.inquiry.aspects if a in LACKING), "")
        return aspect if self.inquiry.asks("lacking") else ""


@dataclass(frozen=True)
class Wish:
    """The tasks that a question wants: those of a period or an owner that `keep` says."""

    head: str  # what they have in common
    keep: Keep = lambda _: True
    where: TaskFilter = ALL_TASKS  # the section is added
    by_deadline: bool = False  # whether each deadline's words come first
    only: Literal["earliest", "latest"] | None = None
    aspect: str | None = None


class Row(NamedTuple):
    """One kind of wish."""

    name: str
    fits: Callable[[Scope], bool]
    wish: Callable[[Scope], Wish]


def wish_of(scope: Scope) -> Wish | None:
    """What kind of list is wanted; None when no list of tasks is."""
    return next((row.wish(scope) for row in ROWS if row.fits(scope)), None)


def _first_or_last(which: Literal["earliest", "latest"]) -> Callable[[Scope], bool]:
    def fits(scope: Scope) -> bool:
        of_time = scope.inquiry.aspect == "deadline" or scope.inquiry.intends("ask_deadlines")
        return scope.is_whole and of_time and scope.inquiry.asks(which)

    return fits


def _is_lacking(scope: Scope) -> bool:
    listed = scope.many or scope.inquiry.intends(*LISTED)
    return scope.is_whole and listed and bool(scope.said_lacking())


def _is_owned(scope: Scope) -> bool:
    inquiry = scope.inquiry
    whole = scope.section is not None or matter_beside(inquiry, "owned") < SOME_MATTER
    one = inquiry.asks("lacking") or inquiry.asked_owner
    return whole and scope.many and inquiry.asks("owned") and not one


def _unquantified(scope: Scope) -> Wish:
    named = [word for word in scope.vague if word in scope.inquiry.text]
    return Wish("没有写明数量的任务", is_unquantified(named or scope.vague))


def _is_of_period(scope: Scope) -> bool:
    listed = scope.many or scope.inquiry.intends("ask_deadlines")
    return scope.is_whole and listed and scope.period is not None


def _within(period: Period | None) -> Wish:
    assert period is not None
    where = TaskFilter(due_from=period.first, due_to=period.last, order="deadline")
    return Wish(f"{period.words}要完成的任务", where=where, by_deadline=True)


def _is_of_deadlines(scope: Scope) -> bool:
    inquiry = scope.inquiry
    sure = SURE_KIND if inquiry.memory.get("topic") else LIKELY_KIND
    if scope.many or inquiry.about_everything:
        sure = WITH_CUE
    cued = inquiry.asks("order") or inquiry.asks("all_deadlines")
    return scope.is_whole and (cued or inquiry.intends("ask_deadlines", at_least=sure))


def _is_of_targets(scope: Scope) -> bool:
    inquiry = scope.inquiry
    said = "target" in inquiry.aspects and scope.many
    meant = inquiry.intends("ask_targets") and (said or scope.surely("ask_targets"))
    return scope.is_whole and meant and not scope.how_many_of_what


def _is_of_priorities(scope: Scope) -> bool:
    inquiry = scope.inquiry
    unsaid = inquiry.aspect in ("priority", None, "measure")
    meant = inquiry.intends("ask_priorities") and (unsaid or scope.surely("ask_priorities"))
    named = scope.matter > 0 or bool(inquiry.memory.get("topic"))
    cued = inquiry.aspect == "priority" and scope.many and not named  # 要抓的重点有哪几样
    return scope.is_whole and (meant or cued)


def _is_of_owner(scope: Scope) -> bool:
    inquiry = scope.inquiry
    return bool(inquiry.asked_owner) and scope.many and inquiry.matter_beside_owner < BESIDE_OWNER


def _is_of_section(scope: Scope) -> bool:
    """“体育那块有哪些指标”: one aspect of a section, though NLU takes it for the section itself."""
    return scope.spoken_of and scope.inquiry.asks("list") and scope.inquiry.aspect in HAVING


def _having(aspect: str) -> Wish:
    if aspect == "deadline":
        where = TaskFilter(order="deadline")
        return Wish(HAVING[aspect], having(aspect), where, by_deadline=True, aspect=aspect)
    return Wish(HAVING[aspect], having(aspect), aspect=aspect)


def _overdue_by(scope: Scope) -> date | None:
    return overdue_by(scope.inquiry, scope.period) if scope.is_whole else None


def _overdue(day: date | None) -> Wish:
    assert day is not None
    where = TaskFilter(due_to=day, order="deadline")
    return Wish(f"到{phrases.dated(day)}已到期的任务", where=where, by_deadline=True)


EARLIEST = Wish("最早到期的任务", having("deadline"), by_deadline=True, only="earliest")
LATEST = Wish("最晚到期的任务", having("deadline"), by_deadline=True, only="latest")

# In the order in which they are tried: what says more of the tasks comes first.
ROWS = (
    Row("overdue", lambda s: _overdue_by(s) is not None, lambda s: _overdue(_overdue_by(s))),
    Row("the first", _first_or_last("earliest"), lambda _: EARLIEST),
    Row("the last", _first_or_last("latest"), lambda _: LATEST),
    Row("lacking", _is_lacking, lambda s: Wish(LACKING[s.said_lacking()], lacking(s.said_lacking()))),
    Row("with an owner", _is_owned, lambda _: _having("owner")),
    Row("without figures", lambda s: s.of_figures("unquantified"), _unquantified),
    Row(
        "with figures",
        lambda s: s.of_figures("stated"),
        lambda _: Wish("写明数字的任务", is_stated),
    ),
    Row(
        "hidden figures",
        lambda s: s.of_figures("redacted"),
        lambda _: Wish("数字未公布的任务", is_redacted),
    ),
    Row("of a period", _is_of_period, lambda s: _within(s.period)),
    Row("with a deadline", _is_of_deadlines, lambda _: _having("deadline")),
    Row(
        "from … to …",
        lambda s: s.of_figures("ranged"),
        lambda _: Wish("写成一个范围的任务", is_ranged),
    ),
    Row("with a target", _is_of_targets, lambda _: _having("target")),
    Row(
        "priorities",
        _is_of_priorities,
        lambda _: Wish("原文标明的重点任务", where=TaskFilter(has_priority=True)),
    ),
    Row(
        "of an owner",
        _is_of_owner,
        lambda s: Wish(f"{s.inquiry.asked_owner}的任务", where=TaskFilter(owner=s.inquiry.asked_owner)),
    ),
    Row("of a section", _is_of_section, lambda s: _having(s.inquiry.aspect or "")),
)
