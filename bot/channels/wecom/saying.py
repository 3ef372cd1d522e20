"""What the bot said in a turn, as messages of the platform.

A short answer with follow-up questions becomes a card with buttons, a list a text card, all else markdown or
text. A button's key is what it does, so that it still works after a restart: `ask:` and a question.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom.texts import shorten, split

Body = dict[str, Any]  # of message/send, without the receiver
ASK, EXPORT, UNIT = "ask:", "export:", "unit:"
LISTS = ("list", "outline")
MOST_BUTTONS = 6
MOST_KEY = 1024  # bytes
_FACE = 14  # characters of a button's face
_TITLE = 26  # characters of a card's title
_SUBTITLE = 160  # characters of a card's text
_QUOTE = 160  # characters of a quotation on a card
_CARD_TITLE, _CARD_TEXT = 128, 512  # characters of a text card
_NAME = "工作计划问答"
_ASK_ON = "还可以接着问"
_MARKDOWN_SIGNS = re.compile(r"[*_`#<>\[\]~]")  # the platform knows no way to escape them


@dataclass(frozen=True)
class Style:
    """How the staff read."""

    page_url: str | None = None  # the plan's page stands at /plan under it
    text_only: bool = False


@dataclass(frozen=True)
class Button:
    face: str
    key: str

    @property
    def words(self) -> str:
        """What to write instead of pressing it."""
        return self.key.removeprefix(ASK) if self.key.startswith(ASK) else self.face


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


def said_of(message: Mapping[str, Any], style: Style) -> Said:
    """Take apart what the output channel collected: `{"text", "answer", "buttons"}`."""
    text = str(message.get("text") or "").strip()
    answer = message.get("answer") or {}
    facts, sources = answer.get("facts") or [], answer.get("sources") or []
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
        kind=str(answer.get("kind") or ""),
        lead="\n".join(lead).strip(),
        quote=quote,
        place=place,
        item=str(facts[0].get("item") or "").strip() if facts else "",
        link=link,
        questions=tuple((button["title"], button["payload"]) for button in message.get("buttons") or ()),
    )


def bodies(said: Said, style: Style, export: str | None = None) -> list[Body]:
    """The messages to send. `export` is the key of the button that gives the list as a table."""
    if style.text_only:
        return texts(plain(said, export is not None))
    asked = [Button(face, ASK + message) for face, message in said.questions]
    export_button = [Button("导出表格", export)] if export else []
    buttons = [*_usable(asked)[: MOST_BUTTONS - len(export_button)], *export_button]
    if said.kind in LISTS:
        return [*_list(said, style), *_ask_on(buttons)]
    if buttons and len(said.lead) <= _SUBTITLE and len(said.quote) <= _QUOTE:
        return [_answer_card(said, buttons)]
    return [*_written(said), *_ask_on(buttons)]


def plain(said: Said, exportable: bool = False) -> str:
    """All of it as plain text."""
    parts = [said.text]
    if said.link:
        parts.append(f"查看原文：{said.link}")
    asked = [message for _, message in said.questions]
    if asked:
        parts.append(f"{_ASK_ON}：\n" + "\n".join(f"· {message}" for message in asked))
    if exportable:
        parts.append("回复“导出表格”，可以收到完整的表格。")
    return "\n\n".join(part for part in parts if part)


def marked(said: Said) -> str:
    """All but the questions as markdown; as it is where it holds signs of markdown itself."""
    if _MARKDOWN_SIGNS.search(said.text):
        return said.text + (f"\n[查看原文]({said.link})" if said.link else "")
    lines = [said.lead] if said.lead else []
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
    return _card({"title": shorten(title, _TITLE)}, text, buttons)


def _list(said: Said, style: Style) -> list[Body]:
    head, _, rest = said.text.partition("\n")
    fits = rest and len(head) <= _CARD_TITLE and len(rest) <= _CARD_TEXT
    if style.page_url and fits and not re.search("[<>&]", said.text):
        url = said.link or f"{style.page_url}/plan"
        card = {"title": head, "description": rest, "url": url, "btntxt": "查看原文"}
        return [{"msgtype": "textcard", "textcard": card}]
    return texts(said.text)


def _written(said: Said) -> list[Body]:
    if not (said.link or said.quote or said.place) or _MARKDOWN_SIGNS.search(said.text):
        return texts(said.text + (f"\n查看原文：{said.link}" if said.link else ""))
    return [{"msgtype": "markdown", "markdown": {"content": piece}} for piece in split(marked(said))]


def _answer_card(said: Said, buttons: Sequence[Button]) -> Body:
    title = said.item or _NAME
    more: Body = {}
    if said.quote or said.place or said.link:
        area: Body = {"type": 1, "url": said.link} if said.link else {"type": 0}
        heading = f"出处：{said.place}" if said.place else "原文"
        more["quote_area"] = {**area, "title": heading, "quote_text": said.quote or "查看原文"}
    if said.link:
        more["card_action"] = {"type": 1, "url": said.link}
    lead = said.lead or said.quote
    if said.link:
        look = {"type": 1, "keyname": "原文", "value": "查看原文", "url": said.link}
        more["horizontal_content_list"] = [look]
    return _card({"title": shorten(title, _TITLE)}, lead, buttons, more)


def _ask_on(buttons: Sequence[Button]) -> list[Body]:
    return [_card({"title": _ASK_ON}, "", buttons)] if buttons else []


def _card(title: Body, text: str, buttons: Sequence[Button], more: Body | None = None) -> Body:
    faces = [
        {"text": shorten(button.face, _FACE), "style": 1, "key": button.key} for button in _usable(buttons)
    ]
    card: Body = {
        "card_type": "button_interaction",
        "main_title": title,
        **({"sub_title_text": text} if text else {}),
        **(more or {}),
        "task_id": f"plan-{secrets.token_hex(12)}",
        "button_list": faces[:MOST_BUTTONS],
    }
    return {"msgtype": "template_card", "template_card": card}


def _usable(buttons: Sequence[Button]) -> list[Button]:
    """Those that a card can hold: each key once, none too long, none without a face."""
    fitting = {
        button.key: button
        for button in buttons
        if button.face.strip() and len(button.key.encode()) <= MOST_KEY
    }
    return list(fitting.values())
