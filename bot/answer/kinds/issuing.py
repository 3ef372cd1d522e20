"""“今年要出台哪些文件”: what the plan says will be issued, or was issued last year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answer.kinds.wishes import SOME_MATTER
from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Matcher
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import phrases
from bot.answer.saying.reply import listing, plain_reply
from bot.answer.search.sections import Titles
from bot.records import Answer, Fact, State

IN_TITLE = 0.7  # share of the words beside that the title of the section which they name has to hold
FITS = 0.85  # share of them that a clause has to hold
SHOWN, LONGEST = 8, 60  # documents at once, characters of each
TITLED = "文件"  # the kind of what is called by its title alone
SEVERAL = re.compile(r"哪|什么|啥|几|多少|都有")


class Issuing:
    """Lists the documents that a plan announces. `words` is data/lexicon/documents.yml."""

    def __init__(
        self, knowledge: Knowledge, matcher: Matcher, titles: Titles, words: Mapping[str, Sequence[str]]
    ) -> None:
        self.knowledge = knowledge
        self._matcher = matcher
        self._titles = titles
        self._law = frozenset(words["law"])
        self._kinds = self._law | frozenset(words["other"])
        self._any = frozenset(words["any"])
        self._besides = frozenset(words["besides"])
        self._verbs = frozenset(words["verbs"])
        self._asked = frozenset(words["asked"])
        self._behind = frozenset(words["behind"])
        self._itself = tuple(words["itself"])
        self._arrangements = frozenset(words["arrangements"])
        self._set_up = frozenset(words["set_up"])
        self._asked_set_up = _longest_first(self._set_up | frozenset(words["asked_set_up"]))
        self._arranged = re.compile(
            f"(?:{_longest_first(self._set_up).pattern}).*(?:{_longest_first(self._arrangements).pattern})"
        )
        self._of_plan = _longest_first(self._verbs | self._kinds | self._any | self._besides)
        self._of_question = _longest_first(
            self._verbs | self._asked | self._kinds | self._any | self._besides
        )

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The documents that a question for several means; None when it does not ask for documents."""
        listed = inquiry.memory.get("documents")
        if listed and inquiry.names_year is not None and inquiry.is_bare and not inquiry.aspects:
            return self._told(inquiry, listed["kinds"], inquiry.vocabulary.words(listed["matter"]))
        said = [match.group() for match in self._of_question.finditer(inquiry.text)]
        if arranged := self._told_arrangements(inquiry):
            return arranged
        nouns = [word for word in said if word in self._kinds | self._any]
        verbs = [word for word in said if word in self._verbs | self._asked]
        several = inquiry.asks("list") or inquiry.asks("count") or SEVERAL.search(inquiry.text)
        if not nouns or not verbs or not several:
            return None
        if inquiry.aspect in ("deadline", "owner", "source") or inquiry.asked_owner:
            return None
        beside = [
            w for w in inquiry.words if not any(w.surface in word or word in w.surface for word in said)
        ]
        return self._told(inquiry, nouns, beside)

    def _told_arrangements(self, inquiry: Inquiry) -> Answer | None:
        """“要建立哪些制度、机制”: what is set up in the year that is meant; None for other questions."""
        nouns = [noun for noun in self._arrangements if noun in inquiry.text]
        if not nouns or not self._asked_set_up.search(inquiry.text) or not SEVERAL.search(inquiry.text):
            return None
        if inquiry.aspect in ("deadline", "owner", "source") or inquiry.asked_owner:
            return None
        said = [*nouns, *self._asked_set_up.findall(inquiry.text)]
        beside = [word for word in inquiry.words if not any(word.surface in one for one in said)]
        if sum(word.weight for word in beside) >= SOME_MATTER:
            return None
        past = inquiry.looks_back is True
        found = [
            unit
            for unit in self.knowledge.units
            if self.knowledge.is_past(unit.section) == past
            and (past or unit.task)
            and any(noun in found.group() for found in self._arranged.finditer(unit.text) for noun in nouns)
        ]
        when, done = ("去年的回顾里", "") if past else ("计划里", "要")
        head = f"{when}{done}建立、健全、完善的{'、'.join(sorted(nouns))}共{len(found)}项："
        return self._listed(head, found) if found else None

    def _told(self, inquiry: Inquiry, nouns: Sequence[str], beside: Sequence[Word]) -> Answer | None:
        """The documents of some kinds, of the year that is meant and of the matter that is named beside."""
        past = inquiry.looks_back is True
        found = [unit for unit in self._issued(past) if self._is_of(self._kinds_in(unit.text), nouns)]
        if sum(word.weight for word in beside) >= SOME_MATTER:
            narrowed = self._narrowed(inquiry, beside, found)
            if not narrowed:
                return None
            found = narrowed
        when, issued = ("去年的回顾里", "已出台") if past else ("计划里", "要出台")
        named = "、".join(dict.fromkeys(word for word in nouns if word in self._kinds)) or "文件"
        if found:
            answer = self._listed(f"{when}{issued}的{named}共{len(found)}项：", found)
        else:
            answer = plain_reply(f"{when}没有写明{issued}的{named}。", kind="list")
        asked = {"kinds": list(nouns), "matter": "".join(word.surface for word in beside)}
        return replace(answer, memory={**answer.memory, "documents": asked})  # for “去年呢”

    def _issued(self, past: bool) -> list[Unit]:
        """The clauses that say that a document is issued: of the review, or of the tasks."""
        return [
            unit
            for unit in self.knowledge.units
            if self.knowledge.is_past(unit.section) == past
            and (past or unit.task)
            and self._kinds_in(unit.text)
        ]

    def _kinds_in(self, clause: str) -> list[str]:
        """The kinds of documents that a clause says are issued."""
        words = list(self._of_plan.finditer(clause))
        found = [word for word in self._itself if clause.rstrip("。;!?").endswith(word)]
        verbs = [word for word in words if word.group() in self._verbs]
        for word in words:
            if word.group() not in self._kinds | self._any:
                continue
            after = any(verb.end() <= word.start() for verb in verbs)
            before = any(v.start() == word.end() and v.group() in self._behind for v in verbs)
            if after or before:
                found.append(word.group())
        return found or [TITLED for verb in verbs if clause.startswith("《", verb.end())]

    def _is_of(self, kinds: Sequence[str], nouns: Sequence[str]) -> bool:
        """Whether a document of some kinds is meant by the nouns of a question."""
        if not any(noun in self._kinds for noun in nouns):
            return True  # 文件
        if any(noun in self._law for noun in nouns):
            return any(kind in self._law for kind in kinds)
        if len(set(nouns)) > 1:  # “办法、方案都有哪些” means whatever is no law
            return any(kind not in self._law for kind in kinds)
        return any(noun in kind for noun in nouns for kind in kinds)

    def _narrowed(self, inquiry: Inquiry, words: Sequence[Word], found: Sequence[Unit]) -> list[Unit]:
        """Those of the section, or of the matter, that the other words of the question name."""
        fitting = {m.unit.index for m in self._matcher.rank(words) if m.coverage >= FITS}
        named = [unit for unit in found if unit.index in fitting]
        section = self._titles.best(
            [word for word in words if word.weight > WEAK], at_least=IN_TITLE, prior=inquiry.prior
        )
        within = self.knowledge.within(section.id) if section else frozenset()
        return [unit for unit in found if unit in named or unit.section in within]

    def _listed(self, head: str, units: Sequence[Unit]) -> Answer:
        sources = [self.knowledge.source(unit.start, unit.end, unit.section) for unit in units]
        lines = [phrases.short(source.quote, LONGEST) for source in sources]
        items = [
            {
                "start": source.start,
                "end": source.end,
                "title": phrases.short(source.quote, 30),
                **({"task": unit.task} if unit.task else {}),
            }
            for unit, source in zip(units, sources, strict=True)
        ]
        facts = [
            Fact(line, "measure", State.STATED, source.quote, unit.task)
            for line, unit, source in zip(lines, units, sources, strict=True)
        ]
        return listing(head, lines, items, sources=sources, facts=facts, shown=SHOWN)


def _longest_first(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
