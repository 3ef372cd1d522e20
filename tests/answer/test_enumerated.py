"""What a quotation enumerates is told by itself, and picked from."""

from __future__ import annotations

import pytest

from bot.answer.knowledge import Knowledge
from bot.answer.search.enumerations import enumeration_of
from bot.plan import parse

TEXT = (
    "清河市水务局2024年工作计划\n一、2024年主要任务\n"
    "（一）保障供水。通过改造管网、更换水表、清洗水箱等措施，提高供水质量。举办好护水集市等XX余项宣传活动。\n"
    "（二）抓好防汛。健全预警、值守、会商三项机制。修订防汛预案。\n"
    "（三）培养人才。发展高等教育。推进均等化服务。举办“知水”“爱水”等活动。开展“大排查、大整治、大提升”行动。\n"
)
CLAUSES = [
    ("通过改造管网", ("改造管网", "更换水表", "清洗水箱"), True),
    ("举办好护水集市", ("护水集市",), True),
    ("开展“大排查", ("大排查", "大整治", "大提升"), False),
    ("健全预警", ("预警", "值守", "会商"), False),
]


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge(parse(TEXT))


@pytest.fixture
def ask(ask_about):
    return ask_about(TEXT)


@pytest.mark.parametrize(("opening", "items", "is_open"), CLAUSES)
def test_what_a_clause_enumerates(knowledge, opening, items, is_open):
    unit = next(unit for unit in knowledge.units if unit.text.startswith(opening))
    found = enumeration_of(knowledge, unit)
    assert found is not None
    assert (found.items, found.is_open) == (items, is_open)


@pytest.mark.parametrize("opening", ["发展高等教育", "推进均等化", "提高供水质量", "修订防汛预案"])
def test_clauses_that_enumerate_nothing(knowledge, opening):
    unit = next(unit for unit in knowledge.units if unit.text.startswith(opening))
    assert enumeration_of(knowledge, unit) is None


@pytest.mark.parametrize("question", ["措施有哪几条", "都有哪些", "哪几样", "都有啥", "有哪三条"])
def test_the_measures_of_the_quotation_and_the_second_of_them(ask, question):
    ask("怎么提高供水质量")
    answer = ask(question)
    assert answer.kind == "term"
    assert [fact.value for fact in answer.facts] == ["改造管网", "更换水表", "清洗水箱"]
    assert answer.sources[0].quote == "通过改造管网、更换水表、清洗水箱等措施"
    assert "更换水表" in ask("第二条再说下").text
    assert "只有3条" in ask("第五条呢").text


def test_the_second_is_counted_without_asking_for_all(ask):
    ask("怎么提高供水质量")
    assert ask("第二个是啥").text.startswith("第2个是更换水表")


def test_another_number_is_not_that_of_the_quotation(ask):
    ask("怎么提高供水质量")
    assert ask("是哪五项").kind != "term"


def test_an_example(ask):
    ask("宣传活动办多少项")
    answer = ask("举个例子")
    assert answer.text.startswith("原文举的例子：护水集市。")
    ask("防汛预案怎么做")
    assert ask("举个例子").text.startswith("原文没有举例。")
