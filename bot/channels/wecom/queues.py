"""A line for each user: his messages are worked off in the order in which they came, others' beside them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)
LONGEST = 200  # jobs of one user that wait; who sends more gets no answer to what is beyond

Job = Callable[[], Awaitable[None]]


class Queues:
    """Runs each key's jobs one after the other, in tasks that nobody's hanging up can cancel."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: str, job: Job) -> bool:
        """Queue a job; at once, without waiting. False when the key has too many already."""
        line = self._waiting.get(key)
        if line is not None:
            if len(line) >= LONGEST:
                log.warning("WeCom: %s sends faster than can be answered; a message was dropped", key)
                return False
            line.append(job)
            return True
        self._waiting[key] = deque([job])
        task = asyncio.get_running_loop().create_task(self._work_off(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _work_off(self, key: str) -> None:
        line = self._waiting[key]
        try:
            while line:
                try:
                    await line[0]()
                except Exception:  # the next message is not to suffer from this one
                    log.exception("WeCom: a job of %s failed", key)
                line.popleft()
                await asyncio.sleep(0)  # let the server accept what came meanwhile
        finally:
            del self._waiting[key]

    async def drain(self, seconds: float) -> None:
        """Wait until all is done, but at most so long; then cancel what is left."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
