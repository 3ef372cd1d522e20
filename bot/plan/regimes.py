"""Working rules with clocks (制度), such as 13710: what must happen within how long."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.plan.layout import Layout, Span
from bot.records import Regime, RegimeStep
from bot.text.durations import find_within
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_FEWEST_CLOCKS = 2
_FOLLOWS = re.compile(r"然后|再|并|随后|之后")


def read_regimes(layout: Layout, section: str, start: int, end: int, directory: Path = LEXICON) -> list[tuple[Regime, Span]]:
    """The regimes in [start, end), each with the span of its steps: text that holds no tasks of its own."""
    naming, last = _words(directory)
    found = []
    for sentence in layout.sentences(start, end):
        clauses = list(layout.clauses(sentence.start, sentence.end))
        clocked = [i for i, clause in enumerate(clauses) if find_within(layout.text, clause.start, clause.end)]
        if len(clocked) < _FEWEST_CLOCKS:
            continue
        name = next((m for m in naming.finditer(layout.flat, start, clauses[clocked[0]].start)), None)
        steps = _steps(layout, clauses, clocked, name["name"] if name else "", last)
        if name and len(steps) >= _FEWEST_CLOCKS:
            regime = Regime(name["name"], section, tuple(steps))
            found.append((regime, Span(steps[0].start, steps[-1].end)))
    return found


def _steps(layout: Layout, clauses: list[Span], clocked: list[int], name: str, last: re.Pattern[str]) -> list[RegimeStep]:
    """A step for each clock, with the condition before it and what follows it."""
    steps = []
    begin = clocked[0] - 1 if clocked[0] and layout.text[clauses[clocked[0]].start - 1] in "，," and _leads(layout, clauses[clocked[0] - 1]) else clocked[0]
    for number, index in enumerate(clocked):
        stop = clocked[number + 1] if number + 1 < len(clocked) else len(clauses)
        final = next((i for i in range(index + 1, stop) if last.match(layout.text, clauses[i].start)), None)
        until = index + 1
        while until < (stop if final is None else final) and _FOLLOWS.match(layout.text, clauses[until].start):
            until += 1
        within = find_within(layout.text, clauses[index].start, clauses[index].end)[0]
        steps.append(_step(layout, name, clauses[begin].start, clauses[until - 1].end, within[2]))
        begin = until
        if final is not None:
            ends = min(final + 2, stop)
            steps.append(_step(layout, name, clauses[final].start, clauses[ends - 1].end, None))
            begin = ends
    return steps


def _leads(layout: Layout, clause: Span) -> bool:
    return layout.text.startswith(("对", "凡", "如", "确", "遇", "在"), clause.start)


def _step(layout: Layout, name: str, start: int, end: int, within: str | None) -> RegimeStep:
    quote = layout.text[start:end]
    return RegimeStep(within, f"{name}：{quote}", quote, start, end)


@lru_cache(maxsize=8)
def _words(directory: Path) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_lexicon("terms", directory)
    kinds = one_of(data["regimes"])
    naming = re.compile(rf"[“\"](?P<name>[^”\"“]{{1,20}})[”\"][\u4e00-\u9fff]{{0,6}}?{kinds}")
    return naming, re.compile(one_of(data["last"]))
