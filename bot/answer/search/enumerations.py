"""What the plan's clauses enumerate: 通过甲、乙、丙等措施, 办好甲联赛等X项赛事, 甲、乙、丙三项机制."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.knowledge import CLOSE, OPEN, Knowledge, Unit
from bot.plan.members import LONGEST_ITEM, bare_first, split_last
from bot.plan.words import TaskWords, task_words
from bot.text.calendar import whole
from bot.text.plain import plain

# Behind the last item: 等, then how many there are, or only that number; then what they are.
NUMERAL = r"(?<![第每一二三四五六七八九十两\dXx])(?P<n>[Xx×\d]+|[一二两三四五六七八九十]+)"
NUMBER = rf"{NUMERAL}(?:余|多)?[个项种类大家所条名处场]"
ALSO = r"(?<![高中初均平同特优一二三])等(?![级于待候次额量第])"  # not 高等教育, 均等化
HEAD = r"(?P<head>[^、，,。；;等]{1,16})$"
OPEN_END = re.compile(rf"{ALSO}(?:方式|形式)?(?:{NUMBER})?{HEAD}")
CLOSED_END = re.compile(NUMBER + HEAD)
QUOTED = re.compile(r"“(?P<items>[^“”、]+(?:、[^“”、]+)+)”(?P<head>[^、“”]{1,16})$")  # “大练兵、大比武”活动
INTRODUCED = re.compile(r"^.*(?:包括|包含|是指|例如|比如)")
LEADING = re.compile(
    r"[好了为]|今年|去年|我们|我市|虽然|特别是|尤其是"
)  # and what else says nothing of the item
LEAST = 2  # characters of an item


@dataclass(frozen=True)
class Enumeration:
    """What one clause enumerates. `head` is what the things are, as the clause calls them (folded)."""

    items: tuple[str, ...]
    head: str
    is_open: bool  # “等”: there are others
    unit: Unit


def enumeration_of(knowledge: Knowledge, unit: Unit) -> Enumeration | None:
    """What a clause enumerates; None where it does not say where its list ends."""
    text = knowledge.plan.text[unit.start : unit.end].strip("，,。；;：: \n")
    pieces = _pieces(text)
    end = OPEN_END.search(pieces[-1]) or CLOSED_END.search(pieces[-1])
    if quoted := QUOTED.search(text):
        return Enumeration(tuple(quoted["items"].split("、")), plain(quoted["head"]), False, unit)
    if end is None or end.start() < LEAST:
        return None
    is_open = end.re is OPEN_END
    named = split_last([(piece, 0) for piece in (*pieces[:-1], pieces[-1][: end.start()])])
    items = [name for name, _ in named]
    if not is_open and (len(items) < 2 or whole(end["n"]) not in (None, len(items))):
        return None
    first = _without_lead(items, task_words())
    items = [first, *items[1:]]
    if not all(map(_is_name, items)):
        return None
    return Enumeration(tuple(items), plain(end["head"]), is_open, unit)


def _is_name(item: str) -> bool:
    """Whether it can be one thing's name: neither a remnant of a quotation nor of a table."""
    whole_quotes = item.count("“") == item.count("”")
    return LEAST <= len(item) <= LONGEST_ITEM and whole_quotes and "\t" not in item


def _pieces(text: str) -> list[str]:
    """The text cut at 、 that stand outside of brackets and quotation marks."""
    pieces, depth = [""], 0
    for character in text:
        depth += (character in OPEN) - (character in CLOSE)
        if character == "、" and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces


def _without_lead(items: Sequence[str], words: TaskWords) -> str:
    """The first item without what leads to the list: 通过, 要办好.

    Where the others begin with verbs, its own verb belongs to it: 通过新建学校、推动转办等措施.
    """
    first, others = INTRODUCED.sub("", items[0]), items[1:]
    acts = any(words.any_verb.match(item) for item in others)
    if len(others) > 1 and not acts:
        return bare_first([first, *others], words)
    leads = [LEADING, words.connector, words.prefix, words.modal, words.adverb]
    leads += [] if acts else [words.any_verb]
    found = True
    while found:
        found = False
        for lead in leads:
            if (match := lead.match(first)) and len(first) - match.end() >= LEAST:
                first, found = first[match.end() :], True
    return first
