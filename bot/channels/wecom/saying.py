"""What the bot said in a turn, as messages of the platform.

A short answer with follow-up questions becomes a card with buttons, a short list a text card, all else
markdown or text. A button's key is what it does, so that it works after a restart: `ask:` and a question.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom.cards import (
    ASK,
    ASK_ON,
    MOST_BUTTONS,
    MOST_OPTIONS,
    MOST_TITLE,
    Body,
    Button,
    Option,
    ask_on,
    card,
    usable,
)
from bot.channels.wecom.texts import shorten, split

LISTS = ("list", "outline")
_SUBTITLE = 160  # characters of a card's text
_QUOTE = 160  # characters of a quotation on a card
_CARD_TITLE, _CARD_TEXT = 128, 512  # characters of a text card
_CARD_LINES, _CARD_WIDTH = 8, 23  # lines of a text card that are shown, full-width characters in one
_ABOUT = 30  # characters below a card's title
_NAME = "工作计划问答"
_MARKDOWN_SIGNS = re.compile(r"[*_`#<>\[\]~]")  # the platform knows no way to escape them


@dataclass(frozen=True)
class Style:
    """How the staff read."""

    page_url: str | None = None  # the plan's page stands at /plan under it
    text_only: bool = False


@dataclass(frozen=True)
class Said:
    """One message of the bot, taken apart."""

    text: str
    kind: str
    lead: str  # the text without the next two
    quote: str  # the plan's words, with their marks
    place: str  # where they stand
    item: str  # what it is about
    link: str | None  # to the place in the plan's page
    questions: tuple[tuple[str, str], ...]  # face and message of each follow-up
    options: tuple[Option, ...] = ()  # the tasks that a list shows


def said_of(message: Mapping[str, Any], style: Style) -> Said:
    """Take apart what the output channel collected: `{"text", "answer", "buttons"}`."""
    text = str(message.get("text") or "").strip()
    answer = message.get("answer") or {}
    facts, sources = answer.get("facts") or [], answer.get("sources") or []
    kind = str(answer.get("kind") or "")
    lead, quote, place = [], "", ""
    for line in text.split("\n"):
        if line.startswith("原文：") and not quote:
            quote = line.removeprefix("原文：")
        elif line.startswith("出处：") and not place:
            place = line.removeprefix("出处：")
        else:
            lead.append(line)
    link = None
    if style.page_url and sources:
        link = f"{style.page_url}/plan?start={sources[0]['start']}&end={sources[0]['end']}#quote"
    return Said(
        text=text,
        kind=kind,
        lead="\n".join(lead).strip(),
        quote=quote,
        place=place,
        item=str(facts[0].get("item") or "").strip() if facts else "",
        link=link,
        questions=tuple((button["title"], button["payload"]) for button in message.get("buttons") or ()),
        options=_options(facts) if kind in LISTS else (),
    )


def _options(facts: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """The tasks that a list's facts are about, each once, in the list's order."""
    named = {str(fact["task"]): str(fact.get("item") or "").strip() for fact in facts if fact.get("task")}
    return tuple(Option(task, item) for task, item in named.items() if item)[:MOST_OPTIONS]


def bodies(said: Said, style: Style, export: str | None = None) -> list[Body]:
    """The messages to send. `export` is the key of the button that gives the list as a table."""
    if style.text_only:
        return texts(plain(said, export is not None))
    buttons = buttons_of(said, export)
    if said.kind in LISTS:
        return [*_list(said, style), *ask_on(buttons, said.options)]
    if buttons and len(said.lead) <= _SUBTITLE and len(said.quote) <= _QUOTE:
        return [_answer_card(said, buttons)]
    return [*_written(said), *ask_on(buttons)]


def buttons_of(said: Said, export: str | None = None) -> list[Button]:
    """The follow-up questions and the table, as many as a card can hold."""
    asked = [Button(face, ASK + message) for face, message in said.questions]
    table = [Button("导出表格", export)] if export else []
    return [*usable(asked)[: MOST_BUTTONS - 1 - len(table)], *table]


def plain(said: Said, exportable: bool = False) -> str:
    """All of it as plain text."""
    parts = [said.text]
    if said.link:
        parts.append(f"查看原文：{said.link}")
    asked = [message for _, message in said.questions]
    if asked:
        parts.append(f"{ASK_ON}：\n" + "\n".join(f"· {message}" for message in asked))
    if exportable:
        parts.append("回复“导出表格”，可以收到完整的表格。")
    return "\n\n".join(part for part in parts if part)


def marked(said: Said) -> str:
    """All but the questions as markdown; as it is where it holds signs of markdown itself."""
    if _MARKDOWN_SIGNS.search(said.text):
        return said.text + (f"\n[查看原文]({said.link})" if said.link else "")
    lines = [said.lead] if said.lead else []
    if said.kind in LISTS:
        head, _, rest = said.lead.partition("\n")
        lines = [f"**{head}**", *filter(None, [rest])]
    if said.quote:
        lines.append(f"> 原文：{said.quote}")
    if said.place or said.link:
        place = f"出处：{said.place}" if said.place else ""
        link = f"[查看原文]({said.link})" if said.link else ""
        lines.append("> " + "　".join(filter(None, (place, link))))
    return "\n".join(lines)


def texts(text: str) -> list[Body]:
    """A plain text of any length."""
    return [{"msgtype": "text", "text": {"content": piece}} for piece in split(text)]


def choice(title: str, text: str, buttons: Sequence[Button]) -> Body:
    """A card that asks to press one of its buttons."""
    return card(title, text, buttons)


def _list(said: Said, style: Style) -> list[Body]:
    """A text card where it shows all of the list, else markdown: the card would hide what is beyond."""
    head, _, rest = said.text.partition("\n")
    fits = rest and len(head) <= _CARD_TITLE and len(rest) <= _CARD_TEXT and _lines(rest) <= _CARD_LINES
    if style.page_url and fits and not re.search("[<>&]", said.text):
        url = said.link or f"{style.page_url}/plan"
        textcard = {"title": head, "description": rest, "url": url, "btntxt": "查看原文"}
        return [{"msgtype": "textcard", "textcard": textcard}]
    return _written(said)


def _lines(text: str) -> int:
    """How many lines a text takes in a text card."""
    widths = (sum(0.5 if sign.isascii() else 1.0 for sign in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(width / _CARD_WIDTH)) for width in widths)


def _written(said: Said) -> list[Body]:
    formed = said.link or said.quote or said.place or said.kind in LISTS
    if not formed or _MARKDOWN_SIGNS.search(said.text):
        return texts(said.text + (f"\n查看原文：{said.link}" if said.link else ""))
    return [{"msgtype": "markdown", "markdown": {"content": piece}} for piece in split(marked(said))]


def _answer_card(said: Said, buttons: Sequence[Button]) -> Body:
    more: Body = {}
    if said.quote or said.place or said.link:
        area: Body = {"type": 1, "url": said.link} if said.link else {"type": 0}
        heading = f"出处：{said.place}" if said.place else "原文"
        more["quote_area"] = {**area, "title": heading, "quote_text": said.quote or "查看原文"}
    if said.link:
        more["card_action"] = {"type": 1, "url": said.link}
        look = {"type": 1, "keyname": "原文", "value": "查看原文", "url": said.link}
        more["horizontal_content_list"] = [look]
    title, text = said.item or _NAME, said.lead
    if 0 < len(text) <= MOST_TITLE and "\n" not in text:  # the answer first, then what it is about
        return card(text, "", buttons, more, shorten(said.item, _ABOUT))
    return card(title, text, buttons, more)
