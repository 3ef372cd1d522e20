"""Examples with characters left out, so that the models know what people type in a hurry."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.nlu.features import features_of
from bot.nlu.linear import Lesson
from bot.text.plain import plain

SHARE = 0.1  # of a message's Chinese characters that are left out, one at least
SHORTEST = 4  # Chinese characters of a message that still says something without one of them
_HAN = re.compile(r"[㐀-鿿]")


def omit(text: str) -> str | None:
    """The text without some of its characters, always the same ones; None where too few would be left."""
    places = [match.start() for match in _HAN.finditer(text)]
    if len(places) < SHORTEST:
        return None
    gone = set(random.Random(text).sample(places, max(1, round(SHARE * len(places)))))
    return "".join(char for place, char in enumerate(text) if place not in gone)


def slipped(
    lessons: Iterable[tuple[str, Lesson]], synonyms: Mapping[str, Sequence[str]], longest: int
) -> Iterator[Lesson]:
    """The lessons of texts with a slip in each; those that are too short for one are left out.

    Words are no features of theirs: after a slip they are cut anywhere. `synonyms` and `longest` are as
    `features_of` wants them.
    """
    for text, lesson in lessons:
        short = omit(plain(text))
        if short is not None:
            yield lesson._replace(features=features_of(short, (), synonyms, longest))
