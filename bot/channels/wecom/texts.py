"""Texts of the platform's sizes: long ones are cut where a sentence ends, never inside a character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

MOST_BYTES = 2048  # of a text or markdown message; the platform cuts off the rest
# Where to cut, best first; each level's signs end a piece.
_ENDS = ("\n", "。！？!?", "；;", "，、,：: ")
_JOINS = frozenset("\u200d\ufe0e\ufe0f")  # what is drawn together with its neighbours
_MODIFIERS = range(0x1F3FB, 0x1F400)  # colours of skin


def split(text: str, limit: int = MOST_BYTES) -> list[str]:
    """The text in pieces of at most `limit` bytes of UTF-8; blank space at the cuts goes.

    Raises ValueError when not even one character as people see it fits.
    """
    pieces = []
    rest = text.strip()
    while rest:
        if len(rest.encode()) <= limit:
            pieces.append(rest)
            break
        end = _cut(rest, limit)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [piece for piece in pieces if piece]


def shorten(text: str, limit: int) -> str:
    """The text in one line of at most `limit` characters, with … where it was cut."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _cut(text: str, limit: int) -> int:
    """Where the first piece ends."""
    most = len(text.encode()[:limit].decode(errors="ignore"))
    while most > 0 and not _may_cut(text, most):
        most -= 1
    if most == 0:
        raise ValueError("the limit is smaller than a character")
    for signs in _ENDS:
        ends = [end for end in _ends(text, most, signs) if end > most // 3 and _may_cut(text, end)]
        if ends:
            return max(ends)
    return most


def _ends(text: str, most: int, signs: str) -> Iterator[int]:
    """The places behind one of `signs`, with the closing marks that follow it."""
    for at in range(most):
        if text[at] in signs:
            end = at + 1
            while end < most and text[end] in "”’」』）)》":
                end += 1
            yield end


def _may_cut(text: str, at: int) -> bool:
    """Whether what stands before and behind `at` are different characters to the eye."""
    if not 0 < at < len(text):
        return True
    before, behind = text[at - 1], text[at]
    return not (
        behind in _JOINS
        or before == "\u200d"
        or unicodedata.combining(behind)
        or unicodedata.category(behind) in ("Me", "Mc")
        or ord(behind) in _MODIFIERS
    )
