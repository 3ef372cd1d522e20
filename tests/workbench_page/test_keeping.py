"""Conversations that are kept as tests, and corrections that wait for review."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from bot.settings import ROOT
from workbench.checks import check
from workbench.keep import with_case
from workbench.loader import load_file, load_text
from workbench.records import Assertion
from workbench.suggest import suggestions

from .stage import SAID, TODAY, FakeBot

KEY = "conversation-1"
BY_HAND = """\
# 手写的，要留着
test_cases:
- test_case: 先有的   # 这也要留着
  steps:
  - user: 你好
"""


def case(name: str = "护眼工程", **more: object) -> dict[str, object]:
    steps = [
        {"user": "课桌椅什么时候换完", "assertions": [{"kind": "state", "value": "stated"}]},
        {
            "user": "那归谁管",
            "later": 40,
            "assertions": [
                {"kind": "date", "value": {"value": "2022-12-31", "of": "护眼: #工程"}},
                {"kind": "says_nothing_of", "value": ["万元", "是"]},
            ],
        },
    ]
    return {"name": name, "file": "聊天存下.yml", "steps": steps, **more}


def test_what_is_kept_reads_back_as_it_was(stage):
    kept = stage.post("tests", case(tags=["护眼"], today="2022-09-20"))
    assert kept.status_code == 200, kept.text
    assert kept.json()["id"] == "聊天存下::护眼工程"
    [read] = load_file(stage.tests / "聊天存下.yml")
    assert (read.name, read.today, read.tags) == ("护眼工程", "2022-09-20", ("护眼",))
    assert [step.user for step in read.steps] == ["课桌椅什么时候换完", "那归谁管"]
    assert read.steps[1].later == 40
    assert [(a.kind, a.expected) for a in read.steps[1].assertions] == [
        ("date", {"value": "2022-12-31", "of": "护眼: #工程"}),
        ("says_nothing_of", ["万元", "是"]),
    ]
    assert [one["id"] for one in stage.get("/api/tests").json()["cases"]] == ["聊天存下::护眼工程"]


def test_what_people_wrote_stays(stage):
    file = stage.write("聊天存下.yml", BY_HAND)
    assert stage.post("tests", case()).status_code == 200
    text = file.read_text(encoding="utf-8")
    assert text.startswith(BY_HAND)
    assert [one.name for one in load_file(file)] == ["先有的", "护眼工程"]


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_any_indentation_can_be_continued(tmp_path, indent):
    text = f"test_cases:\n{indent}- test_case: 甲\n{indent}  steps:\n{indent}    - user: 你好\n"
    made = with_case(text, {"test_case": "乙", "steps": [{"user": "再见"}]}, tmp_path / "a.yml")
    assert [one.name for one in load_text(made, tmp_path / "a.yml")] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"name": "先有的"}, "两次"),
        ({"file": "../外面.yml"}, "文件名"),
        ({"file": ".隐藏.yml"}, "文件名"),
        ({"file": "不是.txt"}, "文件名"),
        ({"today": "2022-13-01"}, "2022-13-01"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(stage, change, word):
    file = stage.write("聊天存下.yml", BY_HAND)
    refused = stage.post("tests", {**case(), **change})
    assert refused.status_code == 400
    assert word in refused.json()["problem"]
    assert refused.json()["advice"]
    assert [path.name for path in stage.tests.iterdir()] == ["聊天存下.yml"]
    assert file.read_text(encoding="utf-8") == BY_HAND


def test_a_file_that_ends_with_something_else_is_left_alone(stage):
    text = BY_HAND + "fixtures:\n- 甲: {aspect: deadline}\n"
    file = stage.write("聊天存下.yml", text)
    assert "后面还有" in stage.post("tests", case()).json()["problem"]
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("said", [*SAID, "食堂几点开门"])
def test_all_that_is_suggested_holds(said):
    bot = FakeBot()
    bot.begin("a", today=TODAY)
    turn = bot.say("a", said)
    found = suggestions(turn)
    assert any(one["ticked"] for one in found)
    for one in found:
        assert check(turn, Assertion(one["kind"], one["value"])) is None, one


def test_figures_days_sources_and_states_are_suggested():
    bot = FakeBot()
    kinds = {said: {one["kind"] for one in suggestions(bot.say("a", said)) if one["ticked"]} for said in SAID}
    assert {"state", "date", "source"} <= kinds["课桌椅什么时候换完"]
    assert {"state", "figure", "source"} <= kinds["公办园新盖几所"]
    assert {"intent", "bot_uttered"} <= kinds["你好"]


def correction(**more: object) -> dict[str, object]:
    found = [{"entity": "aspect", "value": "deadline", "start": 3, "end": 7}]
    return {
        "text": "课桌椅什么时候换完", "heard": "section_2_2_2", "intent": "section_2_2_1",
        "entities": found, "found": found, "note": "说的是幼儿园", **more,
    }  # fmt: skip


def test_a_correction_goes_to_the_review_file_and_nowhere_else(stage):
    before = {file: file.stat().st_mtime_ns for file in (ROOT / "data").rglob("*.yml")}
    kept = stage.post("corrections", correction())
    assert kept.json() == {"file": str(stage.review), "waiting": 1}
    [entry] = yaml.safe_load(stage.review.read_text(encoding="utf-8"))["nlu"]
    assert entry["intent"] == "section_2_2_1"
    assert entry["examples"] == '- 课桌椅[什么时候]{"entity": "aspect", "value": "deadline"}换完\n'
    assert entry["metadata"]["heard"] == "section_2_2_2"
    assert entry["metadata"]["note"] == "说的是幼儿园"
    assert before == {file: file.stat().st_mtime_ns for file in (ROOT / "data").rglob("*.yml")}


def test_corrections_gather_and_none_comes_twice(stage):
    assert stage.post("corrections", correction()).json()["waiting"] == 1
    assert stage.post("corrections", correction(intent="greet")).json()["waiting"] == 2
    again = stage.post("corrections", correction())
    assert again.status_code == 400
    assert "已经" in again.json()["problem"]
    assert stage.get("/api/bench").json()["waiting"] == 2


def test_a_changed_entity_alone_is_a_correction(stage):
    entities = [{"entity": "owner", "value": "县局", "start": 0, "end": 3}]
    same = {"intent": "section_2_2_2", "heard": "section_2_2_2"}
    assert stage.post("corrections", correction(**same, entities=entities)).status_code == 200
    [entry] = yaml.safe_load(stage.review.read_text(encoding="utf-8"))["nlu"]
    assert entry["metadata"]["entities"] == [{"text": "课桌椅", "owner": "县局"}]


@pytest.mark.parametrize(
    "change",
    [
        {"intent": "section_2_2_2"},  # nothing is corrected
        {"intent": "no_such_intent"},
        {"intent": ""},
        {"entities": [{"entity": "aspect", "value": "x", "start": 5, "end": 99}]},
        {"entities": [{"entity": "aspect", "value": "", "start": 0, "end": 1}]},
        {"entities": [{"entity": "aspect"}]},
        {"text": ""},
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(stage, change):
    refused = stage.post("corrections", correction(**change))
    assert refused.status_code == 400
    assert refused.json()["advice"]
    assert not stage.review.exists()


def test_words_cannot_pass_for_rasas_marks(stage):
    text = '[旧]{"entity":"x"}(y)\n- intent: 假'
    body = correction(text=text, entities=[], found=[], note=": #\n- x")
    assert stage.post("corrections", body).status_code == 200
    [entry] = yaml.safe_load(stage.review.read_text(encoding="utf-8"))["nlu"]
    assert entry["examples"].count("\n") == 1
    assert not set("[]{}") & set(entry["examples"])


def test_the_days_of_a_conversation_reach_the_bot(stage):
    stage.post("begin", {"conversation": KEY, "today": "2022-09-20"})
    assert stage.bot.begun == [(f"page:{KEY}", date(2022, 9, 20))]
