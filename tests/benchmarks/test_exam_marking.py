"""Marking: what is tolerated in an answer's form, and what is not in its content."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.exam import (
    LONGEST,
    Case,
    Outcome,
    Reply,
    Said,
    Turn,
    examine,
    fold,
    load_cases,
    mark,
    quotes,
    share_false,
    share_right,
    strings,
)

CITE = "建设思政精品课程10—20个，打造26个示范点"
TURN = Turn("思政精品课要建多少", must=("10个?-20个?",), must_not=("30个",), cite=CITE)
GOOD = f"10—20个。\n原文：“{CITE}”"


def reply(text: str, sent: str | None = None, kind: str = "fact") -> Reply:
    return Reply(text, text if sent is None else sent, kind)


def test_a_right_answer_that_quotes_its_source_passes() -> None:
    assert mark(TURN, reply(GOOD)) == ()


@pytest.mark.parametrize(
    "figure", ["10～20", "10－20", "１０－２０", "10至20", "10到20", "10--20", "10 — 20"]
)
def test_the_spelling_of_a_range_makes_no_difference(figure: str) -> None:
    assert mark(TURN, reply(GOOD.replace("10—20个。", f"{figure}个。"))) == ()


@pytest.mark.parametrize("figure", ["10—25", "100—200", "1—20", "约20", ""])
def test_a_wrong_figure_fails(figure: str) -> None:
    wrong = replace(TURN, cite="")
    assert mark(wrong, reply(f"要建{figure}个。")) == ("缺少 /10个?-20个?/",)


def test_what_may_not_be_said_fails() -> None:
    assert mark(TURN, reply(GOOD + "也有人说30个")) == ("不该说 /30个/",)


def test_an_answer_without_its_source_fails() -> None:
    assert mark(TURN, reply("10—20个。")) == ("没有引用出处",)


def test_the_source_may_stand_in_the_data_beside_the_text() -> None:
    assert mark(TURN, reply("10—20个。", sent=f"10—20个。 {CITE}")) == ()


def test_no_answer_and_a_dump_of_the_plan_fail() -> None:
    anything = Turn("你好")
    assert mark(anything, reply(" \n")) == ("没有回答",)
    assert mark(anything, reply("好" * LONGEST)) == ()
    assert mark(anything, reply("好" * (LONGEST + 1))) == (f"{LONGEST + 1} 字，超过 {LONGEST} 字",)


def test_ten_characters_in_a_row_are_a_quotation_and_nine_are_none() -> None:
    source = "一二三四五六七八九十甲乙"
    assert quotes("……二三四五六七八九十甲……", source)
    assert not quotes("……二三四五六七八九十……", source)
    assert not quotes("一二三四五，六七八九十", source)
    assert quotes("全部更换", "全部更换")  # a shorter source has to stand there whole
    assert not quotes("全部更", "全部更换")


def test_folding_takes_off_marks_and_width() -> None:
    assert fold("**２０２２年　底前**\n> `X`—3") == "2022年底前X-3"


def test_strings_are_found_at_any_depth() -> None:
    assert strings(
        [{"text": "甲", "buttons": [{"title": "乙"}]}, {"n": 3, "custom": {"q": "丙"}}]
    ).split() == [
        "甲",
        "乙",
        "丙",
    ]


class Parrot:
    """Repeats what each conversation said before."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {}

    def ask(self, conversation: str, message: str) -> Reply:
        heard = self.heard.setdefault(conversation, [])
        heard.append(message)
        return reply("".join(heard))


def test_a_case_is_one_conversation_and_passes_only_as_a_whole() -> None:
    both = (Turn("甲", must=("甲",)), Turn("乙", must=("甲乙",)))
    outcomes = examine(Parrot(), [Case("1", "a", both), Case("2", "a", (both[1],))])
    assert [outcome.right for outcome in outcomes] == [True, False]
    assert share_right(outcomes) == 0.5


def test_slips_change_what_is_asked_and_not_what_is_expected() -> None:
    outcome = examine(Parrot(), [Case("1", "a", (Turn("甲", must=("甲",)),))], slip=lambda _: "乙")[0]
    assert outcome.said[0].question == "乙"
    assert not outcome.right


@pytest.mark.parametrize(
    ("kind", "false"),
    [("fact", True), ("list", True), ("regime", True), ("clarify", False), ("not_mentioned", False)],
)
def test_only_what_is_put_as_a_fact_is_false(kind: str, false: bool) -> None:
    turn = Turn("甲", must=("乙",))
    case = Case("1", "a", (turn,))
    wrong = Outcome(case, (Said(turn, "甲", reply("丙", kind=kind), ("缺少 /乙/",)),))
    right = Outcome(case, (Said(turn, "甲", reply("乙", kind=kind), ()),))
    assert wrong.false_and_certain is false
    assert right.false_and_certain is False
    assert share_false([wrong, right]) == (0.5 if false else 0.0)


def test_exam_files_are_read_line_by_line(tmp_path: Path) -> None:
    line = {"id": "1", "category": "target", "turns": [{"say": "多少", "must": ["3"], "cite": "三个"}]}
    file = tmp_path / "exam.jsonl"
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n\n", encoding="utf-8")
    assert load_cases(file) == [Case("1", "target", (Turn("多少", must=("3",), cite="三个"),))]
