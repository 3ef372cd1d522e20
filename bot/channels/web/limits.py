"""How much one sender may ask for."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MAX_MESSAGE = 1000  # characters
MAX_BODY = 16 * 1024  # bytes of any JSON request but an export
MAX_EXPORT_BODY = 512 * 1024


class RateLimit:
    """A bucket of `burst` tokens for each key, refilled at `per_minute`.

    Remembers the `remembered` keys that came last; who is forgotten starts anew.
    """

    def __init__(
        self,
        per_minute: float,
        burst: int,
        remembered: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._remembered = remembered
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key → tokens, when

    def wait(self, key: str) -> float:
        """Take one token. Returns 0, or the seconds until there will be one; then none is taken."""
        now = self._clock()
        tokens, when = self._buckets.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - when) * self._rate)
        missing = max(0.0, 1 - tokens)
        self._buckets[key] = (tokens if missing else tokens - 1, now)
        while len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return missing / self._rate
