"""The platform's calls: taken in at once, answered once, refused when they are not the platform's."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.incoming import ciphertext, read
from bot.errors import BadCallback

from .fake_platform import FakePlatform
from .test_crypto import ECHO
from .world import CORP, KEY, TOKEN, Bot, inner, outer, world

GOOD = inner("ZhangSan", "text", Content="好", MsgId="1")


def test_the_address_is_verified(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            names = ("msg_signature", "timestamp", "nonce", "echostr")
            right = dict(zip(names, ECHO, strict=True))
            async with w.http.get(w.url, params=right) as answer:
                assert (answer.status, await answer.read()) == (200, b"1616140317555161061")
                assert answer.content_type == "text/plain"
            query = "&".join(f"{name}={value}" for name, value in right.items())
            async with w.http.get(f"{w.url}?{query}") as answer:  # + and = as they are
                assert await answer.text() == "1616140317555161061"
            async with w.http.get(w.url, params={**right, "nonce": "1"}) as answer:
                assert (answer.status, await answer.text()) == (403, "refused")
            async with w.http.get(w.url) as answer:
                assert answer.status == 403

    asyncio.run(check())


def test_a_question_is_taken_at_once_and_answered_actively(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            w.bot.seconds = 1.5
            status, body = await w.text("ZhangSan", "课桌椅什么时候换完")
            assert (status, body) == (200, "")
            assert w.platform.sent == []  # accepted before it is answered
            (sent,) = await w.sent(1)
            assert (sent["touser"], sent["agentid"], sent["msgtype"]) == ("ZhangSan", 1000002, "text")
            assert sent["text"] == {"content": "您问：课桌椅什么时候换完"}
            assert "enable_duplicate_check" not in sent
            assert w.bot.asked == [("wecom-zhangsan", "课桌椅什么时候换完")]

    asyncio.run(check())


def test_a_message_that_comes_again_is_answered_once(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            answers = await asyncio.gather(*(w.text("ZhangSan", "好", message_id=42) for _ in range(3)))
            assert [status for status, _ in answers] == [200] * 3
            await w.sent(1)
            assert (await w.text("ZhangSan", "好", message_id=42))[0] == 200
            await w.text("ZhangSan", "好", message_id=43)  # the same words in another message
            await w.sent(2)

    asyncio.run(check())


def test_once_also_after_a_restart(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            await w.text("ZhangSan", "好", message_id=42)
            await w.event("ZhangSan", "click", 1700000000, EventKey="help")
            await w.sent(2)
        async with world(tmp_path) as w:
            await w.text("ZhangSan", "好", message_id=42)
            await w.event("ZhangSan", "click", 1700000000, EventKey="help")
            await w.text("ZhangSan", "新的", message_id=43)
            (sent,) = await w.sent(1)
            assert "新的" in sent["text"]["content"]

    asyncio.run(check())


def test_once_also_by_two_servers(tmp_path):
    async def check():
        platform = FakePlatform()
        await platform.start()
        async with world(tmp_path, platform=platform) as one, world(tmp_path, platform=platform) as two:
            for number in range(20):
                await asyncio.gather(
                    one.text("ZhangSan", f"第{number}问", message_id=100 + number),
                    two.text("ZhangSan", f"第{number}问", message_id=100 + number),
                )
            await one.sent(20, settle=0.5)
            said = sorted(sent["text"]["content"] for sent in platform.sent)
            assert said == sorted(f"您问：第{number}问" for number in range(20))
        await platform.close()

    asyncio.run(check())


def test_events_of_one_second_are_told_apart(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            at = 1700000000
            for _ in range(2):
                await w.event("ZhangSan", "click", at, EventKey="priorities")
                await w.event("ZhangSan", "click", at, EventKey="targets")
                await w.event("LiSi", "click", at, EventKey="targets")
                await w.event("ZhangSan", "template_card_event", at, EventKey="ask:甲", TaskId="a")
                await w.event("ZhangSan", "template_card_event", at, EventKey="ask:甲", TaskId="b")
            await w.sent(5)

    asyncio.run(check())


def test_messages_of_one_are_answered_in_order_and_of_many_side_by_side(tmp_path):
    async def check():
        async with world(tmp_path, patience=_patient()) as w:
            w.bot.seconds = 0.2
            users = [f"user{number}" for number in range(50)]
            for round_ in range(2):
                heard = await asyncio.gather(*(w.text(user, f"{user}的第{round_}问") for user in users))
                assert {status for status, _ in heard} == {200}
            await w.until(lambda: len(w.platform.sent) == 100, seconds=15)  # one by one would be longer
            sent = await w.sent(100)
            for user in users:
                said = [one["text"]["content"] for one in sent if one["touser"] == user]
                assert said == [f"您问：{user}的第0问", f"您问：{user}的第1问"]

    asyncio.run(check())


def _patient():
    from bot.channels.wecom.platform import Patience

    return Patience(answer=5)


def test_a_caller_who_hangs_up_gets_the_answer_all_the_same(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            w.bot.seconds = 0.3
            delivery = asyncio.create_task(w.text("ZhangSan", "好", message_id=9))
            await w.until(lambda: w.bot.asked)
            delivery.cancel()
            await w.sent(1)

    asyncio.run(check())


def test_the_bots_failure_is_said_and_the_next_message_answered(tmp_path):
    def say(sender, text):
        if text == "坏":
            raise RuntimeError("as asked")
        return None if text == "无" else {"text": "好"}

    class Clumsy(Bot):
        async def __call__(self, message):
            reply = self.say(message.sender_id, message.text)
            if reply:
                await message.output_channel.send_response(message.sender_id, reply)

    async def check():
        async with world(tmp_path, bot=Clumsy(say)) as w:
            for text in ("坏", "无", "好"):
                await w.text("ZhangSan", text)
            said = [sent["text"]["content"] for sent in await w.sent(3)]
            assert said[0] == said[1] and "没能答上来" in said[0]
            assert said[2] == "好"

    asyncio.run(check())


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + b"A" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(8))
    + b"]><xml><Encrypt>&i;</Encrypt></xml>"
)
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Encrypt>&f;</Encrypt></xml>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><xml><Encrypt>abc</Encrypt></xml>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<xml><Encrypt>abc",
        b"<xml></xml>",
        b"<xml><Encrypt></Encrypt></xml>",
        b'<?xml version="1.0" encoding="no-such"?><xml/>',
        b"<" * 60000,
        b"<a>" * 20000,
        b"\xff\xfe\x00\x01" * 1000,
        BOMB,
        FILE,
        REMOTE,
        b"<xml><Encrypt>" + b"A" * 5 * 2**20 + b"</Encrypt></xml>",
        outer("AAAA"),
        outer("%%%"),
        outer("QUJD" * 8 + "="),
    ],
    ids=lambda body: ascii(body[:16].decode("latin-1")) + str(len(body)),
)
def test_what_is_hostile_is_refused_quietly(tmp_path, body, caplog):
    async def check():
        async with world(tmp_path) as w:
            await w.post(b"warm")
            caplog.clear()
            with caplog.at_level(logging.WARNING):
                signed = body.partition(b"CDATA[")[2].partition(b"]")[0].decode("latin-1")
                answers = [await w.post(body, signed) for _ in range(3)]
            assert all(status in (403, 413) and text == "refused" for status, text in answers)
            assert "refused" in caplog.text and "passwd" not in caplog.text
            assert w.bot.asked == []

    asyncio.run(check())


@pytest.mark.parametrize(
    ("envelope", "query"),
    [
        (Envelope(TOKEN, KEY, "wxanother"), {}),
        (Envelope(TOKEN, KEY, ""), {}),
        (Envelope(TOKEN, "A" * 43, CORP), {}),
        (None, {"msg_signature": "0" * 40}),
        (None, {"msg_signature": "签名"}),
        (None, {"msg_signature": ""}),
        (None, {"timestamp": "1"}),
        (None, {"nonce": "1"}),
    ],
)
def test_a_wrong_seal_is_refused(tmp_path, envelope, query):
    async def check():
        async with world(tmp_path) as w:
            assert (await w.deliver(GOOD))[0] == 200
            message = inner("LiSi", "text", Content="坏", MsgId="2")
            status, text = await w.deliver(message, envelope, **query)
            assert (status, text) == (403, "refused")
            await w.sent(1)

    asyncio.run(check())


LONG_NAME = GOOD.replace("ZhangSan", "长" * 65)


@pytest.mark.parametrize(
    "message",
    ["", "<xml/>", "不是 XML", BOMB.decode(), LONG_NAME],
    ids=["empty", "nothing in it", "no xml", "bomb", "long name"],
)
def test_a_sealed_message_that_is_none_is_refused(tmp_path, message):
    async def check():
        async with world(tmp_path) as w:
            assert await w.deliver(message) == (403, "refused")

    asyncio.run(check())


def test_everything_of_a_message_is_read():
    card = inner(
        "ZhangSan", "event", 5, Event="template_card_event", EventKey="k", TaskId="t", ResponseCode="r"
    )
    message = read(card.encode())
    assert (message.user, message.member, message.created) == ("ZhangSan", "zhangsan", "5")
    assert (message.event, message.key, message.task, message.response_code) == (
        "template_card_event", "k", "t", "r",
    )  # fmt: skip
    assert read(GOOD.encode()).mark == "message 1"
    assert read(inner("a", "voice", Recognition="听到的").encode()).text == "听到的"
    assert ciphertext(outer("abc")) == "abc"
    with pytest.raises(BadCallback):
        read(b"<xml><MsgType>text</MsgType></xml>")
