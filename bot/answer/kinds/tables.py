"""“语文必修多少学分”: the row of a table that the question's words name, with the head above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.topic import Topic
from bot.answer.question.words import Word
from bot.answer.saying import phrases
from bot.plan.grids import Grid, counts, read_grids
from bot.plan.layout import Span
from bot.records import Answer, Fact, Source, State
from bot.text.plain import plain

NAMED = 0.6  # weight of a word that names a row
# Share of the question's words that row, heads and name of the table have to hold; the same where a cell is
# nothing but a word of the question.
HELD, HELD_ALONE = 0.85, 0.6
FIRST = 2  # cells of a row that may name it
MOST = 3  # rows that are told at once
TIE = 0.01
UNIT = re.compile(r"(?:几|多少)个?(?P<unit>[一-鿿]{1,2})")
ROW, HEADS = "表格：", "表头："
BETWEEN = "｜"  # cells


@dataclass(frozen=True)
class Record:
    """One row of a table. `around`: its heads, its table's name and the titles above it, folded and close."""

    grid: Grid
    cells: tuple[Span, ...]
    texts: tuple[str, ...]  # of the cells, folded and close
    around: str
    section: str

    @property
    def text(self) -> str:
        return " ".join(self.texts)


class Tables:
    """Finds rows of the plan's tables, other than those that are tasks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        rows = (tuple(self._rows(grid)) for grid in read_grids(knowledge.layout))
        self._grids = [records for records in rows if records]

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The rows that hold what the question names; None where they do not, or are too many."""
        if not self._grids or inquiry.aspect not in (None, "target", "measure"):
            return None
        asked = UNIT.search(inquiry.text)
        if inquiry.aspect == "target" and asked is None:
            return None
        words = [word for word in inquiry.words if word.known or word.noun]
        found = [fit for grid in self._grids if (fit := self._fitting(grid, words, asked))]
        if not found:
            return None
        best = max(score for score, _ in found)
        tables = [rows for score, rows in found if score >= best - TIE]
        if len(tables) > 1 or len(tables[0]) > MOST:
            return None  # which of them is not clear
        return self._told(inquiry, tables[0], self._unit(tables[0][0], asked))

    def _fitting(
        self, records: Sequence[Record], words: Sequence[Word], asked: re.Match[str] | None
    ) -> tuple[float, list[Record]] | None:
        """The rows of one table that the words name, and how well; None where the table lacks a word."""
        named = [(self._named(record, words, asked), record) for record in records]
        named = [(held, record) for held, record in named if held]
        if asked:
            named = [(held, record) for held, record in named if self._unit(record, asked)]
        if not named:
            return None
        most = max(_weight(held) for held, _ in named)
        rows = [record for held, record in named if _weight(held) >= most - TIE]
        alone = [record for record in rows if any(word.surface in record.texts for word in words)]
        rows = alone or rows
        if not asked:  # 体育和美术: a row for each
            missing = {word.surface for held, _ in named for word in held}
            missing -= {word.surface for held, record in named if record in rows for word in held}
            rows += [record for held, record in named if missing & {word.surface for word in held}]
        everywhere = " ".join(f"{record.text} {record.around}" for record in rows)
        share = _share(everywhere, words)
        return (most + share, rows) if share >= (HELD_ALONE if alone else HELD) else None

    def _rows(self, grid: Grid) -> Iterable[Record]:
        text = self.knowledge.plan.text
        for cells in grid.rows:
            unit = self.knowledge.unit_at(cells[0].start)
            if unit.task and "\t" in self.knowledge.tasks[unit.task].quote:
                continue  # a task, found as such
            heads = [_close(text[cell.start : cell.end]) for row in grid.heads for cell in row]
            called = _close(text[grid.called.start : grid.called.end]) if grid.called else ""
            titles = [plain(title) for title in self.knowledge.path(unit.section)]
            yield Record(
                grid,
                cells,
                tuple(_close(text[cell.start : cell.end]) for cell in cells),
                " ".join([*titles, called, *heads]),
                unit.section,
            )

    def _named(self, record: Record, words: Sequence[Word], asked: re.Match[str] | None) -> list[Word]:
        """The words that name the row: in a cell without figures; in one of its first, if none is asked."""
        cells = [text for text in record.texts[: None if asked else FIRST] if not counts(text)]
        return [
            word
            for word in words
            if word.weight >= NAMED and any(form in text for text in cells for form in word.forms)
        ]

    def _unit(self, record: Record, asked: re.Match[str] | None) -> str:
        """In what the row has a figure, where that is what is asked: 学分, which is a head."""
        units = (asked["unit"], asked["unit"][:1]) if asked else ()
        figured = any(map(counts, record.texts))
        for unit in units:
            if (figured and unit in record.around) or re.search(rf"\d[^，。]?{unit}", record.text):
                return unit
        return ""

    def _told(self, inquiry: Inquiry, records: Sequence[Record], unit: str) -> Answer:
        """The rows, and the row that names their columns."""
        rows = [self._source(record.cells, record.section) for record in records]
        heads = [self._source(row, records[0].section) for row in records[0].grid.heads]
        lead = self._value(records[0], unit) if len(records) == 1 else ""
        lines = [lead] if lead else []
        lines += [f"{ROW}{phrases.quoted(_shown(source))}" for source in rows]
        lines += [f"{HEADS}{phrases.quoted(_shown(source))}" for source in heads]
        note = records[0].grid.note
        notes = [self.knowledge.source(note.start, note.end, records[0].section)] if note else []
        lines += [source.quote for source in notes]
        lines.append(f"出处：{phrases.place(rows[0].path)}")
        facts = tuple(
            Fact(_shown(row), "target" if unit else "measure", State.STATED, lead or None) for row in rows
        )
        focus = self.knowledge.unit_at(records[0].cells[0].start)
        units = list(self.knowledge.units_between(records[0].cells[0].start, records[0].cells[-1].end))
        units += self.knowledge.units_between(note.start, note.end) if note else ()
        topic = Topic(self.knowledge, focus, tuple(units))
        memory = {"topic": topic.as_memory(), "section": records[0].section, "aspect": inquiry.aspect}
        return Answer("\n".join(lines), State.STATED, "fact", facts, (*rows, *heads, *notes), memory=memory)

    def _value(self, record: Record, unit: str) -> str:
        """The cell below the one head that names what is asked, where no cell of the row is joined."""
        heads = record.grid.heads[-1]
        text = self.knowledge.plan.text
        under = [at for at, cell in enumerate(heads) if unit and unit in _close(text[cell.start : cell.end])]
        if len(record.cells) != len(heads) or len(under) != 1 or not counts(record.texts[under[0]]):
            return ""
        return f"{record.texts[under[0]]}{unit}。" if record.texts[under[0]].isdigit() else ""

    def _source(self, cells: Sequence[Span], section: str) -> Source:
        return self.knowledge.source(cells[0].start, cells[-1].end, section)


def _weight(words: Sequence[Word]) -> float:
    return sum(word.weight for word in words)


def _share(text: str, words: Sequence[Word]) -> float:
    """The share of the words' weight that stands in a text."""
    held = sum(
        word.weight * max((sure for form, sure in word.forms.items() if form in text), default=0.0)
        for word in words
    )
    return held / _weight(words) if words else 0.0


def _close(text: str) -> str:
    """Folded, without the spaces by which a table spreads its words: 语　文."""
    return re.sub(r"\s+", "", plain(text))


def _shown(source: Source) -> str:
    return BETWEEN.join(_close(cell) for cell in source.quote.split("\t"))
