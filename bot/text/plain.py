"""The one spelling in which questions and plan are compared."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from bot.text.folding import fold

SHORT = 600  # characters; names and sentences of a plan are asked about again and again, and are kept folded


def plain(text: str) -> str:
    """Compatibility forms, simplified characters, lower case; half-width punctuation follows from it."""
    return _kept(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    return fold(text).text.lower()


_kept = lru_cache(maxsize=8192)(_folded)


def shared_runs(text: str, other: str, shortest: int = 2) -> int:
    """How many characters of a text stand in another in the same order, in runs of `shortest` and more."""
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= shortest)
