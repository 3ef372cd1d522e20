"""The bench behind the page: one bot, talked to by one thread, and what was seen of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from workbench.causes import cause
from workbench.errors import BadConversations, BenchError, Fault
from workbench.graph import Paths, stop_of
from workbench.loader import load_file
from workbench.outcomes import Outcome, Played
from workbench.records import TestCase, Turn
from workbench.renewal import Renewal
from workbench.runner import Talker, judge, run

Result = TypeVar("Result")
OPEN = 200  # conversations that are remembered; the oldest go first


class NotThere(BenchError, LookupError):
    """What the page asks for is gone."""


class ReadOnly(BenchError, PermissionError):
    """The bench was started for looking only."""


@dataclass
class Talk:
    """One conversation of the page, free or along a test."""

    name: str
    case: TestCase | None = None
    turns: int = 0


@dataclass(frozen=True)
class Place:
    """Where things are kept, and what may be done with them."""

    tests: Path  # folder of conversations
    review: Path  # file of corrections
    edit: bool = False  # whether anything may be written


@dataclass
class Bench:
    """Everything that the page can ask for. Calls from the page's loop; the bot runs beside it."""

    talker: Talker
    place: Place
    words: Mapping[str, Any]  # see names.vocabulary
    about: Mapping[str, Any]  # plan, today
    renewal: Renewal
    paths: Paths = field(default_factory=Paths)
    _talks: dict[str, Talk] = field(default_factory=dict)
    _chats: int = 0  # free conversations begun so far
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "bot"))

    async def _there(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def begin(self, key: str, today: date | None) -> None:
        """Start a free conversation."""
        self._chats += 1
        self._open(key, Talk(f"第 {self._chats} 段聊天"))
        await self._there(lambda: self.talker.begin(f"page:{key}", today=today))

    async def say(self, key: str, text: str, later: float) -> Turn:
        """One message in a free conversation. Raises NotThere when it was never begun here."""
        talk = self._talk(key)
        turn = await self._there(lambda: self.talker.say(f"page:{key}", text, later=later))
        self._saw(talk, turn, "chat")
        return turn

    async def open(self, key: str, test: str) -> TestCase:
        """Start to step through a test. Raises NotThere, BadConversations."""
        case = self.case(test)
        if reason := self.talker.refuses(case):
            raise BenchError(reason, "请在测试文件里改，或换一段对话。")
        self._open(key, Talk(case.name, case))
        day = date.fromisoformat(case.today) if case.today else None
        await self._there(lambda: self.talker.begin(f"page:{key}", today=day, slots=case.slots))
        return case

    async def step(self, key: str) -> Played:
        """The next step of an opened test. Raises NotThere when there is none."""
        talk = self._talk(key)
        if talk.case is None or talk.turns >= len(talk.case.steps):
            raise NotThere("这段对话已经走完了", "按“从头再来”可以重走一遍。")
        step = talk.case.steps[talk.turns]
        turn = await self._there(
            lambda: self.talker.say(f"page:{key}", step.user, later=step.later, metadata=step.metadata)
        )
        self._saw(talk, turn, "test")
        return judge(step, turn)

    async def run(self, case: TestCase) -> tuple[Outcome, str]:
        """Hold one test from beginning to end; what is the likeliest cause when it went wrong."""
        outcome = await self._there(lambda: run(case, self.talker))
        for number, played in enumerate(outcome.played):
            self.paths.add(case.id, "test", stop_of(played.turn), first=number == 0)
        why = cause(outcome)
        return outcome, str(why) if why else ""

    def cases(self) -> tuple[list[TestCase], list[Fault]]:
        """All tests, and what is wrong in files that cannot be read."""
        cases: list[TestCase] = []
        faults: list[Fault] = []
        folder = self.place.tests
        for file in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]):
            try:
                cases += load_file(file)
            except BadConversations as error:
                faults += error.faults
        return cases, faults

    def case(self, test: str) -> TestCase:
        """The test of this id, as its file has it now. Raises NotThere."""
        found = next((case for case in self.cases()[0] if case.id == test), None)
        if found is None:
            raise NotThere(f"没有“{test}”这段对话", "测试文件可能改过了，请刷新列表。")
        return found

    def must_edit(self) -> None:
        """Raises ReadOnly unless writing is allowed."""
        if not self.place.edit:
            raise ReadOnly("测试台现在只能看", "要存测试、改正理解，请在本机用 make workbench 启动。")

    def close(self) -> None:
        """Let go of the bot, after what it is doing now."""
        self._thread.submit(self.talker.close)
        self._thread.shutdown(wait=True)

    def _open(self, key: str, talk: Talk) -> None:
        self._talks.pop(key, None)
        self._talks[key] = talk
        while len(self._talks) > OPEN:
            del self._talks[next(iter(self._talks))]

    def _talk(self, key: str) -> Talk:
        if key not in self._talks:
            raise NotThere("测试台重新启动过，不记得这段对话了", "请开始新的对话。")
        return self._talks[key]

    def _saw(self, talk: Talk, turn: Turn, origin: str) -> None:
        name = talk.case.id if talk.case else talk.name
        self.paths.add(name, origin, stop_of(turn), first=talk.turns == 0)
        talk.turns += 1
