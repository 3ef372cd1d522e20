"""The bot as an exam's subject: held in this process by the bench's player."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent

from benchmarks.exam import Reply, strings
from benchmarks.understanding import Understood
from bot.settings import Settings
from workbench.player import FALLBACK, Player


class PlanBot:
    """The bot as users of Rasa's rest channel meet it. Reads the environment, as the server does."""

    def __init__(self, settings: Settings, model: Path) -> None:
        """Raises what the player raises."""
        self._player = Player(settings, model)
        self.failures: list[str] = []  # bugs in the actions, and answers that the bot's own guard held back

    def ask(self, conversation: str, message: str) -> Reply:
        """The reply to one message, through understanding, policies and actions."""
        turn = self._player.say(conversation, message)
        self.failures += [fault.message for fault in turn.faults]
        read = str((turn.question or {}).get("text") or "")
        return Reply(turn.text, strings(list(turn.messages)), turn.kind, read)

    def understand(self, message: str) -> Understood:
        """What NLU makes of one message."""
        return understand(self._player.agent, self._player.loop, message)

    def close(self) -> None:
        self._player.close()


def understand(agent: Agent, loop: asyncio.AbstractEventLoop, message: str) -> Understood:
    """What the NLU of a Rasa agent makes of one message."""
    began = time.perf_counter()
    parsed = loop.run_until_complete(agent.parse_message(message))
    seconds = time.perf_counter() - began
    ranking = [parsed["intent"], *parsed.get("intent_ranking", ())]
    best: dict[str, Any] = next(
        (intent for intent in ranking if intent.get("name") not in (None, FALLBACK)), {}
    )
    aspects = [found["value"] for found in parsed.get("entities", ()) if found["entity"] == "aspect"]
    return Understood(
        best.get("name") or FALLBACK,
        aspects[0] if aspects else None,
        seconds,
    )
