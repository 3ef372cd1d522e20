"""Days and periods in questions, asked on Wednesday, 2 March 2022."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.question_dates import parse_dates

TODAY = date(2022, 3, 2)
SAME_PERIOD = [
    (
        "2022-03-01",
        "2022-03-01",
        ["3月1日", "三月一号", "3月1号", "2022年3月1日", "2022-03-01", "3.1", "3/1", "昨天", "1号"],
    ),
    ("2022-03-02", "2022-03-02", ["今天", "3月2日", "本周三", "这周三", "周三", "星期三"]),
    ("2022-03-03", "2022-03-03", ["明天", "明日", "周四"]),
    ("2022-03-04", "2022-03-04", ["后天", "这周五", "两天后", "2天之后"]),
    ("2022-03-05", "2022-03-05", ["大后天", "三天后"]),
    ("2022-03-07", "2022-03-07", ["下周一", "下个星期一", "下礼拜一"]),
    ("2022-02-23", "2022-02-23", ["上周三", "一周前"]),
    ("2022-03-31", "2022-03-31", ["月底", "本月底", "3月底", "这个月底"]),
    ("2022-04-15", "2022-04-15", ["下个月15号", "下月15日", "4月15日"]),
    ("2022-04-02", "2022-04-02", ["一个月后"]),
    ("2022-01-31", "2022-01-31", ["1月31号", "一月底"]),
    ("2024-02-29", "2024-02-29", ["2024年2月29日", "2024年2月底"]),
    ("2022-03-01", "2022-03-31", ["这个月", "本月", "3月", "三月份"]),
    ("2022-06-01", "2022-06-30", ["6月份", "六月"]),
    ("2022-03-07", "2022-03-13", ["下周"]),
    ("2022-01-01", "2022-06-30", ["上半年"]),
    ("2022-04-01", "2022-06-30", ["二季度", "第二季度"]),
    ("2022-12-31", "2022-12-31", ["年底", "今年底", "2022年底", "12月31日"]),
    ("2023-01-01", "2023-12-31", ["明年", "来年", "2023年"]),
    ("2020-01-01", "2020-12-31", ["前年", "2020年"]),
    ("2019-01-01", "2019-12-31", ["大前年"]),
    ("2022-07-01", "2022-12-31", ["下半年", "7到12月", "7-12月", "七至十二月"]),
]
NO_DATE = [
    "",
    "第一条",
    "3个",
    "7天内",
    "13月5日",
    "2月30日",
    "13710",
    "三个一体化",
    "1号线",
    "2.0",
    "省一号文件",
    "二十大",
]


@pytest.mark.parametrize(("first", "last", "words"), [(f, t, w) for f, t, ws in SAME_PERIOD for w in ws])
def test_words_that_name_one_period(first: str, last: str, words: str) -> None:
    (found,) = parse_dates(words, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert words[found.start : found.end] == words


@pytest.mark.parametrize("words", NO_DATE)
def test_words_that_name_no_day(words: str) -> None:
    assert parse_dates(words, TODAY) == []


def test_a_day_inside_a_question() -> None:
    text = "3月1日交办的一般问题最迟哪天解决"
    (found,) = parse_dates(text, TODAY)
    assert text[found.start : found.end] == "3月1日"
    assert found.day == date(2022, 3, 1)


def test_a_period_is_no_day() -> None:
    (found,) = parse_dates("6月份要完成什么", TODAY)
    assert found.day is None
