"""The intelligent robot's long connection: it comes back after every close but one."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections import deque
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.wecom.robot import WELCOME
from bot.channels.wecom.robot_socket import Rhythm
from bot.store import wecom

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
            await socket.send_json({"headers": frame["headers"], "errcode": code, "errmsg": "ok"})
        return socket

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


@asynccontextmanager
async def connected(tmp_path, rhythm=QUICK, **more):
    platform = FakeSocketPlatform()
    await platform.start()
    environ = {"WECOM_BOT_ID": "aib1", "WECOM_BOT_SECRET": "s", "WECOM_BOT_WS": platform.url, **more}
    async with world(tmp_path, rhythm=rhythm, **environ) as w:
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
            assert body["markdown"]["content"] == "> ZhangSan：课桌椅\n\n您问：课桌椅"

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
