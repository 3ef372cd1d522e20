"""What categories and intents are called in the report."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records import Plan
from bot.training.intents import intent_of

CATEGORIES = {
    "target": "指标",
    "measure": "举措",
    "deadline": "时限",
    "owner": "责任单位",
    "review": "去年成效",
    "section": "章节",
    "priority": "重点",
    "out_of_scope": "计划之外",
    "glossary": "名词",
    "rule": "制度",
    "count": "计数",
    "followup": "追问",
    "typo": "错别字",
    "aggregate": "汇总比较",
    "honest": "如实回答",
    "smalltalk": "寒暄",
    "clarify": "反问",
    "likely": "最相近",
}
ASPECTS = {
    "priority": "重点",
    "deadline": "时限",
    "target": "指标",
    "owner": "责任单位",
    "measure": "举措",
    "result": "成效",
    "source": "出处",
}
KINDS = {
    "ask_priorities": "列重点",
    "ask_deadlines": "列时限",
    "ask_targets": "列指标",
    "ask_owner_tasks": "单位任务",
    "ask_count": "计数",
    "ask_compare": "比较",
    "ask_regime": "制度",
    "ask_term": "名词",
    "ask_source": "出处",
    "ask_outline": "目录",
    "out_of_scope": "计划之外",
    "bot_identity": "你是谁",
    "greet": "问候",
    "thank": "感谢",
    "goodbye": "告别",
    "help": "帮助",
    "repeat": "再说一遍",
    "more": "更多",
    "detail": "展开",
    "correct": "纠正",
    "complain": "抱怨",
    "praise": "表扬",
    "human": "找人工",
    "affirm": "肯定",
    "deny": "否定",
}
_LONGEST = 14  # characters of a section's title


def category_name(category: str) -> str:
    return CATEGORIES.get(category, category)


def intent_names(plan: Plan) -> Mapping[str, str]:
    """Intent → its name: for a section its number and the start of its title."""
    return KINDS | {intent_of(s.id): f"{s.id} {_short(s.title)}".strip() for s in plan.sections}


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
