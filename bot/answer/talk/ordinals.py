"""What stands beside an ordinal: the measure word and the kind of section that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.kinds.numbering import NUMERAL
from bot.answer.question.inquiry import Inquiry
from bot.records import Entity, SectionKind

MEASURES = "个条项点件位种类大"
LINK = re.compile(r"(?:的|里面|里头|里|中|当中|,)*$")  # between a noun and an ordinal behind it

NUMBERED = re.compile(rf"第{NUMERAL}[{MEASURES}]*$")  # 部分 of 第二部分第五条 is not what is counted


@dataclass(frozen=True)
class Counted:
    """Sections of a kind, of which an ordinal counts one: “头一个体系”, “保障措施第六条”."""

    number: int  # from the end when negative
    kind: SectionKind
    noun: str
    start: int  # of the ordinal and the noun in the question
    end: int


def measure_of(inquiry: Inquiry) -> str | None:
    """The measure word of the last ordinal: 个 of 第五个; None without one."""
    last = next(iter(_ordinals(inquiry)[-1:]), None)
    if last is None:
        return None
    around = inquiry.text[last.end - 1 : last.end + 1]  # the entity may end before or behind it
    return next((character for character in around if character in MEASURES), None)


def counted_kinds(inquiry: Inquiry) -> list[Counted]:
    """The kinds of section that ordinals count, in order: “第三个体系的第二个行动”."""
    return [counted for ordinal in _ordinals(inquiry) if (counted := _counted(inquiry, ordinal))]


def numbered_kind(inquiry: Inquiry) -> Counted | None:
    """The kind of section that the last ordinal counts."""
    last = next(iter(_ordinals(inquiry)[-1:]), None)
    return _counted(inquiry, last) if last else None


def _counted(inquiry: Inquiry, ordinal: Entity) -> Counted | None:
    """The noun behind the ordinal's measure word; failing that, the one before the ordinal."""
    text, after = inquiry.text, ordinal.end
    while text[after : after + 1] and text[after] in MEASURES:
        after += 1
    before = len(LINK.sub("", text[: ordinal.start]))
    named = [
        (place == after, len(noun), kind, noun)
        for kind, names in inquiry.lexicon.kinds.items()
        for noun in names
        for place in (after, before - len(noun))
        if place == after or (place >= 0 and not NUMBERED.search(text, 0, place))
        if text.startswith(noun, place) and inquiry.vocabulary.is_word(text, place, place + len(noun))
    ]
    if not named:
        return None
    behind, length, kind, noun = max(named)
    start, end = (ordinal.start, after + length) if behind else (before - length, after)
    return Counted(int(ordinal.value), SectionKind(kind), noun, start, end)


def _ordinals(inquiry: Inquiry) -> list[Entity]:
    return sorted((e for e in inquiry.entities if e.entity == "ordinal"), key=lambda e: e.end)
