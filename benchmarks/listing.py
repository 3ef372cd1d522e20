"""The lists of an answer: lines numbered in order, and counts that are those of what is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_ENTRY = re.compile(r"^(\d+)\.")  # the number of a list's line
_COUNT = re.compile(r"(?:共|(?<!还)有|是|分)(\d+[个项条点])")  # of what is listed
_INLINE = re.compile(r"列出的是[：:]([^。.\n]+)")  # what is listed within a line
_REST = re.compile(r"还有(\d+)[个项条]")


@dataclass
class Listing:
    """One list: the lines above it, its own, and what it says of lines that are left."""

    counts: list[str] = field(default_factory=list)  # 12项, as the lines above it say
    entries: list[int] = field(default_factory=list)  # the numbers of its lines
    rest: int = 0

    @property
    def total(self) -> int:
        """How many lines there are in all, shown or not."""
        return (self.entries[-1] if self.entries else 0) + self.rest


def listings(text: str) -> list[Listing]:
    """The lists of an answer, and what stands between them as lists without lines."""
    found = [Listing()]
    for line in text.splitlines():
        entry, rest = _ENTRY.match(line), _REST.search(line)
        if entry:
            if found[-1].entries and int(entry[1]) == 1:
                found.append(Listing())
            found[-1].entries.append(int(entry[1]))
        elif rest:
            found[-1].rest = int(rest[1])
        else:
            if found[-1].entries:
                found.append(Listing())
            found[-1].counts += _COUNT.findall(line)
    return found


def without_lists(text: str) -> str:
    """The text without the numbers of lines, and without the counts that `miscounted` looks at."""
    lines = []
    for line in text.splitlines():
        lines.append(_ENTRY.sub("", line) if _ENTRY.match(line) else _REST.sub("", _COUNT.sub("", line)))
    return "\n".join(lines)


def miscounted(text: str, earlier: Sequence[str], stands: Callable[[str], bool]) -> Iterator[str]:
    """Line numbers out of order, and counts that fit no list of this answer, nor of the `earlier` ones.

    `stands` tells whether a count stands in the plan or in the question, and so needs no list.
    """
    before = [listing for one in earlier for listing in listings(one)]
    sizes = {listing.total for listing in before if listing.entries}
    inline = {1 + listed.count("、") for listed in _INLINE.findall(text)}
    ends = {listing.entries[-1] for listing in before if listing.entries}
    for listing in listings(text):
        first = listing.entries[0] if listing.entries else 1
        if first != 1 and first - 1 not in ends:
            yield f"{first}."
        for number, entry in enumerate(listing.entries, first):
            if entry != number:
                yield f"{entry}."
                break
        fitting = {listing.total, len(listing.entries) + listing.rest} if listing.entries else sizes | inline
        yield from (c for c in listing.counts if int(c[:-1]) not in fitting and not stands(c))
        if listing.rest and first != 1 and listing.total not in sizes:
            yield f"还有{listing.rest}"
