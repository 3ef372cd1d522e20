"""Questions over the whole plan, and over one section."""

from __future__ import annotations

from datetime import date

import pytest


def lines(answer):
    return [
        line.split(". ", 1)[1] for line in answer.text.splitlines() if line[:1].isdigit() and ". " in line
    ]


def test_deadlines_in_order(ask):
    found = lines(ask("把写了时间的任务按先后排一下", intent="ask_deadlines"))
    assert [line.split("：")[0] for line in found] == ["汛期前", "6月底前", "2024年底前"]


def test_due_by_a_day_and_overdue(ask):
    assert len(lines(ask("7月1日前要完成哪些任务", intent="ask_deadlines"))) == 2
    assert len(lines(ask("哪些任务已经逾期了", intent="ask_deadlines", today=date(2024, 7, 1)))) == 2


def test_earliest_and_latest(ask):
    assert lines(ask("最早到期的是哪项，什么时候", intent="ask_deadlines"))[0].startswith("汛期前")
    assert lines(ask("最晚到期的任务是哪个，期限到哪天", intent="ask_deadlines"))[0].startswith("2024年底前")


def test_an_owners_tasks(ask):
    found = lines(ask("各县区要做哪些事", intent="ask_owner_tasks"))
    assert len(found) == 2


def test_redacted_and_stated_targets(ask):
    redacted = ask("哪些指标数字没公布", intent="ask_targets")
    assert "共1项" in redacted.text
    assert "水库" in redacted.text
    stated = ask("哪些指标有明确数字", intent="ask_targets")
    assert "水厂" in stated.text
    assert "水库" not in stated.text


def test_counts_are_complete(ask):
    answer = ask("保障措施一共几条", intent="ask_count")
    assert "3个保障" in answer.text
    assert lines(answer) == ["加强组织领导", "严格督办制度", "强化资金保障"]


def test_wrong_number_is_corrected(ask):
    assert "不是五个" in ask("五个保障措施是哪些", intent="ask_outline").text


def test_members_of_a_term(ask):
    answer = ask("三项改革是哪三项", intent="ask_term")
    assert all(member in answer.text for member in ("计量", "定额", "水价"))
    assert "没有说明具体内容" in ask("三个责任人是哪三个", intent="ask_term").text


def test_two_matters_side_by_side(ask):
    answer = ask("城乡供水和节水行动对比一下", intent="ask_compare")
    assert "新建水厂" in answer.text
    assert "节水型学校" in answer.text


def test_confined_to_a_section(ask):
    assert "预案" in ask("防汛抗旱那条里，预案怎么说").text


def test_which_of_two_is_due_first(ask):
    answer = ask("水表更换和公共机构节水，谁的期限在前")
    assert answer.kind == "compare"
    assert answer.text.startswith("先到期的是水表更换")


def test_a_figure_in_the_measure_that_is_asked(ask):
    answer = ask("新建水厂几座")
    assert answer.text.startswith("水厂：2座")


def test_what_the_plan_says_nothing_of(ask):
    without = ask("哪些任务没有时限", intent="ask_deadlines")
    assert without.text.startswith("没有写明时间的任务共")
    assert "水表" not in without.text
    assert "水厂" in without.text


def test_the_plan_as_a_whole(ask):
    whole = ask("讲讲这份计划", intent="ask_outline")
    assert whole.text.startswith("计划依次讲“2023年工作回顾”")
    assert lines(whole)[0] == "保障城乡供水"
    counted = ask("今年总共多少项任务", intent="ask_count")
    assert counted.text.startswith("原文没有写任务的总数。")
    assert lines(counted) == lines(whole)


def test_one_owner_is_counted(ask):
    assert "共2项" in ask("各县区一共有几项任务", intent="ask_count").text


def test_a_subject_before_the_list(ask):
    found = ask("节水那块有时限的", intent="ask_deadlines")
    assert len(lines(found)) == 1
    assert "2024年底前" in found.text


def test_figures_that_are_not_hidden(ask):
    assert "水厂" in ask("数字没打叉的指标有哪些", intent="ask_targets").text


def test_a_term_that_is_not_explained_only_names_the_matter(ask):
    assert ask("三个责任人是什么意思", intent="ask_term").kind == "term"
    assert ask("三个责任人都有哪些", intent="section_2_2").kind == "term"
    assert ask("落实三个责任人要抓哪些预案", intent="section_2_2").kind != "term"


@pytest.mark.parametrize(
    "question",
    ["给我捋一下任务里没打X的数字指标", "带实数的指标有哪些", "哪些指标没隐去", "哪些指标给出了具体数"],
)
def test_other_words_for_figures_that_are_given(ask, question):
    answer = ask(question, intent="ask_targets")
    assert answer.text.startswith("写明数字的任务共")
    assert "水厂" in answer.text


@pytest.mark.parametrize("question", ["哪些指标打了X", "哪些指标没给实数", "哪些指标用X代替了"])
def test_other_words_for_figures_that_are_hidden(ask, question):
    assert ask(question, intent="ask_targets").text.startswith("数字未公布的任务共1项")


def test_one_aspect_of_a_section_that_is_spoken_of(ask):
    figures = ask("防汛那块有哪些指标", intent="section_2_2")
    assert figures.text.startswith("“抓好防汛抗旱”里有指标的任务共2项")


def test_a_section_that_gives_no_figures_is_said_so(ask):
    assert "没有写明具体数字" in ask("资金那块有哪些指标", intent="section_3_3").text


@pytest.mark.parametrize("question", ["写明责任单位的有几项", "哪些任务点了名谁负责", "哪些任务有责任单位"])
def test_tasks_with_an_owner(ask, question):
    answer = ask(question)
    assert answer.text.startswith("点名责任单位的任务共")
    assert "1. 各县区：" in answer.text
    assert "水表" not in answer.text


def test_tasks_without_an_owner_are_not_those_with_one(ask):
    answer = ask("哪些任务没有责任单位", intent="ask_owner_tasks")
    assert answer.text.startswith("没有点名责任单位的任务共")
    assert "水表" in answer.text


def test_a_code_that_the_plan_does_not_explain(ask_about):
    ask = ask_about(
        "一、推广技术\n（一）用好设备。推广2+N巡检制度，新增5G水表300块。\n（二）培训。办好培训班。\n"
    )
    answer = ask("2+N里的2和N分别指啥")
    assert answer.state.value == "silent"
    assert answer.text.startswith("“2+N”：原文只提到这个说法")
    assert "300" in ask("5G水表新增多少").text


def test_which_levels_a_phrase_means(ask_about):
    ask = ask_about(
        "一、管好工程\n（一）压实责任。落实“三级四岗”责任清单，明确巡查人员。\n（二）培训。办好培训班。\n"
    )
    assert "没有说明具体内容" in ask("三级四岗是哪几级哪几岗").text


def test_priorities_are_listed_though_the_intent_is_unsure(ask):
    answer = ask("今年要抓的重点有哪几样", intent="")
    assert answer.text.startswith("原文标明的重点任务共")
