"""The whole plan as a page to read: its outline at the side, a quotation marked in its place."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from urllib.parse import quote

from bot.records import Plan, Section

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/colors.css">
<link rel="stylesheet" href="/static/plan.css">
<script src="/static/plan.js" defer></script>
</head>
<body>
<header>
<h1>{title}</h1>{note}
<nav aria-label="其他页面"><a href="/overview{query}">总览</a><a href="/">去提问</a></nav>
</header>
<details id="side" open><summary>目录</summary><nav aria-label="目录"><ul>{outline}</ul></nav></details>
<main><article lang="zh-CN">{text}</article></main>
</body>
</html>
"""
OTHER = '<p class="other">只供查阅，机器人现在回答的是另一份计划</p>'


def plan_page(plan: Plan, start: int = 0, end: int = 0, *, slug: str = "", asked: bool = True) -> str:
    """The page's HTML. [start, end) is marked, as far as it lies in the text; the first mark is #quote.

    `asked`: whether this is the plan that the bot answers from; of another one, `slug`, the page says so.
    """
    return PAGE.format(
        title=escape(plan.title),
        note="" if asked else OTHER,
        query="" if asked else escape(f"?plan={quote(slug, safe='')}"),
        outline="".join(_outline(plan)),
        text="".join(_lines(plan, start, end)),
    )


def _outline(plan: Plan) -> Iterator[str]:
    for section in plan.sections:
        number = f"<b>{escape(section.number)}</b>" if section.number else ""
        yield (
            f'<li class="l{min(section.level, 4)}">'
            f'<a href="#s-{escape(section.id)}">{number}{escape(section.title)}</a></li>'
        )


def _lines(plan: Plan, start: int, end: int) -> Iterator[str]:
    """Each line of the plan as a paragraph, cut where a heading or the quotation begins or ends."""
    sections = {section.start: section for section in plan.sections}
    headings = {s.start: s.start + _heading_length(plan, s) for s in plan.sections}
    marked = False
    offset = 0
    for line in plan.text.splitlines(keepends=True):
        stop = offset + len(line.rstrip())
        cuts = {offset, stop}
        cuts.update(at for pair in headings.items() for at in pair if offset <= at < stop)
        cuts.update(at for at in (start, end) if offset < at < stop)
        places = sorted(cuts)
        pieces = []
        heading_end = -1
        for a, b in pairwise(places):
            if a in sections:
                heading_end = headings[a]
            words = escape(plan.text[a:b])
            if start <= a and b <= end and words.strip():
                words = f"<mark>{words}</mark>" if marked else f'<mark id="quote">{words}</mark>'
                marked = True
            if b <= heading_end:
                words = f'<strong class="l{min(_level(sections, a, headings), 4)}">{words}</strong>'
            if a in sections:
                words = f'<a class="place" id="s-{escape(sections[a].id)}"></a>{words}'
            pieces.append(words)
        if pieces:
            yield f"<p>{''.join(pieces)}</p>\n"
        offset += len(line)


def _level(sections: dict[int, Section], at: int, headings: dict[int, int]) -> int:
    """The level of the section in whose heading `at` lies."""
    return next((s.level for start, s in sections.items() if start <= at < headings[start]), 4)


def _heading_length(plan: Plan, section: Section) -> int:
    """How much of the section's beginning is its number and title; 0 when the title stands elsewhere."""
    beginning = plan.text[section.start : section.start + len(section.title) + 20]
    place = beginning.find(section.title) if section.title else -1
    return place + len(section.title) if place >= 0 else 0
