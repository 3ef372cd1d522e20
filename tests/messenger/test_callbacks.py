"""What the platform tells the application's callback, over real HTTP."""

from __future__ import annotations

import pytest
import requests
from fake_bot import button_card

from messenger.records import NOTE

USER = "linwanqing"
CHAT = f"app:{USER}"


def test_a_message_and_its_answer(stage):
    stage.say(USER, "食堂 <b>&]]></b> 几时完成？")
    (answer,) = stage.heard(CHAT)
    assert answer.body["content"] == "答：食堂 <b>&]]></b> 几时完成？"
    (told,) = stage.bot.received
    assert told["to_user_name"] == stage.credentials.corp_id
    assert (told["from_user_name"], told["msg_type"]) == (USER, "text")
    assert told["agent_id"] == str(stage.credentials.agent_id)
    assert 0 < int(told["msg_id"]) < 2**63


def test_an_answer_that_takes_too_long_is_asked_for_three_times(stage):
    stage.bot.patience = 0.8  # the platform gives up after 0.5 s here
    stage.say(USER, "慢")
    stage.wait(lambda: stage.messages(CHAT, USER)[0].state == "failed")
    told = [exchange for exchange in stage.platform.log.all() if exchange.title.startswith("文本")]
    assert [exchange.notes for exchange in told] == [["0.5 秒内没有应答，已断开"]] * 3
    assert all(later.time - told[0].time >= 0.4 * number for number, later in enumerate(told))
    assert len({message["msg_id"] for message in stage.bot.received}) == 1
    assert len(stage.bot.received) == 3


def test_any_status_but_200_counts_as_failed(stage):
    stage.bot.status = 500
    stage.say(USER, "坏")
    stage.wait(lambda: stage.messages(CHAT, USER)[0].state == "failed")
    assert len(stage.bot.received) == 3


def test_a_delivery_that_is_repeated_after_all_went_well(stage):
    stage.app("fault", name="repeat", times=1)
    stage.say(USER, "重复")
    stage.wait(lambda: len(stage.bot.received) == 3)
    assert len(stage.heard(CHAT)) == 1


@pytest.mark.parametrize("fault", ["wrong_signature", "wrong_receiver", "garbage"])
def test_a_damaged_delivery_is_refused_and_then_repeated(stage, fault):
    stage.app("fault", name=fault, times=1)
    stage.say(USER, "签名")
    stage.heard(CHAT)
    assert (stage.bot.refused, len(stage.bot.received)) == (1, 1)


def test_events(stage):
    stage.app("enter", user=USER, chat=CHAT)
    stage.app("menu", user=USER, key="priorities")
    stage.wait(lambda: len(stage.bot.received) == 2)
    events = {told["event"]: told["event_key"] for told in stage.bot.received}
    assert events == {"enter_agent": "", "click": "priorities"}
    assert all(told["msg_type"] == "event" and "msg_id" not in told for told in stage.bot.received)


def test_pressing_a_button_updates_the_card(stage):
    stage.send(USER, "template_card", button_card("t1"))
    (card,) = stage.heard(CHAT)
    stage.app("press", user=USER, message=card.id, key="ask_owner", choices={"q": ["a", "b"]})
    stage.heard(CHAT, 2)
    (told,) = stage.bot.received
    assert (told["event"], told["event_key"]) == ("template_card_event", "ask_owner")
    assert (told["task_id"], told["card_type"]) == ("t1", "button_interaction")
    assert told["selected_items"]["selected_item"]["question_key"] == "q"
    assert card.body["replaced"] == "已选：谁负责"


def passive(kind, **content):
    return {"ToUserName": USER, "FromUserName": "corp", "CreateTime": 1, "MsgType": kind, **content}


def test_a_passive_reply_is_shown(stage):
    stage.bot.passive = passive("text", Content="马上")
    stage.say(USER, "快")
    assert [message.body["content"] for message in stage.heard(CHAT)] == ["马上"]


def test_a_passive_reply_updates_the_card(stage):
    stage.send(USER, "template_card", button_card("t1"))
    (card,) = stage.heard(CHAT)
    new = {
        "CardType": "text_notice",
        "MainTitle": {"Title": "办完了"},
        "HorizontalContentList": [{"KeyName": "时限", "Value": "年底"}, {"KeyName": "单位", "Value": "市"}],
        "CardAction": {"Type": "1", "Url": "http://127.0.0.1/plan"},
    }
    stage.bot.passive = passive("update_template_card", TemplateCard=new)
    stage.app("press", user=USER, message=card.id, key="ask_owner")
    stage.wait(lambda: card.body["card_type"] == "text_notice")
    assert [row["keyname"] for row in card.body["horizontal_content_list"]] == ["时限", "单位"]


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (passive("update_button", Button={"ReplaceName": "好"}), "只能回复卡片事件"),
        (passive("image", Image={"MediaId": "none"}), "media_id"),
        (passive("hologram"), "不认识"),
    ],
)
def test_a_passive_reply_that_makes_no_sense(stage, reply, complaint):
    stage.bot.passive = reply
    stage.say(USER, "快")
    (note,) = stage.heard(CHAT, sender=NOTE)
    assert complaint in note.body["text"]


def test_pictures_places_and_voices(stage):
    png = b"\x89PNG\r\n\x1a\n" + bytes(50)
    files = {"file": ("图.png", png)}
    requests.post(f"{stage.url}/app/file", data={"user": USER, "chat": CHAT}, files=files, timeout=5)
    place = {"latitude": "30.25", "longitude": "120.16", "label": "云栖市教育局"}
    stage.app("say", user=USER, chat=CHAT, kind="location", body=place)
    stage.app("say", user=USER, chat=CHAT, kind="voice", body={"content": "今年重点"})
    stage.heard(CHAT, 3)
    told = {message["msg_type"]: message for message in stage.bot.received}
    assert requests.get(told["image"]["pic_url"], timeout=5).content == png
    assert told["location"]["label"] == "云栖市教育局"
    assert told["voice"]["format"] == "amr" and "今年重点" not in str(told["voice"])


def test_the_log_shows_both_sides_in_plain_text(stage):
    stage.say(USER, "日志")
    stage.heard(CHAT)
    stage.wait(lambda: all(exchange.milliseconds is not None for exchange in stage.platform.log.all()))
    log = stage.platform.log.all()
    callback = next(exchange for exchange in log if "文本" in exchange.title)
    assert "日志" in callback.request and "日志" not in callback.sealed and "Encrypt" in callback.sealed
    sent = next(exchange for exchange in log if exchange.title == "发送文本 → 林晚晴")
    assert "答：日志" in sent.request and sent.status == 200
    assert stage.credentials.secret not in str([exchange.as_json() for exchange in log])
