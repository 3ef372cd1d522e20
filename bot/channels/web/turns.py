"""Each message is handled once, however often a shaky connection sends it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

Turn = dict[str, Any]  # what a message is answered with


class Turns:
    """The turns of late, by sender and message id, finished or still under way.

    A message that comes again gets the first one's answer. A turn goes on when its client hangs up,
    so that nothing is half done. The oldest finished turns are forgotten beyond `remembered`.
    """

    def __init__(self, remembered: int = 2000) -> None:
        self._remembered = remembered
        self._turns: OrderedDict[tuple[str, str], asyncio.Future[Turn]] = OrderedDict()

    def known(self, sender: str, message_id: str) -> bool:
        return (sender, message_id) in self._turns

    async def once(
        self,
        sender: str,
        message_id: str,
        handle: Callable[[], Awaitable[Turn]],
        timeout: float,
    ) -> Turn:
        """The turn's answer. Raises asyncio.TimeoutError after `timeout` seconds; the turn goes on."""
        key = (sender, message_id)
        turn = self._turns.get(key)
        if turn is None:
            turn = self._turns[key] = asyncio.ensure_future(handle())
            turn.add_done_callback(lambda done: self._settle(key, done))
        return await asyncio.wait_for(asyncio.shield(turn), timeout)

    def _settle(self, key: tuple[str, str], turn: asyncio.Future[Turn]) -> None:
        if turn.cancelled() or turn.exception() is not None:
            self._turns.pop(key, None)  # a failure may be tried again
        while len(self._turns) > self._remembered:
            oldest = next(iter(self._turns))
            if not self._turns[oldest].done():
                break
            del self._turns[oldest]
