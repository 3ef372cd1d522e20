"""The intelligent robot's callback mode: JSON in, an encrypted stream out, asked for until it is finished."""

from __future__ import annotations

import asyncio
import json
import time
import uuid

import pytest

from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.robot import MOST_BYTES, WELCOME
from bot.channels.wecom.robot_message import from_body, without_mention
from bot.errors import BadCallback

from . import plan as about
from .world import KEY, TOKEN, world

ENVELOPE = Envelope(TOKEN, KEY, "")
ROBOT = {"WECOM_BOT_TOKEN": TOKEN, "WECOM_BOT_AES_KEY": KEY, "WECOM_BOT_NAME": "计划助手"}


def _message(text, user="ZhangSan", number=None, chat=None, **more):
    group = {"chattype": "group", "chatid": chat} if chat else {"chattype": "single"}
    return {
        "msgid": number or uuid.uuid4().hex, "aibotid": "aib1", **group, "from": {"userid": user},
        "msgtype": "text", "text": {"content": text}, **more,
    }  # fmt: skip


class Robot:
    """Calls the channel as the platform calls a robot."""

    def __init__(self, w):
        self.w = w
        self.url = w.url.removesuffix("webhook") + "robot"

    async def call(self, message, envelope=ENVELOPE):
        encrypted = envelope.encrypt(json.dumps(message, ensure_ascii=False).encode())
        return await self.post(json.dumps({"encrypt": encrypted}).encode(), encrypted)

    async def post(self, body, signed=""):
        stamp, nonce = str(int(time.time())), uuid.uuid4().hex
        signature = ENVELOPE.sign(stamp, nonce, signed)
        params = {"msg_signature": signature, "timestamp": stamp, "nonce": nonce}
        async with self.w.http.post(self.url, params=params, data=body) as response:
            if response.status != 200:
                return response.status
            text = await response.text()
        if not text:
            return None
        sealed = json.loads(text)
        parts = (sealed[name] for name in ("msgsignature", "timestamp", "nonce", "encrypt"))
        return json.loads(ENVELOPE.open(*parts))

    async def finished(self, message):
        """The whole answer: the platform asks on until it is finished."""
        reply = await self.call(message)
        until = time.monotonic() + 8
        while not reply["stream"]["finish"]:
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
            asked = {**message, "msgid": uuid.uuid4().hex, "msgtype": "stream"}
            reply = await self.call({**asked, "stream": {"id": reply["stream"]["id"]}})
        return reply["stream"]["content"]


def _say(plan):
    replies = {"清单": about.listing(plan), "事实": about.fact(plan), "长": {"text": "很长。" * 9000}}
    return lambda sender, text: replies.get(text, {"text": f"您问：{text}"})


def test_the_address_is_verified(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            echo = ENVELOPE.encrypt(b"123")
            signature = ENVELOPE.sign("1", "2", echo)
            params = {"msg_signature": signature, "timestamp": "1", "nonce": "2", "echostr": echo}
            async with w.http.get(Robot(w).url, params=params) as response:
                assert await response.text() == "123"

    asyncio.run(check())


def test_a_quick_answer_is_finished_at_once(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say, **ROBOT) as w:
            reply = await Robot(w).call(_message("事实"))
            assert reply["msgtype"] == "stream" and reply["stream"]["finish"] is True
            content = reply["stream"]["content"]
            assert content.startswith("2022年底前完成。\n> 原文：“更换全部课桌椅”")
            assert "[查看原文](https://plan.example.gov.cn/plan?start=" in content
            assert content.endswith("· 更换全部课桌椅由谁负责\n· 更换全部课桌椅指标是多少")

    asyncio.run(check())


def test_a_slow_answer_is_asked_for_until_it_is_finished(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            w.bot.seconds = 1.6
            reply = await Robot(w).call(_message("课桌椅"))
            assert reply["stream"]["finish"] is False and "正在查" in reply["stream"]["content"]
            assert w.bot.running == 1  # nobody waited for it
            w.bot.asked.clear()
            assert await Robot(w).finished(_message("再问")) == "您问：再问"
            assert [text for _, text in w.bot.asked] == ["再问"]

    asyncio.run(check())


def test_a_message_that_comes_again_gets_the_same_stream(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            w.bot.seconds = 0.2
            message = _message("课桌椅")
            replies = await asyncio.gather(*(Robot(w).call(message) for _ in range(3)))
            assert len({reply["stream"]["id"] for reply in replies}) == 1
            assert len(w.bot.asked) == 1
        async with world(tmp_path, **ROBOT) as w:
            assert await Robot(w).call(message) is None  # after a restart
            assert w.bot.asked == []

    asyncio.run(check())


def test_a_stream_that_a_restart_lost_is_ended_politely(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            reply = await Robot(w).call({"msgid": "1", "msgtype": "stream", "stream": {"id": "gone"}})
            assert reply["stream"]["finish"] is True and "再问一次" in reply["stream"]["content"]

    asyncio.run(check())


def test_in_a_group_the_mention_goes_and_the_asker_is_quoted(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            ask = "@计划助手 课桌椅什么时候换完"
            assert (await Robot(w).finished(_message(ask, chat="G1"))).startswith(
                "> 张三：课桌椅什么时候换完\n\n您问：课桌椅什么时候换完"
            )
            await Robot(w).finished(_message(ask, "LiSi", chat="G1"))
            unknown = await Robot(w).finished(_message(ask, "Nobody", chat="G1"))
            assert unknown.startswith("> <@Nobody>：")  # the platform shows who that is
            await Robot(w).finished(_message(ask, chat="G2"))
            await Robot(w).finished(_message("课桌椅"))
            assert len({sender for sender, _ in w.bot.asked}) == 5

    asyncio.run(check())


def test_a_unit_said_to_the_application_is_known_to_the_robot(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say, **ROBOT) as w:
            await w.text("ZhangSan", "我是教育局的")
            await w.sent(1)
            assert await Robot(w).finished(_message("我的任务", "zhangsan")) == "您问：市教育局有哪些任务"
            assert "请选择您的单位" in await Robot(w).finished(_message("我的任务", "LiSi"))

    asyncio.run(check())


MIXED = {"msg_item": [{"msgtype": "text", "text": {"content": "甲"}}, {"msgtype": "image"}]}


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"msgtype": "voice", "voice": {"content": "课桌椅呢"}}, "您问：课桌椅呢"),
        ({"msgtype": "mixed", "mixed": MIXED}, "您问：甲"),
        ({"msgtype": "image", "image": {"url": "http://x"}}, "抱歉，我只看得懂文字"),
        ({"msgtype": "file", "file": {"url": "http://x"}}, "抱歉，我只看得懂文字"),
        ({"text": {"content": " "}}, "请说说想查"),
    ],
)
def test_other_kinds_of_messages(tmp_path, more, answer):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            assert answer in await Robot(w).finished({**_message("x"), **more})

    asyncio.run(check())


def test_events(tmp_path):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            event = {**_message(""), "msgtype": "event"}
            welcome = await Robot(w).call({**event, "event": {"eventtype": "enter_chat"}})
            assert welcome == {"msgtype": "text", "text": {"content": WELCOME}}
            assert await Robot(w).call({**event, "event": {"eventtype": "feedback_event"}}) is None

    asyncio.run(check())


def test_a_very_long_answer_fits(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say, **ROBOT) as w:
            content = await Robot(w).finished(_message("长"))
            assert MOST_BYTES - 100 < len(content.encode()) <= MOST_BYTES and content.endswith("。")

    asyncio.run(check())


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"encrypt": 1}', b'{"encrypt": "AAAA"}', b"[" * 100000]
)
def test_what_is_hostile_is_refused(tmp_path, body):
    async def check():
        async with world(tmp_path, **ROBOT) as w:
            assert await Robot(w).post(body, "AAAA") == 403
            assert await Robot(w).post(b"x" * 400000) == 413
            for message in ([], {}, {"msgtype": "text"}, {"msgtype": "text", "msgid": "1", "from": "x"}, 1):
                assert await Robot(w).call(message) == 403
            assert await Robot(w).call(_message("x"), Envelope(TOKEN, KEY, "wx1")) == 403
            assert w.bot.asked == []

    asyncio.run(check())


def test_the_robot_alone_needs_no_application(tmp_path):
    async def check():
        none = dict.fromkeys(("CORP_ID", "AGENT_ID", "SECRET", "TOKEN", "AES_KEY"), "")
        environ = {f"WECOM_{name}": value for name, value in none.items()}
        async with world(tmp_path, **{**environ, **ROBOT}) as w:
            assert await Robot(w).finished(_message("课桌椅")) == "您问：课桌椅"
            assert (await w.text("ZhangSan", "课桌椅"))[0] == 404
            assert w.platform.calls == []

    asyncio.run(check())


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("@计划助手 课桌椅", "计划助手", "课桌椅"),
        ("@计划助手\u2005课桌椅", "计划助手", "课桌椅"),
        ("课桌椅 @计划助手", "计划助手", "课桌椅"),
        ("@计划助手，课桌椅", "计划助手", "课桌椅"),
        ("@张三 课桌椅 @计划助手", "计划助手", "@张三 课桌椅"),
        ("@计划助手", "计划助手", ""),
        ("@Robot A 课桌椅", "Robot A", "课桌椅"),
        ("@计划助手 课桌椅", None, "课桌椅"),
        ("课桌椅 @计划助手", None, "课桌椅"),
        ("课桌椅", None, "课桌椅"),
    ],
)
def test_the_mention_goes(text, name, left):
    assert without_mention(text, name) == left


def test_a_message_without_what_it_needs_is_refused():
    with pytest.raises(BadCallback):
        from_body({"msgtype": "text", "msgid": "1", "from": {"userid": "长" * 200}})
    assert from_body(_message("x", number="7")).mark == "robot 7"
