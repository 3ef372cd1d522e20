"""Working rules with clocks (制度), such as 13710: what must happen within how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan.layout import Layout, Span
from bot.plan.words import TaskWords
from bot.records import Regime, RegimeStep
from bot.text.durations import find_within
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_FEWEST_CLOCKS = 2
_FOLLOWS = ("然后", "再", "并", "随后", "之后")


def read_regimes(
    layout: Layout, section: str, start: int, end: int, words: TaskWords, directory: Path = LEXICON
) -> list[tuple[Regime, Span]]:
    """The regimes in [start, end), each with the span of its steps: text that holds no tasks of its own."""
    cues = _cues(directory)
    found = []
    for sentence in layout.sentences(start, end):
        clauses = [
            _bare(layout, clause, words, cues) for clause in layout.clauses(sentence.start, sentence.end)
        ]
        clocked = [
            i for i, clause in enumerate(clauses) if find_within(layout.text, clause.start, clause.end)
        ]
        if len(clocked) < _FEWEST_CLOCKS:
            continue
        name = cues.name.search(layout.flat, start, clauses[clocked[0]].start)
        if name:
            steps = tuple(_steps(layout, clauses, clocked, name["name"], cues))
            found.append((Regime(name["name"], section, steps), Span(steps[0].start, steps[-1].end)))
    return found


def _bare(layout: Layout, clause: Span, words: TaskWords, cues: _Cues) -> Span:
    """The clause without 具体来说 and 就是 before it; empty when it is nothing else."""
    position = clause.start
    match = words.connector.match(layout.text, position, clause.end)
    while match and not (
        layout.text.startswith(_FOLLOWS, position) or cues.last.match(layout.text, position)
    ):
        position = match.end()
        match = words.connector.match(layout.text, position, clause.end)
    return Span(position, clause.end)


def _steps(
    layout: Layout, clauses: list[Span], clocked: list[int], name: str, cues: _Cues
) -> Iterator[RegimeStep]:
    """A step for each clock, with the condition before it and what follows it; the last may have no clock."""
    text = layout.text
    begin = (
        clocked[0] - 1
        if clocked[0] and cues.condition.match(text, clauses[clocked[0] - 1].start)
        else clocked[0]
    )
    for number, index in enumerate(clocked):
        stop = clocked[number + 1] if number + 1 < len(clocked) else len(clauses)
        final = next((i for i in range(index + 1, stop) if cues.last.match(text, clauses[i].start)), None)
        until = index + 1
        while until < (stop if final is None else final) and text.startswith(_FOLLOWS, clauses[until].start):
            until += 1
        within = find_within(text, clauses[index].start, clauses[index].end)[0][2]
        yield _step(layout, name, clauses[begin].start, clauses[until - 1].end, within)
        begin = until
        if final is not None:
            begin = min(final + 2, stop)
            yield _step(layout, name, clauses[final].start, clauses[begin - 1].end, None)


def _step(layout: Layout, name: str, start: int, end: int, within: str | None) -> RegimeStep:
    quote = layout.text[start:end]
    return RegimeStep(within, f"{name}：{quote}", quote, start, end)


@dataclass(frozen=True)
class _Cues:
    name: re.Pattern[str]
    last: re.Pattern[str]
    condition: re.Pattern[str]


@lru_cache(maxsize=8)
def _cues(directory: Path) -> _Cues:
    data = read_lexicon("terms", directory)
    kinds = one_of(data["regimes"])
    return _Cues(
        re.compile(rf"[“\"](?P<name>[^”\"“]{{1,20}})[”\"][\u4e00-\u9fff]{{0,6}}?{kinds}"),
        re.compile(one_of(data["last"])),
        re.compile(one_of(data["conditions"])),
    )
