"""The servers as one thing: started together, ready together, ended together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

from bot.errors import ServerUnfit, ServiceError
from bot.service import processes
from bot.service.network import status
from bot.service.processes import Child
from bot.service.programs import Program

POLL_SECONDS = 0.1
START_SECONDS = 120.0  # far beyond a slow machine's start, so that a hanging one is noticed at all


class Servers:
    """Child processes that live inside a `with` block, however it ends."""

    def __init__(self, programs: Sequence[Program], environment: dict[str, str], folder: Path) -> None:
        self._programs = programs
        self._environment = environment
        self._folder = folder
        self._children: list[Child] = []

    def __enter__(self) -> Servers:
        try:
            for program in self._programs:
                self._children.append(
                    processes.start(
                        program.name, program.command, program.log, self._environment, self._folder
                    )
                )
        except BaseException:
            processes.stop(self._children)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        processes.stop(self._children)

    def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Return when all servers are ready for their work.

        Raises ServiceError when one ends or needs more than `seconds`, ServerUnfit when one cannot.
        """
        deadline = time.monotonic() + seconds
        waiting = list(self._programs)
        while waiting:
            self._check_alive()
            waiting = [program for program in waiting if not _is_ready(program)]
            if waiting and time.monotonic() > deadline:
                late = waiting[0]
                words = processes.last_words(late.log)
                raise ServiceError(
                    f"{late.name}在 {seconds:.0f} 秒内没有启动好{'：' + words if words else ''}",
                    f"详情见 {late.log}。",
                )
            time.sleep(POLL_SECONDS if waiting else 0)

    def watch(self) -> None:
        """Return never. Raises ServiceError when a server ends."""
        while True:
            self._check_alive()
            time.sleep(POLL_SECONDS)

    def _check_alive(self) -> None:
        for child in self._children:
            if child.process.poll() is not None:
                raise processes.died(child)


def _is_ready(program: Program) -> bool:
    if program.port is None:
        return True
    said = status(program.host, program.port, program.health)
    if said not in (None, HTTPStatus.OK):
        words = processes.last_words(program.log)
        raise ServerUnfit(f"{program.name}不能工作：{words or f'状态 {said}'}", f"详情见 {program.log}。")
    return said == HTTPStatus.OK
