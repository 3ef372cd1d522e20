"""What is exercised counts, what went wrong does not, and a gate closes below its floor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written import Hold

from workbench.coverage import Dimension, coverage, gate, next_to_write
from workbench.outcomes import Outcome
from workbench.plan_cells import cells, cells_of
from workbench.project import Project
from workbench.results import read_floors

STEPS = """
- user: 你好呀
- user: 公办园今年要新盖几所
- user: 这件事归谁管
- user: 你能干啥
"""


@pytest.fixture
def outcome(hold: Hold) -> Outcome:
    return hold(STEPS)


@pytest.fixture
def measured(project: Project, outcome: Outcome) -> dict[str, Dimension]:
    return {one.name: one for one in coverage(project, [outcome])}


def keys(dimension: Dimension) -> set[str]:
    return {entry.key for entry in dimension.entries if entry.times}


def test_what_was_run_is_covered(measured: dict[str, Dimension]) -> None:
    assert {"greet", "section_2_2_1", "help"} <= keys(measured["intents"])
    assert keys(measured["actions"]) == {"action_answer_plan"}
    assert {"Greet", "Answer about section_2_2_1"} <= keys(measured["rules"])
    assert {"utter_greet", "utter_help"} <= keys(measured["responses"])
    cells = keys(measured["plan"])
    assert {"section_2_2_1/target/redacted", "section_2_2_1/owner/silent"} <= cells
    assert {cell.split("/")[0] for cell in cells} == {"section_2_2_1"}


def test_what_went_wrong_covers_nothing(project: Project, hold: Hold) -> None:
    wrong = hold("- user: 你好呀\n  assertions: [{state: silent}]\n")
    assert not any(keys(one) for one in coverage(project, [wrong]) if one.name != "follow_ups")


def test_the_universe_is_all_that_there_is(project: Project, measured: dict[str, Dimension]) -> None:
    assert len(measured["intents"].entries) == len(project.intents)
    assert {rule.name for rule in project.rules} == {entry.key for entry in measured["rules"].entries}
    of_the_plan = [word for word in project.thesaurus if word in project.plan.text]
    assert [entry.key for entry in measured["thesaurus"].entries] == of_the_plan
    states = {cell.key.rsplit("/", 1)[1] for cell in cells(project)}
    assert states == {"stated", "redacted", "silent"}
    assert set(project.sections) == {cell.intent for cell in cells(project)}


def test_every_gap_comes_with_a_question(measured: dict[str, Dimension]) -> None:
    for name in ("intents", "plan", "thesaurus"):
        without = [entry.key for entry in measured[name].missing if not entry.suggestion]
        assert [key for key in without if key != "nlu_fallback"] == []


def test_what_to_write_next_takes_from_every_kind(measured: dict[str, Dimension]) -> None:
    kinds = [kind for kind, _ in next_to_write(list(measured.values()), most=12)]
    assert len(kinds) == 12 and len(set(kinds)) >= 5
    assert next_to_write([]) == []


def test_the_gate_closes_below_a_floor(measured: dict[str, Dimension]) -> None:
    dimensions = list(measured.values())
    assert gate(dimensions, dict.fromkeys(measured, 0.0)) == []
    assert gate(dimensions, {"actions": 1.0}) == []
    (problem,) = gate(dimensions, {"plan": 0.9})
    assert problem.startswith("章节 × 问项 × 状态覆盖 ") and problem.endswith("低于下限 90%")


def test_floors_are_of_dimensions_that_there_are(measured: dict[str, Dimension]) -> None:
    floors = read_floors()
    assert set(floors) == set(measured)
    assert all(0 <= floor <= 1 for floor in floors.values())


def test_a_story_is_covered_by_its_intents_in_a_row(project: Project, hold: Hold) -> None:
    story = next(rule for rule in project.rules if rule.is_story)
    outcome = hold("- user: 你好")
    turns = [replace(outcome.played[0].turn, intent=intent) for intent in story.intents]
    steps = tuple(replace(outcome.played[0], turn=turn) for turn in turns)

    def times(played: tuple[object, ...]) -> int:
        whole = replace(outcome, played=played)  # type: ignore[arg-type]
        rules = next(one for one in coverage(project, [whole]) if one.name == "rules")
        return next(entry.times for entry in rules.entries if entry.key == story.name)

    assert times(steps) == 1
    assert times(steps[:-1]) == 0
    assert times((steps[0], steps[0], *steps[1:])) == 1


def test_a_button_counts_when_it_is_pressed(project: Project, hold: Hold) -> None:
    first = hold("- user: 公办园今年要新盖几所").played[0].turn.follow_ups[0]
    pressed = hold(f"- user: 公办园今年要新盖几所\n- user: {first['message']}\n")
    buttons = next(one for one in coverage(project, [pressed]) if one.name == "follow_ups")
    assert first["title"] in keys(buttons)
    assert buttons.missing


def test_an_answer_is_of_the_section_that_it_quotes(project: Project, hold: Hold) -> None:
    turn = hold("- user: 护眼那个工程啥时候得完").played[0].turn
    assert {cell.key for cell in cells_of(turn, project)} == {"section_2_2_2/deadline/stated"}
