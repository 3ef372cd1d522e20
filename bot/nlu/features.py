"""What a message looks like to the intent classifier: characters, words, the plan's words for them, sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.text.plain import plain
from bot.text.spelling import syllable

LONGEST = 200  # characters of a message that are looked at; nobody's question is longer
_NOISE = re.compile(r"[\s\W_]+")
_DIGITS = re.compile(r"\d+")


def grams(units: Sequence[str], sizes: Iterable[int], mark: str) -> Iterator[str]:
    """All runs of `sizes` units, each with `mark` before it."""
    for size in sizes:
        for start in range(len(units) - size + 1):
            yield mark + "".join(units[start : start + size])


def features_of(
    text: str, words: Iterable[str], synonyms: Mapping[str, Sequence[str]], longest: int
) -> list[str]:
    """The features of one message, repeated as often as they occur.

    `words` are its tokens; `synonyms` gives the plan's words for others of up to `longest` characters.
    """
    bare = _NOISE.sub("", plain(text[:LONGEST]))
    if not bare.isdigit():  # 88 says goodbye
        bare = _DIGITS.sub("0", bare)
    framed = ["^", *bare, "$"]
    found = list(grams(bare, (1,), "c")) + list(grams(framed, (2, 3), "c"))
    for word in words:
        folded = plain(word)
        if len(folded) > 1:
            found.append("w" + folded)
    for size in range(2, longest + 1):
        for start in range(len(bare) - size + 1):
            found.extend("t" + word for word in synonyms.get(bare[start : start + size], ()))
    found.extend(grams([syllable(character) + "'" for character in bare], (2, 3), "p"))
    return found
