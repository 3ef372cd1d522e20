"""“出自哪里”: where the plan says it."""

from __future__ import annotations

from bot.answer.knowledge import Knowledge
from bot.answer.question.topic import Topic
from bot.answer.saying import phrases
from bot.records import Answer, Fact, Section, State


def located(topic: Topic) -> Answer:
    """Where the plan says it: the whole path, then the words."""
    source = topic.source
    fact = Fact(topic.title, "source", State.STATED, " › ".join(source.path), topic.focus.task)
    path = topic.knowledge.numbered_path(topic.section)
    text = f"出自：{' › '.join(path)}\n原文：{phrases.quoted(source.quote)}"
    return Answer(
        text,
        State.STATED,
        "source",
        (fact,),
        (source,),
        memory={"topic": topic.as_memory(), "section": topic.section, "aspect": "source"},
    )


def located_section(knowledge: Knowledge, section: Section) -> Answer:
    """Where a section stands: the whole path, with the numbers that the plan gives."""
    source = knowledge.source(section.start, min(section.end, section.start + 60), section.id)
    path = " › ".join(knowledge.numbered_path(section.id))
    fact = Fact(section.title, "source", State.STATED, path)
    memory = {"section": section.id, "aspect": "source"}
    return Answer(f"出自：{path}", State.STATED, "source", (fact,), (source,), memory=memory)
