"""A question's words: cut, weighed, widened.

Each word of matter becomes a Word with the strings that may stand for it in the plan:
itself, what the thesaurus says, what sounds like it, what it abbreviates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jieba
from pypinyin import Style, lazy_pinyin

from bot.answer.knowledge import Knowledge
from bot.answer.question.lexicon import Lexicon
from bot.text.plain import plain

MEASURES = "年月日号天个项条点种类级次所名家人处套门场期块倍季度"
NUMBER = re.compile(rf"(?:[\dx.%]+|[一二两三四五六七八九十百千万亿几多数]+)[{MEASURES}]{{0,2}}")
YEAR = re.compile(r"(?:19|20)\d\d年?")
CJK = re.compile(r"[㐀-鿿]")
# How much a word's kind weighs: a noun names the matter, a verb narrows it.
KIND_WEIGHT = {
    "n": 1.0,
    "v": 0.6,
    "a": 0.5,
    "d": 0.3,
    "t": 0.3,
    "m": 0.4,
    "x": 1.0,
    "l": 0.9,
    "i": 0.9,
    "j": 1.0,
    "e": 1.0,
}
OTHER_KIND, WEAK = 0.5, 0.25
PLACE_ENDS = "省市县州"
SYNONYM, SOUND, SHORTENED, PART, CHARACTER = 0.9, 0.85, 0.75, 0.45, 0.3
# How much of its weight a word keeps that the plan does not know: a noun tells that the matter
# is another one, a verb or an adverb is mostly a manner of speaking.
UNKNOWN = {"n": 0.9, "x": 0.9, "j": 0.9, "v": 0.4, "l": 0.5, "i": 0.5}
UNKNOWN_OTHER = 0.3


@dataclass(frozen=True)
class Word:
    """One word of a question. `forms`: string in the plan → how surely it is meant (0 to 1)."""

    surface: str
    weight: float
    forms: Mapping[str, float]
    known: bool  # whether any form stands in the plan
    noun: bool  # whether it can name a matter, rather than only say what is done


def share_in(words: Sequence[Word], text: str) -> float:
    """The share (0 to 1) of the words' weight that stands in a folded text."""
    total = sum(word.weight for word in words)
    held = sum(
        word.weight * max((sure for form, sure in word.forms.items() if form in text), default=0.0)
        for word in words
    )
    return held / total if total else 0.0


def sound(text: str) -> tuple[str, ...]:
    """Toneless pinyin, with the sounds that many speakers do not tell apart made one."""
    return tuple(
        re.sub(r"^([zcs])h", r"\1", re.sub(r"ng$", "n", syllable)).replace("l", "n", 1)
        if syllable[:1] in "zcslnh" or syllable.endswith("ng")
        else syllable
        for syllable in lazy_pinyin(text, style=Style.NORMAL)
    )


class Vocabulary:
    """Cuts questions into words. Made once for a plan; holds its own jieba dictionary."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._everyday = lexicon.thesaurus.keys() | lexicon.plan_words | lexicon.stop | lexicon.weak
        self.text = plain(knowledge.plan.text)
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        from jieba.posseg import POSTokenizer  # its tables take 100 MB, and only who answers needs them

        self._tagger = POSTokenizer(self._jieba)
        for word in self._special_words(knowledge):
            freq = max(3, self._jieba.suggest_freq(word, tune=False))
            self._jieba.add_word(word, freq=freq, tag=self._kind(word))
        for word in lexicon.stop:
            if len(word) > 1:
                self._jieba.add_word(word, freq=max(200, self._jieba.suggest_freq(word, tune=False)))
        self._plan_tokens = [token for token in self._jieba.cut(self.text, HMM=False) if CJK.search(token)]
        self._by_sound = self._index_sounds()
        self._by_letters = self._index_letters()
        self._by_initials = self._index_initials()

    def _kind(self, word: str) -> str:
        """The part of speech of a word, or of what it stands for in the plan; a noun when nobody knows."""
        table = self._tagger.word_tag_tab
        for form in (word, *self.lexicon.expand(word)):
            if table.get(form, "x") != "x":
                return str(table[form])
        return "n"

    def _special_words(self, knowledge: Knowledge) -> Iterable[str]:
        for word in self.lexicon.thesaurus:  # only those that lead to something that this plan says
            if 2 <= len(word) <= 8 and any(other in self.text for other in self.lexicon.expand(word)):
                yield word
        yield from (word for word in self.lexicon.plan_words if 2 <= len(word) <= 6 and word in self.text)
        yield from (name for name in knowledge.terms if 2 <= len(name) <= 8)
        yield from re.findall(r"“([㐀-鿿]{2,6})”", self.text)

    def _index_sounds(self) -> dict[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for run in set(re.findall(r"[㐀-鿿]+", self.text)):
            syllables = sound(run)
            if len(syllables) != len(run):
                continue
            for size in (2, 3, 4):
                for i in range(len(run) - size + 1):
                    found[syllables[i : i + size]].add(run[i : i + size])
        return dict(found)

    def _index_letters(self) -> dict[str, set[str]]:
        """Pinyin as it is typed, without tones or spaces → the strings of the plan that are read so."""
        found: dict[str, set[str]] = defaultdict(set)
        for run in set(re.findall(r"[㐀-鿿]+", self.text)):
            syllables = lazy_pinyin(run, style=Style.NORMAL)
            for size in (2, 3, 4):
                for i in range(len(run) - size + 1):
                    found["".join(syllables[i : i + size])].add(run[i : i + size])
        return dict(found)

    def _index_initials(self) -> dict[str, set[str]]:
        """First characters of two or three neighbouring words of the plan → those words."""
        found: dict[str, set[str]] = defaultdict(set)
        for count in (2, 3, 4):
            for i in range(len(self._plan_tokens) - count + 1):
                group = self._plan_tokens[i : i + count]
                joined = "".join(group)
                if all(len(token) > 1 for token in group) and joined in self.text:
                    found["".join(token[0] for token in group)].add(joined)
        return dict(found)

    def _pieces(self, question: str) -> list[tuple[int, int]]:
        return [(start, end) for _, start, end in self._jieba.tokenize(question, HMM=False)]

    def foreign_place(self, question: str) -> str | None:
        """A place that the question names and the plan does not."""
        for pair in self._tagger.cut(question, HMM=False):
            word = pair.word
            if pair.flag != "ns" or word in self.text or word in self._everyday:
                continue
            # jieba takes many a common word for a place: only what is called a town or a province as well
            if (word[-1] in PLACE_ENDS and len(word) > 2) or any(
                word + end in self._jieba.FREQ for end in PLACE_ENDS
            ):
                return str(word)
        return None

    def is_word(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end] begins and ends where words do."""
        edges = {edge for piece in self._pieces(text) for edge in piece}
        return {start, end} <= edges

    def words(self, question: str) -> list[Word]:
        """The words of matter in a folded question, in order, each once."""
        found: dict[str, Word] = {}
        for pair in self._joined(list(self._tagger.cut(question, HMM=False))):
            surface = pair.word.strip()
            if (
                not surface
                or surface in found
                or surface in self.lexicon.stop
                or not re.search(r"\w", surface)
            ):
                continue
            kind = pair.flag
            if NUMBER.fullmatch(surface):
                if not self._is_name(surface):
                    continue  # dates and figures are read elsewhere
                kind = "n" if surface.isdigit() else kind
            if len(surface) == 1 and not self.lexicon.thesaurus.get(surface) and surface not in self.text:
                continue
            found[surface] = self._word(surface, kind)
        return list(found.values())

    def _joined(self, pairs: Sequence[Any]) -> Iterable[Any]:
        """The words; a character and one that carries no matter are one where the plan has it: 总要求."""
        joined: list[Any] = []
        for pair in pairs:
            before = joined[-1] if joined else None
            if (
                before
                and len(before.word) == 1
                and CJK.match(before.word)
                and len(pair.word) == 2
                and pair.word in self.lexicon.stop
                and before.word not in self.lexicon.stop
                and before.word + pair.word in self._compounds
            ):
                joined[-1] = type(pair)(before.word + pair.word, "n")
            else:
                joined.append(pair)
        return joined

    @cached_property
    def _compounds(self) -> frozenset[str]:
        """A character and a word that carries no matter, which the plan has as a noun: 的总要求."""
        stops = "|".join(sorted(re.escape(word) for word in self.lexicon.stop if len(word) == 2))
        return frozenset(re.findall(rf"的([㐀-鿿](?:{stops}))(?![㐀-鿿])", self.text))

    def _is_name(self, number: str) -> bool:
        """Whether a number names something: 11242, “十五五”, 520 of “520关怀计划”."""
        if f"“{number}”" in self.text:
            return True
        if YEAR.fullmatch(number) or len(number) < 2 or not number.isdigit():
            return False
        opens = rf"“{number}(?![{MEASURES}])[㐀-鿿]"
        return (len(number) >= 4 and number in self.text) or re.search(opens, self.text) is not None

    def _word(self, surface: str, kind: str) -> Word:
        forms: dict[str, float] = {}
        everyday = len(surface) == 1 and surface in self.lexicon.thesaurus  # 盖 means 新建, not 覆盖
        if surface in self.text and not everyday:
            forms[surface] = 1.0
        for other in self.lexicon.expand(surface):
            if other in self.text:
                forms.setdefault(other, SYNONYM)
        if not forms and len(surface) >= 2:
            for other in self._by_initials.get(surface, ()):
                forms.setdefault(other, SHORTENED)
            if len(surface) >= 3:
                for other in self._by_sound.get(sound(surface), ()):
                    forms.setdefault(other, SOUND)
        for other in self._by_letters.get(surface, ()) if surface.isascii() else ():
            forms.setdefault(other, SOUND)
        known = bool(forms)
        if len(surface) >= 2 and kind[:1] in "vad" and self._is_short_for_a_noun(surface):
            kind = "n"  # 高速 is an adverb to jieba
        if len(surface) >= 2 and not known:
            for part, share in self._parts(surface):
                forms.setdefault(part, share)
        weight = KIND_WEIGHT.get(kind[:1], OTHER_KIND)
        if surface in self.lexicon.weak:
            weight = min(weight, WEAK)
        if len(surface) == 1:
            weight *= 0.6 if everyday else 0.4
        if not known:
            weight *= UNKNOWN.get(kind[:1], UNKNOWN_OTHER)
        return Word(surface, weight, forms, known, kind[:1] not in "vadpcruy" or kind in ("vn", "an"))

    def _is_short_for_a_noun(self, surface: str) -> bool:
        """Whether a word begins a noun of the plan that the thesaurus gives for it: 高速公路."""
        table = self._tagger.word_tag_tab
        return any(
            other.startswith(surface) and other in self.text and table.get(other, "x")[0] == "n"
            for other in self.lexicon.expand(surface)
        )

    def _parts(self, surface: str) -> Iterable[tuple[str, float]]:
        """The longest parts of a word that the plan has, and how far each stands for the whole."""
        for size in range(len(surface) - 1, 1, -1):
            parts = [surface[i : i + size] for i in range(len(surface) - size + 1)]
            found = [
                p
                for p in parts
                if p in self.text and p not in self.lexicon.stop and p not in self.lexicon.weak
            ]
            if found:
                yield from ((part, PART * size / len(surface) + 0.15) for part in found)
                return
        if len(surface) == 2:
            for char in surface:
                if char in self.text and char not in self.lexicon.stop and CJK.match(char):
                    yield char, CHARACTER
