"""What a user takes for granted is confirmed or put right by the plan's own words."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("claim", "start"),
    [
        ("水表6月30日前换完，没错吧", "是的，6月底前"),
        ("水表是9月30日前换完对吧", "不是，原文写的是6月底前"),
        ("水表什么时候换完，是6月30日吧", "是的，6月底前。"),
        ("水表什么时候换完，是9月30日吧", "不是，是6月底前。"),
        ("供水服务热线9月1日前开通对吧", "原文未设时限"),
        ("新建水厂是3座吧", "水厂：2座。"),
        ("水表什么时候换完", "6月底前。"),
        ("9月30日前水表换完吗", "6月底前"),
    ],
)
def test_a_claim(ask, claim, start):
    assert ask(claim).text.removeprefix("“新建水厂2座，改造老旧管网150公里以上，").startswith(start)


def test_the_plans_year_is_no_day(ask):
    assert "时限" not in ask("新建水厂是今年完成吧").text


def test_a_number_of_a_day_is_no_amount(ask):
    assert "没有写明具体数字" not in ask("供水服务热线9月1日前开通对吧").text


@pytest.mark.parametrize("amount", ["5个亿", "3万", "20%", "6千", "8百"])
def test_an_amount_of_which_the_plan_says_nothing(ask, amount):
    assert "没有写明具体数字" in ask(f"财政投入加大{amount}对吧").text


def test_a_measure_finds_the_clause_that_counts_in_it(ask):
    assert "老旧管网：150公里以上。" in ask("老旧管网多少公里").text
    assert "2座" in ask("新建水厂多少座").text.split("\n")[0]


def test_a_measure_of_another_sort_takes_no_neighbours_figure(ask):
    answer = ask("供水服务热线有多少人")
    assert answer.state.value == "silent"


@pytest.mark.parametrize("question", ["改造多少", "那个改造怎么样"])
def test_a_word_of_two_tasks_is_asked_back(ask, question):
    assert ask(question).kind == "clarify"


def test_a_day_is_asked_of_what_is_to_be_done(ask):
    assert ask("改造到什么时候").kind == "fact"


@pytest.mark.parametrize("question", ["改造老旧管网有哪些", "水厂新建多少", "改造怎么推进"])
def test_what_names_its_matter_or_wants_all_is_not_asked_back(ask, question):
    assert ask(question).kind != "clarify"


def test_in_a_talk_it_is_not_asked_back(ask):
    ask("今年新建几座水厂")
    assert ask("改造多少").kind != "clarify"


@pytest.mark.parametrize(
    ("claim", "start"),
    [
        ("不是说2024年底前吗", "不是，原文写的是6月底前。"),  # the day of another task
        ("汛期前就行吗", "不是，原文写的是6月底前。"),
        ("6月底前，是吧", "是的，6月底前。"),
        ("真的吗", "6月底前。"),
    ],
)
def test_a_claim_without_a_matter_is_about_what_was_told(ask, claim, start):
    ask("水表什么时候换完")
    assert ask(claim).text.startswith(start)


def test_a_claim_with_a_matter_of_its_own_is_about_that(ask):
    ask("水表什么时候换完")
    assert "2024年底前" in ask("公共机构建成节水型单位是年底前吧").text


def test_a_claim_about_the_other_year_is_not_held_against_this_ones(ask):
    ask("水表什么时候换完")
    assert "6月底前" not in ask("去年就完了吧").text
