"""The pytest plugin: every conversation of a YAML file is a test.

pytest tests/conversations -k 学前教育 -n 2
pytest tests/conversations --url http://127.0.0.1:5005
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import PlanBotError
from workbench.errors import BadConversations

if TYPE_CHECKING:
    from workbench.outcomes import Outcome
    from workbench.records import TestCase
    from workbench.runner import Talker

SUFFIXES = (".yml", ".yaml")
_talker = pytest.StashKey["Talker"]()


class WrongTurn(Exception):
    """A conversation did not go as it should."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.case.name)
        self.outcome = outcome


class ConversationFile(pytest.File):
    """A file of conversations."""

    def collect(self) -> Iterator[ConversationItem]:
        from workbench.loader import load_file

        for case in load_file(self.path):
            yield ConversationItem.from_parent(self, name=case.name, case=case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, BadConversations):
            return f"{excinfo.value}\n{excinfo.value.advice}"
        return super().repr_failure(excinfo)


class ConversationItem(pytest.Item):
    """One conversation."""

    def __init__(self, *, case: TestCase, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case
        self.outcome: Outcome | None = None
        self.extra_keyword_matches.update(case.tags, [self.path.stem])

    def runtest(self) -> None:
        from workbench.runner import run

        talker = talker_of(self.config)
        if reason := talker.refuses(self.case):
            pytest.skip(reason)
        self.outcome = run(self.case, talker)
        if not self.outcome.right:
            raise WrongTurn(self.outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, WrongTurn):
            from workbench.transcript import transcript

            return transcript(excinfo.value.outcome)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.place.line - 1, self.case.name


def talker_of(config: pytest.Config) -> Talker:
    """This process's way to the bot; made when it is first wanted."""
    if _talker not in config.stash:
        config.stash[_talker] = _make(config)
    talker: Talker = config.stash[_talker]
    return talker


def _make(config: pytest.Config) -> Talker:
    from bot.settings import read_settings
    from workbench.ways import talker

    return talker(read_settings(), url=config.getoption("url"), wecom=config.getoption("wecom"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("conversations", "文件夹：其中的 YAML 文件是对话测试", type="paths", default=[])
    parser.addini("conversation_floors", "全部对话都跑了以后，覆盖率要达到的下限（YAML 文件）", default="")
    group = parser.getgroup("conversations", "对话测试")
    group.addoption("--url", metavar="地址", help="对运行中的服务器跑，如 http://127.0.0.1:5005")
    group.addoption("--wecom", action="store_true", help="经企业微信渠道跑，用自带的信使充当平台")
    group.addoption("--outcomes", metavar="文件", help="把每段对话的经过写成 JSON 行，供报告使用")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Gathering(config), "conversation-outcomes")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix not in SUFFIXES:
        return None
    folders = parent.config.getini("conversations")
    if not any(folder in file_path.parents for folder in folders):
        return None
    return ConversationFile.from_parent(parent, path=file_path)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    result: Any = yield
    if isinstance(item, ConversationItem) and call.when == "call" and item.outcome is not None:
        # A string, since reports of other processes travel with strings only.
        result.get_result().conversation = json.dumps(item.outcome.as_dict(), ensure_ascii=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Load the model before the first test rather than in it."""
    if any(isinstance(item, ConversationItem) for item in session.items):
        try:
            talker_of(session.config)
        except PlanBotError as error:
            pytest.exit(f"{error}。{error.advice}", returncode=3)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _talker in config.stash:
        config.stash[_talker].close()


class Gathering:
    """Gathers the outcomes of all processes."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.lines: list[str] = []
        self._below: list[str] = []
        self._began, self._ended = float("inf"), 0.0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if line := getattr(report, "conversation", None):
            self.lines.append(line)
            self._began, self._ended = min(self._began, report.start), max(self._ended, report.stop)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if len(self.lines) > 1:
            count, seconds = len(self.lines), self._ended - self._began
            terminalreporter.write_line(f"{count} 段对话用了 {seconds:.1f} 秒，每秒 {count / seconds:.0f} 段")
        for line in self._below:
            terminalreporter.write_line(f"✗ {line}", red=True)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (file := self._config.getoption("outcomes")) and self.lines:
            Path(file).write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        if session.exitstatus == pytest.ExitCode.OK:
            self._below = self._gate()
            if self._below:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _gate(self) -> list[str]:
        """What is covered less than it should be, when all conversations were held; else nothing."""
        floors = self._config.getini("conversation_floors")
        inside = not (self._config.getoption("url") or self._config.getoption("wecom"))
        if not (floors and inside and self.lines):
            return []
        from workbench.loader import load_folder
        from workbench.outcomes import outcome_from
        from workbench.results import below

        outcomes = [outcome_from(json.loads(line)) for line in self.lines]
        folders = self._config.getini("conversations")
        every = {case.id for folder in folders for case in load_folder(folder)}
        if not every <= {outcome.case.id for outcome in outcomes}:
            return []
        return below(outcomes, self._config.rootpath / floors)
