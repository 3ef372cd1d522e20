"""Template cards: a question's answer with buttons, a choice, and how to go on from a list.

All are button_interaction. It has a drop-down list of its own, in which an entry of a list is chosen;
multiple_interaction has such lists too, but a submit button only, and so no place for what to ask next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom.texts import shorten

Body = dict[str, Any]  # of message/send, without the receiver
ASK, EXPORT, UNIT, PICK = "ask:", "export:", "unit:", "pick:"  # what the key of a button begins with
MOST_BUTTONS = 6
MOST_KEY = 1024  # bytes
MOST_OPTIONS = 10
ASK_ON = "还可以接着问"
PICKED = "task"  # the question of the drop-down list, as the platform gives it back
_FACE = 14  # characters of a button's face
_OPTION = 20  # characters of an entry of a drop-down list
MOST_TITLE = 26  # characters of a card's title
_MAIN, _ASIDE = 1, 2  # styles of buttons: full blue for the one to press, pale for the others


@dataclass(frozen=True)
class Button:
    face: str
    key: str

    @property
    def words(self) -> str:
        """What to write instead of pressing it."""
        return self.key.removeprefix(ASK) if self.key.startswith(ASK) else self.face


@dataclass(frozen=True)
class Option:
    """An entry of a drop-down list."""

    id: str
    text: str


def card(title: str, text: str, buttons: Sequence[Button], more: Body | None = None, about: str = "") -> Body:
    """A card with buttons; `about` stands small below its title.

    It needs a task id before it can be sent: `with_task`.
    """
    faces = [
        {"text": shorten(button.face, _FACE), "style": _ASIDE if number else _MAIN, "key": button.key}
        for number, button in enumerate(usable(buttons)[:MOST_BUTTONS])
    ]
    body: Body = {
        "card_type": "button_interaction",
        "main_title": {"title": shorten(title, MOST_TITLE), **({"desc": about} if about else {})},
        **({"sub_title_text": text} if text else {}),
        **(more or {}),
        "button_list": faces,
    }
    return {"msgtype": "template_card", "template_card": body}


def ask_on(buttons: Sequence[Button], options: Sequence[Option] = (), whose: str = "") -> list[Body]:
    """The card below an answer: what may be asked next, and which entry of a list to see; or no card.

    `whose` stands before the key that shows an entry.
    """
    if len(options) > 1:
        buttons = [Button("看选中的这一条", whose + PICK), *buttons[: MOST_BUTTONS - 1]]
        entries = [{"id": one.id, "text": shorten(one.text, _OPTION)} for one in options[:MOST_OPTIONS]]
        selection = {"question_key": PICKED, "title": "清单", "option_list": entries}
        return [card(ASK_ON, "", buttons, {"button_selection": {**selection, "selected_id": options[0].id}})]
    return [card(ASK_ON, "", buttons)] if buttons else []


def with_task(body: Body, task: str) -> Body:
    """The message with a task id, if it is a card. Cards made again for the same message get the same one."""
    if body["msgtype"] != "template_card":
        return body
    number = hashlib.sha256(task.encode("utf-8", "replace")).hexdigest()[:32]
    return {**body, "template_card": {**body["template_card"], "task_id": f"plan-{number}"}}


def usable(buttons: Sequence[Button]) -> list[Button]:
    """Those that a card can hold: each key once, none too long, none without a face."""
    fitting = {
        button.key: button
        for button in buttons
        if button.face.strip() and len(button.key.encode()) <= MOST_KEY
    }
    return list(fitting.values())
