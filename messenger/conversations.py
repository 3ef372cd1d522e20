"""All chats and what was said in them. Kept in memory: a new start is a new day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import count

from messenger.hub import Hub
from messenger.records import NOTE, Json, Message, State

KEPT = 500  # messages of one chat


class Conversations:
    def __init__(self, hub: Hub, clock: Callable[[], float]) -> None:
        self._hub = hub
        self.now = clock
        self._numbers = count(1)
        self._chats: dict[str, list[Message]] = defaultdict(list)

    def add(
        self, chat: str, sender: str, kind: str, body: Json, state: State = "sent", sending: str = ""
    ) -> Message:
        """Say something in a chat."""
        message = Message(f"m{next(self._numbers)}", chat, sender, kind, body, self.now(), state, sending)
        messages = self._chats[chat]
        messages.append(message)
        del messages[:-KEPT]
        self.changed(message)
        return message

    def note(self, chat: str, text: str) -> None:
        """A line of the messenger's own in the middle of a chat."""
        self.add(chat, NOTE, "note", {"text": text})

    def changed(self, message: Message) -> None:
        """Tell the pages that a message is new, or looks different now."""
        self._hub.tell("message", {"message": message.as_json()})

    def find(self, message_id: str) -> Message | None:
        return next((found for found in self.all() if found.id == message_id), None)

    def of_sending(self, sending: str) -> list[Message]:
        """The copies of one message/send."""
        return [message for message in self.all() if message.sending == sending]

    def of_chat(self, chat: str) -> list[Message]:
        return list(self._chats.get(chat, []))

    def all(self) -> list[Message]:
        return [message for messages in self._chats.values() for message in messages]

    def clear(self) -> None:
        """Forget everything that was said."""
        self._chats.clear()
        self._hub.tell("cleared", {})
