"""The Rasa server as people meet it: the model, the actions and the small talk, in one process."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.agent import load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa_sdk.executor import ActionExecutor

import bot.channels.application as application
from actions.desk import shared_desk
from bot.channels.actions import QuickAction
from bot.settings import ROOT


class InProcess:
    """The action server's answers without its port."""

    url = "http://127.0.0.1/webhook"

    def __init__(self) -> None:
        self.kwargs: dict = {}
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(self, json=None, **_):
        return await self.executor.run(json)


@pytest.fixture
def app(trained_model, default_plan, monkeypatch):
    monkeypatch.setattr("rasa.core.actions.action.RemoteAction", QuickAction)
    shared_desk.cache_clear()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = InProcess()
    agent = asyncio.run(load_agent(model_path=str(trained_model), endpoints=endpoints))
    yield SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    shared_desk.cache_clear()


@pytest.fixture
def ask(app):
    """Say something in a conversation, and get all messages that come back."""

    def say(text: str | None, sender: str = "u1") -> list[dict]:
        channel = CollectingOutputChannel()
        asyncio.run(application.handle(app, UserMessage(text, channel, sender, input_channel="rest")))
        return channel.messages

    return say


def said(messages: list[dict]) -> str:
    texts = [message["text"] for message in messages if message.get("text")]
    assert len(texts) == 1  # one message, however long
    return texts[0]


def test_a_question_is_answered_with_text_buttons_and_data(ask):
    messages = ask("课桌椅什么时候换完")
    assert "2022年底前" in said(messages)
    assert messages[0]["buttons"]
    answer = next(message["custom"]["answer"] for message in messages if message.get("custom"))
    assert answer["state"] == "stated"
    assert "课桌椅" in answer["sources"][0]["quote"]


SMALL_TALK = ["你好", "谢谢", "帮助", "你是谁", "转人工", "再见"]


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_gets_one_line_and_keeps_the_thread(ask, app, text):
    ask("课桌椅什么时候换完")
    before = asyncio.run(app.ctx.agent.tracker_store.retrieve("u1")).get_slot("memory")
    assert said(ask(text))
    assert asyncio.run(app.ctx.agent.tracker_store.retrieve("u1")).get_slot("memory") == before != {}


def test_the_thread_leads_from_one_question_to_the_next(ask):
    ask("课桌椅什么时候换完")
    ask("谢谢")
    assert "责任单位" in said(ask("那谁负责")) or "负责" in said(ask("那谁负责"))


def test_two_people_have_two_threads(ask, app):
    ask("课桌椅什么时候换完", "u1")
    ask("13710是什么", "u2")
    store = app.ctx.agent.tracker_store
    memories = [asyncio.run(store.retrieve(sender)).get_slot("memory") for sender in ("u1", "u2")]
    assert memories[0] != memories[1]


def test_every_intent_leads_to_words(app):
    """No intent of the model falls silent, whatever was asked before."""
    for number, intent in enumerate(app.ctx.agent.domain.intents):
        channel = CollectingOutputChannel()
        parse_data = {"intent": {"name": intent, "confidence": 1.0}, "entities": [], "text": "那个"}
        message = UserMessage("那个", channel, f"u{number}", parse_data=parse_data)
        if intent in ("restart", "back", "session_start"):  # Rasa's own, which no examples have
            continue
        asyncio.run(app.ctx.agent.handle_message(message))
        assert said(channel.messages), intent


@pytest.mark.parametrize(
    "text", ["", "   ", None, "/", "/restart", "？？？", "😀", "a" * 3000, "<script>1</script>"]
)
def test_odd_input_gets_a_polite_line(ask, text):
    assert said(ask(text))


@pytest.mark.parametrize("text", ["/ /restart", " / / restart", "//\t/restart{}", "\u3000/restart"])
def test_no_text_is_taken_for_the_name_of_an_intent(text):
    heard: list[str] = []

    async def hear(message: UserMessage) -> None:
        heard.append(message.text)

    agent = SimpleNamespace(is_ready=lambda: True, handle_message=hear)
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    asyncio.run(application.handle(app, UserMessage(text, CollectingOutputChannel(), "u1")))
    assert [words.startswith("restart") for words in heard] == [True]


def test_without_a_model_people_are_told(caplog):
    agent = asyncio.run(load_agent(model_path="/no/such/model"))
    channel = CollectingOutputChannel()
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    asyncio.run(application.handle(app, UserMessage("课桌椅", channel, "u1")))
    assert said(channel.messages) == application.NOT_READY


def test_a_bug_in_the_server_is_a_polite_line_to_the_user_and_a_trace_in_the_log(
    app, ask, monkeypatch, caplog
):
    async def fail(message):
        raise ZeroDivisionError

    monkeypatch.setattr(app.ctx.agent, "handle_message", fail)
    assert said(ask("课桌椅")) == application.BROKEN
    assert "ZeroDivisionError" in caplog.text
