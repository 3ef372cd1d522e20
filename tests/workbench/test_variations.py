"""The same conversations said otherwise: the same every time, and with the same expectations of answers."""

from __future__ import annotations

import pytest
from written import Hold

from workbench.outcomes import Outcome
from workbench.player import Player
from workbench.project import Project
from workbench.variations import GREETINGS, Words, changes, stability

STEPS = """
- user: 公办园今年要新盖几所
  assertions:
  - intent: section_2_2_1
  - state: redacted
- user: 这件事归谁管
  assertions:
  - state: silent
- user: 护眼工程啥时候得完
  assertions:
  - date: "2022-12-31"
"""


@pytest.fixture
def outcome(hold: Hold) -> Outcome:
    held = hold(STEPS)
    assert held.right
    return held


def test_every_variation_is_the_same_every_time_and_changes_something(
    project: Project, outcome: Outcome
) -> None:
    made = {name: change(outcome.case, outcome) for name, change in changes(project).items()}
    again = {name: change(outcome.case, outcome) for name, change in changes(project).items()}
    assert made == again
    assert set(made) == {"同音错字", "漏字", "换近义词", "中间打招呼", "换先后"}
    asked = [step.user for step in outcome.case.steps]
    assert all(case and [step.user for step in case.steps] != asked for case in made.values())


def test_only_what_answers_say_is_expected(project: Project, outcome: Outcome) -> None:
    for change in changes(project).values():
        case = change(outcome.case, outcome)
        assert case is not None
        kinds = {assertion.kind for step in case.steps for assertion in step.assertions}
        assert kinds == {"state", "date"}


def test_greetings_come_between(project: Project, outcome: Outcome) -> None:
    case = changes(project)["中间打招呼"](outcome.case, outcome)
    assert case is not None
    said = [step.user for step in case.steps]
    assert said[1::2] == list(GREETINGS[:2]) and said[::2] == [step.user for step in outcome.case.steps]


def test_a_question_that_leans_stays_behind_the_one_it_leans_on(project: Project, outcome: Outcome) -> None:
    case = changes(project)["换先后"](outcome.case, outcome)
    assert case is not None
    assert [step.user for step in case.steps] == [
        "护眼工程啥时候得完",
        "公办园今年要新盖几所",
        "这件事归谁管",
    ]


def test_nothing_to_change_is_no_variation(project: Project, hold: Hold) -> None:
    alone = hold("- user: 嗯")
    assert changes(project)["中间打招呼"](alone.case, alone) is None
    assert changes(project)["换先后"](alone.case, alone) is None
    assert changes(project)["换近义词"](alone.case, alone) is None


def test_words_are_swapped_within_their_line_of_the_thesaurus() -> None:
    words = Words({"课桌椅": ["桌椅", "桌凳"], "更换": ["换"]})
    assert words.swap("课桌椅几时换") in ("桌椅几时换", "桌凳几时换")
    assert words.swap("没有的词") == "没有的词"


def test_the_share_that_holds(project: Project, player: Player, outcome: Outcome, hold: Hold) -> None:
    wrong = hold("- user: 你好\n  assertions: [{state: silent}]\n")
    measured = {one.name: one for one in stability(project, [outcome, wrong], player)}
    assert all(one.tried == 1 for one in measured.values())  # what was wrong already says nothing
    assert measured["中间打招呼"].share == 1.0
    assert measured["换先后"].share == 1.0
