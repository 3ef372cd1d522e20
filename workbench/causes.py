"""Why a turn went wrong, as far as its trace tells: one line for whoever has to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.checks import check, many
from workbench.figures import holds
from workbench.outcomes import Outcome, Played
from workbench.records import Turn

CAUSES = {  # what each is called in tables
    "action": "动作出错",
    "guard": "护栏拦下",
    "intent": "意图听错",
    "entity": "实体没读出",
    "context": "上文丢了",
    "task": "找错任务",
    "value": "数值不对",
    "state": "状态不同",
    "wording": "只是措辞",
    "unreachable": "连不上",
}
_PLACE = {"source", "section"}
_VALUE = {"figure", "date"}
_STATE = {"state", "kind", "rows"}
_TRACE = {"action", "action_executed", "slot_was_set", "slot_was_not_set", "utter"}
_LOST = {"clarify", "not_understood", "not_mentioned"}
_CARRIED = ("topic", "section", "items", "regime", "term")  # of the memory: what a turn can lean on


@dataclass(frozen=True)
class Cause:
    """The likeliest cause. `key` is one of CAUSES."""

    key: str
    line: str

    def __str__(self) -> str:
        return f"{CAUSES[self.key]}：{self.line}"


def cause(outcome: Outcome) -> Cause | None:
    """The likeliest cause of a conversation's first wrong turn; None when none is wrong."""
    if outcome.broke:
        return Cause("unreachable", outcome.broke)
    index = outcome.first_wrong
    return None if index is None else _cause(outcome.played[index], outcome.played[:index])


def _cause(played: Played, before: Sequence[Played]) -> Cause:
    turn = played.turn
    kinds = {failure.kind for failure in played.failures}
    held_back = [fault for fault in turn.faults if fault.held_back]
    if held_back:
        return Cause("guard", f"答案里有原文没有的东西，没有说出去（{held_back[0].message[:80]}）")
    if turn.faults or "answered" in kinds:
        return Cause("action", _silence(turn))
    if "intent" in kinds:
        return Cause("intent", _mistaken(played))
    matter = any(one.turn.facts for one in before)  # something that the message can lean on
    if matter and _leans(turn) and (turn.kind in _LOST or not _carried(turn)):
        what = "接住了但没用上" if _carried(turn) else "到这一轮已经空了"
        return Cause("context", f"这句话要靠上文，而上文{what}")
    if "entities" in kinds:
        return Cause("entity", "问的是什么没有读出来，看 data/lexicon/aspects.yml 里有没有这个说法")
    if "fact" in kinds and not kinds & _PLACE and (missed := _missed(played)):
        return missed
    if kinds & (_PLACE | {"fact"}):
        where = turn.sources[0]["path"][-1] if turn.sources else f"{turn.kind} 类的答案"
        heard = f"意图 {turn.intent} 没错，" if turn.intent and _intent_known(played) else ""
        return Cause("task", f"{heard}答的却是“{where}”")
    if "kind" in kinds and turn.sources and _expected(played, "kind") <= _LOST:
        return Cause("task", f"不该有答案，却答了“{turn.sources[0]['path'][-1]}”里的话")
    if kinds & _VALUE:
        return Cause(
            "value", "地方找对了，数字或日子不对" if turn.sources else "答案没有出处，数字或日子不对"
        )
    if kinds & _STATE:
        return Cause("state", f"内容在，但当成了 {turn.state or '寒暄'}/{turn.kind}")
    if kinds & _TRACE:
        ran = "、".join(one.action for one in turn.ran) or "没有动作"
        return Cause("action", f"运行的是 {ran}，看 data/rules 和 domain.yml")
    return Cause("wording", "事实、出处和状态都对，只是说法或长短变了")


def _missed(played: Played) -> Cause | None:
    """Why no fact is as expected, where the matter itself was found; None where it was not."""
    expected = next(a.expected for a in played.step.assertions if a.kind == "fact" and check(played.turn, a))
    about = [fact for fact in played.turn.facts if holds(fact["item"], expected.get("item", ""))]
    if not about:
        return None
    asked = [fact for fact in about if fact["aspect"] == expected.get("aspect", fact["aspect"])]
    if not asked:
        got = "、".join(dict.fromkeys(fact["aspect"] for fact in about))
        return Cause("entity", f"事情找对了，没听出问的是 {expected['aspect']}，答的是 {got}")
    if all(fact["state"] != expected.get("state", fact["state"]) for fact in asked):
        return Cause("state", f"事情找对了，但当成了 {asked[0]['state']}")
    return Cause("value", "事情找对了，值不对")


def _silence(turn: Turn) -> str:
    if turn.faults:
        return turn.faults[0].message.split("\n")[0][:120]
    if turn.sees_inside and not turn.ran:
        return "没有规则或故事接这句话"
    return "动作运行了，但什么也没说；动作服务在不在？"


def _mistaken(played: Played) -> str:
    turn = played.turn
    wanted = sorted(_expected(played, "intent"))
    ranked = [turn.intent, *(name for name, _ in turn.ranking)]
    shares = dict(turn.ranking)
    places = [(ranked.index(name), name) for name in wanted if name in ranked]
    sure = f"{turn.confidence:.2f}" if turn.confidence is not None else "?"
    if not places:
        return f"听成 {turn.intent}（{sure}），{' 或 '.join(wanted)} 不在候选里，给它补几条例句"
    place, name = min(places)
    return f"听成 {turn.intent}（{sure}），应当的 {name} 排第 {place + 1}（{shares.get(name, 0):.2f}）"


def _expected(played: Played, kind: str) -> set[str]:
    """All values that assertions of this kind would take."""
    return {str(value) for a in played.step.assertions if a.kind == kind for value in many(a.expected)}


def _leans(turn: Turn) -> bool:
    """Whether the message means something only after another."""
    inquiry = turn.inquiry or {}
    return bool(inquiry.get("bare") or inquiry.get("points_back"))


def _carried(turn: Turn) -> bool:
    memory = turn.slots_before.get("memory") or {}
    return any(memory.get(key) for key in _CARRIED)


def _intent_known(played: Played) -> bool:
    return any(assertion.kind == "intent" for assertion in played.step.assertions)
