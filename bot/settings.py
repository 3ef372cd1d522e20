"""The settings: one frozen record, read from the environment once, at the edge."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Every field is an environment variable of the same name."""

    plan: Path  # PLAN: the file that is loaded when the database has no plan
    database_url: str  # DATABASE_URL: SQLite in var/ unless given
    port: int  # PORT: of the Rasa server and the chat page
    action_port: int  # ACTION_PORT: of the action server, on loopback
    var: Path  # VAR: where the program keeps its files
    today: date | None  # TODAY: a fixed clock for tests and demonstrations

    @property
    def lexicon(self) -> Path:
        return ROOT / "data" / "lexicon"


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name) or str(default)
    if not raw.isdigit() or not 1 <= int(raw) <= 65535:
        raise SettingsError(f"{name}={raw} 不是有效的端口", f"请把 {name} 设为 1024 到 65535 之间的整数。")
    return int(raw)


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
    )
