"""What the review of the past reports in figures. Results are never mixed with targets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.plan.details import quantity_name
from bot.plan.layout import Layout
from bot.plan.words import TaskWords
from bot.records import Result
from bot.text.lexicon import LEXICON
from bot.text.quantities import find_quantities


def read_results(
    layout: Layout, section: str, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> Iterator[Result]:
    """The figures in [start, end) of a reviewing section, each with the clause around it."""
    for clause in layout.clauses(start, end):
        for quantity in find_quantities(layout.text, clause.start, clause.end, directory=directory):
            figure = layout.text[quantity.figure]
            if layout.named[quantity.figure] or (quantity.small and figure in "一零〇"):
                continue
            name = quantity_name(layout, quantity, clause.start, clause.end, words)
            quote = layout.text[clause.start : clause.end]
            yield Result(section, name, quantity.raw, quantity.start, quantity.end, quote, quantity.redacted)
