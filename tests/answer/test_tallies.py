"""Sections are chosen by how much stands below them."""

from __future__ import annotations

import pytest

from tests.answer.test_ordinals import SYSTEMS


@pytest.fixture
def systems(ask_about):
    return ask_about(SYSTEMS)


def titles(answer):
    return [item.item for item in answer.items]


@pytest.mark.parametrize(
    "question", ["哪几个体系只带一个行动", "哪些体系底下只有一个行动", "三大体系里哪几个只有一个行动"]
)
def test_those_that_have_so_many(systems, question):
    assert titles(systems(question)) == ["构建防汛体系", "构建节水体系"]
    assert titles(systems("带俩的呢")) == ["构建供水体系"]
    assert titles(systems("不止一个的呢")) == ["构建供水体系"]
    assert "找不到" in systems("有五个的呢").text


@pytest.mark.parametrize("question", ["哪个体系行动最多", "行动最多的是哪个体系", "哪个体系下面行动数量最多"])
def test_the_most_and_the_least(systems, question):
    answer = systems(question)
    assert titles(answer) == ["构建供水体系"]
    assert answer.facts[-1].value == "2个"
    assert titles(systems("最少的呢")) == ["构建防汛体系", "构建节水体系"]


def test_tasks_are_counted_too(systems, ask):
    assert titles(systems("哪个体系任务最多")) == ["构建供水体系"]
    answer = ask("哪个方面任务最多")
    assert titles(answer) == ["保障城乡供水"]
    assert answer.facts[-1].value == "5项"


def test_those_that_have_none(ask_about):
    ask = ask_about(SYSTEMS.replace("1.实施节水创建行动。创建", "创建"))
    assert titles(ask("哪个体系没有行动")) == ["构建节水体系"]
    assert "找不到" in ask("没有任务的体系呢").text


def test_a_question_of_how_many_there_are_counts_the_sections(systems):
    assert len(titles(systems("一共有几个体系", intent="ask_count"))) == 3
    assert len(titles(systems("四大行动是哪四个", intent="ask_term"))) == 4


@pytest.mark.parametrize(
    "question",
    [
        "哪个体系重点任务最多",
        "哪个体系年底前的任务最多",
        "哪个体系建设科负责的任务最多",
        "哪个体系水库任务最多",
    ],
)
def test_what_counts_only_some_of_them_is_not_answered_with_all(systems, question):
    assert "最多的体系" not in systems(question).text
