"""The real bot in this process: Rasa's agent with the trained model, and the actions without their server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_plan import ActionAnswerPlan
from actions.desk import Desk
from bot.channels.actions import call_quickly
from bot.channels.conversations import RecentConversations
from bot.settings import Settings


class ActionsHere(EndpointConfig):
    """Runs the action that Rasa would ask a server for."""

    def __init__(self, action: ActionAnswerPlan) -> None:
        super().__init__("here")
        self._action = action

    async def request(self, *_: Any, json: Any = None, **__: Any) -> dict[str, Any]:
        dispatcher = CollectingDispatcher()
        events = self._action.run(dispatcher, Tracker.from_dict(json["tracker"]), {})
        return {"events": events, "responses": dispatcher.messages}


class RealBot:
    """What the server hands messages to."""

    def __init__(self, settings: Settings, model: Path) -> None:
        call_quickly()
        self.agent = Agent.load(str(model), action_endpoint=ActionsHere(ActionAnswerPlan(Desk(settings))))
        assert self.agent.processor is not None
        self.agent.processor.tracker_store = RecentConversations(self.agent.domain, conversations=5000)

    async def __call__(self, message: UserMessage) -> None:
        await self.agent.handle_message(message)
