"""A Word document → its lines: paragraphs with the numbers that Word shows, tables row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def document_lines(document: Any) -> Iterator[str]:
    """The lines of a python-docx document; a table's row is one line, with tabs between its cells."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    numbers = _Numbers(document)
    for block in document.element.body.iterchildren():
        if block.tag == f"{_W}p":
            paragraph = Paragraph(block, document)
            text = paragraph.text
            if text.strip():
                text = numbers.before(paragraph) + text
            yield from text.split("\n")
        elif block.tag == f"{_W}tbl":
            yield from (_row(row) for row in Table(block, document).rows)


def _row(row: Any) -> str:
    cells: list[str] = []
    seen: set[Any] = set()
    for cell in row.cells:
        if cell._tc not in seen:  # a merged cell comes once for each column
            seen.add(cell._tc)
            cells.append(" ".join(cell.text.split()))
    return "\t".join(cells)


class _Numbers:
    """Counts the automatic numbers of a document; they are no part of its paragraphs' text."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list → level → format, text, first
        self.counts: dict[str, dict[int, int]] = {}
        self.lists: dict[str, str] = {}  # number id → its definition
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._read(part.element)

    def before(self, paragraph: Any) -> str:
        """What Word shows before the paragraph: 一、 or （二）; nothing for bullets and plain paragraphs."""
        number, level = _place(paragraph)
        defined = self.levels.get(self.lists.get(number, ""), {})
        if level not in defined:
            return ""
        counts = self.counts.setdefault(number, {})
        counts[level] = counts.get(level, defined[level][2] - 1) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        shown = defined[level][1]
        if defined[level][0] in ("bullet", "none"):
            return ""
        for upper, (style, _, first) in defined.items():
            shown = shown.replace(f"%{upper + 1}", _shown(counts.get(upper, first), style))
        return shown

    def _read(self, root: Any) -> None:
        for definition in root.iter(f"{_W}abstractNum"):
            levels = {}
            for level in definition.iter(f"{_W}lvl"):
                style, text, first = (_value(level, name) for name in ("numFmt", "lvlText", "start"))
                levels[int(level.get(f"{_W}ilvl"))] = (style or "decimal", text or "", int(first or 1))
            self.levels[definition.get(f"{_W}abstractNumId")] = levels
        for number in root.iter(f"{_W}num"):
            self.lists[number.get(f"{_W}numId")] = _value(number, "abstractNumId") or ""


def _place(paragraph: Any) -> tuple[str, int]:
    """The number id and the level of a paragraph, its own or its style's; "" when it has none."""
    properties = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.find(f"{_W}pPr"))
        style = style.base_style
    number = level = None
    for found in properties:
        place = found.find(f"{_W}numPr") if found is not None else None
        if place is not None:
            number = number or _value(place, "numId")
            level = level or _value(place, "ilvl")
    return number or "", int(level or 0)


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    value: str | None = child.get(f"{_W}val") if child is not None else None
    return value


def _shown(count: int, style: str) -> str:
    """The number in Word's format: chineseCounting is 十二, decimal is 12."""
    if re.match(r"(?i)chinese|ideograph|japaneseCounting|taiwanese", style):
        tens, ones = divmod(count, 10)
        if count > 99:
            return str(count)
        return ("" if not tens else "十" if tens == 1 else _HAN[tens] + "十") + (
            _HAN[ones] if ones or not tens else ""
        )
    if style.startswith("decimalEnclosedCircle") and 1 <= count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    return str(count)
