"""What an operator sets for WeCom: read from credentials.yml, or from the environment where that is silent.

The key `corp_id` of credentials.yml is the variable WECOM_CORP_ID, and so on for all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from bot.channels.wecom.crypto import Envelope
from bot.errors import SettingsError

API = "https://qyapi.weixin.qq.com"
SOCKET = "wss://openws.work.weixin.qq.com"
APP = ("corp_id", "agent_id", "secret", "token", "aes_key")  # all or none
OPTIONS = ("api_base", "text_only", "page_url")
ROBOT_CALLBACK = ("bot_token", "bot_aes_key")  # all or none; not together with ROBOT_SOCKET
ROBOT_SOCKET = ("bot_id", "bot_secret")  # all or none
ROBOT_OPTIONS = ("bot_ws", "bot_name")
KEYS = (*APP, *OPTIONS, *ROBOT_CALLBACK, *ROBOT_SOCKET, *ROBOT_OPTIONS)
GUIDE = "各项从哪里取得，见 docs/wecom.md。"


@dataclass(frozen=True)
class AppConfig:
    """A self-built application (自建应用)."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    envelope: Envelope = field(repr=False)


@dataclass(frozen=True)
class RobotConfig:
    """An intelligent robot (智能机器人): exactly one of its two modes."""

    envelope: Envelope | None  # callback mode
    bot_id: str | None  # long connection
    secret: str | None = field(repr=False)
    url: str = SOCKET
    name: str | None = None  # as people mention it in a group


@dataclass(frozen=True)
class WeComConfig:
    """Everything; both None means that the channel is off."""

    app: AppConfig | None
    robot: RobotConfig | None
    api_base: str = API
    page_url: str | None = None  # where staff reach the pages; no slash at its end
    text_only: bool = False


def variable(key: str) -> str:
    return f"WECOM_{key.upper()}"


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine, which no proxy is asked for."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def let_unset_pass(environ: MutableMapping[str, str]) -> None:
    """Let credentials.yml name variables that nobody set: Rasa would refuse the whole file."""
    for key in KEYS:
        environ.setdefault(variable(key), "")


def read_config(
    credentials: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    own_page: str | None = None,
) -> WeComConfig:
    """Read the configuration. `own_page` is the chat page's address as a program on this machine sees it.

    Raises SettingsError, which names every variable that is missing or wrong.
    """
    values = _values(credentials or {}, os.environ if environ is None else environ)
    api_base = _address(values, "api_base", API, ("http", "https")).removesuffix("/cgi-bin")
    page_url = _address(values, "page_url", "", ("http", "https")) or None
    if page_url is None and own_page and is_loopback(api_base):
        page_url = own_page.rstrip("/")  # who reads is on this machine, as the platform is
    return WeComConfig(
        app=_app(values),
        robot=_robot(values),
        api_base=api_base,
        page_url=page_url,
        text_only=_flag(values, "text_only"),
    )


def _values(credentials: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(credentials) - set(KEYS))
    if unknown:
        raise SettingsError(f"credentials.yml 的企业微信部分有不认识的项：{'、'.join(unknown)}", GUIDE)
    values = {}
    for key in KEYS:
        given = credentials.get(key)
        text = "" if given is None or "${" in str(given) else str(given).strip()
        values[key] = text or (environ.get(variable(key)) or "").strip()
    return values


def _complete(values: Mapping[str, str], keys: tuple[str, ...], what: str) -> bool:
    """Whether all of `keys` are set; False when none is. Raises SettingsError when some are."""
    missing = [variable(key) for key in keys if not values[key]]
    if missing and len(missing) < len(keys):
        raise SettingsError(f"{what}只配置了一部分，缺少 {'、'.join(missing)}", GUIDE)
    return not missing


def _app(values: Mapping[str, str]) -> AppConfig | None:
    if not _complete(values, APP, "企业微信自建应用"):
        return None
    if not re.fullmatch(r"\d{1,10}", values["agent_id"]):
        raise SettingsError(f"{variable('agent_id')} 应为整数", "它是应用详情页上的 AgentId，如 1000002。")
    envelope = _envelope(values["token"], values["aes_key"], values["corp_id"], "aes_key")
    return AppConfig(values["corp_id"], int(values["agent_id"]), values["secret"], envelope)


def _robot(values: Mapping[str, str]) -> RobotConfig | None:
    called = _complete(values, ROBOT_CALLBACK, "智能机器人的回调方式")
    connected = _complete(values, ROBOT_SOCKET, "智能机器人的长连接方式")
    if called and connected:
        names = "、".join(variable(key) for key in (*ROBOT_CALLBACK, *ROBOT_SOCKET))
        raise SettingsError(f"智能机器人只能用回调或长连接中的一种，但 {names} 都设置了", GUIDE)
    if not called and not connected:
        return None
    return RobotConfig(
        envelope=_envelope(values["bot_token"], values["bot_aes_key"], "", "bot_aes_key") if called else None,
        bot_id=values["bot_id"] if connected else None,
        secret=values["bot_secret"] if connected else None,
        url=_address(values, "bot_ws", SOCKET, ("ws", "wss")),
        name=values["bot_name"].lstrip("@") or None,
    )


def _envelope(token: str, aes_key: str, receiver: str, key: str) -> Envelope:
    try:
        return Envelope(token, aes_key, receiver)
    except SettingsError as error:
        raise SettingsError(f"{variable(key)}：{error}", error.advice) from None


def _address(values: Mapping[str, str], key: str, default: str, schemes: tuple[str, ...]) -> str:
    address = (values[key] or default).rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in schemes or not parts.netloc):
        raise SettingsError(
            f"{variable(key)}={values[key]} 不是网址", f"应以 {schemes[-1]}:// 或 {schemes[0]}:// 开头。"
        )
    return address


def _flag(values: Mapping[str, str], key: str) -> bool:
    words = values[key].lower()
    if words in ("", "0", "no", "false", "off", "否"):
        return False
    if words in ("1", "yes", "true", "on", "是"):
        return True
    raise SettingsError(f"{variable(key)}={values[key]} 应为 1 或 0", "1 表示只发纯文本。")
