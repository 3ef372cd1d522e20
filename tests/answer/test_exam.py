"""The bot answers the held-out questions as well as it did: nothing that is changed may make it worse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from workspace import environment

from benchmarks.exam import examine, share_false, share_right
from benchmarks.figures import FigureCheck
from benchmarks.quality import load_exams, unsupported
from benchmarks.results import CLEAN, Sheet
from benchmarks.stage import PLAN, TODAY
from benchmarks.subject import PlanBot
from bot.plan import read_text

# Just below what was measured; to be raised whenever the bot gets better.
LEAST_RIGHT = {"留出题·单问": 0.95, "留出题·对话": 0.9, "留出题·大白话": 0.95}
MOST_FALSE = 0.035  # of all cases: wrong, and put as a fact


@pytest.fixture(scope="module")
def sheet(default_plan_folder: Path, trained_model: Path) -> Iterator[Sheet]:
    """What the bot said to every held-out case."""
    with environment(default_plan_folder) as settings:
        bot = PlanBot(settings, trained_model)
        outcomes = {name: examine(bot, cases, name=name) for name, cases in load_exams().items()}
        bot.close()
        yield Sheet("", outcomes={CLEAN: outcomes}, failures=tuple(bot.failures))


@pytest.mark.parametrize("exam", LEAST_RIGHT)
def test_enough_answers_are_right(sheet: Sheet, exam: str) -> None:
    outcomes = sheet.outcomes[CLEAN][exam]
    wrong = [
        f"{o.case.id} {[fault for said in o.said for fault in said.faults]}" for o in outcomes if not o.right
    ]
    assert share_right(outcomes) >= LEAST_RIGHT[exam], "\n".join(wrong)


def test_few_answers_are_false_and_put_as_facts(sheet: Sheet) -> None:
    assert share_false(sheet.all_outcomes()) <= MOST_FALSE


def test_no_answer_says_a_figure_from_nowhere(sheet: Sheet) -> None:
    check = FigureCheck(read_text(PLAN), date.fromisoformat(TODAY))
    assert unsupported(sheet, check) == []


def test_no_question_meets_a_bug(sheet: Sheet) -> None:
    assert sheet.failures == ()
