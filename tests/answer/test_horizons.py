"""One matter with a figure for each of several times: years behind, last year, this year, years ahead."""

from __future__ import annotations

import pytest

PLAN = """2026年青禾县政府工作报告
一、“十四五”时期工作回顾
农业基础更加稳固。粮食产量稳定在30万吨以上，完成造林50万亩。
产业升级步伐加快。工业增加值年均增长6%。
刚刚过去的2025年，全县上下真抓实干，生产总值增长5.4%，工业增加值增长7.1%，粮食产量33万吨。
二、“十五五”时期主要目标任务
（一）夯实农业基础。粮食产量达到40万吨，深化农垦改革。
（二）壮大实体经济。工业增加值年均增长8%。
三、2026年重点工作
主要预期目标是：生产总值增长5%以上，工业增加值增长6.5%左右，粮食产量34万吨以上。
（一）发展现代农业。建设高标准农田3万亩，推进农垦改革攻坚行动。
（二）加快造林绿化。完成造林9万亩。
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("今年工业增加值增长多少", "6.5%左右"),
        ("工业增加值目标是多少", "6.5%左右"),
        ("去年工业增加值实际增长多少", "7.1%"),
        ("十五五工业增加值增长多少", "8%"),
        ("过去五年工业增加值年均增长多少", "年均增长6%"),
        ("今年GDP目标是8%对吧", "5%以上"),
    ],
)
def test_each_time_has_its_own_figure(ask, question, figure):
    lead = ask(question).text.split("\n")[0]
    assert lead.endswith(f"{figure}。"), lead


def test_another_time_of_the_same_matter(ask):
    ask("今年粮食产量目标多少")
    assert ask("十五五呢").text.startswith("粮食产量：40万吨")
    ask("今年造林多少亩")
    assert "50万亩" in ask("前头五年总共呢").text.split("\n")[0]


def test_last_year_after_this_year_is_not_the_years_behind(ask):
    ask("今年粮食产量多少")
    assert ask("去年呢").text.startswith("粮食产量：33万吨")
    assert ask("今年呢").text.startswith("粮食产量：34万吨以上")
    ask("今年造林多少亩")
    assert "50万亩" not in ask("去年呢").text


def test_both_years_are_compared_by_their_own_figures(ask):
    answer = ask("粮食产量今年和去年比较")
    assert [part.text.split("。")[0] for part in answer.parts] == ["粮食产量：33万吨", "粮食产量：34万吨以上"]


def test_the_name_of_a_period_is_no_part_of_what_is_counted(ask):
    assert ask("十五五粮食产量多少").text.startswith("粮食产量：40万吨。")


def test_growth_alone_is_no_size_and_that_is_said(ask):
    assert ask("今年生产总值总量多少").text.startswith(
        "原文只写了增长的幅度，没有写总量。生产总值：增长5%以上。"
    )
    assert "没有写总量" not in ask("今年粮食产量总量多少").text


NAMED = """2026年河南省政府工作报告
一、“十四五”时期工作回顾
经济年均增长6%，中欧班列累计开行9000列。
二、“十五五”时期主要目标任务
（一）推动绿色发展。大力发展循环经济，如期实现2030年前碳达峰目标。
三、2026年重点工作
主要预期目标是：经济增长5%左右，工业增加值增长6.5%左右，收入增长与经济增长同步。
（一）畅通循环。释放中欧班列集结中心带动力。推动中欧（亚）班列扩量、开行4000班次。
（二）推进绿色转型。制定碳达峰行动方案，建设零碳园区。
"""


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("2026年河南经济增长的预期目标是多少", "经济：增长5%左右。"),
        ("中欧班列今年要开多少趟", "4000班次。"),
    ],
)
def test_a_figure_is_known_by_its_name_without_place_brackets_and_goal(ask_about, question, lead):
    assert ask_about(NAMED)(question).text.split("\n")[0].endswith(lead)


def test_the_year_of_a_matter_may_lie_ahead(ask_about):
    assert "2030年前。" in ask_about(NAMED)("碳达峰要在哪一年之前实现").text


def test_the_plans_own_year_comes_before_the_years_ahead(ask):
    assert "攻坚行动" in ask("农垦改革怎么推").text


def test_a_figure_of_another_time_is_not_told_instead(ask):
    assert "9万亩" not in ask("去年完成造林多少").text.split("\n")[0]


GOALS = """2018年青禾县乡村工作意见
一、总体要求
（一）目标任务
到2020年，乡村面貌取得进展。危房户全部搬迁，饮水条件明显改善。
到2035年，农业现代化基本实现。
二、重点任务
（一）完善设施。新建水厂2座，维修道路30公里。
"""


def test_a_date_before_the_clause_is_told_with_its_own_words(ask_about):
    answer = ask_about(GOALS)("危房户哪年全部搬迁")
    assert answer.text.startswith("2020年。时限写在前文：“到2020年”。\n原文：“危房户全部搬迁，")


@pytest.mark.parametrize(
    ("question", "goals"),
    [
        ("2020年要达到什么目标", ["共2项", "乡村面貌取得进展", "危房户全部搬迁"]),
        ("2020年的目标有哪些", ["共2项", "乡村面貌取得进展", "危房户全部搬迁"]),
        ("到2035年要实现什么", ["2035年。", "农业现代化基本实现"]),
    ],
)
def test_the_goals_of_a_year_are_what_is_due_then(ask_about, question, goals):
    text = ask_about(GOALS)(question).text
    assert all(goal in text for goal in goals), text


def test_the_goals_of_another_year_follow(ask_about):
    ask = ask_about(GOALS)
    ask("2020年要达到什么目标")
    assert "农业现代化" in ask("那2035年呢").text
    assert "没有2040年的内容" in ask("那2040年呢").text


def test_one_matter_is_followed_to_another_year(ask_about):
    plan = GOALS.replace("到2035年，", "到2035年，饮水条件根本改善，")
    ask = ask_about(plan)
    ask("饮水条件明显改善是什么时候")
    text = ask("那2035年呢").text
    assert "饮水条件根本改善" in text
    assert "共" not in text.split("\n")[0]


def test_a_matter_that_is_named_is_no_list_of_goals(ask_about):
    assert "共" not in ask_about(GOALS)("危房户2020年要达到什么目标").text.split("\n")[0]
