"""What a task says beside its words: priority, deadline, targets, a short title."""

from __future__ import annotations

import re
from pathlib import Path

from bot.plan.layout import Layout
from bot.plan.tasks import Draft
from bot.plan.words import TaskWords
from bot.records import Comparison, Deadline, Precision, Target
from bot.text.dates import find_deadlines
from bot.text.lexicon import LEXICON
from bot.text.quantities import Quantity, find_coverage, find_quantities

LONGEST_TITLE = 24
_LONGEST_NAME = 30
_BARE_YEAR = re.compile(r"[\d二〇零一三四五六七八九今明本当]+年度?$")
_NAME_STOPS = "，,。；;！？：:、\n"
_TRAILING = "的和与及、，等约达到至为超过增长"


def priority_of(layout: Layout, draft: Draft, words: TaskWords) -> str | None:
    """The plan's own words that mark the task as one that comes first."""
    match = words.priority.search(layout.flat, draft.start, draft.end)
    return layout.text[match.start() : match.end()] if match else None


def deadline_of(
    layout: Layout, start: int, end: int, head: int, year: int | None, directory: Path = LEXICON
) -> Deadline | None:
    """The task's deadline: the first firm one, or else the first. `head` is where its first verb begins."""
    found = []
    for deadline in find_deadlines(layout.text, year, start, end, directory=directory):
        if layout.named[deadline.start] and layout.named[deadline.end - 1]:
            continue
        if deadline.precision is Precision.YEAR and not _promises(layout, deadline, start, head):
            continue
        found.append(deadline)
    return next((deadline for deadline in found if deadline.firm), found[0] if found else None)


def _promises(layout: Layout, deadline: Deadline, start: int, head: int) -> bool:
    """Whether a year is meant as a deadline: 到2025年, 2025年前, or at the head of its clause."""
    if not _BARE_YEAR.search(deadline.raw):
        return True
    before = layout.text[max(start, deadline.start - 2) : deadline.start]
    if not deadline.firm and "年" in deadline.raw and deadline.raw[0] in "今本":
        return deadline.start <= head
    return deadline.start == start or before.endswith(("到", "至", "，", "；", "：", "力争"))


def targets_of(
    layout: Layout, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> tuple[Target, ...]:
    """The figures and coverages that the task must reach."""
    found: list[Target] = []
    for quantity in find_quantities(layout.text, start, end, directory=directory):
        if layout.named[quantity.figure] or (quantity.small and not _counted(layout, quantity, start, words)):
            continue
        found.append(_target(layout, quantity, start, end, words))
    for quantity in find_coverage(layout.text, start, end, directory=directory):
        if not layout.named[quantity.start]:
            found.append(_target(layout, quantity, start, end, words))
    return tuple(sorted(found, key=lambda target: target.start))


def _counted(layout: Layout, quantity: Quantity, start: int, words: TaskWords) -> bool:
    """三所 is a figure behind the verb that makes them (新建三所学校); in 两个方向 it is an idiom."""
    if quantity.unit in ("个", "项", "类", "大类", "位") or layout.text[quantity.figure] in "一零〇":
        return False
    before = layout.flat[max(start, quantity.start - 3) : quantity.start]
    return bool(re.search(words.strong.pattern + "$", before))


def _target(layout: Layout, quantity: Quantity, start: int, end: int, words: TaskWords) -> Target:
    name = quantity_name(layout, quantity, start, end, words)
    return Target(
        name,
        quantity.raw,
        quantity.start,
        quantity.end,
        quantity.op,
        quantity.least,
        quantity.most,
        quantity.unit,
        quantity.redacted,
    )


def quantity_name(layout: Layout, quantity: Quantity, start: int, end: int, words: TaskWords) -> str:
    """What is counted: the noun behind the figure (10个基地), or the one before it (示范校XX所)."""
    text = layout.text
    stop = quantity.end
    while (
        stop < end
        and (text[stop] not in _NAME_STOPS or layout.quoted[stop])
        and stop - quantity.end < _LONGEST_NAME
    ):
        stop += 1
    after = text[quantity.end : stop].strip("的 ")
    begin = quantity.start
    while (
        begin > start
        and (text[begin - 1] not in _NAME_STOPS or layout.quoted[begin - 1])
        and quantity.start - begin < _LONGEST_NAME
    ):
        begin -= 1
    before = _without_verb(text[begin : quantity.start], words).strip(_TRAILING + " ")
    if quantity.op is Comparison.ALL and quantity.least is None:
        return (before + after) or quantity.raw
    behind = quantity.unit not in ("%", "％", "倍", "个百分点") and len(after) >= 2
    return (
        after if behind and not (len(before) >= 4 and len(after) < 3) else before or after
    ) or quantity.raw


def _without_verb(before: str, words: TaskWords) -> str:
    """建设校园文化示范校 is the verb 建设 and the name 校园文化示范校; 建设或修复 are two verbs."""
    position = 0
    while True:
        match = (
            words.adverb.match(before, position)
            or words.connector.match(before, position)
            or words.speaker.match(before, position)
        )
        if not match or match.end() == position:
            break
        position = match.end()
    while True:
        match = words.any_verb.match(before, position)
        if not match:
            break
        position = match.end()
        if not before.startswith(("或", "和", "、"), position) or not words.any_verb.match(
            before, position + 1
        ):
            break
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
