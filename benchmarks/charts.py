"""Pictures as inline SVG. Colours come from the page's style sheet, by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 720  # of all pictures, in the units of their own coordinates
_ROW, _BAR, _LABEL, _VALUE = 26, 16, 190, 90


@dataclass(frozen=True)
class Bar:
    """One bar: `share` of the width, 0 to 1, what stands behind it, and its class of colour."""

    share: float
    text: str
    colour: str = "own"


def bars(groups: Sequence[tuple[str, Sequence[Bar]]], title: str, aim: float | None = None) -> str:
    """Groups of horizontal bars under each other, every group with its name; `aim` is a dashed line."""
    room = WIDTH - _LABEL - _VALUE
    parts, y = [], 8.0
    for name, group in groups:
        top = y
        for bar in group:
            width = max(1.0, room * min(max(bar.share, 0.0), 1.0))
            parts.append(_rect(_LABEL, y, width, _BAR, f"bar {bar.colour}", f"{name} {bar.text}"))
            parts.append(_text(_LABEL + width + 6, y + 12, bar.text, "value"))
            y += _BAR + 2
        middle = (top + y - 2) / 2 + 4
        parts.append(_text(_LABEL - 10, middle, name, "label", anchor="end"))
        y = max(y, top + _ROW - 8) + 8
    if aim is not None:
        x = _LABEL + room * aim
        parts.insert(0, f'<line class="aim" x1="{x:.1f}" x2="{x:.1f}" y1="2" y2="{y - 4:.1f}"/>')
    return _svg(parts, y, title)


def stacked(rows: Sequence[tuple[str, int, int]], title: str) -> str:
    """(name, right, all) as bars whose length is the number of cases, the wrong ones at their end."""
    room = WIDTH - _LABEL - _VALUE - 60
    most = max((total for _, _, total in rows), default=1) or 1
    parts, y = [], 8.0
    for name, right, total in rows:
        unit, wrong = room / most, total - right
        parts.append(_text(_LABEL + 50, y + 12, name, "label", anchor="end"))
        x = _LABEL + 60.0
        if right:
            parts.append(_rect(x, y, right * unit, _BAR, "bar own", f"{name}：答对 {right} 题"))
        if wrong:
            parts.append(
                _rect(x + right * unit, y, wrong * unit, _BAR, "bar wrong", f"{name}：答错 {wrong} 题")
            )
        text = f"{right}/{total}" if total else "没有题目"
        parts.append(_text(x + total * unit + 6, y + 12, text, "value" if total else "value none"))
        y += _ROW - 6
    return _svg(parts, y + 4, title)


def heat(names: Sequence[str], counts: Sequence[Sequence[int]], title: str) -> str:
    """A confusion matrix: rows are what was meant, columns what it was taken for."""
    size, left = 34, 210
    top = 20 + 8 * max(map(len, names), default=0)  # room for the names of the columns, which stand aslant
    worst = max((n for i, row in enumerate(counts) for j, n in enumerate(row) if i != j), default=1) or 1
    parts = []
    for i, name in enumerate(names):
        middle = top + i * size + size / 2
        parts.append(_text(left - 8, middle + 4, name, "label", anchor="end"))
        x = left + i * size + size / 2 + 4
        parts.append(
            f'<text class="label" transform="translate({x:.0f} {top - 8}) rotate(-40)">{escape(name)}</text>'
        )
        for j, count in enumerate(counts[i]):
            kind = "right" if i == j else "wrong"
            strength = 0.0 if count == 0 else 0.15 + 0.85 * min(count / worst, 1.0)
            strength = 0.18 if i == j and count else strength
            hint = f"{name} → {names[j]}：{count} 次"
            x, y = left + j * size, top + i * size
            parts.append(
                f'<g><title>{escape(hint)}</title><rect class="cell" x="{x}" y="{y}" width="{size - 2}" '
                f'height="{size - 2}"/><rect class="heat {kind}" x="{x}" y="{y}" width="{size - 2}" '
                f'height="{size - 2}" style="opacity:{strength:.2f}"/>'
                + (
                    _text(x + size / 2 - 1, y + size / 2 + 4, str(count), "count", anchor="middle")
                    if count
                    else ""
                )
                + "</g>"
            )
    height = top + len(names) * size + 8
    return _svg(parts, height, title, max(WIDTH, left + len(names) * size + 130))


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """(colour, name) pairs as one line of HTML."""
    shown = (f'<span><i class="dot {colour}"></i>{escape(name)}</span>' for colour, name in entries)
    return f'<p class="legend">{"".join(shown)}</p>'


def _svg(parts: Sequence[str], height: float, title: str, width: int = WIDTH) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _rect(x: float, y: float, width: float, height: float, classes: str, hint: str) -> str:
    return (
        f'<rect class="{classes}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="2">'
        f"<title>{escape(hint)}</title></rect>"
    )


def _text(x: float, y: float, text: str, classes: str, anchor: str = "start") -> str:
    return f'<text class="{classes}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
