"""What a killed server took in and did not answer: answered by the next one, or shown to the operator."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.wecom.application import WAY as APPLICATION
from bot.channels.wecom.intake import Watch
from bot.channels.wecom.robot_callback import WAY as CALLBACK
from bot.channels.wecom.robot_socket import WAY as SOCKET
from bot.settings import read_settings
from bot.store import wecom
from bot.store.session import open_store

from . import plan as about
from .fake_platform import FakePlatform
from .test_robot_callback import ROBOT, _message
from .test_robot_callback import Robot as Caller
from .test_robot_socket import connected
from .world import QUICK_WATCH, environment, inner, world

NEVER = Watch(first=1000)


def _leave(tmp_path, kind, mark, message, age=5.0, held=-1.0):
    """Leave a message in the database as a server does that was killed."""
    store = open_store(read_settings(environment(tmp_path)).database_url)
    store.upgrade()
    now = datetime.now(timezone.utc)
    with store.begin() as session:
        at = now - timedelta(seconds=age)
        assert wecom.mark_seen(session, mark, at)
        wecom.note_open(session, wecom.Open(mark, at, kind, message), now + timedelta(seconds=held))
    store.close()


def _open(w, kind=APPLICATION):
    with w.store.session() as session:
        return wecom.open_marks(session, kind)


def _failures(w):
    with w.store.session() as session:
        return wecom.failures(session)


def _text(number, words):
    return inner("ZhangSan", "text", Content=words, MsgId=str(number))


def test_it_is_answered_once_at_the_next_start_and_in_order(tmp_path):
    async def check():
        for number in (1, 2):
            _leave(tmp_path, APPLICATION, f"message {number}", _text(number, f"第{number}问"), 9 - number)
        async with world(tmp_path) as w:
            sent = await w.sent(2)
            assert [one["text"]["content"] for one in sent] == ["您问：第1问", "您问：第2问"]
            await w.text("ZhangSan", "第1问", message_id=1)  # the platform delivers it once more
            await w.sent(2)
            await w.until(lambda: not _open(w))
            assert _failures(w) == []

    asyncio.run(check())


def test_what_was_sent_of_it_before_is_not_sent_twice(tmp_path):
    """The platform drops what reads the same, so it has to read the same."""

    def say(plan):
        return lambda sender, text: about.fact(plan)

    async def check():
        async with world(tmp_path, loaded=say) as w:
            await w.text("ZhangSan", "事实", message_id=1)
            before = dict((await w.sent(1))[0])
        with open_store(w_url(tmp_path)).begin() as session:
            now = datetime.now(timezone.utc)
            left = wecom.Open("message 1", now, APPLICATION, _text(1, "事实"))
            wecom.note_open(session, left, now - timedelta(seconds=1))
        async with world(tmp_path) as w:
            w.bot.say = lambda sender, text: about.fact(plan_of(w))
            after = dict((await w.sent(1))[0])
        assert after.pop("enable_duplicate_check") == 1 and after.pop("duplicate_check_interval") >= 600
        assert {**before, "at": 0} == {**after, "at": 0} and before["msgtype"] == "template_card"

    asyncio.run(check())


def w_url(tmp_path):
    return read_settings(environment(tmp_path)).database_url


def plan_of(w):
    from bot.store import queries

    with w.store.session() as session:
        return queries.load(session, queries.default_plan(session).slug)


def test_what_is_too_old_is_shown_to_the_operator_and_can_be_told(tmp_path):
    async def check():
        _leave(tmp_path, APPLICATION, "message 1", _text(1, "课桌椅什么时候换完"), age=700)
        async with world(tmp_path) as w:
            await w.until(lambda: _failures(w))
            (kept,) = _failures(w)
            assert kept.member == "zhangsan" and kept.problem == "机器人停了，这个问题没有答完"
            assert kept.body["touser"] == "ZhangSan" and "课桌椅什么时候换完" in kept.body["text"]["content"]
            assert not _open(w) and w.bot.asked == [] and w.platform.sent == []

    asyncio.run(check())


def test_what_another_server_is_at_work_on_is_left_to_it(tmp_path):
    async def check():
        platform = FakePlatform()
        await platform.start()
        slow = Watch(first=0.0, beat=0.05, hold=0.4)
        async with world(tmp_path, platform=platform, watch=slow) as one:
            one.bot.seconds = 1.2  # three times as long as it is believed to be at work without a word
            async with world(tmp_path, platform=platform, watch=slow) as two:
                await one.text("ZhangSan", "好", message_id=1)
                await one.sent(1, settle=0.5)
                assert two.bot.asked == []
        await platform.close()

    asyncio.run(check())


def test_a_server_that_ends_in_order_leaves_the_rest_to_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.wecom.channel.DRAIN_SECONDS", 0.1)

    async def check():
        async with world(tmp_path, watch=NEVER) as w:
            w.bot.seconds = 60
            await w.text("ZhangSan", "好", message_id=1)
            await w.until(lambda: w.bot.asked)
        async with world(tmp_path, watch=QUICK_WATCH) as w:
            assert (await w.sent(1))[0]["text"]["content"] == "您问：好"

    asyncio.run(check())


def test_a_failure_of_ours_is_no_reason_to_try_for_ever(tmp_path):
    async def check():
        _leave(tmp_path, APPLICATION, "message 1", "no xml")
        _leave(tmp_path, "a way that is no more", "message 2", "{}")
        async with world(tmp_path) as w:
            await w.until(lambda: not _open(w) and not _open(w, "a way that is no more"))
            await w.text("ZhangSan", "好")
            await w.sent(1)

    asyncio.run(check())


def test_the_long_connection_answers_what_it_was_asked_before(tmp_path):
    async def check():
        kept = {"number": "n1", "body": _message("课桌椅", number="m1")}
        _leave(tmp_path, SOCKET, "robot m1", json.dumps(kept))
        async with connected(tmp_path) as (platform, w):
            await w.until(platform.said)
            (answer,) = platform.answers("n1")
            assert answer["content"] == "您问：课桌椅"
            await w.until(lambda: not _open(w, SOCKET))

    asyncio.run(check())


def test_the_callbacks_stream_goes_on_after_a_restart(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.wecom.channel.DRAIN_SECONDS", 0.1)

    async def check():
        async with world(tmp_path, watch=NEVER, **ROBOT) as w:
            w.bot.seconds = 60
            stream = (await Caller(w).call(_message("课桌椅", number="m1")))["stream"]["id"]
            with w.store.begin() as session:  # killed: nobody says any more that he is at work
                wecom.still_open(session, ["robot m1"], datetime.now(timezone.utc) - timedelta(seconds=1))
            async with world(tmp_path, watch=Watch(first=0.5, beat=0.1), **ROBOT) as next_:
                asked = {"msgid": "m2", "msgtype": "stream", "stream": {"id": stream}}
                reply = await Caller(next_).call(asked)
                assert reply["stream"]["finish"] is False  # it is not lost
                while not reply["stream"]["finish"]:
                    reply = await Caller(next_).call({**asked, "msgid": f"m{id(reply)}"})
                assert reply["stream"]["content"] == "您问：课桌椅"

    asyncio.run(check())


@pytest.mark.parametrize("path", ["/answer", "/broken"])
def test_an_answer_that_nobody_asks_for_any_more_is_posted(tmp_path, monkeypatch, path, caplog):
    monkeypatch.setattr("bot.channels.wecom.robot_callback._ASKED_FOR", 0.1)
    posted = []

    async def take(request):
        posted.append(await request.json())
        return web.json_response({"errcode": 0}) if request.path == "/answer" else web.Response(status=500)

    async def check():
        app = web.Application()
        app.router.add_post(path, take)
        server = TestServer(app)
        await server.start_server()
        message = _message("课桌椅", number="m1", response_url=str(server.make_url(path)))
        _leave(tmp_path, CALLBACK, "robot m1", json.dumps(message))
        async with world(tmp_path, **ROBOT) as w:
            await w.until(lambda: posted and not _open(w, CALLBACK))
            assert posted == [{"msgtype": "markdown", "markdown": {"content": "您问：课桌椅"}}]
        await server.close()

    asyncio.run(check())
