"""The figure that counts in the measure that is asked, and what a clause numbers without counting it."""

from __future__ import annotations

import pytest

PLAN = """青禾县2025年政府工作报告
各乡镇：
现将2025年工作安排如下。
一、2024年工作回顾
2024年，清洁能源占电力装机比重由41.2%提升至58.6%，新建乡村公路30公里。
二、2025年主要目标
粮食产量13亿斤以上，城镇新增就业2万人。到2030年，农业强县全面建成。
三、2025年主要任务
（一）农业强县。建设200万亩整区域高标准农田示范项目，新建改造高标准农田400万亩以上。
（二）扩大投资。实施80个以上县重点项目，年度完成投资120亿元。
（三）保护水环境。确保青禾河水质稳定保持在地表水Ⅲ类，办好第三届青禾河骑行大会。
（四）稳定生猪生产。落实生猪稳产保供县负总责，开展清洁能源替代行动。
"""


@pytest.fixture
def told(ask_about):
    ask = ask_about(PLAN)
    return lambda question, **more: ask(question, **more).text


def test_the_verb_matters_less_where_one_sort_of_thing_is_counted(told):
    assert "粮食产量：13亿斤以上" in told("粮食要打多少斤")


def test_what_is_called_so_comes_before_a_sort_of_it(told):
    assert told("高标准农田建多少亩").startswith("高标准农田：400万亩以上")


def test_a_share_is_a_figure_in_percent(told):
    assert "58.6%" in told("清洁能源占比达到多少")


def test_money_stands_in_the_next_clause(told):
    assert "投资：120亿元" in told("县重点项目投多少钱")
    assert told("县重点项目有几个").startswith("县重点项目：80个以上")


@pytest.mark.parametrize(
    ("question", "said"), [("青禾河水质要达到几类", "Ⅲ类"), ("骑行大会是第几届", "第三届")]
)
def test_what_is_numbered_is_said(told, question, said):
    answer = told(question)
    assert said in answer and "没有写明" not in answer


def test_a_day_stands_elsewhere_than_in_the_section_of_that_name(told):
    assert told("农业强县哪年建成").startswith("2030年")


def test_who_answers_for_all_is_the_owner(told):
    assert told("生猪稳产保供谁负责").startswith("县")


def test_holding_at_a_number_asks_for_no_day(ask_about):
    assert "deadline" not in {fact.aspect for fact in ask_about(PLAN)("城镇新增就业要稳定在多少人").facts}
