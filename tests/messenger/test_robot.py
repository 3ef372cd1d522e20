"""The intelligent robot: by long connection and by callback, in groups and alone."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from typing import Any

import aiohttp
import pytest
import requests
from fake_bot import Json, button_card
from stage import Stage

from messenger.crypto import decrypt_bytes
from messenger.records import NOTE

USER = "jiangyuan"
ALONE = f"robot:{USER}"
GROUP = "group:wrBasicEducation"
MENTION = "@计划机器人 "
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


class Client:
    """A long connection as the documents describe it, on the stage's loop."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.frames: list[Json] = []  # what the platform pushed
        self.acks: list[Json] = []
        self.close_code: int | None = None
        self._number = 0

    def open(self, **change: str) -> Json:
        """Connect and subscribe; the answer to the subscription."""
        self.stage.run(self._open())
        secrets = {"bot_id": self.stage.credentials.robot_id, "secret": self.stage.credentials.robot_secret}
        return self.ask("aibot_subscribe", {**secrets, **change})

    async def _open(self) -> None:
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(f"{self.stage.url}/openws")
        self._task = asyncio.get_running_loop().create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            frame = message.json()
            (self.frames if "cmd" in frame else self.acks).append(frame)
        self.close_code = self._socket.close_code
        await self._session.close()

    def ask(self, command: str, body: Any = None, request: str = "") -> Json:
        """Send a frame, and wait for its answer."""
        self._number += 1
        request = request or f"{command}_{self._number}"
        before = len(self.acks)
        self.send({"cmd": command, "headers": {"req_id": request}, "body": body})
        self.stage.wait(lambda: len(self.acks) > before)
        answer = self.acks[-1]
        assert answer["headers"]["req_id"] == request
        return answer

    def send(self, frame: Json) -> None:
        self.stage.run(self._socket.send_json(frame))

    def pushed(self, count: int = 1) -> Json:
        """The last of so many frames that the platform pushed."""
        self.stage.wait(lambda: len(self.frames) >= count)
        return self.frames[count - 1]

    def reply(self, frame: Json, body: Json, command: str = "aibot_respond_msg") -> int:
        return int(self.ask(command, body, frame["headers"]["req_id"])["errcode"])


def stream(content: str, finish: bool, name: str = "s1", **more: Any) -> Json:
    return {"msgtype": "stream", "stream": {"id": name, "content": content, "finish": finish, **more}}


@pytest.fixture
def client(stage):
    found = Client(stage)
    assert found.open()["errcode"] == 0
    return found


# The long connection


def test_a_wrong_secret(stage):
    other = Client(stage)
    assert other.open(secret="wrong")["errcode"] == 853000
    assert other.ask("aibot_send_msg", {})["errcode"] == 853000
    assert other.ask("ping")["errcode"] == 0


def test_a_question_and_its_stream(stage, client):
    stage.say(USER, "今年重点", ALONE)
    frame = client.pushed()
    body = frame["body"]
    assert frame["cmd"] == "aibot_msg_callback"
    assert (body["msgtype"], body["text"]) == ("text", {"content": "今年重点"})
    assert (body["chattype"], body["from"]) == ("single", {"userid": USER}) and "chatid" not in body
    assert client.reply(frame, stream("正在", False)) == 0
    assert stage.heard(ALONE, sender="robot")[0].state == "open"
    assert client.reply(frame, stream("正在查……有了", True)) == 0
    (message,) = stage.messages(ALONE, "robot")
    assert (message.body["content"], message.state) == ("正在查……有了", "sent")
    assert client.reply(frame, stream("还有", True)) == 846608


def test_a_group_is_heard_when_the_robot_is_mentioned(stage, client):
    stage.say(USER, "大家好", GROUP)
    stage.say("xiahanxing", f"{MENTION}食堂呢", GROUP)
    body = client.pushed()["body"]
    assert (body["chattype"], body["chatid"]) == ("group", "wrBasicEducation")
    assert (body["from"]["userid"], body["text"]["content"]) == ("xiahanxing", f"{MENTION}食堂呢")
    assert len(client.frames) == 1


def test_three_open_questions_are_the_most(stage, client):
    for number in range(3):
        stage.say(USER, f"问题{number}", ALONE)
    refused = stage.app("say", user=USER, chat=ALONE, body={"content": "第四个"})
    assert refused.status_code == 400
    assert "三条" in stage.heard(ALONE, sender=NOTE)[0].body["text"]
    client.reply(client.pushed(3), stream("好了", True))
    stage.say(USER, "现在", ALONE)
    assert client.pushed(4)["body"]["text"]["content"] == "现在"


def test_a_card_its_button_and_its_update(stage, client):
    stage.say("xiahanxing", f"{MENTION}卡片", GROUP)
    both = {
        **stream("请选", True),
        "msgtype": "stream_with_template_card",
        "template_card": button_card("r1"),
    }
    assert client.reply(client.pushed(), both) == 0
    card = stage.messages(GROUP, "robot")[-1]
    stage.app("press", user=USER, message=card.id, key="ask_owner", choices={"q": ["a"]})
    event = client.pushed(2)
    assert event["cmd"] == "aibot_event_callback"
    assert event["body"]["event"]["template_card_event"] == {
        "card_type": "button_interaction",
        "event_key": "ask_owner",
        "task_id": "r1",
        "selected_items": {"selected_item": [{"question_key": "q", "option_ids": {"option_id": ["a"]}}]},
    }
    update = {"response_type": "update_template_card", "template_card": button_card("r1", "已办")}
    assert client.reply(event, {**update, "userids": [USER]}, "aibot_respond_update_msg") == 0
    assert card.body["seen_by"][USER]["main_title"]["title"] == "已办"
    assert card.body["main_title"]["title"] == "请选择"
    assert client.reply(event, update, "aibot_respond_update_msg") == 846605  # only once


def test_an_update_that_comes_too_late(stage, client):
    stage.app("enter", user=USER, chat=ALONE)
    frame = client.pushed()
    assert frame["body"]["event"] == {"eventtype": "enter_chat"}
    stage.clock.ahead = 1.0  # half a second is allowed here
    welcome = {"msgtype": "text", "text": {"content": "您好"}}
    assert client.reply(frame, welcome, "aibot_respond_welcome_msg") == 846605


def test_a_welcome_once_a_day(stage, client):
    stage.app("enter", user=USER, chat=ALONE)
    welcome = {"msgtype": "text", "text": {"content": "您好"}}
    assert client.reply(client.pushed(), welcome, "aibot_respond_welcome_msg") == 0
    stage.app("enter", user=USER, chat=ALONE)
    stage.clock.ahead = 24 * 3600
    stage.app("enter", user=USER, chat=ALONE)
    client.pushed(2)
    assert len(client.frames) == 2
    assert [message.kind for message in stage.messages(ALONE, "robot")] == ["text"]


def test_a_new_connection_takes_over(stage, client):
    second = Client(stage)
    assert second.open()["errcode"] == 0
    assert client.pushed()["body"]["event"] == {"eventtype": "disconnected_event"}
    stage.wait(lambda: client.close_code is not None)
    stage.say(USER, "给谁", ALONE)
    assert second.pushed()["body"]["text"]["content"] == "给谁"


def test_a_dropped_connection(stage, client):
    stage.app("robot", action="drop")
    stage.wait(lambda: client.close_code is not None)
    assert client.close_code == 1001 and client.frames == []
    stage.say(USER, "有人吗", ALONE)
    assert "没有连接" in stage.heard(ALONE, sender=NOTE)[0].body["text"]
    assert stage.messages(ALONE, USER)[0].state == "failed"


def test_a_repeated_push_has_the_same_msgid(stage, client):
    stage.app("fault", name="repeat", times=1)
    stage.say(USER, "重复", ALONE)
    client.pushed(3)
    assert len({frame["body"]["msgid"] for frame in client.frames}) == 1


def test_an_ack_that_is_missing(stage, client):
    stage.say(USER, "回执", ALONE)
    frame = client.pushed()
    stage.app("fault", name="no_ack", times=1)
    before = len(client.acks)
    client.send({"cmd": "aibot_respond_msg", "headers": frame["headers"], "body": stream("好", True)})
    stage.heard(ALONE, sender="robot")
    assert client.ask("ping")["errcode"] == 0 and len(client.acks) == before + 1


def test_active_messages_and_an_upload(stage, client):
    text = {"chatid": USER, "msgtype": "markdown", "markdown": {"content": "**通知**"}}
    assert client.ask("aibot_send_msg", text)["errcode"] == 40003  # nobody has spoken yet
    stage.say(USER, "你好", ALONE)
    assert client.ask("aibot_send_msg", text)["errcode"] == 0
    data = bytes(range(256)) * 3000
    chunks = [data[start : start + 512 * 1024] for start in range(0, len(data), 512 * 1024)]
    start = {"type": "file", "filename": "清单.xlsx", "total_size": len(data), "total_chunks": len(chunks)}
    upload = client.ask("aibot_upload_media_init", start)["body"]["upload_id"]
    for index, chunk in enumerate(chunks):
        part = {"upload_id": upload, "chunk_index": index, "base64_data": base64.b64encode(chunk).decode()}
        assert client.ask("aibot_upload_media_chunk", part)["errcode"] == 0
    media_id = client.ask("aibot_upload_media_finish", {"upload_id": upload})["body"]["media_id"]
    sent = {"chatid": USER, "msgtype": "file", "file": {"media_id": media_id}}
    assert client.ask("aibot_send_msg", sent)["errcode"] == 0
    assert requests.get(f"{stage.url}/media/{media_id}", timeout=5).content == data


def test_thirty_replies_a_minute(stage, client):
    stage.say(USER, "许多", ALONE)
    frame = client.pushed()
    codes = [client.reply(frame, stream(str(number), False)) for number in range(31)]
    assert codes == [0] * 30 + [45009]


def test_a_stream_ends_after_six_minutes(stage, client):
    stage.say(USER, "慢慢来", ALONE)
    frame = client.pushed()
    assert client.reply(frame, stream("……", False)) == 0
    stage.clock.ahead = 4.0  # three seconds are allowed here
    assert client.reply(frame, stream("好了", True)) == 846608


def test_silence_closes_the_connection(raise_stage):
    stage = raise_stage()
    stage.platform.socket._timing = type(stage.platform.timing)(silence=0.2)
    client = Client(stage)
    client.open()
    stage.wait(lambda: client.close_code == 1001)


def test_a_picture_arrives_encrypted_with_a_key_of_its_own(stage, client):
    files = {"file": ("图.png", PNG)}
    requests.post(f"{stage.url}/app/file", data={"user": USER, "chat": ALONE}, files=files, timeout=5)
    image = client.pushed()["body"]["image"]
    sealed = requests.get(image["url"], timeout=5).content
    assert decrypt_bytes(base64.b64decode(image["aeskey"]), sealed) == PNG
    stage.clock.ahead = 301
    assert requests.get(image["url"], timeout=5).status_code == 404


# By callback


@pytest.fixture
def by_callback(raise_stage):
    found = raise_stage("callback")
    found.wait(lambda: found.platform.checks["robot"].passed)
    return found


def test_a_stream_is_asked_for_until_it_ends(by_callback):
    stage = by_callback
    stage.bot.robot_reply = stream("正在查", False)
    stage.say(USER, f"{MENTION}重点", GROUP)
    stage.wait(lambda: len(stage.bot.received) >= 3)
    first, second, *_ = stage.bot.received
    assert (first["msgtype"], first["text"]["content"]) == ("text", f"{MENTION}重点")
    assert (second["msgtype"], second["stream"]) == ("stream", {"id": "s1"})
    picture = {"base64": base64.b64encode(PNG).decode(), "md5": hashlib.md5(PNG).hexdigest()}
    stage.bot.robot_reply = stream("查到了", True, msg_item=[{"msgtype": "image", "image": picture}])
    stage.wait(lambda: stage.messages(GROUP, "robot")[0].state == "sent")
    (message,) = stage.messages(GROUP, "robot")
    assert message.body["content"] == "查到了" and len(message.body["pictures"]) == 1
    asked = len(stage.bot.received)
    assert stage.messages(GROUP, NOTE) == []
    stage.say(USER, "没有点名", GROUP)
    assert len(stage.bot.received) == asked


def test_a_response_url_is_good_once(by_callback):
    stage = by_callback
    stage.bot.robot_reply = None
    stage.say(USER, "回头告诉我", ALONE)
    stage.wait(lambda: stage.bot.received)
    url = stage.bot.received[0]["response_url"]
    reply = {"msgtype": "markdown", "markdown": {"content": "想好了"}}
    assert requests.post(url, json=reply, timeout=5).json()["errcode"] == 0
    assert requests.post(url, json=reply, timeout=5).json()["errcode"] == 40058
    assert [message.body["content"] for message in stage.messages(ALONE, "robot")] == ["想好了"]


def test_a_message_is_delivered_again_but_a_press_is_not(by_callback):
    stage = by_callback
    stage.bot.robot_reply = {"msgtype": "template_card", "template_card": button_card("r1")}
    stage.say(USER, "卡片", ALONE)
    (card,) = stage.heard(ALONE, sender="robot")
    stage.bot.patience = 0
    stage.bot.robot_reply = {
        "response_type": "update_template_card",
        "template_card": button_card("r1", "好"),
    }
    stage.app("press", user=USER, message=card.id, key="ask_owner")
    stage.wait(lambda: card.body["main_title"]["title"] == "好")
    assert [told["msgtype"] for told in stage.bot.received] == ["text", "event"]


def test_a_reply_that_makes_no_sense(by_callback):
    stage = by_callback
    stage.bot.robot_reply = {"msgtype": "text", "text": {"content": "文本只能作欢迎语"}}
    stage.say(USER, "你好", ALONE)
    assert "enter_chat" in stage.heard(ALONE, sender=NOTE)[0].body["text"]


def test_a_rating(by_callback):
    stage = by_callback
    stage.bot.robot_reply = stream("有用吗", True, feedback={"id": "f1"})
    stage.say(USER, "评价", ALONE)
    (message,) = stage.heard(ALONE, sender="robot")
    stage.bot.robot_reply = None
    stage.app("rate", user=USER, message=message.id, good=True)
    stage.wait(lambda: len(stage.bot.received) == 2)
    event = stage.bot.received[1]["event"]
    assert event["feedback_event"]["id"] == "f1" and event["feedback_event"]["type"] == 1
