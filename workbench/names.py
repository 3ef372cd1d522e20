"""What things are called on the page, for people who do not read Rasa's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.text.lexicon import read_lexicon
from workbench.project import Project

GENERAL = {
    "ask_priorities": "问重点",
    "ask_deadlines": "问时限",
    "ask_targets": "问指标",
    "ask_owner_tasks": "问责任单位",
    "ask_count": "问有多少项",
    "ask_compare": "作比较",
    "ask_regime": "问制度",
    "ask_term": "问名词",
    "ask_source": "问出处",
    "ask_outline": "问章节",
    "greet": "打招呼",
    "thank": "道谢",
    "goodbye": "告别",
    "help": "求助",
    "bot_identity": "问你是谁",
    "repeat": "再说一遍",
    "more": "要更多",
    "detail": "看某一条",
    "correct": "纠正",
    "complain": "抱怨",
    "praise": "夸奖",
    "human": "找人工",
    "out_of_scope": "计划之外",
    "affirm": "肯定",
    "deny": "否定",
    "nlu_fallback": "没听懂",
}
ASPECTS = {
    "priority": "重点",
    "deadline": "时限",
    "target": "指标",
    "owner": "责任单位",
    "supporter": "配合单位",
    "measure": "举措",
    "result": "成效",
    "source": "出处",
    "regime": "制度",
    "term": "名词",
    "list": "清单",
    "count": "数目",
    "compare": "比较",
    "item": "条目",
}
ENTITIES = {
    "aspect": "问什么",
    "owner": "单位",
    "period": "期间",
    "year": "年份",
    "ordinal": "第几",
    "today": "假定的今天",
    "date": "日期",
    "regime": "制度",
    "item": "事项",
}


def intent_names(project: Project) -> Mapping[str, str]:
    """Intent → what it is called: a section by its title, the others by what they are for."""
    sections = {
        intent: f"{section.id} {section.title.rstrip('。：')}" for intent, section in project.sections.items()
    }
    return {intent: sections.get(intent) or GENERAL.get(intent, intent) for intent in project.intents}


def vocabulary(project: Project, lexicon: Any) -> dict[str, Any]:
    """Everything that the page needs to name things, and to offer them for choice."""
    values = {
        "aspect": [str(name) for name in read_lexicon("aspects", lexicon)],
        "owner": sorted({owner.name for task in project.plan.tasks for owner in task.owners}),
    }
    return {
        "intents": [{"intent": intent, "name": name} for intent, name in intent_names(project).items()],
        "aspects": ASPECTS,
        "entities": ENTITIES,
        "values": values,
    }
