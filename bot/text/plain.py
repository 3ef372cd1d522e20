"""The one spelling in which questions and plan are compared."""

from __future__ import annotations

from functools import lru_cache

from bot.text.folding import fold

SHORT = 600  # characters; names and sentences of a plan are asked about again and again, and are kept folded


def plain(text: str) -> str:
    """Compatibility forms, simplified characters, lower case; half-width punctuation follows from it."""
    return _kept(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    return fold(text).text.lower()


_kept = lru_cache(maxsize=8192)(_folded)
