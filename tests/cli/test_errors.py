"""One clear message in Chinese, what to do about it, and an exit code that scripts can rely on."""

from __future__ import annotations

import errno
import re

import click
import pytest

from bot.cli import main as cli
from bot.cli.help import Pages
from bot.errors import PlanBotError, StoreBusy


@pytest.fixture
def failing(monkeypatch):
    """Make `python -m bot fail` raise the given error."""

    def arrange(error: BaseException) -> None:
        @click.command("fail")
        def fail() -> None:
            raise error

        group = Pages(name="bot")
        group.add_command(fail)
        monkeypatch.setattr(cli, "commands", lambda: group)

    return arrange


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prase", "x"], "没有 prase 这个命令，是不是想用 parse"),
        (["load"], "缺少参数 文件"),
        (["parse", "x", "--jsn"], "没有 --jsn 这个选项，是不是想用 --json？"),
        (["show", "goals"], "参数 内容 应为 outline 或 tasks"),
        (["score", "no-such-file"], "参数 标注文件 所指的文件不存在"),
        (["unanswered", "--days", "0"], "选项 --days 应为不小于 1 的整数"),
        (["show", "--plan"], "选项 --plan 的用法不对"),
        (["plans", "too", "many"], "命令的参数不对"),
    ],
)
def test_a_wrong_command_line(bot, arguments, words):
    said = bot(*arguments)
    assert said.code == 2
    assert words in said.err
    assert "--help" in said.err
    assert said.out == ""


def test_a_known_problem_says_what_is_wrong_and_what_to_do(bot, failing):
    failing(StoreBusy("数据库正忙[1]", "请稍后再试。"))
    said = bot("fail")
    assert said.code == 1
    assert said.err == "✗ 数据库正忙[1]\n  请稍后再试。\n"
    assert said.out == ""


@pytest.mark.parametrize("kind", PlanBotError.__subclasses__())
def test_every_kind_of_known_problem_is_a_message(bot, failing, kind):
    error = kind("出了问题")
    error.advice = "这样做"
    failing(error)
    said = bot("fail")
    assert (said.code, said.err) == (1, "✗ 出了问题\n  这样做\n")


def test_a_bug_is_one_line_that_names_the_file_with_the_trace(bot, failing, var):
    failing(ZeroDivisionError("by zero"))
    said = bot("fail")
    assert said.code == 1
    assert "Traceback" not in said.err
    (log,) = (var / "log").glob("error-*.log")
    assert str(log) in said.err
    assert re.search(r"Traceback.*ZeroDivisionError: by zero", log.read_text(), re.S)


def test_a_bug_is_written_down_even_where_var_cannot_be(bot, failing, var):
    var.write_text("a file, not a folder")
    failing(ZeroDivisionError())
    said = bot("fail")
    assert said.code == 1
    assert re.search(r"详情在 \S+error-\S+\.log", said.err)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EDQUOT, "磁盘已满"), (errno.EACCES, "没有权限：plans.db")],
)
def test_the_systems_own_errors(bot, failing, number, words):
    failing(OSError(number, "", "plans.db"))
    said = bot("fail")
    assert said.code == 1
    assert words in said.err
    assert "Traceback" not in said.err


def test_an_interruption_is_quiet(bot, failing):
    failing(KeyboardInterrupt())
    said = bot("fail")
    assert (said.code, said.out, said.err.strip()) == (130, "", "")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "0"), ("PORT", "http"), ("TODAY", "yesterday"), ("HOST", "everywhere")]
)
def test_a_senseless_setting_is_named(bot, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    said = bot("plans")
    assert said.code == 1
    assert f"{name}={value}" in said.err


def test_a_database_that_is_not_there(bot):
    for arguments in (["plans"], ["show"]):
        said = bot(*arguments)
        assert said.code == 1
        assert "make run" in said.err
