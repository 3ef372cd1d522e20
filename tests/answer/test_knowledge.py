"""Places of a plan are found where they are meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.knowledge import Knowledge
from bot.plan import parse

TWICE = """清河市2024年工作计划
一、2023年工作回顾
全市完成老旧管网改造任务，新建水厂1座。
二、2024年主要任务
（一）保障供水。完成老旧管网改造任务，新建水厂2座。
"""


def test_words_that_stand_twice_are_found_in_the_section_that_is_meant():
    knowledge = Knowledge(parse(TWICE))
    words = "完成老旧管网改造任务"
    sections = {unit.section for unit in knowledge.units if words in unit.text}
    assert len(sections) == 2
    for section in sections:
        assert [unit.section for unit in knowledge.units_of(words, section)] == [section]
    assert knowledge.units_of(words) and not knowledge.units_of("没有的话") and not knowledge.units_of("")


def test_clauses_between_two_places_are_those_that_hold_them(plan):
    knowledge = Knowledge(plan)
    for unit in knowledge.units:
        assert unit in knowledge.units_between(unit.start, unit.end)
        assert knowledge.unit_at(unit.start) == unit
    for start, end in ((0, len(plan.text)), (10, 60), (200, 201)):
        overlapping = [u for u in knowledge.units if u.start < end and u.end > start]
        assert list(knowledge.units_between(start, end)) == overlapping


@pytest.mark.parametrize("length", [1, 2])
def test_a_task_shorter_than_half_a_clause_has_a_place(plan, length):
    task = replace(plan.tasks[0], end=plan.tasks[0].start + length)
    knowledge = Knowledge(replace(plan, tasks=(task,)))
    assert not [unit for unit in knowledge.units if unit.task == task.id]
    assert knowledge.unit_of(task).start <= task.start < knowledge.unit_of(task).end


TWO_OF_A_NAME = """清河市水务局2024年工作计划
一、2024年主要任务
（一）保障供水。新建供水泵站3座、改造供水泵站5座，检修水闸9座。
"""


def test_two_figures_of_one_name_are_told_apart_by_what_is_done(ask_about):
    ask = ask_about(TWO_OF_A_NAME)
    assert "新建供水泵站：3座。\n改造供水泵站：5座。" in ask("供水泵站今年多少座").text
    only = ask("供水泵站改造多少座").text
    assert "5座。" in only.split("原文")[0] and "3座。" not in only.split("原文")[0]
    assert "水闸：9座。" in ask("水闸检修多少座").text
