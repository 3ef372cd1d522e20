"""How people name a time: each way leads to the figure of that time, and no other."""

from __future__ import annotations

import pytest

PLAN = """2026年青禾县政府工作报告
一、“十四五”时期工作回顾
农业基础更加稳固。粮食产量稳定在30万吨以上，完成造林50万亩。
2025年，全县上下真抓实干，粮食产量33万吨，生产总值增长5.4%。
文旅融合成效明显，接待游客70万人次。
二、“十五五”时期主要目标任务
（一）夯实农业基础。粮食产量达到40万吨，深化农垦改革。
三、2026年重点工作
主要预期目标是：粮食产量34万吨以上，生产总值突破500亿元，生产总值增长5%以上。
（一）发展现代农业。建设高标准农田3万亩，推进农垦改革攻坚行动。
（二）加快造林绿化。完成造林9万亩，新建公园2个，改造公园6个。
"""
TIMES = [
    ("30万吨以上", ["过去五年", "这几年", "前三年", "前头四年", "上五年", "五年来", "五年间", "十四五"]),
    ("30万吨以上", ["五年里", "五年下来", "五年累计", "五年总共", "两年一共", "数年来", "过去的五年"]),
    ("33万吨", ["去年", "上年", "上一年", "过去一年", "2025年"]),
    ("34万吨以上", ["今年", "本年", "年内", "2026年", ""]),
    ("40万吨", ["未来五年", "今后几年", "往后五年", "下五年", "今后的五年"]),
]


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def lead(answer):
    return answer.text.split("\n")[0]


@pytest.mark.parametrize(("figure", "time"), [(figure, time) for figure, times in TIMES for time in times])
def test_a_time_in_other_words(ask, figure, time):
    assert lead(ask(f"{time}粮食产量多少")).endswith(f"：{figure}。")


def test_what_follows_the_turn_to_last_year_is_of_last_year(ask):
    assert "70万人次" in lead(ask("去年接待游客多少"))


@pytest.mark.parametrize(
    "turn", ["去年，", "过去一年，", "一年来，", "这一年，", "刚刚过去的2025年，", "刚过去的2025年，"]
)
def test_the_turn_to_last_year_in_other_words(ask_about, turn):
    ask = ask_about(PLAN.replace("2025年，", turn))
    assert lead(ask("去年粮食产量多少")) == "粮食产量：33万吨。"
    assert lead(ask("过去五年粮食产量多少")).endswith("：30万吨以上。")


def test_a_year_inside_a_clause_is_no_turn(ask_about):
    ask = ask_about(PLAN.replace("粮食产量稳定在30万吨以上", "到2025年粮食产量稳定在30万吨以上"))
    assert "30万吨以上" in lead(ask("过去五年粮食产量多少"))


def test_two_times_name_none(ask):
    assert "34万吨以上" not in lead(ask("十四五和十五五粮食产量多少"))


def test_a_matter_without_a_figure_is_told_of_the_time_that_is_asked(ask):
    assert "深化农垦改革" in ask("十五五农垦改革怎么推").text
    assert "攻坚行动" in ask("今年农垦改革怎么推").text
    assert "攻坚行动" in ask("农垦改革怎么推").text


def test_the_size_and_the_growth(ask):
    assert "500亿元" in lead(ask("今年生产总值总量多少"))
    assert "500亿元" in lead(ask("今年生产总值规模目标"))
    assert "5%以上" in lead(ask("今年生产总值涨多少"))
    assert "5%以上" in lead(ask("今年生产总值增速目标"))
    assert "500亿元" not in lead(ask("今年生产总值增速目标"))


def test_a_list_of_a_matters_figures_is_not_one_of_them(ask):
    assert lead(ask("粮食产量有哪些目标", intent="ask_targets")) != "粮食产量：34万吨以上。"


def test_where_two_clauses_have_the_name_neither_is_taken_for_it(ask):
    answer = lead(ask("今年公园目标多少"))
    assert "2个" not in answer or "6个" in answer


def test_another_time_keeps_what_was_asked(ask):
    ask("今年粮食产量多少")
    assert lead(ask("过去五年呢")).endswith("：30万吨以上。")
    ask("今年粮食产量多少")
    assert lead(ask("未来五年呢")) == "粮食产量：40万吨。"
    ask("农垦改革怎么推")
    assert lead(ask("十五五呢")) != "粮食产量：40万吨。"


def test_from_how_much_to_how_much(ask_about):
    ask = ask_about(
        "县学校工作计划\n一、课程\n必修学分从116学分减少到96学分。必修学分为96学分，由学校认定必修学分。\n"
    )
    assert "从116学分减少到96学分" in ask("必修学分从多少减到多少").text
    assert "从116学分减少到96学分" in ask("原来必修多少学分，现在多少").text
