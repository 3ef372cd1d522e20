"""Messages that hold two questions: both are answered."""

from __future__ import annotations

import pytest

PLAN = """一、供水保障
（一）新建水厂。2025年底前新建水厂3座，由县水务局负责。
（二）更新管网。更新老旧管网20公里。
二、节水行动
（一）创建节水型学校。创建节水型学校8所。
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def test_the_second_question_leans_on_the_first(ask):
    answer = ask("新建水厂什么时候完成，谁负责")
    assert "2025年底前。\n县水务局。\n" in answer.text
    assert answer.text.count("原文：") == 1


def test_two_matters(ask):
    answer = ask("水厂新建多少座？节水型学校呢")
    assert "3座" in answer.text
    assert "8所" in answer.text
    assert [part.title for part in answer.parts] == ["水厂新建多少座", "节水型学校呢"]


@pytest.mark.parametrize("question", ["新人问下，水厂啥时候建好，谢谢", "节水型学校呢，怎么说"])
def test_one_question_in_two_clauses_is_one(ask, question):
    assert not ask(question).parts


def test_an_only_part_is_no_answer_to_what_is_to_be_done(ask_about):
    ask = ask_about(
        "一、供水保障\n（一）实施供水行动。新建水厂3座。更新管网20公里。\n二、节水行动\n（一）办好学校。创建节水型学校8所。\n"
    )
    assert "管网" in ask("供水保障今年有啥任务").text


TIMES = """2026年青禾县政府工作报告
一、“十四五”时期工作回顾
城镇化率达到60%，进出口总值增长50%。
刚刚过去的2025年，全县上下真抓实干，粮食产量33万吨。
二、“十五五”时期主要目标任务
（一）推进城镇化。城镇化率达到65%左右。
三、2026年重点工作
主要预期目标是：粮食产量34万吨以上。
（一）发展现代农业。建设高标准农田3万亩。
"""


def test_two_times_of_one_matter(ask_about):
    ask = ask_about(TIMES)
    text = ask("城镇化率现在多少，十五五末要到多少").text
    assert "60%" in text
    assert "65%" in text
    text = ask("粮食产量去年多少，今年定的指标又是多少").text
    assert "33万吨" in text
    assert "34万吨" in text


def test_what_several_years_have_brought_is_no_figure_of_last_year(ask_about):
    ask = ask_about(TIMES)
    assert ask("去年进出口增长多少").text.startswith("原文没有单独写去年的数字")
    assert ask("去年城镇化率多少").text.startswith("城镇化率：60%")


def test_one_figure_is_not_told_for_two_times(ask_about):
    text = ask_about(TIMES)("高标准农田去年建多少亩，今年建多少亩").text
    assert text.count("3万亩。") <= 1
