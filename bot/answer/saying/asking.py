"""Asks back: which of several things is meant, with the candidates as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.measures import asked_measures
from bot.answer.question.topic import topic_of
from bot.answer.saying import phrases
from bot.records import Answer, FollowUp, State
from bot.text.plain import plain


def which(knowledge: Knowledge, inquiry: Inquiry, ties: Sequence[Match]) -> Answer:
    """Low evidence: ask back, with the candidates as buttons."""
    topics = [topic_of(knowledge, match, []) for match in ties[:5]]
    titles = [phrases.short(topic.title, 28) for topic in topics]
    items = [{"start": t.focus.start, "end": t.focus.end, "title": t.title} for t in topics]
    return Answer(
        text=f"{phrases.WHICH_ONE}\n{phrases.numbered(titles)}",
        state=State.SILENT,
        kind="clarify",
        sources=tuple(topic.source for topic in topics),
        follow_ups=tuple(FollowUp(phrases.short(title, 14), title) for title in titles[:4]),
        memory={"items": items, "lines": titles, "shown": len(titles), "pending": inquiry.text},
    )


def which_figure(knowledge: Knowledge, inquiry: Inquiry) -> Answer | None:
    """“要建多少所”: which of the things that the plan counts in this measure?"""
    measures = asked_measures(inquiry.text)
    named = {
        q.name: q
        for quantities in knowledge.quantities.values()
        for q in quantities
        if q.task and q.name and plain(q.raw)[-1:] in measures
    }
    if len(named) < 2:
        return None
    found = list(named.values())[:5]
    names = [q.name for q in found]
    items = [{"task": q.task, "start": q.start, "end": q.end, "title": q.name} for q in found]
    return Answer(
        f"{phrases.WHICH_ONE}\n{phrases.numbered(names)}",
        State.SILENT,
        "clarify",
        sources=tuple(knowledge.source(q.start, q.end) for q in found),
        follow_ups=tuple(FollowUp(phrases.short(n, 14), f"{n}{inquiry.text}") for n in names[:4]),
        memory={"items": items, "lines": names, "shown": len(names), "pending": inquiry.text},
    )
