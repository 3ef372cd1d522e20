"""What the quotation just told enumerates: “措施有哪几条”, “都有哪几种”, “举个例子”, “第二个是啥”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.topic import Topic
from bot.answer.question.words import Word, share_in
from bot.answer.saying import phrases
from bot.answer.saying.reply import about
from bot.answer.search.enumerations import Enumeration, enumeration_of
from bot.records import Answer, Fact, State
from bot.text.calendar import whole

BRIEF = 14  # characters of a question that may mean what was just quoted
FITS = 0.75  # share of the question's words that has to stand in what the things are called
NOUN = 2  # characters at the end of what they are called that name them: 赛事 of 重点赛事
COUPLES = {"俩": 2, "仨": 3}
# Nothing but “which are they”: not “重点是哪些地方”
BARE = re.compile(
    r"(?:那|都|各|又|主要|分别|具体|到底)*(?:是|有|叫|指|包括)?(?:哪|啥|什么)"
    r"(?:[些俩仨几]|[一二两三四五六七八九十]+)?[㐀-鿿]?(?:啊|呢|呀|来着|吗)?\W*"
)
WHICH = r"哪(?:[些几]|[一二两三四五六七八九十]+)?[个类项种]?"  # before a noun: 哪些方面
HOW_MANY = re.compile(r"哪(?P<n>[两俩仨三四五六七八九十]+)")
Fits = Callable[[Enumeration], bool]


class Enumerated:
    """Tells the things that the clause talked about, or one beside it, enumerates."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The things, as a list that can be picked from; None where the talk has none that are meant."""
        topic, back = inquiry.topic, inquiry.names_year
        example = inquiry.asks("example")
        if topic is None or not (example or inquiry.asks("enumerated")) or len(inquiry.text) > BRIEF:
            return None
        if inquiry.pending or inquiry.about_everything:
            return None
        if back not in (None, self.knowledge.is_past(topic.section)):
            return None
        words = inquiry.words_of(inquiry.lexicon.phrases["example"].sub(",", inquiry.text))
        if found := self._meant(topic, _fitting(inquiry, words, example=example)):
            return self._tell(found, topic, example=example)
        if words or not example:
            return None
        fact = Fact(topic.title, "term", State.SILENT, None, topic.focus.task)
        return about(topic, "原文没有举例。", [fact], aspect=None)

    def counted(self, inquiry: Inquiry) -> Answer | None:
        """What an ordinal counts that follows a quotation and no list: “第二个是啥”."""
        topic, memory = inquiry.topic, inquiry.memory
        if topic is None or memory.get("picks") or not inquiry.values("ordinal") or not inquiry.is_bare:
            return None
        found = self._meant(topic, lambda enumeration: len(enumeration.items) > 1, quoted=True)
        return self._tell(found, topic, example=False) if found else None

    def _meant(self, topic: Topic, fits: Fits, *, quoted: bool = False) -> Enumeration | None:
        """The one enumeration that fits, of the clause talked about or else of those around it.

        `quoted`: only of what the user has read.
        """
        around = [*self._around(topic)]
        for units in around[:-1] if quoted else around:
            found = [e for unit in units if (e := enumeration_of(self.knowledge, unit)) and fits(e)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _around(self, topic: Topic) -> Iterator[Sequence[Unit]]:
        """The clauses that may be meant: the very one, its task's, the quotation's, the sentence's."""
        focus = topic.focus
        yield [focus]
        yield [unit for unit in topic.units if unit.task == focus.task]
        yield topic.units
        yield [unit for unit in self.knowledge.units if unit.passage == focus.passage]

    def _tell(self, found: Enumeration, topic: Topic, *, example: bool) -> Answer:
        source = self.knowledge.source(found.unit.start, found.unit.end, found.unit.section)
        items = "、".join(found.items)
        if example:
            lead = f"原文举的例子：{items}。"
        else:
            lead = f"原文列出的是：{items}{'等' if found.is_open else ''}。"
        listed = [{"title": item, "start": found.unit.start, "end": found.unit.end} for item in found.items]
        return Answer(
            phrases.with_source(lead, source),
            State.STATED,
            "term",
            tuple(Fact(found.head, "term", State.STATED, item) for item in found.items),
            (source,),
            memory={
                "topic": topic.as_memory(),
                "section": found.unit.section,
                "term": found.head,
                "open": found.is_open,
                "items": listed,
                "lines": list(found.items),
                "shown": len(found.items),
            },
        )


def _fitting(inquiry: Inquiry, words: Sequence[Word], *, example: bool) -> Fits:
    """What tells whether a question means an enumeration: by its words, its noun, or how many there are."""
    bare = example or BARE.fullmatch(inquiry.text) is not None
    said = HOW_MANY.search(inquiry.text)
    number = COUPLES.get(said["n"]) or whole(said["n"]) if said else None

    def fits(found: Enumeration) -> bool:
        if len(found.items) < (1 if example else 2) or number not in (None, len(found.items)):
            return False
        if words:
            return share_in(words, found.head) >= FITS
        named = re.search(rf"{WHICH}{re.escape(found.head[:NOUN])}", inquiry.text)
        return bare or found.head[-NOUN:] in inquiry.text or named is not None

    return fits
