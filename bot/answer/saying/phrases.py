"""How answers are worded: the sentences that people read, and nothing else.

Rules: the answer first; the plan's words in “ ”; the place in a last, quiet line; no filler.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.records import Source

SHORT_PATH = 2  # innermost levels shown


def short(text: str, limit: int) -> str:
    """The text cut to at most `limit` characters, with … where it was cut."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def quoted(text: str) -> str:
    return f"“{text}”"


def place(path: Sequence[str]) -> str:
    """A section's path in one line."""
    return " › ".join(short(title, 30) for title in path[-SHORT_PATH:])


def with_source(lead: str, source: Source, *, quote: bool = True) -> str:
    """An answer: lead, the plan's words, the place."""
    lines = [lead] if lead else []
    if quote:
        lines.append(f"原文：{quoted(source.quote)}" if lead else quoted(source.quote))
    if source.path:
        lines.append(f"出处：{place(source.path)}")
    return "\n".join(lines)


def only_quotes(sources: Sequence[Source]) -> str:
    """The plan's words alone; an honest line when there are none."""
    if not sources:
        return NOT_UNDERSTOOD
    return "\n".join(
        ["原文：", *(quoted(source.quote) for source in sources[:3]), f"出处：{place(sources[0].path)}"]
    )


def numbered(items: Sequence[str], first: int = 1) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, first))


def dated(day: date) -> str:
    """A day with its year."""
    return f"{day.year}年{day.month}月{day.day}日"


REDACTED_FIGURE = "原文写作“{raw}”，具体数字未公布。"
SILENT_FIGURE = "原文没有写明具体数字。"
SILENT_DEADLINE = "原文未设时限，没有写明完成时间。"
SOFT_DEADLINE = "原文只说“{raw}”，没有写明具体时间。"
DATED_BEFORE = "时限写在前文：“{words}”。"
SILENT_OWNER = "原文未明确责任单位。"
HIDDEN_NAME = "（名称在原文中已隐去，未公布）"
OWNER_BEFORE = "原文未单独写明；这句话前面写的是{names}。"
WITH = "合作方：{names}。"
SILENT_PARTNER = "原文没有写明合作方。"
INFERRED_OWNER = "原文未明确责任单位；按上下文推断为{names}（非原文点名）。"
NOT_EXPLAINED = "原文没有进一步解释。"
SILENT_PRIORITY = "原文没有用“重点”一类的字样专门标出。"
NOT_MENTIONED = "计划里没有提到这方面的内容。"
NEAREST = "没有找到完全对应的内容，最相近的是："
ONLY_REVIEWED = "原文没有写明今年的数字，回顾里写的是："
ONLY_PLANNED = "原文没有写明去年的数字，今年的安排里写的是："
UNSURE = "您问的可能是这一条："
NOT_UNDERSTOOD = "您好，这句话我没看懂。您可以问计划里的任务、时限、指标、责任单位或出处。"
TOO_LONG = "您的问题太长了，请用一两句话说明想查哪项工作、想知道什么（时限、指标、责任单位等）。"
WHICH_ONE = "您问的是哪一项？"
