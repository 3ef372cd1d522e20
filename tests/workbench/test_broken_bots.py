"""Bots that are broken on purpose must fail, and it must be said how they are broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import aiohttp
import pytest
from rasa.utils.endpoints import EndpointConfig
from written import Hold

from bot.errors import StoreMissing
from bot.records import Answer, Question
from workbench.causes import cause
from workbench.player import Player
from workbench.transcript import transcript

ASK = "- user: 思政精品课程要弄出来几门\n  assertions:\n"
RIGHT = ASK + "  - figure: 10—20个\n  - source: 思政精品课程\n  - state: stated\n"
THREAD = (
    "- user: 思政精品课程要弄出来几门\n- user: 那它归谁管\n  assertions:\n  - section: 铸魂育人\n"
    "  - fact: {aspect: owner}\n"
)


@contextmanager
def actions(player: Player, endpoint: Any) -> Iterator[None]:
    """What Rasa asks for actions, until the end of the block."""
    processor = player.agent.processor
    assert processor is not None
    before, processor.action_endpoint = processor.action_endpoint, endpoint
    try:
        yield
    finally:
        processor.action_endpoint = before


class Tampered(EndpointConfig):
    """An action server whose answers are changed on the way."""

    def __init__(self, real: Any, change: Callable[[dict[str, Any]], Any]) -> None:
        super().__init__("tampered")
        self._real, self._change = real, change

    async def request(self, *arguments: Any, **named: Any) -> Any:
        reply = deepcopy(await self._real.request(*arguments, **named))
        self._change(reply)
        return reply


class Dead(EndpointConfig):
    """An action server that nobody has started."""

    async def request(self, *_: Any, **__: Any) -> Any:
        raise aiohttp.ClientConnectionError("nobody is there")


def tampered(player: Player, change: Callable[[dict[str, Any]], Any]) -> Any:
    assert player.agent.processor is not None
    return actions(player, Tampered(player.agent.processor.action_endpoint, change))


@pytest.fixture
def desk_says(player: Player, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Change what the desk answers: `change` gets the question and the real answer."""
    real = player.desk.reply

    def says(change: Callable[[Question, Answer], Answer]) -> None:
        def reply(question: Question, **more: Any) -> Answer:
            player.desk.answer = change(question, real(question, **more))
            return player.desk.answer

        monkeypatch.setattr(player.desk, "reply", reply)

    return says


def test_the_whole_bot_is_right(hold: Hold) -> None:
    for steps in (RIGHT, THREAD):
        outcome = hold(steps)
        assert outcome.right, transcript(outcome)
        assert cause(outcome) is None


def test_a_wrong_figure(hold: Hold, desk_says: Callable[..., None]) -> None:
    from dataclasses import replace

    desk_says(lambda _, answer: replace(answer, text=answer.text.replace("10—20", "30")))
    outcome = hold(RIGHT)
    assert [failure.kind for failure in outcome.played[0].failures] == ["figure"]
    assert str(cause(outcome)).startswith("数值不对")
    assert "30" in transcript(outcome) and "10—20个" in transcript(outcome)


def test_a_missing_source(hold: Hold, desk_says: Callable[..., None]) -> None:
    from dataclasses import replace

    desk_says(lambda _, answer: replace(answer, sources=()))
    outcome = hold(RIGHT)
    assert [failure.kind for failure in outcome.played[0].failures] == ["source"]
    assert str(cause(outcome)).startswith("找错任务")


def test_lost_context(player: Player, hold: Hold) -> None:
    def forget(reply: dict[str, Any]) -> None:
        reply["events"] = [event for event in reply["events"] if event.get("name") != "memory"]

    with tampered(player, forget):
        outcome = hold(THREAD)
    assert outcome.first_wrong == 1
    assert str(cause(outcome)) == "上文丢了：这句话要靠上文，而上文到这一轮已经空了"


def test_an_action_server_that_is_not_there(player: Player, hold: Hold) -> None:
    with actions(player, Dead("nowhere")):
        outcome = hold("- user: 思政精品课程要弄出来几门")  # nothing is asserted
    assert not outcome.right
    assert str(cause(outcome)).startswith("动作出错")
    assert "nobody is there" in transcript(outcome)


def test_an_action_server_that_says_nothing(player: Player, hold: Hold) -> None:
    with tampered(player, lambda reply: reply.update(responses=[])):
        outcome = hold("- user: 思政精品课程要弄出来几门")
    assert [failure.kind for failure in outcome.played[0].failures] == ["answered"]
    assert str(cause(outcome)).startswith("动作出错：动作运行了，但什么也没说")


def test_a_database_that_is_gone(hold: Hold, desk_says: Callable[..., None]) -> None:
    def gone(_: Question, __: Answer) -> Answer:
        raise StoreMissing("还没有数据库")

    desk_says(gone)
    outcome = hold("- user: 思政精品课程要弄出来几门")
    assert not outcome.right and str(cause(outcome)).startswith("动作出错")


def test_a_bug_in_answering(hold: Hold, desk_says: Callable[..., None]) -> None:
    desk_says(lambda _, answer: answer.nothing)  # type: ignore[attr-defined]
    outcome = hold("- user: 思政精品课程要弄出来几门")
    assert not outcome.right
    assert "AttributeError" in transcript(outcome)


def test_what_the_guard_holds_back(player: Player, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.answer import service
    from bot.errors import UnsupportedFact

    def refuse(*_: Any, **__: Any) -> None:
        raise UnsupportedFact("30个")

    monkeypatch.setattr(service, "check", refuse)
    outcome = hold("- user: 思政精品课程要弄出来几门")
    assert str(cause(outcome)).startswith("护栏拦下")


def test_a_wrong_intent_is_told_with_the_place_of_the_right_one(hold: Hold) -> None:
    outcome = hold("- user: 你好\n  assertions:\n  - intent: help\n")
    assert str(cause(outcome)).startswith("意图听错：听成 greet")


def test_the_right_matter_and_another_question_of_it(hold: Hold) -> None:
    steps = ASK + "  - fact: {item: 精品课程, aspect: deadline}\n"
    assert str(cause(hold(steps))).startswith("实体没读出：事情找对了，没听出问的是 deadline")


def test_another_wording_is_no_more_than_that(hold: Hold) -> None:
    outcome = hold(RIGHT + "  - says: 二十到三十门\n")
    assert str(cause(outcome)).startswith("只是措辞")


def test_a_conversation_ends_with_its_first_wrong_turn_unless_told_otherwise(hold: Hold) -> None:
    steps = "- user: 你好\n  assertions: [{utter: utter_thank}]\n- user: 谢谢\n".replace(
        "  assertions: [{utter: utter_thank}]\n", "- utter: utter_thank\n"
    )
    assert len(hold(steps).played) == 1
    assert len(hold(steps, to_the_end=True).played) == 2
    assert "后面还有 1 轮没有说" in transcript(hold(steps))


def test_an_answer_where_there_is_none(hold: Hold) -> None:
    outcome = hold("- user: 思政精品课程要弄出来几门\n  assertions: [{kind: [not_mentioned, clarify]}]\n")
    assert str(cause(outcome)).startswith("找错任务：不该有答案")


def test_nothing_is_lost_after_small_talk(hold: Hold) -> None:
    outcome = hold("- user: 你好\n- user: 那它归谁管\n  assertions: [{says: 县教体局}]\n")
    assert not str(cause(outcome)).startswith("上文丢了")
