"""Two matters side by side: 校园安全和体育安全分别抓什么."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.answer.kinds.figures import WHOLE, share
from bot.answer.kinds.places import ENOUGH, Places
from bot.answer.kinds.wholes import ASPECTS
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.topic import topic_of
from bot.answer.saying import phrases
from bot.answer.saying.outline import Outline
from bot.answer.search.search import Search
from bot.answer.search.sections import Titles
from bot.records import Answer, Fact, FollowUp, Part, Source, State
from bot.text.plain import plain

PAIR = re.compile(
    r"(?P<a>[^,，。?？和与跟]{2,14}?)(?:和|与|跟|(?<!协)同(?!步|时|样|比|意)|以及|、|vs)(?P<b>[^,，。?？和与跟]{2,14}?)"
    r"(?=的|分别|各|对比|比较|相比|比一|有什么|有啥|有何|区别|哪|谁|在|都|今年|放一块|放一起|搁一块|,|，|。|\?|？|$)"
)
MORE = re.compile(r"，回复“更多”继续看(?=。)")  # of one list; of two, nobody would know which
TASKS, TASKS_EACH, SECTIONS = 5, 3, 2  # of one section, of each of several, and how many of these
TITLED = 0.75  # share of a matter's words that a section's title has to hold
OPENING = re.compile(r"^(?:请|帮我|麻烦)?(?:把|拿|将)?(?:(?:对比|比较)(?:一下)?)?")


@dataclass(frozen=True)
class Side:
    """What the plan says of one of the matters. `place` tells whether two sides are the same."""

    name: str
    text: str
    place: str
    sources: tuple[Source, ...]
    due: date | None = None  # where deadlines are compared


class SideBySide:
    """Finds what the plan says of each of two matters."""

    def __init__(self, search: Search, titles: Titles, outline: Outline, places: Places) -> None:
        self.knowledge = search.knowledge
        self._search = search
        self._titles = titles
        self._outline = outline
        self._places = places

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """Both matters, one after the other; None when the question names no pair that the plan knows."""
        if not inquiry.asks("compare") and not inquiry.intends("ask_compare"):
            return None
        match = PAIR.search(OPENING.sub("", inquiry.text))
        if not match:
            return None
        one, other = self._side(inquiry, match.group("a")), self._side(inquiry, match.group("b"))
        if one is None or other is None or one.place == other.place:
            return None
        sides = (one, other)
        facts = tuple(Fact(side.name, "measure", State.STATED) for side in sides)
        parts = tuple(Part(side.name, MORE.sub("", side.text), side.sources) for side in sides)
        text = _order(one, other) + "\n".join(f"{part.title}：{part.text}" for part in parts)
        offers = tuple(
            FollowUp(f"{side.name}的全部任务", f"{side.name}有哪些任务")
            for side in sides
            if MORE.search(side.text)
        )
        sources = (*one.sources, *other.sources)
        return Answer(text, State.STATED, "compare", facts, sources, offers, parts=parts)

    def _side(self, inquiry: Inquiry, name: str) -> Side | None:
        """A section's tasks, or the best clause."""
        words = inquiry.words_of(name)
        back = inquiry.looks_back
        section = self._titles.best(words, at_least=TITLED, past=back)
        if section is not None:
            alike = self._titles.alike(section, words)
            shown = TASKS if len(alike) == 1 else TASKS_EACH
            answers = [self._outline.summary(each, shown=shown) for each in alike[:SECTIONS]]
            text = "\n".join(answer.text for answer in answers)
            sources = tuple(source for answer in answers for source in answer.sources[:shown])
            return Side(name, text, section.id, sources)
        ranked = self._search.of_part(inquiry, words)
        if not ranked or ranked[0].coverage < ENOUGH:
            return None
        topic = topic_of(self.knowledge, ranked[0], ranked)
        source = topic.source
        aspect = "deadline" if inquiry.asks("sooner") else inquiry.aspect
        if aspect in ASPECTS:
            answer = self._places.tell(inquiry, topic, aspect)
            due = next((fact.due for fact in answer.facts if fact.due), None)
            return Side(name, answer.text, source.quote, answer.sources, due)
        text = f"{phrases.quoted(source.quote)}（{phrases.place(source.path[-1:])}）"
        return Side(name, text, source.quote, (source,))

    def years(self, inquiry: Inquiry) -> Answer | None:
        """“去年做了什么、今年做什么”: the best place of the review and of the plan, one after the other."""
        if not (re.search("去年|上年", inquiry.text) and "今年" in inquiry.text) or not inquiry.words:
            return None
        is_back = self._search.horizons.is_back
        matches: list[Match] = []
        for past in (True, False):
            match = next((m for m in inquiry.ranked if is_back(m.unit) == past), None)
            if match is None or match.coverage < ENOUGH:
                return None
            matches.append(match)
        counted = all(self._counts(inquiry, match) for match in matches)
        parts: list[Part] = []
        for match, past, name in zip(matches, (True, False), ("去年", "今年"), strict=True):
            section = self._titles.best(inquiry.words, at_least=TITLED, past=past)
            if section and self.knowledge.is_past(section.id) != past:
                section = None
            heading = self.knowledge.heading_of(match.unit) or section
            if heading and not counted:
                answer = self._outline.summary(heading, shown=5)
            else:
                topic = topic_of(self.knowledge, match, [] if counted else inquiry.ranked)
                answer = self._places.tell(inquiry, topic, "target" if counted else None)
            parts.append(Part(name, answer.text, answer.sources))
        fact = Fact(inquiry.words[0].surface, "measure", State.STATED)
        text = "\n".join(f"{part.title}：{part.text}" for part in parts)
        sources = tuple(source for part in parts for source in part.sources)
        return Answer(text, State.STATED, "compare", (fact,), sources, parts=tuple(parts))

    def _counts(self, inquiry: Inquiry, match: Match) -> bool:
        """Whether a clause gives the figure that the question's words name."""
        figures = self.knowledge.quantities.get(match.unit.index, ())
        words = [word for word in inquiry.words if word.known]
        return any(share(words, plain(figure.name)) >= WHOLE for figure in figures)


def _order(one: Side, other: Side) -> str:
    """Which of two days comes first; nothing where a side has none."""
    if one.due is None or other.due is None:
        return ""
    if one.due == other.due:
        return "时限相同。\n"
    return f"先到期的是{min(one, other, key=lambda side: side.due or date.max).name}。\n"
