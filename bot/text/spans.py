"""Spans between and around days: 9月以后, 6月底前, 7月到12月, 从今天到年底, 秋季开学以后到年底之间.

The days come from whoever reads them (`parse_dates`, a plan's own words for a deadline); here only the
words around them are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.text.calendar import add_months, day_of, whole
from bot.text.question_dates import AskedDate

_BEFORE = re.compile(r"(?:以|之)前|前(?![后期半面端天年\d一二三四五六七八九十])|为止|止")
_AFTER = re.compile(r"(?:以|之)后|往后|后(?![勤续台半面备进期天年])")
_FROM = re.compile(r"开始|起(?![草点步来码])")
_TO = re.compile(r"(?:一?直)?[到至]了?|[~～—–-]{1,2}")
_AND = re.compile(r"[和与跟]")
_BETWEEN = re.compile(r"之间|中间|期间")
_UNTIL = re.compile(r"(?:截[至止]到?|赶?到|赶在|不晚于)$")
_PAST = re.compile(r"(?:过了|过完)$")
_SINCE = re.compile(r"(?:自从?|从)$")
_MERE_DAY = re.compile(r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]")
_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)
_YEAR = timedelta(days=300)


@dataclass(frozen=True)
class AskedSpan:
    """The days from `first` to `last`, both included, that a text names at [start, end)."""

    start: int
    end: int
    first: date | None  # None: no such limit
    last: date | None
    days: tuple[AskedDate, ...]  # what it is made of
    limited: bool  # whether words beside the days say that it begins or ends there

    @property
    def is_frame(self) -> bool:
        """Whether it is a whole year and no more: the frame of every question."""
        return not self.limited and _length(self.days[0]) > _YEAR


def join_dates(text: str, days: Iterable[AskedDate]) -> list[AskedSpan]:
    """The spans that a folded text makes of the days that it names, from left to right."""
    left = sorted(days, key=lambda day: day.start)
    spans = []
    while left:
        day, *left = left
        span = _between(text, day, left[0]) if left else None
        if span:
            left = left[1:]
        spans.append(span or _alone(text, day))
    return spans


def _between(text: str, day: AskedDate, other: AskedDate) -> AskedSpan | None:
    """X到Y, X以后到Y之前, X和Y之间."""
    after = _AFTER.match(text, day.end)
    opened = _end(after or _FROM.match(text, day.end), day.end)
    before = _BEFORE.match(text, other.end)
    closed = _end(before, other.end)
    between = _BETWEEN.match(text, closed)
    pair = between and _AND.fullmatch(text, opened, other.start)
    if not pair and not _TO.fullmatch(text, opened, other.start):
        return None
    first = _following(day) if after else day.first
    other = _later(_in_month(text, other, day), first)
    since = _SINCE.search(text, 0, day.start)
    start = since.start() if since else day.start
    last = _preceding(other, before) if before else other.last
    return AskedSpan(start, _end(between, closed), first, last, (day, other), True)


def _alone(text: str, day: AskedDate) -> AskedSpan:
    """One day or time, with the word beside it that makes it a limit."""
    if before := _BEFORE.match(text, day.end):
        return AskedSpan(day.start, before.end(), None, _preceding(day, before), (day,), True)
    if after := _AFTER.match(text, day.end):
        return AskedSpan(day.start, after.end(), _following(day), None, (day,), True)
    if _length(day) < _YEAR:
        if since := _FROM.match(text, day.end):
            return AskedSpan(day.start, since.end(), day.first, None, (day,), True)
        if past := _PAST.search(text, 0, day.start):
            return AskedSpan(past.start(), day.end, day.last + _DAY, None, (day,), True)
        if until := _UNTIL.search(text, 0, day.start):
            return AskedSpan(until.start(), day.end, None, day.last, (day,), True)
    return AskedSpan(day.start, day.end, day.first, day.last, (day,), False)


def _preceding(day: AskedDate, before: re.Match[str]) -> date:
    """The last day that 前 means: 7月1日前, 三季度前 include it, 9月前 ends with the first of the month."""
    within = "止" in before.group() or day.day or _length(day) > _MONTH
    return day.last if within else day.first


def _following(day: AskedDate) -> date:
    """The first day that 后 means: 9月以后 begins where 9月前 ends, 上半年以后 behind its last day."""
    return (day.last if _length(day) > _MONTH else day.first) + _DAY


def _in_month(text: str, day: AskedDate, before: AskedDate) -> AskedDate:
    """15号 in 9月1号到15号 is in September."""
    number = _MERE_DAY.fullmatch(text, day.start, day.end)
    meant = day_of(before.last.year, before.last.month, whole(number["day"]) or 0) if number else None
    return replace(day, first=meant, last=meant) if meant else day


def _later(day: AskedDate, first: date) -> AskedDate:
    """What would lie before the span's first day is of the next year: 11月到2月."""
    if day.last >= first:
        return day
    return replace(day, first=add_months(day.first, 12), last=add_months(day.last, 12))


def _length(day: AskedDate) -> timedelta:
    return day.last - day.first


def _end(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise
