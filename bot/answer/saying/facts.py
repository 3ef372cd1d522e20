"""What the plan says of one topic: its deadline, figure, owner, priority.

Each function gives a lead (one sentence) and the fact behind it, in one of the three states.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answer.knowledge import Quantity
from bot.answer.question.topic import Topic
from bot.answer.saying import phrases
from bot.answer.saying.doers import doing
from bot.records import Fact, State
from bot.text.lexicon import one_of, read_lexicon
from bot.text.plain import plain

HAS_FIGURE = re.compile(
    r"\d+[余多]?[万亿]?[㐀-鿿%]|x+[余多]?[万亿]?[个所名人项元处套门次场支台期件篇家届倍%]|[一二三四五六七八九十两]{1,3}(?:大|项|个|类|条|所|名|支|级)|全覆盖|全部|万余"
)


CELL = re.compile(r"\t\D{0,3}\d")  # a figure of a table, whose head tells what it counts


@lru_cache(maxsize=1)
def _hidden() -> re.Pattern[str]:
    """What a published text writes in place of a name or a number: XX, □□, 某."""
    return re.compile(_mark())


@lru_cache(maxsize=1)
def _past_time() -> re.Pattern[str]:
    """A time as a review writes it, hidden digits included."""
    mark, day = _mark(), rf"(?<![一二三四五六七八九])(?:{_mark()}|\d){{1,2}}"
    return re.compile(
        rf"(?:去年|前年|今年|本月|\d{{2,4}}年|\d{{0,2}}{mark}{{2,4}}年)?"
        rf"(?:{day}月(?:{day}日)?|[春夏秋冬]季(?:学期)?|[上下]半年|暑期|寒假|年底|年初)"
        rf"|去年|前年|(?<!\d)\d{{4}}年|“十[一二三四五六七八九]五”期间"
    )


def _mark() -> str:
    return one_of(map(str, read_lexicon("redaction")["marks"]))


def deadline(topic: Topic) -> tuple[str, Fact]:
    """By when."""
    task = topic.task
    if task and task.deadline:
        due = task.deadline
        stated = due.due is not None and due.firm
        lead = f"{due.raw}。" if stated else phrases.SOFT_DEADLINE.format(raw=due.raw)
        if due.start < task.start:  # at the head of the sentence, outside what is quoted
            knowledge = topic.knowledge
            unit = next(unit for unit in reversed(knowledge.units) if unit.start <= due.start)
            lead += phrases.DATED_BEFORE.format(words=knowledge.source(unit.start, unit.end).quote)
        return lead, Fact(
            topic.title, "deadline", State.STATED, due.raw, task.id, due.due, precision=due.precision
        )
    if topic.knowledge.is_past(topic.section) or not task:
        match = _past_time().search(topic.source.quote)
        if match and _hidden().search(match.group()):
            lead = f"原文写作“{match.group()}”，具体时间未公布。"
            return lead, Fact(topic.title, "deadline", State.REDACTED, match.group())
        if match:
            return f"原文写的是“{match.group()}”。", Fact(
                topic.title, "deadline", State.STATED, match.group()
            )
    return phrases.SILENT_DEADLINE, Fact(
        topic.title, "deadline", State.SILENT, None, task.id if task else None
    )


def figure(topic: Topic, figures: Sequence[Quantity]) -> tuple[str, list[Fact]]:
    """How much. `figures`: those of the topic that the question may mean, best first."""
    if not figures:
        quote = plain(topic.knowledge.source(topic.focus.start, topic.focus.end).quote)
        if HAS_FIGURE.search(quote) or CELL.search(quote):
            return "", [Fact(topic.title, "target", State.STATED, None, topic.focus.task)]
        return phrases.SILENT_FIGURE, [Fact(topic.title, "target", State.SILENT, None, topic.focus.task)]
    leads, facts = [], []
    for quantity in figures[:4]:
        state = State.REDACTED if quantity.redacted else State.STATED
        said = phrases.REDACTED_FIGURE.format(raw=quantity.raw) if quantity.redacted else f"{quantity.raw}。"
        leads.append(f"{quantity.name}：{said}" if quantity.name else said)
        facts.append(Fact(quantity.name or topic.title, "target", state, quantity.raw, quantity.task))
    return "\n".join(dict.fromkeys(leads)), facts


def owner(topic: Topic, asked: str = "", *, with_whom: bool = False) -> tuple[str, list[Fact]]:
    """Who; and with whom, which comes first where that is asked. `asked`: the question."""
    task = topic.task
    if task:
        named = tuple(o.name for o in task.owners if not o.inferred)
        inferred = tuple(o.name for o in task.owners if o.inferred)
        unnamed = phrases.INFERRED_OWNER
        partners = task.supporters
    else:
        done = doing(topic, asked)
        named, inferred = ((), done.names) if done.before else (done.names, ())
        unnamed, partners = phrases.OWNER_BEFORE, done.partners
    if named:
        lead = "、".join(named) + "。"
        lead += phrases.HIDDEN_NAME if any(map(_hidden().search, named)) else ""
        facts = [Fact(topic.title, "owner", _state_of(name), name, topic.focus.task) for name in named]
    else:
        lead = unnamed.format(names="、".join(inferred)) if inferred else phrases.SILENT_OWNER
        facts = [Fact(topic.title, "owner", State.SILENT, None, topic.focus.task)]
        facts += [
            Fact(topic.title, "owner", State.STATED, name, topic.focus.task, inferred=True)
            for name in inferred[:1]
        ]
    facts += [Fact(topic.title, "supporter", _state_of(name), name, topic.focus.task) for name in partners]
    if with_whom:
        lead = (phrases.WITH.format(names="、".join(partners)) if partners else phrases.SILENT_PARTNER) + lead
    elif partners:
        lead += f"配合单位：{'、'.join(partners)}。"
    return lead, facts


def _state_of(name: str) -> State:
    return State.REDACTED if _hidden().search(name) else State.STATED


def priority(topic: Topic) -> tuple[str, Fact]:
    """Whether the plan's own words mark it."""
    task = topic.task
    if task and task.priority:
        return f"是重点，原文标明“{task.priority}”。", Fact(
            topic.title, "priority", State.STATED, task.priority, task.id
        )
    fact = Fact(topic.title, "priority", State.SILENT, None, task.id if task else None)
    return phrases.SILENT_PRIORITY, fact
