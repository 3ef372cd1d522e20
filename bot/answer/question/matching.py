"""Ranks the plan's clauses by how well they answer to a question's words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.words import Word
from bot.text.plain import plain

Scores = npt.NDArray[np.float32]
# How much a word counts that stands not in the clause itself but around it.
IN_SENTENCE, IN_TITLE, NEARBY, IN_ANCESTOR = 0.6, 0.45, 0.4, 0.3
# How often a question is about the same clause as a known one of that likeness (line through held-out
# questions: 0.2 → 0.3, 0.5 → 0.85), and what that is worth as coverage and in the score.
NEAR_SLOPE, NEAR_FIRST = 0.9, 0.2
NEAR_COVERS, NEAR_WEIGHT = 0.8, 0.4
SENTENCES_NEARBY = 2  # a word said so many sentences before is still meant: 平台 after 智慧教育平台


class Match(NamedTuple):  # hundreds are made for a question
    """One clause with its evidence. `coverage`: the share (0 to 1) of the question's words found."""

    unit: Unit
    score: float
    coverage: float


class Matcher:
    """Search over the units of one plan. Vectors of found words are kept, so repeats are cheap."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._units = knowledge.units
        self._passages: dict[int, list[int]] = {}
        self._in_section: dict[str, list[int]] = {}
        for unit in self._units:
            self._passages.setdefault(unit.passage, []).append(unit.index)
            self._in_section.setdefault(unit.section, []).append(unit.index)
        self._sentences = {
            n: "，".join(self._units[i].text for i in ids) for n, ids in self._passages.items()
        }
        self._titles = {s.id: plain(s.title) for s in knowledge.plan.sections}
        self._vectors: dict[str, tuple[Scores, float]] = {}
        self.past = np.array([knowledge.is_past(unit.section) for unit in self._units], dtype=bool)

    def vector(self, form: str) -> tuple[Scores, float]:
        """Where a string stands, unit by unit (0 to 1), and how rare it is (0 to 1)."""
        if form not in self._vectors:
            self._vectors[form] = self._find(form)
        return self._vectors[form]

    def _find(self, form: str) -> tuple[Scores, float]:
        found = np.zeros(len(self._units), dtype=np.float32)
        for section in self.knowledge.plan.sections:
            if form in self._titles[section.id]:
                for below in self.knowledge.within(section.id):
                    level = IN_TITLE if below == section.id else IN_ANCESTOR
                    ids = self._in_section.get(below, [])
                    found[ids] = np.maximum(found[ids], level)
        count = 0
        for number, sentence in self._sentences.items():
            if form in sentence:
                ids = self._passages[number]
                found[ids] = np.maximum(found[ids], IN_SENTENCE)
                for near in range(number + 1, number + 1 + SENTENCES_NEARBY):
                    after = self._passages.get(near)
                    if after and self._units[after[0]].section == self._units[ids[0]].section:
                        found[after] = np.maximum(found[after], NEARBY)
                for i in ids:
                    if form in self._units[i].text:
                        found[i] = 1.0
                        count += 1
        total = len(self._units)
        return found, math.log((total + 1) / (count + 0.5)) / math.log((total + 1) / 0.5)

    def rank(
        self,
        words: Sequence[Word],
        prior: Mapping[str, float] | None = None,
        bonus: Scores | None = None,
        within: frozenset[str] | None = None,
        near: Mapping[int, float] | None = None,
    ) -> list[Match]:
        """All units with any evidence, best first.

        `prior`: section id → probability that the question is about it (a nudge, never a wall).
        `within`: ids of the sections that the question confines itself to; a wall, where given.
        `bonus`: added to each unit's score, for what the question asks (a deadline, a figure).
        `near`: index of a unit → likeness (0 to 1) of the question to one that is known to be about it.
        """
        if not words and not near:
            return []
        total = 0.0
        evidence = np.zeros(len(self._units), dtype=np.float32)
        for word in words:
            best = np.zeros(len(self._units), dtype=np.float32)
            rarity, surest = 1.0, 0.0
            for form, sure in word.forms.items():
                found, rare = self.vector(form)
                np.maximum(best, found * sure, out=best)
                if sure > surest:
                    rarity, surest = rare, sure
            weight = word.weight * rarity
            total += weight
            evidence += weight * best
        coverage = evidence / total if total else evidence
        score = coverage.copy()
        first = max((near or {}).values(), default=1.0)
        for index, likeness in (near or {}).items():
            sure = min(1.0, NEAR_SLOPE * likeness**0.5 + NEAR_FIRST * (likeness / first) ** 2)
            coverage[index] = 1 - (1 - coverage[index]) * (1 - NEAR_COVERS * sure)
            score[index] = coverage[index] + NEAR_WEIGHT * sure
        if bonus is not None:
            score = score + np.where(coverage > 0, bonus, 0)
        for section, probability in (prior or {}).items():
            ids = [i for below in self.knowledge.within(section) for i in self._in_section.get(below, [])]
            score[ids] += np.where(coverage[ids] > 0, probability, 0)
        if within is not None:
            coverage = np.where([unit.section in within for unit in self._units], coverage, 0)
            score = np.where(coverage > 0, score, 0)
        order = np.argsort(-score, kind="stable")
        order = order[coverage[order] > 0]
        rows = zip(order.tolist(), score[order].tolist(), coverage[order].tolist(), strict=True)
        return [Match(self._units[i], points, part) for i, points, part in rows]
