"""All headings of a text, in order: which of the candidates are real is told from their siblings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.plan.headings import (
    Heading,
    HeadingWords,
    at_least_two,
    line_heading,
    opening_sentence,
    plain_heading,
    run_ins,
)
from bot.plan.layout import Layout, Line

_ANNEX_LIST = re.compile(r"附\s?件\s?(?:[:：]|\d\s?[:：])\s*(?P<name>.*)")
_LIST_ITEM = re.compile(r"\d{1,2}\s?[.．、]\s?(?P<name>.+)")


def find_headings(layout: Layout, words: HeadingWords) -> list[Heading]:
    """The headings of the text, from its start to its end."""
    numbered, annexes = _numbered(layout)
    begin = min((heading.start for heading in numbered.values() if heading.style not in _MINOR), default=None)
    plain = _plain(layout, words, set(numbered) | set(annexes), begin)
    taken = numbered | annexes | plain
    start = min((heading.start for heading in taken.values()), default=None)
    opening = list(_opening_groups(layout, words, taken, start))
    inline = [heading for line in layout.lines if not line.tabbed for heading in run_ins(layout, line)]
    return sorted([*taken.values(), *opening, *inline], key=lambda heading: heading.start)


# Styles that never begin a document.
_MINOR = {"dash", "shi", "first", "nth"}
# Styles that alone are no heading: a line that begins with a bare number.
_PAIRED = {"spaced"}


def _numbered(layout: Layout) -> tuple[dict[int, Heading], dict[int, Heading]]:
    """The headings of lines that begin with a number, and of annexes that are announced by name."""
    found: dict[int, Heading] = {}
    annexes: dict[int, Heading] = {}
    names: set[str] = set()
    listing = False
    lines = layout.lines
    for index, line in enumerate(lines):
        announced = _ANNEX_LIST.match(line.text)
        if announced:
            listing = True
            names.add(_bare(_LIST_ITEM.sub(r"\g<name>", announced["name"])))
            continue
        item = _LIST_ITEM.match(line.text)
        if listing and item:
            names.add(_bare(item["name"]))
            continue
        listing = False
        heading = line_heading(layout, line)
        if heading and heading.style == "annex":
            annexes[line.start] = _with_title(
                layout, heading, line, lines[index + 1] if index + 1 < len(lines) else None
            )
        elif heading:
            found[line.start] = heading
        elif _bare(line.text) in names and not any(
            h.title == (line.start, line.end) for h in annexes.values()
        ):
            annexes[line.start] = Heading(
                line.start, "annex", 0, None, None, (line.start, line.end), line.end
            )
    return _sound(layout, found), annexes


def _bare(name: str) -> str:
    return "".join(name.split())


def _with_title(layout: Layout, heading: Heading, line: Line, following: Line | None) -> Heading:
    """附件1 stands over its title."""
    if following is None or heading.title[1] > heading.title[0] or len(following.text) > 60:
        return heading
    return Heading(
        line.start,
        "annex",
        0,
        heading.number,
        heading.ordinal,
        (following.start, following.end),
        following.end,
    )


def _sound(layout: Layout, found: dict[int, Heading]) -> dict[int, Heading]:
    """Without the minor numbers that have no sibling or stand before the first section."""
    first = min((start for start, heading in found.items() if heading.style not in _MINOR), default=None)
    paired = _MINOR | _PAIRED
    kept = {h.start for h in at_least_two(heading for heading in found.values() if heading.style in paired)}

    def is_sound(heading: Heading) -> bool:
        if heading.style not in paired:
            return True
        return heading.start in kept and (first is None or heading.style in _PAIRED or heading.start > first)

    return {start: heading for start, heading in found.items() if is_sound(heading)}


def _plain(layout: Layout, words: HeadingWords, taken: set[int], begin: int | None) -> dict[int, Heading]:
    """Headings on lines of their own; before the first numbered one only in a text that has no numbers."""
    lines = layout.lines
    found: dict[int, Heading] = {}
    for index, line in enumerate(lines):
        if line.start in taken or (begin is not None and line.start < begin):
            continue
        if index and lines[index - 1].start in taken and _is_title_of(layout, lines[index - 1], line):
            continue
        heading = plain_heading(
            layout, line, lines[index + 1] if index + 1 < len(lines) else None, words.page
        )
        if heading:
            found[line.start] = heading
    if begin is None and found:
        titles = [line.start for line in lines[:1] if line.start in found]
        for start in titles:
            del found[start]
    return found


def _is_title_of(layout: Layout, above: Line, line: Line) -> bool:
    return bool(re.match(r"附\s?[件录表]", above.text))


def _opening_groups(
    layout: Layout, words: HeadingWords, taken: dict[int, Heading], start: int | None
) -> Iterator[Heading]:
    """Paragraphs in a row that each begin with a title-like sentence; one alone is only a short sentence."""
    if start is None:
        return
    group: list[Heading] = []
    for line in layout.lines:
        heading = None
        if line.start > start and line.start not in taken:
            heading = opening_sentence(layout, line, words)
        if heading is None or (group and group[-1].style != heading.style):
            yield from group if len(group) > 1 else []
            group = []
        if heading:
            group.append(heading)
    yield from group if len(group) > 1 else []
