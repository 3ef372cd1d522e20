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
    assert "水表" in listed("水表那条呢").text


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
