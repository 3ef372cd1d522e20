"""What each assertion holds of, and what it does not hold of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from workbench.checks import CHECKS, always, check, sees
from workbench.figures import has_day, has_figure
from workbench.records import Assertion, Fault, Ran, Step, Turn, Understood
from workbench.runner import judge

Make = Callable[..., Turn]
SEEN: dict[str, Any] = {
    "entities": (Understood("aspect", "target", 7, 10), Understood("owner", "县教体局", 0, 2)),
    "ran": (Ran("action_answer_plan", "RulePolicy", 1.0), Ran("utter_thank", None, None)),
    "slots_after": {"aspect": "target", "owner": None, "memory": {"section": "2.1.2"}},
    "utters": ("utter_thank",),
    "buttons": ({"title": "时限", "payload": "什么时候"},),
    "rows": ({"kind": "unanswered", "text": "x", "guessed": "greet", "reason": "没看懂", "channel": "c"},),
}
HOLDS = [
    ("intent", "section_2_1_2"),
    ("intent", ["ask_targets", "section_2_1_2"]),
    ("entities", [{"aspect": "target"}, {"owner": "县教体局", "text": "思政"}]),
    ("action", "action_answer_plan"),
    ("action", ["action_answer_plan", "utter_thank"]),
    ("action_executed", "utter_thank"),
    ("slot_was_set", "aspect"),
    ("slot_was_set", [{"name": "aspect", "value": "target"}, {"name": "memory"}]),
    ("slot_was_not_set", ["owner", {"aspect": "deadline"}]),
    ("bot_uttered", {"utter_name": "utter_thank", "text_matches": "10.20个", "buttons": [{"title": "时限"}]}),
    ("bot_did_not_utter", {"utter_name": "utter_greet", "text_matches": "万元"}),
    ("bot", "思政精品课程:10-20个。原文:“建设思政精品课程10—20个”"),
    ("utter", "utter_thank"),
    ("state", "stated"),
    ("kind", ["list", "fact"]),
    ("figure", "10—20个"),
    ("figure", "10到20个"),
    ("figure", {"value": "10-20个", "of": "精品课程"}),
    ("fact", {"item": "精品课程", "aspect": "target", "state": "stated", "value": "20个"}),
    ("source", ["思政精品课程", "10—20"]),
    ("section", ["铸魂育人", "第二部分"]),
    ("follow_ups", ["时限", "什么时候完成"]),
    ("says", ["10-20 个", "思政"]),
    ("says_nothing_of", ["幼儿园", "万元"]),
    ("longest", 60),
    ("rows", 1),
    ("rows", [{"kind": "unanswered", "reason": "没看懂"}]),
]
FAILS = [
    ("intent", "ask_targets"),
    ("entities", [{"aspect": "deadline"}]),
    ("entities", [{"aspect": "target", "text": "思政"}]),
    ("action", "action_default_fallback"),
    ("action", ["utter_thank", "action_answer_plan"]),
    ("action_executed", "utter_greet"),
    ("slot_was_set", "owner"),
    ("slot_was_set", {"aspect": "deadline"}),
    ("slot_was_not_set", "memory"),
    ("slot_was_not_set", [{"name": "aspect", "value": "target"}]),
    ("bot_uttered", {"utter_name": "utter_greet"}),
    ("bot_uttered", {"text_matches": "^20个"}),
    ("bot_uttered", {"buttons": [{"title": "时限", "payload": "别的"}]}),
    ("bot_did_not_utter", {"text_matches": "10"}),
    ("bot", "思政精品课程"),
    ("utter", "utter_greet"),
    ("state", "redacted"),
    ("kind", ["list", "chat"]),
    ("figure", "20个"),
    ("figure", "10—20所"),
    ("figure", {"value": "10-20个", "of": "幼儿园"}),
    ("date", "2022-12-31"),
    ("fact", {"item": "精品课程", "aspect": "deadline"}),
    ("fact", {"value": "30个"}),
    ("source", ["思政精品课程", "幼儿园"]),
    ("section", "学前教育"),
    ("follow_ups", "责任单位"),
    ("says", ["思政", "未公布"]),
    ("says_nothing_of", "10—20个"),
    ("longest", 10),
    ("rows", 0),
    ("rows", []),
    ("rows", [{"kind": "unanswered"}, {"kind": "up"}]),
    ("rows", [{"reason": "计划未提及"}]),
]


@pytest.mark.parametrize(("kind", "expected"), HOLDS)
def test_it_holds(turn: Make, kind: str, expected: Any) -> None:
    assert check(turn(**SEEN), Assertion(kind, expected)) is None


@pytest.mark.parametrize(("kind", "expected"), FAILS)
def test_it_does_not_hold(turn: Make, kind: str, expected: Any) -> None:
    failure = check(turn(**SEEN), Assertion(kind, expected))
    assert failure is not None
    assert failure.kind == kind and failure.expected and failure.got


def test_every_assertion_is_seen_to_hold_and_to_fail() -> None:
    assert {kind for kind, _ in HOLDS} | {"date"} == set(CHECKS) == {kind for kind, _ in FAILS}


def test_a_day_is_found_in_the_data_and_in_the_words(turn: Make) -> None:
    fact = {
        "item": "护眼工程",
        "aspect": "deadline",
        "state": "stated",
        "value": "年底前",
        "due": "2022-12-31",
    }
    answer = {**turn().answer, "facts": [{**fact, "task": None, "inferred": False}]}  # type: ignore[dict-item]
    of_data = turn(text="见下。", answer=answer)
    assert check(of_data, Assertion("date", {"value": "2022-12-31", "of": "护眼"})) is None
    assert check(of_data, Assertion("date", {"value": "2022-12-31", "of": "课程"})) is not None
    in_words = turn(text="3月8日前办完，也就是3月8日。", answer=None)
    assert check(in_words, Assertion("date", "2022-03-08")) is None
    assert check(in_words, Assertion("date", "2022-03-18")) is not None


@pytest.mark.parametrize(
    ("text", "figure", "there"),
    [
        ("建设二十个", "20个", True),
        ("建设20个", "二十个", True),
        ("建设120个", "20个", False),
        ("建设20所", "20个", False),
        ("3.5万人", "35000人", True),
        ("不低于60%", "60%", True),
        ("新建X所", "X所", True),
        ("新建XX所", "X所", False),
        ("新建3所", "X所", False),
        ("10—20个", "20个", False),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(text: str, figure: str, there: bool) -> None:
    assert has_figure([text], figure) is there


def test_a_deadline_names_its_last_day() -> None:
    today = date(2022, 3, 1)
    assert has_day(["2022年底前完成"], date(2022, 12, 31), today)
    assert not has_day(["2022年6月底前完成"], date(2022, 12, 31), today)


def test_silence_and_faults_are_wrong_whatever_is_asserted(turn: Make) -> None:
    assert always(turn()) == []
    assert [one.kind for one in always(turn(text=" "))] == ["answered"]
    assert [one.kind for one in always(turn(faults=(Fault("actions", "KeyError"),)))] == ["faultless"]


def test_what_a_server_does_not_show_is_not_checked(turn: Make) -> None:
    step = Step("问", (Assertion("intent", "greet"), Assertion("state", "silent")))
    outside = judge(step, turn(sees_inside=False))
    assert [failure.kind for failure in outside.failures] == ["state"]
    assert outside.unseen == ("intent",)
    assert not sees(turn(sees_inside=False, answer=None), Assertion("state", "silent"))
    assert sees(turn(sees_inside=False), Assertion("bot_uttered", {"text_matches": "x"}))
    assert not sees(turn(sees_inside=False), Assertion("bot_uttered", {"utter_name": "x"}))


def test_order_matters_where_it_is_asked_for(turn: Make) -> None:
    events = ({"event": "slot", "name": "aspect"}, {"event": "action", "name": "action_answer_plan"})
    slot, action = Assertion("slot_was_set", "aspect"), Assertion("action", "action_answer_plan")
    went = turn(**SEEN, events=events)
    assert judge(Step("问", (slot, action), in_order=True), went).right
    assert not judge(Step("问", (action, slot), in_order=True), went).right
    assert judge(Step("问", (action, slot)), went).right
