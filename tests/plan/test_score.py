"""The measure itself: what it counts as right, wrong and missed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bot.plan import parse, plan_as_json
from bot.plan.score import compare

TEXT = """2022年工作要点
一、任务
2022年底前新建学校10所。各县区要加强培训，完善管理制度。
二、保障
加大投入。
"""


@pytest.fixture
def known() -> dict[str, Any]:
    found = plan_as_json(parse(TEXT))
    return {
        "sections": [section for section in found["sections"] if section["id"] == "1"],
        "tasks": [task for task in found["tasks"] if task["section"] == "1"],
    }


def scores(known: dict[str, Any], found: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {kind: (round(s.precision, 2), round(s.recall, 2)) for kind, s, _ in compare(known, found)}


def test_a_plan_read_as_annotated_is_right(known: dict[str, Any]) -> None:
    assert set(scores(known, plan_as_json(parse(TEXT))).values()) == {(1.0, 1.0)}


def test_other_sections_do_not_count(known: dict[str, Any]) -> None:
    found = plan_as_json(parse(TEXT))
    found["tasks"] = [task for task in found["tasks"] if task["section"] == "1"]
    assert scores(known, found)["tasks"] == (1.0, 1.0)


def test_a_missed_and_a_wrong_task(known: dict[str, Any]) -> None:
    found = deepcopy(known)
    known["tasks"], found["tasks"] = known["tasks"][1:], found["tasks"][:-1]
    assert scores(known, found)["tasks"] == (0.5, 0.5)


def test_a_clause_may_be_kept_or_cut(known: dict[str, Any]) -> None:
    found = deepcopy(known)
    first, second, third = found["tasks"]
    joined = {**first, "end": second["end"], "targets": first["targets"] + second["targets"]}
    found["tasks"] = [joined, third]
    assert scores(known, found)["tasks"] == (1.0, 1.0)


def test_a_value_must_be_right_too(known: dict[str, Any]) -> None:
    found = deepcopy(known)
    found["tasks"][0]["targets"][0]["min"] = 11
    found["tasks"][0]["deadline"]["due"] = "2022-06-30"
    got = scores(known, found)
    assert (got["targets"], got["deadlines"]) == ((0.0, 0.0), (0.0, 0.0))


def test_owners_count_by_name_and_inferred_ones_as_inferred(known: dict[str, Any]) -> None:
    known["tasks"][0]["owners"] = [{"name": "市教体局", "inferred": True}]
    found = deepcopy(known)
    found["tasks"][0]["owners"] = [{"name": "市教育体育局", "inferred": True}]
    assert scores(known, found)["owners"] == (1.0, 1.0)
    found["tasks"][1]["owners"] = [{"name": "各学校", "inferred": False}]
    assert scores(known, found)["owners"][0] < 1.0
