"""Where conversations are kept: bounded in length and in number, without losing the thread."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.conversations import RecentConversations

DOMAIN = Domain.from_dict(
    {"intents": ["ask"], "slots": {"memory": {"type": "any", "mappings": [{"type": "custom"}]}}}
)


def store(**bounds: int) -> RecentConversations:
    return RecentConversations(DOMAIN, **bounds)


def talk(conversations: RecentConversations, sender: str, *turns: list) -> DialogueStateTracker:
    """Add turns to a conversation, as Rasa does; returns what is kept of it."""
    tracker = asyncio.run(conversations.get_or_create_tracker(sender, append_action_listen=False))
    if not tracker.events:
        tracker.update_with_events(
            [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")],
            DOMAIN,
        )
    for events in turns:
        tracker.update_with_events([*events, ActionExecuted("action_listen")], DOMAIN)
    asyncio.run(conversations.save(tracker))
    kept = asyncio.run(conversations.retrieve(sender))
    assert kept is not None
    return kept


def turn(text: str, *more: object) -> list:
    return [UserUttered(text, {"name": "ask"}), BotUttered("答"), *more]


def asked(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_a_short_talk_is_kept_as_it_was():
    kept = talk(store(turns=4), "u", turn("一"), turn("二"))
    assert asked(kept) == ["一", "二"]
    assert any(isinstance(event, SessionStarted) for event in kept.events)


def test_of_a_long_talk_the_last_turns_are_kept():
    conversations = store(turns=4)
    for number in range(20):
        kept = talk(conversations, "u", turn(str(number)))
    assert asked(kept) == ["16", "17", "18", "19"]
    assert len(kept.events) < 30


def test_what_was_remembered_outlives_its_turn():
    conversations = store(turns=2)
    talk(conversations, "u", turn("一", SlotSet("memory", {"section": "2.1"})))
    for text in "二三四五六":
        kept = talk(conversations, "u", turn(text))
    assert kept.get_slot("memory") == {"section": "2.1"}


def test_a_later_memory_replaces_it():
    conversations = store(turns=2)
    talk(conversations, "u", turn("一", SlotSet("memory", {"section": "2.1"})))
    talk(conversations, "u", turn("二", SlotSet("memory", {"section": "3.1"})))
    for text in "三四":
        kept = talk(conversations, "u", turn(text))
    assert kept.get_slot("memory") == {"section": "3.1"}


def test_a_new_session_forgets():
    conversations = store(turns=4)
    talk(conversations, "u", turn("一", SlotSet("memory", {"section": "2.1"})))
    kept = talk(conversations, "u", [ActionExecuted("action_session_start"), SessionStarted()], turn("二"))
    assert kept.get_slot("memory") is None
    assert asked(kept) == ["二"]


def test_the_conversation_that_is_unused_longest_goes_first():
    conversations = store(conversations=2)
    for sender in ("a", "b", "a", "c"):
        talk(conversations, sender, turn("一"))
    assert set(asyncio.run(conversations.keys())) == {"a", "c"}
    assert asyncio.run(conversations.retrieve("b")) is None


@pytest.mark.parametrize("sender", ["", "谁也不是", "a" * 200])
def test_who_never_spoke_has_no_conversation(sender):
    assert asyncio.run(store().retrieve(sender)) is None
