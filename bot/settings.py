"""The settings: one frozen record, read from the environment once, at the edge."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from pathlib import Path

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Every field is an environment variable of the same name."""

    plan: Path  # PLAN: the file that is loaded when the database has no plan
    database_url: str = field(repr=False)  # DATABASE_URL: SQLite in var/ unless given
    port: int  # PORT: of the Rasa server and the chat page
    action_port: int  # ACTION_PORT: of the action server, on loopback
    var: Path  # VAR: where the program keeps its files
    today: date | None  # TODAY: a fixed clock for tests and demonstrations
    host: str = "127.0.0.1"  # HOST: the address of the chat page; 0.0.0.0 opens it to other machines
    plan_given: bool = False  # whether PLAN was set, and so is loaded even when the database has a plan
    embed_origins: tuple[str, ...] = ()  # EMBED_ORIGINS: sites whose pages may hold the chat
    embed_key: bytes | None = field(default=None, repr=False)  # EMBED_KEY: with it those sites sign users

    @property
    def models(self) -> Path:
        return self.var / "models"

    @property
    def lexicon(self) -> Path:
        return ROOT / "data" / "lexicon"


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name) or str(default)
    if not raw.isdigit() or not 1 <= int(raw) <= 65535:
        raise SettingsError(f"{name}={raw} 不是有效的端口", f"请把 {name} 设为 1024 到 65535 之间的整数。")
    return int(raw)


def _host(raw: str) -> str:
    try:
        return str(ip_address("127.0.0.1" if raw == "localhost" else raw))
    except ValueError as error:
        raise SettingsError(
            f"HOST={raw} 不是 IP 地址", "请设为 127.0.0.1（只供本机）、0.0.0.0（供所有人）或本机的某个地址。"
        ) from error


def _origins(raw: str) -> tuple[str, ...]:
    """Origins (https://oa.example.gov.cn), separated by spaces or commas."""
    origins = tuple(origin.rstrip("/").lower() for origin in re.split(r"[\s,，]+", raw) if origin)
    for origin in origins:
        if not re.fullmatch(r"https?://[a-z0-9.\-\[\]:*]+", origin):
            raise SettingsError(
                f"EMBED_ORIGINS 里的 {origin} 不是网站来源",
                "请写成 https://oa.example.gov.cn 这样的形式，不带路径。",
            )
    return origins


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError, which names the variable."""
    environ = os.environ if environ is None else environ
    var = Path(environ.get("VAR") or ROOT / "var")
    port = _port(environ, "PORT", 5005)
    raw_today = environ.get("TODAY")
    try:
        today = date.fromisoformat(raw_today) if raw_today else None
    except ValueError as error:
        raise SettingsError(f"TODAY={raw_today} 不是日期", "请写成 2022-03-01 这样的形式。") from error
    return Settings(
        plan=Path(environ.get("PLAN") or ROOT / "data" / "plans" / "2022-education-sports-speech.txt"),
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{var / 'plans.db'}",
        port=port,
        action_port=_port(environ, "ACTION_PORT", port + 50 if port + 50 <= 65535 else port - 50),
        var=var,
        today=today,
        host=_host(environ.get("HOST") or "127.0.0.1"),
        plan_given=bool(environ.get("PLAN")),
        embed_origins=_origins(environ.get("EMBED_ORIGINS") or ""),
        embed_key=(environ.get("EMBED_KEY") or "").encode() or None,
    )
