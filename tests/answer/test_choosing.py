"""Choosing from the list that was just given, by words."""

from __future__ import annotations

import pytest


@pytest.fixture
def listed(ask):
    assert len(ask("保障城乡供水有哪些任务").items) >= 4
    return ask


@pytest.mark.parametrize(
    "question", ["跟水表有关的展开说说", "水表那条呢", "管水表的是哪个", "水表的那个", "跟水表有关的是哪个"]
)
def test_the_one_that_has_the_words_is_told_in_full(listed, question):
    answer = listed(question)
    assert answer.kind == "fact"
    assert "完成全市水表更换" in answer.text


def test_its_aspect_is_told_where_one_is_asked(listed):
    assert listed("水表那条什么时候完成").text.startswith("6月底前")


def test_several_that_have_the_words_are_listed_and_chosen_from_again(listed):
    answer = listed("跟供水有关的是哪个")
    assert answer.kind == "list"
    assert 2 <= len(answer.items) < 5
    assert "水表" not in answer.text
    again = listed("水表那条呢")  # not among those, but in the list that they were chosen from
    assert "水表" in again.text
    assert len(again.memory["picks"]) > len(answer.items)


def test_words_that_all_of_the_list_have_choose_nothing(ask_about):
    ask = ask_about(
        "清河市水务局2024年工作计划\n一、2024年主要任务\n"
        "（一）保障城乡供水。新建水厂2座，改造水厂15座。\n（二）抓好防汛抗旱。修订防汛应急预案。\n"
    )
    assert len(ask("保障城乡供水有哪些任务").items) == 2
    assert "上面这些" not in ask("跟水厂有关的是哪个").text


def test_sections_are_chosen_by_their_titles(ask):
    ask("保障措施一共几条", intent="ask_count")
    answer = ask("跟资金有关的是哪个")
    assert "财政投入" in answer.text


def test_what_the_list_has_not_is_an_ordinary_question(listed):
    answer = listed("跟病险水库有关的是哪个")
    assert "除险加固" in answer.text


def test_a_question_with_a_noun_of_its_own_is_not_caught(listed):
    assert "上面这些" not in listed("跟供水有关的任务有哪些").text


def test_without_a_list_nothing_is_chosen(ask):
    assert "上面这些" not in ask("跟供水有关的是哪个").text
