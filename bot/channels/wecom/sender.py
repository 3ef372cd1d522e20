"""Messages to members: in order, not too fast, and never lost without a trace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any
from weakref import WeakValueDictionary

from bot.channels.wecom.aside import aside
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.platform import Platform
from bot.errors import PlatformError, StoreError
from bot.store import wecom
from bot.store.session import Store

log = logging.getLogger(__name__)
ROBOT = "aibot"  # marks the body of a robot's message, which message/send cannot send


class Sender:
    """Sends, and keeps in the database what the platform did not take."""

    def __init__(self, platform: Platform, store: Store, pace: Pace | None = None) -> None:
        self.platform = platform
        self._store = store
        self._pace = pace or Pace()
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def send(self, user: str, body: Mapping[str, Any], *, again: bool = False) -> bool:
        """Send one message, its `touser` added. False when it was given up: logged, and kept for `resend`.

        `again`: it may have been sent before, by a server that was killed; then it is not to come twice.
        """
        whole = {"touser": user, **body}
        line = self._lines.setdefault(user.lower(), asyncio.Lock())
        async with line:
            await self._pace.wait(user.lower())
            try:
                await self.platform.send(whole, again=again)
            except PlatformError as error:
                await give_up(self._store, user.lower(), whole, error)
                return False
        return True


async def give_up(store: Store, member_id: str, body: dict[str, Any], error: PlatformError) -> None:
    """Log and keep a message that could not be sent."""

    def keep() -> int:
        with store.begin() as session:
            return wecom.note_failure(
                session,
                at=datetime.now(timezone.utc),
                member_id=member_id[:64],
                body=body,
                code=error.code,
                problem=str(error),
            )

    try:
        number = await aside(keep)
    except StoreError as fault:
        log.error("WeCom: a message to %s was given up: %s; and not kept: %s", member_id, error, fault)
        return
    log.error("WeCom: message %s to %s was given up: %s %s", number, member_id, error, error.advice)
