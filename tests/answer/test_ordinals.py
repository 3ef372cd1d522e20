"""Which of a list is meant, and several of them at once."""

from __future__ import annotations

from datetime import date

import pytest

NUMBERS = [
    ("前面三项什么时候完成", [1, 2, 3]),
    ("前两条谁负责", [1, 2]),
    ("最后两条呢", [-2, -1]),
    ("第一、第二条谁负责", [1, 2]),
    ("第一条和第三条谁负责", [1, 3]),
    ("第一、三项呢", [1, 3]),
    ("第二到第四条", [2, 3, 4]),
    ("第二条", [2]),
    ("倒数第二个呢", [-2]),
    ("最后一个呢", [-1]),
    ("前面一个呢", [1]),
    ("前三个月完成多少", []),
    ("前三季度要做什么", []),
    ("6月底前两项工作要完成吗", []),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers_of_a_list(reader, text, numbers):
    found = [e for e in reader.read(text, date(2024, 3, 1)) if e.entity == "ordinal"]
    assert [int(e.value) for e in found] == numbers


@pytest.fixture
def listed(ask):
    """A talk in which the three tasks with deadlines were listed."""
    assert len(ask("写明时间的任务有哪些", intent="ask_deadlines").items) == 3
    return ask


@pytest.mark.parametrize("text", ["前面三项什么时候完成", "第一到第三条什么时候完成"])
def test_several_of_the_list_are_told_each(listed, text):
    answer = listed(text)
    days = [fact.value for fact in answer.facts if fact.aspect == "deadline"]
    assert days == ["汛期前", "6月底前", "2024年底前"]
    assert answer.text.count("出处：") == 3
    assert "第3条" in answer.text
    assert "节水型单位" in listed("第三条展开说说", intent="detail").text, "the list is still there"


def test_two_of_the_list(listed):
    answer = listed("第一、第二条谁负责")
    assert [fact.aspect for fact in answer.facts] == ["owner", "owner"]
    assert "节水型单位" in listed("后面一个呢").text
    assert [fact.value for fact in listed("最后两条什么时候完成").facts] == ["6月底前", "2024年底前"]


def test_the_next_and_the_one_before(listed):
    listed("第一条展开说说", intent="detail")
    assert "水表" in listed("后面一个呢").text
    assert "节水型单位" in listed("下一个呢", intent="more").text
    assert "水表" in listed("前一个呢").text


def test_several_that_are_not_there(listed):
    assert "没有您说的这一条" in listed("第七、第八条谁负责").text
    assert "6月底前" in listed("第二、第八条什么时候完成").text


def test_several_of_what_the_same_question_names(ask):
    answer = ask("三项改革第一、第二项是什么", intent="ask_term")
    assert "计量" in answer.text and "定额" in answer.text
    assert [fact.value for fact in answer.facts] == ["计量", "定额"]
