"""What an operator does with WeCom by hand: the menu, and messages that could not be sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.channels.wecom.config import APP, GUIDE, AppConfig, WeComConfig, read_config, variable
from bot.channels.wecom.menu import menu
from bot.channels.wecom.platform import Patience, Platform
from bot.channels.wecom.sender import ROBOT
from bot.errors import PlatformError, SettingsError
from bot.settings import Settings
from bot.store import wecom
from bot.store.session import Store
from bot.store.wecom import Failure

IMPATIENT = Patience(answer=6.0, faults=(1.0,), limits=(1.0, 4.0))  # somebody is waiting at the terminal
_BETWEEN = 2.0  # seconds from message to message: 30 a minute to one member


@dataclass(frozen=True)
class Resent:
    """What became of one message: `problem` is None when it was sent."""

    failure: Failure
    problem: PlatformError | None


def configured(settings: Settings) -> WeComConfig:
    """The configuration as the server reads it. Raises SettingsError."""
    return read_config(None, own_page=f"http://127.0.0.1:{settings.port}")


def application(config: WeComConfig) -> AppConfig:
    """The application of the configuration. Raises SettingsError when there is none."""
    if config.app is None:
        missing = "、".join(variable(key) for key in APP)
        raise SettingsError(f"没有配置企业微信自建应用，缺少 {missing}", GUIDE)
    return config.app


@asynccontextmanager
async def platform_of(config: WeComConfig, patience: Patience = IMPATIENT) -> AsyncIterator[Platform]:
    """A client for the application, closed after the block. Raises SettingsError when there is none."""
    platform = Platform(application(config), config.api_base, patience)
    await platform.open()
    try:
        yield platform
    finally:
        await platform.close()


async def create_menu(config: WeComConfig) -> None:
    """Put our menu in the place of the application's. Raises PlatformError, SettingsError."""
    agent = str(application(config).agent_id)
    async with platform_of(config) as platform:
        await platform.call("menu/create", menu(), params={"agentid": agent})


def unsent(store: Store) -> list[Failure]:
    """What was given up and not sent since. Raises StoreError."""
    with store.session() as session:
        return wecom.failures(session)


async def resend(
    config: WeComConfig, store: Store, failures: Sequence[Failure], now: datetime, pause: float = _BETWEEN
) -> list[Resent]:
    """Send messages again, one after the other; those that are sent are marked so. Raises StoreError.

    After a refusal of the whole application (a wrong secret, a foreign address) the rest is left as it is.
    """
    results: list[Resent] = []
    async with platform_of(config) as platform:
        for failure in failures:
            if failure.body.get(ROBOT):
                problem: PlatformError | None = PlatformError(
                    "机器人的回答只能由它的连接发送，不能补发", "请提问的人重新问一次。"
                )
            else:
                problem = await _sent(platform, failure)
            if problem is None:
                with store.begin() as session:
                    wecom.note_sent(session, failure.id, now)
                await asyncio.sleep(pause if failure is not failures[-1] else 0)
            results.append(Resent(failure, problem))
            if problem is not None and problem.code in (40001, 40013, 60020):
                break
    return results


async def _sent(platform: Platform, failure: Failure) -> PlatformError | None:
    body = {name: value for name, value in failure.body.items() if name != "agentid"}
    try:
        await platform.send(body)
    except PlatformError as error:
        return error
    return None
