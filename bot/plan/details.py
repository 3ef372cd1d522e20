"""What a task says beside its words: priority, deadline, targets."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path

from bot.plan.figure_names import behind_verb, in_list, is_base, name_quantities
from bot.plan.layout import Layout
from bot.plan.tasks import Draft
from bot.plan.words import TaskWords
from bot.records import Deadline, Precision, Target
from bot.text.dates import find_deadlines
from bot.text.lexicon import LEXICON
from bot.text.quantities import Quantity, find_coverage, find_quantities

_BARE_YEAR = re.compile(r"[\d二〇零一三四五六七八九今明本当]+年度?$")


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
    found = list(find_quantities(layout.text, start, end, directory=directory))
    figures = []
    for figure, following in zip_longest(found, found[1:]):
        if figure.bounding or layout.named[figure.figure]:
            continue
        if figure.small and not _counted(layout, figure, following, start, words):
            continue
        if following is None or not is_base(layout, figure, following, words):  # 从116学分减少到96学分
            figures.append(figure)
    coverages = find_coverage(layout.text, start, end, directory=directory)
    figures += [coverage for coverage in coverages if not layout.named[coverage.start]]
    names = name_quantities(layout, figures, start, end, words)
    return tuple(
        Target(
            name,
            figure.raw,
            figure.start,
            figure.end,
            figure.op,
            figure.least,
            figure.most,
            figure.unit,
            figure.redacted,
        )
        for figure, name in names
    )


def _counted(
    layout: Layout, quantity: Quantity, following: Quantity | None, start: int, words: TaskWords
) -> bool:
    """三所 is a figure behind the verb that makes them (新建三所学校); in 两个方向 it is an idiom."""
    if quantity.unit in ("个", "项", "类", "大类", "位") or layout.text[quantity.figure] in "一零〇":
        return False
    if quantity.unit == "大" and not in_list(layout, quantity, following):  # 六大体系 is a name
        return False
    return behind_verb(layout, quantity, start, words)
