"""What the review of the past reports in figures. Results are never mixed with targets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.plan.layout import Layout
from bot.plan.naming import name_quantities
from bot.plan.words import TaskWords
from bot.records import Result
from bot.text.lexicon import LEXICON
from bot.text.quantities import Quantity, find_quantities


def read_results(
    layout: Layout, section: str, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> Iterator[Result]:
    """The figures in [start, end) of a reviewing section, each with the clause around it."""
    for clause in layout.clauses(start, end):
        quote = layout.text[clause.start : clause.end]
        figures = [
            figure
            for figure in find_quantities(layout.text, clause.start, clause.end, directory=directory)
            if not (layout.named[figure.figure] or (figure.small and _is_idiom(layout, figure)))
        ]
        for figure, name in name_quantities(layout, figures, clause.start, clause.end, words):
            yield Result(section, name, figure.raw, figure.start, figure.end, quote, figure.redacted)


def _is_idiom(layout: Layout, figure: Quantity) -> bool:
    """Whether one Chinese digit counts nothing: 一个, 五项管理."""
    return figure.unit in ("个", "项") or layout.text[figure.figure] in "一零〇"
