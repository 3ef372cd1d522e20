"""The bot in this process: Rasa's agent with the trained model, and the actions without a server between."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_plan import ActionAnswerPlan
from actions.desk import Desk
from benchmarks.exam import Reply, strings
from benchmarks.understanding import Understood
from bot.channels.actions import call_quickly
from bot.settings import Settings

FALLBACK = "nlu_fallback"  # stands before the intents in a ranking when none of them is sure


class ActionsHere(EndpointConfig):
    """Runs the action that Rasa would ask a server for."""

    def __init__(self, action: ActionAnswerPlan) -> None:
        super().__init__("here")
        self._action = action

    async def request(self, *_: Any, json: Any = None, **__: Any) -> dict[str, Any]:
        """What the action server would reply to the action call `json`."""
        dispatcher = CollectingDispatcher()
        events = self._action.run(dispatcher, Tracker.from_dict(json["tracker"]), {})
        return {"events": events, "responses": dispatcher.messages}


class Failures(logging.Handler):
    """Keeps what went wrong in the actions: bugs, and answers that the bot's own guard held back."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class PlanBot:
    """The bot as users of Rasa's rest channel meet it. Reads the environment, as the server does."""

    def __init__(self, settings: Settings, model: Path) -> None:
        """Raises rasa's exceptions when the model cannot be loaded."""
        call_quickly()
        self.failures = Failures(logging.ERROR)
        logging.getLogger("actions").addHandler(self.failures)
        self._loop = asyncio.new_event_loop()
        desk = Desk(settings)
        desk.prepare()
        self._agent = Agent.load(str(model), action_endpoint=ActionsHere(ActionAnswerPlan(desk)))

    def ask(self, conversation: str, message: str) -> Reply:
        """The reply to one message, through understanding, policies and actions."""
        sent = self._loop.run_until_complete(self._agent.handle_text(message, sender_id=conversation)) or []
        kinds = [part["custom"]["answer"]["kind"] for part in sent if "custom" in part]
        text = "\n".join(part["text"] for part in sent if part.get("text"))
        return Reply(text, strings(sent), kinds[-1] if kinds else "chat")

    def understand(self, message: str) -> Understood:
        """What NLU makes of one message."""
        return understand(self._agent, self._loop, message)

    def close(self) -> None:
        logging.getLogger("actions").removeHandler(self.failures)
        self._loop.close()


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
