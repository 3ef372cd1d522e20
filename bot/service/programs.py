"""The programs that are started as children: what is run, with which environment, into which log."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT, Settings

# What Rasa and the libraries under it would otherwise do: call home, look for a GPU, warn about themselves.
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # its cache does not see that a module which a component imports has changed
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL": "WARNING",
    "PYTHONUNBUFFERED": "1",
}


LOOPBACK = "127.0.0.1"
READY = "/health"  # 200 once the server can do its work


@dataclass(frozen=True)
class Program:
    """Something to start."""

    name: str  # as a user should read it
    command: Sequence[str]
    log: Path
    host: str = LOOPBACK
    port: int | None = None
    health: str = READY  # the path that answers 200 when the program is ready for its work


def environment(settings: Settings, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a child: `base` (ours) with the settings spelled out and libraries quiet."""
    return {
        **_QUIET,
        **(os.environ if base is None else base),
        "PYTHONPATH": str(ROOT),
        "PLAN": str(settings.plan),
        "DATABASE_URL": settings.database_url,
        "HOST": settings.host,
        "PORT": str(settings.port),
        "ACTION_PORT": str(settings.action_port),
        "VAR": str(settings.var),
    }


def trainer(settings: Settings, model: Path) -> Program:
    """Trains, leaves the result at `model`, and ends."""
    command = [sys.executable, "-m", "bot.service.train_once", str(model)]
    return Program("训练", command, settings.var / "log" / "train.log")


def action_server(settings: Settings) -> Program:
    """Runs the actions, on loopback."""
    command = [sys.executable, "-m", "actions", "--port", str(settings.action_port)]
    log = settings.var / "log" / "actions.log"
    return Program("动作服务", command, log, port=settings.action_port)


def rasa_server(settings: Settings, model: Path) -> Program:
    """Understands messages and serves the channels; answers only once its model is loaded."""
    command = [sys.executable, "-m", "bot.channels.server", "--model", str(model)]
    log = settings.var / "log" / "rasa.log"
    return Program("对话服务", command, log, settings.host, settings.port)
