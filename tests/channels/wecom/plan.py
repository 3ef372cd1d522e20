"""A small plan in the database, and answers about it as the actions give them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from bot.records import Answer, Fact, FollowUp, Plan, Source, State
from bot.store.loader import load_plan
from bot.store.session import Store
from tests.store.builder import make_plan

PLAN = """
# 重点工作
## 校园建设
更换全部课桌椅 | owner=市教育局 by=2022年底前@2022-12-31
新建学校食堂10—20个 | owner=市教育局 target=10—20个@10..20
## 队伍建设
培训教师XX人 | owner=各县区 target=XX人
评选首席教师 | owner=各县区 owner=市体育局
"""


def load(store: Store) -> Plan:
    plan = make_plan(PLAN)
    load_plan(store, plan, slug="plan", file="plan.txt", loaded_at=datetime.now(timezone.utc))
    return plan


def said(answer: Answer) -> dict[str, Any]:
    """What reaches a channel of an answer."""
    return {
        "text": answer.text,
        "buttons": [{"title": one.title, "payload": one.message} for one in answer.follow_ups],
        "custom": {"answer": answer.as_dict()},
    }


def source_of(plan: Plan, number: int) -> Source:
    task = plan.tasks[number]
    return Source(("重点工作", "校园建设"), task.quote, task.start, task.end)


def fact(plan: Plan) -> dict[str, Any]:
    """A short answer with follow-ups."""
    source = source_of(plan, 0)
    text = f"2022年底前完成。\n原文：“{source.quote}”\n出处：重点工作 › 校园建设"
    item = Fact("更换全部课桌椅", "deadline", State.STATED, "2022年底前", "T001")
    owner = FollowUp("责任单位", "更换全部课桌椅由谁负责")
    target = FollowUp("指标", "更换全部课桌椅指标是多少")
    return said(Answer(text, State.STATED, "fact", (item,), (source,), (owner, target)))


def listing(plan: Plan) -> dict[str, Any]:
    """A list of all tasks, of which only two are facts."""
    lines = [f"{number}. {task.title}" for number, task in enumerate(plan.tasks, 1)]
    facts = tuple(Fact(task.title, "owner", State.STATED, "市教育局", task.id) for task in plan.tasks[:2])
    sources = tuple(source_of(plan, number) for number in range(len(plan.tasks)))
    follow_ups = (FollowUp("更多", "更多"), FollowUp("第1条详细说说", "第1条详细说说"))
    text = "任务共4项：\n" + "\n".join(lines)
    return said(Answer(text, State.STATED, "list", facts, sources, follow_ups))


def long(plan: Plan) -> dict[str, Any]:
    """An answer too long for a card, with a follow-up and signs that markdown would eat."""
    source = source_of(plan, 0)
    text = f"{'这项工作分三步走。' * 400}\n出处：重点工作"
    return said(Answer(text, State.STATED, "fact", (), (source,), (FollowUp("时限", "什么时候完成"),)))
