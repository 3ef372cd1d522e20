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


IN_FEW_WORDS = [
    ("分解任务", "3月2日"),
    ("那报告进展的呢", "3月6日"),
    ("重大的事项", "3月11日"),
    ("第二步呢", "3月6日"),
    ("那头一步", "3月2日"),
]


def test_a_step_in_few_words_is_counted_from_the_day_that_was_said(ask):
    ask("3月1日市政府交办的，最迟哪天报告进展", intent="ask_regime")
    for words, day in IN_FEW_WORDS:
        assert f"最迟{day}" in ask(words).text, words


def test_the_day_is_kept_while_a_step_is_quoted(ask):
    ask("3月1日市政府交办的，最迟哪天报告进展", intent="ask_regime")
    assert "最迟" not in ask("重大事项由哪个单位负责办结", intent="ask_regime").text
    assert "最迟3月2日" in ask("分解任务").text


def test_another_matter_is_not_counted(ask):
    ask("3月1日市政府交办的，最迟哪天报告进展", intent="ask_regime")
    assert "最迟" not in ask("水厂的任务").text


def test_without_a_day_a_step_is_only_quoted(ask):
    ask("1510是啥要求", intent="ask_regime")
    answer = ask("分解任务")
    assert "1天内分解任务" in answer.text and "最迟" not in answer.text


def test_a_day_without_its_last_character(ask):
    assert "3月6日" in ask("“1510”督办，3月1交办的5天内报告，最迟哪天", intent="ask_regime").text


@pytest.fixture
def ask_two(ask_about, plan):
    """A talk about a plan of two regimes."""
    letters = "（三）做好群众来信。推行“247”工作法，群众来信2天内受理，4天内答复，7天内回访。\n"
    return ask_about(plan.text.replace("（三）强化资金保障", letters + "（四）强化资金保障"))


OF_TWO = [
    ("247工作法今天收到的信最迟哪天回访", "最迟3月8日"),
    ("今天收到的群众来信最迟哪天回访", "最迟3月8日"),
    ("今天交办的重大事项最迟哪天", "最迟3月11日"),
    ("   3月5日交办的重大事项最迟哪天", "最迟3月15日"),
    ("不是，我问的是3月5日交办的重大事项最迟哪天", "最迟3月15日"),
]


@pytest.mark.parametrize(("question", "day"), OF_TWO)
def test_of_two_regimes_the_one_that_is_meant(ask_two, question, day):
    assert day in ask_two(question, intent="ask_regime").text


def test_another_of_two_regimes_in_a_talk(ask_two):
    ask_two("1510是啥要求", intent="ask_regime")
    assert "4天内答复" in ask_two("那247呢", intent="ask_regime").text
    assert "7天内回访" in ask_two("7天呢").text
    answer = ask_two("重大事项几天办结", intent="ask_regime")
    assert "10天内办结" in answer.text and "回访" not in answer.text


def test_which_of_two_regimes_is_asked_back_and_the_day_is_kept(ask_two):
    answer = ask_two("3月5日收到的，最迟哪天", intent="ask_regime")
    assert answer.kind == "clarify"
    assert "1510" in answer.text and "247" in answer.text
    assert "3月12日" in ask_two("247的").text


def test_two_regimes_side_by_side(ask_two):
    answer = ask_two("1510和247有什么区别", intent="ask_compare")
    assert [part.title for part in answer.parts] == ["1510", "247"]
