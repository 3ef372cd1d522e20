"""How the Rasa server calls an action."""

from __future__ import annotations

import asyncio
import json
import socket

import jsonschema
import pytest
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError
from sanic import Sanic, response

from bot.channels.actions import OUT_OF_REACH, KeptEndpoint, QuickAction, call_quickly

DOMAIN = Domain.from_dict({"intents": ["ask"], "actions": ["action_answer_plan"]})


class FakeEndpoint:
    """An action server that gives one answer, or one error."""

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome
        self.url = "http://127.0.0.1/webhook"
        self.kwargs: dict = {}
        self.sent: list[dict] = []

    async def request(self, json=None, **_):
        self.sent.append(json)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def tracker(turns: int = 1) -> DialogueStateTracker:
    events = [UserUttered(f"问{n}", {"name": "ask"}, input_channel="web") for n in range(turns)]
    return DialogueStateTracker.from_events("u1", [*events])


def run(endpoint, turns: int = 1) -> list:
    action = QuickAction("action_answer_plan", endpoint)
    nlg = TemplatedNaturalLanguageGenerator({})
    return asyncio.run(action.run(CollectingOutputChannel(), nlg, tracker(turns), DOMAIN))


def test_the_answer_and_its_events_come_back():
    slot = {"event": "slot", "name": "memory", "value": {"section": "2.1"}, "timestamp": None}
    events = run(FakeEndpoint({"events": [slot], "responses": [{"text": "答"}]}))
    assert isinstance(events[0], BotUttered) and events[0].text == "答"
    assert isinstance(events[1], SlotSet) and events[1].value == {"section": "2.1"}


def test_a_request_does_not_grow_with_the_conversation():
    sizes = []
    for turns in (1, 50):
        endpoint = FakeEndpoint({"events": [], "responses": []})
        run(endpoint, turns)
        sizes.append(len(json.dumps(endpoint.sent[0])))
        assert "domain" not in endpoint.sent[0]
        assert endpoint.sent[0]["tracker"]["latest_message"]["text"] == f"问{turns - 1}"
        assert endpoint.sent[0]["tracker"]["events"] == [{"event": "user", "input_channel": "web"}]
    assert abs(sizes[1] - sizes[0]) < 10


BROKEN = [
    {"events": "none", "responses": []},  # not what an action server says
    {"events": [{"event": "slot"}], "responses": []},
    asyncio.TimeoutError(),
    ClientResponseError(500, "error", b"{}"),
]


@pytest.mark.parametrize("outcome", BROKEN, ids=lambda outcome: type(outcome).__name__)
def test_a_broken_action_server_is_said_to_the_user(outcome):
    assert [event.text for event in run(FakeEndpoint(outcome))] == [OUT_OF_REACH]


def test_an_action_server_that_is_down_is_said_to_the_user():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert [event.text for event in run(KeptEndpoint(f"http://127.0.0.1:{port}/webhook"))] == [OUT_OF_REACH]


def test_the_validator_is_as_strict_as_rasas():
    action = QuickAction("action_answer_plan", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result({"events": [{"event": 1}], "responses": []})


def test_rasa_uses_it_once_told(monkeypatch):
    import rasa.core.actions.action as rasa_actions

    monkeypatch.setattr(rasa_actions, "RemoteAction", rasa_actions.RemoteAction)  # put back afterwards
    call_quickly()
    assert isinstance(rasa_actions.action_for_name_or_text("action_answer_plan", DOMAIN, None), QuickAction)


def test_connections_are_used_again():
    ports: list[int] = []

    async def talk() -> None:
        Sanic.test_mode = True
        app = Sanic("action_server_of_a_test", configure_logging=False)

        @app.post("/webhook")
        async def webhook(request):
            ports.append(request.conn_info.client_port)
            return response.json({"events": [], "responses": []})

        server = await app.create_server(port=0, host="127.0.0.1", return_asyncio_server=True)
        await server.startup()
        await server.start_serving()
        port = server.server.sockets[0].getsockname()[1]
        endpoint = KeptEndpoint(f"http://127.0.0.1:{port}/webhook")
        for _ in range(3):
            assert await endpoint.request(json={}) == {"events": [], "responses": []}
        await endpoint.close()
        server.close()

    asyncio.run(talk())
    assert len(ports) == 3
    assert len(set(ports)) == 1
