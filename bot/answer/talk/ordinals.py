"""What stands behind an ordinal: the measure word and the kind of section that it counts."""

from __future__ import annotations

from bot.answer.question.inquiry import Inquiry
from bot.records import Entity, SectionKind

MEASURES = "个条项点件位种类大"


def measure_of(inquiry: Inquiry) -> str | None:
    """The measure word of the last ordinal: 个 of 第五个; None without one."""
    last = _last(inquiry)
    if last is None:
        return None
    around = inquiry.text[last.end - 1 : last.end + 1]  # the entity may end before or behind it
    return next((character for character in around if character in MEASURES), None)


def numbered_kind(inquiry: Inquiry) -> tuple[SectionKind, str] | None:
    """The kind of section that the last ordinal counts, and the noun for it: “头一个体系”."""
    last = _last(inquiry)
    if last is None:
        return None
    begin = last.end
    while inquiry.text[begin : begin + 1] and inquiry.text[begin] in MEASURES:
        begin += 1
    named = [
        (len(noun), SectionKind(kind), noun)
        for kind, names in inquiry.lexicon.kinds.items()
        for noun in names
        if inquiry.text.startswith(noun, begin)
        and inquiry.vocabulary.is_word(inquiry.text, begin, begin + len(noun))
    ]
    return max(named)[1:] if named else None


def _last(inquiry: Inquiry) -> Entity | None:
    return max((e for e in inquiry.entities if e.entity == "ordinal"), key=lambda e: e.end, default=None)
