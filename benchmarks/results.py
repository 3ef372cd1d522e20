"""What was measured of each system, and the table of figures that follows from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.exam import Outcome, share_false, share_right
from benchmarks.stage import Spent
from benchmarks.understanding import (
    Guess,
    accuracy,
    aspect_pairs,
    macro_f1,
    micro_f1,
    milliseconds,
)

CLEAN = "原文"  # messages as they are written; the other variants have slips


@dataclass
class Sheet:
    """One system. Parts that it does not have, or that were not measured, stay empty."""

    name: str
    guesses: dict[str, list[Guess]] = field(default_factory=dict)  # variant → messages
    outcomes: dict[str, dict[str, list[Outcome]]] = field(default_factory=dict)  # variant → exam → cases
    unsupported: list[str] | None = None  # figures that were said from nowhere, each with its answer
    training: Spent | None = None
    reads_aspects: bool = False
    failures: tuple[str, ...] = ()  # what its actions logged as errors

    def all_outcomes(self, variant: str = CLEAN) -> list[Outcome]:
        """The cases of all exams."""
        return [outcome for cases in self.outcomes.get(variant, {}).values() for outcome in cases]


@dataclass(frozen=True)
class Row:
    """One figure of all systems, as it is printed. An aim is met, missed, or there is none (None)."""

    what: str
    aim: str
    values: tuple[str, ...]  # one for each sheet; "" where it has none
    met: bool | None  # by the first sheet


def percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def rows(sheets: Sequence[Sheet]) -> list[Row]:
    """The table; the first sheet is the bot's, whose figures are held against the aims."""
    found = [*_intent_rows(sheets), *_answer_rows(sheets)]
    said = [None if sheet.unsupported is None else float(len(sheet.unsupported)) for sheet in sheets]
    found.append(_row("没有出处的数字", said, aim=0, form="{:.0f} 处", at_most=True))
    times = [milliseconds(sheet.guesses[CLEAN]) if sheet.guesses else None for sheet in sheets]
    found.append(
        _row("理解用时（中位数）", [t and t[0] for t in times], aim=15, form="{:.1f} 毫秒", at_most=True)
    )
    found.append(_row("理解用时（95% 以内）", [t and t[1] for t in times], form="{:.1f} 毫秒"))
    spent = [sheet.training for sheet in sheets]
    found.append(
        _row("训练", [s.seconds if s else None for s in spent], aim=60, form="{:.0f} 秒", at_most=True)
    )
    found.append(_row("训练（处理器时间）", [s.work if s else None for s in spent], form="{:.0f} 秒"))
    return found


def _intent_rows(sheets: Sequence[Sheet]) -> list[Row]:
    found = []
    for variant in sheets[0].guesses:
        shares = [accuracy(s.guesses[variant]) if variant in s.guesses else None for s in sheets]
        found.append(_row(f"意图准确率{_of(variant)}", shares, aim=0.95 if variant == CLEAN else None))
    clean = [sheet.guesses.get(CLEAN) for sheet in sheets]
    found.insert(1, _row("意图宏平均 F1", [macro_f1(guesses) if guesses else None for guesses in clean]))
    aspects = [
        micro_f1(aspect_pairs(sheet.guesses[CLEAN])) if sheet.reads_aspects else None for sheet in sheets
    ]
    return [*found, _row("问项（实体）F1", aspects)]


def _answer_rows(sheets: Sequence[Sheet]) -> list[Row]:
    found = []
    for exam in sheets[0].outcomes[CLEAN]:
        shares = [_right(sheet.outcomes.get(CLEAN, {}).get(exam)) for sheet in sheets]
        found.append(_row(f"回答正确率 {exam}", shares, aim=0.95))
    clean = [_right(sheet.all_outcomes()) for sheet in sheets]
    for variant in sheets[0].outcomes:
        if variant != CLEAN:
            slipped = [_right(sheet.all_outcomes(variant)) for sheet in sheets]
            found.append(_row(f"回答正确率{_of(variant)}", slipped))
            lost = [a and b and 100 * (a - b) for a, b in zip(clean, slipped, strict=True)]
            found.append(_row(f"{variant}使回答少对", lost, aim=5, form="{:.1f} 百分点", at_most=True))
    certain = [share_false(cases) if (cases := sheet.all_outcomes()) else None for sheet in sheets]
    return [*found, _row("答错且说得肯定", certain, aim=0.02, at_most=True)]


def _right(outcomes: Sequence[Outcome] | None) -> float | None:
    return share_right(outcomes) if outcomes else None


def _of(variant: str) -> str:
    return "" if variant == CLEAN else f"（{variant}）"


def _row(
    what: str,
    values: Sequence[float | None],
    *,
    aim: float | None = None,
    form: str = "",
    at_most: bool = False,
) -> Row:
    """A row; figures without a `form` are shares. An aim is a least value unless it is a most one."""

    def shown(value: float | None) -> str:
        return "" if value is None else form.format(value) if form else percent(value)

    sign = "≤" if at_most else "≥"
    first = values[0]
    met = None if aim is None or first is None else (first <= aim if at_most else first >= aim)
    goal = (
        ""
        if aim is None
        else f"{sign} {re.sub(':[^}]*', ':g', form).format(aim) if form else f'{100 * aim:.0f}%'}"
    )
    return Row(what, goal, tuple(map(shown, values)), met)


def by_category(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Category → (right, all), in the order in which categories come up."""
    found: dict[str, tuple[int, int]] = {}
    for outcome in outcomes:
        right, total = found.get(outcome.case.category, (0, 0))
        found[outcome.case.category] = (right + outcome.right, total + 1)
    return found


def by_section(outcomes: Sequence[Outcome], sections: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Intent of a section → (right, all) of the cases that ask about it; (0, 0) where none does."""
    found = dict.fromkeys(sections, (0, 0))
    for outcome in outcomes:
        for intent in {turn.intent or "" for turn in outcome.case.turns} & found.keys():
            right, total = found[intent]
            found[intent] = (right + outcome.right, total + 1)
    return found
