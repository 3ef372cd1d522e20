"""How answers look in WeCom: cards, text cards, markdown, plain text; all of the platform's sizes."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wecom.cards import with_task
from bot.channels.wecom.saying import Style, bodies, marked, said_of
from tests.store.builder import make_plan

from . import plan as about
from .world import PAGE

PLAN = make_plan(about.PLAN)
STYLE, TEXT_ONLY, NO_PAGE = Style(PAGE), Style(PAGE, text_only=True), Style()


def _collected(message):
    return {"text": message["text"], "answer": message["custom"]["answer"], "buttons": message["buttons"]}


def _bodies(message, style=STYLE, export=None):
    return bodies(said_of(_collected(message), style), style, export)


def test_a_short_answer_is_a_card_with_its_follow_ups():
    (body,) = _bodies(about.fact(PLAN))
    card = body["template_card"]
    assert (body["msgtype"], card["card_type"]) == ("template_card", "button_interaction")
    assert card["main_title"] == {"title": "2022年底前完成。", "desc": "更换全部课桌椅"}
    assert "sub_title_text" not in card
    assert [button["text"] for button in card["button_list"]] == ["责任单位", "指标"]
    assert card["button_list"][0]["key"] == "ask:更换全部课桌椅由谁负责"
    assert card["quote_area"]["title"] == "出处：重点工作 › 校园建设"
    assert "更换全部课桌椅" in card["quote_area"]["quote_text"]
    task = PLAN.tasks[0]
    link = f"{PAGE}/plan?start={task.start}&end={task.end}#quote"
    assert card["quote_area"]["url"] == card["card_action"]["url"] == link
    assert card["horizontal_content_list"] == [
        {"type": 1, "keyname": "原文", "value": "查看原文", "url": link}
    ]


def test_an_answer_of_the_plans_words_alone_says_them_once():
    message = _collected(about.fact(PLAN))
    (body,) = bodies(said_of({**message, "text": message["text"].partition("\n")[2]}, STYLE), STYLE)
    card = body["template_card"]
    assert card["main_title"] == {"title": "更换全部课桌椅"} and "sub_title_text" not in card
    assert "更换全部课桌椅" in card["quote_area"]["quote_text"]


def test_no_link_without_a_page():
    assert "http" not in json.dumps([_bodies(message(PLAN), NO_PAGE) for message in MESSAGES])


def test_every_card_has_a_task_of_its_own_and_the_same_when_it_is_made_again():
    (body,) = _bodies(about.fact(PLAN))
    tasks = [with_task(body, f"message {number % 20} 0")["template_card"]["task_id"] for number in range(40)]
    assert len(set(tasks)) == 20 and tasks[:20] == tasks[20:]
    assert all(re.fullmatch(r"[0-9A-Za-z_\-@]{1,128}", task) for task in tasks)
    text = {"msgtype": "text", "text": {"content": "好"}}
    assert with_task(text, "message 1 0") == text


def test_a_list_is_a_text_card_and_a_card_to_go_on():
    listed, more = _bodies(about.listing(PLAN), export="export:T001-T004")
    assert listed["msgtype"] == "textcard"
    assert listed["textcard"]["title"] == "任务共4项："
    assert listed["textcard"]["description"].split("\n")[0] == "1. 更换全部课桌椅"
    assert listed["textcard"]["url"].startswith(f"{PAGE}/plan?start=")
    buttons = more["template_card"]["button_list"]
    assert [button["text"] for button in buttons] == ["看选中的这一条", "更多", "第1条详细说说", "导出表格"]
    assert [button["style"] for button in buttons] == [1, 2, 2, 2]
    options = more["template_card"]["button_selection"]["option_list"]
    assert options[0] == {"id": "T001", "text": "更换全部课桌椅"} and len(options) == 2


def test_a_list_that_a_text_card_would_cut_off_is_markdown():
    lines = [f"{number}. 这一项任务的说明正好长过一行，卡片上要占两行的地方" for number in range(1, 6)]
    message = {"text": "任务共5项：\n" + "\n".join(lines), "answer": {"kind": "list"}}
    (body,) = bodies(said_of(message, STYLE), STYLE)
    assert body["markdown"]["content"] == "**任务共5项：**\n" + "\n".join(lines)


def test_a_long_answer_is_markdown_in_pieces_and_a_card_to_go_on():
    *written, more = _bodies(about.long(PLAN))
    assert len(written) > 4 and {body["msgtype"] for body in written} == {"markdown"}
    assert "[查看原文](" in written[-1]["markdown"]["content"]
    assert [button["text"] for button in more["template_card"]["button_list"]] == ["时限"]


def test_what_markdown_would_eat_is_sent_as_text():
    (body,) = bodies(said_of({"text": "*甲* [乙] <丙>\n出处：一"}, STYLE), STYLE)
    assert body == {"msgtype": "text", "text": {"content": "*甲* [乙] <丙>\n出处：一"}}


def test_small_talk_is_text():
    assert bodies(said_of({"text": "不客气"}, STYLE), STYLE) == [
        {"msgtype": "text", "text": {"content": "不客气"}}
    ]


@pytest.mark.parametrize("message", [about.fact, about.listing, about.long])
def test_text_only_is_text_only(message):
    sent = _bodies(message(PLAN), TEXT_ONLY, "export:T001-T004")
    assert {body["msgtype"] for body in sent} == {"text"}
    whole = "".join(body["text"]["content"] for body in sent)
    for button in message(PLAN)["buttons"]:
        assert button["payload"] in whole
    assert f"{PAGE}/plan?start=" in whole and "导出表格" in whole


MESSAGES = [about.fact, about.listing, about.long]


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("style", [STYLE, TEXT_ONLY, NO_PAGE], ids=["page", "text only", "no page"])
def test_every_word_of_an_answer_is_sent(message, style):
    sent = json.dumps(_bodies(message(PLAN), style), ensure_ascii=False).replace("\\n", "").replace("\\", "")
    for line in message(PLAN)["text"].split("\n"):
        for sentence in line.removeprefix("原文：").removeprefix("出处：").split("。"):
            assert sentence in sent


button = st.builds(
    lambda title, payload: {"title": title, "payload": payload},
    st.text(min_size=1, max_size=40),
    st.text(min_size=1, max_size=600),
)
answer = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["fact", "list", "outline", "chat", "clarify"]),
        "facts": st.lists(
            st.fixed_dictionaries({"item": st.just("长" * 90), "task": st.sampled_from([None, "T1", "T2"])}),
            min_size=1,
            max_size=14,
        ),
        "sources": st.sampled_from([[], [{"start": 3, "end": 9}]]),
    }
)


@given(st.text(max_size=3000), answer, st.lists(button, max_size=9), st.booleans())
def test_nothing_is_beyond_the_platforms_sizes(text, answer, buttons, export):
    message = {"text": text, "answer": answer, "buttons": buttons}
    for style in (STYLE, TEXT_ONLY, NO_PAGE):
        for body in bodies(said_of(message, style), style, "export:T001-T009" if export else None):
            _check_size(body)


def _check_size(body):
    kind = body["msgtype"]
    if kind in ("text", "markdown"):
        assert 0 < len(body[kind]["content"].encode()) <= 2048
    elif kind == "textcard":
        assert 0 < len(body[kind]["title"]) <= 128 and 0 < len(body[kind]["description"]) <= 512
        assert body[kind]["url"] and len(body[kind]["btntxt"]) <= 4
    else:
        card = body[kind]
        assert 1 <= len(card["button_list"]) <= 6
        keys = [button["key"] for button in card["button_list"]]
        assert len(set(keys)) == len(keys) and all(0 < len(key.encode()) <= 1024 for key in keys)
        assert all(0 < len(button["text"]) <= 14 for button in card["button_list"])
        options = card.get("button_selection", {"option_list": [{"id": "T1", "text": "一"}]})["option_list"]
        assert 1 <= len(options) <= 10 and all(0 < len(one["text"]) <= 20 for one in options)
        assert len(card["main_title"].get("desc", "")) <= 30
        assert 0 < len(card["main_title"]["title"]) <= 26 and len(card.get("sub_title_text", "")) <= 160


def test_markdown_keeps_the_plans_words_apart():
    said = said_of(_collected(about.fact(PLAN)), STYLE)
    lead, quote, place = marked(said).split("\n")
    assert lead == "2022年底前完成。"
    assert quote.startswith("> 原文：“") and place.startswith("> 出处：重点工作 › 校园建设　[查看原文](")
