"""Which template cards the platform accepts."""

from __future__ import annotations

import pytest
from fake_bot import button_card

from messenger.cards import check_card, check_update, too_long
from messenger.errors import ApiError

ACTION = {"card_action": {"type": 1, "url": "http://127.0.0.1/plan"}}
OPTIONS = {"option_list": [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}]}
SUBMIT = {"submit_button": {"text": "提交", "key": "submit"}}
TITLE = {"main_title": {"title": "题"}}
QUESTION = {"question_key": "q", **OPTIONS}
PICTURE = {"card_image": {"url": "http://127.0.0.1/p"}}
CARDS = {
    "text_notice": {"sub_title_text": "正文", **ACTION},
    "news_notice": {**TITLE, **PICTURE, **ACTION},
    "button_interaction": button_card("t"),
    "vote_interaction": {**TITLE, "checkbox": QUESTION, **SUBMIT, "task_id": "t"},
    "multiple_interaction": {**TITLE, "select_list": [QUESTION], **SUBMIT, "task_id": "t"},
}
for kind, card in CARDS.items():
    card["card_type"] = kind


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_of_each_kind(kind):
    assert check_card(CARDS[kind]) == CARDS[kind]


WRONG = [
    ("text_notice", {"sub_title_text": ""}, "main_title.title"),
    ("text_notice", {"card_action": None}, "card_action"),
    ("text_notice", {"card_action": {"type": 1}}, "card_action.url"),
    ("text_notice", {"horizontal_content_list": [{"keyname": "k"}] * 7}, "horizontal_content_list"),
    ("text_notice", {"horizontal_content_list": [{"value": "v"}]}, "keyname"),
    ("text_notice", {"jump_list": [{"type": 1, "title": "去", "url": "u"}] * 4}, "jump_list"),
    ("text_notice", {"action_menu": {"action_list": [{"text": "一", "key": "1"}]}}, "task_id"),
    ("news_notice", {"card_image": None}, "card_image"),
    ("button_interaction", {"button_list": []}, "button_list"),
    ("button_interaction", {"button_list": [{"text": "一", "key": "1"}] * 2}, "repeated"),
    ("button_interaction", {"button_list": [{"text": "一", "key": str(n)} for n in range(7)]}, "button_list"),
    ("button_interaction", {"button_list": [{"text": "一", "key": "k" * 1025}]}, "1024"),
    ("button_interaction", {"button_list": [{"text": "一", "type": 1}]}, "url"),
    ("button_interaction", {"task_id": ""}, "task_id"),
    ("button_interaction", {"task_id": "任务"}, "task_id"),
    ("button_interaction", {"task_id": "t" * 129}, "task_id"),
    ("vote_interaction", {"checkbox": {"question_key": "q", "option_list": []}}, "option_list"),
    ("vote_interaction", {"submit_button": None}, "submit_button"),
    ("multiple_interaction", {"select_list": [{"question_key": "q", **OPTIONS}] * 2}, "repeated"),
    ("multiple_interaction", {"select_list": "一"}, "select_list"),
    ("multiple_interaction", {"card_type": "poem"}, "card_type"),
]


@pytest.mark.parametrize(("kind", "change", "place"), WRONG)
def test_what_is_wrong_is_named(kind, change, place):
    with pytest.raises(ApiError, match=place) as raised:
        check_card({**CARDS[kind], **change})
    assert raised.value.code == 40058


def test_a_robots_notice_leads_nowhere():
    card = {**CARDS["text_notice"], "card_action": None}
    assert check_card(card, action_required=False) == card


def test_an_update_keeps_the_task():
    new = {name: value for name, value in button_card("x").items() if name != "task_id"}
    assert check_update({"task_id": "old"}, new)["task_id"] == "old"


def test_long_texts_are_remarked_upon():
    assert too_long(CARDS["text_notice"]) == []
    assert "37" in too_long({"main_title": {"title": "长" * 37}})[0]
