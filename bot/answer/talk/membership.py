"""Whether something is one of a list, and which: “靶向治疗也算这三个里的吗”, “体育是第几个”.

The list is the one just given, or what a term in the question counts: “体育在不在九大行动里”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.kinds.names import Names
from bot.answer.kinds.term_names import TermNames
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.topic import topic_of
from bot.answer.question.words import Word, share_in
from bot.answer.saying import phrases
from bot.answer.saying.reply import plain_reply
from bot.records import Answer, Source, State
from bot.text.plain import plain

Item = Mapping[str, Any]  # of a list, as an answer remembers it
FITS, PARTLY = 0.75, 0.5  # share of the words that an item has to hold; above which it may still be meant
SHOWN = 6  # items that are named again where what is asked is none of them


class Membership:
    """Says yes or no, with the list's own words, and where the thing stands if elsewhere."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, terms: TermNames, names: Names) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._terms = terms
        self._names = names

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """None without a list, where nothing is named, or where it may be part of an item."""
        memory, text = self._list(inquiry)
        patterns = inquiry.lexicon.phrases
        manner = next((m for m in ("belonging", "position") if patterns[m].search(text)), None)
        if manner is None or inquiry.pending:
            return None
        items = memory.get("items") or (memory.get("picks") if memory.get("picked") else None) or ()
        words = [w for w in inquiry.words_of(patterns[manner].sub(",", text)) if w.noun or w.known]
        if len(items) < 2 or not words:
            return None
        shares = [share_in(words, self._text_of(item)) for item in items]
        if max(shares) >= FITS:
            return self._inside(memory, items, [n for n, share in enumerate(shares) if share >= FITS])
        within = self._within(items)
        if held := self._held(items, words, within):
            return self._inside(memory, items, held[:1], held[1])
        near = next(iter(self._matcher.rank(words, within=within)), None)
        if manner == "position" or max(shares) >= PARTLY or (near and near.coverage >= FITS):
            return None
        return self._outside(memory, items, words)

    def _list(self, inquiry: Inquiry) -> tuple[Mapping[str, Any], str]:
        """The memory that has the list, and what the question says beside the list's name."""
        term = self._terms.named(inquiry.text)
        if term is None or not term.members:
            return inquiry.memory, inquiry.text
        memory = {**self._names.members(term).memory, "open": term.explained == "partial"}
        return memory, self._terms.without(term, inquiry.text)

    def _text_of(self, item: Item) -> str:
        """A list's entry by its name, a task's with all of its words."""
        task = self.knowledge.tasks.get(item.get("task") or "")
        return plain(f"{item.get('title') or ''}\n{task.quote if task else ''}")

    def _within(self, items: Sequence[Item]) -> frozenset[str]:
        """The sections that are listed, with all below them."""
        listed = [self.knowledge.within(item["section"]) for item in items if "section" in item]
        return frozenset().union(*listed)

    def _held(
        self, items: Sequence[Item], words: Sequence[Word], within: frozenset[str]
    ) -> tuple[int, Match] | None:
        """Which of the listed sections speaks most of something, and its best clause; None if none does."""
        clauses: dict[int, list[Match]] = defaultdict(list)
        for match in self._having(words, within):
            above = {section.id for section in self.knowledge.ancestors(match.unit.section)}
            clauses[next(n for n, item in enumerate(items) if item.get("section") in above)].append(match)
        most = max(clauses, key=lambda n: len(clauses[n]), default=None)
        return None if most is None else (most, clauses[most][0])

    def _having(self, words: Sequence[Word], within: frozenset[str] | None = None) -> list[Match]:
        """The clauses that have the words themselves, best first."""
        ranked = self._matcher.rank(words, within=within)
        return [m for m in ranked if all(word.surface in m.unit.text for word in words)]

    def _inside(
        self,
        memory: Mapping[str, Any],
        items: Sequence[Item],
        which: Sequence[int],
        found: Match | None = None,
    ) -> Answer:
        names = "、".join(f"第{n + 1}个{phrases.quoted(str(items[n]['title']).strip('“”'))}" for n in which)
        if found is None:
            lead, source = f"在里面，是{names}。", self._source(items[which[0]])
        else:
            lead, source = f"在里面，写在{names}里。", topic_of(self.knowledge, found, []).source
        text = phrases.with_source(lead, source, quote=found is not None or "section" not in items[which[0]])
        return Answer(text, State.STATED, "fact", sources=(source,), memory=dict(memory))

    def _outside(self, memory: Mapping[str, Any], items: Sequence[Item], words: Sequence[Word]) -> Answer:
        """None of them; of a list that the plan leaves open (等), that it is not named there."""
        named = "".join(word.surface for word in words)
        own = [self._source(item) for item in items]
        listed = "、".join(str(item["title"]) for item in items)
        if memory.get("open"):
            lead = f"原文列出的是{listed}等，没有写“{named}”。"
        else:
            rest = f"是{listed}。" if len(items) <= SHOWN else f"没有“{named}”。"
            lead = f"不在里面：一共{len(items)}项，{rest}"
        past = self._is_past(items[0])
        having = self._having(words)
        found = next((m for m in having if self.knowledge.is_past(m.unit.section) == past), None)
        found = found or next(iter(having), None)
        if found is None or not self.knowledge.is_rare(named):
            answer = plain_reply(lead, kind="list", state=State.STATED)
            return replace(answer, sources=tuple(own), memory=dict(memory))
        source = topic_of(self.knowledge, found, []).source
        back = self.knowledge.is_past(found.unit.section)
        where = "今年的安排里" if past and not back else "别处"
        text = phrases.with_source(f"{lead}\n“{named}”写在{where}：", source)
        return Answer(text, State.STATED, "fact", sources=(source, *own), memory=dict(memory))

    def _source(self, item: Item) -> Source:
        if section := self.knowledge.sections.get(item.get("section") or ""):
            end = section.start + len(section.title) + len(section.number or "")
            return self.knowledge.source(section.start, end, section.id)
        units = self.knowledge.units_between(item["start"], item["end"])
        return self.knowledge.source(item["start"], item["end"], units[0].section)

    def _is_past(self, item: Item) -> bool:
        return self.knowledge.is_past(self.knowledge.unit_at(item["start"]).section)
