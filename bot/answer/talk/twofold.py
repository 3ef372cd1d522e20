"""Answers both questions of a message that holds two, the second in the light of the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answer.question.inquiry import Inquiry
from bot.answer.question.reader import Reader
from bot.answer.question.twofold import two_questions
from bot.records import Answer, Part, Question

TOLD = (
    "fact",
    "term",
    "list",
    "outline",
    "source",
    "regime",
    "compare",
    "likely",
)  # kinds of answers that tell something
QUOTED = "\n原文："


class Twofold:
    """`reply` answers one question; `reader` reads what each of the two asks."""

    def __init__(self, reader: Reader, reply: Callable[[Question], Answer]) -> None:
        self._reader = reader
        self._reply = reply

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """Both answers; None where it holds one question, or one of the two has no answer."""
        if inquiry.pending or inquiry.corrects or inquiry.asks("change"):
            return None
        parts = two_questions(inquiry.text, inquiry.lexicon, inquiry.vocabulary)
        if parts is None:
            return None
        question = inquiry.question
        first = self._reply(self._alone(question, parts[0]))
        # What NLU took the message to be about is the first question's matter.
        unread = replace(question, intent="", confidence=0.0, ranking=(), clauses=(), memory=first.memory)
        second = self._reply(self._alone(unread, parts[1]))
        if first.kind not in TOLD or second.kind not in TOLD:
            return None
        if first.facts == second.facts and len(first.facts) < 2:
            return None  # one figure is not that of two times
        answer = _together(first, second, parts)
        unsure = "likely" in (first.kind, second.kind)
        return replace(answer, kind="likely") if unsure else answer

    def _alone(self, question: Question, text: str) -> Question:
        """One of the two as a question of its own."""
        return replace(question, text=text, entities=tuple(self._reader.read(text, question.today)))


def _together(first: Answer, second: Answer, parts: tuple[str, str]) -> Answer:
    """One answer: the quotation once if it is the same, else one after the other."""
    same = first.sources == second.sources and QUOTED in first.text
    facts = (*first.facts, *second.facts)
    if same:
        lead = first.text[: first.text.index(QUOTED)]
        if second.text.startswith(lead):
            return second
        return replace(second, text=f"{lead}\n{second.text}", facts=facts)
    if first.text == second.text:
        return second
    shown = tuple(Part(part, a.text, a.sources) for part, a in zip(parts, (first, second), strict=True))
    return Answer(
        "\n".join(part.text for part in shown),
        second.state,
        "compare",
        facts,
        tuple(dict.fromkeys((*first.sources, *second.sources))),
        second.follow_ups,
        second.memory,
        parts=shown,
    )
