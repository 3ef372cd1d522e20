"""Short names of tasks. All of them are the plan's own words."""

from __future__ import annotations

import re

from bot.plan.layout import Layout
from bot.plan.tasks import Draft
from bot.plan.words import TaskWords

LONGEST_TITLE = 24


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
