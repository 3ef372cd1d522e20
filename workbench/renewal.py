"""Noticing that what the bot was made from has changed, and making it anew."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from uuid import uuid4

from bot.service import model
from bot.settings import Settings
from workbench.stand import MADE_FROM, stand

Make = Callable[[], object]


def fingerprint(settings: Settings) -> str:
    """What the bot would be made from now."""
    plan = settings.plan.read_bytes().decode("utf-8", "replace") if settings.plan.is_file() else ""
    return model.fingerprint([plan], parts=MADE_FROM)


class Renewal:
    """Whether the running bot is still that of the files; and the wish to start again with another.

    A process that was started anew is the only one that has changed code and data for sure. The model is
    trained before, while the old bot still answers, so that a mistake in the files ends nothing.
    """

    def __init__(self, mark: Callable[[], str], make: Make) -> None:
        self.started = uuid4().hex  # tells one run of the server from the next
        self.wanted = asyncio.Event()
        self._mark = mark
        self._make = make
        self._first = mark()

    @classmethod
    def of(cls, settings: Settings) -> Renewal:
        return cls(lambda: fingerprint(settings), lambda: stand(settings))

    async def changed(self) -> bool:
        return await asyncio.to_thread(self._mark) != self._first

    async def renew(self) -> None:
        """Make what the files say now, then ask for a new start. Raises PlanBotError, and the old goes on."""
        await asyncio.to_thread(self._make)
        self.wanted.set()


def start_again() -> None:
    """Become a new process with the same command line. Does not return."""
    os.execv(sys.executable, [sys.executable, "-m", "workbench", *sys.argv[1:]])
