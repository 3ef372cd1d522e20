"""Slips of a Chinese keyboard put right: a wrong character of the right sound, or one left out.

A noisy channel: of all readings of a message, the one is taken that is likely both as a sentence (by a
language model over characters) and as a cause of what was typed.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pypinyin import lazy_pinyin

ORDER = 4  # characters of a run that the language model looks at
DISCOUNT = 0.8  # taken off every count, for runs that were never seen
UNSEEN = 5000  # characters that a message may hold and no corpus did
START, END = "^", "$"
EDGE = "·"  # stands before a single word: what it begins with was read after something
# Logarithms of how seldom a character goes wrong, chosen on questions with and without slips. One that is
# left out is seldom put back where no run of ORDER characters with it was read OFTEN.
WRONG, MISSING, MISSING_RARE = -6.5, -3.5, -4.5
OFTEN = 2
SURPRISE = -4.5  # log probability of a character below which it, or the one before it, is doubted
GAIN_WRONG, GAIN_MISSING = 2.0, 3.0  # by how much another reading must be likelier to be looked at
LEAD = 0.7  # by how much a character that is put back must be likelier than the next one
KEPT = frozenset(
    "不没未无非小底末初去明的了吗呢"
)  # never put back: they turn or narrow the sense, or add none
NOT = "不没"
BEAM = 4  # readings that are kept in mind
MOST = 3  # slips of one message; beyond that it is not Chinese that we know
LIKELIEST, LIKELY = 24, 6  # characters that are tried between two others, and beside two others
LONGEST = 120  # characters of a message that is looked at
_HAN = re.compile(r"[㐀-鿿]")
_NEAR_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))  # often confused in speech and typing


@lru_cache(maxsize=16384)
def syllable(character: str) -> str:
    """The character's commonest reading without tone, near sounds made one (shuang → suan)."""
    sound: str = lazy_pinyin(character)[0]
    for one, other in _NEAR_SOUNDS:
        sound = sound.replace(one, other)
    return sound


def runs(sentences: Iterable[tuple[str, float]], words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """How often each run of ORDER characters stands in sentences and in single words.

    Each comes with the weight that one occurrence has. A shorter run counts once for every
    character that was read before it, at most: 么 is often read, but after 什 and 怎 alone, so it says little
    about what follows another character (Kneser and Ney, 1995).
    """
    counts: dict[str, float] = defaultdict(float)
    framed = [(f"{START}{text}{END}", weight) for text, weight in sentences]
    edged = [(f"{EDGE}{word}", weight) for word, weight in words]
    for text, weight in [*framed, *edged]:
        for end in range(1, len(text) + 1):
            for size in range(1, min(ORDER, end) + 1):
                counts[text[end - size : end]] += weight
    continued: dict[str, float] = defaultdict(float)
    for run, count in counts.items():
        if (len(run) == ORDER or run[0] == START) and run[0] != EDGE:
            continued[run] += count
        if len(run) > 1:
            continued[run[1:]] += min(1.0, count)
    return dict(continued)


class CharacterModel:
    """How likely a character is after others: runs of up to ORDER characters, interpolated Kneser–Ney."""

    def __init__(self, counts: Mapping[str, float] | None = None) -> None:
        """`counts` is what `runs` gives."""
        self.counts: dict[str, float] = dict(counts or {})
        self._after: dict[str, tuple[float, int]] = {}
        self._known: dict[str, float] = {}
        self._settle()

    def _settle(self) -> None:
        after: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
        lost: dict[str, list[tuple[float, str]]] = defaultdict(list)
        alike: dict[str, list[str]] = defaultdict(list)
        for run, count in self.counts.items():
            total = after[run[:-1]]
            total[0] += count
            total[1] += 1
            if len(run) == 1 and _HAN.match(run):
                alike[syllable(run)].append(run)
            elif len(run) == 3:
                for gap in range(3):
                    if _HAN.match(run[gap]):
                        lost[f"{run[:gap]} {run[gap + 1 :]}"].append((count, run[gap]))
        self._after = {run: (total, int(kinds)) for run, (total, kinds) in after.items()}
        self.alike: Mapping[str, list[str]] = dict(alike)
        self._lost: Mapping[str, str] = {
            pair: "".join(char for _, char in sorted(found, reverse=True)[:LIKELIEST])
            for pair, found in lost.items()
        }

    def lost(self, before: str, after: str) -> set[str]:
        """What may have stood between: the characters that make a known run with those on either side."""
        known = self._lost.get
        return {
            *known(f"{before[-1:]} {after[:1]}", ""),
            *known(f"{before[-2:]} ", "")[:LIKELY],
            *known(f" {after[:2]}", "")[:LIKELY],
        }

    def log(self, before: str, char: str) -> float:
        """The log probability of a character after the last ones of `before`."""
        run = before[1 - ORDER :] + char
        if run not in self._known:
            if len(self._known) > 200_000:  # questions repeat themselves; what they do not is let go
                self._known.clear()
            self._known[run] = math.log(self._probability(before[1 - ORDER :], char))
        return self._known[run]

    def _probability(self, before: str, char: str) -> float:
        total, kinds = self._after.get(before, (0.0, 0))
        if not before:
            even = 1.0 / (len(self._after) + UNSEEN)
            return even if not total else self._share(before, char, total) + DISCOUNT * kinds / total * even
        if not total:
            return self._probability(before[1:], char)
        kept = min(DISCOUNT * kinds, 0.9 * total) / total
        return self._share(before, char, total) + kept * self._probability(before[1:], char)

    def _share(self, before: str, char: str, total: float) -> float:
        return max(self.counts.get(before + char, 0.0) - DISCOUNT, 0.0) / total


class _Reading(NamedTuple):
    """What a message may mean, as far as it was read."""

    score: float
    text: str  # with START before it
    slips: int


def correct(message: str, model: CharacterModel) -> str:
    """The likeliest reading of a message; the message itself unless another one is clearly likelier.

    Nothing but Chinese characters is ever changed or added.
    """
    if not model.counts or len(message) > LONGEST:
        return message
    beam = [_Reading(0.0, START, 0)]
    for place, char in enumerate(message + END):
        following = message[place + 1 : place + 2]
        best: dict[tuple[str, int], _Reading] = {}
        for reading in (after for before in beam for after in _continued(before, char, following, model)):
            state = (reading.text[1 - ORDER :], reading.slips)
            if state not in best or best[state].score < reading.score:
                best[state] = reading
        beam = sorted(best.values(), reverse=True)[:BEAM]
    return beam[0].text[1:-1]


def _continued(reading: _Reading, char: str, following: str, model: CharacterModel) -> Iterator[_Reading]:
    """The reading with one more character: as typed, as one of the same sound, or after one left out."""
    score, text, slips = reading
    typed = model.log(text, char)
    yield _Reading(score + typed, text + char, slips)
    if slips >= MOST or not (_HAN.match(char) or char == END):
        return
    ahead = model.log(text + char, following) if following else 0.0
    if typed < SURPRISE and char != END:
        for other in model.alike.get(syllable(char), ()):
            meant = model.log(text, other)
            if other != char and meant > typed + GAIN_WRONG:
                yield _Reading(score + meant + WRONG, text + other, slips + 1)
    if min(typed, ahead) < SURPRISE:
        lost = _left_out(text, char, following, typed + ahead + GAIN_MISSING, model)
        if lost and not (char in NOT and lost == following):  # 规模不大 asks nothing, 规模大不大 does
            meant = model.log(text, lost) + model.log(text + lost, char)
            runs = (text[-3:] + lost, text[-2:] + lost + char, text[-1:] + lost + char + following)
            cost = MISSING if any(model.counts.get(run, 0.0) >= OFTEN for run in runs) else MISSING_RARE
            yield _Reading(score + meant + cost, text + lost + char, slips + 1)


def _left_out(text: str, char: str, following: str, least: float, model: CharacterModel) -> str | None:
    """The one character that makes `char` and `following` likelier than `least`; None if several might.

    今年, 去年 and 明年 all end in 年: which was meant, nobody can tell.
    """
    found: list[tuple[float, str]] = []
    for lost in model.lost(text, char + following):
        meant = model.log(text, lost)
        if meant > least:  # each further character only makes it less likely
            meant += model.log(text + lost, char)
        if meant > least and following:
            meant += model.log(text + lost + char, following)
        if meant > least:
            found.append((meant, lost))
    found.sort(reverse=True)
    if not found or found[0][1] in KEPT or (len(found) > 1 and found[0][0] < found[1][0] + LEAD):
        return None
    return found[0][1]
