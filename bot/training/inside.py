"""Whether a plan speaks of what an example for every plan takes for something outside of plans."""

from __future__ import annotations

from collections.abc import Iterable

import jieba

from bot.text.plain import plain

OUT_OF_SCOPE = "out_of_scope"
NOUNS = ("n", "vn", "j", "l", "i")  # jieba's parts of speech that name a matter, by their beginnings


class Inside:
    """Tells what one plan speaks of."""

    def __init__(self, plan: str, words: Iterable[str]) -> None:
        """`plan` is its text, `words` are those that jieba should not cut; all of them are nouns."""
        from jieba.posseg import POSTokenizer

        self._text = plain(plan)
        dictionary = jieba.Tokenizer()
        self._tagger = POSTokenizer(dictionary)
        for word in words:
            dictionary.add_word(word, tag="n")
            self._tagger.word_tag_tab.setdefault(word, "n")

    def speaks_of(self, example: str) -> bool:
        """Whether all that an example names stands in the plan: 低保怎么申请, where the plan has 低保."""
        words = self._tagger.cut(plain(example), HMM=False)
        named = [pair.word for pair in words if len(pair.word) > 1 and pair.flag.startswith(NOUNS)]
        return bool(named) and all(name in self._text for name in named)
