"""Times that people name: spans, a supposed today, years beside the plan's, a day to be confirmed."""

from __future__ import annotations

import re
from datetime import date

import pytest

LISTED = [  # asked, and when what is listed is due
    ("6月以后有哪些任务到期", ["6月底前", "2024年底前"]),
    ("7月后有哪些任务要完成", ["2024年底前"]),
    ("5月到8月要完成哪些任务", ["汛期前", "6月底前"]),
    ("5到12月要完成哪些任务", ["汛期前", "6月底前", "2024年底前"]),
    ("汛期以后到今年年底之间要完成哪些任务", ["6月底前", "2024年底前"]),
    ("6月前要完成哪些任务", ["汛期前"]),
    ("下半年要完成哪些任务", ["2024年底前"]),
    ("6月要完成哪些任务", ["汛期前", "6月底前"]),
    ("6月到明年3月要完成哪些任务", ["汛期前", "6月底前", "2024年底前"]),
]
SUPPOSED = [  # asked on 1 March 2024
    ("假如今天是7月20号，哪些活按说该完了", "到2024年7月20日", ["汛期前", "6月底前"]),
    ("要是到了2025年1月10号，哪些任务该干完了", "到2025年1月10日", ["汛期前", "6月底前", "2024年底前"]),
    ("如果现在是7月，哪些任务逾期了", "到2024年7月1日", ["汛期前", "6月底前"]),
]
VERDICTS = [
    ("水表今年换完对吧", "是的，6月底前。"),
    ("水表6月底前换完对吧", "是的，6月底前。"),
    ("水表8月底前换完对吧", "不是，原文写的是6月底前。"),
    ("水表5月底前换完对吧", "不是，原文写的是6月底前。"),
    ("水表去年换完的对吧", "不是，原文写的是6月底前。"),
    ("水表拖到年底再换完，对吧", "不是，原文写的是6月底前。"),
    ("水表明年换完对吧", "不是，原文写的是6月底前。"),
    ("水表什么时候换完，是6月底前对吧", "是的，6月底前。"),
    ("假如今天是7月1号，水表该换完了吧", "到2024年7月1日已到期：6月底前。"),
    ("假如今天是5月1号，水表该换完了吧", "到2024年5月1日还没到期：6月底前。"),
]


def due(answer):
    """When the listed tasks are due, each time once."""
    lines = [line.split(". ", 1)[1] for line in answer.text.splitlines() if re.match(r"\d+\. ", line)]
    return list(dict.fromkeys(line.split("：")[0] for line in lines))


@pytest.mark.parametrize(("question", "days"), LISTED)
@pytest.mark.parametrize("today", [date(2024, 3, 1), date(2026, 3, 1)])
def test_what_is_due_in_a_span(ask, question, days, today):
    assert due(ask(question, intent="ask_deadlines", today=today)) == days


def test_what_is_due_by_a_named_day(ask):
    answer = ask("到7月20号，哪些任务该完成了", intent="ask_deadlines")
    assert answer.text.startswith("到2024年7月20日已到期")
    assert due(answer) == ["汛期前", "6月底前"]


@pytest.mark.parametrize(("question", "day", "days"), SUPPOSED)
@pytest.mark.parametrize("intent", ["ask_deadlines", "ask_regime"])
def test_what_is_due_by_a_supposed_day(ask, question, day, days, intent):
    answer = ask(question, intent=intent)
    assert answer.text.startswith(day), "it says from which day it counts"
    assert due(answer) == days


def test_a_clock_runs_from_the_supposed_day(ask):
    for question in (
        "假如今天是3月5号，交办的重大事项最迟哪天办结",
        "今天是3月5号，今天交办的重大事项哪天办结",
    ):
        assert "最迟3月15日（周五，从3月5日算起）" in ask(question, intent="ask_regime").text


def test_a_day_that_is_only_supposed_to_be_assigned_on_is_not_today(ask):
    assert "从3月5日算起" in ask("如果3月5号交办重大事项，哪天办结", intent="ask_regime").text


@pytest.mark.parametrize(
    ("words", "year"), [("前年", 2022), ("大前年", 2021), ("明年", 2025), ("后年", 2026)]
)
def test_another_year_gets_no_figure_of_the_plan(ask, words, year):
    answer = ask(f"{words}改造老旧管网多少公里")
    assert answer.text == f"这份是2024年的计划，没有{year}年的内容。"


def test_words_that_only_look_like_another_year(reader):
    for text in ("目前年度安排", "今后年均多少", "以前年度", "往后年年"):
        assert not [e for e in reader.read(text, date(2024, 3, 1)) if e.entity == "year"]


def test_a_plan_without_a_year_says_so(ask_about):
    ask = ask_about(
        "供水工作计划\n一、主要任务\n（一）保障供水。改造老旧管网150公里。\n（二）节水。推广滴灌。\n"
    )
    answer = ask("前年改造老旧管网多少公里")
    assert answer.text == "计划没有写明年份，无法判断“前年”的内容。"
    assert "150公里" in ask("改造老旧管网多少公里").text


@pytest.mark.parametrize(("question", "lead"), VERDICTS)
def test_a_day_that_is_to_be_confirmed(ask, question, lead):
    answer = ask(question)
    assert answer.text.splitlines()[0] == lead
    assert answer.text.count("6月底前") == 2, "the day is said once, and once in the quotation"
