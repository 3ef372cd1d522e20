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
