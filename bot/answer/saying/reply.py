"""Builds answers: text, facts, sources, what to remember, what to offer next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.answer.knowledge import Knowledge
from bot.answer.question.topic import Topic
from bot.answer.saying import phrases
from bot.records import Answer, Fact, FollowUp, Item, Section, Source, State, Task

LIST_SHOWN = 10
SHORTEST_NAME = 6  # characters
FOLLOW_UP_ASPECTS = (
    ("deadline", "时限", "{title}什么时候完成"),
    ("owner", "责任单位", "{title}由谁负责"),
    ("target", "指标", "{title}指标是多少"),
)


def overall(facts: Sequence[Fact]) -> State:
    """The state of an answer: that of its facts when they agree, else stated."""
    states = {fact.state for fact in facts if not fact.inferred}
    return states.pop() if len(states) == 1 else State.STATED


def about(
    topic: Topic, lead: str, facts: Sequence[Fact], *, aspect: str | None, quote: bool = True
) -> Answer:
    """An answer about one place of the plan."""
    title = phrases.short(topic.title, 24)
    follow_ups = [
        FollowUp(face, message.format(title=title))
        for name, face, message in FOLLOW_UP_ASPECTS
        if name != aspect and topic.task is not None
    ]
    return Answer(
        text=phrases.with_source(lead, topic.source, quote=quote),
        state=overall(facts),
        kind="fact",
        facts=tuple(facts),
        sources=(topic.source,),
        follow_ups=(*follow_ups[:2], FollowUp("这一节还有什么", "这一节还有呢")),
        memory={"topic": topic.as_memory(), "section": topic.section, "aspect": aspect},
    )


def item_of(section: Section) -> dict[str, Any]:
    """A section as an entry of a list, the way that answers remember it."""
    return {"section": section.id, "start": section.start, "end": section.end, "title": section.title}


def name_of(task: Task) -> str:
    """What a list calls a task: its title, or its own words where the title cuts them too short."""
    cut_short = task.title.endswith("等") or len(task.title) < SHORTEST_NAME
    return phrases.short(task.quote if cut_short else task.title, 30)


def task_line(task: Task, *, deadline: bool = True, figures: bool = True) -> str:
    """One task in one line: its name, then what is known in brackets."""
    name, known = name_of(task), []
    if deadline and task.deadline and task.deadline.raw not in name:
        known.append(task.deadline.raw)
    if figures:
        known += [t.raw + ("（未公布）" if t.redacted else "") for t in task.targets if t.raw not in name][:2]
    return name + (f"（{'，'.join(known)}）" if known else "")


_LEAD = 3  # 力争到


def _dated_line(knowledge: Knowledge, task: Task) -> str:
    """A deadline's words, then the clause that they stand in."""
    assert task.deadline is not None
    place = max(task.deadline.start, task.start)  # 到2025年 may stand before the clauses that it dates
    unit = knowledge.unit_at(place)
    clause = knowledge.source(max(unit.start, task.start), max(unit.end, task.start + 1)).quote
    if len(clause) <= len(task.deadline.raw) + _LEAD:  # the date stands alone: 到2025年，
        clause = knowledge.source(task.start, task.end).quote
    return f"{task.deadline.raw}：{phrases.short(clause, 50)}"


def entries(items: Sequence[dict[str, Any]]) -> list[Fact]:
    """A list's items themselves, in order: what a channel makes its rows or cards of."""
    return [Fact(i["title"], "item", State.STATED, None, i.get("task")) for i in items if i.get("title")]


def all_items(items: Sequence[dict[str, Any]]) -> tuple[Item, ...]:
    """A whole list's entries, for channels that take it away as a table."""
    return tuple(Item(i["title"], i.get("task")) for i in items if i.get("title"))


def _owned_line(task: Task, owner: str) -> str | None:
    """The part of a task's words that says what one of several owners does: 学校抓具体落实."""
    parts = re.split(r"[，、；：。“”]", task.quote)
    own = next((part for part in parts if owner in part), None)
    shared = sum(1 for o in task.owners if not o.inferred) > 1
    return own if own and shared and len(own) > len(owner) else None


def _owners(task: Task) -> str:
    return "、".join(owner.name for owner in task.owners if not owner.inferred)


def listing(
    head: str,
    lines: Sequence[str],
    items: Sequence[dict[str, Any]],
    *,
    sources: Sequence[Source] = (),
    facts: Sequence[Fact] = (),
    shown: int = LIST_SHOWN,
    section: str | None = None,
    aspect: str | None = None,
    kind: str = "list",
    tail: str = "",
) -> Answer:
    """A list, cut after `shown` lines with its full count; the rest comes with “更多”."""
    text = f"{head}\n{phrases.numbered(lines[:shown])}"
    rest = len(lines) - shown
    if rest > 0:
        text += f"\n还有{rest}项，回复“更多”继续看。"
    if tail:
        text += f"\n{tail}"
    memory = {
        "items": list(items),
        "lines": list(lines),
        "shown": min(shown, len(lines)),
        "section": section,
        "aspect": aspect,
    }
    follow_ups = [FollowUp("更多", "更多")] if rest > 0 else []
    follow_ups += [FollowUp(f"第{n}条详细说说", f"第{n}条详细说说") for n in (1, 2) if n <= len(items)]
    return Answer(
        text=text,
        state=State.STATED,
        kind=kind,
        facts=(*entries(items[:shown]), *facts),
        sources=tuple(sources[:20]),
        follow_ups=tuple(follow_ups),
        memory=memory,
        items=all_items(items),
    )


def task_listing(
    knowledge: Knowledge,
    head: str,
    tasks: Sequence[Task],
    *,
    by_deadline: bool = False,
    owner: str | None = None,
    section: str | None = None,
    aspect: str | None = None,
    shown: int = LIST_SHOWN,
) -> Answer:
    """A list of tasks; `by_deadline` puts each deadline's words first, `owner` shows what he does."""
    if by_deadline:
        lines = [_dated_line(knowledge, task) if task.deadline else task_line(task) for task in tasks]
    elif aspect == "owner" and all(any(not o.inferred for o in task.owners) for task in tasks):
        lines = [f"{_owners(task)}：{task_line(task)}" for task in tasks]
    else:
        lines = [(owner and _owned_line(task, owner)) or task_line(task) for task in tasks]
    items = [{"task": task.id, "start": task.start, "end": task.end, "title": task.title} for task in tasks]
    sources = [knowledge.source(task.start, task.end, task.section) for task in tasks]
    facts = [
        Fact(task.title, "deadline", State.STATED, due.raw, task.id, due.due, precision=due.precision)
        for task in tasks
        if (due := task.deadline)
    ]
    facts += [
        Fact(t.name, "target", State.REDACTED if t.redacted else State.STATED, t.raw, task.id)
        for task in tasks
        for t in task.targets
    ]
    return listing(
        head,
        lines,
        items,
        sources=sources,
        facts=facts,
        section=section,
        aspect=aspect,
        shown=shown,
    )


def quote_listing(head: str, topics: Sequence[Topic], *, section: str | None = None) -> Answer:
    """Several places of the plan, each with its words."""
    lines = [phrases.quoted(phrases.short(topic.source.quote, 90)) for topic in topics]
    items = [{"start": topic.start, "end": topic.end, "title": topic.title} for topic in topics]
    facts = [Fact(t.title, "measure", State.STATED, t.source.quote, t.focus.task) for t in topics]
    sources = [topic.source for topic in topics]
    return listing(head, lines, items, sources=sources, facts=facts, section=section, shown=6)


def plain_reply(
    text: str, *, kind: str, state: State = State.SILENT, follow_ups: Sequence[FollowUp] = ()
) -> Answer:
    """An answer without facts."""
    return Answer(text=text, state=state, kind=kind, follow_ups=tuple(follow_ups))
