"""What an assertion means: one function for each kind, from a turn to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.figures import fold, has_day, has_figure, holds
from workbench.records import NOWHERE, Assertion, Place, Turn

TODAY = date(2022, 3, 1)


@dataclass(frozen=True)
class Failure:
    """One assertion that does not hold."""

    kind: str
    expected: str  # in words that people read
    got: str
    place: Place = NOWHERE

    def __str__(self) -> str:
        return f"应当：{self.expected}；实际：{self.got}"

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "expected": self.expected, "got": self.got, "line": self.place.line}


Check = Callable[[Turn, Any], "tuple[str, str] | None"]  # what was expected and what was got; None: it holds
INSIDE = frozenset(  # what can be seen only in this process
    {"intent", "entities", "action", "action_executed", "slot_was_set", "slot_was_not_set", "rows", "utter"}
)


def check(turn: Turn, assertion: Assertion) -> Failure | None:
    """Why the assertion does not hold of the turn; None when it does. Unknown kinds raise KeyError."""
    wrong = CHECKS[assertion.kind](turn, assertion.expected)
    return Failure(assertion.kind, *wrong, assertion.place) if wrong else None


def sees(turn: Turn, assertion: Assertion) -> bool:
    """Whether the turn was run in a way that lets the assertion be checked."""
    if turn.sees_inside:
        return True
    if assertion.kind in ("bot_uttered", "bot_did_not_utter"):
        return "utter_name" not in assertion.expected
    if turn.answer is None and assertion.kind in _OF_DATA:  # the channel gives text only
        return False
    return assertion.kind not in INSIDE


def always(turn: Turn) -> list[Failure]:
    """What must hold of every turn, asserted or not."""
    found = []
    if not turn.text.strip():
        found.append(Failure("answered", "有回答", "机器人什么也没说"))
    for fault in turn.faults:
        what = "护栏拦下了没有依据的话" if fault.held_back else "内部出错"
        found.append(Failure("faultless", "运行中不出错", f"{what}：{fault.where}：{fault.message}"))
    return found


def many(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _listed(values: Sequence[Any], joint: str = "、") -> str:
    return joint.join(map(str, values)) or "没有"


def _intent(turn: Turn, expected: Any) -> tuple[str, str] | None:
    if turn.intent in many(expected):
        return None
    sure = f"（{turn.confidence:.2f}）" if turn.confidence is not None else ""
    return f"意图 {_listed(many(expected), ' 或 ')}", f"{turn.intent}{sure}"


def _entities(turn: Turn, expected: Any) -> tuple[str, str] | None:
    found = [(e.entity, e.value, turn.said[e.start : e.end]) for e in turn.entities]
    for wanted in expected:
        names = {name: value for name, value in wanted.items() if name != "text"}
        if not any(
            {name: str(value) for name, value in names.items()} == {entity: value}
            and ("text" not in wanted or wanted["text"] == text)
            for entity, value, text in found
        ):
            got = [f"{entity}={value}（{text}）" for entity, value, text in found]
            return f"实体 {_pairs(wanted)}", _listed(got)
    return None


def _pairs(mapping: Mapping[str, Any]) -> str:
    return "、".join(f"{name}={value}" for name, value in mapping.items())


def _action(turn: Turn, expected: Any) -> tuple[str, str] | None:
    ran = [one.action for one in turn.ran]
    rest = iter(ran)
    if all(wanted in rest for wanted in many(expected)):
        return None
    return f"动作 {_listed(many(expected))}", _listed(ran)


def slots(expected: Any) -> list[tuple[str, bool, Any]]:
    """Name, whether a value is given, the value: of all ways in which slots can be written."""
    found: list[tuple[str, bool, Any]] = []
    for entry in many(expected):
        if isinstance(entry, str):
            found.append((entry, False, None))
        elif "name" in entry and set(entry) <= {"name", "value"}:
            found.append((entry["name"], "value" in entry, entry.get("value")))
        else:
            found += [(name, True, value) for name, value in entry.items()]
    return found


def _slot_was_set(turn: Turn, expected: Any) -> tuple[str, str] | None:
    for name, given, value in slots(expected):
        got = turn.slots_after.get(name)
        if got is None or (given and got != value):
            return f"槽位 {name}" + (f" = {value}" if given else " 有值"), _short(got)
    return None


def _slot_was_not_set(turn: Turn, expected: Any) -> tuple[str, str] | None:
    for name, given, value in slots(expected):
        got = turn.slots_after.get(name)
        if got is not None and (not given or got == value):
            return f"槽位 {name} " + (f"不是 {value}" if given else "没有值"), _short(got)
    return None


def _short(value: Any) -> str:
    text = "没有值" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _bot_uttered(turn: Turn, expected: Mapping[str, Any]) -> tuple[str, str] | None:
    if "utter_name" in expected and expected["utter_name"] not in turn.utters:
        return f"回复 {expected['utter_name']}", _listed(turn.utters) if turn.utters else _said(turn)
    if "text_matches" in expected and not re.search(expected["text_matches"], turn.text):
        return f"说的话符合 /{expected['text_matches']}/", _said(turn)
    for wanted in expected.get("buttons", ()):
        if not any(_is_button(button, wanted) for button in turn.buttons):
            titles = [button.get("title") for button in turn.buttons]
            return f"按钮 {_pairs(wanted)}", _listed(titles)
    return None


def _is_button(button: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(button.get(key) == value for key, value in wanted.items())


def _bot_did_not_utter(turn: Turn, expected: Mapping[str, Any]) -> tuple[str, str] | None:
    for key, value in expected.items():
        if _bot_uttered(turn, {key: value}) is None:
            return f"不说 {value}", _said(turn)
    return None


def _bot(turn: Turn, expected: str) -> tuple[str, str] | None:
    parts = [fold(part.get("text") or "") for part in turn.messages] or [fold(turn.text)]
    return None if fold(expected) in (*parts, fold(turn.text)) else (f"说“{expected}”", _said(turn))


def _utter(turn: Turn, expected: str) -> tuple[str, str] | None:
    return _bot_uttered(turn, {"utter_name": expected})


def _said(turn: Turn) -> str:
    text = " ⏎ ".join(turn.text.split("\n"))
    return f"“{text if len(text) <= 160 else text[:159] + '…'}”" if text else "什么也没说"


STATES = {"stated": "原文有", "redacted": "原文隐去", "silent": "原文未提", None: "没有状态（寒暄）"}


def _state(turn: Turn, expected: str) -> tuple[str, str] | None:
    if turn.state == expected:
        return None
    return f"状态 {expected}（{STATES[expected]}）", f"{turn.state}（{STATES[turn.state]}）"


def _kind(turn: Turn, expected: Any) -> tuple[str, str] | None:
    return None if turn.kind in many(expected) else (f"答案种类 {_listed(many(expected), ' 或 ')}", turn.kind)


def _of(turn: Turn, of: str) -> list[Mapping[str, Any]]:
    """The facts about what has these words in its name."""
    return [fact for fact in turn.facts if holds(fact["item"], of)]


def _figure(turn: Turn, expected: Any) -> tuple[str, str] | None:
    wanted = expected if isinstance(expected, dict) else {"value": expected}
    if "of" in wanted:
        facts = _of(turn, wanted["of"])
        if has_figure([fact["value"] or "" for fact in facts], wanted["value"]):
            return None
        got = [f"{fact['item']}：{fact['value']}" for fact in facts]
        return f"“{wanted['of']}”的数量是 {wanted['value']}", _listed(got) if got else "没有说到这件事"
    if has_figure([turn.text], wanted["value"]):
        return None
    return f"有数量 {wanted['value']}", _said(turn)


def _date(turn: Turn, expected: Any) -> tuple[str, str] | None:
    wanted = expected if isinstance(expected, dict) else {"value": expected}
    day = date.fromisoformat(wanted["value"])
    facts = _of(turn, wanted["of"]) if "of" in wanted else list(turn.facts)
    today = date.fromisoformat(turn.question["today"]) if turn.question else TODAY
    if any(fact["due"] == wanted["value"] for fact in facts):
        return None
    texts = [fact["value"] or "" for fact in facts] if "of" in wanted else [turn.text]
    if has_day(texts, day, today):
        return None
    dues = [f"{fact['item']}：{fact['value']}（{fact['due']}）" for fact in facts if fact["value"]]
    about = f"“{wanted['of']}”" if "of" in wanted else ""
    return f"{about}到 {wanted['value']}", _listed(dues) if dues else _said(turn)


def _fact(turn: Turn, expected: Mapping[str, Any]) -> tuple[str, str] | None:
    if any(_is_fact(fact, expected) for fact in turn.facts):
        return None
    got = [
        f"{fact['item']}·{fact['aspect']}·{fact['state']}" + (f"·{fact['value']}" if fact["value"] else "")
        for fact in turn.facts
    ]
    return f"事实 {_pairs(expected)}", _short(_listed(got, "；"))


def _is_fact(fact: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(
        holds(fact[key] or "", value) if key in ("item", "value") else fact[key] == value
        for key, value in wanted.items()
    )


def _source(turn: Turn, expected: Any) -> tuple[str, str] | None:
    quotes = [source["quote"] for source in turn.sources]
    for words in many(expected):
        if not any(holds(quote, words) for quote in quotes):
            return f"引用原文“{words}”", _listed([f"“{_short(quote)}”" for quote in quotes])
    return None


def _section(turn: Turn, expected: Any) -> tuple[str, str] | None:
    paths = [source["path"] for source in turn.sources]
    for words in many(expected):
        if not any(holds(title, words) for path in paths for title in path):
            return f"出自“{words}”", _listed([" › ".join(path[-2:]) for path in paths])
    return None


def _follow_ups(turn: Turn, expected: Any) -> tuple[str, str] | None:
    offered = turn.follow_ups
    for words in many(expected):
        if not any(holds(one["title"], words) or holds(one["message"], words) for one in offered):
            return f"建议接着问“{words}”", _listed([one["title"] for one in offered])
    return None


def _says(turn: Turn, expected: Any) -> tuple[str, str] | None:
    for words in many(expected):
        if not holds(turn.text, words):
            return f"说到“{words}”", _said(turn)
    return None


def _says_nothing_of(turn: Turn, expected: Any) -> tuple[str, str] | None:
    data = [turn.text, *(fact["value"] or "" for fact in turn.facts), *(fact["item"] for fact in turn.facts)]
    for words in many(expected):
        if any(holds(text, words) for text in data):
            return f"不提“{words}”", _said(turn)
    return None


def _longest(turn: Turn, expected: int) -> tuple[str, str] | None:
    return None if len(turn.text) <= expected else (f"最多 {expected} 个字", f"{len(turn.text)} 个字")


def _rows(turn: Turn, expected: Any) -> tuple[str, str] | None:
    wanted = [{}] * expected if isinstance(expected, int) else expected
    rows = list(turn.rows)
    if len(rows) == len(wanted) and all(
        all(row.get(key) == value for key, value in one.items())
        for row, one in zip(rows, wanted, strict=True)
    ):
        return None
    got = [_pairs({key: row[key] for key in ("kind", "reason")}) for row in rows]
    asked = _listed([_pairs(one) for one in wanted]) if any(wanted) else f"{len(wanted)} 条"
    return f"数据库新增 {asked}", _listed(got, "；")


_OF_DATA = frozenset({"state", "kind", "fact", "source", "section", "follow_ups"})
CHECKS: Mapping[str, Check] = {
    "intent": _intent,
    "entities": _entities,
    "action": _action,
    "action_executed": _action,
    "slot_was_set": _slot_was_set,
    "slot_was_not_set": _slot_was_not_set,
    "bot_uttered": _bot_uttered,
    "bot_did_not_utter": _bot_did_not_utter,
    "bot": _bot,
    "utter": _utter,
    "state": _state,
    "kind": _kind,
    "figure": _figure,
    "date": _date,
    "fact": _fact,
    "source": _source,
    "section": _section,
    "follow_ups": _follow_ups,
    "says": _says,
    "says_nothing_of": _says_nothing_of,
    "longest": _longest,
    "rows": _rows,
}
