"""Spans that words beside days make, asked on Wednesday, 2 March 2022."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.question_dates import parse_dates
from bot.text.spans import join_dates

TODAY = date(2022, 3, 2)
SAME_SPAN = [
    (None, "2022-06-30", ["6月底前", "6月底之前", "截至6月底", "到6月底", "到6月", "6月底以前", "二季度前"]),
    (None, "2022-07-01", ["7月前", "7月1日前", "7月以前"]),
    (None, "2022-09-30", ["9月为止", "赶在9月底"]),
    ("2022-09-01", None, ["9月起", "9月1日起", "9月开始", "9月1号开始"]),
    ("2022-09-02", None, ["9月以后", "9月之后", "9月后", "9月1日以后", "9月往后"]),
    ("2022-10-01", None, ["过了9月", "9月底以后", "三季度以后"]),
    ("2022-07-01", None, ["上半年以后"]),
    ("2023-01-01", None, ["2022年以后", "今年以后"]),
    (
        "2022-07-01",
        "2022-12-31",
        [
            "7月到12月",
            "7月至12月",
            "从7月到12月",
            "7月-12月",
            "7到12月",
            "7-12月",
            "7月到年底之间",
            "7月和年底之间",
        ],
    ),
    ("2022-09-02", "2022-12-31", ["9月1日以后到今年年底之间", "9月以后到年底之前"]),
    ("2022-03-02", "2022-06-30", ["今天到6月底", "从今天起到6月底"]),
    ("2022-11-01", "2023-02-28", ["11月到2月", "11月到明年2月"]),
    ("2022-09-01", "2022-09-15", ["9月1号到15号", "9月1日到9月15日"]),
    ("2022-09-01", "2022-09-30", ["9月", "9月前后", "9月前半月", "9月后勤", "9月份"]),
]


@pytest.mark.parametrize(("first", "last", "words"), [(f, t, w) for f, t, ws in SAME_SPAN for w in ws])
def test_words_that_make_one_span(first: str | None, last: str | None, words: str) -> None:
    (span,) = join_dates(words, parse_dates(words, TODAY))
    days = (span.first, span.last)
    assert tuple(day.isoformat() if day else None for day in days) == (first, last)


def test_two_days_that_nothing_joins() -> None:
    words = "3月1日交办，6月底前办结"
    assert len(join_dates(words, parse_dates(words, TODAY))) == 2


def test_a_mere_year_is_a_frame() -> None:
    assert [s.is_frame for s in join_dates("今年", parse_dates("今年", TODAY))] == [True]
    assert [s.is_frame for s in join_dates("今年以后", parse_dates("今年以后", TODAY))] == [False]
