"""The commands: what they print, what they write, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from workspace import DEFAULT_PLAN, environment

from bot.settings import ROOT
from workbench import commands, history, ways
from workbench.cli import main
from workbench.player import Player

FILE = """
test_cases:
- test_case: 问好
  tags: [寒暄]
  steps:
  - user: 你好呀
    assertions: [{intent: greet}]
- test_case: 问课程
  steps:
  - user: 思政精品课程要弄出来几门
    assertions: [{figure: 10—20个}]
  - user: 那它归谁管
"""
Bench = Callable[..., int]


@pytest.fixture
def bench(tmp_path: Path, player: Player, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of conversations; the bot that all tests share; everything else in a place of its own."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "一.yml").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(player, "close", lambda: None)
    monkeypatch.setattr(ways, "talker", lambda *_, **__: player)
    monkeypatch.setattr(commands, "FOLDER", talks)
    monkeypatch.setattr(commands, "ACCEPTED", ROOT / "accepted.json")
    accepted = tmp_path / "accepted.json"
    read, accept = history.read_accepted, history.accept
    monkeypatch.setattr(history, "read_accepted", lambda: read(accepted))
    monkeypatch.setattr(history, "accept", lambda outcomes: accept(outcomes, accepted))
    monkeypatch.setattr(commands, "read_floors", dict)
    with environment(tmp_path):
        yield talks


def test_a_run_that_goes_right(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 0
    text = capsys.readouterr().out
    assert "2/2 段通过" in text and "章节 × 问项 × 状态" in text
    written = bench.parent / "bench"
    assert {"report.html", "summary.md", "junit.xml", "outcomes.jsonl", "rates.jsonl"} <= {
        file.name for file in written.iterdir()
    }


def test_a_run_that_goes_wrong_shows_the_dialogue_and_fails(
    bench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bench / "一.yml").write_text(FILE.replace("10—20", "30"), encoding="utf-8")
    assert main(["run"]) == 1
    text = capsys.readouterr().out
    assert "✗ 用户    思政精品课程要弄出来几门" in text and "1/2 段通过" in text


def test_changes_since_the_accepted_run_are_told(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 0
    assert main(["accept"]) == 0
    (bench / "一.yml").write_text(FILE.replace("10—20", "30"), encoding="utf-8")
    assert main(["run"]) == 1
    assert "坏了 问课程（一）" in capsys.readouterr().out
    assert main(["accept"]) == 0
    (bench / "一.yml").write_text(FILE, encoding="utf-8")
    assert main(["run"]) == 0
    assert "修好了 问课程（一）" in capsys.readouterr().out


def test_some_of_them_are_run_and_the_last_whole_run_stays(
    bench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run"])
    capsys.readouterr()
    assert main(["run", "-k", "寒暄", "--output", str(bench.parent / "some")]) == 0
    assert "1/1 段通过" in capsys.readouterr().out
    lines = (bench.parent / "bench" / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert (bench.parent / "some" / "report.html").is_file()


def test_variations_are_measured_when_asked_for(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--variations"]) == 0
    assert "中间打招呼：1/1 段仍通过（100%）" in capsys.readouterr().out
    rate = json.loads((bench.parent / "bench" / "rates.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert rate["stability"]["中间打招呼"] == 1.0


def test_coverage_says_what_to_write_next(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run"])
    capsys.readouterr()
    assert main(["coverage", "--most", "3"]) == 0
    text = capsys.readouterr().out
    assert text.count("换个说法问：") >= 2 and "接着问的按钮" in text


def test_coverage_below_a_floor_fails(
    bench: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "read_floors", lambda: {"plan": 0.9})
    assert main(["run"]) == 1
    assert main(["coverage"]) == 1
    assert "低于下限 90%" in capsys.readouterr().out


def test_a_report_can_be_written_from_kept_outcomes(bench: Path) -> None:
    main(["run"])
    kept = bench.parent / "bench" / "outcomes.jsonl"
    assert main(["report", "--outcomes", str(kept), "--output", str(bench.parent / "again")]) == 0
    assert "2/2" in (bench.parent / "again" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["coverage", "report", "accept"])
def test_without_a_run_there_is_nothing_to_say(
    bench: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command]) == 1
    assert "还没有跑过对话测试" in capsys.readouterr().err


def test_a_wrong_file_is_told_where(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bench / "二.yml").write_text("test_cases:\n- test_cas: 甲\n", encoding="utf-8")
    assert main(["run"]) == 1
    assert "二.yml:2:3 没有“test_cas”这个键" in capsys.readouterr().err


def test_every_command_stands_in_the_readme_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in commands.COMMANDS:
        assert f"python -m workbench {command.name}" in readme or f"`{command.name}`" in readme
        assert main([str(command.name), "--help"]) == 0
        assert command.help and command.help in capsys.readouterr().out


def test_the_default_plan_is_what_is_covered(bench: Path) -> None:
    from workbench.results import project_here

    with environment(bench.parent) as settings:
        assert project_here(settings).plan.text == DEFAULT_PLAN.read_text(encoding="utf-8-sig").replace(
            "\r\n", "\n"
        )
