"""What a message looks like to the intent classifier: characters, words, the plan's words for them, sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bot.text.plain import plain
from bot.text.spelling import syllable

LONGEST = 200  # characters of a message that are looked at; nobody's question is longer
_NOISE = re.compile(r"[\s\W_]+")
_DIGITS = re.compile(r"\d+")


def grams(units: Sequence[str], mark: str) -> list[str]:
    """All runs of two and three units, each with `mark` before it."""
    pairs = [mark + one + two for one, two in pairwise(units)]
    return pairs + [pair + three for pair, three in zip(pairs, units[2:], strict=False)]


def features_of(
    text: str, words: Iterable[str], synonyms: Mapping[str, Sequence[str]], longest: int
) -> list[str]:
    """The features of one message, repeated as often as they occur.

    `words` are its tokens; `synonyms` gives the plan's words for others of up to `longest` characters.
    """
    bare = _NOISE.sub("", plain(text[:LONGEST]))
    if not bare.isdigit():  # 88 says goodbye
        bare = _DIGITS.sub("0", bare)
    found = ["c" + character for character in bare] + grams(f"^{bare}$", "c")
    for word in words:
        folded = plain(word)
        if len(folded) > 1:
            found.append("w" + folded)
    for size in range(2, min(longest, len(bare)) + 1):
        for start in range(len(bare) - size + 1):
            everyday = bare[start : start + size]
            if everyday in synonyms:
                found.extend("t" + word for word in synonyms[everyday])
    return found + grams([syllable(character) + "'" for character in bare], "p")
