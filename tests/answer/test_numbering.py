"""Questions about the plan's own numbers: which part, how many points, up to which number, which annex."""

from __future__ import annotations

import pytest

from bot.answer.kinds.numbering import spellings

PLAN = """青禾县2025年农业工作方案
现就2025年农业工作制定如下方案。
一、抓好种植生产
重点做好三个方面工作。
（一）扩大油菜面积。新增油菜种植面积2万亩。
（二）推广良种良法。建设良种繁育基地3个。
（三）防治病虫害。开展统防统治作业。
二、强化资金保障
（四）统筹涉农资金。整合涉农资金，提高使用效益。
（五）发展农业保险。扩大水稻保险覆盖面。
附件：
附件1
青禾县种植大户奖补办法
一、奖补对象
对种植面积50亩以上的大户给予奖补。
二、奖补标准
每亩奖补100元。
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("第二部分讲啥的", ["统筹涉农资金", "发展农业保险"]),
        ("第五条讲啥", ["水稻保险"]),
        ("种植生产那一部分有几条", ["一共3条", "推广良种良法"]),
        ("今年三个方面捋一遍", ["扩大油菜面积", "防治病虫害"]),
        ("小条总共编到多少", ["（五）", "一共5条"]),
        ("农业保险是第几条来着", ["二、强化资金保障 › （五）发展农业保险"]),
        ("附件1讲什么", ["奖补对象", "奖补标准"]),
        ("一共挂了几个附件", ["计划里是1个附件"]),
        ("附件一共多少个", ["计划里是1个附件"]),
    ],
)
def test_numbers_of_the_outline(ask, question, told):
    text = ask(question, intent="ask_count").text
    assert all(words in text for words in told), text


def test_points_numbered_anew_in_each_part_are_not_as_many_as_the_last_number(ask_about):
    anew = PLAN.replace("（四）", "（一）").replace("（五）", "（二）")
    text = ask_about(anew)("一共编到第几条").text
    assert text.startswith("编号按部分另起，最后一条是（二）“发展农业保险”，一共5条。")


def test_a_count_of_things_is_no_count_of_points(ask):
    assert "一共" not in ask("良种繁育基地要建几个").text


def test_where_something_stands_is_told_with_its_numbers(ask):
    ask("水稻保险怎么安排")
    assert "（五）发展农业保险" in ask("这话在第几部分", intent="ask_source").text


def test_numbers_are_found_in_digits_and_characters():
    assert [spellings(n) for n in (2, 10, 12, 20, 35)] == [
        "2|二|两",
        "10|十",
        "12|十二",
        "20|二十",
        "35|三十五",
    ]


IN_FOUR = """清河市水务局2024年工作计划
一、2023年工作回顾
2023年，完成投资3.5亿元。
二、2024年主要任务
（一）保障供水。新建水厂2座。
（二）抓好防汛。修订防汛预案。
（三）推进节水。创建节水型学校。
（四）治理河湖。开展河湖清理。
"""


def test_so_many_blocks_may_be_those_of_one_part(ask_about):
    ask = ask_about(IN_FOUR)
    assert "“2024年主要任务”分4点" in ask("今年的四大块，捋一遍", intent="ask_outline").text
    assert "2个大块，不是七个" in ask("今年的七大块，捋一遍", intent="ask_outline").text
