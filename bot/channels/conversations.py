"""Where conversations are kept: in memory, the last turns of the last ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class RecentConversations(TrackerStore):
    """Keeps what a next turn needs, so that neither a long talk nor many of them cost time or memory.

    `conversations` is how many are kept, the longest unused going first; `turns` is how many messages of the
    user each keeps. Slots keep their values beyond that. A restart forgets all.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        conversations: int = 1000,
        turns: int = 4,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._most = conversations
        self._turns = turns
        self._kept: OrderedDict[str, list[Event]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        self._kept[tracker.sender_id] = self._trimmed(tracker)
        self._kept.move_to_end(tracker.sender_id)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        events = self._kept.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    def forget(self, sender_id: str) -> None:
        """Let a conversation begin anew."""
        self._kept.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        return self._kept.keys()

    def _trimmed(self, tracker: DialogueStateTracker) -> list[Event]:
        events = list(tracker.events)
        start = _start(events, self._turns)
        if start == 0:
            return events
        slots = [SlotSet(slot.name, slot.value) for slot in tracker.slots.values() if slot.value is not None]
        return [*slots, *events[start:]]


def _start(events: Sequence[Event], turns: int) -> int:
    """Where the last `turns` messages of the user begin, but not before the last session does."""
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, SessionStarted):
            return max(0, index - 1)  # with the action that began it
        if isinstance(event, UserUttered):
            turns -= 1
            if turns == 0:
                listened = index > 0 and isinstance(events[index - 1], ActionExecuted)
                return index - 1 if listened else index
    return 0
