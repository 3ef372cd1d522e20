"""Typing errors, made on purpose and always the same ones: characters of the same sound, characters left out.

A Chinese keyboard asks for the sound and offers characters; the usual slip is the wrong one of them.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import jieba
from pypinyin import lazy_pinyin

SHARE = 0.1  # of a message's Chinese characters that go wrong
SEED = 2022
_HAN = re.compile(r"[㐀-鿿]")
_RARE = 2e-5  # of all characters read; a keyboard offers rarer ones on its last pages only

Slip = Callable[[str], str]


class Homophones:
    """Characters by their sound without tones, as often as jieba's dictionary and the plan use them."""

    def __init__(self, plan: str) -> None:
        found: Counter[str] = Counter(_HAN.findall(plan))
        for word, times in _dictionary().items():
            for char in _HAN.findall(word):
                found[char] += times
        least = _RARE * sum(found.values())
        groups: dict[str, dict[str, int]] = defaultdict(dict)
        for char, times in found.items():
            if times >= least or char in plan:
                groups[_sound(char)][char] = times
        self._groups: Mapping[str, Mapping[str, int]] = groups

    def other(self, char: str, sound: str, chance: random.Random) -> str:
        """Another character of this sound, common ones more often; the same one when there is none."""
        others = {other: times for other, times in self._groups.get(sound, {}).items() if other != char}
        return chance.choices(list(others), list(others.values()))[0] if others else char

    def slip(self, message: str) -> str:
        """The message with about SHARE of its characters replaced. The same message gets the same slips."""
        chars, chance = list(message), random.Random(f"{SEED} sound {message}")
        for place in _places(message, chance):
            chars[place] = self.other(chars[place], _sounds(message)[place], chance)
        return "".join(chars)


def omit(message: str) -> str:
    """The message with about SHARE of its characters left out. The same message loses the same ones."""
    gone = _places(message, random.Random(f"{SEED} omit {message}"))
    return "".join(char for place, char in enumerate(message) if place not in gone)


def _places(message: str, chance: random.Random) -> set[int]:
    """Where slips happen: SHARE of the Chinese characters, a broken number rounded up or down by chance."""
    places = [place for place, char in enumerate(message) if _HAN.match(char)]
    number = int(SHARE * len(places) + chance.random())
    return set(chance.sample(places, number))


def _sounds(message: str) -> list[str]:
    """The sound of every character, as it is read in its word; other characters stand for themselves."""
    sounds: list[str] = []
    for run in re.findall(r"[㐀-鿿]+|[^㐀-鿿]", message):
        sounds.extend(lazy_pinyin(run) if _HAN.match(run) else [run])
    return sounds


@cache
def _sound(char: str) -> str:
    return str(lazy_pinyin(char)[0])


def _dictionary() -> Mapping[str, int]:
    """jieba's words with their frequencies."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return {word: times for word, times in tokenizer.FREQ.items() if times}


def slips(plan: str) -> dict[str, Slip]:
    """The kinds of slips by their names on the page."""
    return {"同音错字": Homophones(plan).slip, "漏字": omit}


def share_changed(messages: Iterable[str], slip: Slip) -> float:
    """The share of Chinese characters that a slip changes or drops, 0 to 1."""
    kept = total = 0
    for message in messages:
        chars = _HAN.findall(message)
        slipped = Counter(_HAN.findall(slip(message)))
        total += len(chars)
        kept += sum((Counter(chars) & slipped).values())
    return 1 - kept / max(total, 1)
