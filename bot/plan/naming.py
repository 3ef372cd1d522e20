"""Short names: of a task, and of what a figure counts. All of them are the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from bot.plan.clauses import Clause, Role, read_clause
from bot.plan.layout import Layout
from bot.plan.tasks import Draft
from bot.plan.words import TaskWords
from bot.records import Comparison
from bot.text.quantities import Quantity

LONGEST_TITLE = 24
_LONGEST_NAME = 30
_NAME_STOPS = "，,。；;！？：:、\n"
_TRAILING = "的和与及、，等约达到至为超过增长 "
_SHARES = ("%", "％", "倍", "个百分点")  # count nothing: their noun stands before them


def name_quantities(
    layout: Layout, quantities: Iterable[Quantity], start: int, end: int, words: TaskWords
) -> Iterator[tuple[Quantity, str]]:
    """Each figure of [start, end), in order, with the name of what it counts."""
    ordered = sorted(quantities, key=lambda quantity: quantity.start)
    clauses = [read_clause(layout, span, words) for span in layout.clauses(start, end)] if ordered else []
    behind = start  # the figure before
    for quantity, following in zip_longest(ordered, ordered[1:]):
        stop = following.start if following else end
        yield quantity, _name(layout, quantity, max(behind, _head(quantity, clauses, start)), stop, words)
        behind = quantity.end


def _head(quantity: Quantity, clauses: Sequence[Clause], start: int) -> int:
    """Where the figure's clause begins to name it: at its verb, or at its head when it has no task."""
    clause = next((clause for clause in reversed(clauses) if clause.start <= quantity.start), None)
    if clause is None:
        return start
    return min(clause.verb if clause.role is Role.ACTION else clause.head, quantity.start)


def _name(layout: Layout, quantity: Quantity, start: int, end: int, words: TaskWords) -> str:
    """What is counted: the noun behind the figure (10个基地), or the one before it (示范校XX所)."""
    raw = _before(layout, quantity, start)
    before = _without_verb(raw, words).rstrip(_TRAILING).lstrip("的")
    after = _after(layout, quantity, end)
    if quantity.op is Comparison.ALL and quantity.least is None:
        return (before + after) or quantity.raw
    counts = quantity.unit not in _SHARES and len(after) >= 2 and not (len(before) >= 4 and len(after) < 3)
    return (after if counts else before or after) or raw.strip(_TRAILING) or quantity.raw


def _before(layout: Layout, quantity: Quantity, start: int) -> str:
    """The words of the figure's clause before it, from its verb on."""
    begin = quantity.start
    while begin > max(start, quantity.start - _LONGEST_NAME):
        if layout.text[begin - 1] in _NAME_STOPS and not layout.quoted[begin - 1]:
            break
        begin -= 1
    return layout.text[begin : quantity.start]


def _after(layout: Layout, quantity: Quantity, end: int) -> str:
    """The words behind the figure, up to `end` or the end of the item."""
    stop = quantity.end
    while stop < min(end, quantity.end + _LONGEST_NAME):
        if layout.text[stop] in _NAME_STOPS and not layout.quoted[stop]:
            break
        stop += 1
    return layout.text[quantity.end : stop].lstrip("的 ").rstrip("的和、 ")


def _without_verb(before: str, words: TaskWords) -> str:
    """建设校园文化示范校 is the verb 建设 and the name 校园文化示范校; 建设或修复 are two verbs."""
    position = 0
    heads = (words.adverb, words.connector, words.speaker, words.prefix)
    while match := next((found for head in heads if (found := head.match(before, position))), None):
        if len(match[0]) < 2:  # 经 of 经济
            break
        position = match.end()
    while match := words.any_verb.match(before, position):
        if len(before) - match.end() == 1:  # 示范校
            break
        position = match.end()
        if before[position : position + 1] in ("或", "和", "、") and words.any_verb.match(
            before, position + 1
        ):
            position += 1
    return before[position:]


def title_of(layout: Layout, draft: Draft, words: TaskWords) -> str:
    """At most 24 characters of the plan's words: the verb and what it is done to."""
    head = draft.head
    begin = head.verb if head.verb < head.end else head.start
    if head.subject and head.end - head.subject.start <= LONGEST_TITLE:
        begin = head.subject.start
    return shorten(layout.text[begin : head.end])


def shorten(title: str) -> str:
    """The title within its length: brackets go first, then the middle of a list, then the end."""
    title = " ".join(title.split())
    for shorter in (_without_brackets, _quote_cut, _list_cut):
        if len(title) > LONGEST_TITLE:
            title = shorter(title)
    if len(title) <= LONGEST_TITLE:
        return title
    title = title[: LONGEST_TITLE - 1]
    for opening, closing in ("“”", "《》"):
        cut = title.rfind(opening)
        if cut >= 0 and closing not in title[cut:]:
            return title[:-1].rstrip("的和与及、，") + "…" + closing
    return title.rstrip("的和与及、，") + "…"


def _without_brackets(title: str) -> str:
    return re.sub(r"（[^（）]*）|\([^()]*\)", "", title)


def _quote_cut(title: str) -> str:
    """“大练兵、大比武、大展示”活动 is “大练兵”等活动."""
    return re.sub(r"“([^“”、]{2,})、[^“”]*”", r"“\1”等", title)


def _list_cut(title: str) -> str:
    """加强消防、校舍、校车、…、校园欺凌等方面隐患排查 keeps its first items and its end."""
    end = max(title.rfind("等", 0, len(title) - 1), title.rfind("、"))
    if end < 0:
        return title
    tail = title[end:] if title[end] == "等" else ""
    items = title[:end].split("、")
    while len(items) > 1 and len("、".join(items) + tail) > LONGEST_TITLE:
        items.pop()
    short = "、".join(items) + (tail or "等")
    return short if len(short) <= LONGEST_TITLE and _balanced(short) else title


def _balanced(title: str) -> bool:
    return all(title.count(first) == title.count(second) for first, second in ("“”", "《》"))
