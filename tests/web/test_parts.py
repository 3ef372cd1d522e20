"""The channel's small parts alone."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.web.cards import with_cards
from bot.channels.web.limits import RateLimit
from bot.channels.web.output import AnswerOutput
from bot.channels.web.pages import Pages
from bot.channels.web.plans import PlanView
from bot.channels.web.senders import HostUser, Senders, server_key
from bot.channels.web.turns import Turns
from bot.errors import SettingsError

from .sample_plan import sample_plan


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_and_then_one_at_a_time():
    clock = Clock()
    limit = RateLimit(per_minute=60, burst=3, clock=clock)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert limit.wait("b") == 0
    clock.now = 0.5
    assert limit.wait("a") == 0.5
    clock.now = 1.0
    assert limit.wait("a") == 0
    clock.now = 1000.0
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 1]


def test_only_the_last_keys_are_remembered():
    limit = RateLimit(per_minute=1, burst=1, remembered=2, clock=Clock())
    assert limit.wait("a") == 0
    assert limit.wait("a") > 0
    limit.wait("b"), limit.wait("c")
    assert limit.wait("a") == 0


def collected(*messages: dict) -> list:
    output = AnswerOutput()

    async def send() -> None:
        for message in messages:
            await output.send_response("someone", message)

    asyncio.run(send())
    return output.messages


@pytest.mark.parametrize(
    "message",
    [
        {"text": "好", "custom": {"answer": {"kind": "fact"}}, "buttons": []},
        {"text": "好", "answer": {"kind": "fact"}, "custom": {}},
    ],
)
def test_an_answers_data_comes_beside_or_inside_custom(message):
    assert collected(message) == [{"text": "好", "answer": {"kind": "fact"}, "buttons": []}]


def test_messages_without_words_or_data_are_left_out():
    assert collected({"text": ""}, {"text": None, "custom": {}}, {"custom": {"answer": None}}) == []


def test_a_lists_second_part_goes_on_counting():
    fact = {"item": "恢复重建", "aspect": "item", "task": "T027"}
    other = {"item": "另一项", "aspect": "item", "task": "T999"}
    message = {"text": "接着上面：\n11. 恢复重建\n12. 另一项", "answer": {"facts": [fact, other]}}
    cards = with_cards(message, PlanView(sample_plan()))["cards"]
    assert [(card["number"], card["task"]) for card in cards] == [(11, "T027"), (12, None)]
    assert with_cards(message, None)["cards"] == []
    assert with_cards({"text": "好", "answer": None}, PlanView(sample_plan()))["cards"] == []


def test_a_button_without_a_payload_sends_its_title():
    buttons = [{"title": "甲"}, {"title": "乙", "payload": "问乙"}, {"payload": "x"}, {"title": ""}]
    (message,) = collected({"text": "好", "buttons": buttons})
    assert message["buttons"] == [{"title": "甲", "payload": "甲"}, {"title": "乙", "payload": "问乙"}]


def test_a_failed_turn_may_be_tried_again_and_old_ones_are_forgotten():
    async def play() -> None:
        turns = Turns(remembered=2)

        async def fail() -> list:
            raise RuntimeError("as asked")

        async def answer() -> list:
            return [{"text": "好"}]

        with pytest.raises(RuntimeError):
            await turns.once("a", "1", fail, 1)
        await asyncio.sleep(0)
        assert await turns.once("a", "1", answer, 1) == [{"text": "好"}]
        for number in ("2", "3"):
            await turns.once("a", number, answer, 1)
            await asyncio.sleep(0)
        assert [turns.known("a", number) for number in "123"] == [False, True, True]

    asyncio.run(play())


def test_a_slow_turn_goes_on_after_the_time_is_up():
    async def play() -> None:
        turns, started = Turns(), []

        async def slow() -> list:
            started.append(1)
            await asyncio.sleep(0.05)
            return [{"text": "好"}]

        with pytest.raises(asyncio.TimeoutError):
            await turns.once("a", "1", slow, 0.01)
        assert await turns.once("a", "1", slow, 1) == [{"text": "好"}]
        assert started == [1]

    asyncio.run(play())


def test_tickets_of_another_server_are_void():
    ours, theirs = Senders(b"k" * 32), Senders(b"q" * 32)
    ticket = ours.new()
    sender = ours.sender(ticket)
    assert sender
    assert theirs.sender(ticket) is None
    assert ours.public(sender) not in ticket
    for odd in (None, "", ".", sender, f"{sender}.", f"{sender}.é"):
        assert ours.sender(odd) is None


def test_a_users_conversation_is_only_that_users():
    senders = Senders(b"k" * 32)
    zhang, li = HostUser("zhang", "张"), HostUser("li", "李")
    sender = senders.sender(senders.new(zhang))
    assert sender
    assert senders.belongs(sender, zhang)
    assert not senders.belongs(sender, li)
    assert not senders.belongs(sender, None)
    assert "zhang" not in sender


def test_the_servers_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "var" / "chat.key"
    key = server_key(path)
    assert server_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"short")
    with pytest.raises(SettingsError):
        server_key(path)


def test_a_folder_without_pages_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(SettingsError) as error:
        Pages(tmp_path)
    assert "npm run build" in error.value.advice
