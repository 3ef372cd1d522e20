"""Conversations as pytest items, with a bot that answers from a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from workbench import ways
from workbench.records import TestCase, Turn

FILE = """
test_cases:
- test_case: 问好
  tags: [寒暄]
  steps:
  - user: 你好
    assertions: [{says: 您好}]
- test_case: 问课程
  steps:
  - user: 课程几门
    assertions: [{says: 十门}]
  - user: 再见
"""


class Table:
    """Answers what it knows."""

    def __init__(self) -> None:
        self.closed = False

    def begin(self, conversation: str, *, today: date | None = None, slots: Any = None) -> None:
        pass

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        return Turn(text, {"你好": "您好！"}.get(text, "九门。"), sees_inside=False)

    def refuses(self, case: TestCase) -> str | None:
        return "不行" if case.slots else None

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    made = Table()
    monkeypatch.setattr(ways, "talker", lambda *_, **__: made)
    return made


@pytest.fixture
def folder(pytester: pytest.Pytester, table: Table) -> pytest.Pytester:
    """A project with one file of conversations, and one YAML file that is none."""
    pytester.makeini("[pytest]\nconversations = talks\n")
    talks = pytester.mkdir("talks")
    (talks / "一.yml").write_text(FILE, encoding="utf-8")
    (pytester.path / "other.yml").write_text("x: 1", encoding="utf-8")
    return pytester


def held(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "workbench.plugin", "-p", "no:xdist", *arguments)


def test_every_conversation_is_an_item_and_a_wrong_one_is_shown_as_a_dialogue(
    folder: pytest.Pytester, table: Table
) -> None:
    result = held(folder)
    result.assert_outcomes(passed=1, failed=1)
    text = result.stdout.str()
    assert "对话“问课程”（一.yml:8），第 1 轮不对" in text
    assert "✗ 用户    课程几门" in text and "✗ 机器人  九门。" in text
    assert "应当  说到“十门”" in text and "实际  “九门。”" in text
    assert "多半是  只是措辞" in text and "后面还有 1 轮没有说" in text
    assert "test_plugin.py" not in text  # no traces of the runner's own code
    assert table.closed


@pytest.mark.parametrize("word", ["寒暄", "问好"])
def test_conversations_are_chosen_by_name_and_tag(folder: pytest.Pytester, word: str) -> None:
    held(folder, "-k", word).assert_outcomes(passed=1, deselected=1)


def test_a_wrong_file_is_told_where(folder: pytest.Pytester) -> None:
    (folder.path / "talks" / "二.yml").write_text("test_cases:\n- test_cas: 甲\n", encoding="utf-8")
    result = held(folder)
    assert "二.yml:2:3 没有“test_cas”这个键（是不是 test_case？）" in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_what_cannot_be_held_this_way_says_why(folder: pytest.Pytester) -> None:
    case = "- test_case: 乙\n  fixtures: [甲]\n  steps: [{user: 好}]\n"
    text = f"fixtures:\n- 甲: {{owner: 局}}\ntest_cases:\n{case}"
    (folder.path / "talks" / "一.yml").write_text(text, encoding="utf-8")
    result = held(folder, "-rs")
    result.assert_outcomes(skipped=1)
    assert "不行" in result.stdout.str()


def test_outcomes_are_written_for_reports(folder: pytest.Pytester) -> None:
    held(folder, "--outcomes", "o.jsonl")
    lines = (folder.path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["id"]: json.loads(line)["right"] for line in lines} == {
        "一::问好": True,
        "一::问课程": False,
    }


def test_other_processes_send_their_outcomes(folder: pytest.Pytester) -> None:
    folder.makeconftest(
        "from workbench import ways\nfrom workbench.records import Turn\n"
        "class T:\n"
        "    begin = close = refuses = lambda self, *_, **__: None\n"
        "    say = lambda self, c, text, **_: Turn(text, '您好', sees_inside=False)\n"
        "ways.talker = lambda *_, **__: T()\n"
    )
    result = folder.runpytest_inprocess("-p", "workbench.plugin", "-n", "2", "--outcomes", "o.jsonl")
    result.assert_outcomes(passed=1, failed=1)
    assert len((folder.path / "o.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(("floor", "passes"), [("0.0", True), ("0.5", False)])
def test_too_little_coverage_fails_when_all_were_held(
    folder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, floor: str, passes: bool
) -> None:
    folder.makeini("[pytest]\nconversations = talks\nconversation_floors = floors.yml\n")
    (folder.path / "floors.yml").write_text(f"intents: {floor}\n", encoding="utf-8")
    talks = (
        "test_cases:\n- test_case: 甲\n  steps: [{user: 你好}]\n- test_case: 乙\n  steps: [{user: 你好}]\n"
    )
    (folder.path / "talks" / "一.yml").write_text(talks, encoding="utf-8")
    result = held(folder)
    result.assert_outcomes(passed=2)
    assert result.ret == (pytest.ExitCode.OK if passes else pytest.ExitCode.TESTS_FAILED)
    assert ("✗ 意图覆盖 0.0%，低于下限 50%" in result.stdout.str()) is not passes
    assert held(folder, "-k", "甲").ret == pytest.ExitCode.OK  # some of them are held to nothing
