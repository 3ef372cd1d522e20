"""The WeCom channel: a self-built application and an intelligent robot (企业微信的自建应用和智能机器人).

docs/wecom.md is the operator's guide. Only `channel` and what it alone uses know Rasa: the commands
that talk to the platform use the other modules without waiting for Rasa to load.
"""

from importlib import import_module
from typing import Any

__all__ = ["WeComInput"]


def __getattr__(name: str) -> Any:
    if name == "WeComInput":  # what credentials.yml names
        return import_module("bot.channels.wecom.channel").WeComInput
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
