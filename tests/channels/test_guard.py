"""What is for programs on this machine is refused to everybody else."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from bot.channels.guard import guard

REST = "webhooks/rest/webhook"


def refused(path: str, ip: str, blueprint: str = "rest", **headers: str) -> bool:
    route = SimpleNamespace(name=f"plan_bot.{blueprint}.receive", path=path)
    answer = asyncio.run(guard(SimpleNamespace(route=route, ip=ip, headers=headers)))
    return answer is not None and answer.status == 403


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_programs_on_this_machine_may_use_the_channel_for_tools(ip):
    assert not refused(REST, ip)


@pytest.mark.parametrize("ip", ["192.0.2.7", "fe80::1", "fe80::1%eth0", "::ffff:192.0.2.7", "", "x"])
@pytest.mark.parametrize(
    "path", [REST, "webhooks/rest/", "webhooks/callback/webhook", "conversations/<id>/tracker", "model"]
)
def test_others_may_not(path, ip):
    assert refused(path, ip)


@pytest.mark.parametrize("header", ["origin", "via", "forwarded", "x-forwarded-for", "x-real-ip"])
def test_nor_who_comes_through_a_proxy_or_from_a_web_page(header):
    assert refused(REST, "127.0.0.1", **{header: "192.0.2.7"})


@pytest.mark.parametrize(
    ("path", "blueprint"),
    [("chat/messages", "web"), ("webhooks/wecom/webhook", "wecom"), ("health", "health")],
)
def test_what_checks_its_callers_itself_is_open(path, blueprint):
    assert not refused(path, "192.0.2.7", blueprint)


def test_what_does_not_exist_is_no_secret():
    request = SimpleNamespace(route=None, ip="192.0.2.7", headers={})
    assert asyncio.run(guard(request)) is None
