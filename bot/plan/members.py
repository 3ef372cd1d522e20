"""What a term consists of, when the plan says so: in a list before or behind it, or in its sections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.plan.layout import Layout
from bot.plan.words import TaskWords
from bot.text.calendar import whole

LONGEST_ITEM = 24
LONGEST_CLAUSE = 300  # characters around a term that are looked at
_REACH = 700  # characters behind a term within which parallel clauses may name its members


@dataclass(frozen=True)
class Mention:
    """A term where it is named: its name at [start, end), the quotation marks outside."""

    name: str
    start: int
    end: int
    count: int | None  # 三 of 三个一体化
    core: str  # 一体化


@dataclass(frozen=True)
class Members:
    """What a term consists of, and the end of the text that says so."""

    names: tuple[str, ...]
    start: int
    end: int


def from_list_before(layout: Layout, mention: Mention, begin: int, words: TaskWords) -> Members | None:
    """作业、睡眠、手机、读物、体质五项管理: as many items as the name counts."""
    stop = mention.start - (1 if mention.start and layout.text[mention.start - 1] in '“‘"' else 0)
    start = _list_start(layout, begin, stop)
    items = _items(layout, start, stop)
    if mention.count is None or len(items) < 2 or layout.text[stop - 1] == "、" or _numbers(items):
        return None
    if len(items) != mention.count:
        items = split_last(items)
    if len(items) != mention.count:
        return None
    names = [name for name, _ in items]
    first = bare_first(names, words)
    return Members((first, *names[1:]), start, mention.end)


def from_abbreviation(layout: Layout, mention: Mention, begin: int, words: TaskWords) -> Members | None:
    """工作岗位、课程体系、技能大赛、职业技能等级证书“岗课赛证”: each character stands in its item."""
    stop = mention.start - 1
    start = _list_start(layout, begin, stop)
    items = [name for name, _ in split_last(_items(layout, start, stop))]
    if len(items) != len(mention.name) or len(items) < 2:
        return None
    if not all(character in item for character, item in zip(mention.name, items, strict=True)):
        return None
    return Members((bare_first(items, words), *items[1:]), start, mention.end)


def from_list_behind(layout: Layout, mention: Mention, end: int, says: re.Pattern[str]) -> Members | None:
    """五项管理，包括作业、睡眠…: a list behind a word that announces it."""
    said = says.match(layout.text, mention.end, min(end, mention.end + 16))
    if not said:
        return None
    stop = said.end()
    end = min(end, stop + LONGEST_CLAUSE)
    while stop < end and (layout.quoted[stop] or layout.text[stop] not in "。；\n"):
        stop += 1
    clause = layout.text[said.end() : stop]
    separator = "；" if "；" in clause else "、" if "、" in clause else "，"
    items = [
        item.strip("“” ")
        for item in re.split(f"[{separator}]", clause.split("，")[0] if separator == "、" else clause)
    ]
    items = [part for item in items for part in ([item] if item else [])]
    if separator == "、" and items:
        items = [name for name, _ in split_last([(item, 0) for item in items])]
    if len(items) < 2 or any(len(item) > 2 * LONGEST_ITEM for item in items):
        return None
    if mention.count is not None and len(items) > mention.count:
        return None
    return Members(tuple(items), mention.start, stop)


def from_parallels(
    layout: Layout, mention: Mention, end: int, says: re.Pattern[str], words: TaskWords
) -> Members | None:
    """“三个一体化”，即推动甲一体化…；推动乙一体化…: as many clauses with the term's own noun as it counts."""
    said = says.match(layout.text, mention.end, min(end, mention.end + 16))
    if not said or mention.count is None or len(mention.core) < 2:
        return None
    found = []
    first = None
    for clause in layout.clauses(said.end(), min(end, mention.end + _REACH)):
        position = layout.text.find(mention.core, clause.start, clause.end)
        if position < 0 or layout.named[position]:
            continue
        verb = words.any_verb.match(layout.text, clause.start)
        found.append(layout.text[verb.end() if verb else clause.start : position + len(mention.core)])
        first = first or clause
    if first is None or len(found) != mention.count:
        return None
    return Members(tuple(found), mention.start, first.end)


def from_sections(mention: Mention, titles: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """六大体系: as many sections of one level as the name counts, whose titles share its noun.

    `titles` are those of each level.
    """
    if mention.count is None or mention.count < 2 or len(mention.core) < 2:
        return ()
    for level in sorted(titles):
        ending = [title for title in titles[level] if title.endswith(mention.core)]
        holding = [title for title in titles[level] if mention.core in title]
        for found in (ending, holding):
            if len(found) == mention.count:
                return tuple(found)
    return ()


def _list_start(layout: Layout, begin: int, stop: int) -> int:
    start = stop
    begin = max(begin, stop - LONGEST_CLAUSE)
    while start > begin and (layout.quoted[start - 1] or layout.text[start - 1] not in "，,。；;！？：:\n"):
        start -= 1
    return start


def _items(layout: Layout, start: int, stop: int) -> list[tuple[str, int]]:
    items = []
    begin = start
    for position in range(start, stop + 1):
        if position == stop or (layout.text[position] == "、" and not layout.quoted[position]):
            items.append((re.sub("等$", "", layout.text[begin:position].strip()), begin))
            begin = position + 1
    return [(name, place) for name, place in items if name]


def _numbers(items: list[tuple[str, int]]) -> bool:
    """Whether an item is the number of a heading: 十二、坚持和完善…."""
    return any(whole(name) is not None for name, _ in items)


def split_last(items: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """平安校园和教育评价 are two."""
    if not items:
        return items
    name, place = items[-1]
    for word in ("以及", "和", "及", "与"):
        first, found, second = name.rpartition(word)
        if found and len(first) >= 2 and len(second) >= 2:
            return [*items[:-1], (first, place), (second, place)]
    return items


def bare_first(names: list[str], words: TaskWords) -> str:
    """The first item without the subject and the verb before it: of the cuts behind a verb, the one that
    leaves an item about as long as the others; exactly as long, when those are all of one length."""
    first, rest = names[0], names[1:]
    lengths = {len(name) for name in rest}
    if len(lengths) == 1 and len(first) > len(rest[0]) and not first.endswith("”"):
        return first[-len(rest[0]) :]
    quoted = re.search(r"“[^”]+”$", first)
    if quoted:
        return quoted[0]
    usual = sum(map(len, rest)) / len(rest)
    cuts = [0]
    for pattern in (words.any_verb, words.adverb):
        for match in pattern.finditer(first):
            cut = match.end() + (1 if first.startswith(("好", "了"), match.end()) else 0)
            if cut <= len(first) - 2:
                cuts.append(cut)
    best = min(cuts, key=lambda cut: abs(len(first) - cut - usual))
    verb = words.strong.match(first, best)
    return first[verb.end() if verb and len(verb[0]) > 1 and verb.end() <= len(first) - 2 else best :]
