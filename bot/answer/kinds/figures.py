"""“GDP今年目标多少”: the figure that the plan gives for a matter, by its name and its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.knowledge import Knowledge, Quantity
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.search.horizons import Horizon, Horizons
from bot.records import Answer
from bot.text.plain import plain

WHOLE = 0.85  # share of the words' weight that a figure's name has to hold
GOAL = re.compile(r"目标|预期|\d")  # asks for a figure beside 多少 and its like
GROWS = re.compile(r"涨|增|升|提高|降|跌|减|快|慢|速|跑")
SIZE = re.compile(r"总量|规模|总额|总数|盘子")
ONLY_HOW = re.compile(  # no part of a figure's name
    r"(?:增长|增|提|涨|降)(?:速|幅|率|长|度)?|总量|规模|总额|总数|(?:主要|预期|工作)*(?:目标|预期|指标)"
)
FROM_DIGIT = re.compile(r"\d.*")
BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
REACHED = re.compile(r"(?:到|至|达|突破)\D{0,2}\d")
GROWN = re.compile(r"[增降升减涨](?!.{0,2}[到至])")  # by how much, not to what
PLACE_END = "省市县区州盟旗镇乡"
YEARS_ONLY = "原文没有单独写去年的数字，前几年的回顾里写的是："
GROWTH_ONLY = "原文只写了增长的幅度，没有写总量。"
RATE = re.compile(r"%|百分点|倍")
TITLE_YEAR = re.compile(r"^\d{4}年")
NOUN = 0.9  # weight of a plain noun, which names a matter whatever is done with it
LEAST = 0.6  # weight of the weightiest word below which they name nothing


class Figures:
    """Finds figures by their names, where one matter has a figure for each of several times."""

    def __init__(self, knowledge: Knowledge, horizons: Horizons, tell: Tell) -> None:
        self.knowledge = knowledge
        self.horizons = horizons
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The figure whose name holds the question's words; None where no single one is meant."""
        words = self._matter(inquiry)
        again = words is not inquiry.words and inquiry.memory.get("aspect") == "target"
        if not again and "target" not in inquiry.aspects[:1] and not GOAL.search(inquiry.text):
            return None
        if any(map(inquiry.asks, ("list", "children", "members", "compare", "among", "more"))):
            return None
        words = [word for word in words if word.weight > WEAK and not self._names_nothing(word)]
        if max((word.weight for word in words), default=0.0) < LEAST or inquiry.asked_owner:
            return None
        found = self._found(inquiry, words)
        if not found:
            return None
        fits = [(self._fits(inquiry, quantity), quantity) for quantity in found]
        best = [quantity for fit, quantity in fits if fit >= max(fit for fit, _ in fits) - 0.01]
        if len({quantity.unit for quantity in best}) > 1:
            return None  # which of them is not clear
        unit = self.knowledge.units[best[0].unit]
        answer = self._tell(inquiry, topic_of(self.knowledge, Match(unit, 1.0, 1.0), []), "target")
        if self._is_of_years(inquiry, best[0]):
            return replace(answer, text=f"{YEARS_ONLY}\n{answer.text}")
        if SIZE.search(inquiry.text) and all(RATE.search(plain(quantity.raw)) for quantity in best):
            return replace(answer, text=f"{GROWTH_ONLY}{answer.text}")
        return answer

    def _found(self, inquiry: Inquiry, words: Sequence[Word]) -> list[Quantity]:
        """The figures whose names hold the words, of the time that is asked.

        What there is by now, or was last year, a review of several years tells as what has been reached.
        """
        now = inquiry.asks("by_now")
        asked = self._asked(inquiry)
        named = [
            quantity
            for quantities in self.knowledge.quantities.values()
            for quantity in quantities
            if share(words, self._named(quantity)) >= WHOLE
        ]
        found = [q for q in named if self.horizons.of_units[q.unit] is asked]
        if found or asked is not Horizon.LAST:
            return self._as_talked_of(inquiry, found)
        behind = [q for q in named if self.horizons.of_units[q.unit] is Horizon.BEHIND]
        return [q for q in behind if self._is_reached(q) or (now and not GROWN.search(q.raw))] or behind

    def _asked(self, inquiry: Inquiry) -> Horizon:
        back = inquiry.asks("by_now") or inquiry.looks_back
        return self.horizons.asked(inquiry) or (Horizon.LAST if back else Horizon.THIS)

    def _is_of_years(self, inquiry: Inquiry, quantity: Quantity) -> bool:
        """Whether last year's figure is asked, and this one is what several years have brought."""
        behind = self.horizons.of_units[quantity.unit] is Horizon.BEHIND
        last = self._asked(inquiry) is Horizon.LAST
        return behind and last and not self._is_reached(quantity) and not inquiry.asks("by_now")

    def _is_reached(self, quantity: Quantity) -> bool:
        """Whether a figure is what has been reached (达到9000公里), and not what was done in some years."""
        unit = self.knowledge.units[quantity.unit]
        before = plain(self.knowledge.plan.text[unit.start : quantity.start] + quantity.raw)
        return REACHED.search(before) is not None

    def _as_talked_of(self, inquiry: Inquiry, found: list[Quantity]) -> list[Quantity]:
        """Those called as a figure that was just told: 工业 after 规上工业增加值."""
        told = inquiry.topic.figures if inquiry.topic else ()
        names = {plain(quantity.name) for quantity in told} - {""}
        return [quantity for quantity in found if plain(quantity.name) in names] or found

    def _names_nothing(self, word: Word) -> bool:
        """Whether a word is no part of a figure's name: it says how it is asked, the period, the place."""
        said = word.surface
        title = TITLE_YEAR.sub("", plain(self.knowledge.plan.title))
        place = re.match(rf"{re.escape(said)}(?<=[{PLACE_END}])|{re.escape(said)}[{PLACE_END}]", title)
        how = [form for form in (said, *word.forms) if ONLY_HOW.fullmatch(form)]
        return place is not None or self.horizons.names_period(said) or bool(how)

    def _matter(self, inquiry: Inquiry) -> list[Word]:
        """The question's words; those of the question before, where it only names another time."""
        own = [word for word in inquiry.words if word.known and not self._names_nothing(word)]
        matter = inquiry.memory.get("matter")
        if matter and self.horizons.asked(inquiry) and not any(word.noun for word in own):
            said = inquiry.vocabulary.words(str(matter))
            return [word for word in said if word.known and word.weight >= NOUN] or said
        return inquiry.words

    def _named(self, quantity: Quantity) -> str:
        """What a figure is called: its name, or the words before it in its clause."""
        unit = self.knowledge.units[quantity.unit]
        before = plain(self.knowledge.plan.text[unit.start : quantity.start])
        named = f"{before}{FROM_DIGIT.sub('', plain(quantity.raw))} {plain(quantity.name)}"  # 经济 增长5%
        return f"{named} {BRACKETED.sub('', named)}"  # 中欧(亚)班列 is 中欧班列 as well

    def _fits(self, inquiry: Inquiry, quantity: Quantity) -> float:
        """How well a figure answers: a rate to who asks for growth, an amount to who asks for the size."""
        rate = RATE.search(plain(quantity.raw)) is not None
        wants_size = SIZE.search(inquiry.text) is not None
        wants_rate = not wants_size and GROWS.search(inquiry.text) is not None
        all_words = [word for word in inquiry.words if word.known]
        name = self._named(quantity)
        return share(all_words, name) + 0.3 * (rate if wants_rate else not rate if wants_size else 0)


def share(words: Sequence[Word], name: str) -> float:
    """The share of the words' weight that stands in a name."""
    total = sum(word.weight for word in words)
    held = sum(
        word.weight * max((sure for form, sure in word.forms.items() if form in name), default=0.0)
        for word in words
    )
    return held / total if total else 0.0
