"""What a section is for: told from its title, its place in the tree and its first words."""

from __future__ import annotations

import re

from bot.plan.headings import HeadingWords
from bot.plan.layout import Layout
from bot.records import Section, SectionKind

_FRAMED = 2  # so many paragraphs that begin with 这一年 make a part a review


def kind_of(
    title: str, level: int, parent: Section | None, top: str, past: bool, style: str, words: HeadingWords
) -> SectionKind:
    """The kind of a numbered section; `top` is the title of the part that it stands in."""
    if style == "annex":
        return SectionKind.ANNEX
    if level == 1:
        return SectionKind.PART
    kinds = words.kinds
    if kinds["challenge"].search(title):
        return SectionKind.CHALLENGE
    if past:
        return SectionKind.REVIEW
    if kinds["overview"].search(title):
        return SectionKind.OVERVIEW
    if parent and parent.kind is SectionKind.OVERVIEW:
        return SectionKind.OVERVIEW
    if level == 2 and kinds["safeguard"].search(top):
        return SectionKind.SAFEGUARD
    if level == 2 and kinds["system_end"].search(title):
        return SectionKind.SYSTEM
    if kinds["initiative_end"].search(title) and kinds["initiative_lead"].match(title):
        return SectionKind.INITIATIVE
    return SectionKind.MEASURE


def is_past(layout: Layout, body: int, end: int, title: str, year: int | None, words: HeadingWords) -> bool:
    """Whether a part looks back on what was done."""
    if words.kinds["review"].search(title):
        return True
    lines = layout.within(body, end)
    opening = [line.text for line in lines if line.end > body][:1]
    last_year = re.compile(rf"(?:{year - 1}|[去上]一?)年") if year else None
    if opening and (words.past.match(opening[0]) or (last_year and last_year.match(opening[0]))):
        return True
    return sum(1 for line in lines if words.frame.match(line.text)) >= _FRAMED
