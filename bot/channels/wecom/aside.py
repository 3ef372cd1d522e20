"""Work that waits for the disk, away from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """Do `work` in another thread, so that conversations go on."""
    return await asyncio.get_running_loop().run_in_executor(None, work)
