"""What an answer leaves behind for the next turn of its conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import LEANING, Inquiry
from bot.records import Answer

OUTER = ("picks", "measure", "parts", "picked")  # of the list that ordinals count, in a memory
UNTOLD = ("chat", "not_understood", "not_mentioned")  # kinds of answers that nobody wants to hear again


def remembered(knowledge: Knowledge, inquiry: Inquiry, answer: Answer) -> dict[str, Any]:
    """The memory of a conversation after `answer`; what the answer itself does not set, stays."""
    memory = {**answer.memory} if answer.memory else dict(inquiry.memory)
    memory["at"], memory["plan"] = inquiry.question.asked_at, knowledge.edition
    memory.setdefault("aspect", inquiry.aspect)  # for “干部培训呢”
    memory.update(_slots(knowledge, inquiry, memory))
    names_matter = inquiry.weight >= LEANING and not _stays(inquiry, memory)
    memory["matter"] = (
        "".join(word.surface for word in inquiry.words)
        if names_matter or _moves_on(inquiry, memory)
        else inquiry.memory.get("matter")
    )
    if answer.kind == "likely":
        memory["unsure"] = inquiry.text  # for “智慧教育平台的”
    else:
        memory.pop("unsure", None)
    memory.update(_lists(inquiry, memory))
    if answer.kind not in UNTOLD:
        memory["text"], memory["state"] = answer.text, answer.state.value
    return memory


def _lists(inquiry: Inquiry, memory: Mapping[str, Any]) -> dict[str, Any]:
    """What “第二个” means after an answer, and beside it the list inside of that one which was told last."""
    items, before = memory.get("items"), inquiry.memory
    if "picks" in memory:
        outer = memory
    elif items and _is_of_picked(memory, before):
        outer = before
    else:
        picks = items or before.get("picks")
        return {"picks": picks} if picks else {}
    lists = {key: outer[key] for key in OUTER if key in outer}
    if items and items != outer["picks"] and "beside" not in memory:
        lists["beside"] = {"picks": items}
    return lists


def _is_of_picked(memory: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether the answer lists what is in the very section that was picked of a list before."""
    number, picks = int(before.get("picked") or 0), before.get("picks") or ()
    picked = picks[number - 1].get("section") if 0 < number <= len(picks) else None
    return picked is not None and picked == memory.get("section")


def _moves_on(inquiry: Inquiry, memory: Mapping[str, Any]) -> bool:
    """Whether few words have led to another place: “那灾后的学校呢” is the new matter."""
    before, now = inquiry.memory.get("topic") or {}, memory.get("topic") or {}
    named = any(word.noun and word.known and len(word.surface) > 1 for word in inquiry.words)
    return named and before.get("focus") != now.get("focus")


def _stays(inquiry: Inquiry, memory: Mapping[str, Any]) -> bool:
    """Whether the very clause that was talked about is told again: the matter is the same."""
    before, now = inquiry.memory.get("topic") or {}, memory.get("topic") or {}
    return bool(inquiry.memory.get("matter")) and bool(before) and before.get("focus") == now.get("focus")


def _slots(knowledge: Knowledge, inquiry: Inquiry, memory: Mapping[str, Any]) -> dict[str, str | None]:
    """What the turn was about, in words that stories and people can read; Rasa shows them as slots."""
    section = knowledge.sections.get(memory.get("section") or "")
    item = (memory.get("topic") or {}).get("title") or memory.get("term")
    return {
        "item": item or (section.title if section else None),
        "owner": inquiry.asked_owner,
        "period": next(iter(inquiry.values("period")), None),
        "ordinal": next(iter(inquiry.values("ordinal")), None),
    }
