"""Running many tests while people watch: the results come in one by one, and it can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from workbench.bench import Bench
from workbench.errors import BenchError
from workbench.outcomes import Outcome
from workbench.records import TestCase

Json = dict[str, Any]


class AlreadyRunning(BenchError):
    """One run at a time."""


class Runs:
    """The run that is going on, or the last one."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._news: list[Json] = []
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._number = 0

    @property
    def running(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(self, cases: Sequence[TestCase]) -> int:
        """Begin; the run's number. Raises AlreadyRunning."""
        if self.running:
            raise AlreadyRunning("已经在运行了", "请等它结束，或先按“停止”。")
        self._number += 1
        self._news = [{"what": "begin", "run": self._number, "total": len(cases)}]
        self._task = asyncio.create_task(self._run(cases))
        self._tell()
        return self._number

    async def stop(self) -> None:
        """End the run after the conversation that it holds now."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait([self._task])

    async def news(self, since: int) -> AsyncIterator[tuple[int, Json]]:
        """What happened from the piece of news `since` on, and what happens, to the run's end."""
        run, number = self._number, since
        while run == self._number:
            while number < len(self._news):
                yield number, self._news[number]
                number += 1
            if not self.running:
                return
            changed = self._changed
            await changed.wait()

    async def _run(self, cases: Sequence[TestCase]) -> None:
        right = done = 0
        end: Json = {"what": "end", "stopped": True}
        try:
            for case in cases:
                outcome, why = await self._bench.run(case)
                done, right = done + 1, right + outcome.right
                self._news.append({"what": "outcome", **_short(outcome, why)})
                self._tell()
            end["stopped"] = False
        finally:
            self._news.append({**end, "done": done, "right": right, "total": len(cases)})
            self._task = None
            self._tell()

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def _short(outcome: Outcome, why: str) -> Json:
    wrong = outcome.first_wrong
    failures = outcome.played[wrong].failures if wrong is not None else ()
    return {
        "id": outcome.case.id,
        "right": outcome.right,
        "turns": len(outcome.played),
        "milliseconds": round(outcome.seconds * 1000, 1),
        "wrong": wrong,
        "failure": str(failures[0]) if failures else outcome.broke or "",
        "cause": why,
    }
