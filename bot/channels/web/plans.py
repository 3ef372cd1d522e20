"""The plans as the pages need them: read once for every loading of a plan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from pypinyin import Style, lazy_pinyin

from bot.errors import StoreMissing
from bot.records import Plan, Section, SectionKind, Task
from bot.store.queries import PlanInfo, default_plan, load, plans
from bot.store.session import Store

# What a section's entry in the menu asks. Sections of other kinds are only headings there.
QUESTIONS = {
    SectionKind.OVERVIEW: "{title}是什么？",
    SectionKind.SYSTEM: "{title}有哪些任务？",
    SectionKind.INITIATIVE: "{title}有哪些任务？",
    SectionKind.SAFEGUARD: "{title}有哪些任务？",
    SectionKind.MEASURE: "{title}有哪些任务？",
    SectionKind.REVIEW: "{title}，做了哪些工作？",
    SectionKind.CHALLENGE: "面临哪些困难和挑战？",
    SectionKind.ANNEX: "{title}有哪些内容？",
}
UNDIVIDED = "{title}有哪些内容？"  # asks for a part that has no sections below it
KEPT_PLANS = 4  # in memory
LONGEST_NAME = 30  # characters; a longer one is no name that anybody types


@dataclass(frozen=True)
class PlanView:
    """One plan, with what the menu and the export look up in it. `slug` is its name in the database."""

    plan: Plan
    slug: str = ""

    @cached_property
    def tasks(self) -> dict[str, Task]:
        return {task.id: task for task in self.plan.tasks}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.plan.sections}

    def chain(self, section_id: str) -> list[Section]:
        """The sections from the part down to this one; empty when there is no such section."""
        chain: list[Section] = []
        section = self._sections.get(section_id)
        while section is not None:
            chain.append(section)
            section = self._sections.get(section.parent) if section.parent else None
        return chain[::-1]

    def path(self, section_id: str) -> list[str]:
        """Their titles."""
        return [section.title for section in self.chain(section_id)]

    @property
    def head(self) -> dict[str, Any]:
        """What a page says of the plan as a whole."""
        plan = self.plan
        return {"slug": self.slug, "title": plan.title, "year": plan.year, "issuer": plan.issuer}

    @cached_property
    def menu(self) -> dict[str, Any]:
        """What a page shows to who does not know what to ask, and completes for who types."""
        plan = self.plan
        return {
            "plan": self.head,
            "totals": {
                "tasks": len(plan.tasks),
                "priorities": sum(task.priority is not None for task in plan.tasks),
                "deadlines": sum(task.deadline is not None for task in plan.tasks),
                "redacted": sum(any(target.redacted for target in task.targets) for task in plan.tasks),
            },
            "sections": [
                {
                    "id": section.id,
                    "parent": section.parent,
                    "level": section.level,
                    "number": section.number,
                    "title": section.title,
                    "kind": section.kind.value,
                    "ask": self.question_about(section),
                    "start": section.start,
                }
                for section in plan.sections
            ],
            "names": [
                {"name": name, "kind": kind, "ask": ask, "sound": initials(name)}
                for name, (kind, ask) in dict(self._names()).items()
            ],
        }

    def question_about(self, section: Section) -> str | None:
        """What the section's entry in the menu asks; None for what is only a heading."""
        words = QUESTIONS.get(section.kind)
        if section.kind is SectionKind.PART and section.id not in self._parents:
            words = UNDIVIDED
        return words.format(title=section.title) if words else None

    @cached_property
    def _parents(self) -> frozenset[str | None]:
        return frozenset(section.parent for section in self.plan.sections)

    def _names(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Names and what each asks; of two alike the later one counts."""
        plan = self.plan
        for task in plan.tasks:
            for target in task.targets:
                if target.name and len(target.name) <= LONGEST_NAME:
                    yield target.name, ("指标", f"{target.name}的指标是多少？")
        for term in plan.terms:
            yield term.name, ("名词", f"{term.name}是什么？")
        for task in plan.tasks:
            yield task.title, ("任务", f"{task.title}有什么要求？")
        for section in plan.sections:
            ask = self.question_about(section)
            if ask and len(section.title) <= LONGEST_NAME:
                yield section.title, ("章节", ask)


def initials(name: str) -> str:
    """The name's pinyin initials, as people type them: 课桌椅 is kzy."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


class Plans:
    """Gives the plans' views; reads a plan again only when it was loaded again. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: OrderedDict[PlanInfo, PlanView] = OrderedDict()

    def view(self, slug: str | None = None) -> PlanView:
        """The plan of that name; by default the one that the bot answers from.

        Raises StoreMissing, StoreBusy, StoreError.
        """
        with self._store.session() as session:
            info = _called(plans(session), slug) if slug else default_plan(session)
            with self._lock:
                view = self._kept.pop(info, None) or PlanView(load(session, info.slug), info.slug)
                self._kept[info] = view
                while len(self._kept) > KEPT_PLANS:
                    self._kept.popitem(last=False)
                return view

    def all(self) -> list[dict[str, Any]]:
        """Every plan's name, title and year; first the one that the bot answers from. Raises StoreError."""
        with self._store.session() as session:
            return [
                {"slug": info.slug, "title": info.title, "year": info.year, "issuer": info.issuer}
                for info in plans(session)
            ]


def _called(infos: Iterable[PlanInfo], slug: str) -> PlanInfo:
    for info in infos:
        if info.slug == slug:
            return info
    raise StoreMissing("没有这份计划", "它可能已经移除，或改了名字。")
