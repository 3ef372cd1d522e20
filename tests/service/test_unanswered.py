from __future__ import annotations

from datetime import datetime, timedelta, timezone

import yaml

from bot.service.unanswered import as_examples, grouped
from bot.store.log import Message

NOON = datetime(2022, 3, 1, 12, tzinfo=timezone.utc)


def message(text: str, minutes: int = 0, guessed: str | None = "section_2_1", reason: str = "") -> Message:
    return Message(
        NOON + timedelta(minutes=minutes), "unanswered", text, "web", "someone", guessed, reason or None
    )


def test_wordings_of_one_question_are_one_group():
    groups = grouped(
        [
            message("食堂归谁管"),
            message("操场什么时候修好"),
            message("食堂归谁管？", 1),
            message("食堂归谁管啊", 2),
        ]
    )
    first, second = groups
    assert (first.times, first.texts[0][0]) == (3, "食堂归谁管")
    assert (second.times, second.texts[0][0]) == (1, "操场什么时候修好")
    assert groups[0].last == NOON + timedelta(minutes=2)


def test_traditional_and_full_width_characters_do_not_part_them():
    assert len(grouped([message("几个5G教室"), message("幾個５Ｇ教室")])) == 1


def test_the_most_frequent_comes_first_then_the_most_recent():
    groups = grouped([message("操场"), message("午休", 5), message("校车"), message("校车", 1)])
    assert [group.texts[0][0] for group in groups] == ["校车", "午休", "操场"]


def test_the_guess_and_the_reasons_are_those_of_most():
    (group,) = grouped(
        [
            message("校车几辆", guessed="ask_count", reason="未提及"),
            message("校车几辆", guessed=None),
            message("校车几辆", guessed="ask_count", reason="点踩"),
            message("校车几辆", guessed="ask_term", reason="未提及"),
        ]
    )
    assert (group.guessed, group.reasons) == ("ask_count", ("未提及", "点踩"))


def test_only_signs_are_a_question_too():
    assert [group.times for group in grouped([message("？？？"), message("？？？"), message("!!")])] == [2, 1]


def test_nothing_unanswered_has_no_groups():
    assert grouped([]) == []


def test_the_file_of_examples_is_one_that_rasa_reads():
    groups = grouped([message("校车[几](n)辆"), message("- 午休: 多久 #1"), message("多\n行", guessed=None)])
    content = yaml.safe_load(as_examples(groups))
    assert content["version"] == "3.1"
    assert sorted((entry["intent"], entry["examples"]) for entry in content["nlu"]) == [
        ("nlu_fallback", "- 多 行\n"),
        ("section_2_1", "- - 午休: 多久 #1\n"),
        ("section_2_1", "- 校车［几］（n）辆\n"),
    ]
