"""Clocks of regimes: 7天内, 1个月内, as ISO 8601 durations, and the day on which they run out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.errors import InvalidRecord
from bot.text.calendar import add_months, whole
from bot.text.folding import flat_piece, flatten
from bot.text.numbers import ARABIC, HAN

# What a clock counts: the letter of its ISO 8601 duration, behind T for parts of a day.
_UNITS = {"小时": "TH", "分钟": "TM", "个工作日": "D", "工作日": "D", "天": "D", "日": "D"}
_UNITS |= {"周": "W", "个星期": "W", "星期": "W", "个月": "M", "月": "M", "个季度": "Q", "年": "Y"}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_WITHIN = re.compile(
    rf"(?P<half>半)?(?P<number>{ARABIC}|[{HAN}]{{1,4}})?(?P<unit>{_UNIT})(?P<within>(?:之|以)?内)"
)
_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def find_within(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Each clock in text[start:end] as (start, end, ISO duration): 7天内 is P7D, 半年内 is P6M."""
    found = []
    flat, base = flat_piece(text, start, end)
    for match in _WITHIN.finditer(flat, start - base):
        iso = _iso(match)
        if iso:
            found.append((base + match.start(), base + match.end(), iso))
    return found


def parse_duration(words: str) -> str | None:
    """The ISO duration that the words say (7天, 一个月内, 24小时), or None."""
    words = flatten(words).strip()
    words = re.sub(r"(?:之|以)?内$", "", words) + "内"
    match = _WITHIN.fullmatch(words)
    return _iso(match) if match else None


def add_duration(day: date, iso: str) -> date:
    """The last day of a clock that starts on `day`: calendar days; hours that fill no day count as none.

    One month from 31 January is the last day of February. Raises InvalidRecord for no duration.
    """
    match = _ISO.fullmatch(iso)
    if not match or not any(match.groups()):
        raise InvalidRecord(f"“{iso}”不是时长")
    years, months, weeks, days, hours, minutes = (int(group or 0) for group in match.groups())
    moved = add_months(day, 12 * years + months)
    return moved + timedelta(days=7 * weeks + days + (60 * hours + minutes) // 1440)


def _iso(match: re.Match[str]) -> str | None:
    unit = _UNITS[match["unit"]]
    time, letter = unit[:-1], unit[-1]
    if match["half"]:
        return {"年": "P6M", "个月": "P15D", "月": "P15D", "天": "PT12H", "日": "PT12H"}.get(match["unit"])
    number = whole(match["number"])
    if number is None or number == 0:
        return None
    if letter == "Q":
        number, letter = 3 * number, "M"
    if letter == "Y" and number > 100:  # 2022年内 is a year, no clock
        return None
    return f"P{time}{number}{letter}"
