"""One row per number, then the ways in which plans and people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.numbers import parse_number

SAME_NUMBER = [
    (0, ["0", "零", "〇"]),
    (2, ["2", "二", "两"]),
    (10, ["10", "十", "一十"]),
    (12, ["12", "十二", "一十二"]),
    (20, ["20", "二十"]),
    (105, ["105", "一百零五"]),
    (150, ["150", "一百五", "一百五十"]),
    (1_200, ["1200", "1,200", "一千二", "一千二百"]),
    (1_010, ["1010", "一千零一十"]),
    (2_022, ["2022", "二〇二二", "二零二二", "两千零二十二"]),
    (10_000, ["1万", "一万", "10000", "万"]),
    (12_000, ["1.2万", "一万二", "一万二千", "12,000"]),
    (30_005, ["三万零五"]),
    (35_000, ["3.5万", "三万五千", "三万五", "三点五万"]),
    (1_230_000, ["123万", "一百二十三万"]),
    (10_000_000, ["1千万", "一千万", "1000万"]),
    (350_000_000, ["3.5亿", "三亿五千万", "三亿五"]),
    (1.3e12, ["1.3万亿", "一点三万亿", "一万三千亿"]),
    (3.5, ["3.5", "三点五"]),
]
NO_NUMBER = [
    "",
    "个",
    "第",
    "XX",
    "一千百",
    "十十",
    "百十分",
    "二两万三五",
    "1.2.3",
    "三点",
    "一二十",
    "点五",
]


@pytest.mark.parametrize(("number", "words"), [(n, w) for n, ws in SAME_NUMBER for w in ws])
def test_words_that_say_one_number(number: float, words: str) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize("words", NO_NUMBER)
def test_words_that_say_no_number(words: str) -> None:
    assert parse_number(words) is None


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """The number as it is spoken, the slow and sure way."""
    for size, unit in ((100_000_000, "亿"), (10_000, "万"), (1_000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return in_chinese(head) + unit + gap + (in_chinese(rest) if rest else "")
    return DIGITS[number]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_every_spoken_number_is_read(number: int) -> None:
    assert parse_number(in_chinese(number)) == number
