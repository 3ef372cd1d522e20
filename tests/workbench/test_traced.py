"""What the workbench's page gets of the real bot."""

from __future__ import annotations

import json

import pytest

from workbench.api import traced
from workbench.checks import check
from workbench.keep import as_yaml, with_case
from workbench.loader import load_text
from workbench.names import vocabulary
from workbench.records import Assertion
from workbench.runner import run

ASKED = [
    "你好",
    "课桌椅啥时候能换完",
    "新盖的公办园有几所",
    "食堂大师傅工资多少",
    "哪些事限了日子",
    "篮球赛归谁办",
    "谢谢",
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_turn_travels_and_all_that_is_suggested_holds(player, asked):
    turn = player.say(f"traced {asked}", asked)
    sent = json.loads(json.dumps(traced(turn)))
    assert sent["text"] == turn.text
    assert len(sent["suggested"]) > 3
    assert any(one["ticked"] for one in sent["suggested"])
    for one in sent["suggested"]:
        assert check(turn, Assertion(one["kind"], one["value"])) is None, one


def test_a_chat_that_is_kept_with_everything_ticked_passes(player, tmp_path):
    steps = []
    for asked in ASKED:
        turn = player.say("kept", asked)
        ticked = [{one["kind"]: one["value"]} for one in traced(turn)["suggested"]]
        steps.append({"user": asked, "assertions": ticked})
    case = {"test_case": "全部勾上", "steps": steps}
    assert "全部勾上" in as_yaml(case)
    [read] = load_text(with_case("", case, tmp_path / "a.yml"), tmp_path / "a.yml")
    outcome = run(read, player)
    assert [str(failure) for played in outcome.played for failure in played.failures] == []
    assert len(outcome.played) == len(ASKED)


def test_everything_that_can_be_chosen_has_a_chinese_name(player, project):
    words = vocabulary(project, player.settings.lexicon)
    names = {one["intent"]: one["name"] for one in words["intents"]}
    assert set(names) >= set(player.agent.domain.intents) - {"session_start", "restart", "back"}
    assert [intent for intent, name in names.items() if name.isascii()] == []
    assert {entity for entity in words["values"] if entity not in words["entities"]} == set()
    assert [value for value in words["values"]["aspect"] if value not in words["aspects"]] == []
    assert [entity for entity in player.agent.domain.entities if entity not in words["entities"]] == []
