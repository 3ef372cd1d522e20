"""Clocks and the days on which they run out."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import InvalidRecord
from bot.text.durations import add_duration, find_within, parse_duration

SAME_CLOCK = [
    ("P1D", ["1天内", "一天内", "1日内", "1天之内", "一个工作日内"]),
    ("P7D", ["7天内", "七天内", "7个工作日内", "7日以内"]),
    ("P1M", ["1个月内", "一个月内", "1月内"]),
    ("P6M", ["半年内", "6个月内", "六个月之内"]),
    ("P3M", ["一个季度内", "3个月内"]),
    ("P2W", ["两周内", "2个星期内"]),
    ("PT24H", ["24小时内"]),
    ("P3Y", ["三年内", "3年内"]),
]
NO_CLOCK = ["7天", "2022年内", "年内", "月内", "0天内", "市内", "规定时间内"]
ADDED = [
    ("2022-03-01", "P7D", "2022-03-08"),
    ("2022-01-31", "P1M", "2022-02-28"),
    ("2024-01-31", "P1M", "2024-02-29"),
    ("2022-12-31", "P1M", "2023-01-31"),
    ("2024-02-29", "P1Y", "2025-02-28"),
    ("2022-03-01", "PT24H", "2022-03-02"),
    ("2022-03-01", "PT4H", "2022-03-01"),
    ("2022-03-01", "P2W", "2022-03-15"),
]


@pytest.mark.parametrize(("iso", "words"), [(i, w) for i, ws in SAME_CLOCK for w in ws])
def test_words_of_one_clock(iso: str, words: str) -> None:
    assert find_within(words) == [(0, len(words), iso)]


@pytest.mark.parametrize("words", NO_CLOCK)
def test_words_of_no_clock(words: str) -> None:
    assert find_within(words) == []


@pytest.mark.parametrize(("words", "iso"), [("7天", "P7D"), ("一个月内", "P1M"), ("几天", None), ("", None)])
def test_durations_without_within(words: str, iso: str | None) -> None:
    assert parse_duration(words) == iso


@pytest.mark.parametrize(("start", "iso", "end"), ADDED)
def test_when_a_clock_runs_out(start: str, iso: str, end: str) -> None:
    assert add_duration(date.fromisoformat(start), iso) == date.fromisoformat(end)


@pytest.mark.parametrize("iso", ["", "P", "7D", "P7", "PT", "7天内"])
def test_what_is_no_duration(iso: str) -> None:
    with pytest.raises(InvalidRecord):
        add_duration(date(2022, 3, 1), iso)


def test_clocks_in_a_sentence() -> None:
    text = "一般性问题原则上7天内落实解决，重大问题一般要在1个月内落实"
    assert [(text[a:b], iso) for a, b, iso in find_within(text)] == [("7天内", "P7D"), ("1个月内", "P1M")]
