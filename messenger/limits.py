"""How often the platform lets one do a thing."""

from __future__ import annotations

import json
from collections import defaultdict, deque

from messenger.records import Json

MEMBER_LIMITS = ((30, 60.0), (1000, 3600.0))  # messages of one app to one member, in so many seconds
API_LIMITS = ((10_000, 60.0),)  # calls of one API
DUPLICATE_SECONDS = 1800.0
DUPLICATE_LONGEST = 4 * 3600.0


class Window:
    """Counts events by key and says when there are too many."""

    def __init__(self, limits: tuple[tuple[int, float], ...]) -> None:
        self._limits = limits
        self._events: dict[str, deque[float]] = defaultdict(deque)

    def allows(self, key: str, now: float) -> bool:
        """Whether one more is allowed now; it is counted if so."""
        events = self._events[key]
        longest = max(seconds for _, seconds in self._limits)
        while events and events[0] <= now - longest:
            events.popleft()
        for most, seconds in self._limits:
            if sum(moment > now - seconds for moment in events) >= most:
                return False
        events.append(now)
        return True


class Duplicates:
    """Remembers what was sent, for enable_duplicate_check.

    The documents say that a request of the same JSON is not delivered again. Whether the flag itself
    counts as a part of that JSON they do not say; here it does not, so that a first sending without the
    flag and its repetition with it are the same.
    """

    FLAGS = ("enable_duplicate_check", "duplicate_check_interval")

    def __init__(self) -> None:
        self._sent: dict[str, float] = {}

    def _key(self, body: Json) -> str:
        return json.dumps({n: v for n, v in body.items() if n not in self.FLAGS}, sort_keys=True)

    def seen(self, body: Json, now: float) -> bool:
        """Whether the request asks for the check, and the same was sent within its interval."""
        before = self._sent.get(self._key(body))
        if body.get("enable_duplicate_check") != 1 or before is None:
            return False
        seconds = float(body.get("duplicate_check_interval") or DUPLICATE_SECONDS)
        return now - before < min(seconds, DUPLICATE_LONGEST)

    def remember(self, body: Json, now: float) -> None:
        """The request has been carried out."""
        self._sent = {key: sent for key, sent in self._sent.items() if now - sent < DUPLICATE_LONGEST}
        self._sent[self._key(body)] = now
