"""Clocks of a regime and the days that follow from them."""

from __future__ import annotations

from datetime import date

import pytest

DUE = [  # asked, today, the day that has to be said
    ("3月1日交办的事，几天内报告进展，最迟哪天", date(2024, 3, 1), "3月6日"),
    ("2月26号交办的重大事项最晚哪天办结", date(2024, 2, 1), "3月7日"),  # leap year
    ("12月28日交办的重大事项最迟哪天办结", date(2024, 12, 1), "2025年1月7日"),
    ("明天交办的重大事项哪天办结", date(2024, 3, 1), "3月12日"),
    ("三月一号交办的重大事项哪天办结", date(2024, 3, 1), "3月11日"),
]


@pytest.mark.parametrize(("question", "today", "day"), DUE)
def test_last_day(ask, question, today, day):
    answer = ask(question, intent="ask_regime", today=today)
    assert f"最迟{day}" in answer.text
    assert "原文：" in answer.text
    assert "自然日" in answer.text, "the assumption is said"


def test_whole_regime(ask):
    answer = ask("1510是啥要求", intent="ask_regime")
    for words in ("1天内分解任务", "5天内报告进展", "10天内办结"):
        assert words in answer.text


def test_a_clock_that_is_named(ask):
    ask("1510是啥要求", intent="ask_regime")
    assert "5天内报告进展" in ask("5天呢").text


def test_only_these_days_are_reckoned(ask):
    answer = ask("水表更换什么时候弄完")
    assert "30日" not in answer.text, "6月底前 is said as the plan says it"


def test_another_step_is_counted_from_the_same_day(ask):
    assert "3月6日" in ask("3月1日市政府交办的，最迟哪天报告进展", intent="ask_regime").text
    assert "3月11日" in ask("要是重大事项呢", intent="ask_regime").text


def test_a_day_without_its_last_character(ask):
    assert "3月6日" in ask("“1510”督办，3月1交办的5天内报告，最迟哪天", intent="ask_regime").text
