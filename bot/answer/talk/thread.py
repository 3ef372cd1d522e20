"""The matter that was talked about, asked of the other year: “去年这方面有成绩吗”, “跟去年比呢”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answer.kinds.places import ENOUGH, FULL, Places
from bot.answer.question.inquiry import LEANING, Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.topic import Topic, topic_from_memory, topic_of
from bot.answer.question.words import Word
from bot.answer.saying import facts as tell_facts
from bot.answer.saying import phrases
from bot.answer.saying.reply import plain_reply
from bot.answer.search.search import Search
from bot.records import Answer, Fact, Part, State

VAGUE = 0.5  # weight of known words below which they hardly name a matter: 改革
BESIDE = 0.3  # how much the question's own words count beside those of the matter
SECTION_WEIGHT = 0.4  # by how much a section is favoured that NLU is sure of
SAME_MEASURE = "前后的统计口径是否一致，原文没有说明。"


class Thread:
    """Follows a matter from what is to be done to what was done, and back."""

    def __init__(self, search: Search, places: Places) -> None:
        self.knowledge = search.knowledge
        self._matcher = search.matcher
        self._evidence = search.evidence
        self._is_back = search.horizons.is_back
        self._places = places

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The same matter in the year that is asked about; None when that year does not change."""
        topic = inquiry.topic
        back = inquiry.names_year
        if topic and back is None and self._asks_what_is_left(inquiry, topic):
            ahead = self._other(inquiry, topic, back=False)
            if ahead is None or not ahead.unit.task or not self.knowledge.tasks[ahead.unit.task].deadline:
                return None
            return self._places.tell(inquiry, topic_of(self.knowledge, ahead, []), "deadline")
        if topic and back is not None and (inquiry.asks("compare") or inquiry.intends("ask_compare")):
            return self._compared(inquiry, topic)
        if back is None or (topic and back == self._is_back(topic.focus)) or inquiry.asks("by_now"):
            return None
        told = inquiry.memory.get("section")
        changes = told in self.knowledge.sections and back != self.knowledge.is_past(told)
        if topic is None and not (inquiry.is_bare and (inquiry.memory.get("other_year") or changes)):
            return None
        if inquiry.weight >= LEANING and not inquiry.points_back:
            return None
        if not inquiry.memory.get("matter"):
            return None
        match = self._other(inquiry, topic, back=back)
        if match is None and self._answers_alone(inquiry, back=back):
            return None
        if match is None and topic:
            match = self._by_the_quotation(inquiry, topic, back=back)
        if match is None:
            when = "去年的回顾" if back else "今年的安排"
            answer = plain_reply(
                f"{when}里没有提到{phrases.quoted(inquiry.memory['matter'])}。", kind="not_mentioned"
            )
            return replace(answer, memory=dict(inquiry.memory))
        answer = self._places.tell(inquiry, topic_of(self.knowledge, match, []), inquiry.carried_aspect)
        return replace(answer, memory={**answer.memory, "counterpart": inquiry.memory.get("topic")})

    def _asks_what_is_left(self, inquiry: Inquiry, topic: Topic) -> bool:
        """Whether a day is asked of what was talked of as done, and the review names none."""
        past = inquiry.is_bare and self.knowledge.is_past(topic.section)
        return past and inquiry.aspect == "deadline" and tell_facts.deadline(topic)[1].state is State.SILENT

    def _answers_alone(self, inquiry: Inquiry, *, back: bool) -> bool:
        """Whether a clause of that year has all that the question itself names: “今年打算训多少人”."""
        best = next((m for m in inquiry.ranked if self._is_back(m.unit) == back), None)
        return best is not None and best.coverage >= FULL and any(word.known for word in inquiry.words)

    def _other(self, inquiry: Inquiry, topic: Topic | None, *, back: bool) -> Match | None:
        """The matter's best clause in the review (`back`), or in what is to be done."""
        return self._best(inquiry, sorted(self._matters(inquiry, topic), key=_is_vague), back=back)

    def _by_the_quotation(self, inquiry: Inquiry, topic: Topic, *, back: bool) -> Match | None:
        """The best clause for the rest of the quotation, if it names the matter too: 防欺凌, 校园欺凌."""
        said = inquiry.vocabulary.words(str(inquiry.memory.get("matter") or ""))
        quoted = (inquiry.vocabulary.words(unit.text) for unit in topic.units)
        match = self._best(inquiry, quoted, back=back)
        named = [form for word in said if word.noun and word.weight >= LEANING for form in word.forms]
        return match if match and any(form in match.unit.text for form in named) else None

    def _best(self, inquiry: Inquiry, matters: Iterable[Sequence[Word]], *, back: bool) -> Match | None:
        """The best clause of that year for the first of the matters that has one."""
        prior = {section: SECTION_WEIGHT * sure for section, sure in inquiry.prior.items()}
        own = [replace(word, weight=BESIDE * word.weight) for word in inquiry.words]
        for matter in matters:
            ranked = self._matcher.rank([*matter, *own], prior, self._evidence.bonus(inquiry))
            ranked = [m for m in ranked if self._is_back(m.unit) == back]
            if ranked and ranked[0].coverage >= ENOUGH:
                return ranked[0]
        return None

    def _matters(self, inquiry: Inquiry, topic: Topic | None) -> Iterator[Sequence[Word]]:
        """What was talked about: as the user named it, in the nouns that the plan knows, as the plan does."""
        said = inquiry.vocabulary.words(str(inquiry.memory.get("matter") or ""))
        yield said
        yield [word for word in said if word.known and word.noun]
        quoted = {unit.index for unit in topic.units} if topic else set()
        if spoken := next((m for m in inquiry.ranked_by_words if m.unit.index in quoted), None):
            yield inquiry.vocabulary.words(spoken.unit.text)
        if topic:
            yield inquiry.vocabulary.words(topic.focus.text)

    def _compared(self, inquiry: Inquiry, topic: Topic) -> Answer | None:
        """“跟去年比多了少了”: the matter in both years, side by side."""
        past = self._is_back(topic.focus)
        if past is None:
            return None
        other = topic_from_memory(self.knowledge, inquiry.memory.get("counterpart") or {})
        if other is None or self._is_back(other.focus) is not (not past):
            match = self._other(inquiry, topic, back=not past)
            other = topic_of(self.knowledge, match, []) if match else None
        if other is None:
            return None
        aspect = inquiry.memory.get("aspect") if inquiry.aspect in (None, "measure") else inquiry.aspect
        sides = ((topic, "去年"), (other, "今年")) if past else ((other, "去年"), (topic, "今年"))
        answers = [(name, self._places.tell(inquiry, place, aspect)) for place, name in sides]
        parts = tuple(Part(name, answer.text, answer.sources) for name, answer in answers)
        text = "\n".join(f"{part.title}：{part.text}" for part in parts)
        if aspect == "target":
            text += f"\n{SAME_MEASURE}"
        sources = tuple(source for part in parts for source in part.sources)
        fact = Fact(topic.title, "measure", State.STATED)
        return Answer(
            text, State.STATED, "compare", (fact,), sources, parts=parts, memory=dict(inquiry.memory)
        )


def _is_vague(words: Sequence[Word]) -> bool:
    return sum(word.weight for word in words if word.known) < VAGUE
