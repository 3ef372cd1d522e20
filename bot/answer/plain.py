"""The one spelling in which questions and plan are compared."""

from __future__ import annotations

from bot.text.folding import fold


def plain(text: str) -> str:
    """Compatibility forms, simplified characters, lower case; half-width punctuation follows from it."""
    return fold(text).text.lower()
