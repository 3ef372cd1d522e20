"""Other places and years: refused where the plan is silent on them, and only there."""

from __future__ import annotations

import pytest

from bot.records import State


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("北京市怎么干的", "计划里没有提到北京市。"),
        ("隔壁县怎么干的", "没有提到别处"),
        ("明年的目标", "没有2025年的内容"),
        ("明年新建几座水厂", "没有2025年的内容"),
        ("明年要新建几座水厂", "没有2025年的内容"),
        ("那明年要干什么", "没有2025年的内容"),
        ("水厂明年打算新建几座", "没有2025年的内容"),
        ("2030年新建几座水厂", "没有2030年的内容"),
        ("2021年新建几座水厂", "没有2021年的内容"),
    ],
)
def test_refused(ask, question, said):
    answer = ask(question)
    assert said in answer.text
    assert answer.kind == "not_mentioned"
    assert answer.state is State.SILENT


@pytest.mark.parametrize(
    "question",
    ["今年新建几座水厂", "2024年新建几座水厂", "2023年改造老旧管网多少公里", "今年和明年的水厂新建几座"],
)
def test_the_plans_own_years_are_not(ask, question):
    assert "年的内容" not in ask(question).text


def test_a_year_up_to_which_a_task_runs_is_spoken_of(ask_about):
    text = "清河市2024年水务工作计划\n一、主要任务\n（一）保障供水。2026年底前建成城北水厂。推广滴灌技术。\n"
    ask = ask_about(text)
    assert "2026年底前" in ask("2025年建成城北水厂吗").text
    assert "没有2025年的内容" in ask("2025年推广滴灌技术吗").text
    assert "没有2027年的内容" in ask("2027年建成城北水厂吗").text


def test_a_plan_of_no_year_refuses_none(ask_about):
    ask = ask_about("清河市水务工作计划\n一、主要任务\n（一）保障供水。建成城北水厂。推广滴灌技术。\n")
    assert "年的内容" not in ask("2030年建成城北水厂吗").text


def test_the_matter_of_this_year_is_offered_instead(ask):
    (offer,) = ask("2030年新建几座水厂").follow_ups
    assert offer.title.startswith("2024年：新建水厂2座")
    assert "2座" in ask(offer.message).text


def test_the_other_years_matter_is_told_of_this_year(ask):
    ask("2030年改造多少公里老旧管网")
    assert "150公里以上" in ask("那今年呢").text


def test_a_place_of_which_the_plan_speaks(ask):
    assert "没有提到清河市" not in ask("清河市新建几座水厂").text
