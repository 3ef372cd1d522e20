"""Answers about number-names: 六大体系, 三个一体化, how many of a kind there are."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from bot.answer.kinds.numbering import MEASURE, NUMERAL, Numbering
from bot.answer.kinds.term_names import TermNames
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry, section_of
from bot.answer.question.matching import Match
from bot.answer.question.topic import topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import phrases
from bot.answer.saying.outline import Outline
from bot.answer.search.sections import Titles
from bot.records import Answer, Fact, Section, SectionKind, Source, State, Term
from bot.text.calendar import whole
from bot.text.plain import plain

HEADED_QUOTE = 260  # characters of a section that are quoted for the term in its heading
TERM_QUOTE = 100  # characters
SURE_CLAUSE = 0.6  # confidence of NLU that one clause is meant, whatever kind of section its words name
MEANT = 0.35  # confidence from which NLU tells which section is meant
UNDER = re.compile(r"(?:底下|下面|下边|下设|下头)")
QUOTED = re.compile(
    r"“(?P<quoted>[^“”]{2,12})”"
    r"|(?P<code>[\dA-Za-z]*(?:\d[+＋]?[A-Za-z]|[A-Za-z][+＋]?\d)(?:[+＋]?[\dA-Za-z])*)"  # 1＋X, 5G
)
ITS_GOALS = re.compile(
    r",[”\"]?(?:时期|期间|阶段|末|的)*(?:[主总重]\w)?(?:目标|任务|指标)"
)  # 十五五的主要目标
ASKED_NUMBER = rf"(?<![第这那每])(?P<n>{NUMERAL}|几|哪几|多少){MEASURE}?"
ASKED_ANY = rf"(?<![第这那每])(?P<n>{NUMERAL}|几|哪几|哪些|多少){MEASURE}?"


class Names:
    """Finds the number-name that a question is about, and tells its members."""

    def __init__(
        self, knowledge: Knowledge, titles: Titles, outline: Outline, numbering: Numbering, terms: TermNames
    ) -> None:
        self.knowledge = knowledge
        self.titles = titles
        self.outline = outline
        self.numbering = numbering
        self._terms = terms

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """An answer when the question names a term and asks for its members, number or meaning."""
        alike = bool(inquiry.memory.get("term")) and inquiry.is_ellipsis  # “八项本领呢” after “七种能力是啥”
        wants = (
            alike
            or inquiry.asks("members")
            or inquiry.asks("count")
            or inquiry.asks("list")
            or inquiry.asks("summary")
            or bool(inquiry.values("ordinal"))
            or inquiry.intends("ask_term", "ask_outline", "ask_count")
        )
        hit = self._terms.named(inquiry.text)
        meaning = alike or inquiry.intends("ask_term", "ask_outline") or inquiry.asks("meaning")
        if hit and inquiry.asks("members") and not self._beside(inquiry, hit):
            meaning = True  # 四不为都有啥
        if hit and not hit.members and (not meaning or self._asks_more(inquiry, hit)):
            hit = None  # the term only names the matter
        if hit and not hit.members and inquiry.aspect == "measure" and not inquiry.intends("ask_term"):
            hit = None  # 公参民治理有哪些措施: what is done, not what it means
        if hit and (wants or self._is_bare(inquiry.text, hit) or "有关" in inquiry.text):
            return self._some(inquiry, hit) or self.members(hit)
        if wants and (counted := self._counted(inquiry)):
            return counted
        phrase = (
            self._quoted(inquiry.text) if inquiry.asks("members") or inquiry.intends("ask_term") else None
        )
        if phrase and ITS_GOALS.search(inquiry.text.replace(plain(phrase.name), ",")):
            phrase = None
        if phrase and (meaning or inquiry.asks("meaning") or not self._beside(inquiry, phrase)):
            return self.members(phrase)
        return self.numbering.divided(inquiry) if wants or inquiry.values("ordinal") else None

    def _beside(self, inquiry: Inquiry, term: Term) -> list[Word]:
        """The words of matter that a question has beside a term's name."""
        rest = inquiry.text.replace(plain(term.name), ",")
        return [w for w in inquiry.words_of(rest) if w.weight > WEAK]

    def _asks_more(self, inquiry: Inquiry, term: Term) -> bool:
        """Whether the words beside a term ask for a deadline, an owner or the like, not for its meaning."""
        rest = inquiry.text.replace(plain(term.name), ",")
        if ITS_GOALS.search(rest):
            return True
        if not inquiry.intends("ask_term") and any(word.noun for word in self._beside(inquiry, term)):
            return True
        return any(
            inquiry.lexicon.aspects[aspect].search(rest) for aspect in ("priority", "owner", "deadline")
        )

    def _some(self, inquiry: Inquiry, term: Term) -> Answer | None:
        """Those of a term's sections that the question speaks of: “九大行动里体育的有几个”."""
        members = self._section_members(term)
        words = [w for w in inquiry.words if w.noun and not set(w.surface) <= set(plain(term.name))]
        spoken = [section for section in members if words and self.titles.coverage(section, words) >= 0.7]
        if not spoken or len(spoken) == len(members):
            return None
        return self.outline.listed(f"“{term.name}”里有{len(spoken)}个：", spoken)

    def _quoted(self, text: str) -> Term | None:
        """A phrase in quotation marks or a code (1＋X) that the question names, as a term not explained."""
        best: tuple[int, int, int] | None = None
        for match in QUOTED.finditer(self.knowledge.plan.text):
            start, end = match.span(match.lastgroup or 0)
            phrase = plain(self.knowledge.plan.text[start:end])
            if phrase in text and (best is None or len(phrase) > best[0]):
                best = (len(phrase), start, end)
        if best is None:
            return None
        _, start, end = best
        passage = self.knowledge.passage_of(start)
        if passage is None:
            return None
        name = self.knowledge.plan.text[start:end]
        unit = self.knowledge.unit_at(start)
        quote = self.knowledge.plan.text[unit.start : unit.end]
        return Term(name, passage.section, (), "no", quote, unit.start, unit.end)

    def _is_bare(self, text: str, term: Term) -> bool:
        return len(text) - len(term.name) <= 2

    def _counted(self, inquiry: Inquiry) -> Answer | None:
        """“五项保障”, “十大行动”, “几个体系”: a number asked of a kind of section or of a term's noun."""
        meant = next(iter(inquiry.question.clauses), None)
        if meant and meant.about and meant.confidence >= SURE_CLAUSE and not UNDER.search(inquiry.text):
            return self._term_counted(inquiry)
        others = "|".join(map(re.escape, chain(*inquiry.lexicon.kinds.values())))
        for kind, names in inquiry.lexicon.kinds.items():
            for noun in sorted(names, key=len, reverse=True):
                name = re.escape(noun)
                asked = ASKED_NUMBER if not inquiry.intends("ask_outline", at_least=0.7) else ASKED_ANY
                match = re.search(asked + r"(?:重点|主要|专项)?" + name, inquiry.text)
                match = match or re.search(
                    rf"{name}.{{0,4}}(?P<n>几|多少){MEASURE}(?!{others})", inquiry.text
                )
                sections = [s for s in self.knowledge.plan.sections if s.kind == SectionKind(kind)]
                if match and sections:
                    return self._of_kind(inquiry, match, noun, sections)
        return self._term_counted(inquiry)

    def _term_counted(self, inquiry: Inquiry) -> Answer | None:
        """“几大中心”, “专项治理加起来几项”: the number of a term; or another number than the plan's.

        A term that is not explained answers only for its meaning or its number.
        """
        text = inquiry.text
        meant = inquiry.asks("meaning") or inquiry.intends("ask_term", "ask_outline", "ask_count")
        best: tuple[int, Term, str] | None = None
        for term, number, noun in self._terms.split:
            if number is None or len(noun) < 2 or noun not in text:
                continue
            asked = re.search(ASKED_NUMBER + re.escape(noun), text)
            counted = len(noun) > 2 and re.search(rf"{re.escape(noun)}.{{0,6}}(?:几|多少){MEASURE}", text)
            if not asked and not counted:
                continue
            said = whole(asked.group("n")) if asked else None
            if said == number and not term.members and not meant and self._beside(inquiry, term):
                continue
            lead = ""
            if asked and said is not None and said != number:
                lead = f"计划里是“{term.name}”，没有“{asked.group()}”。"
            if best is None or len(noun) > best[0]:
                best = (len(noun), term, lead)
        if best is None:
            return None
        answer = self.members(best[1])
        return _led(answer, best[2]) if best[2] else answer

    def _of_kind(self, inquiry: Inquiry, match: re.Match[str], noun: str, sections: list[Section]) -> Answer:
        """The sections of a kind: those below the section that is named, those that are spoken of, or all."""
        rest = inquiry.lexicon.cut.sub(",", inquiry.text[: match.start()] + "," + inquiry.text[match.end() :])
        spoken_of = inquiry.vocabulary.words(rest)
        words = [word for word in spoken_of if word.weight > WEAK]
        parent = self.titles.best(words, at_least=0.7) or (self._meant(inquiry) if spoken_of else None)
        children = self.knowledge.children(parent.id) if parent else []
        if parent and children:
            asked = whole(match.group("n"))
            wrong = f"，不是{match.group('n')}个" if asked is not None and asked != len(children) else ""
            return self.outline.listed(f"“{parent.title}”共{len(children)}个{wrong}：", children)
        spoken = [s for s in sections if words and self.titles.coverage(s, words) >= 0.7]
        if spoken and len(spoken) < len(sections):
            return self.outline.listed(f"与此相关的共{len(spoken)}个{noun}：", spoken)
        term = next((t for t, _, n in self._terms.split if n == noun), None)
        lead = f"计划里是{len(sections)}个{noun}"
        asked = whole(match.group("n"))
        if asked is not None and asked != len(sections):
            parts = noun in inquiry.lexicon.kinds[SectionKind.PART.value]  # 六大块 may be of one part
            if parts and (others := self.numbering.in_so_many(asked, past=inquiry.looks_back)):
                return others
            lead += f"，不是{match.group('n')}个"
        return self.outline.listed(lead + "：", sections, self._source(term) if term else None)

    def _meant(self, inquiry: Inquiry) -> Section | None:
        """The section that NLU takes the question to be about, or the one above it that is divided."""
        if inquiry.question.confidence < MEANT:
            return None
        section = self.knowledge.sections.get(section_of(inquiry.intent))
        above = self.knowledge.ancestors(section.id) if section else []
        return next((s for s in above if s.kind != SectionKind.PART and self.knowledge.children(s.id)), None)

    def members(self, term: Term) -> Answer:
        """What a term consists of, as far as the plan says."""
        source = self._source(term)
        siblings = self._section_members(term)
        if siblings:
            return self.outline.listed(f"“{term.name}”：", siblings, source)
        if term.explained == "no" or not term.members:
            text = f"“{term.name}”：原文只提到这个说法，没有说明具体内容。"
            source = self._headed(term) or source
            fact = Fact(term.name, "term", State.SILENT)
            return Answer(
                phrases.with_source(text, source),
                State.SILENT,
                "term",
                (fact,),
                (source,),
                (),
                {"section": term.section, "term": term.name},
            )
        lead = f"“{term.name}”：" + "、".join(term.members) + "。"
        if term.explained == "partial":
            lead += "（原文只说明了这些）"
        if len(lead) > 120:
            lead = f"“{term.name}”：\n" + phrases.numbered(term.members)
        items = [{"title": member, "start": term.start, "end": term.end} for member in term.members]
        return Answer(
            text=phrases.with_source(lead, source),
            state=State.STATED,
            kind="term",
            facts=tuple(Fact(term.name, "term", State.STATED, member) for member in term.members),
            sources=(source,),
            memory={
                "items": items,
                "lines": list(term.members),
                "shown": len(term.members),
                "section": term.section,
                "term": term.name,
            },
        )

    def _headed(self, term: Term) -> Source | None:
        """The opening sentences of the section that bears a term in its heading, where it has several."""
        name = plain(term.name)
        sections = self.knowledge.plan.sections
        section = next((s for s in reversed(sections) if name in plain(s.title)), None)
        if section is None:
            return None
        ends = [
            p.end
            for p in self.knowledge.plan.passages
            if p.section == section.id and p.end <= section.start + HEADED_QUOTE
        ]
        return self.knowledge.source(section.start, max(ends), section.id) if len(ends) > 1 else None

    def _source(self, term: Term) -> Source:
        """The term's sentence, as far as it is short enough to quote."""
        unit = self.knowledge.unit_at(term.start)
        return topic_of(self.knowledge, Match(unit, 1.0, 1.0), [], limit=TERM_QUOTE).source

    def _section_members(self, term: Term) -> list[Section]:
        """The sections that a term counts, when its members are their titles."""
        titles = {plain(s.title): s for s in self.knowledge.plan.sections}
        found = [titles[plain(m)] for m in term.members if plain(m) in titles]
        return found if len(found) == len(term.members) else []


def _led(answer: Answer, lead: str) -> Answer:
    return replace(answer, text=f"{lead}\n{answer.text}")
