"""Calendar arithmetic that the readers of deadlines and of questions share."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from bot.text.numbers import parse_number


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (2月30日)."""
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; a month that is too short gives its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole(words: str | None) -> int | None:
    """The whole number that the words say (十二, 12), or None."""
    value = parse_number(words) if words else None
    return int(value) if value is not None and value == int(value) else None


def year_of(words: str, this_year: int) -> int | None:
    """The year that the words name: 2022, 二〇二二, 今, 明, 去, 22."""
    relative = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "后": 2, "大后": 3}
    relative |= {"去": -1, "前": -2, "大前": -3}
    if words in relative:
        return this_year + relative[words]
    number = whole(words)
    if number is not None and 0 <= number < 100:
        number += this_year // 100 * 100
    return number if number is not None and 1900 <= number <= 2199 else None
