"""Deadlines as plans write them: 2022年底前, 三季度, 秋季开学前, “十四五”期间, 7天内, 尽快.

`due` is the last day that is meant, included. 前 behind a day, a season or a year includes it;
behind a month it does not (6月前 is 5月31日).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.records import Deadline, Precision
from bot.text.calendar import day_of, month_end, whole, year_of
from bot.text.durations import find_within
from bot.text.folding import flat_piece
from bot.text.lexicon import LEXICON, one_of, read_lexicon
from bot.text.question_dates import AskedDate, parse_dates

__all__ = ["AskedDate", "find_deadlines", "parse_dates", "parse_deadline"]

_DIGITS = r"(?:\d{4}|[二〇零一三四五六七八九○]{4})"
_YEAR = rf"(?:(?P<year>{_DIGITS}|[今明本当后])年度?的?)"
_MONTH = r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?P<day>\d{1,2}|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])[日号]"
_PART = r"(?P<part>底|末|初|上旬|中旬|下旬)?"
_BEFORE = r"(?P<before>(?:之|以)?前)?"
_QUARTER = r"第?(?P<quarter>[一二三四1-4])个?季度"
_SOFT_REACH = 6  # how far before a deadline a word may soften it, in characters


@dataclass(frozen=True)
class _Words:
    pattern: re.Pattern[str]
    seasons: Mapping[str, tuple[int, int]]
    periods: Mapping[str, int]
    vague: frozenset[str]
    soft_year: frozenset[str]
    soft_before: re.Pattern[str]


def parse_deadline(words: str, year: int, *, directory: Path = LEXICON) -> Deadline | None:
    """The deadline that the words say in a plan for `year`, or None when they say none."""
    return next(find_deadlines(words, year, directory=directory), None)


def find_deadlines(
    text: str, year: int | None, start: int = 0, end: int | None = None, *, directory: Path = LEXICON
) -> Iterator[Deadline]:
    """The deadlines in text[start:end], from left to right. Without a year, only those that need none."""
    words = _words(directory)
    flat, base = flat_piece(text, start, end)
    clocks = find_within(text, start, end)
    position = start
    while True:
        match = words.pattern.search(flat, position - base)
        clock = next((found for found in clocks if found[0] >= position), None)
        if clock is not None and (match is None or clock[0] <= base + match.start()):
            start, position = clock[:2]
            firm = _firm(flat, start - base, words)
            yield Deadline(text[start:position], start, position, None, Precision.RELATIVE, firm)
            continue
        if match is None:
            return
        begin, position = base + match.start(), base + match.end()
        read = _due(match, year, words)
        if read:
            due, precision, firm = read
            firm = firm and _firm(flat, match.start(), words)
            yield Deadline(text[begin:position], begin, position, due, precision, firm)


def _firm(flat: str, begin: int, words: _Words) -> bool:
    return not words.soft_before.search(flat, max(0, begin - _SOFT_REACH), begin)


def _due(
    match: re.Match[str], plan_year: int | None, words: _Words
) -> tuple[date | None, Precision, bool] | None:
    raw = match[0]
    if raw in words.vague:
        return None, Precision.VAGUE, False
    if raw in words.soft_year:
        return (date(plan_year, 12, 31) if plan_year else None), Precision.YEAR, False
    kind = match.lastgroup
    if kind == "period":
        name = next(name for name in words.periods if name in raw)
        return date(words.periods[name], 12, 31), Precision.PERIOD, True
    named = next((match[group] for group in _YEARS if match[group]), None)
    year = plan_year if named is None else year_of(named, plan_year or 0)
    if year is None:
        return None
    return _in_year(kind or "", raw, year, words)


_YEARS = ("y_day", "y_month", "y_season", "y_half", "y_quarter", "y_end", "y_year")
_NUMBER = re.compile(r"(\d{1,2}|十[一二]?|[一二三四五六七八九])月")
_DAY_OF = re.compile(_DAY)


def _in_year(kind: str, raw: str, year: int, words: _Words) -> tuple[date | None, Precision, bool] | None:
    before = raw.endswith("前")
    if kind == "season":
        month, day = next(
            words.seasons[name] for name in sorted(words.seasons, key=len, reverse=True) if name in raw
        )
        return day_of(year, month, day), Precision.SEASON, True
    if kind in ("day", "month"):
        found = _NUMBER.search(raw)
        month = (whole(found[1]) if found else None) or 0
        if not 1 <= month <= 12:
            return None
        if kind == "day":
            days = _DAY_OF.search(raw, found.end() if found else 0)
            due = day_of(year, month, (whole(days["day"]) if days else None) or 0)
            return (due, Precision.DAY, True) if due else None
        for part, last in (("上旬", 10), ("中旬", 20), ("初", 10)):
            if part in raw:
                return date(year, month, last), Precision.MONTH, True
        if before and not re.search(r"[底末旬]", raw):
            return (
                (month_end(year - 1, 12) if month == 1 else month_end(year, month - 1)),
                Precision.MONTH,
                True,
            )
        return month_end(year, month), Precision.MONTH, True
    if kind == "half":
        return (date(year, 6, 30) if "上" in raw else date(year, 12, 31)), Precision.HALF_YEAR, True
    if kind == "quarter":
        quarter = whole(re.findall(r"[一二三四1-4]", raw.split("年")[-1])[-1]) or 4
        return month_end(year, 3 * quarter), Precision.QUARTER, True
    return date(year, 12, 31), Precision.YEAR, True


@lru_cache(maxsize=8)
def _words(directory: Path) -> _Words:
    data = read_lexicon("deadlines", directory)
    seasons = {}
    for name, day in data["seasons"].items():
        month, number = map(int, str(day).split("-"))
        seasons[str(name)] = (month, number)
    periods = {str(name): int(last) for name, last in data["periods"].items()}

    def year(group: str) -> str:
        return _YEAR.replace("<year>", f"<y_{group}>")

    alternatives = [
        rf"(?P<vague>{one_of(data['vague'])})",
        rf"(?P<period>[“\"「]?{one_of(periods)}[”\"」]?(?:规划)?(?:期间|时期|末|期末|内))",
        rf"(?P<day>{year('day')}?(?:{_strip(_MONTH)}){_strip(_DAY)}{_strip(_BEFORE)})",
        rf"(?P<month>{year('month')}?(?:{_strip(_MONTH)}){_strip(_PART)}(?:以|之)?[内前]?)",
        rf"(?P<season>{year('season')}?{one_of(seasons)}(?:来临|到来|开始|结束)?(?:之|以)?前)",
        rf"(?P<half>{year('half')}?[上下]半年(?:末|底|内)?{_strip(_BEFORE)})",
        rf"(?P<quarter>{year('quarter')}?(?:一至|前)?{_strip(_QUARTER)}(?:末|底|内)?{_strip(_BEFORE)})",
        rf"(?P<end>(?:{year('end')}年?|年)[底末终]{_strip(_BEFORE)})",
        rf"(?P<soft>{one_of(data['soft_year'])}(?!年?[底末终内]))",
        rf"(?P<year>(?:(?P<y_year>{_DIGITS}|[今明本当])年(?:以|之)?[内前]?|年内))",
    ]
    return _Words(
        re.compile(r"(?<![\d—–－~～.至\-])(?:" + "|".join(alternatives) + r")(?![\d—–－~～])"),
        seasons,
        periods,
        frozenset(data["vague"]),
        frozenset(data["soft_year"]),
        re.compile(one_of(data["soft_before"])),
    )


def _strip(pattern: str) -> str:
    """The pattern without its group names, so that it can stand in several alternatives."""
    return re.sub(r"\?P<\w+>", "?:", pattern)
