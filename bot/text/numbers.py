"""Numbers as Chinese plans write them: 26, 1.5万, 三万五千, 二十, 1,200, 两."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "廿": 20}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

HAN = "零〇○一二两三四五六七八九十百千"
# Bounded repeats: a megabyte of digits must not be looked at twice.
ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
CHINESE = rf"[{HAN}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,4}})?(?:[万亿][{HAN}]{{0,8}})?"
NUMBER = rf"(?:(?:{ARABIC})|(?:{CHINESE}))"
SCALE = r"(?:万亿|千万|百万|十万|[万亿千百])"

_ARABIC = re.compile(rf"({ARABIC})({SCALE})?")


def parse_number(words: str) -> float | None:
    """The number that the words say, or None. 万 and 亿 are multiplied out.

    >>> parse_number("三万五千"), parse_number("1.2万"), parse_number("十二")
    (35000.0, 12000.0, 12.0)
    """
    words = words.strip()
    match = _ARABIC.fullmatch(words)
    if match:
        return tidy(float(match[1].replace(",", "")) * scale_of(match[2] or ""))
    return _chinese(words)


def scale_of(words: str) -> float:
    """What a scale multiplies by: 万 is 10000, 千万 is 10000000, nothing is 1."""
    factor = 1.0
    for character in words:
        factor *= _MYRIADS.get(character) or _TENS.get(character) or 1
    return factor


def tidy(value: float) -> float:
    """The value without the dust that multiplying decimals leaves (1.1 × 10000)."""
    return float(round(value, 6))


def _chinese(words: str) -> float | None:
    if not words:
        return None
    if "点" in words:
        whole, _, rest = words.partition("点")
        scale = rest.lstrip("零〇一二三四五六七八九")
        digits = rest[: len(rest) - len(scale)]
        value = _chinese(whole)
        if value is None or not digits or any(c not in _MYRIADS for c in scale):
            return None
        return tidy((value + float("0." + "".join(str(_DIGITS[c]) for c in digits))) * scale_of(scale))
    if len(words) > 1 and all(c in _DIGITS for c in words):
        return float("".join(str(_DIGITS[c]) for c in words)) if "两" not in words else None
    return _spoken(words)


def _spoken(words: str) -> float | None:
    """Numbers with 十百千万亿: a section below each 万 or 亿, added up."""
    total = section = 0.0
    digit: int | None = None
    last = 1  # the unit before a bare last digit: 三万五 is 35000
    for character in words:
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit not in (None, 0):
                return None
            digit = value
            if value == 0:
                last = 1
        elif character in _TENS:
            last = _TENS[character]
            section += (1 if digit is None else digit) * last
            digit = None
            last //= 10
        elif character in _MYRIADS:
            section += digit or 0
            factor = _MYRIADS[character]
            total = (total + section) * factor if factor > 10_000 or total == 0 else total + section * factor
            if total == 0:
                total = float(factor)
            section, digit, last = 0.0, None, factor // 10
        else:
            return None
    rest = (digit or 0) * max(last, 1) if digit is not None else 0
    return total + section + rest
