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

_SECTION = re.compile(
    r"(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?(?:零?(([一二三四五六七八九])?十))?(零)?([一二两三四五六七八九])?"
)
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
    if all(c in _DIGITS for c in words):  # 二〇二二
        return (
            float("".join(str(_DIGITS[c]) for c in words)) if len(words) == 1 or "两" not in words else None
        )
    return _spoken(words)


def _spoken(words: str) -> float | None:
    """Numbers with 十百千万亿: what stands before 亿 and 万 is multiplied, what stands behind is added."""
    for unit, size in reversed(_MYRIADS.items()):
        head, found, tail = words.rpartition(unit)
        if not found:
            continue
        high = _spoken(head) if head else 1.0 if not tail else None
        # 三万五 is 35000, 三万零五 is 30005
        low = (
            _DIGITS[tail] * size / 10
            if tail in _DIGITS
            else _spoken(tail.removeprefix("零"))
            if tail
            else 0.0
        )
        return None if high is None or low is None or low >= size else high * size + low
    return _TENS[words] if words in _TENS else _section(words)


def _section(words: str) -> float | None:
    """Numbers below 10000: 一千零一十, 一百五 (150), 十二."""
    match = _SECTION.fullmatch(words)
    if not match or not words:
        return None
    thousands, hundreds, ten, tens, gap, ones = match.groups()
    value = sum(
        _DIGITS[digit] * size for digit, size in ((thousands, 1000), (hundreds, 100), (tens, 10)) if digit
    )
    if ten and not tens:
        value += 10
    if ones:
        short = not gap and not ten and (thousands or hundreds)  # 一千二 is 1200
        value += _DIGITS[ones] * ((10 if hundreds else 100) if short else 1)
    return float(value)
