"""The WeCom commands against a fake platform and a running channel."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from datetime import datetime, timezone

import pytest

from bot.channels.wecom.config import APP, variable
from bot.channels.wecom.menu import ENTRIES, menu
from bot.store import wecom
from tests.channels.wecom.test_robot_socket import FakeSocketPlatform
from tests.channels.wecom.world import CORP, environment, world

NOW = datetime.now(timezone.utc)
BODY = {"touser": "ZhangSan", "msgtype": "text", "text": {"content": "年底前"}, "agentid": 1}


@pytest.fixture
def installed(bot, var, monkeypatch):
    """A running channel, and the commands in the environment of its operator."""

    @asynccontextmanager
    async def started(**changes):
        var.mkdir(exist_ok=True)
        async with world(var) as w:
            environ = environment(var, WECOM_API_BASE=w.platform.base, PORT=str(w.port))
            for name, value in {**environ, **changes}.items():
                monkeypatch.setenv(name, value)

            async def run(*arguments):
                return await asyncio.to_thread(bot, "wecom", *arguments)

            yield w, run

    return started


def test_a_good_installation(installed):
    async def check():
        async with installed() as (w, run):
            await run("menu")
            outcome = await run("check")
            assert outcome.code == 0
            marks = re.findall(r"^[✓✗!]", outcome.out, re.M)
            assert marks == ["✓"] * 5 + ["!"]  # the page's address of the tests leads nowhere
            assert CORP in outcome.out and "计划问答" in outcome.out and "已经创建" in outcome.out
            assert w.platform.menu == menu()

    asyncio.run(check())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"WECOM_SECRET": "wrong"}, "应用的 Secret 不对"),
        ({"WECOM_TOKEN": "another"}, "没有通过网址验证"),
        ({"PORT": "1"}, "没有运行"),
        ({"WECOM_API_BASE": "http://127.0.0.1:1"}, "连不上企业微信的接口"),
        ({"WECOM_BOT_ID": "a", "WECOM_BOT_SECRET": "b", "WECOM_BOT_WS": "ws://127.0.0.1:1"}, "连不上"),
        ({"WECOM_BOT_TOKEN": "t", "WECOM_BOT_AES_KEY": "A" * 43}, "在配置企业微信之前启动的"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(installed, changes, said):
    async def check():
        async with installed(**changes) as (_, run):
            outcome = await run("check")
            assert outcome.code == 1
            bad = re.findall(r"^✗ (.*)\n  (.+)$", outcome.out, re.M)
            assert any(said in what for what, _ in bad), outcome.out

    asyncio.run(check())


@pytest.mark.parametrize("key", APP)
def test_every_variable_that_is_missing_is_named(bot, monkeypatch, tmp_path, key):
    for name, value in environment(tmp_path).items():
        if name.startswith("WECOM_") and name != variable(key):
            monkeypatch.setenv(name, value)
    outcome = bot("wecom", "check")
    assert outcome.code == 1
    assert f"缺少 {variable(key)}\n" in outcome.err and "docs/wecom.md" in outcome.err


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"WECOM_AGENT_ID": "计划"}, "WECOM_AGENT_ID 应为整数"),
        ({"WECOM_AES_KEY": "short"}, "WECOM_AES_KEY：EncodingAESKey 不对"),
        ({"WECOM_API_BASE": "qyapi"}, "WECOM_API_BASE=qyapi 不是网址"),
        ({"WECOM_TEXT_ONLY": "maybe"}, "WECOM_TEXT_ONLY=maybe 应为 1 或 0"),
        ({"WECOM_BOT_ID": "aib1"}, "缺少 WECOM_BOT_SECRET"),
        ({"WECOM_BOT_TOKEN": "t"}, "缺少 WECOM_BOT_AES_KEY"),
        (
            {"WECOM_BOT_ID": "a", "WECOM_BOT_SECRET": "s", "WECOM_BOT_TOKEN": "t", "WECOM_BOT_AES_KEY": "k"},
            "只能用回调或长连接中的一种",
        ),
    ],
)
def test_a_variable_that_makes_no_sense_is_named(bot, monkeypatch, tmp_path, changes, said):
    for name, value in {**environment(tmp_path), **changes}.items():
        monkeypatch.setenv(name, value)
    outcome = bot("wecom", "check")
    assert outcome.code == 1 and said in outcome.err


def test_what_works_but_could_be_better_is_said(installed):
    async def check():
        async with installed(WECOM_PAGE_URL="") as (w, run):
            outcome = await run("check")
            assert re.search(r"^! 应用还没有菜单\n  运行 python -m bot wecom menu", outcome.out, re.M)
        async with installed(WECOM_PAGE_URL="http://127.0.0.1:1") as (w, run):
            w.platform.menu = {"button": [{"type": "click", "name": "别的", "key": "other"}]}
            outcome = await run("check")
            assert outcome.code == 0  # nothing of it keeps the bot from answering
            assert re.search(r"^! 应用的菜单不是本程序的", outcome.out, re.M)
            assert re.search(r"^! http://127.0.0.1:1/webhooks/wecom/webhook 打不开", outcome.out, re.M)

    asyncio.run(check())


def test_a_foreign_address_is_named(installed):
    async def check():
        async with installed() as (w, run):
            w.platform.foreign = True
            outcome = await run("check")
            assert outcome.code == 1 and "203.0.113.9" in outcome.out and "企业可信IP" in outcome.out

    asyncio.run(check())


def test_checking_does_not_take_the_robots_connection(installed):
    async def check():
        platform = FakeSocketPlatform()
        await platform.start()
        robot = {"WECOM_BOT_ID": "aib1", "WECOM_BOT_SECRET": "s", "WECOM_BOT_WS": platform.url}
        async with installed(**robot) as (_, run):
            assert "长连接" in (await run("check")).out
            assert len(platform.sockets) == 1 and platform.frames == []
        await platform.server.close()

    asyncio.run(check())


def test_not_configured_and_half_configured(bot, monkeypatch):
    outcome = bot("wecom", "check")
    assert outcome.code == 1 and "WECOM_AES_KEY" in outcome.out
    assert bot("wecom", "menu").code == 1
    monkeypatch.setenv("WECOM_CORP_ID", CORP)
    outcome = bot("wecom", "check")
    assert outcome.code == 1 and "缺少 WECOM_AGENT_ID、WECOM_SECRET" in outcome.err


def _keep(store, count, body=BODY):
    with store.begin() as session:
        for _ in range(count):
            wecom.note_failure(
                session, at=NOW, member_id="zhangsan", body=body, code=60020, problem="IP 不对"
            )


def test_what_was_given_up_is_listed_and_sent_again(installed, monkeypatch):
    monkeypatch.setattr("bot.service.wecom.resend.__defaults__", (0.0,))

    async def check():
        async with installed() as (w, run):
            assert "没有送不到的消息" in (await run("failed")).out
            _keep(w.store, 3)
            listed = (await run("failed")).out
            assert "zhangsan" in listed and "年底前" in listed and "IP 不对" in listed
            outcome = await run("resend", 2)
            assert outcome.code == 0 and "2 zhangsan 已送到" in outcome.out
            (sent,) = w.platform.sent
            assert (sent["touser"], sent["agentid"]) == ("ZhangSan", 1000002)
            assert (await run("resend", 2)).code == 2  # it is done
            w.platform.faults.append(48002)
            outcome = await run("resend", "--all")
            assert outcome.code == 1 and "48002" in outcome.out and "3 zhangsan 已送到" in outcome.out
            with w.store.session() as session:
                assert [one.id for one in wecom.failures(session)] == [1]

    asyncio.run(check())


def test_a_refusal_of_the_whole_application_ends_the_sending(installed):
    async def check():
        async with installed() as (w, run):
            _keep(w.store, 3)
            w.platform.faults.append(60020)
            outcome = await run("resend", "--all")
            assert outcome.code == 1 and "其余 2 条没有再试" in outcome.out
            assert len(w.platform.tried) == 1

    asyncio.run(check())


def test_a_robots_answer_cannot_be_sent_again(installed):
    async def check():
        async with installed() as (w, run):
            _keep(w.store, 1, {"aibot": True, "msgtype": "markdown", "markdown": {"content": "好"}})
            outcome = await run("resend", "--all")
            assert outcome.code == 1 and "重新问一次" in outcome.out and w.platform.tried == []

    asyncio.run(check())


def test_which_ones_must_be_said(bot, var):
    from bot.settings import read_settings
    from bot.store.session import open_store

    store = open_store(read_settings().database_url)
    store.upgrade()
    store.close()
    assert "--all" in bot("wecom", "resend").err
    assert "没有编号为 7 的消息" in bot("wecom", "resend", 7).err


@pytest.mark.parametrize("name", ["check", "menu", "failed", "resend"])
def test_every_command_has_a_page_in_chinese(bot, name):
    page = bot("wecom", name, "--help")
    assert page.code == 0 and re.search(r"[\u4e00-\u9fff]{4}", page.out)


def test_the_menu_fits_the_platform():
    entries = menu()["button"]
    assert 1 <= len(entries) <= 3
    leaves = [leaf for entry in entries for leaf in entry.get("sub_button", [entry])]
    assert [leaf["key"] for leaf in leaves] == list(ENTRIES)
    assert all(len(entry["name"].encode()) <= 16 for entry in entries)
    assert all(len(leaf["name"].encode()) <= 40 and len(leaf["key"].encode()) <= 128 for leaf in leaves)
    assert all(len(entry.get("sub_button", [])) <= 5 for entry in entries)


def test_a_half_configured_channel_keeps_the_bot_from_starting(bot, monkeypatch):
    monkeypatch.setenv("WECOM_CORP_ID", CORP)
    monkeypatch.setenv("WECOM_TOKEN", "t")
    outcome = bot("run")
    assert outcome.code == 1
    assert "缺少 WECOM_AGENT_ID、WECOM_SECRET、WECOM_AES_KEY" in outcome.err
