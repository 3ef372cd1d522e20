"""“管老师的是哪个”, “跟干部有关的展开说说”: the one of the list just given that has the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.words import Word, share_in
from bot.answer.saying import phrases
from bot.answer.saying.reply import listing
from bot.records import Answer
from bot.text.plain import plain

Item = Mapping[str, Any]  # of a list, as an answer remembers it
Pick = Callable[[Inquiry, int, Mapping[str, Any]], Answer]  # tells the n-th item of those in a memory
FITS, ALIKE = 0.75, 0.15  # share of the words that an item has to hold; how far it may be behind the best
LISTS = ("items", "among", "picks")  # in a memory: the last list, what it was chosen from, an older one
LONGEST = 80  # characters of one of several
LEAST, FOREIGN = 0.2, 0.5  # weight of words that choose; of a word unknown to the plan that names a matter


class Choosing:
    """Chooses among the items of the last list, whatever they are, by words."""

    def __init__(self, knowledge: Knowledge, pick: Pick) -> None:
        self.knowledge = knowledge
        self._pick = pick

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The item in full, or the several that fit; None when none does, or nothing is to be chosen."""
        if inquiry.pending or not inquiry.asks("choosing"):
            return None
        words = [word for word in inquiry.words if word.known]
        foreign = any(not word.known and word.weight >= FOREIGN for word in inquiry.words)
        if foreign or sum(word.weight for word in words) < LEAST:
            return None
        for name in LISTS:
            items = inquiry.memory.get(name) or ()
            chosen = self._chosen(items, words)
            if len(chosen) == 1:
                return self._pick(inquiry, chosen[0] + 1, {**inquiry.memory, "picks": list(items)})
            if chosen:
                return self._several([items[n] for n in chosen], items, words, inquiry)
        return None

    def _chosen(self, items: Sequence[Item], words: Sequence[Word]) -> list[int]:
        """Which of the items have the words; none where all have them: that is no choice."""
        if len(items) < 2:
            return []
        texts = zip(items, self._own_words(items), strict=True)
        shares = [share_in(words, plain(f"{item.get('title') or ''}\n{own}")) for item, own in texts]
        least = max(FITS, max(shares) - ALIKE)
        chosen = [n for n, share in enumerate(shares) if share >= least]
        return chosen if len(chosen) < len(items) else []

    def _own_words(self, items: Sequence[Item]) -> list[str]:
        """The plan's words of each item; none for a section, nor for the members that one clause names."""
        places = Counter((item.get("start"), item.get("end")) for item in items)
        texts = []
        for item in items:
            alone = "section" not in item and places[item.get("start"), item.get("end")] == 1
            texts.append(
                self.knowledge.source(item["start"], item["end"]).quote if alone and "start" in item else ""
            )
        return texts

    def _several(
        self, items: Sequence[Item], listed: Sequence[Item], words: Sequence[Word], inquiry: Inquiry
    ) -> Answer:
        named = "、".join(word.surface for word in words)
        own_words = self._own_words(items)
        lines = [
            phrases.short(own or str(item["title"]), LONGEST)
            for item, own in zip(items, own_words, strict=True)
        ]
        sources = [
            self.knowledge.source(item["start"], item["end"])
            for item, own in zip(items, own_words, strict=True)
            if own
        ]
        answer = listing(
            f"上面这些里，说到“{named}”的共{len(items)}项：",
            lines,
            [dict(item) for item in items],
            sources=sources,
            section=inquiry.memory.get("section"),
        )
        kept = {key: inquiry.memory[key] for key in ("term",) if key in inquiry.memory}
        return replace(answer, memory={**answer.memory, **kept, "among": list(listed)})
