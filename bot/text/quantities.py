"""Figures with their units: 10—20个, 不低于60%, XX余项, 1.3万亿斤以上, 增长5%左右."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.records import Comparison
from bot.text.folding import flat_piece, flatten
from bot.text.lexicon import LEXICON, one_of, read_lexicon
from bot.text.numbers import HAN, NUMBER, SCALE, parse_number, scale_of, tidy

# Chinese numerals of one character stand in idioms more often than in figures (两个方向).
_SMALL = re.compile(rf"[{HAN}]")


_HANZI = re.compile(r"[\u4e00-\u9fff]")
_SPELLED = re.compile(r"[零〇一二三四五六七八九]{2,}")  # 统一一个
_SCALE_ONLY = re.compile(r"[百千]+[万亿]*")
_LISTS = frozenset("和及与、对")  # before a thing that is told apart by its size
_MOST_KINDS = 12  # that a plan would count with 大
_REACH = 14  # how far before a figure 不少于 may stand: 不少于总课时的20%


@dataclass(frozen=True)
class Quantity:
    """A figure with its unit, at [start, end). `least` and `most` in `unit`, 万 and 亿 multiplied out."""

    start: int
    end: int
    raw: str
    op: Comparison
    least: float | None
    most: float | None
    unit: str | None
    redacted: bool
    small: bool = False  # one Chinese digit: 三所, 两个
    figure: int = 0  # where the figure itself starts, behind 不低于 or 增长
    bounding: bool = False  # tells which things are meant, not how many: 10万千瓦及以下机组, 25兆瓦级轴承


@dataclass(frozen=True)
class _Grammar:
    pattern: re.Pattern[str]
    coverage: re.Pattern[str]
    farther: re.Pattern[str]
    physical: frozenset[str]
    ops: Mapping[str, Comparison]


def find_quantities(
    text: str, start: int = 0, end: int | None = None, *, directory: Path = LEXICON
) -> Iterator[Quantity]:
    """The figures in text[start:end], from left to right, none inside another."""
    grammar = _grammar(directory)
    flat, base = flat_piece(text, start, end)
    for match in grammar.pattern.finditer(flat, start - base):
        quantity = _read(match, text, base, grammar)
        if quantity:
            yield quantity


def find_coverage(
    text: str, start: int = 0, end: int | None = None, *, directory: Path = LEXICON
) -> Iterator[Quantity]:
    """The words in text[start:end] that ask for the whole of something: 全部, 全覆盖."""
    grammar = _grammar(directory)
    for match in grammar.coverage.finditer(text, start, len(text) if end is None else end):
        yield Quantity(
            match.start(),
            match.end(),
            match[0],
            Comparison.ALL,
            None,
            None,
            None,
            False,
            False,
            match.start(),
        )


def _read(match: re.Match[str], text: str, base: int, grammar: _Grammar) -> Quantity | None:
    before, after = match["before"] or "", match["after"] or ""
    growth = bool(match["growth"]) and not match["to"]  # 提高到65% is a level, no growth
    redacted = match["hidden"] is not None
    unit = text[base + match.start("unit") : base + match.end("unit")]
    more = bool(match["more"] or match["more2"])
    least, most = (None, None) if redacted else _figures(match)
    if not redacted and least is None:
        return None
    if unit == "大" and not _counts_kinds(match, text[base + match.end() : base + match.end() + 1]):
        return None
    op = Comparison.GROWTH if growth else _operator(match, before, after, more, grammar)
    if op is Comparison.EQ:
        farther = grammar.farther.search(match.string[max(0, match.start() - _REACH) : match.start("figure")])
        op = grammar.ops[farther[1]] if farther else op
    if not redacted and op is Comparison.EQ and unit in "%％" and least == most == 100:
        op = Comparison.ALL
    if redacted:
        least = most = None
    elif op is Comparison.AT_LEAST or (
        op in (Comparison.GROWTH, Comparison.MULTIPLE) and _open(before, after, more, grammar)
    ):
        most = None
    elif op is Comparison.AT_MOST or (growth and grammar.ops.get(before) is Comparison.AT_MOST):
        least = None
    number = match["number"] or ""
    small = bool(_SMALL.fullmatch(number)) and not match["scale"] and not match["top"] and not more
    told = before in grammar.ops and after not in grammar.ops
    begin = match.start("growth" if growth else "before" if told else "figure")
    stop = match.end("after") if after else match.end("unit")
    begin, stop = base + begin, base + stop
    figure = base + match.start("figure")
    following = text[stop : stop + 1]
    named = bool(after) and _HANZI.match(following) is not None
    listed = unit == "户" and text[max(0, begin - 1) : begin] in _LISTS  # 行政村和20户以上自然村
    bounding = (unit in grammar.physical and following == "级") or (
        named and (unit in grammar.physical or listed)
    )
    return Quantity(begin, stop, text[begin:stop], op, least, most, unit, redacted, small, figure, bounding)


def _figures(match: re.Match[str]) -> tuple[float | None, float | None]:
    """The least and the most that the figure says, before it is known how it is meant."""
    number, top = match["number"], match["top"]
    scale = scale_of(match["scale"] or "")
    if number is None:  # 万余人: the scale is the figure
        return scale, scale
    low = None if _SPELLED.fullmatch(number) else parse_number(number)
    bare = _SCALE_ONLY.fullmatch(number) and not match["more"] and not match["before"]
    if low is None or bare:  # 百亿斤粮食工程 is a name, 超千亿元 is none
        return None, None
    if not top:
        return tidy(low * scale), tidy(low * scale)
    high = parse_number(top)
    if high is None:
        return None, None
    own = scale_of(match["low_scale"]) if match["low_scale"] else scale
    low, high = tidy(low * own), tidy(high * scale)
    return (low, high) if low <= high else (None, None)


def _counts_kinds(match: re.Match[str], following: str) -> bool:
    """Whether 六大 counts: 六大课程; the 十九大 is a congress, whatever follows."""
    number = match["number"] or ""
    few = len(number) == 1 if not number.isdecimal() else int(number) <= _MOST_KINDS
    return few and not match["scale"] and _HANZI.match(following) is not None


def _operator(match: re.Match[str], before: str, after: str, more: bool, grammar: _Grammar) -> Comparison:
    if (match["unit"] or "") == "倍":
        return Comparison.MULTIPLE
    if match["top"] or match["hidden_top"]:
        return Comparison.RANGE
    for word in (after, before):
        if word in grammar.ops:
            return grammar.ops[word]
    return Comparison.AT_LEAST if more else Comparison.EQ


def _open(before: str, after: str, more: bool, grammar: _Grammar) -> bool:
    """Whether a figure of growth or a multiple is a least one: 增长5%以上, 2倍以上."""
    return (
        more
        or grammar.ops.get(after) is Comparison.AT_LEAST
        or grammar.ops.get(before) is Comparison.AT_LEAST
    )


@lru_cache(maxsize=8)
def _grammar(directory: Path) -> _Grammar:
    words: Mapping[str, Any] = read_lexicon("units", directory)
    hidden = one_of(flatten(mark) for mark in read_lexicon("redaction", directory)["marks"])
    units = [
        unit
        for group in ("measure", "length_area_mass", "medals", "money", "things", "share")
        for unit in words[group]
    ]
    ops: dict[str, Comparison] = {}
    for key, op in (
        ("at_least", Comparison.AT_LEAST),
        ("at_most", Comparison.AT_MOST),
        ("about", Comparison.ABOUT),
    ):
        for side in ("before", "after"):
            ops.update(dict.fromkeys(words[f"{key}_{side}"], op))
    before = one_of([*words["at_least_before"], *words["at_most_before"], *words["about_before"]])
    after = one_of([*words["at_least_after"], *words["at_most_after"], *words["about_after"]])
    more, dash = one_of(words["more"]), one_of(words["range"])
    pattern = re.compile(
        rf"(?P<growth>{one_of(words['growth'])})?(?P<to>[到至为达]{{1,2}})?"
        rf"(?P<before>{before})?[到至为达]{{0,2}}(?P<figure>"
        rf"(?<![A-Za-z\d.{HAN}第])(?:"
        rf"(?P<hidden>(?<![+＋A-Za-z]){hidden}{{1,4}})(?:{dash}(?P<hidden_top>{hidden}{{1,4}}))?"
        rf"|(?P<number>{NUMBER})(?:(?P<low_scale>{SCALE})?(?:%|‰)?(?:{dash})(?P<top>{NUMBER}))?"
        rf"|(?=(?:{SCALE}){more}|(?<=超)(?:{SCALE})))"
        rf"(?P<more>{more})?(?P<scale>{SCALE})?(?P<more2>{more})?)"
        rf"(?!{one_of(words['other_words'])})(?P<unit>{one_of(units)})(?P<after>{after})?"
    )
    bounds = one_of(word for word in (*words["at_least_before"], *words["at_most_before"]) if len(word) > 1)
    farther = re.compile(rf"({bounds})[^，。；、\d]{{1,10}}的?$")
    return _Grammar(
        pattern,
        re.compile("(?<!健)" + one_of(words["coverage"])),  # 健全覆盖城乡的体系
        farther,
        frozenset(words["length_area_mass"]),
        ops,
    )
