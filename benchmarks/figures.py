"""An independent look for figures that an answer has from nowhere: it shares no code with the bot's guard.

A figure is a number with the unit behind it, or a date. It is supported when it stands in the plan or in what
the user said, in Chinese or in Arabic numerals; when it numbers or counts the lines of the answer's own list;
or when it is a day that follows from one in the question by a clock of the plan (7天内).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from benchmarks.listing import miscounted, without_lists

HAN = "零〇一二两三四五六七八九十百千万亿"
_DIGIT = {
    char: value for value, chars in enumerate(("零〇", "一", "二两", *"三四五六七八九")) for char in chars
}
_POWER = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MEASURE = "个项条点种类块名所家人处套门场次期届天周元倍成岁间台支篇部份起件节级层维轮月日号年"
_NUMERAL = re.compile(rf"[{HAN}]+")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")
_FIGURE = re.compile(
    rf"\d+(?:\.\d+)?(?:[余多]?[万亿]?[余多]?(?:[{_MEASURE}]|%|‰)|[㐀-鿿]|)"
    rf"|(?!一类的|一点|(?<=[这那哪])一)[{HAN}]+[余多]?[{_MEASURE}]"  # no counts: such, a little, this
)
_ORDINAL = re.compile(rf"第[\d{HAN}]+[个项条点]")  # of a list
_CLOCK = re.compile(r"(\d+)(天|个月)内")
_RELATIVE = re.compile(r"[今明后昨前]天|[今明昨]日|周|星期|礼拜|[上下这本当]个?月|月[底初末中]|最后一天")
_YEARS = {"明年": 1, "后年": 2, "去年": -1, "前年": -2}
_NEAR = timedelta(days=40)  # as far as words like 下周一 and 下月底 reach


class FigureCheck:
    """Knows one plan's text and the day that is today."""

    def __init__(self, plan: str, today: date) -> None:
        self._plan = _forms(plan)
        self._today = today
        clocks = {(int(number), unit) for number, unit in _CLOCK.findall(self._plan[1])}
        self._clocks = sorted(clocks)

    def unsupported(self, answer: str, asked: Sequence[str], earlier: Sequence[str] = ()) -> list[str]:
        """The figures of an answer that nothing supports.

        `asked` are the conversation's messages up to this one, `earlier` the answers before.
        """
        text = _folded(answer)
        held = [*self._plan, *(form for message in asked for form in _forms(message))]
        wrong = list(miscounted(text, [_folded(one) for one in earlier], lambda count: _stands(count, held)))
        text = _ORDINAL.sub("", without_lists(text))
        days = self._days([_forms(message)[1] for message in asked])
        for match in _DATE.finditer(text):
            if not _stands(match.group(), held) and not any(_same(match, day) for day in days):
                wrong.append(match.group())
        years = {f"{self._today.year + shift}年" for word, shift in _YEARS.items() if word in "".join(asked)}
        for match in _FIGURE.finditer(_DATE.sub("", text)):
            figure = match.group()
            if figure not in years and not _stands(figure, held) and not _stands(_arabic(figure), held):
                wrong.append(figure)
        return wrong

    def _days(self, asked: Iterable[str]) -> set[date]:
        """Today, the days that the messages name, and those on which a clock that starts there runs out."""
        starts = {self._today}
        for message in asked:
            starts |= {day for match in _DATE.finditer(message) if (day := self._day(match)) is not None}
            if _RELATIVE.search(message):
                starts |= {self._today + timedelta(days=n) for n in range(-_NEAR.days, _NEAR.days + 1)}
            for number in re.findall(r"(?<![\d月])(\d{1,2})[号日]", message):
                if 1 <= int(number) <= _last(self._today.year, self._today.month):
                    starts.add(self._today.replace(day=int(number)))
        return starts | {_after(day, number, unit) for day in starts for number, unit in self._clocks}

    def _day(self, match: re.Match[str]) -> date | None:
        year, month, day = int(match[1] or self._today.year), int(match[2]), int(match[3])
        return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= _last(year, month) else None


def _folded(text: str) -> str:
    """Compatibility forms, no white space but the ends of lines, no three dots for a cut."""
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text)).replace("...", "…")


def _forms(text: str) -> tuple[str, str]:
    """The text in one line, as it stands and with Arabic numerals."""
    line = _folded(text).replace("\n", "")
    return line, _arabic(line)


def _arabic(text: str) -> str:
    """The text with its Chinese numerals in digits, and days as 日."""
    return re.sub(r"(?<=\d)号", "日", _NUMERAL.sub(lambda match: _number(match.group()), text))


def _number(numeral: str) -> str:
    """二十一 → 21, 二〇二二 → 2022."""
    if not any(char in _POWER for char in numeral):
        return "".join(str(_DIGIT[char]) for char in numeral)
    total = part = digit = 0
    for char in numeral:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif _POWER[char] >= 10_000:
            total += max(part + digit, 1) * _POWER[char]
            part = digit = 0
        else:
            part += (digit or 1) * _POWER[char]
            digit = 0
    return str(total + part + digit)


def _stands(figure: str, texts: Iterable[str]) -> bool:
    """Whether the figure stands in one of the texts, and not as a part of a longer number."""
    pattern = re.compile(rf"(?<![\d.{HAN}]){re.escape(figure)}(?!\d)")
    return any(pattern.search(text) for text in texts)


def _same(match: re.Match[str], day: date) -> bool:
    """Whether a date, whose year may be left out, is this day."""
    return (int(match[2]), int(match[3])) == (day.month, day.day) and int(match[1] or day.year) == day.year


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _after(day: date, number: int, unit: str) -> date:
    """The last day of a clock; a month ends on the same day, or on the month's last."""
    if unit == "天":
        return day + timedelta(days=number)
    months = day.month - 1 + number
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, _last(year, month)))
