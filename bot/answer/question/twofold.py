"""Messages that hold two questions: “课桌椅什么时候换完，谁负责”, “智能工厂建多少？绿色工厂呢”."""

from __future__ import annotations

import re

from bot.answer.question.lexicon import Lexicon
from bot.answer.question.measures import asked_measures
from bot.answer.question.words import Vocabulary

MARKS = re.compile(r"[,，。?？;；!！]+")
# What a clause can ask by itself, without a noun of its own.
OWN = ("source", "deadline", "target", "owner")
WORDS = re.compile(r"什么|啥|怎么|咋|如何|哪|几|多少|谁")
BELOW = re.compile(r"下面|底下|下边|下设")
TAIL = re.compile(r"^.{1,12}呢$")
MATTER = 0.5  # weight of the words that name a matter
LONGEST = 80  # characters of a message that is looked at


def two_questions(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two questions of a folded message; None where it asks one thing, or more than two.

    Clauses that ask nothing go with the question that they stand beside. The second question has to ask for
    something else than the first: another aspect, another measure, another matter.
    """
    clauses = [clause for clause in MARKS.split(text) if clause.strip()]
    if len(clauses) < 2 or len(text) > LONGEST:
        return None
    asking = [n for n, clause in enumerate(clauses) if _asks(clause, lexicon, last=n > 0)]
    if len(asking) != 2:
        return None
    first = ",".join(clauses[: asking[0] + 1])
    second = ",".join(clauses[asking[0] + 1 :])
    if TAIL.match(clauses[asking[0]]) or _matter(first, lexicon, vocabulary) < MATTER:
        return None  # what leans on the talk is left to it
    if not _differs(first, second, lexicon, vocabulary):
        return None
    return first, second


def _asks(clause: str, lexicon: Lexicon, *, last: bool) -> bool:
    """Whether a clause asks something: it has a word of asking, or is an ellipsis (绿色工厂呢)."""
    return bool(WORDS.search(clause) or _aspects(clause, lexicon) or (last and TAIL.match(clause)))


def _aspects(text: str, lexicon: Lexicon) -> set[str]:
    return {aspect for aspect in OWN if lexicon.aspects[aspect].search(text)}


def _differs(first: str, second: str, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether the second question asks for another aspect, or of another matter, than the first."""
    if BELOW.search(second):
        return False  # 第二部分的标题是什么，下面几个体系: of one and the same section
    if _aspects(second, lexicon) - _aspects(first, lexicon):
        return True
    if asked_measures(first) and asked_measures(second) - asked_measures(first):
        return True  # 多少人，花多少钱
    if _at_another_time(first, second, lexicon):
        return True
    asks = bool(_aspects(second, lexicon)) or TAIL.match(second) is not None
    return asks and _matter(second, lexicon, vocabulary, beside=first) >= MATTER


def _at_another_time(first: str, second: str, lexicon: Lexicon) -> bool:
    """Whether both ask for a figure, each of another time: 现在多少，五年后要到多少."""
    if not all(lexicon.aspects["target"].search(text) for text in (first, second)):
        return False
    times = [{match.group() for match in lexicon.phrases["time"].finditer(text)} for text in (first, second)]
    return all(times) and not times[0] & times[1]


def _matter(text: str, lexicon: Lexicon, vocabulary: Vocabulary, beside: str = "") -> float:
    """The weight of the plan's nouns in one question that another does not name."""
    words = vocabulary.words(lexicon.cut.sub(",", text))
    return sum(word.weight for word in words if word.noun and word.known and word.surface not in beside)
