"""Sending: one token; faults that pass and that do not; nothing doubled, nothing lost without a trace."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.channels.wecom.config import read_config
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.platform import Patience, Platform
from bot.errors import PlatformError
from bot.store import wecom

from .fake_platform import FakePlatform
from .world import HASTY, QUICK, environment, world

BODY = {"touser": "ZhangSan", "msgtype": "text", "text": {"content": "好"}}


async def _platform(fake: FakePlatform, tmp_path, patience: Patience = QUICK, **more: str) -> Platform:
    await fake.start()
    config = read_config(None, environment(tmp_path, WECOM_API_BASE=fake.base, **more))
    platform = Platform(config.app, config.api_base, patience)
    await platform.open()
    return platform


def test_the_token_is_fetched_once_for_all(tmp_path):
    async def check():
        fake = FakePlatform()
        fake.token_delay = 0.05
        platform = await _platform(fake, tmp_path)
        await asyncio.gather(*(platform.send(BODY) for _ in range(20)))
        assert fake.calls.count("gettoken") == 1 and len(fake.sent) == 20
        fake.expire_tokens()
        await asyncio.gather(*(platform.send(BODY) for _ in range(20)))
        assert fake.calls.count("gettoken") == 2 and len(fake.sent) == 40
        await platform.close()
        await fake.close()

    asyncio.run(check())


def test_the_token_is_renewed_before_it_ends(tmp_path):
    async def check():
        fake = FakePlatform()
        now = [1000.0]
        platform = await _platform(fake, tmp_path)
        platform._clock = lambda: now[0]
        await platform.send(BODY)
        now[0] += 6000
        await platform.send(BODY)
        assert fake.calls.count("gettoken") == 1
        now[0] += 1000  # 200 seconds before its end
        await platform.send(BODY)
        assert fake.calls.count("gettoken") == 2
        await platform.close()
        await fake.close()

    asyncio.run(check())


@pytest.mark.parametrize("code", [40014, 42001])
def test_a_token_that_stays_bad_is_not_fetched_forever(tmp_path, code):
    async def check():
        fake = FakePlatform()
        platform = await _platform(fake, tmp_path)
        fake.faults.extend([code] * 50)
        with pytest.raises(PlatformError, match=str(code)):
            await platform.send(BODY)
        assert fake.calls.count("gettoken") == 2 and len(fake.tried) == 2
        await platform.close()
        await fake.close()

    asyncio.run(check())


def test_a_wrong_secret_is_reported_and_not_tried_again(tmp_path, caplog):
    async def check():
        fake = FakePlatform()
        platform = await _platform(fake, tmp_path, WECOM_SECRET="wrong")
        for _ in range(5):
            with pytest.raises(PlatformError, match="Secret") as caught:
                await platform.send(BODY)
            assert caught.value.code == 40001
        assert fake.calls == ["gettoken"]
        assert "WECOM_SECRET" in caplog.text and "wrong" not in caplog.text
        await platform.close()
        await fake.close()

    asyncio.run(check())


@pytest.mark.parametrize("fault", [45009, 45033, -1, "500", "502", "429", "hang"])
def test_a_fault_that_passes_costs_no_message_and_doubles_none(tmp_path, fault):
    async def check():
        async with world(tmp_path, patience=HASTY if fault == "hang" else QUICK) as w:
            w.platform.faults.append(fault)
            await w.text("ZhangSan", "好")
            await w.sent(1, settle=0.5)
            first, second = w.platform.tried
            assert "enable_duplicate_check" not in first
            assert second["enable_duplicate_check"] == 1 and second["duplicate_check_interval"] <= 14400
            assert {name: second[name] for name in first} == first
            with w.store.session() as session:
                assert wecom.failures(session, sent=None) == []

    asyncio.run(check())


@pytest.mark.parametrize("fault", [45009, "500", "hang"])
def test_what_does_not_pass_is_given_up_and_kept(tmp_path, fault, caplog):
    async def check():
        async with world(tmp_path, patience=HASTY if fault == "hang" else QUICK) as w:
            w.platform.faults.extend([fault] * 3)
            await w.text("ZhangSan", "好")
            await w.until(lambda: "given up" in caplog.text)
            (kept,) = _failures(w)
            assert (kept.member, kept.body["text"]["content"]) == ("zhangsan", "您问：好")
            assert kept.code == (45009 if fault == 45009 else None)
            await w.text("ZhangSan", "再来")  # the next one is not the worse for it
            await w.sent(1)

    with caplog.at_level(logging.ERROR):
        asyncio.run(check())


@pytest.mark.parametrize("fault", [60020, 81013, 48002])
def test_what_will_not_pass_is_not_repeated(tmp_path, fault, caplog):
    async def check():
        async with world(tmp_path) as w:
            w.platform.faults.append(fault)
            await w.text("ZhangSan", "好")
            await w.until(lambda: "given up" in caplog.text)
            assert len(w.platform.tried) == 1
            assert _failures(w)[0].code == fault
            if fault == 60020:
                assert "203.0.113.9" in caplog.text and "可信IP" in caplog.text

    with caplog.at_level(logging.ERROR):
        asyncio.run(check())


def _failures(w):
    with w.store.session() as session:
        return wecom.failures(session)


def test_the_same_answer_twice_is_sent_twice(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            await w.text("ZhangSan", "好")
            await w.text("ZhangSan", "好")
            await w.sent(2)
            assert all("enable_duplicate_check" not in body for body in w.platform.tried)

    asyncio.run(check())


def test_an_answer_that_is_no_json_is_a_fault_that_may_pass(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            w.platform.faults.append("200")
            await w.text("ZhangSan", "好")
            await w.sent(1)

    asyncio.run(check())


def test_no_more_than_the_platform_lets_through(tmp_path):
    now = [0.0]
    waits = []

    async def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds

    async def check():
        pace = Pace(((3, 60.0), (5, 3600.0)), lambda: now[0], sleep)
        passed = []
        for _ in range(7):
            await pace.wait("zhangsan")
            passed.append(now[0])
            now[0] += 1
        await pace.wait("lisi")
        assert now[0] == passed[-1] + 1  # another member does not wait
        for first, later, least in ((0, 3, 60), (1, 4, 60), (0, 5, 3600), (1, 6, 3600)):
            assert passed[later] - passed[first] >= least
        assert passed[3] - passed[0] < 62

    asyncio.run(check())
    assert waits


def test_many_messages_to_one_member_keep_their_order_and_their_pace(tmp_path):
    async def check():
        async with world(tmp_path, pace=Pace(((3, 0.5),))) as w:
            for number in range(6):
                await w.text("ZhangSan", str(number))
            sent = await w.sent(6)
            assert [one["text"]["content"] for one in sent] == [f"您问：{number}" for number in range(6)]
            assert sent[3]["at"] - sent[0]["at"] >= 0.5

    asyncio.run(check())


def test_the_addresses_secrets_never_reach_the_log(tmp_path, caplog):
    async def check():
        async with world(tmp_path, patience=HASTY) as w:
            w.platform.faults.extend(["hang", "500", 45009, 60020])
            for number in range(3):
                await w.text("ZhangSan", str(number))
            await w.until(lambda: len(w.platform.sent) + len(_failures(w)) == 3)
            for secret in (*filter(None, w.platform.tokens), "right-secret"):
                assert secret not in caplog.text

    with caplog.at_level(logging.DEBUG, logger="bot"):
        asyncio.run(check())
