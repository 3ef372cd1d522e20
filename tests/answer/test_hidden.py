"""Names and times that a published text hides, by whatever mark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.knowledge import Knowledge
from bot.answer.question.matching import Match
from bot.answer.question.topic import topic_of
from bot.answer.saying import facts
from bot.plan import parse
from bot.records import State

MARKS = ["X", "×", "＊", "□", "○", "某"]


def _topic(plan_text: str, words: str):
    knowledge = Knowledge(parse(plan_text))
    unit = next(u for u in knowledge.units if words in u.text)
    return topic_of(knowledge, Match(unit, 1.0, 1.0), [])


@pytest.mark.parametrize("mark", MARKS)
def test_a_hidden_month_is_not_told_as_a_day(mark):
    text = (
        "清河市2024年工作计划\n一、2023年工作回顾\n"
        f"去年{mark}月，全市建成供水管网20公里，获得省级表彰3次。\n"
        "二、2024年主要任务\n（一）保障供水。新建水厂2座。\n"
    )
    _, fact = facts.deadline(_topic(text, "供水管网"))
    assert fact.state is State.REDACTED


@pytest.mark.parametrize("mark", MARKS)
def test_a_hidden_owner_is_not_told_as_a_name(plan, mark):
    owned = next(task for task in plan.tasks if any(not owner.inferred for owner in task.owners))
    named = replace(owned.owners[0], name=f"{mark}{mark}局", inferred=False)
    tasks = tuple(replace(t, owners=(named,)) if t is owned else t for t in plan.tasks)
    knowledge = Knowledge(replace(plan, tasks=tasks))
    unit = next(u for u in knowledge.units if u.task == owned.id)
    lead, found = facts.owner(topic_of(knowledge, Match(unit, 1.0, 1.0), []))
    assert [fact.state for fact in found] == [State.REDACTED], lead


def test_a_year_in_characters_is_not_hidden():
    assert not facts._hidden().search("去年十月") and facts._past_time().search("二○二三年一○月") is None
