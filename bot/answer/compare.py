"""Two matters side by side: 校园安全和体育安全分别抓什么."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.answer.inquiry import Inquiry
from bot.records import Answer, Fact, FollowUp, Part, Source, State

PAIR = re.compile(
    r"(?P<a>[^,，。?？和与跟]{2,14}?)(?:和|与|跟|(?<!协)同(?!步|时|样|比|意)|以及|、|vs)(?P<b>[^,，。?？和与跟]{2,14}?)"
    r"(?=的|分别|各|对比|比较|相比|比一|有什么|有啥|有何|区别|哪|谁|在|都|今年|放一块|放一起|搁一块|,|，|。|\?|？|$)"
)
MORE = re.compile(r"，回复“更多”继续看(?=。)")  # of one list; of two, nobody would know which
OPENING = re.compile(r"^(?:请|帮我|麻烦)?(?:把|拿|将)?(?:(?:对比|比较)(?:一下)?)?")


@dataclass(frozen=True)
class Side:
    """What the plan says of one of the matters. `place` tells whether two sides are the same."""

    name: str
    text: str
    place: str
    sources: tuple[Source, ...]
    due: date | None = None  # where deadlines are compared


def compare(inquiry: Inquiry, find: Callable[[Inquiry, str], Side | None]) -> Answer | None:
    """Both matters, one after the other; None when the question names no pair that the plan knows."""
    match = PAIR.search(OPENING.sub("", inquiry.text))
    if not match:
        return None
    one, other = find(inquiry, match.group("a")), find(inquiry, match.group("b"))
    if one is None or other is None or one.place == other.place:
        return None
    sides = (one, other)
    facts = tuple(Fact(side.name, "measure", State.STATED) for side in sides)
    parts = tuple(Part(side.name, MORE.sub("", side.text), side.sources) for side in sides)
    text = _order(one, other) + "\n".join(f"{part.title}：{part.text}" for part in parts)
    offers = tuple(
        FollowUp(f"{side.name}的全部任务", f"{side.name}有哪些任务")
        for side in sides
        if MORE.search(side.text)
    )
    sources = (*one.sources, *other.sources)
    return Answer(text, State.STATED, "compare", facts, sources, offers, parts=parts)


def _order(one: Side, other: Side) -> str:
    """Which of two days comes first; nothing where a side has none."""
    if one.due is None or other.due is None:
        return ""
    if one.due == other.due:
        return "两项的时限相同。\n"
    return f"先到期的是{min(one, other, key=lambda side: side.due or date.max).name}。\n"
