"""“今年要新增9万个，对吧” of what only the review counts: another year's figure is told as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.steps import Tell
from bot.answer.question.topic import Topic
from bot.answer.saying import phrases
from bot.records import Answer, State

DATED = re.compile(r"\d+(?:年|月|日|号)")


def of_asked(
    knowledge: Knowledge, inquiry: Inquiry, ranked: Sequence[Match], least: float
) -> Sequence[Match]:
    """The clauses of the year that is named, where what is done in it is asked and one of them covers that.

    A figure of the other year is told with a word on it (see `tell`): here only what is done is chosen.
    """
    back = inquiry.names_year
    if back is None or inquiry.aspect not in (None, "measure") or inquiry.asks("confirm"):
        return ranked
    own = [match for match in ranked if knowledge.is_past(match.unit.section) == back]
    return own if own and own[0].coverage >= least else ranked


def tell(tell_one: Tell, inquiry: Inquiry, topic: Topic, aspect: str | None) -> Answer:
    """One aspect of one topic; a figure of another year than the one that is asked, with a word on that."""
    back = inquiry.names_year
    if back is None and inquiry.is_bare:  # “给个大概的数也行”
        back = inquiry.memory.get("asked_back")
    beside = back is not None and back != topic.knowledge.is_past(topic.section)
    if not beside or inquiry.asks("compare") or not (aspect == "target" or _claims(inquiry, topic)):
        return tell_one(inquiry, topic, aspect)
    answer = tell_one(inquiry, topic, "target")
    if all(fact.state is State.SILENT for fact in answer.facts):
        return answer
    text = f"{phrases.ONLY_PLANNED if back else phrases.ONLY_REVIEWED}\n{answer.text}"
    return replace(answer, text=text, memory={**answer.memory, "asked_back": back})


def _claims(inquiry: Inquiry, topic: Topic) -> bool:
    """Whether the user takes an amount for granted, where the plan has a figure."""
    claimed = inquiry.asks("confirm") and re.search(r"\d", DATED.sub("", inquiry.text))
    return bool(claimed and topic.figures)
