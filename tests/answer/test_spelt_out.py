"""What the plan says in more words, or in a later clause of the sentence, than the question."""

from __future__ import annotations

import pytest

PLAN = """清河市水务局2024年工作计划
一、2023年工作回顾
2023年能够稳住供水，最根本的在于干部齐心，最关键的在于群众支持。
二、2024年主要任务
（一）推进节水。发挥节水课育人作用，评选一批节水名师，建设节水精品课程12门，开展灌区整治，东县、西县是重点。
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def test_a_number_stands_with_the_name_in_full(ask):
    assert ask("今年节水课的指标是多少").text.startswith("节水精品课程：12门。")


def test_another_matters_number_is_not_taken(ask):
    assert "12门" not in ask("今年节水名师要多少").text.split("\n")[0]


def test_the_very_word_is_told_where_it_is_asked_which(ask):
    assert ask("稳住供水最关键靠的啥").text.startswith("最关键的在于群众支持。")
    assert ask("灌区整治重点盯哪儿").text.startswith("东县、西县是重点。")


def test_after_it_no_priority_is_asked(ask):
    ask("稳住供水最关键靠的啥")
    assert "最根本的在于干部齐心" in ask("最根本的呢").text
    assert "专门标出" not in ask("最根本的呢").text
