"""A baseline: BM25 search over the plan's sentences, which answers everything with the likeliest one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import jieba

from benchmarks.exam import Reply
from bot.records import Plan

K1, B = 1.5, 0.75  # the usual parameters of Okapi BM25
NOTHING = "没有找到。"


class SentenceSearch:
    """Quotes the best sentence. Knows nothing of conversations, nor of what the plan leaves out."""

    def __init__(self, plan: Plan) -> None:
        self._tokenizer = jieba.Tokenizer()
        self._sentences = [passage.quote.strip() for passage in plan.passages]
        self._counts = [Counter(self._words(sentence)) for sentence in self._sentences]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / max(len(self._lengths), 1)
        occurs = Counter(word for counts in self._counts for word in counts)
        total = len(self._sentences)
        self._idf = {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in occurs.items()}

    def ask(self, conversation: str, message: str) -> Reply:
        """The sentence that is likest to the message."""
        words = self._words(message)
        scores = [self._score(words, number) for number in range(len(self._sentences))]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is None or scores[best] <= 0:
            return Reply(NOTHING, NOTHING, "not_mentioned")
        sentence = self._sentences[best]
        return Reply(sentence, sentence, "fact")

    def _words(self, text: str) -> list[str]:
        return [word for word in self._tokenizer.lcut(text.lower()) if any(char.isalnum() for char in word)]

    def _score(self, words: Sequence[str], number: int) -> float:
        counts, length = self._counts[number], self._lengths[number]
        return sum(
            self._idf[word]
            * counts[word]
            * (K1 + 1)
            / (counts[word] + K1 * (1 - B + B * length / self._mean))
            for word in words
            if counts[word]
        )
