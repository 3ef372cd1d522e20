"""Every message once, and none forgotten: within the process at once, across processes by the database.

A message is marked and kept before it is answered, and let go of when it is. While a process works on its
messages it says so again and again; those of a process that was killed are taken over by the next that looks.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from bot.channels.wecom.aside import aside
from bot.channels.wecom.queues import Queues
from bot.errors import StoreError
from bot.store import wecom
from bot.store.session import Store
from bot.store.wecom import Open

log = logging.getLogger(__name__)
NOT_ANSWERED = "机器人停了，这个问题没有答完"
SORRY = "抱歉，刚才机器人停了一会儿，您问的“{text}”没能答上来，请再问一次。"
_REMEMBERED = 5000  # marks kept in memory


@dataclass(frozen=True)
class Job:
    """One message to answer."""

    mark: str
    line: str  # of whom; a line is worked off in order
    work: Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Way:
    """How messages of one kind are answered that another process took in and left behind."""

    job: Callable[[str], Job]  # from the message as it came. Raises BadCallback
    sorry: Callable[[str], tuple[str, dict[str, Any]]]  # when it is too old: the member and what to send him


@dataclass(frozen=True)
class Watch:
    """Seconds."""

    first: float = 3.0  # from the start until what was left behind is looked for: the actions start meanwhile
    beat: float = 5.0  # between two looks
    hold: float = 30.0  # how long a process that says nothing is believed to be at work
    fresh: float = 600.0  # until when an answer is still of use


class Intake:
    """Takes messages in: marks them, keeps them, and puts them into their sender's line."""

    def __init__(self, store: Store, queues: Queues, watch: Watch | None = None) -> None:
        self._store = store
        self._queues = queues
        self._watch = watch or Watch()
        self._marks: OrderedDict[str, None] = OrderedDict()
        self._ways: dict[str, Way] = {}
        self._open: set[str] = set()  # marks of what this process works on
        self._looking: asyncio.Task[None] | None = None
        self._blind = False  # whether the database could not be read at the last look

    def add_way(self, kind: str, way: Way) -> None:
        """Messages of this kind can be taken over."""
        self._ways[kind] = way

    async def open(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._look())

    async def close(self) -> None:
        """Leave what is unanswered to the next process; to be called when nothing is worked on any more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        if left := list(self._open):
            log.warning("WeCom: %d messages are left for the next start", len(left))
            await self._try(lambda session: wecom.still_open(session, left, _now() - timedelta(seconds=1)))

    def accept(self, job: Job, kind: str, message: str) -> asyncio.Task[bool] | None:
        """Take a message in, without waiting: it is answered if no process did it before.

        Returns the task that marks it in the database, or None when this process has it already.
        """
        if job.mark in self._marks:
            return None
        self._marks[job.mark] = None
        while len(self._marks) > _REMEMBERED:
            self._marks.popitem(last=False)
        marking = asyncio.get_running_loop().create_task(self._is_new(job.mark, kind, message))
        self._queue(job, marking)
        return marking

    def _queue(self, job: Job, marking: asyncio.Task[bool] | None = None) -> None:
        async def answer() -> None:
            if marking is None or await marking:
                try:
                    await job.work()
                except asyncio.CancelledError:
                    raise  # the server stops: the next one answers
                except BaseException:
                    await self._done(job.mark)
                    raise
                await self._done(job.mark)

        async def drop() -> None:
            if marking is None or await marking:
                await self._done(job.mark)

        if not self._queues.put(job.line, answer):
            self._queues.put("dropped", drop)

    async def is_open(self, kind: str, meant: Callable[[str], bool]) -> bool:
        """Whether a message with such a mark is still to be answered, by whichever process."""

        def find() -> bool:
            with self._store.session() as session:
                return any(map(meant, wecom.open_marks(session, kind)))

        try:
            return await aside(find)
        except StoreError:
            return False

    async def _is_new(self, mark: str, kind: str, message: str) -> bool:
        now = _now()

        def note() -> bool:
            with self._store.begin() as session:
                if not wecom.mark_seen(session, mark, now):
                    return False
                wecom.note_open(session, Open(mark, now, kind, message), now + self._hold)
                return True

        try:
            new = await aside(note)
        except StoreError as error:  # better twice than never
            log.error("WeCom: a message could not be marked as seen: %s %s", error, error.advice)
            return True
        if new:
            self._open.add(mark)
        return new

    async def _done(self, mark: str) -> None:
        self._open.discard(mark)
        await self._try(lambda session: wecom.close(session, mark))

    @property
    def _hold(self) -> timedelta:
        return timedelta(seconds=self._watch.hold)

    async def _look(self) -> None:
        """Again and again: say what we are at, and see to what nobody is at."""
        await asyncio.sleep(self._watch.first)
        while True:
            for left in await self._left_behind():
                try:
                    await self._see_to(left)
                except Exception:  # a message that cannot be read must not keep the others waiting
                    log.exception("WeCom: a message that was left behind could not be answered")
                    await self._done(left.mark)
            await asyncio.sleep(self._watch.beat)

    async def _left_behind(self) -> list[Open]:
        now, mine = _now(), list(self._open)

        def look() -> list[Open]:
            with self._store.session() as session:  # mostly nothing is to do
                if not mine and not wecom.is_any_left(session, now):
                    return []
            with self._store.begin() as session:
                wecom.still_open(session, mine, now + self._hold)
                return wecom.take_over(session, now, now + self._hold)

        try:
            found = await aside(look)
        except StoreError as error:
            if not self._blind:  # once, not at every look
                log.warning("WeCom: what was left behind cannot be looked for: %s", error)
            self._blind = True
            return []
        self._blind = False
        return found

    async def _see_to(self, left: Open) -> None:
        self._open.add(left.mark)
        way = self._ways.get(left.kind)
        if way and _now() - left.at < timedelta(seconds=self._watch.fresh):
            log.warning("WeCom: a message that was left behind is answered now")
            self._queue(way.job(left.message))
            return
        log.error("WeCom: a message was left behind for too long to be answered; see `wecom failed`")
        member, body = way.sorry(left.message) if way else ("", {})

        def give_up(session: Any) -> None:
            wecom.close(session, left.mark)
            wecom.note_failure(
                session, at=left.at, member_id=member[:64], body=body, code=None, problem=NOT_ANSWERED
            )

        self._open.discard(left.mark)
        await self._try(give_up)

    async def _try(self, work: Callable[[Any], Any]) -> None:
        def write() -> None:
            with self._store.begin() as session:
                work(session)

        try:
            await aside(write)
        except StoreError as error:
            log.warning("WeCom: what is answered could not be noted: %s", error)


def _now() -> datetime:
    return datetime.now(timezone.utc)
