"""Rows of tables that are no tasks: told whole, with the heads above them."""

from __future__ import annotations

import pytest

PLAN = """青禾县学校课程方案
一、课程结构
附表：各科学分
领域\t科 目\t学 分\t说明
语言\t语 文\t10\t每学年开设
外 语\t8
艺术\t书法\t3\t选学
二、奖励办法
（一）书画。
书画竞赛加分标准
级别\t县级\t省级
一等奖\t3\t4
备注：同一项目只取最高一次，不累计。
（二）体育。
体育竞赛加分标准
级别\t县级\t省级
一等奖\t5\t6
三、教学内容调整
科目\t内容
书法\t增加隶书
朗诵\t不作调整
四、责任分工
重点任务\t责任单位
新建书法教室12间\t县教育局
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def test_the_row_that_is_named_is_told_whole_with_its_heads(ask):
    text = ask("书法多少学分").text
    assert text.startswith("3学分。\n表格：“艺术｜书法｜3｜选学”\n表头：“领域｜科目｜学分｜说明”")


def test_a_row_with_joined_cells_claims_no_column(ask):
    assert ask("外语几个学分").text.startswith("表格：“外语｜8”")


def test_rows_alike_are_told_apart_by_the_name_of_the_table(ask):
    assert "5｜6" in ask("体育竞赛一等奖加几分").text
    text = ask("书画竞赛一等奖加几分").text
    assert "3｜4" in text
    assert "不累计" in text


def test_several_rows_of_one_table(ask):
    text = ask("书法和朗诵的内容有什么变化").text
    assert "隶书" in text
    assert "不作调整" in text


def test_which_table_is_meant_has_to_be_clear(ask):
    assert "表格：" not in ask("一等奖加几分").text


def test_a_row_that_is_a_task_is_answered_as_one(ask):
    assert "表格：" not in ask("书法教室建多少间").text
