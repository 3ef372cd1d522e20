"""Tables that are no list of tasks: their rows, the heads above these, and what the table is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan.layout import Layout, Line, Span
from bot.plan.tables import cells_of
from bot.text.lexicon import LEXICON, one_of, read_lexicon

SHORT = 6  # characters of a cell that stands alone in its row; a longer line is a name of the next table
FEWEST = 2  # rows that make a table, its head among them
MOST_HEADS = 2  # rows: a head, and one below it that divides its columns
COUNT = re.compile(r"[^\d\s]{0,3}\s*\d+(?:\.\d+)?(?:[-—~至]\d+)?\s*[^\d\s]{0,3}")


@dataclass(frozen=True)
class Grid:
    """One table. `called`: the line above it, which is mostly its name; `heads`, `rows`: cells, row by row;
    `note`: the line below that explains it."""

    called: Span | None
    note: Span | None
    heads: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[Span, ...], ...]


def counts(cell: str) -> bool:
    """Whether a cell holds a figure and hardly a word beside it: 4, 至少 48, 1-3."""
    return COUNT.fullmatch(cell.strip()) is not None


def read_grids(layout: Layout, directory: Path = LEXICON) -> Iterator[Grid]:
    """The tables of a text, in order."""
    lines = layout.lines
    at = 0
    while at < len(lines):
        if not lines[at].tabbed:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (lines[end].tabbed or _is_between(lines, end)):
            end += 1
        rows = [tuple(cells_of(layout, line)) for line in lines[at:end]]
        if len(rows) >= FEWEST:
            called = Span(lines[at - 1].start, lines[at - 1].end) if at else None
            heads = _heads(layout, rows)
            note = lines[end] if end < len(lines) and _notes(directory).match(lines[end].text) else None
            yield Grid(
                called, Span(note.start, note.end) if note else None, tuple(rows[:heads]), tuple(rows[heads:])
            )
        at = end


@lru_cache(maxsize=8)
def _notes(directory: Path) -> re.Pattern[str]:
    return re.compile(rf"{one_of(read_lexicon('tables', directory)['notes'])}[：:]")


def _is_between(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line is a row of one cell, whose others are joined with the row above."""
    return at + 1 < len(lines) and lines[at + 1].tabbed and len(lines[at].text) <= SHORT


def _heads(layout: Layout, rows: Sequence[Sequence[Span]]) -> int:
    """How many rows name the columns: those above the first with a figure, if that is one of the first."""
    for number, row in enumerate(rows[: MOST_HEADS + 1]):
        if any(counts(layout.text[cell.start : cell.end]) for cell in row):
            return max(number, 1)
    return 1
