"""One spelling for many: full-width and traditional characters, with the way back to the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Full-width letters, digits and the signs that stand in figures. One character for one,
# so that offsets stay; Chinese punctuation keeps its width, because it carries structure.
_FLAT = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_FLAT.update({ord("％"): "%", ord("＋"): "+", ord("\u3000"): " ", ord("\xa0"): " ", ord("／"): "/"})


def flatten(text: str) -> str:
    """The text with half-width letters, digits, ％, ＋ and spaces. The same length."""
    return text.translate(_FLAT)


def flat_piece(text: str, start: int, end: int | None) -> tuple[str, int]:
    """text[start:end] flattened with two characters before it, and the offset of the piece in the text.

    Readers look back at what stands before a figure or a date, and never further.
    """
    base = max(0, start - 2)
    return flatten(text[base : len(text) if end is None else end]), base


@dataclass(frozen=True)
class Folded:
    """A folded text, and for each of its characters the offset of the original that it comes from."""

    text: str
    offsets: tuple[int, ...]  # as many as characters
    length: int  # of the original

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) of the original that [start, end) of the folded text comes from."""
        if start >= len(self.offsets):
            return self.length, self.length
        if end <= start:
            return self.offsets[start], self.offsets[start]
        stop = self.offsets[end] if end < len(self.offsets) else self.length
        return self.offsets[start], stop


def fold(text: str) -> Folded:
    """Compatibility forms (NFKC) and simplified characters, each with its way back."""
    if unicodedata.is_normalized("NFKC", text):  # so are its characters, one by one
        return Folded(simplify(text), tuple(range(len(text))), len(text))
    pieces: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        piece = unicodedata.normalize("NFKC", character)
        pieces.append(piece)
        offsets.extend([index] * len(piece))
    return Folded(simplify("".join(pieces)), tuple(offsets), len(text))


def simplify(text: str) -> str:
    """Traditional to simplified characters, one for one."""
    if text.isascii():
        return text
    converter = _converter()
    simple: str = converter.convert(text)
    if len(simple) == len(text):
        return simple
    single = [converter.convert(character) for character in text]
    return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # loads its dictionaries, which a plan's parser never needs

    return OpenCC("t2s")
