"""Every message once: within the process at once, across processes and restarts by the database."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone

from bot.channels.wecom.aside import aside
from bot.channels.wecom.queues import Queues
from bot.errors import StoreError
from bot.store import wecom
from bot.store.session import Store

log = logging.getLogger(__name__)
_REMEMBERED = 5000  # marks kept in memory


class Intake:
    """Takes messages in: marks them, and puts them into their sender's line."""

    def __init__(self, store: Store, queues: Queues) -> None:
        self._store = store
        self._queues = queues
        self._marks: OrderedDict[str, None] = OrderedDict()

    def accept(self, mark: str, line: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[bool] | None:
        """Take a message in, without waiting: `work` is done in its `line` if no process did it before.

        Returns the task that marks it in the database, or None when this process has it already.
        """
        if mark in self._marks:
            return None
        self._marks[mark] = None
        while len(self._marks) > _REMEMBERED:
            self._marks.popitem(last=False)
        marking = asyncio.get_running_loop().create_task(self._is_new(mark))

        async def job() -> None:
            if await marking:
                await work()

        self._queues.put(line, job)
        return marking

    async def _is_new(self, mark: str) -> bool:
        def note() -> bool:
            with self._store.begin() as session:
                return wecom.mark_seen(session, mark, datetime.now(timezone.utc))

        try:
            return await aside(note)
        except StoreError as error:  # better twice than never
            log.error("WeCom: a message could not be marked as seen: %s %s", error, error.advice)
            return True
