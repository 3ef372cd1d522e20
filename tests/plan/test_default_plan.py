"""The plan that ships: its outline, and that nothing of it is lost."""

from __future__ import annotations

import json

import pytest

from bot.plan import parse, plan_as_json, read_text
from bot.plan.score import AIMS, ANNOTATED, score_files
from bot.records import Plan
from bot.settings import ROOT
from tests.plan import promises

FILE = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(read_text(FILE), name=FILE.stem)


def test_which_plan_it_is(plan: Plan) -> None:
    assert (plan.year, plan.issuer) == (2022, "市教育体育局")
    assert plan.title == "2022年全市教育体育暨全面从严治党工作会议"


def test_every_promise_holds(plan: Plan) -> None:
    promises.all_hold(plan)


def test_systems_and_initiatives_are_complete(plan: Plan) -> None:
    kinds = [section.kind.value for section in plan.sections]
    assert kinds.count("system") == 6
    assert kinds.count("initiative") == 9
    assert kinds.count("safeguard") == 5
    assert kinds.count("challenge") == 1
    terms = {term.name: len(term.members) for term in plan.terms}
    assert (terms["六大体系"], terms["九大行动"], terms["七个更加"]) == (6, 9, 7)


def test_no_task_stands_where_the_plan_looks_back(plan: Plan) -> None:
    assert not [task.id for task in plan.tasks if task.section.split(".")[0] in ("0", "1", "4")]
    reported = [result for result in plan.results if not result.section.startswith("1")]
    assert [result.name for result in reported] == ["省级高职“双高工程”建设学校", "高职", "中职“双高院校”"]


def test_sections_in_hand_are_read_as_people_read_them() -> None:
    scores, differences = score_files(sorted(ANNOTATED.glob("*.json")))
    assert {kind: score.f1 >= AIMS[kind] for kind, score in scores.items()} == dict.fromkeys(AIMS, True), (
        differences
    )


def test_the_json_holds_only_json(plan: Plan) -> None:
    printed = plan_as_json(plan)
    assert json.loads(json.dumps(printed)) == printed
