"""How fast a member may be written to: the platform silently drops what is beyond its limits."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

LIMITS = ((30, 60.0), (1000, 3600.0))  # messages, seconds
_SLACK = 0.5  # seconds, for the way to the platform


class Pace:
    """Lets messages to a member pass, at most so many in any stretch of time; the others wait in line."""

    def __init__(
        self,
        limits: tuple[tuple[int, float], ...] = LIMITS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._longest = max(seconds for _, seconds in limits)
        self._sent: dict[str, deque[float]] = {}

    async def wait(self, member: str) -> None:
        """Return when one more message may go to the member. One caller a member at a time."""
        sent = self._sent.setdefault(member, deque())
        while pause := self._pause(sent):
            await self._sleep(pause)
        sent.append(self._clock())
        if len(self._sent) > 1000:
            self._forget()

    def _pause(self, sent: deque[float]) -> float:
        now = self._clock()
        while sent and sent[0] <= now - self._longest - _SLACK:
            sent.popleft()
        free = [sent[-most] + seconds + _SLACK - now for most, seconds in self._limits if len(sent) >= most]
        return max([0.0, *free])

    def _forget(self) -> None:
        before = self._clock() - self._longest - _SLACK
        self._sent = {member: sent for member, sent in self._sent.items() if sent and sent[-1] > before}
