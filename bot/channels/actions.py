"""How the Rasa server calls an action: with little to send, a quick check, and never in silence."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any

import aiohttp
import jsonschema
import rasa
import rasa.core.actions.action as rasa_actions
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

logger = logging.getLogger(__name__)
OUT_OF_REACH = "抱歉，答题服务暂时连不上，请稍后再问；如果一直这样，请联系管理员。"
_KEPT_SECONDS = 3.0  # of an idle connection; the action server closes it after 5


class QuickAction(rasa_actions.RemoteAction):
    """Rasa's remote action, without the costs that grow with the conversation.

    The request holds slots and the last message, but no domain, and of the events only the user's last, by
    which actions know the channel. The answer's schema is compiled once for the process. Users are told when
    the action server is down.
    """

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        asked = {"event": UserUttered.type_name, "input_channel": state["latest_input_channel"]}
        return {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": {**state, "events": [asked]},
            "version": rasa.__version__,
        }

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        _validator().validate(result)
        return True

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return await super().run(output_channel, nlg, tracker, domain)
        except rasa_actions.ActionExecutionRejection:
            raise  # the action itself wants another one to be taken
        except (
            RasaException,
            aiohttp.ClientError,
            jsonschema.ValidationError,
            asyncio.TimeoutError,
        ) as error:
            logger.error("Action %s failed: %s", self.name(), error)
            return [BotUttered(OUT_OF_REACH)]


@lru_cache(maxsize=1)
def _validator() -> jsonschema.protocols.Validator:
    schema = rasa_actions.RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


class KeptEndpoint(EndpointConfig):
    """An action server whose connections are used again. Made and used on one event loop."""

    _session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", json: Any = None, timeout: float = 60, **_: Any) -> Any:
        """POST `json` and return what comes back. Raises ClientResponseError, aiohttp.ClientError."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEPT_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector)
        async with self._session.request(
            method, self.url, json=json, timeout=aiohttp.ClientTimeout(total=timeout)
        ) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.read())
            return await response.json()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def call_quickly() -> None:
    """Make Rasa, in this process, call actions through QuickAction."""
    rasa_actions.RemoteAction = QuickAction  # type: ignore[misc]
