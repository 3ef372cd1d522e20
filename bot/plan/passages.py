"""The text as sentences, each in its innermost section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.plan.layout import Layout, Span
from bot.records import Passage, Section


def own_spans(sections: Sequence[Section]) -> dict[str, list[Span]]:
    """For each section, the pieces of the text that are in it and in none of its children."""
    children: dict[str, list[Section]] = {}
    for section in sections:
        if section.parent:
            children.setdefault(section.parent, []).append(section)
    owned: dict[str, list[Span]] = {}
    for section in sections:
        position, pieces = section.start, []
        for child in children.get(section.id, ()):
            if child.start > position:
                pieces.append(Span(position, child.start))
            position = child.end
        if section.end > position:
            pieces.append(Span(position, section.end))
        owned[section.id] = pieces
    return owned


def read_passages(layout: Layout, sections: Sequence[Section]) -> Iterator[Passage]:
    """The sentences of the text, in order."""
    pieces = [(piece, name) for name, spans in own_spans(sections).items() for piece in spans]
    for piece, name in sorted(pieces, key=lambda pair: pair[0].start):
        for sentence in layout.sentences(piece.start, piece.end):
            yield Passage(name, layout.text[sentence.start : sentence.end], sentence.start, sentence.end)
