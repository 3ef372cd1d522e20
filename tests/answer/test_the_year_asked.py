"""This year is asked by its name and only the review has the figure, or the reverse: that is told."""

from __future__ import annotations

import pytest

PLAN = """青禾县2024年工作报告
一、2023年工作回顾
一年来，新增托位900个，建成口袋公园12个。深化农村人居环境整治，村庄面貌更新。
二、2024年主要任务
（一）办好民生实事。发展普惠托育服务，改造老旧小区30个。
（二）建设和美乡村。开展人居环境整治提升，抓好厕所改造，治理农村生活污水。
（三）推进新城建设。加快启动区建设。引进高校分校。重点抓好交通枢纽。
（四）建设物流园区。完善园区道路。引进冷链企业。
"""
NOT_THIS_YEAR = "原文没有写明今年的数字，回顾里写的是："
NOT_LAST_YEAR = "原文没有写明去年的数字，今年的安排里写的是："


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


@pytest.mark.parametrize("question", ["今年要新增托位900个，对吧？", "今年到底要新增多少个托位"])
def test_a_figure_of_the_review_is_not_this_years(ask, question):
    text = ask(question).text
    assert NOT_THIS_YEAR in text
    assert "900个" in text


def test_the_word_on_it_stays_while_the_talk_is_of_that_year(ask):
    ask("今年到底要新增多少个托位")
    assert NOT_THIS_YEAR in ask("给个大概的数也行").text
    assert "没有写明" not in ask("去年是多少").text


def test_a_figure_of_the_tasks_is_not_last_years(ask):
    text = ask("去年改造老旧小区多少个").text
    assert NOT_LAST_YEAR in text
    assert "30个" in text


@pytest.mark.parametrize("question", ["去年新增托位多少个", "今年改造老旧小区多少个", "新增托位多少个"])
def test_the_year_that_has_the_figure_needs_no_word(ask, question):
    assert "没有写明" not in ask(question).text


def test_what_is_done_this_year_is_not_what_was_done(ask):
    assert "厕所改造" in ask("农村人居环境整治今年怎么做").text


def test_the_main_things_of_a_section_are_its_tasks_marked_or_not(ask):
    text = ask("物流园区今年主要干哪些事", intent="ask_priorities").text
    assert "引进冷链企业" in text
    assert "没有原文标明的重点任务" not in text


def test_priorities_asked_as_such_have_to_be_marked(ask):
    text = ask("物流园区有哪些重点任务", intent="ask_priorities").text
    assert text == "“建设物流园区”里没有原文标明的重点任务。"
