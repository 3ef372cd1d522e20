"""Questions about the list that was just given."""

from __future__ import annotations

import pytest


@pytest.fixture
def listed(ask):
    """A talk in which tasks with and without deadlines were listed."""
    answer = ask("保障城乡供水有哪些任务")
    assert answer.kind == "list"
    assert len(answer.items) >= 4
    return ask


def test_those_with_a_deadline(listed):
    answer = listed("其中哪件写了时限")
    assert answer.kind == "list"
    assert "6月底前" in answer.text
    assert len(answer.items) == 1


def test_those_without_one(listed):
    answer = listed("其中哪些没写时间")
    assert "水表" not in answer.text
    assert "供水服务热线" in answer.text


def test_those_of_an_owner_and_of_a_word(listed):
    assert "水站" in listed("这里面哪几项点名了责任单位").text
    listed("保障城乡供水有哪些任务")
    answer = listed("其中跟水表有关的呢")
    assert [item.item for item in answer.items] == ["完成全市水表更换"]


def test_the_first_then_the_last(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    assert "汛期前" in ask("这里面最早的是哪个").text
    assert "2024年底前" in ask("最晚的呢").text


def test_none_of_them_is_said_so(ask):
    ask("推进节水行动有哪些任务")
    answer = ask("其中跟水表有关的有哪些")
    assert "没有哪一项" in answer.text


def test_without_a_list_it_is_an_ordinary_question(ask):
    assert "水表" in ask("其中水表什么时候换完").text
