"""Every request between platform and bot, decrypted, with its timing."""

from __future__ import annotations

import json
import time
from collections import deque
from itertools import count
from typing import Literal

from messenger.hub import Hub
from messenger.records import Exchange, Json

KEPT = 500
LONGEST = 20_000  # characters of a body that the log keeps
HIDDEN = ("corpsecret", "access_token", "secret")


def readable(content: object) -> str:
    """A body as people read it: JSON indented, anything else as it is."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… （共 {len(text)} 字）"


def without_secrets(content: Json) -> Json:
    """The content with all but the ends of its secrets left out."""
    return {
        name: f"{str(value)[:4]}…" if name in HIDDEN and value else value for name, value in content.items()
    }


class Log:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._numbers = count(1)
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._starts: dict[int, float] = {}

    def begin(
        self,
        way: Literal["to_bot", "from_bot"],
        title: str,
        address: str,
        request: object = "",
        sealed: str = "",
    ) -> Exchange:
        exchange = Exchange(
            next(self._numbers), time.time(), way, title, address, readable(request), sealed[:LONGEST]
        )
        self._starts[exchange.id] = time.perf_counter()
        self._exchanges.append(exchange)
        self._tell(exchange)
        return exchange

    def end(
        self,
        exchange: Exchange,
        status: int | None,
        response: object = "",
        note: str = "",
        failed: bool = False,
    ) -> None:
        began = self._starts.pop(exchange.id, None)
        if began is not None:
            exchange.milliseconds = round((time.perf_counter() - began) * 1000, 1)
        exchange.status = status
        exchange.response = readable(response)
        exchange.failed = failed
        self.remark(exchange, note)

    def remark(self, exchange: Exchange, note: str) -> None:
        """Add what the reader of the log should know."""
        if note:
            exchange.notes.append(note)
        self._tell(exchange)

    def all(self) -> list[Exchange]:
        return list(self._exchanges)

    def clear(self) -> None:
        self._exchanges.clear()
        self._hub.tell("log_cleared", {})

    def _tell(self, exchange: Exchange) -> None:
        self._hub.tell("exchange", {"exchange": exchange.as_json()})
