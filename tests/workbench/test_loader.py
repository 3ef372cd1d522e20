"""Right files become conversations; wrong ones are told where and how they are wrong."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from bot.settings import ROOT
from workbench.checks import CHECKS
from workbench.errors import BadConversations
from workbench.loader import load_file, load_folder, load_text
from workbench.validation import assertion_keys, schema

FILE = Path("坏.yml")
HEAD = "test_cases:\n- test_case: 甲\n  steps:\n  - user: 你好\n"
# What is wrong, where, and what is said of it.
WRONG = [
    ("test_cases:\n- test_case: a\n  step: []\n", "3:3", "没有“step”这个键（是不是 steps？）"),
    ("test_case:\n- test_case: a\n", "1:1", "没有“test_case”这个键（是不是 test_cases？）"),
    ("test_cases:\n- test_case: a\n  steps:\n  - usr: b\n", "4:5", "没有“usr”这个键（是不是 user？）"),
    (HEAD + "    assertions:\n    - stat: silent\n", "6:7", "没有“stat”这个键（是不是 state？）"),
    (HEAD + "    state: silent\n", "5:5", "“state”写错了地方（它写在 assertions 下面，前面加 -）"),
    (HEAD + "    assertions:\n    - state: silnt\n", "6:14", "“state”不能是“silnt”（是不是 silent？"),
    (HEAD + "    assertions:\n    - figure: 20\n", "6:15", "“figure”应当是文字（加上引号：'20'）"),
    (HEAD + "    assertions:\n    - date: 2022/3/1\n", "6:13", "“2022/3/1”不是日期"),
    (HEAD + "    assertions:\n    - fact: {itme: 课}\n", "6:14", "没有“itme”这个键（是不是 item？）"),
    (HEAD + "    assertions: {state: silent}\n", "5:17", "“assertions”应当是列表（每项前面写 -）"),
    (HEAD + "    assertions: []\n", "5:17", "“assertions”是空的"),
    (HEAD + "    assertions:\n    - flow_started: a\n", "6:7", "不支持“flow_started”（Rasa 开源版没有流程）"),
    (HEAD + "    user: 再见\n", "5:5", "“user”写了两次（第一次在第 4 行）"),
    (HEAD + "    metadata: 手机\n", "5:15", "metadata 里没有“手机”"),
    (HEAD + "\tlater: 3\n", "5:1", "这里有制表符（缩进请用空格）"),
    (HEAD + "  - user: 问: 答\n", "5:12", "这里不能有冒号"),
    (HEAD + "- test_case: 甲\n  steps: [{user: 好}]\n", "5:14", "“甲”这个名称用了两次（第一次在第 2 行）"),
    (HEAD + "  today: '2022-02-30'\n", "5:10", "没有“2022-02-30”这一天"),
    ("test_cases:\n- test_case: a\n  steps:\n  - bot: b\n", "4:5", "第一步应当是用户的话"),
    ("test_cases:\n- test_case: a\n", "2:3", "缺少“steps”"),
    ("", "1:1", "这里应当是“键: 值”"),
]


@pytest.mark.parametrize(("text", "place", "problem"), WRONG, ids=[problem for *_, problem in WRONG])
def test_a_wrong_file_is_told_where_and_what(text: str, place: str, problem: str) -> None:
    with pytest.raises(BadConversations) as error:
        load_text(text, FILE)
    assert f"坏.yml:{place} " in str(error.value)
    assert problem in str(error.value)


def test_all_faults_are_told_at_once() -> None:
    text = HEAD + "    assertions:\n    - stat: silent\n    - kind: facts\n"
    with pytest.raises(BadConversations) as error:
        load_text(text, FILE)
    assert [fault.place.line for fault in error.value.faults] == [6, 7]


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("一.yml", "二.yaml"):
        (tmp_path / name).write_text("x: 1", encoding="utf-8")
    (tmp_path / "三.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadConversations) as error:
        load_folder(tmp_path)
    assert {fault.file.name for fault in error.value.faults} == {"一.yml", "二.yaml", "三.yml"}


def test_what_rasa_pro_writes_as_steps_belongs_to_the_message_before() -> None:
    steps = "  - utter: utter_greet\n  - slot_was_set: aspect\n  - user: 再见\n  - bot: 再见！\n"
    case = load_text(HEAD + steps, FILE)[0]
    kinds = [[assertion.kind for assertion in step.assertions] for step in case.steps]
    assert kinds == [["utter", "slot_was_set"], ["bot"]]


def test_names_lead_to_fixtures_and_metadata() -> None:
    text = (
        "today: '2022-09-20'\nfixtures:\n- 甲: [{aspect: deadline}, {owner: 局}]\n- 乙: {owner: 县}\n"
        "metadata:\n- 手机: {client: phone}\ntest_cases:\n- test_case: a\n  fixtures: [甲, 乙]\n"
        "  metadata: 手机\n  tags: [t]\n  steps: [{user: 好, later: 5}]\n"
    )
    case = load_text(text, FILE)[0]
    assert case.slots == {"aspect": "deadline", "owner": "县"}
    assert case.steps[0].metadata == {"client": "phone"}
    assert (case.today, case.tags, case.steps[0].later) == ("2022-09-20", ("t",), 5.0)


def test_plain_words_of_yaml_stay_words() -> None:
    case = load_text("test_cases:\n- test_case: on\n  steps:\n  - user: 是\n    later: 0.5\n", FILE)[0]
    assert (case.name, case.steps[0].user, case.steps[0].later) == ("on", "是", 0.5)


def test_what_is_written_comes_back() -> None:
    case = load_file(ROOT / "tests" / "conversations" / "samples.yml")[0]
    steps = case.as_dict()["steps"]
    assert steps[0]["user"] == case.steps[0].user
    assert [next(iter(one)) for one in steps[0]["assertions"]] == [a.kind for a in case.steps[0].assertions]


def test_the_schema_is_one_and_every_assertion_has_a_meaning() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(assertion_keys()) | {"bot", "utter"} == set(CHECKS)


def test_the_documentation_names_every_key() -> None:
    text = (ROOT / "docs" / "conversations.md").read_text(encoding="utf-8")
    parts = [schema(), *(schema()["$defs"][name] for name in ("case", "step", "assertion"))]
    keys = {key for part in parts for key in part["properties"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_every_key_of_the_schema_is_explained_in_it() -> None:
    parts = [schema(), *(schema()["$defs"][name] for name in ("case", "step", "assertion"))]
    assert all(value.get("description") for part in parts for value in part["properties"].values())
