"""Does WeCom work: every step at which an installation fails, tried one after the other."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.wecom.config import (
    APP,
    GUIDE,
    OPTIONS,
    ROBOT_CALLBACK,
    ROBOT_SOCKET,
    AppConfig,
    RobotConfig,
    WeComConfig,
    is_loopback,
    variable,
)
from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.menu import menu
from bot.channels.wecom.platform import Platform
from bot.errors import PlatformError
from bot.service.network import own_address
from bot.service.wecom import platform_of
from bot.settings import Settings

WEBHOOK = "/webhooks/wecom/webhook"
ROBOT_HOOK = "/webhooks/wecom/robot"
_SECONDS = 6.0
_NO_MENU = 46003


@dataclass(frozen=True)
class Finding:
    """One thing that was tried. `good` is None for what works but could be better."""

    good: bool | None
    what: str
    advice: str = ""


async def findings(config: WeComConfig, settings: Settings) -> AsyncIterator[Finding]:
    """Everything that can be tried without disturbing anybody, in the order of an installation."""
    if config.app is None and config.robot is None:
        names = "、".join(variable(key) for key in APP)
        yield Finding(False, "没有配置企业微信，通道是关着的", f"自建应用需要 {names}。{GUIDE}")
        return
    if config.app is not None:
        yield Finding(True, f"自建应用的配置齐全：企业 {config.app.corp_id}，应用 {config.app.agent_id}")
        async with platform_of(config) as platform:
            async for finding in _platform(config.app, platform):
                yield finding
        async for finding in _own_server(config.app.envelope, settings, WEBHOOK):
            yield finding
        async for finding in _from_outside(config, config.app.envelope):
            yield finding
    if config.robot is not None:
        async for finding in _robot(config.robot, settings):
            yield finding
    if config.text_only:
        yield Finding(True, f"只发纯文本（{variable(OPTIONS[1])}），没有卡片和按钮")


async def _platform(app: AppConfig, platform: Platform) -> AsyncIterator[Finding]:
    if (problem := await _problem(platform.token)) is not None:
        yield problem
        return
    yield Finding(True, "企业 ID 和 Secret 正确，取到了 access_token")
    agent = {"agentid": str(app.agent_id)}
    try:
        found = await platform.call("agent/get", params=agent)
    except PlatformError as error:
        yield Finding(False, str(error), error.advice)
        return
    if found.get("close"):
        yield Finding(False, "应用被停用了", "请在管理后台的应用详情页启用它。")
    yield Finding(True, f"出口 IP 在可信 IP 里，应用名称是“{found.get('name') or '（无）'}”")
    yield await _menu(platform, agent)


async def _menu(platform: Platform, agent: dict[str, str]) -> Finding:
    create = "运行 python -m bot wecom menu 创建。"
    try:
        found = await platform.call("menu/get", params=agent)
    except PlatformError as error:
        if error.code == _NO_MENU:
            return Finding(None, "应用还没有菜单", create)
        return Finding(None, f"菜单读不到：{error}", error.advice)
    if _keys(found) == _keys(menu()):
        return Finding(True, "应用的菜单已经创建")
    return Finding(None, "应用的菜单不是本程序的", create)


async def _own_server(envelope: Envelope, settings: Settings, path: str) -> AsyncIterator[Finding]:
    host = own_address(settings.host)
    base = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    status = await _verification(envelope, base + path)
    if status == 200:
        yield Finding(True, f"本机的服务能通过网址验证：{base}{path}")
    elif status is None:
        yield Finding(False, f"本机的服务没有运行：{base}", "请先运行 make run（或检查 HOST、PORT）。")
    elif status == 404:
        yield Finding(
            False, "本机的服务是在配置企业微信之前启动的", "请在设置了 WECOM_ 变量的终端里重新运行 make run。"
        )
    else:
        yield Finding(
            False,
            f"本机的服务没有通过网址验证（状态 {status}）",
            "正在运行的服务用的是另一套 Token 或 EncodingAESKey，请重启它。",
        )


async def _from_outside(config: WeComConfig, envelope: Envelope) -> AsyncIterator[Finding]:
    if config.page_url is None:
        yield Finding(
            None,
            "没有设置 WECOM_PAGE_URL，回答里没有“查看原文”的链接",
            "设为员工能打开的网址，如 https://jihua.example.gov.cn。",
        )
        return
    url = config.page_url + WEBHOOK
    status = await _verification(envelope, url)
    if status == 200:
        yield Finding(True, f"“接收消息”的网址可填 {url}，已能通过验证")
    else:
        how = "打不开" if status is None else f"返回状态 {status}"
        yield Finding(
            None,
            f"{url} {how}，没有通过验证",
            "若接收消息用的是这个域名，请检查域名解析、证书和转发（要保留路径和参数）；若用的是别的域名，可忽略。",
        )


async def _robot(robot: RobotConfig, settings: Settings) -> AsyncIterator[Finding]:
    if robot.envelope is not None:
        names = "、".join(variable(key) for key in ROBOT_CALLBACK)
        yield Finding(True, f"智能机器人用回调方式（{names}）")
        async for finding in _own_server(robot.envelope, settings, ROBOT_HOOK):
            yield finding
        return
    names = "、".join(variable(key) for key in ROBOT_SOCKET)
    if await _reachable(robot.url):
        # To subscribe here would take the connection away from the running server.
        yield Finding(
            True, f"智能机器人用长连接方式（{names}），{robot.url} 连得上；密钥是否正确，见服务的日志"
        )
    else:
        host = urlsplit(robot.url).hostname
        yield Finding(False, f"长连接的地址 {robot.url} 连不上", f"请允许这台服务器访问 {host} 的 443 端口。")


async def _problem(work: Callable[[], Awaitable[Any]]) -> Finding | None:
    try:
        await work()
    except PlatformError as error:
        return Finding(False, str(error), error.advice)
    return None


async def _verification(envelope: Envelope, url: str) -> int | None:
    """Verify an address as the platform does: 200 when it passes, its status else; None without an answer."""
    word = secrets.token_hex(8)
    echo, stamp, nonce = envelope.encrypt(word.encode()), str(int(time.time())), secrets.token_hex(5)
    params = {
        "msg_signature": envelope.sign(stamp, nonce, echo),
        "timestamp": stamp,
        "nonce": nonce,
        "echostr": echo,
    }
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as http, http.get(url, params=params) as response:
            passed = response.status == 200 and await response.text() == word
            return 200 if passed else (response.status if response.status != 200 else 0)
    except (aiohttp.ClientError, asyncio.TimeoutError, UnicodeDecodeError):
        return None


async def _reachable(url: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        proxies = not is_loopback(url)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=proxies) as http, http.ws_connect(url):
            return True
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


def _keys(found: dict[str, Any]) -> list[str]:
    """The event keys of a menu, in its order."""
    keys = []
    for entry in found.get("button") or []:
        keys += [str(one.get("key")) for one in (entry.get("sub_button") or [entry])]
    return keys
