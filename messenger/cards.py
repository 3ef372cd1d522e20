"""Template cards: what the platform accepts, and the codes with which they are updated."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from messenger.errors import ApiError
from messenger.records import Json

NOTICES = {"text_notice", "news_notice"}
INTERACTIVE = {"button_interaction", "vote_interaction", "multiple_interaction"}
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
KEY_BYTES = 1024
OPTION_ID_BYTES = 128
CODE_SECONDS = 72 * 3600
# Longer than these the client cuts with an ellipsis; the documents only advise.
ADVISED = {
    "main_title.title": 36,
    "main_title.desc": 44,
    "sub_title_text": 160,
    "emphasis_content.title": 14,
    "emphasis_content.desc": 22,
    "source.desc": 20,
}


def _wrong(place: str, what: str) -> ApiError:
    return ApiError(40058, f"template_card.{place} {what}")


def _rows(card: Json, name: str, least: int, most: int) -> list[Json]:
    rows = card.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _wrong(name, "is not a list of objects")
    if not least <= len(rows) <= most:
        raise _wrong(name, f"size {len(rows)} is not within [{least}, {most}]")
    return rows


def _text(holder: Json, name: str, place: str, most_bytes: int = 0) -> str:
    value = holder.get(name)
    if not isinstance(value, str) or not value:
        raise _wrong(f"{place}.{name}", "is missing")
    if most_bytes and len(value.encode()) > most_bytes:
        raise _wrong(f"{place}.{name}", f"exceeds {most_bytes} bytes")
    return value


def _different(values: list[str], place: str) -> None:
    if len(set(values)) != len(values):
        raise _wrong(place, "is repeated")


def _options(holder: Json, place: str, most: int) -> None:
    _text(holder, "question_key", place, KEY_BYTES)
    options = _rows(holder, "option_list", 1, most)
    _different([_text(row, "id", f"{place}.option_list", OPTION_ID_BYTES) for row in options], f"{place}.id")
    for row in options:
        _text(row, "text", f"{place}.option_list")


def _link(holder: Json, place: str) -> None:
    if holder.get("type") == 1:
        _text(holder, "url", place)


def _submit(card: Json) -> None:
    button = card.get("submit_button")
    if not isinstance(button, dict):
        raise _wrong("submit_button", "is missing")
    _text(button, "text", "submit_button")
    _text(button, "key", "submit_button", KEY_BYTES)


def _interaction(card: Json) -> None:
    if card["card_type"] == "button_interaction":
        keys = []
        for button in _rows(card, "button_list", 1, 6):
            _text(button, "text", "button_list")
            if button.get("type") == 1:
                _text(button, "url", "button_list")
            else:
                keys.append(_text(button, "key", "button_list", KEY_BYTES))
        _different(keys, "button_list.key")
        if card.get("button_selection"):
            _options(card["button_selection"], "button_selection", 10)
    elif card["card_type"] == "vote_interaction":
        _options(card.get("checkbox") or {}, "checkbox", 20)
        _submit(card)
    else:
        rows = _rows(card, "select_list", 1, 3)
        for row in rows:
            _options(row, "select_list", 10)
        _different([row["question_key"] for row in rows], "select_list.question_key")
        _submit(card)


def check_card(card: object, action_required: bool = True) -> Json:
    """The card, when the platform would accept it. Raises ApiError 40058, which names the place.

    `action_required`: whether a notice has to lead somewhere when it is pressed; so with applications.
    """
    if not isinstance(card, dict):
        raise ApiError(40058, "template_card is missing")
    kind = card.get("card_type")
    if kind not in NOTICES | INTERACTIVE:
        raise _wrong("card_type", "is unknown")
    title = (card.get("main_title") or {}).get("title")
    if not title and not (kind == "text_notice" and card.get("sub_title_text")):
        raise _wrong("main_title.title", "is missing")
    for row in _rows(card, "horizontal_content_list", 0, 6):
        _text(row, "keyname", "horizontal_content_list")
        _link(row, "horizontal_content_list")
    for row in _rows(card, "jump_list", 0, 3):
        _text(row, "title", "jump_list")
        _link(row, "jump_list")
    for row in _rows(card, "vertical_content_list", 0, 4):
        _text(row, "title", "vertical_content_list")
    for name in ("quote_area", "card_action", "image_text_area"):
        _link(card.get(name) or {}, name)
    if kind in NOTICES and action_required and (card.get("card_action") or {}).get("type") not in (1, 2):
        raise _wrong("card_action", "is missing")
    if kind == "news_notice" and not (card.get("card_image") or card.get("image_text_area")):
        raise _wrong("card_image", "is missing")
    if card.get("action_menu"):
        actions = _rows(card["action_menu"], "action_list", 1, 3)
        _different([_text(row, "key", "action_menu", KEY_BYTES) for row in actions], "action_menu.key")
    if kind in INTERACTIVE:
        _interaction(card)
    if kind in INTERACTIVE or card.get("action_menu"):
        task = card.get("task_id")
        if not isinstance(task, str) or not TASK_ID.fullmatch(task):
            raise _wrong("task_id", "is missing or has letters beyond [0-9A-Za-z_-@]{1,128}")
    return card


def check_update(old: Json, card: object, action_required: bool = True) -> Json:
    """A card that takes the place of another and of its task. Raises ApiError."""
    task = {"task_id": old["task_id"]} if old.get("task_id") else {}
    return check_card({**task, **card} if isinstance(card, dict) else card, action_required)


def too_long(card: Json) -> list[str]:
    """Remarks on texts that are longer than advised."""
    remarks = []
    for place, most in ADVISED.items():
        holder: object = card
        for name in place.split("."):
            holder = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(holder, str) and len(holder) > most:
            remarks.append(f"卡片的 {place} 有 {len(holder)} 字，建议不超过 {most} 字")
    return remarks


def pressable(card: Json) -> bool:
    """Whether pressing the card makes a callback, so that it can be updated."""
    return card.get("card_type") in INTERACTIVE or bool(card.get("action_menu"))


@dataclass
class _Code:
    messages: list[str]  # ids of the copies of the card
    issued: float
    used: bool = False


@dataclass
class Codes:
    """Response codes: each updates its card once, within 72 hours."""

    clock: Callable[[], float]
    _codes: dict[str, _Code] = field(default_factory=dict)

    def issue(self, messages: list[str]) -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = _Code(messages, self.clock())
        return code

    def use(self, code: object) -> list[str]:
        """The ids of the messages that the code may update. Raises ApiError."""
        found = self._codes.get(code) if isinstance(code, str) else None
        if found is None:
            raise ApiError(40058, "response_code is unknown")
        if found.used:
            raise ApiError(40058, "response_code has been used")
        if self.clock() - found.issued > CODE_SECONDS:
            raise ApiError(40058, "response_code has expired")
        found.used = True
        return found.messages
