"""Figures from nowhere: each is found, and what is said rightly is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.figures import FigureCheck

PLAN = (
    "2022年要建设思政精品课程10—20个，培训12000名教师，设立三个专班。"
    "一般性问题原则上7天内落实解决，重大问题1个月内落实解决。2月24日召开了大会。"
)
CHECK = FigureCheck(PLAN, date(2022, 3, 1))
SUPPORTED = [
    ("多少", "10—20个。\n原文：“建设思政精品课程10—20个”"),
    ("培训多少人", "培训１２０００名教师。"),
    ("几个专班", "3个专班。"),
    ("是不是三十个", "不是三十个，是10—20个。"),
    ("2024年呢", "这份是2022年的计划，没有2024年的内容。"),
    ("明年呢", "这份是2022年的计划，没有2023年的内容。"),
    ("有哪些", "共3项：\n1. 精品课程\n2. 教师\n3. 专班"),
    ("有哪些", "共12项：\n1. 精品课程\n2. 教师\n还有10项，回复“更多”继续看。"),
    ("有哪些", "问题：\n1. 课程\n2. 教师\n还有1项"),
    ("比较", "课程共3项：\n1. 甲\n2. 乙\n还有1项\n教师共4项：\n1. 丙\n2. 丁\n还有2项"),
    ("第三个呢", "一共只有2个，没有您说的这一个。\n原文列出的是：甲、乙。"),
    ("什么", "请说得具体一点。"),
    ("怎么样", "原文没有用“重点”一类的字样，也没有这一条。"),
    ("3月1日交办的最迟哪天", "最迟3月8日（从3月1日算起）。"),
    ("三月一号交办的最迟哪天", "最迟4月1日（从3月1日算起）。"),
    ("1月31日交办的重大问题", "最迟2月28日（从1月31日算起）。"),
    ("明天交办的最迟哪天", "最迟3月9日（从3月2日算起）。"),
    ("哪天开的会", "2月24日。"),
    ("到期了吗", "到3月1日已到期的任务共1项：\n1. 大会"),
    ("第三条", "第3个是专班。"),
]
FROM_NOWHERE = [
    ("多少", "10—25个。", "25个"),
    ("多少", "100名教师。", "100名"),
    ("多少", "1200名教师。", "1200名"),  # a part of a longer number is another number
    ("多少", "覆盖率95%。", "95%"),
    ("几个专班", "四个专班。", "四个"),
    ("什么时候", "2025年底前。", "2025年"),
    ("3月1日交办的最迟哪天", "最迟3月9日（从3月1日算起）。", "3月9日"),
    ("2月1日交办的最迟哪天", "最迟2月28日。", "2月28日"),
    ("有哪些", "共4项：\n1. 精品课程\n2. 教师\n3. 专班", "4项"),
    ("有哪些", "共12项：\n1. 精品课程\n2. 教师\n还有9项。", "12项"),
    ("比较", "课程共3项：\n1. 甲\n2. 乙\n还有1项\n教师共5项：\n1. 丙\n2. 丁\n还有2项", "5项"),
    ("第几条", "上面一共5条。", "5条"),
    ("有哪些", "1. 精品课程\n3. 专班", "3."),
    ("还有呢", "接着上面：\n11. 专班", "11."),
]


@pytest.mark.parametrize(("asked", "answer"), SUPPORTED)
def test_a_figure_that_something_supports(asked: str, answer: str) -> None:
    assert CHECK.unsupported(answer, [asked]) == []


@pytest.mark.parametrize(("asked", "answer", "figure"), FROM_NOWHERE)
def test_a_figure_from_nowhere(asked: str, answer: str, figure: str) -> None:
    assert figure in CHECK.unsupported(answer, [asked])


def test_a_list_goes_on_where_the_answer_before_ended() -> None:
    first = "共12项：\n9. 课程\n10. 教师\n还有2项"
    assert CHECK.unsupported("接着上面：\n11. 专班\n12. 会", ["有哪些", "还有呢"], [first]) == []
    assert CHECK.unsupported("接着上面：\n11. 专班\n还有1项", ["有哪些", "还有呢"], [first]) == []
    assert CHECK.unsupported("接着上面：\n11. 专班\n还有5项", ["有哪些", "还有呢"], [first]) == ["还有5"]


def test_what_was_said_earlier_in_the_conversation_counts() -> None:
    assert CHECK.unsupported("您说的30个，原文没有。", ["是30个吧", "真的吗"]) == []
