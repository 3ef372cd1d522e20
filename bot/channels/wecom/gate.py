"""Calls of the platform go before turns: who calls waits five seconds at most, who asks can wait longer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 2.0  # seconds for which calls may hold up a turn


class Gate:
    """Counts the calls that are being taken in, and keeps turns from beginning meanwhile."""

    def __init__(self) -> None:
        self._calls = 0
        self._quiet: asyncio.Event | None = None

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call is being taken in."""
        self._calls += 1
        if self._quiet is not None:
            self._quiet.clear()
        try:
            yield
        finally:
            self._calls -= 1
            if not self._calls and self._quiet is not None:
                self._quiet.set()

    async def quiet(self) -> None:
        """Return when no call is being taken in, or after a while."""
        if self._quiet is None:
            self._quiet = asyncio.Event()
        await asyncio.sleep(0)  # let those begin that have just come
        if self._calls:
            try:
                await asyncio.wait_for(self._quiet.wait(), _LONGEST)
            except asyncio.TimeoutError:
                return
