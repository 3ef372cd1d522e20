"""The intelligent robot's long connection: it comes back after every close but one."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import uuid
from collections import deque
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from openpyxl import load_workbook

from bot.channels.wecom.robot import WELCOME
from bot.channels.wecom.robot_connection import Rhythm
from bot.store import wecom

from . import plan as about
from .world import world

QUICK = Rhythm(ping=0.1, ack=0.3, first_wait=0.02, longest_wait=1.0, patience=0.2)


class FakeSocketPlatform:
    """The platform's end of long connections."""

    def __init__(self):
        self.sockets = []
        self.frames = []  # all that came, pings left out
        self.pings = 0
        self.secret = "s"
        self.silent = False  # answers nothing any more
        self.refusals = deque()  # errcodes of the next answers to anything but pings

    async def start(self):
        app = web.Application()
        app.router.add_get("/", self._serve)
        self.server = TestServer(app)
        await self.server.start_server()
        self.url = str(self.server.make_url("/")).replace("http", "ws")

    async def _serve(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            frame = json.loads(message.data)
            if self.silent:
                continue
            code = 0
            if frame["cmd"] == "ping":
                self.pings += 1
            else:
                self.frames.append(frame)
                code = self.refusals.popleft() if self.refusals else 0
            right = {"bot_id": "aib1", "secret": self.secret}
            if frame["cmd"] == "aibot_subscribe" and frame["body"] != right:
                code = 853000
            await socket.send_json(
                {"headers": frame["headers"], "errcode": code, "errmsg": "ok", **self._result(frame)}
            )
        return socket

    def _result(self, frame):
        results = {
            "aibot_upload_media_init": {"upload_id": "u1"},
            "aibot_upload_media_finish": {"media_id": "media-1"},
        }
        return {"body": results[frame["cmd"]]} if frame["cmd"] in results else {}

    @property
    def alive(self):
        return [socket for socket in self.sockets if not socket.closed]

    async def push(self, command, body, number=None):
        headers = {"req_id": number or uuid.uuid4().hex}
        await self.alive[-1].send_json({"cmd": command, "headers": headers, "body": body})

    async def ask(self, text, user="ZhangSan", message_id=None, **more):
        number = uuid.uuid4().hex
        body = {
            "msgid": message_id or number, "aibotid": "aib1", "chattype": "single", "from": {"userid": user},
            "msgtype": "text", "text": {"content": text}, **more,
        }  # fmt: skip
        await self.push("aibot_msg_callback", body, number)
        return number

    def answers(self, number=None):
        return [
            frame["body"]["stream"]
            for frame in self.frames
            if frame["cmd"] == "aibot_respond_msg" and number in (None, frame["headers"]["req_id"])
        ]

    def said(self):
        return [answer["content"] for answer in self.answers() if answer["finish"]]

    def sent(self):
        """What came as messages of their own."""
        return [frame["body"] for frame in self.frames if frame["cmd"] == "aibot_send_msg"]


@asynccontextmanager
async def connected(tmp_path, rhythm=QUICK, loaded=None, **more):
    platform = FakeSocketPlatform()
    await platform.start()
    environ = {"WECOM_BOT_ID": "aib1", "WECOM_BOT_SECRET": "s", "WECOM_BOT_WS": platform.url, **more}
    async with world(tmp_path, rhythm=rhythm, loaded=loaded, **environ) as w:
        await w.until(lambda: platform.frames)
        yield platform, w
    await platform.server.close()


def test_it_subscribes_answers_and_pings(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            assert platform.frames[0]["cmd"] == "aibot_subscribe"
            number = await platform.ask("课桌椅")
            await w.until(platform.said)
            (answer,) = platform.answers(number)
            assert answer["finish"] is True and answer["content"] == "您问：课桌椅"
            await w.until(lambda: platform.pings >= 3)
            assert len(platform.sockets) == 1

    asyncio.run(check())


def test_a_slow_answer_says_first_that_it_is_under_way(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            w.bot.seconds = 0.5
            number = await platform.ask("课桌椅")
            await w.until(platform.said)
            first, last = platform.answers(number)
            assert (first["finish"], last["finish"]) == (False, True)
            assert first["id"] == last["id"] and "稍候" in first["content"]

    asyncio.run(check())


@pytest.mark.parametrize("code", [1000, 1001, 1006, 1011, 4000])
def test_it_comes_back_after_every_close(tmp_path, code):
    async def check():
        async with connected(tmp_path) as (platform, w):
            for _ in range(3):
                count = len(platform.frames)
                await platform.alive[-1].close(code=code)
                await w.until(lambda count=count: len(platform.frames) > count)
            await platform.ask("还在吗")
            await w.until(lambda: platform.said() == ["您问：还在吗"])

    asyncio.run(check())


def test_it_comes_back_when_the_other_end_falls_silent(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            platform.silent = True
            await asyncio.sleep(0.5)
            platform.silent = False
            await w.until(lambda: len(platform.alive) == 1 and len(platform.sockets) > 1)
            await w.until(lambda: platform.frames[-1]["cmd"] == "aibot_subscribe")
            await platform.ask("还在吗")
            await w.until(platform.said)

    asyncio.run(check())


def test_it_stays_off_when_another_connection_took_over(tmp_path, caplog):
    async def check():
        async with connected(tmp_path) as (platform, w):
            event = {"msgid": "1", "msgtype": "event", "event": {"eventtype": "disconnected_event"}}
            await platform.push("aibot_event_callback", event)
            await w.until(lambda: "took over" in caplog.text)
            await asyncio.sleep(0.5)
            assert len(platform.sockets) == 1 and not platform.alive

    with caplog.at_level(logging.ERROR):
        asyncio.run(check())


def test_a_wrong_secret_is_said_and_the_right_one_taken_later(tmp_path, caplog):
    async def check():
        async with connected(tmp_path, WECOM_BOT_SECRET="old") as (platform, w):
            await w.until(lambda: "WECOM_BOT_SECRET" in caplog.text)
            platform.secret = "old"
            await w.until(lambda: platform.pings)
            assert "old" not in caplog.text

    with caplog.at_level(logging.ERROR):
        asyncio.run(check())


def test_an_answer_survives_the_loss_of_its_connection(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            w.bot.seconds = 0.4
            number = await platform.ask("课桌椅")
            await w.until(lambda: platform.answers(number))
            await platform.alive[-1].close(code=1001)
            await w.until(platform.said)
            assert platform.answers(number)[-1]["content"] == "您问：课桌椅"
            assert len(w.bot.asked) == 1

    asyncio.run(check())


def test_a_refused_answer_is_sent_as_a_message(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            platform.refusals.append(846605)
            await platform.ask("@助手 课桌椅", chattype="group", chatid="G1")
            await w.until(lambda: platform.frames[-1]["cmd"] == "aibot_send_msg")
            body = platform.frames[-1]["body"]
            assert (body["chatid"], body["chat_type"], body["msgtype"]) == ("G1", 2, "markdown")
            assert body["markdown"]["content"] == "> 张三：课桌椅\n\n您问：课桌椅"

    asyncio.run(check())


def test_an_answer_that_nobody_takes_is_kept(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            platform.refusals.extend([846605, 40001])
            await platform.ask("课桌椅")
            await w.until(lambda: _failures(w))
            (kept,) = _failures(w)
            assert kept.member == "zhangsan" and kept.body["markdown"]["content"] == "您问：课桌椅"

    asyncio.run(check())


def _failures(w):
    with w.store.session() as session:
        return wecom.failures(session)


def test_the_welcome_and_a_message_once(tmp_path):
    async def check():
        async with connected(tmp_path) as (platform, w):
            event = {"msgid": "1", "msgtype": "event", "event": {"eventtype": "enter_chat"}}
            await platform.push("aibot_event_callback", event, "n1")
            await w.until(lambda: platform.frames[-1]["cmd"] == "aibot_respond_welcome_msg")
            assert platform.frames[-1]["headers"]["req_id"] == "n1"
            assert platform.frames[-1]["body"] == {"msgtype": "text", "text": {"content": WELCOME}}
            for _ in range(3):
                await platform.ask("一次", message_id="m1")
            await platform.ask("两次", message_id="m2")
            await w.until(lambda: len(platform.said()) == 2)
            await asyncio.sleep(0.2)
            assert platform.said() == ["您问：一次", "您问：两次"]

    asyncio.run(check())


def _say(plan):
    replies = {"清单": about.listing(plan), "事实": about.fact(plan)}
    return lambda sender, text: replies.get(text, {"text": f"您问：{text}"})


def _press(key, user="ZhangSan", task="t", **more):
    pressed = {"card_type": "button_interaction", "event_key": key, "task_id": task, **more}
    event = {"eventtype": "template_card_event", "template_card_event": pressed}
    return {"msgid": uuid.uuid4().hex, "from": {"userid": user}, "msgtype": "event", "event": event}


def _card(platform):
    """The card of the last answer."""
    frames = [frame for frame in platform.frames if "template_card" in (frame.get("body") or {})]
    return frames[-1]["body"]["template_card"]


def test_an_answer_comes_with_buttons_and_a_press_asks(tmp_path):
    async def check():
        async with connected(tmp_path, loaded=_say) as (platform, w):
            await platform.ask("事实")
            await w.until(platform.said)
            assert "接着问" not in platform.said()[0] and "[查看原文](" in platform.said()[0]
            card = _card(platform)
            assert [button["text"] for button in card["button_list"]] == ["责任单位", "指标"]
            press = _press(card["button_list"][0]["key"], task=card["task_id"])
            for _ in range(2):  # delivered again, it is answered once
                await platform.push("aibot_event_callback", press, "n1")
            await w.until(platform.sent)
            await asyncio.sleep(0.2)
            (answer,) = platform.sent()
            assert answer["markdown"]["content"] == "您问：更换全部课桌椅由谁负责"
            (update,) = [f for f in platform.frames if f["cmd"] == "aibot_respond_update_msg"]
            assert update["headers"]["req_id"] == "n1"
            assert update["body"]["template_card"]["task_id"] == card["task_id"]

    asyncio.run(check())


def test_in_a_group_a_button_goes_on_with_its_askers_talk(tmp_path):
    async def check():
        async with connected(tmp_path, loaded=_say) as (platform, w):
            group = {"chattype": "group", "chatid": "G1"}
            await platform.ask("@助手 清单", **group)
            await w.until(platform.said)
            keys = {button["text"]: button["key"] for button in _card(platform)["button_list"]}
            press = {**_press(keys["更多"], "LiSi"), **group}
            await platform.push("aibot_event_callback", press)
            await w.until(platform.sent)
            assert w.bot.asked[-1] == ("wecom-robot-G1-zhangsan", "更多")
            (answer,) = platform.sent()
            assert (answer["chatid"], answer["chat_type"]) == ("G1", 2)
            assert answer["markdown"]["content"].startswith("> 李四：更多")
            assert not [f for f in platform.frames if f["cmd"] == "aibot_respond_update_msg"]

    asyncio.run(check())


def test_an_entry_of_a_list_is_chosen_and_the_list_taken_away(tmp_path):
    async def check():
        async with connected(tmp_path, loaded=_say) as (platform, w):
            await platform.ask("清单")
            await w.until(platform.said)
            card = _card(platform)
            keys = {button["text"]: button["key"] for button in card["button_list"]}
            chosen = {"question_key": card["button_selection"]["question_key"]}
            item = {"selected_item": [{**chosen, "option_ids": {"option_id": ["T002"]}}]}
            await platform.push("aibot_event_callback", _press(keys["看选中的这一条"], selected_items=item))
            await w.until(platform.sent)
            assert w.bot.asked[-1][1] == "新建学校食堂10—20个有什么要求？"
            await platform.push("aibot_event_callback", _press(keys["导出表格"]))
            await w.until(lambda: platform.sent()[-1]["msgtype"] == "file")
            assert platform.sent()[-1]["file"] == {"media_id": "media-1"}
            parts = [f["body"] for f in platform.frames if f["cmd"].startswith("aibot_upload_media")]
            begun, part, _ = parts
            content = base64.b64decode(part["base64_data"])
            assert begun["filename"] == "2022年任务清单（4项）.xlsx" and begun["total_size"] == len(content)
            assert len(list(load_workbook(BytesIO(content)).active.values)) == 5
            await platform.ask("导出表格")
            await w.until(lambda: len(platform.sent()) == 4)

    asyncio.run(check())


def test_a_file_that_is_not_taken_is_said(tmp_path):
    async def check():
        async with connected(tmp_path, loaded=_say) as (platform, w):
            await platform.ask("清单")
            await w.until(platform.said)
            platform.refusals.extend([0, 40004])
            await platform.ask("导出表格")
            await w.until(platform.sent)
            assert "/overview" in platform.sent()[0]["markdown"]["content"]

    asyncio.run(check())


EMPTY = '{"cmd": "aibot_msg_callback", "headers": {"req_id": "1"}}'


@pytest.mark.parametrize("frame", ["", "{", "[]", "1", "{}", '{"headers": 1}', EMPTY])
def test_a_frame_that_cannot_be_read_changes_nothing(tmp_path, frame):
    async def check():
        async with connected(tmp_path) as (platform, w):
            await platform.alive[-1].send_str(frame)
            await platform.ask("好")
            await w.until(platform.said)
            assert len(platform.sockets) == 1

    asyncio.run(check())
