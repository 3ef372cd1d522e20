"""Tables of tasks: rows of cells apart by tabs, under a row that names the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan.layout import Layout, Line, Span
from bot.plan.owning import split_names
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_COLUMNS = ("task", "owner", "supporter", "deadline", "target")


@dataclass(frozen=True)
class Row:
    """One task of a table. `whole` spans its cells; the others are the cells themselves."""

    whole: Span
    task: Span
    deadline: Span | None
    target: Span | None
    owners: tuple[str, ...]
    supporters: tuple[str, ...]


def read_rows(layout: Layout, start: int, end: int, directory: Path = LEXICON) -> Iterator[Row]:
    """The tasks of the tables in [start, end)."""
    words = _words(directory)
    columns: Mapping[int, str] | None = None
    for line in layout.within(start, end):
        cells = cells_of(layout, line) if line.tabbed else []
        if len(cells) < 2:
            columns = None
            continue
        named = _named(layout, cells, words)
        if named:
            columns = named
        elif columns:
            row = _row(layout, cells, columns, words)
            if row:
                yield row


def cells_of(layout: Layout, line: Line) -> list[Span]:
    """The cells of a row, without the white space around them."""
    cells, begin = [], line.start
    for match in re.compile(r"\t|$").finditer(layout.text, line.start, line.end):
        cells.append(layout.trim(begin, match.start()))
        begin = match.end()
    return cells


def _named(layout: Layout, cells: list[Span], words: _Words) -> dict[int, str] | None:
    """The columns by their place, when the row is a head that names a task's column and one more."""
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        text = "".join(layout.text[cell.start : cell.end].split())
        kind = next((kind for kind in _COLUMNS if words.heads[kind].fullmatch(text)), None)
        if kind and kind not in found.values():
            found[place] = kind
    return found if "task" in found.values() and len(found) > 1 else None


def _row(layout: Layout, cells: list[Span], columns: Mapping[int, str], words: _Words) -> Row | None:
    parts = {kind: cells[place] for place, kind in columns.items() if place < len(cells)}
    filled = {kind: cell for kind, cell in parts.items() if cell.end > cell.start}
    task = filled.get("task")
    if task is None:
        return None
    whole = Span(min(cell.start for cell in filled.values()), max(cell.end for cell in filled.values()))
    owner, supporter = filled.get("owner"), filled.get("supporter")
    owners, supporters = _people(layout.text[owner.start : owner.end], words) if owner else ((), ())
    if supporter:
        supporters += tuple(split_names(layout.text[supporter.start : supporter.end]))
    return Row(whole, task, filled.get("deadline"), filled.get("target"), owners, supporters)


def _people(cell: str, words: _Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """市教育局牵头，市财政局、市人社局配合: owners and supporters."""
    owners: list[str] = []
    supporters: list[str] = []
    for part in re.split(r"[，,；;。]", cell):
        helping = words.helps.search(part)
        names = split_names(words.roles.sub("", part).strip("：: "))
        (supporters if helping else owners).extend(names)
    return tuple(owners), tuple(supporters)


@dataclass(frozen=True)
class _Words:
    heads: Mapping[str, re.Pattern[str]]
    helps: re.Pattern[str]
    roles: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(directory: Path) -> _Words:
    data = read_lexicon("tables", directory)
    heads = {kind: re.compile(one_of(data[kind])) for kind in _COLUMNS}
    return _Words(
        heads, re.compile(one_of(data["helps"])), re.compile(one_of([*data["leads"], *data["helps"]]))
    )
