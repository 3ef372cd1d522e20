"""The text's lines, sentences and clauses, with offsets; quotations and brackets are kept whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from bot.text.folding import flatten

SENTENCE_ENDS = "。！？；!?;"
CLAUSE_ENDS = "，,"
_OPEN = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」", "【": "】", "〈": "〉", "[": "]"}
_HAN = "〇○零一二三四五六七八九十"
_DATE = re.compile(rf"[\d{_HAN}]{{4}}年[\d{_HAN}]{{1,2}}月[\d{_HAN}]{{1,3}}日")
_DEEPEST = 6  # pairs inside pairs; more are a slip of the pen
_SPACE = " \t\u3000\xa0\ufeff\u200b\r\f\v"


@dataclass(frozen=True)
class Line:
    """One line without the white space around it, at [start, end)."""

    start: int
    end: int
    text: str  # flattened: half-width digits, letters and signs
    tabbed: bool  # a row of a table

    @property
    def is_date(self) -> bool:
        """Whether the line is a date and nothing else, as under a signature."""
        return bool(_DATE.fullmatch(self.text))


@dataclass(frozen=True)
class Span:
    """A piece of the text, at [start, end)."""

    start: int
    end: int


class Layout:
    """A text with what every reader of it needs: its flat form and where quotations stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = flatten(text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not blank."""
        return tuple(self._lines())

    @cached_property
    def _line_ends(self) -> list[int]:
        return [line.end for line in self.lines]

    @cached_property
    def quoted(self) -> bytearray:
        """For each character, 1 when it stands inside a quotation or brackets that close on their line."""
        return self._inside("".join(_OPEN))

    @cached_property
    def named(self) -> bytearray:
        """For each character, 1 when it stands inside a quotation or a title: “…”, 《…》."""
        return self._inside("“‘《「〈")

    def _inside(self, opening: str) -> bytearray:
        steps = [0] * (len(self.text) + 1)
        for line in self.lines:
            self._mark(line, steps, opening)
        return bytearray(min(depth, 1) for depth in accumulate(steps[:-1]))

    def within(self, start: int, end: int) -> list[Line]:
        """The lines that touch [start, end), cut to it at the start and at the end."""
        first = bisect_right(self._line_ends, start)
        found = []
        for index in range(first, len(self.lines)):
            line = self.lines[index]
            if line.start >= end:
                break
            begin, stop = max(line.start, start), min(line.end, end)
            span = self.trim(begin, stop)
            if span.end > span.start:
                found.append(Line(span.start, span.end, self.flat[span.start : span.end], line.tabbed))
        return found

    def trim(self, start: int, end: int) -> Span:
        """[start, end) without the white space at its edges."""
        while end > start and (self.text[end - 1] in _SPACE or self.text[end - 1] == "\n"):
            end -= 1
        while start < end and (self.text[start] in _SPACE or self.text[start] == "\n"):
            start += 1
        return Span(start, end)

    def sentences(self, start: int, end: int) -> Iterator[Span]:
        """The sentences in [start, end): up to 。！？； outside quotations, or the end of the line."""
        yield from self._pieces(start, end, SENTENCE_ENDS + "\n")

    def clauses(self, start: int, end: int) -> Iterator[Span]:
        """The clauses in [start, end), without the punctuation that ends them."""
        for piece in self._pieces(start, end, CLAUSE_ENDS + SENTENCE_ENDS + "\n：:"):
            stop = piece.end
            while stop > piece.start and self.text[stop - 1] in CLAUSE_ENDS + SENTENCE_ENDS + "：:":
                stop -= 1
            trimmed = self.trim(piece.start, stop)
            if trimmed.end > trimmed.start:
                yield trimmed

    def _pieces(self, start: int, end: int, stops: str) -> Iterator[Span]:
        begin = start
        # 。” ends a sentence although its 。 stands inside
        for match in re.compile(f"[{re.escape(stops)}]|(?<=[。！？])[”’]").finditer(self.text, start, end):
            position = match.start()
            if position < begin or (self.quoted[position] and self.text[position] != "\n"):
                continue
            stop = position + 1
            while stop < end and self.text[stop] in "”’）》" and not self.quoted[stop]:
                stop += 1
            piece = self.trim(begin, stop)
            if piece.end > piece.start:
                yield piece
            begin = stop
        piece = self.trim(begin, end)
        if piece.end > piece.start:
            yield piece

    def _lines(self) -> Iterator[Line]:
        begin = 0
        while begin < len(self.text):
            stop = self.text.find("\n", begin)
            stop = len(self.text) if stop < 0 else stop
            span = self.trim(begin, stop)
            if span.end > span.start:
                flat = self.flat[span.start : span.end]
                yield Line(span.start, span.end, flat, "\t" in flat)
            begin = stop + 1

    def _mark(self, line: Line, steps: list[int], opening: str) -> None:
        """Note every pair that closes on its line; an opening without its closing marks nothing."""
        waiting: list[tuple[str, int]] = []
        for offset, character in enumerate(line.text):
            if character in opening:
                waiting.append((_OPEN[character], line.start + offset))
                continue
            lowest = max(-1, len(waiting) - 1 - _DEEPEST)
            depth = next((i for i in range(len(waiting) - 1, lowest, -1) if waiting[i][0] == character), None)
            if depth is not None:
                steps[waiting[depth][1] + 1] += 1
                steps[line.start + offset] -= 1
                del waiting[depth:]
