"""What a figure counts or measures, in the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan.clauses import Clause, Role, read_clause
from bot.plan.layout import Layout
from bot.plan.words import TaskWords
from bot.records import Comparison
from bot.text.dates import find_deadlines
from bot.text.lexicon import one_of, read_lexicon
from bot.text.quantities import Quantity

_LONGEST = 30
_FARTHEST = 45  # before a figure: 生产总值从2020年的3.68万亿元增长到2025年的
_STOPS = "，,。；;！？：:、\n"
_SHARES = ("%", "％", "‰", "倍", "个百分点", "百分点")  # count nothing: their noun stands before them
_FROM = re.compile(r"[从由](?:\d{4}年的?|[去上]年的?)?$")
_RISEN = re.compile(r"[从由][^从由，。；]*[\dXx×].*$")  # 从116学分减少到
_TO = re.compile(r"[到至为达]{1,2}(?:\d{4}年的?)?$")
_GOES_ON = re.compile(r"被|均|已|全部|通过|对")  # behind a noun: the rest says what becomes of it
_JOINED = re.compile(r"[和与及、]$")
_UNDERGOES = re.compile(r"进行.*")


@dataclass(frozen=True)
class _Tails:
    trailing: re.Pattern[str]  # 稳定在, 累计增长: no part of a name
    growth: re.Pattern[str]
    measured: frozenset[str]  # units that measure what stands before them: 元, 公里


def behind_verb(layout: Layout, quantity: Quantity, start: int, words: TaskWords) -> bool:
    """Whether the figure stands right behind the verb that makes the things: 新建三所学校."""
    before = layout.flat[max(start, quantity.start - 3) : quantity.start]
    return bool(re.search(words.strong.pattern + "$", before))


def in_list(layout: Layout, first: Quantity, second: Quantity | None) -> bool:
    """Whether another figure stands beside it: 六大线下培训课程和十二类网络培训课程."""
    between = layout.text[first.end : second.start] if second else ""
    return bool(_JOINED.search(between)) and not any(stop in between for stop in "，。；")


def is_base(layout: Layout, first: Quantity, second: Quantity, words: TaskWords) -> bool:
    """Whether the first is what the second has grown from: 从116学分减少到96学分."""
    before = layout.flat[max(0, first.start - 8) : first.start]
    between = layout.flat[first.end : second.start]
    risen = _TO.search(between)
    if risen is None or not _FROM.search(before) or len(between) > 16:
        return False
    return bool(_tails(words.directory).growth.fullmatch(between[: risen.start()]))


def name_quantities(
    layout: Layout, quantities: Iterable[Quantity], start: int, end: int, words: TaskWords
) -> Iterator[tuple[Quantity, str]]:
    """Each figure of [start, end), in order, with the name of what it counts."""
    ordered = sorted(quantities, key=lambda quantity: quantity.start)
    clauses = [read_clause(layout, span, words) for span in layout.clauses(start, end)] if ordered else []
    position, behind = 0, start
    while position < len(ordered):
        last = position
        while last + 1 < len(ordered) and _share(layout, ordered[last], ordered[last + 1], words):
            last += 1
        chain = ordered[position : last + 1]
        stop = ordered[last + 1].start if last + 1 < len(ordered) else end
        clause = next((clause for clause in reversed(clauses) if clause.start <= chain[0].start), None)
        name = _Namer(layout, chain, clause, words, behind, stop).name()
        for quantity in chain:
            yield quantity, name
        position, behind = last + 1, chain[-1].end


def _share(layout: Layout, first: Quantity, second: Quantity, words: TaskWords) -> bool:
    """Whether two figures say something of one thing: 3大类27条, 从…增长到…, 3534.6亿元、增长6%."""
    between = layout.text[first.end : second.start]
    grown = between in ("、", "，") and second.op is Comparison.GROWTH
    return between == "" or grown or is_base(layout, first, second, words)


class _Namer:
    """Names the figures of one chain."""

    def __init__(
        self,
        layout: Layout,
        chain: Sequence[Quantity],
        clause: Clause | None,
        words: TaskWords,
        behind: int,
        stop: int,
    ) -> None:
        self.layout, self.first, self.last, self.clause = layout, chain[0], chain[-1], clause
        self.words, self.behind, self.stop = words, behind, stop
        self.tails = _tails(words.directory)

    def name(self) -> str:
        """The noun behind the figure (10个基地), or the one before it (示范校XX所)."""
        raw = self._raw_before(self._head())
        before, after = self._cleaned(raw), self._after()
        unit = self.last.unit or ""
        if self.first.op is Comparison.ALL and self.first.least is None:
            return (before + after) or self.first.raw
        counts = unit not in _SHARES and self.first.op is not Comparison.GROWTH and len(after) >= 2
        counts = counts and not (len(before) >= 4 and len(after) < 3)
        if unit in self.tails.measured and self._acts(after):
            counts = False
        if counts:
            return self._subject_of(after, raw.strip(_STOPS + "和及与对"))
        if not before and unit in self.tails.measured and raw and self._acts(after):
            return raw.strip(_STOPS)  # 投入XXX万元培训教师
        return before or self._owner() or self._earlier() or after or raw.strip(_STOPS) or self.first.raw

    def _head(self) -> int:
        """Where the figure's clause begins to name it: at its verb, or at its head when it has no task."""
        clause, start = self.clause, self.first.start
        if clause is None:
            return self.behind
        head = clause.verb if clause.role is Role.ACTION else clause.head
        verb = self.words.any_verb.match(self.layout.flat, head, start)
        if verb and start - verb.end() == 1:  # …示范校XX所: no verb at all
            head = clause.head
        return max(self.behind, min(head, start))

    def _raw_before(self, start: int) -> str:
        """The words of the figure's clause before it."""
        text, quoted, stop = self.layout.text, self.layout.quoted, self.first.start
        inside = quoted[stop]
        begin = stop
        while begin > max(start, stop - _FARTHEST):
            if text[begin - 1] in _STOPS and (inside or not quoted[begin - 1]):
                break
            if inside and text[begin - 1] in "（(":
                break
            begin -= 1
        given = self.words.its_receiver.match(self.layout.flat, start, stop)
        if given:  # 向省、国家输送运动员XX人
            verbs = [
                found.end()
                for found in self.words.strong.finditer(self.layout.flat, given.end() + 1, stop - 1)
                if len(found[0]) > 1 and stop - found.end() >= 2
            ]
            begin = verbs[-1] if verbs else begin
        return text[begin:stop]

    def _after(self) -> str:
        """The words behind the figure, up to the next one or the end of the item."""
        text, end = self.layout.text, self.last.end
        inside = self.layout.quoted[self.first.start]
        stop = end
        while stop < min(self.stop, end + _LONGEST):
            if text[stop] in _STOPS and (inside or not self.layout.quoted[stop]):
                break
            if (inside and text[stop] in "）)") or (stop == end and text[stop] in "（("):
                break  # what stands in brackets is another matter than what stands before them
            stop += 1
        return text[end:stop].lstrip("的 ").rstrip("的和、 ")

    def _cleaned(self, before: str) -> str:
        """Without date and verb before the noun, and without what leads from it to the figure."""
        before = before.lstrip("（(，、 ").removeprefix("其中")
        date = next(find_deadlines(before, 2000, directory=self.words.directory), None)
        if date and date.start == 0:
            before = before[date.end :]
        before = _RISEN.sub("", _FROM.sub("", before))
        before = self._without_verb(before)
        while (shorter := self.tails.trailing.sub("", before)) != before:
            before = shorter
        return before.lstrip("的")

    def _without_verb(self, before: str) -> str:
        """建设校园文化示范校 is the verb 建设 and the name 校园文化示范校; 建设或修复 are two verbs."""
        words, position = self.words, 0
        heads = (words.adverb, words.connector, words.speaker, words.prefix)
        while match := next((found for head in heads if (found := head.match(before, position))), None):
            if len(match[0]) < 2 or len(before) - match.end() == 1:  # 经 of 经济, 示范校
                break
            position = match.end()
        if before[position : position + 1] == "新" and words.strong.match(before, position + 1):
            position += 1
        if there := words.being.match(before, position):  # 共有教师3200名
            position = there.end()
        while match := words.any_verb.match(before, position):
            if len(before) - match.end() == 1:  # 示范校
                break
            position = match.end()
            joined = before[position : position + 1] in ("或", "和", "、")
            if joined and words.any_verb.match(before, position + 1):
                position += 1
        return before[position:]

    def _acts(self, after: str) -> bool:
        """Whether what follows says what is done: 1327亿元支持项目建设, 1194公里全线贯通."""
        words = self.words
        heads = (words.any_verb, words.adverb, words.its_receiver)
        return any(head.match(after) for head in heads)

    def _subject_of(self, after: str, before: str) -> str:
        """5所职业院校新增专业 counts 职业院校; behind a verb the whole is its object: 建设10个示范项目."""
        after = _UNDERGOES.sub("", after) or after
        if before and not before.endswith("等"):
            return after
        ends = [found.start() for found in _GOES_ON.finditer(after, 1)][:1]
        if not before:
            ends += [
                verb.start()
                for verb in self.words.any_verb.finditer(after, 2)
                if len(after) - verb.end() >= 2 and self.words.owner_end.search(after, 0, verb.start())
            ][:1]
        return after[: min(ends)] if ends else after

    def _owner(self) -> str:
        """跨境电商综试区 of 跨境电商综试区扩容至7个."""
        subject = self.clause.subject if self.clause else None
        if subject is None or subject.end > self.first.start or subject.start < self.behind:
            return ""
        return self.layout.text[subject.start : subject.end]

    def _earlier(self) -> str:
        """What the verbs of a clause have in common: 推动中欧班列拓线扩量、开行4000班次."""
        if self.clause is None:
            return ""
        start = max(self._head(), self.behind)
        piece = self.layout.text[start : self.first.start]
        head, comma, _ = piece.rpartition("、")
        return self._cleaned(head)[-_LONGEST:] if comma else ""


@lru_cache(maxsize=8)
def _tails(directory: Path) -> _Tails:
    units = read_lexicon("units", directory)
    growth = one_of(units["growth"])
    trailing = one_of(
        [
            *units["growth"],
            *units["name_tails"],
            *units["at_least_before"],
            *units["at_most_before"],
            *units["about_before"],
        ]
    )
    return _Tails(
        re.compile(rf"(?:{trailing}|连续\d+年|[从由的和与及、，等到至达为（(\s])$"),
        re.compile(growth),
        frozenset([*units["length_area_mass"], *units["money"], *units["clocks"]]),
    )
