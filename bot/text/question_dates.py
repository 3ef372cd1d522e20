"""Days and periods in a question: 3月1日, 明天, 下周一, 6月底, 上半年, 下个月15号."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.text.calendar import add_months, day_of, month_end, whole, year_of
from bot.text.folding import flatten

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_Y = r"(?:(?P<{0}>\d{{4}}|\d{{2}}|[二〇零一三四五六七八九]{{4}}|大?[前后]|[今明来去本当])年的?)"
_WEEK = {day: number for names in ("一二三四五六日", "1234567") for number, day in enumerate(names)}
_WEEK |= {"天": 6, "末": 6}
_NEAR = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "今天": 0, "今日": 0, "当天": 0}
_NEAR |= {"昨天": -1, "昨日": -1, "前天": -2, "大前天": -3}
_PATTERN = re.compile(
    "|".join(
        [
            r"(?P<iso>(?P<iy>\d{4})[-/.年](?P<im>\d{1,2})[-/.月](?P<id>\d{1,2})[日号]?)",
            rf"(?P<near>{'|'.join(sorted(_NEAR, key=len, reverse=True))})",
            rf"(?P<day>{_Y.format('dy')}?(?P<dm>{_N})月份?(?P<dd>{_N})[日号]?(?!个|天|月|[日号]前?个))",
            rf"(?P<thismonth>(?P<mo>这个|本|上个|下个|上|下|当)月(?P<md>{_N})[日号])",
            rf"(?P<months>{_Y.format('sy')}?(?P<ma>{_N})[到至~～—–-](?P<mb>{_N})月份?(?![\d一二三四五六七八九十底末初]))",
            rf"(?P<month>{_Y.format('my')}?(?P<mm>{_N})月份?(?P<mp>底|末|初|上旬|中旬|下旬)?)",
            r"(?P<relmonth>(?P<rm>这个|本|上个|下个|上|下|当)月(?P<rp>底|末|初)?|月(?P<rq>底|末))",
            r"(?P<week>(?P<wr>上上|下下|上|下|这|本)?(?:个)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末1-7]))",
            r"(?P<weeks>(?P<ws>上上|下下|上|下|这|本)个?(?:周|星期|礼拜))",
            rf"(?P<ago>(?P<an>{_N}|半)(?P<au>天|日|周|个星期|个礼拜|个月)(?P<ad>以?后|之后|以?前|之前))",
            rf"(?P<half>{_Y.format('hy')}?(?P<hh>[上下])半年)",
            rf"(?P<quarter>{_Y.format('qy')}?第?(?P<qq>[一二三四1-4])个?季度)",
            rf"(?P<yearend>(?:{_Y.format('ey')}年?|年)[底末终])",
            rf"(?P<year>{_Y.format('yy')}|年内)",
            rf"(?P<only>(?<![\d月第])(?P<od>{_N})[号日](?!线|楼|院|文|召|常))",
            r"(?P<slash>(?<![\da-z./])(?P<sm>\d{1,2})[./](?P<sd>\d{1,2})(?![\d./%]))",
        ]
    )
)


@dataclass(frozen=True)
class AskedDate:
    """A day or a period that a question names, at [start, end) of its text. Both days are included."""

    start: int
    end: int
    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, when it is one."""
        return self.first if self.first == self.last else None


def parse_dates(text: str, today: date) -> list[AskedDate]:
    """The days and periods that the text names, from left to right; a day without a year is in today's."""
    found = []
    for match in _PATTERN.finditer(flatten(text)):
        read = _READERS.get(match.lastgroup or "")
        period = read(match, today) if read else None
        if period:
            found.append(AskedDate(match.start(), match.end(), *period))
    return found


Period = tuple[date, date] | None


def _one(day: date | None) -> Period:
    return (day, day) if day else None


def _year(words: str | None, today: date) -> int:
    return (year_of(words, today.year) if words else None) or today.year


def _part(year: int, month: int, part: str | None) -> Period:
    if not 1 <= month <= 12:
        return None
    first, last = date(year, month, 1), month_end(year, month)
    if part in ("底", "末"):
        return last, last
    if part in ("初", "上旬"):
        return first, date(year, month, 10)
    if part == "中旬":
        return date(year, month, 11), date(year, month, 20)
    return (date(year, month, 21), last) if part == "下旬" else (first, last)


def _relative_month(words: str | None, today: date) -> date:
    step = 1 if words and words.startswith("下") else -1 if words and words.startswith("上") else 0
    return add_months(today.replace(day=1), step)


def _weeks(words: str | None) -> int:
    if not words:
        return 0
    return words.count("下") - words.count("上")


def _monday(today: date, weeks: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def _read_iso(match: re.Match[str], today: date) -> Period:
    return (
        _one(day_of(int(match["iy"]), int(match["im"]), int(match["id"])))
        if 1900 <= int(match["iy"]) < 2200
        else None
    )


def _read_day(match: re.Match[str], today: date) -> Period:
    return _one(day_of(_year(match["dy"], today), whole(match["dm"]) or 0, whole(match["dd"]) or 0))


def _read_this_month(match: re.Match[str], today: date) -> Period:
    month = _relative_month(match["mo"], today)
    return _one(day_of(month.year, month.month, whole(match["md"]) or 0))


def _read_relative_month(match: re.Match[str], today: date) -> Period:
    month = _relative_month(match["rm"], today)
    return _part(month.year, month.month, match["rp"] or match["rq"])


def _read_weeks(match: re.Match[str], today: date) -> Period:
    monday = _monday(today, _weeks(match["ws"]))
    return monday, monday + timedelta(days=6)


def _read_ago(match: re.Match[str], today: date) -> Period:
    number = whole(match["an"]) or 0
    sign = 1 if match["ad"].endswith("后") else -1
    unit = match["au"]
    if match["an"] == "半":
        return _one(today + timedelta(days=15 * sign)) if unit == "个月" else None
    if unit == "个月":
        return _one(add_months(today, sign * number))
    return _one(today + timedelta(days=sign * number * (1 if unit in "天日" else 7)))


def _read_months(match: re.Match[str], today: date) -> Period:
    year, first, last = _year(match["sy"], today), whole(match["ma"]) or 0, whole(match["mb"]) or 0
    return (date(year, first, 1), month_end(year, last)) if 1 <= first < last <= 12 else None


def _read_half(match: re.Match[str], today: date) -> Period:
    year = _year(match["hy"], today)
    return (
        (date(year, 1, 1), date(year, 6, 30))
        if match["hh"] == "上"
        else (date(year, 7, 1), date(year, 12, 31))
    )


def _read_quarter(match: re.Match[str], today: date) -> Period:
    year, quarter = _year(match["qy"], today), whole(match["qq"]) or 1
    return date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter)


def _read_year(match: re.Match[str], today: date) -> Period:
    year = _year(match["yy"], today)
    return date(year, 1, 1), date(year, 12, 31)


_READERS: dict[str, Callable[[re.Match[str], date], Period]] = {
    "iso": _read_iso,
    "near": lambda match, today: _one(today + timedelta(days=_NEAR[match["near"]])),
    "day": _read_day,
    "thismonth": _read_this_month,
    "month": lambda match, today: _part(_year(match["my"], today), whole(match["mm"]) or 0, match["mp"]),
    "months": _read_months,
    "relmonth": _read_relative_month,
    "week": lambda match, today: _one(
        _monday(today, _weeks(match["wr"])) + timedelta(days=_WEEK[match["wd"]])
    ),
    "weeks": _read_weeks,
    "ago": _read_ago,
    "half": _read_half,
    "quarter": _read_quarter,
    "yearend": lambda match, today: _one(date(_year(match["ey"], today), 12, 31)),
    "year": _read_year,
    "only": lambda match, today: _one(day_of(today.year, today.month, whole(match["od"]) or 0)),
    "slash": lambda match, today: _one(day_of(today.year, int(match["sm"]), int(match["sd"]))),
}
