"""The data files that say how people ask: thesaurus, aspects, words that carry no matter.

All of them lie in data/lexicon/ and are read once, when the answers are set up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.text.lexicon import read_lexicon
from bot.text.plain import plain

NUMERAL = "[一二两三四五六七八九十0-9]{1,3}"


@dataclass(frozen=True)
class Lexicon:
    """How people ask, as read from the data files. All words are folded."""

    thesaurus: Mapping[str, tuple[str, ...]]  # everyday word → the plan's words
    aspects: Mapping[str, re.Pattern[str]]  # aspect → what asks for it, in order of precedence
    stop: frozenset[str]
    weak: frozenset[str]
    cut: re.Pattern[str]  # question words, at which a sentence is cut before it is segmented
    marks: re.Pattern[str]  # words by which a plan marks a priority
    kinds: Mapping[str, tuple[str, ...]]  # kind of section → what people call it
    measures: frozenset[str]  # measure words
    offices: tuple[str, ...]  # behind which a title page names who speaks
    phrases: Mapping[str, re.Pattern[str]]  # a manner of asking (list, count, confirm…) → its words

    @cached_property
    def plan_words(self) -> frozenset[str]:
        """The plan-side words of the thesaurus."""
        return frozenset(word for words in self.thesaurus.values() for word in words)

    def expand(self, word: str) -> Iterator[str]:
        """The plan's words for an everyday word, without the word itself."""
        yield from (other for other in self.thesaurus.get(word, ()) if other != word)


def _pattern(words: list[str], measure: str) -> re.Pattern[str]:
    """One expression for a list of cues: words as they stand, or expressions between slashes.

    <量> stands for any measure word, <数> for any numeral.
    """
    cues = []
    for word in map(str, words):
        if len(word) > 2 and word.startswith("/") and word.endswith("/"):
            cue = word[1:-1]
        else:
            cue = re.escape(plain(word))
        cues.append(re.sub(r"\\?<量\\?>", measure, re.sub(r"\\?<数\\?>", NUMERAL, cue)))
    return re.compile("|".join(sorted(cues, key=len, reverse=True)))


def load_lexicon(folder: Path) -> Lexicon:
    """Read the data files in `folder`. Raises SettingsError."""
    thesaurus: dict[str, list[str]] = {}
    for plan_word, everyday in read_lexicon("thesaurus", folder).items():
        for word in everyday:
            thesaurus.setdefault(plain(str(word)), []).append(plain(str(plan_word)))
    words = read_lexicon("question_words", folder)
    measure = "[" + "".join(sorted(set(words["measures"].replace(" ", "")))) + "]"
    return Lexicon(
        thesaurus={word: tuple(dict.fromkeys(plan_words)) for word, plan_words in thesaurus.items()},
        aspects={name: _pattern(cues, measure) for name, cues in read_lexicon("aspects", folder).items()},
        stop=frozenset(plain(word) for word in words["stop"].split()),
        cut=_pattern(words["cut"].split(), measure),
        measures=frozenset(words["measures"].split()),
        offices=tuple(map(plain, read_lexicon("owners", folder)["offices"])),
        weak=frozenset(plain(word) for word in words["weak"].split()),
        marks=_pattern(
            [word for words in read_lexicon("priority", folder).values() for word in words], measure
        ),
        kinds={kind: tuple(map(plain, names)) for kind, names in read_lexicon("kinds", folder).items()},
        phrases={name: _pattern(cues, measure) for name, cues in read_lexicon("manners", folder).items()},
    )
