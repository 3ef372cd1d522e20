"""Answers about whole sections: content, parts, one aspect over all tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.kinds.places import ENOUGH, Places
from bot.answer.knowledge import Unit
from bot.answer.question.inquiry import Inquiry, section_of
from bot.answer.question.matching import Match
from bot.answer.question.measures import YUAN, asked_measures
from bot.answer.question.topic import topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import phrases, section_facts
from bot.answer.saying.located import located_section
from bot.answer.saying.outline import Outline
from bot.answer.saying.telling import EXACT
from bot.answer.search.particulars import Particulars
from bot.answer.search.search import Search
from bot.answer.search.sections import Titles
from bot.records import Answer, Section, SectionKind, State
from bot.text.calendar import whole

CONFINED = re.compile(
    r"(?P<where>.{2,14}?)(?:这|那)?(?:一)?(?P<kind>条|节|块|段|个行动|个体系)?(?:里头|里面|里边|当中|里|中)[,，]?(?P<what>.{2,})"
)
PART_NUMBER = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:大)?(?:部分|块|章)")
ANGLES = re.compile(r"从.{0,5}(?:角度|方面|层面)|(?:角度|层面)")
POINTS = re.compile(r"(?<!第)(?P<n>[两二三四五六七八九俩仨\d]+)(?:个|大)?(?:方面|块|条|点|部分|句|样|层|头)")
COUPLES = {"俩": 2, "仨": 3, "两": 2}
ASPECTS = ("deadline", "owner", "target", "priority")
NAMED = 0.75  # share of a question's words that a section's title has to hold
FULL_TITLE = 0.95  # the same, to believe it rather than NLU
MOST_OF_TITLE = 0.5  # share of a title's characters that is its name
CONFINED_SHARE = 0.85  # of the best coverage anywhere, to believe that a section is meant as a wall
CONFINING = 0.5  # the same for a section to which a question confines itself
OWN_CLAUSE = 0.6  # coverage at which a clause of the section answers better than its title
FULL_CLAUSE = 0.9  # the same where an aspect is asked, which a section has as well
SURE = 0.7  # confidence of NLU that needs no word of matter beside it
OWN_COVERED = 0.9  # coverage at which a clause of what was talked about is meant rather than a section
SURELY = 0.9  # the same that needs no title
SURE_CLAUSE = 0.35  # confidence of NLU that one clause, or a section as a whole, is meant
SURE_SENTENCE = 0.2  # the same of a sentence, which has the word that asks as well
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
        self.particulars = Particulars(search, titles)

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """A section that is asked about as a whole, or the one clause that is wanted of it.

        A section is found in three ways: NLU takes the question to be about it, the question names it by its
        title or number, or its heading is the best clause. It is dropped when the question means something
        else: another year, what was talked about, what one owner does.
        """
        for section in (self._spoken_of(inquiry), self._headed(inquiry)):
            if section is None or self._is_beside_the_point(inquiry, section):
                continue
            aspect = "deadline" if self._claims_a_year(inquiry) else inquiry.carried_aspect
            if clause := self.particulars.wanted(inquiry, section):
                return self.places.tell(inquiry, topic_of(self.knowledge, clause, inquiry.ranked), aspect)
            if self._is_whole(inquiry, section) or section is self._headed(inquiry):
                return self.tell(inquiry, section, aspect, inquiry.ranked)
        return None

    def _claims_a_year(self, inquiry: Inquiry) -> bool:
        """“2035年就实现，对吧”: a year for granted that is not the plan's own."""
        return inquiry.asks("confirm") and bool(set(inquiry.values("year")) - {str(self.knowledge.plan.year)})

    def _spoken_of(self, inquiry: Inquiry) -> Section | None:
        """The section that NLU takes the question to be about, or that the question names."""
        meant = next(iter(inquiry.question.clauses), None)
        if meant is None or meant.confidence < SURE_CLAUSE:
            return self._named(inquiry) or self._asked_alike(inquiry)
        if meant.about:
            section = self._named(inquiry)
            sure = section and (
                inquiry.asks("structure")
                or self._names_all(inquiry, section)
                or self._names_another(inquiry, section)
            )
            return section if sure else None
        section = self._of_intent(meant.intent)
        if section and meant.confidence < SURE and self.particulars.has_all(inquiry, section):
            return None
        return section

    def _names_all(self, inquiry: Inquiry, section: Section) -> bool:
        """Whether a question for tasks has several words of matter, and none beside the title."""
        words = [word for word in inquiry.words if word.weight > WEAK]
        named = inquiry.asks("summary") and len([word for word in words if word.noun]) > 1
        return named and self.titles.coverage(section, words) >= FULL_TITLE

    def _names_another(self, inquiry: Inquiry, section: Section) -> bool:
        """“义教优质均衡那个呢”: whether it asks of this section as of one before, or in its full name."""
        words = [word for word in inquiry.words if word.weight > WEAK]
        if not inquiry.is_ellipsis or self.titles.coverage(section, words) < FULL_TITLE:
            return False
        named = sum(len(word.surface) for word in inquiry.words)
        return inquiry.is_of_a_section or named >= MOST_OF_TITLE * len(section.title)

    def _asked_alike(self, inquiry: Inquiry) -> Section | None:
        """“老师的呢”, after an aspect of a section: the one that NLU is sure of, whose title has the word."""
        section = self._of_intent(inquiry.intent)
        if section is None or inquiry.question.confidence < SURE or not inquiry.words:
            return None
        alike = inquiry.is_ellipsis and inquiry.is_of_a_section and inquiry.carried_aspect in ASPECTS
        return section if alike and self.titles.coverage(section, inquiry.words) >= NAMED else None

    def _headed(self, inquiry: Inquiry) -> Section | None:
        """The section whose heading is the best clause, if NLU is not sure of another clause."""
        if not inquiry.ranked or inquiry.ranked[0].coverage < ENOUGH:
            return None
        heading = self.knowledge.heading_of(inquiry.ranked[0].unit)
        meant = self.particulars.meant(inquiry, at_least=SURE_CLAUSE)
        return heading if meant is None or self.knowledge.heading_of(meant) else None

    def _is_whole(self, inquiry: Inquiry, section: Section) -> bool:
        """Whether it is asked as a whole, or no clause of it answers better than its title."""
        whole = any(map(inquiry.asks, ("summary", "children", "list", "more")))
        if whole or inquiry.is_ellipsis:
            return True
        own = max(
            (
                m.coverage
                for m in inquiry.ranked[:20]
                if m.unit.section == section.id and not self.knowledge.heading_of(m.unit)
            ),
            default=0.0,
        )
        return own < (FULL_CLAUSE if inquiry.carried_aspect in ASPECTS else OWN_CLAUSE)

    def _is_beside_the_point(self, inquiry: Inquiry, section: Section) -> bool:
        """Whether the question leans on what was said, or means another year or what one owner does."""
        if inquiry.leans_back and inquiry.memory:
            return True
        if inquiry.asked_owner and inquiry.asked_owner not in section.title:
            return True
        if inquiry.names_year not in (None, self.knowledge.is_past(section.id)):
            return True
        told = inquiry.memory.get("section")
        if told not in self.knowledge.sections or not inquiry.is_ellipsis or told == section.id:
            return False
        within = self.knowledge.within(told)  # what was talked about may have a clause of its own for it
        return any(m.unit.section in within and m.coverage > OWN_COVERED for m in inquiry.ranked)

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
            section = self.titles.best(inquiry.vocabulary.words(match.group("where")), at_least=CONFINING)
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
        if inquiry.asks("children") and (points := self._points(inquiry, section)):
            return points
        parts = inquiry.asks("children") and aspect != "source" and bool(self.knowledge.children(section.id))
        content = inquiry.asks("summary") or (inquiry.asks("children") and aspect == "target")
        if aspect in ASPECTS and not content and not parts:
            within = self.knowledge.within(section.id)
            near = next((m.unit for m in ranked if m.unit.section in within and m.unit.task), None)
            if aspect == "priority" and (unit := self._priority(inquiry, within)):
                return self.places.tell(inquiry, topic_of(self.knowledge, Match(unit, 1.0, 1.0), []), None)
            measures = asked_measures(inquiry.text) & (EXACT | {YUAN})
            answer = section_facts.tell(self.knowledge, section, aspect or "", near, measures)
            if answer.state is State.SILENT and (said := self.particulars.dated(inquiry, section, aspect)):
                return self.places.tell(inquiry, topic_of(self.knowledge, said, []), aspect)
            return self._as_sure(inquiry, section, answer)
        if aspect == "source" and not content:
            return located_section(self.knowledge, section)
        divided = len(self.knowledge.children(section.id)) > 1  # an only part is no answer to 有啥任务
        return self.outline.tell(section, parts=parts or (divided and inquiry.asks("members")))

    def _as_sure(self, inquiry: Inquiry, section: Section, answer: Answer) -> Answer:
        """The answer; that a section says nothing is unsure where its title is not all that is asked of."""
        if answer.state is not State.SILENT or self.titles.coverage(section, inquiry.words) >= NAMED:
            return answer
        return replace(answer, text=f"{phrases.NEAREST}\n{answer.text}", kind="likely")

    def _points(self, inquiry: Inquiry, section: Section) -> Answer | None:
        """Points that bear no number: “从几个角度讲的”, “分哪三方面”."""
        if ANGLES.search(inquiry.text) and (points := self.outline.angles(section)):
            return points
        many = POINTS.search(inquiry.text)
        if many is None or self.knowledge.children(section.id):
            return None
        number = COUPLES.get(many.group("n")) or whole(many.group("n"))
        return self.outline.sentences(section, number) if number else None

    def _priority(self, inquiry: Inquiry, within: frozenset[str]) -> Unit | None:
        """The clause that says what is the priority of a section, where the marks of its tasks do not.

        It has the word that asks (重点工作) in the sentence that NLU points to; or is marked, and no task;
        or, where no task is marked, is marked or has that word.
        """
        units = [unit for unit in self.knowledge.units if unit.section in within]
        cue = inquiry.lexicon.aspects["priority"].search(inquiry.text)
        said = [unit for unit in units if cue and cue.group() in unit.text]
        meant = self.particulars.meant(inquiry, at_least=SURE_SENTENCE)
        pointed = [unit for unit in said if meant and unit.passage == meant.passage]
        marked = [unit for unit in units if inquiry.lexicon.marks.search(unit.text)]
        found = pointed + [unit for unit in marked if unit.task is None]
        if not any(task.priority for task in self.knowledge.plan.tasks if task.section in within):
            found += marked + said
        return next(iter(found), None)
