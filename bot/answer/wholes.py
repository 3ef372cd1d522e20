"""Answers about whole sections: content, parts, one aspect over all tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import section_facts
from bot.answer.dialogue import located_section
from bot.answer.inquiry import Inquiry, section_of
from bot.answer.matching import Match
from bot.answer.outline import Outline
from bot.answer.places import ENOUGH, Places
from bot.answer.search import Search
from bot.answer.sections import Titles
from bot.answer.topic import topic_of
from bot.answer.words import WEAK, Word
from bot.records import Answer, Section, SectionKind
from bot.text.calendar import whole

CONFINED = re.compile(
    r"(?P<where>.{2,14}?)(?:这|那)?(?:一)?(?P<kind>条|节|块|段|个行动|个体系)?(?:里头|里面|里边|当中|里|中)[,，]?(?P<what>.{2,})"
)
PART_NUMBER = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:大)?(?:部分|块|章)")
ASPECTS = ("deadline", "owner", "target", "priority")
NAMED = 0.75  # share of a question's words that a section's title has to hold
CONFINED_SHARE = 0.85  # of the best coverage anywhere, to believe that a section is meant as a wall
CONFINING = 0.5  # the same for a section to which a question confines itself
OWN_CLAUSE = 0.6  # coverage at which a clause of the section answers better than its title
FULL_CLAUSE = 0.9  # the same where an aspect is asked, which a section has as well
SURE = 0.7  # confidence of NLU that needs no word of matter beside it
OWN_NOUNS = 0.85  # the same, of the words that name a matter, where the title has none of them
SURELY = 0.9  # the same that needs no title
SURE_CLAUSE = 0.35  # confidence of NLU that one clause, or a section as a whole, is meant
LIKELY = 0.4  # the same where single characters are all that there is


@dataclass(frozen=True)
class Scope:
    """A question that confines itself to a section: “守住安全那条里，体育方面说了什么”."""

    within: frozenset[str]
    words: list[Word]


class Wholes:
    """Finds the section that a question is about as a whole."""

    def __init__(self, search: Search, titles: Titles, outline: Outline, places: Places) -> None:
        self.knowledge = search.knowledge
        self.search = search
        self.titles = titles
        self.outline = outline
        self.places = places

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """An answer when a section is named, by its title or by its heading being the best clause."""
        ranked = inquiry.ranked
        meant = next(iter(inquiry.question.clauses), None)
        if meant and meant.about and meant.confidence >= SURE_CLAUSE and not inquiry.asks("structure"):
            section = None
        elif meant and not meant.about and meant.confidence >= SURE_CLAUSE:
            section = self._of_intent(meant.intent)
            if section and meant.confidence < SURE and self._has_own_clause(inquiry, section):
                section = None
        else:
            section = self._named(inquiry)
        if section is None:
            heading = self.knowledge.heading_of(ranked[0].unit) if ranked else None
            if heading and ranked[0].coverage >= ENOUGH:
                return self.tell(inquiry, heading, inquiry.carried_aspect, ranked)
            return None
        if inquiry.leans_back and inquiry.memory:
            return None
        if inquiry.asked_owner and inquiry.asked_owner not in section.title:
            return None  # what one owner does there, not the section
        told = inquiry.memory.get("section")
        if told in self.knowledge.sections and inquiry.is_ellipsis and told != section.id:
            within = self.knowledge.within(told)
            if any(m.unit.section in within and m.coverage > 0.9 for m in ranked):
                return None  # what was talked about has a clause of its own for it
        aspect = inquiry.carried_aspect
        own = max(
            (
                m.coverage
                for m in ranked[:20]
                if m.unit.section == section.id and not self.knowledge.heading_of(m.unit)
            ),
            default=0.0,
        )
        wants_whole = any(map(inquiry.asks, ("summary", "children", "list", "more")))
        if wants_whole and (clause := self._beyond_title(inquiry, section)):
            return self.places.tell(inquiry, topic_of(self.knowledge, clause, ranked), aspect)
        if (
            wants_whole
            or inquiry.is_ellipsis
            or own < OWN_CLAUSE
            or (aspect in ASPECTS and own < FULL_CLAUSE)
        ):
            return self.tell(inquiry, section, aspect, ranked)
        heading = self.knowledge.heading_of(ranked[0].unit)
        return self.tell(inquiry, heading, aspect, ranked) if heading else None

    def _has_own_clause(self, inquiry: Inquiry, section: Section) -> bool:
        """Whether some clause of the section has all the words that name a matter, and its title none."""
        words = [word for word in inquiry.words if word.weight > WEAK and word.noun]
        if not words or self.titles.coverage(section, words) > 0:
            return False
        clauses = self.search.matcher.rank(words, within=self.knowledge.within(section.id))
        return bool(clauses) and clauses[0].coverage >= OWN_NOUNS

    def _beyond_title(self, inquiry: Inquiry, section: Section) -> Match | None:
        """“教师队伍那块，名师工作室要搞啥”: the clause that has what the section's title does not name."""
        rest = [
            word
            for word in inquiry.words
            if word.weight > WEAK
            and word.noun
            and not self.titles.coverage(section, [word])
            and not any(inquiry.lexicon.aspects[aspect].search(word.surface) for aspect in inquiry.aspects)
        ]
        named = len(rest) < len([word for word in inquiry.words if word.noun])
        if not rest or not named or inquiry.asks("list") or inquiry.asks("children"):
            return None
        clauses = self.search.matcher.rank(rest, within=self.knowledge.within(section.id))
        return clauses[0] if clauses and clauses[0].coverage >= OWN_NOUNS else None

    def confined(self, inquiry: Inquiry) -> Answer | None:
        """“守住安全那条里，体育方面说了什么”: sought in that section only, if it is to be found there."""
        scope = self._scope(inquiry)
        if scope is None:
            return None
        bonus = self.search.evidence.bonus(inquiry)
        inside = self.search.matcher.rank(scope.words, {}, bonus, scope.within)
        overall = inquiry.ranked[0].coverage if inquiry.ranked else 0.0
        if not inside or inside[0].coverage < max(ENOUGH, CONFINED_SHARE * overall):
            return None
        return self.places.best(inquiry, inside)

    def _scope(self, inquiry: Inquiry) -> Scope | None:
        """The section that a question names before 里 and the words that it asks there."""
        match = CONFINED.match(inquiry.text)
        if not match:
            return None
        part = PART_NUMBER.fullmatch(match.group("where"))
        if part:
            section = self._part(part.group(1))
        else:
            section = self.titles.best(inquiry.wording.words(match.group("where")), at_least=CONFINING)
            if section is None and match.group("kind") and inquiry.question.confidence >= SURELY:
                section = self._of_intent(inquiry.intent)
        words = inquiry.words_of(match.group("what"))
        if section is None or not any(word.noun for word in words):
            return None
        return Scope(self.knowledge.within(section.id), words)

    def _named(self, inquiry: Inquiry) -> Section | None:
        part = PART_NUMBER.search(inquiry.text)
        if part and not inquiry.words:
            return self._part(part.group(1))
        words = [word for word in inquiry.words if word.weight > WEAK] or inquiry.words
        past = inquiry.looks_back
        section = self.titles.best(words, at_least=NAMED, prior=inquiry.prior, past=past)
        year = inquiry.names_year
        if section and year is not None and year != self.knowledge.is_past(section.id):
            section = None  # the other year's section of that name
        return section or self._intended(inquiry, words)

    def _part(self, number: str) -> Section | None:
        """第三部分, by its place among the parts."""
        parts = [s for s in self.knowledge.plan.sections if s.kind == SectionKind.PART]
        at = (whole(number) or 0) - 1
        return parts[at] if 0 <= at < len(parts) else None

    def _intended(self, inquiry: Inquiry, words: Sequence[Word]) -> Section | None:
        """The section that NLU is sure of, when its content is asked and its title agrees in part.

        A question without any word of matter (今年是个什么年) is left to NLU.
        """
        section = self._of_intent(inquiry.intent)
        if section is None:
            return None
        if not any(len(word.surface) > 1 for word in words):
            return section if inquiry.question.confidence >= (LIKELY if words else SURE) else None
        if section.kind is SectionKind.CHALLENGE and any(map(inquiry.asks, ("list", "more", "summary"))):
            return section if inquiry.question.confidence >= SURE else None  # 还有哪些毛病
        if not inquiry.asks("summary") and not inquiry.asks("children"):
            return None
        if inquiry.asks("structure"):  # 那一节, 这个体系: a section is meant, in whatever words
            return self._of_kind(inquiry, section) if inquiry.question.confidence >= LIKELY else None
        if (
            inquiry.asks("children")
            and inquiry.question.confidence >= SURE
            and self.knowledge.children(section.id)
        ):
            return section
        fits = inquiry.question.confidence >= 0.5 and self.titles.coverage(section, words) >= 0.3
        return section if fits and inquiry.asks("summary") else None

    def _of_intent(self, intent: str) -> Section | None:
        return self.knowledge.sections.get(section_of(intent))

    def _of_kind(self, inquiry: Inquiry, section: Section) -> Section:
        """The section above it of the kind that the question names (那个体系), or else itself."""
        named = {
            kind
            for kind, names in inquiry.lexicon.kinds.items()
            if any(re.search(f"[个这那项]{re.escape(name)}", inquiry.text) for name in names)
        }
        above = self.knowledge.ancestors(section.id)
        return next((s for s in above if s.kind.value in named), section)

    def tell(
        self, inquiry: Inquiry, section: Section, aspect: str | None, ranked: Sequence[Match] = ()
    ) -> Answer:
        """One aspect over a section's tasks, what it is divided into, or what it says."""
        parts = inquiry.asks("children") and aspect != "source" and bool(self.knowledge.children(section.id))
        content = inquiry.asks("summary") or (inquiry.asks("children") and aspect == "target")
        if aspect in ASPECTS and not content and not parts:
            within = self.knowledge.within(section.id)
            near = next((m.unit for m in ranked if m.unit.section in within and m.unit.task), None)
            if aspect == "priority" and (marked := self._marked(inquiry, within)):
                return marked
            return section_facts.tell(self.knowledge, section, aspect or "", near)
        if aspect == "source" and not content:
            return located_section(self.knowledge, section)
        return self.outline.tell(section, parts=parts or inquiry.asks("members"))

    def _marked(self, inquiry: Inquiry, within: frozenset[str]) -> Answer | None:
        """The clause that says what is the priority of a section, where no task is marked itself."""
        marked = [
            u for u in self.knowledge.units if u.section in within and inquiry.lexicon.marks.search(u.text)
        ]
        of_tasks = any(task.priority for task in self.knowledge.plan.tasks if task.section in within)
        unit = next((u for u in marked if u.task is None), None if of_tasks else next(iter(marked), None))
        if unit is None:
            return None
        topic = topic_of(self.knowledge, Match(unit, 1.0, 1.0), [])
        return self.places.tell(inquiry, topic, None)
