"""What the plan reports in figures, of the past or of what there is. Never mixed with targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bot.plan.clauses import Role, read_clause
from bot.plan.figure_names import is_base, name_quantities
from bot.plan.layout import SENTENCE_ENDS, Layout, Span
from bot.plan.subjects import skip_adverbs
from bot.plan.words import TaskWords
from bot.records import Result
from bot.text.lexicon import LEXICON
from bot.text.quantities import Quantity, find_quantities


def read_results(
    layout: Layout, section: str, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> Iterator[Result]:
    """The figures in [start, end) of a reviewing section, each with the clause around it."""
    found = (
        result
        for clause in layout.clauses(start, end)
        for result in _figures_of(layout, section, clause, words, directory)
    )
    yield from _all_named(layout, found, words)


def read_states(
    layout: Layout, section: str, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> Iterator[Result]:
    """What a section of tasks says that there is, in figures: 目前，全省共有12所示范学校."""
    found = (
        result
        for line in layout.within(start, end)
        for span in (() if line.tabbed else layout.clauses(line.start, line.end))
        if _says_there_is(layout, span, words)
        for result in _figures_of(layout, section, span, words, directory)
    )
    yield from _all_named(layout, found, words)


def _says_there_is(layout: Layout, span: Span, words: TaskWords) -> bool:
    clause = read_clause(layout, span, words)
    there = words.being.match(layout.flat, clause.verb, clause.end)
    return clause.role is Role.STATEMENT and there is not None


def _all_named(layout: Layout, results: Iterator[Result], words: TaskWords) -> Iterator[Result]:
    """投资120亿元，增长8.5%; 全省有12所示范学校，我市有3所: the second has its name from the first."""
    before: Result | None = None
    for result in results:
        nameless = result.name == result.raw or words.being.fullmatch(result.name)
        between = layout.text[before.end : result.start] if before else ""
        if before and nameless and between.count("，") <= 1 and not set(between) & set(SENTENCE_ENDS + "\n"):
            result = replace(result, name=before.name)
        yield result
        before = result


def _figures_of(
    layout: Layout, section: str, clause: Span, words: TaskWords, directory: Path
) -> Iterator[Result]:
    quote = layout.text[clause.start : clause.end]
    figures = [
        figure
        for figure in find_quantities(layout.text, clause.start, clause.end, directory=directory)
        if not (
            layout.named[figure.figure]
            or figure.bounding
            or (figure.small and _is_idiom(layout, figure, clause.start, words))
        )
    ]
    figures = _with_change(layout, figures, words)
    for figure, name in name_quantities(layout, figures, clause.start, clause.end, words):
        yield Result(section, name, figure.raw, figure.start, figure.end, quote, figure.redacted)


def _with_change(layout: Layout, figures: list[Quantity], words: TaskWords) -> list[Quantity]:
    """从3826.5亿元 and 增长到4398.6亿元 keep the words that tell which is which."""
    told = list(figures)
    for index, (first, second) in enumerate(pairwise(figures)):
        if is_base(layout, first, second, words):
            begin = max(layout.text.rfind(word, 0, first.start) for word in "从由")
            told[index] = replace(first, start=begin, raw=layout.text[begin : first.end])
            told[index + 1] = replace(second, start=first.end, raw=layout.text[first.end : second.end])
    return told


def _is_idiom(layout: Layout, figure: Quantity, start: int, words: TaskWords) -> bool:
    """Whether one Chinese digit counts nothing: 一个, 五项管理, “…”三大行动; but 开发六大课程."""
    if figure.unit == "大":
        begin = max(start, *(layout.flat.rfind(sign, 0, figure.start) + 1 for sign in "，、和与及"))
        verb, _ = skip_adverbs(layout.flat, begin, figure.start, words)
        return not words.strong.fullmatch(layout.flat, verb, figure.start)
    return figure.unit in ("个", "项") or layout.text[figure.figure] in "一零〇"
