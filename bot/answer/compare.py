"""Two matters side by side: 校园安全和体育安全分别抓什么."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer.inquiry import Inquiry
from bot.records import Answer, Fact, Part, Source, State

PAIR = re.compile(
    r"(?P<a>[^,，。?？和与跟]{2,14}?)(?:和|与|跟|同|以及|、|vs)(?P<b>[^,，。?？和与跟]{2,14}?)"
    r"(?=的|分别|各|对比|比较|相比|比一|有什么|有啥|有何|区别|哪|谁|在|都|今年|,|，|。|\?|？|$)"
)
OPENING = re.compile(r"^(?:请|帮我|把|麻烦)?(?:对比|比较)(?:一下)?")


@dataclass(frozen=True)
class Side:
    """What the plan says of one of the matters. `place` tells whether two sides are the same."""

    name: str
    text: str
    place: str
    sources: tuple[Source, ...]


def compare(inquiry: Inquiry, find: Callable[[Inquiry, str], Side | None]) -> Answer | None:
    """Both matters, one after the other; None when the question names no pair that the plan knows."""
    match = PAIR.search(OPENING.sub("", inquiry.text))
    if not match:
        return None
    one, other = find(inquiry, match.group("a")), find(inquiry, match.group("b"))
    if one is None or other is None or one.place == other.place:
        return None
    facts = tuple(Fact(side.name, "measure", State.STATED) for side in (one, other))
    text = "\n".join(f"{side.name}：{side.text}" for side in (one, other))
    parts = tuple(Part(side.name, side.text, side.sources) for side in (one, other))
    return Answer(text, State.STATED, "compare", facts, (*one.sources, *other.sources), parts=parts)
