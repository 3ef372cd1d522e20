"""Name-numbers and abbreviations, and what the plan says that they consist of, or that it does not say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan import members
from bot.plan.layout import Layout, Span
from bot.plan.members import LONGEST_CLAUSE, Members, Mention
from bot.plan.passages import own_spans
from bot.plan.words import task_words
from bot.records import Section, Term
from bot.text.calendar import whole
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_HAN = "一二两三四五六七八九十"
_RANK = {"full": 0, "partial": 1, "no": 2}
_ENDS = "，,。；;！？：:\n"


def read_terms(layout: Layout, sections: Sequence[Section], directory: Path = LEXICON) -> list[Term]:
    """The terms of the plan, each once, in the order in which they are first named."""
    return _Reader(layout, sections, directory).read()


class _Reader:
    """Looks at each mention, and no longer at those of a term that is explained."""

    def __init__(self, layout: Layout, sections: Sequence[Section], directory: Path) -> None:
        self.layout = layout
        self.words, self.cues = _words(directory), task_words(directory)
        self.best: dict[str, Term] = {}
        owned = own_spans(sections)
        pieces = [(piece.start, section) for section in sections for piece in owned[section.id]]
        pieces.sort(key=lambda pair: pair[0])
        self.starts = [start for start, _ in pieces]
        self.sections = [section for _, section in pieces]
        self.titles: dict[int, list[str]] = {}
        for section in sections:
            self.titles.setdefault(section.level, []).append(section.title)

    def read(self) -> list[Term]:
        for line in self.layout.lines:
            for mention in _mentions(self.layout, line.start, line.end, self.words):
                known = self.best.get(mention.name)
                if known and known.explained == "full":
                    continue
                section = self.sections[bisect_right(self.starts, mention.start) - 1]
                term = self._term(mention, section, first=known is None)
                if term and (known is None or _RANK[term.explained] < _RANK[known.explained]):
                    self.best[term.name] = term
        return list(self.best.values())

    def _term(self, mention: Mention, section: Section, first: bool) -> Term | None:
        """The term with its members, or without where its name alone shows that it is one."""
        text = self.layout.text
        quoted = text[mention.start - 1 : mention.start] in ("“", '"')
        span = self._clause(mention, section)
        found = self._members(mention, section, quoted)
        if found:
            complete = mention.count is None or len(found.names) == mention.count
            span = self.layout.trim(min(span.start, found.start), max(span.end, found.end))
            names, explained = found.names, "full" if complete else "partial"
        else:
            names = members.from_sections(mention, self.titles) if quoted and first else ()
            explained = "full" if names else "no"
            if not names and not (quoted and self.words.number.match(mention.name)):
                return None
        return Term(
            mention.name, section.id, names, explained, text[span.start : span.end], span.start, span.end
        )

    def _members(self, mention: Mention, section: Section, quoted: bool) -> Members | None:
        layout = self.layout
        # A pair before a quotation is no list of its members.
        if not quoted or (mention.count or 0) > 2:
            found = members.from_list_before(layout, mention, section.start, self.cues)
            if found:
                return found
        if quoted and 2 < len(mention.name) < 8:
            found = members.from_abbreviation(layout, mention, section.start, self.cues)
            if found:
                return found
        behind = Mention(mention.name, mention.start, mention.end + int(quoted), mention.count, mention.core)
        if quoted and mention.count:
            found = members.from_parallels(layout, behind, section.end, self.words.says, self.cues)
            if found:
                return found
        if mention.count:
            return members.from_list_behind(layout, behind, section.end, self.words.says)
        return None

    def _clause(self, mention: Mention, section: Section) -> Span:
        """The clause that names the term."""
        text, quoted = self.layout.text, self.layout.quoted
        begin, stop = mention.start, mention.end
        first, last = max(section.start, begin - LONGEST_CLAUSE), min(section.end, stop + LONGEST_CLAUSE)
        while begin > first and (quoted[begin - 1] or text[begin - 1] not in _ENDS):
            begin -= 1
        while stop < last and (quoted[stop] or text[stop] not in _ENDS):
            stop += 1
        return self.layout.trim(begin, stop)


@dataclass(frozen=True)
class _Words:
    quoted: re.Pattern[str]
    bare: re.Pattern[str]
    number: re.Pattern[str]
    says: re.Pattern[str]
    common: re.Pattern[str]
    never: re.Pattern[str]


def _mentions(layout: Layout, start: int, end: int, words: _Words) -> Iterator[Mention]:
    """The names that may be terms in [start, end): quoted ones, and bare name-numbers."""
    for match in words.quoted.finditer(layout.text, start, end):
        name = match[1]
        if words.never.fullmatch(name):
            continue
        number = words.number.match(name)
        count = whole(number[1].replace("双", "二")) if number and number[1] else None
        yield Mention(name, match.start(1), match.end(1), count, name[number.end() :] if number else name)
    for match in words.bare.finditer(layout.text, start, end):
        if not layout.named[match.start()] and not words.common.match(match["core"]):
            yield Mention(match[0], match.start(), match.end(), whole(match["count"]), match["core"])


@lru_cache(maxsize=8)
def _words(directory: Path) -> _Words:
    data = read_lexicon("terms", directory)
    counter = one_of(data["counters"])
    says = one_of(data["says"])
    return _Words(
        quoted=re.compile(r"[“\"]([^“”\"\n，。；：《》]{2,12})[”\"]"),
        bare=re.compile(
            rf"(?<![第\d{_HAN}百千万几数])(?P<count>十[一二三四五六七八九]|[{_HAN}])(?:个|项|大|种|类)"
            r"(?P<core>[\u4e00-\u9fff]{2,8}?)(?=[，。；：、”\"和与等的对为在]|$|发展|建设)"
        ),
        number=re.compile(rf"(?:([{_HAN}]|双)(?:{counter})?)(?=\D)"),
        says=re.compile(rf"[^，。；：\n]{{0,6}}[，,：:]?{says}|[^，。；：\n]{{0,3}}[：:]"),
        common=re.compile(one_of(data["common"])),
        never=re.compile(one_of(data["never"])),
    )
