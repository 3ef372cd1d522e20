"""A name that is of nothing is told, with the nearest that is."""

from __future__ import annotations

import pytest
from written import case_of

from workbench.known import unknown
from workbench.project import Project


@pytest.mark.parametrize(
    ("assertion", "problem"),
    [
        ("intent: [greet, section_2_2_9]", "没有“section_2_2_9”这个意图（是不是 section_2_"),
        ("action: action_answer_plans", "没有“action_answer_plans”这个动作（是不是 action_answer_plan？）"),
        ("bot_uttered: {utter_name: utter_gret}", "没有“utter_gret”这个回复（是不是 utter_greet？）"),
        ("slot_was_set: [{name: ascpect}]", "没有“ascpect”这个槽位（是不是 aspect？）"),
        ("entities: [{ovner: 局}]", "没有“ovner”这个实体（是不是 owner？）"),
        ("section: 火箭发射", "没有“火箭发射”这个章节"),
    ],
)
def test_it_is_told(project: Project, assertion: str, problem: str) -> None:
    (fault,) = unknown([case_of(f"- user: 甲\n  assertions:\n  - {assertion}\n")], project)
    assert str(fault).startswith("一段.yml:6:9 ") and problem in str(fault)


def test_right_names_are_left_alone(project: Project) -> None:
    steps = (
        "- user: 甲\n  assertions:\n  - intent: [greet, section_2_2_1, nlu_fallback]\n  - section: 学前教育\n"
        "  - action: [action_answer_plan, utter_greet]\n  - slot_was_not_set: [owner, {item: 课}]\n"
        "  - entities: [{aspect: target, text: 几}]\n- utter: utter_thank\n"
    )
    assert unknown([case_of(steps)], project) == []
