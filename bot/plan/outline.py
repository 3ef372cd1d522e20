"""Headings → one tree of sections. Every character has exactly one innermost section."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.plan.headings import Heading, HeadingWords, heading_words
from bot.plan.kinds import is_past, kind_of
from bot.plan.layout import Layout, Line
from bot.plan.marks import find_headings
from bot.records import Section, SectionKind
from bot.text.lexicon import LEXICON

_SALUTATION = 12  # characters of a line that only greets


@dataclass
class Node:
    """A section while the tree grows."""

    start: int
    body: int  # where its own text begins, behind the heading
    heading: Heading | None = None
    kind: SectionKind | None = None  # None: to be told from the title
    end: int = 0
    children: list[Node] = field(default_factory=list)
    zero: bool = False  # has the ordinal 0, before the others

    @property
    def style(self) -> str:
        return self.heading.style if self.heading else ""


@dataclass(frozen=True)
class Outline:
    """The sections, and what their readers need beside them."""

    sections: tuple[Section, ...]  # parents before children, in the order of the text
    bodies: dict[str, int]  # id → where the section's text begins, behind its heading
    titles: dict[str, int]  # id → where its title begins
    past: frozenset[str]  # ids of the parts that look back


def outline(layout: Layout, year: int | None, directory: Path = LEXICON) -> Outline:
    """The tree of the text's sections."""
    words = heading_words(directory)
    headings = find_headings(layout, words)
    root = _grow(layout, headings)
    _let_go(layout, root)
    _close(layout, root, words)
    for node in list(_walk(root)):
        _unheaded(layout, node, words)
    _initiatives(layout, root, words)
    _fill_top(layout, root)
    listed = list(_sections(layout, root, words, year))
    return Outline(
        tuple(section for section, _, _ in listed),
        {section.id: node.body for section, node, _ in listed},
        {section.id: node.heading.title[0] if node.heading else node.start for section, node, _ in listed},
        frozenset(section.id for section, _, past in listed if past),
    )


def _grow(layout: Layout, headings: list[Heading]) -> Node:
    """The tree of the headings: a style that is open is a sibling, a new one is a child."""
    size = len(layout.text)
    root = Node(0, 0, end=size)
    stack = [root]
    homes: dict[str, str] = {}  # style → its parent's, when it was first met
    for heading in headings:
        while len(stack) > 1 and (stack[-1].heading and (stack[-1].heading.limit or size) <= heading.start):
            stack.pop()
        open_styles = [node.style for node in stack]
        if heading.style == "annex":
            depth = 1
            homes.clear()
        elif heading.style in open_styles[1:]:
            depth = open_styles.index(heading.style, 1)
        else:
            depth = len(stack)
            home = homes.get(heading.style)
            top = stack[-1].heading
            if top and home in open_styles and heading.limit is None and heading.rank < top.rank:
                depth = open_styles.index(home) + 1
        del stack[depth:]
        homes.setdefault(heading.style, stack[-1].style)
        node = Node(heading.start, heading.body, heading)
        stack[-1].children.append(node)
        stack.append(node)
    _set_ends(root)
    return root


def _set_ends(node: Node) -> None:
    for index, child in enumerate(node.children):
        following = node.children[index + 1].start if index + 1 < len(node.children) else node.end
        limit = child.heading.limit if child.heading else None
        child.end = min(following, limit) if limit is not None else following
        _set_ends(child)


def _let_go(layout: Layout, node: Node) -> None:
    """Give back to the parent the paragraphs behind a last child that is longer than all its siblings.

    When each sibling is one paragraph, or ends with its own last child, so does the last one.
    """
    last = node.children[-1] if node.children else None
    siblings = [child for child in node.children[:-1] if last and child.style == last.style]
    if last and last.heading and last.heading.limit is None and siblings:
        if all(child.children and _bare_behind(layout, child) for child in siblings) and last.children:
            last.end = min(last.end, max(child.end for child in last.children))
        elif all(not _paragraphs(layout, child)[1:] for child in siblings):
            first = _paragraphs(layout, last)[:1]
            if first and not any(below.start >= first[0].end for below in _walk(last)):
                last.end = first[0].end
        _set_ends(last)
    for child in node.children:
        _let_go(layout, child)


def _bare_behind(layout: Layout, node: Node) -> bool:
    """Whether nothing stands between the end of the node's last child and its own."""
    span = layout.trim(node.children[-1].end, node.end)
    return span.end <= span.start and node.children[-1].end < node.end + 1 and bool(node.children[-1].heading)


def _paragraphs(layout: Layout, node: Node) -> list[Line]:
    """The lines of the node, its heading's included when text stands behind it."""
    return [line for line in layout.within(node.start, node.end) if line.end > node.body]


def _close(layout: Layout, root: Node, words: HeadingWords) -> None:
    """Make a section of the closing words, before the annexes and at the end of the text."""
    tops = [child for child in root.children if child.style != "annex"][-1:] + root.children[-1:]
    for last in dict.fromkeys(id(top) for top in tops):
        node = next(top for top in tops if id(top) == last)
        behind = max([node.body, *(child.end for child in node.children)])
        lines = [line for line in layout.within(behind, node.end) if line.start >= behind]
        if not node.children:
            lines = lines[1:]
        start = _closing_start(lines, words)
        if start is None:
            continue
        closing = Node(start, start, kind=SectionKind.CLOSING, end=node.end)
        node.end = start
        root.children.insert(root.children.index(node) + 1, closing)


def _closing_start(lines: list[Line], words: HeadingWords) -> int | None:
    greeted = [line for line in lines if words.closing.match(line.text)]
    if greeted:
        return greeted[-1].start
    for index, line in enumerate(lines):
        if words.page.match(line.text) or re.match(r"附\s?件\s?[:：\d]", line.text) or line.is_date:
            before = (
                lines[index - 1]
                if index and line.is_date and len(lines[index - 1].text) <= 2 * _SALUTATION
                else line
            )
            return before.start
    return None


def _unheaded(layout: Layout, node: Node, words: HeadingWords) -> None:
    """Sections that have no heading: the overview before the first child, a paragraph on challenges."""
    if node.heading is None or node.kind is not None or not node.children or node.style == "annex":
        return
    first = node.children[0].start
    opening = [
        line for line in layout.within(node.body, first) if line.start >= node.body and line.end <= first
    ]
    found = []
    if any(words.paragraphs["overview"].search(line.text) for line in opening):
        found.append(
            Node(
                opening[0].start, opening[0].start, kind=SectionKind.OVERVIEW, end=opening[-1].end, zero=True
            )
        )
        opening = []
    loose = opening + _loose(layout.within(first, node.end), node)
    for line in loose:
        if words.paragraphs["challenge"].search(line.text[:60]):
            found.append(Node(line.start, line.start, kind=SectionKind.CHALLENGE, end=line.end))
    node.children = sorted([*node.children, *found], key=lambda child: child.start)


def _loose(lines: list[Line], node: Node) -> list[Line]:
    """The lines that no child of the node has a part of."""
    starts = [child.start for child in node.children]
    loose = []
    for line in lines:
        before = bisect_left(starts, line.end) - 1  # the last child that begins before the line ends
        if before < 0 or node.children[before].end <= line.start:
            loose.append(line)
    return loose


def _initiatives(layout: Layout, root: Node, words: HeadingWords) -> None:
    """In a system without children, the sentence that only says 实施…行动 begins its initiative."""
    for node in list(_walk(root)):
        if node.children or node.heading is None or node.kind is not None:
            continue
        if not words.kinds["system_end"].search(layout.text[slice(*node.heading.title)]):
            continue
        found = []
        for sentence in layout.sentences(node.body, node.end):
            match = words.initiative.fullmatch(layout.text, sentence.start, sentence.end)
            if match:
                line = next(
                    line for line in layout.within(sentence.start, node.end) if line.end > sentence.start
                )
                found.append(
                    Heading(
                        sentence.start,
                        "initiative",
                        6,
                        None,
                        None,
                        match.span("title"),
                        sentence.end,
                        line.end,
                    )
                )
        if len(found) == 1:
            heading = found[0]
            node.children.append(Node(heading.start, heading.body, heading, end=heading.limit or node.end))


def _fill_top(layout: Layout, root: Node) -> None:
    """Let the sections of level 1 cover the whole text: what stands before the first is the preamble."""
    size = len(layout.text)
    if not root.children:
        root.children = [Node(0, 0, end=size)]
    first = root.children[0]
    if first.start > 0:
        if layout.text[: first.start].strip():
            root.children.insert(0, Node(0, 0, kind=SectionKind.PREAMBLE, end=first.start, zero=True))
        else:
            first.start = 0
    for index, child in enumerate(root.children):
        child.end = root.children[index + 1].start if index + 1 < len(root.children) else size


def _walk(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _walk(child)


def _sections(
    layout: Layout, root: Node, words: HeadingWords, year: int | None
) -> Iterator[tuple[Section, Node, bool]]:
    """Each section with its node, and whether it is a part that looks back."""

    def visit(
        node: Node, parent: Section | None, top: str, ordinal: int, past: bool
    ) -> Iterator[tuple[Section, Node, bool]]:
        title = _title(layout, node, words)
        level = parent.level + 1 if parent else 1
        kind = node.kind or kind_of(title, level, parent, top, past, node.style, words)
        end = node.end if level == 1 else layout.trim(node.start, node.end).end
        identity = f"{parent.id}.{ordinal}" if parent else str(ordinal)
        number = node.heading.number if node.heading else None
        section = Section(
            identity, parent.id if parent else None, level, number, title, kind, node.start, end
        )
        back = kind is SectionKind.PART and is_past(layout, node.body, node.end, title, year, words)
        yield section, node, back
        yield from down(node, section, title if level == 1 else top, past or back)

    def down(
        node: Node, parent: Section | None, top: str, past: bool
    ) -> Iterator[tuple[Section, Node, bool]]:
        ordinals = 0
        for child in node.children:
            ordinals += 0 if child.zero else 1
            yield from visit(child, parent, top, 0 if child.zero else ordinals, past)

    return down(root, None, "", False)


def _title(layout: Layout, node: Node, words: HeadingWords) -> str:
    if node.heading:
        title = layout.text[slice(*node.heading.title)].strip(" \t\u3000。：:；;，,、")
        if title:
            return " ".join(title.split())
    named = words.titles.get(node.kind.value) if node.kind else None
    if named:
        return named
    line = next(iter(layout.within(node.start, node.end)), None)
    return layout.text[line.start : min(line.end, line.start + 20)] if line else ""
