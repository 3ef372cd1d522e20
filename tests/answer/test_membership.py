"""Whether something is one of a list, and which of it."""

from __future__ import annotations

import pytest

from tests.answer.test_ordinals import SYSTEMS


@pytest.fixture
def systems(ask_about):
    return ask_about(SYSTEMS)


@pytest.fixture
def named(ask_about):
    """A talk in which the three systems were listed."""
    ask = ask_about(SYSTEMS)
    assert "构建防汛体系" in ask("三大体系是哪三个", intent="ask_term").text
    return ask


@pytest.mark.parametrize(
    "question",
    ["防汛也算这里面的吗", "防汛在不在里面", "防汛算不算", "防汛是其中之一吗", "防汛也算这三个里的吗"],
)
def test_one_of_the_list_is_told_by_its_number(named, question):
    answer = named(question)
    assert answer.text.startswith("在里面，是第2个“构建防汛体系”")
    assert answer.sources[0].quote.endswith("构建防汛体系")
    assert "加固水库" in named("第二个呢").text, "the list is still there"


def test_what_stands_below_one_of_the_list_is_in_it(named):
    answer = named("滴灌在里面吗")
    assert "第3个“构建节水体系”" in answer.text
    assert "推广滴灌" in answer.sources[0].quote


def test_what_is_none_of_them_is_told_with_its_place(named):
    answer = named("专班算在内吗")
    assert answer.text.startswith("不在里面：一共3项")
    assert "成立专班" in answer.sources[0].quote


def test_what_the_plan_has_not_is_none_of_them_either(named):
    answer = named("食堂算吗")
    assert answer.text.startswith("不在里面")
    assert "构建防汛体系" in answer.text


def test_which_of_the_list_it_is(named):
    assert "第3个“构建节水体系”" in named("节水是第几个").text
    assert "第1个“构建供水体系”" in named("第几个是供水").text


def test_the_members_of_a_term_are_a_list_as_well(systems):
    assert "第2个“排水”" in systems("排水是三项改革之一吗").text
    assert "不在里面" in systems("供水在不在四项专项整治里").text
    assert "泵站" in systems("第二个呢").text
    assert "第3个“实施水库加固行动”" in systems("水库加固属于四大行动吗").text


def test_without_a_list_it_is_an_ordinary_question(systems):
    assert "里面" not in systems("水库加固算不算").text


def test_what_an_open_list_does_not_name_may_still_belong_to_it(ask_about):
    ask = ask_about(
        "清河市水务局2024年工作计划\n一、2024年主要任务\n"
        "（一）保障供水。通过改造管网、更换水表、清洗水箱等措施，提高供水质量。\n（二）抓好防汛。修订预案。\n"
    )
    ask("怎么提高供水质量")
    assert "更换水表" in ask("措施有哪几条").text
    answer = ask("修订预案算不算")
    assert "不在里面" not in answer.text
    assert "等，没有写“修订预案”" in answer.text
