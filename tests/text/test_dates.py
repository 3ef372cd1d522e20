"""Deadlines: one row per meaning, then the ways in which plans write it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.dates import find_deadlines, parse_deadline

SAME_DAY = [
    (
        "2022-12-31",
        ["2022年底前", "年底前", "今年年底", "12月底", "十二月底之前", "年内", "2022年", "四季度", "下半年"],
    ),
    ("2022-09-30", ["三季度末", "9月底前", "第三季度", "9月份", "2022年三季度"]),
    (
        "2022-06-30",
        ["上半年", "6月底前", "6月30日前", "二季度", "今年6月底", "2022年6月30日", "六月三十日前"],
    ),
    ("2022-05-31", ["6月前", "5月底", "5月"]),
    ("2021-12-31", ["1月前"]),
    ("2022-02-28", ["2月底前", "2月"]),
    ("2022-03-10", ["3月上旬", "3月初"]),
    ("2022-03-20", ["3月中旬"]),
    ("2022-09-01", ["秋季开学前", "秋季学期开学前", "新学期开学之前", "2022年秋季开学前"]),
    ("2022-06-01", ["汛期前", "汛期来临之前", "入汛前"]),
    ("2025-12-31", ["“十四五”期间", "十四五时期", "“十四五”末", "2025年", "2025年前", "2025年底前"]),
    ("2030-12-31", ["2030年前", "“十五五”期间"]),
    ("2023-12-31", ["明年底", "明年年底前", "明年"]),
    ("2012-06-12", ["二〇一二年六月十二日", "2012年6月12日"]),
]
NO_DAY = [
    "尽快",
    "适时",
    "近期",
    "择机",
    "从今天开始",
    "1天内",
    "7天内",
    "1个月内",
    "半年内",
    "3年内",
    "两周内",
]
NO_DEADLINE = ["", "常态化", "2月30日", "13月", "2012—2013学年", "周期", "第一时间"]
PRECISION = [
    ("day", ["6月30日前", "2022年6月30日"]),
    ("month", ["6月底前", "3月上旬"]),
    ("quarter", ["三季度"]),
    ("half_year", ["上半年"]),
    ("season", ["秋季开学前", "汛期前"]),
    ("year", ["年底前", "2025年", "今年"]),
    ("period", ["“十四五”期间"]),
    ("relative", ["7天内", "1个月内"]),
    ("vague", ["尽快", "适时"]),
]
FIRM = ["2022年底前", "秋季开学前", "“十四五”期间", "7天内", "年内"]
SOFT = ["今年", "尽快", "适时", "从今天开始", "力争年底前", "力争6月底前", "原则上7天内", "争取上半年"]


@pytest.mark.parametrize(("day", "words"), [(d, w) for d, ws in SAME_DAY for w in ws])
def test_words_that_name_one_day(day: str, words: str) -> None:
    deadline = parse_deadline(words, year=2022)
    assert deadline is not None
    assert deadline.due == date.fromisoformat(day)
    assert deadline.raw == words


@pytest.mark.parametrize("words", NO_DAY)
def test_words_that_fix_no_day(words: str) -> None:
    deadline = parse_deadline(words, year=2022)
    assert deadline is not None
    assert deadline.due is None


@pytest.mark.parametrize("words", NO_DEADLINE)
def test_words_that_are_no_deadline(words: str) -> None:
    assert parse_deadline(words, year=2022) is None


@pytest.mark.parametrize(("precision", "words"), [(p, w) for p, ws in PRECISION for w in ws])
def test_how_exact_the_words_are(precision: str, words: str) -> None:
    deadline = parse_deadline(words, year=2022)
    assert deadline is not None
    assert deadline.precision.value == precision


@pytest.mark.parametrize(("firm", "words"), [(True, w) for w in FIRM] + [(False, w) for w in SOFT])
def test_how_firm_the_words_are(firm: bool, words: str) -> None:
    deadline = parse_deadline(words, year=2022)
    assert deadline is not None
    assert deadline.firm is firm


def test_deadlines_in_a_sentence() -> None:
    text = "确保秋季开学前全部竣工，2022年底前完成更换，1天内反馈。"
    found = list(find_deadlines(text, 2022))
    assert [deadline.raw for deadline in found] == ["秋季开学前", "2022年底前", "1天内"]
    assert all(text[d.start : d.end] == d.raw for d in found)


def test_a_plan_without_a_year_has_only_days_that_need_none() -> None:
    found = list(find_deadlines("年底前完成，2025年6月底前验收", None))
    assert [(deadline.raw, deadline.due) for deadline in found] == [("2025年6月底前", date(2025, 6, 30))]
