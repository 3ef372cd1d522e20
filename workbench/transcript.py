"""A conversation as people read it: who said what, and the first wrong turn with everything about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.causes import cause
from workbench.outcomes import Outcome, Played
from workbench.records import Query, Turn

STEPS = {"nlu": "理解", "policy": "策略", "action": "动作", "query": "查询", "total": "共"}
_LONGEST = 400  # characters of an answer that are shown
_MANY = 3  # runners-up and queries


def transcript(outcome: Outcome) -> str:
    """The dialogue up to its first wrong turn."""
    case = outcome.case
    where = f"（{case.file.name}:{case.place.line}）" if case.file else ""
    wrong = outcome.first_wrong
    head = f"对话“{case.name}”{where}"
    lines = [head + (f"，第 {wrong + 1} 轮不对" if wrong is not None else "")]
    for index, played in enumerate(outcome.played):
        mark = "✗" if index == wrong else " "
        lines += ["", *_said(mark, "用户", played.turn.said), *_said(mark, "机器人", _answer(played.turn))]
        if index == wrong:
            lines += ["", *_about(played)]
            break
    left = len(case.steps) - len(outcome.played)
    if wrong is not None and left > 0:
        lines += ["", f"    后面还有 {left} 轮没有说。"]
    if outcome.broke:
        lines += ["", f"✗ {outcome.broke}"]
    if why := cause(outcome):
        lines += ["", f"    多半是  {why}"]
    return "\n".join(lines)


def _said(mark: str, who: str, text: str) -> list[str]:
    first, *rest = text.split("\n") or [""]
    pad = " " * (6 - 2 * len(who))
    return [f"{mark} {who}{pad}  {first}", *(f"          {line}" for line in rest)]


def _answer(turn: Turn) -> str:
    if not turn.text:
        return "（什么也没说）"
    return turn.text if len(turn.text) <= _LONGEST else turn.text[: _LONGEST - 1] + "…"


def _about(played: Played) -> Iterator[str]:
    """What was expected, what came, and what is known of how it came about."""
    turn = played.turn
    for failure in played.failures:
        where = f"（第 {failure.place.line} 行）" if failure.place.line > 1 else ""
        yield f"    应当  {failure.expected}{where}"
        yield f"    实际  {failure.got}"
    if turn.sees_inside:
        yield f"    意图  {intents(turn)}"
        yield f"    实体  {entities(turn)}"
        yield f"    槽位  {slot_changes(turn)}"
        yield f"    动作  {actions(turn)}"
        for query in turn.queries[-_MANY:]:
            yield f"    查询  {statement(query)}"
    yield f"    用时  {timings(turn.milliseconds)}"


def intents(turn: Turn) -> str:
    """The intent with its confidence, and the runners-up."""
    sure = f" {turn.confidence:.2f}" if turn.confidence is not None else ""
    others = "，".join(f"{name} {share:.2f}" for name, share in turn.ranking[:_MANY])
    return f"{turn.intent}{sure}" + (f"；其次 {others}" if others else "")


def entities(turn: Turn) -> str:
    """The entities with the words that they were read from."""
    found = [f"{e.entity}={e.value}（{turn.said[e.start : e.end]}）" for e in turn.entities]
    return "，".join(found) or "没有"


def slot_changes(turn: Turn) -> str:
    """The slots that have a value, and those that the turn changed; of the memory only what it is about."""
    found = []
    for name, after in turn.slots_after.items():
        before = turn.slots_before.get(name)
        if name == "memory":
            before, after = _remembered(before), _remembered(after)
        if before != after:
            found.append(f"{name}: {_shown(before)} → {_shown(after)}")
        elif after is not None:
            found.append(f"{name}: {_shown(after)}")
    return "，".join(found) or "都是空的"


def _remembered(memory: Any) -> Any:
    if not isinstance(memory, Mapping):
        return None
    about = [str(memory[key]) for key in ("section", "item") if memory.get(key)]
    return " ".join(about) or None


def _shown(value: Any) -> str:
    return "空" if value is None else str(value)


def actions(turn: Turn) -> str:
    """What was run, and why."""
    found = []
    for one in turn.ran:
        why = "、".join(one.rules) or one.policy or ""
        found.append(one.action + (f"（{why}）" if why else ""))
    return "，".join(found) or "没有"


def statement(query: Query) -> str:
    """A query in one line, with its parameters and rows."""
    sql = re.sub(r"^SELECT .*? FROM", "SELECT … FROM", " ".join(query.sql.split()))
    sql = sql if len(sql) <= 160 else sql[:100] + " … " + sql[-56:]
    return f"{sql} {query.parameters} → {query.rows} 行，{query.milliseconds:.1f} 毫秒"


def timings(milliseconds: Mapping[str, float]) -> str:
    """Where the time went."""
    return "，".join(f"{STEPS.get(step, step)} {spent:.1f}" for step, spent in milliseconds.items()) + " 毫秒"
