"""Whether a plan speaks of what an example for every plan takes for something outside of plans."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jieba

from bot.text.plain import plain

if TYPE_CHECKING:
    from jieba.posseg import POSTokenizer

OUT_OF_SCOPE = "out_of_scope"
NOUNS = ("n", "vn", "j", "l", "i")  # jieba's parts of speech that name a matter, by their beginnings


def is_inside(example: str, plan: str) -> bool:
    """Whether all that an example names stands in a plan's folded text: 低保怎么申请, where it has 低保."""
    words = _tagger().cut(plain(example), HMM=False)
    named = [pair.word for pair in words if len(pair.word) > 1 and pair.flag.startswith(NOUNS)]
    return bool(named) and all(name in plan for name in named)


@cache
def _tagger() -> POSTokenizer:
    from jieba.posseg import POSTokenizer

    return POSTokenizer(jieba.Tokenizer())
