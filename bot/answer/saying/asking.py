"""Asks back: which of several things is meant, with the candidates as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.measures import asked_measures
from bot.answer.question.topic import Topic, topic_of
from bot.answer.saying import phrases
from bot.answer.saying.section_facts import said
from bot.records import Answer, Fact, FollowUp, State
from bot.text.plain import plain

LARGEST = 6  # candidates that are offered
SHORTEST = 12  # characters of a clause that tells what it is about
UNSAID = {"owner": "原文没有点名", "deadline": "原文没有写时间"}


def which(knowledge: Knowledge, inquiry: Inquiry, ties: Sequence[Match]) -> Answer:
    """Low evidence: ask back, with the candidates as buttons.

    Who or when is told of each: it may be that the user needs no more.
    """
    topics = [topic_of(knowledge, match, []) for match in ties[:LARGEST]]
    titles = [phrases.short(_title(topic), 28) for topic in topics]
    items = [{"start": t.focus.start, "end": t.focus.end, "title": t.title} for t in topics]
    beside = [_beside(topic, inquiry.aspect) for topic in topics]
    lines = [title + (f"（{known}）" if known else "") for title, known in zip(titles, beside, strict=True)]
    facts = [
        Fact(topic.title, str(inquiry.aspect), State.STATED, known, topic.focus.task)
        for topic, known in zip(topics, beside, strict=True)
        if known and known not in UNSAID.values()
    ]
    return Answer(
        text=f"{phrases.WHICH_ONE}\n{phrases.numbered(lines)}",
        state=State.SILENT,
        kind="clarify",
        facts=tuple(facts),
        sources=tuple(topic.source for topic in topics),
        follow_ups=tuple(FollowUp(phrases.short(title, 14), title) for title in titles[:4]),
        memory={"items": items, "lines": titles, "shown": len(titles), "pending": inquiry.text},
    )


def _title(topic: Topic) -> str:
    """The topic's title; with the next clause, where its own is too short to tell what it is: 投入5万元."""
    after = topic.knowledge.units[topic.focus.index + 1 : topic.focus.index + 2]
    if topic.task or len(topic.title) >= SHORTEST or not after or after[0].passage != topic.focus.passage:
        return topic.title
    return topic.knowledge.source(topic.focus.start, after[0].end).quote


def _beside(topic: Topic, aspect: str | None) -> str | None:
    """What one reads beside a candidate: who, or when, if that is asked."""
    if topic.task is None or aspect not in UNSAID:
        return None
    return said(topic.task, aspect) or UNSAID[aspect]


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
    found = list(named.values())[:LARGEST]
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
