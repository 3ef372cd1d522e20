"""Talking to a bot that runs already."""

from __future__ import annotations

import io

import pytest

from tests.cli.fake_chat import fake_chat


@pytest.fixture
def server(monkeypatch):
    with fake_chat() as running:
        monkeypatch.setenv("PORT", str(running.port))
        yield running


@pytest.fixture
def typing(monkeypatch):
    """What the user types, line by line, before the input ends."""

    def type_in(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_in


def test_ask_prints_the_answer(bot, server):
    said = bot("ask", "教师培训多少人")
    assert said.code == 0
    assert said.out == "[教师培训多少人]的回答\n"
    assert server.heard == ["教师培训多少人"]


def test_chat_goes_on_until_the_input_ends(bot, server, typing):
    typing("教师培训", "", "多少人")
    said = bot("chat")
    assert said.code == 0
    assert server.heard == ["教师培训", "多少人"]
    assert "1. 时限" in said.out


def test_a_number_chooses_a_follow_up(bot, server, typing):
    typing("教师培训", "2", "3")
    bot("chat")
    assert server.heard == ["教师培训", "在哪写的", "3"]


@pytest.mark.parametrize("word", ["退出", "再见", "exit"])
def test_a_word_ends_the_chat(bot, server, typing, word):
    typing("教师培训", word, "多少人")
    assert bot("chat").code == 0
    assert server.heard == ["教师培训"]


def test_a_refusal_is_told(bot, server):
    server.status = 429
    said = bot("ask", "教师培训")
    assert said.code == 1
    assert "发送得太快了" in said.err


def test_a_stranger_on_the_port_is_told_apart(bot, server):
    server.status = 418
    said = bot("ask", "教师培训")
    assert said.code == 1


def test_clean_does_not_pull_the_ground_from_under_a_running_bot(bot, server, var):
    (var / "models").mkdir(parents=True)
    said = bot("clean", "--yes")
    assert said.code == 1
    assert "机器人正在运行" in said.err
    assert (var / "models").exists()


def test_run_tells_where_the_running_bot_is(bot, server):
    said = bot("run")
    assert said.code == 1
    assert f"机器人已经在运行：http://127.0.0.1:{server.port}/" in said.err
    assert f"PORT={server.port + 1}" in said.err
