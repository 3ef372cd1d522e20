"""Who did what the review tells, and with whom: what its own clauses begin with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.question.topic import Topic
from bot.plan.doers import doers_of
from bot.plan.owning import supporters_of
from bot.plan.words import task_words
from bot.text.plain import plain, shared_runs

NAMED = 4  # characters of a name by which a question speaks of it itself, and asks who did it to it


@dataclass(frozen=True)
class Doing:
    """Those who did it and those with whom. `before`: named in the same sentence, before another clause."""

    names: tuple[str, ...]
    partners: tuple[str, ...]
    before: bool = False


def doing(topic: Topic, asked: str) -> Doing:
    """Of the clause that the topic is about; failing that, the names nearest before it in its sentence.

    Whom the question `asked` names itself is not the one whom it asks for.
    """
    knowledge, focus, words = topic.knowledge, topic.focus, task_words()
    partners = supporters_of(knowledge.layout, focus.start, focus.end, words)
    for unit in reversed(knowledge.units[: focus.index + 1]):
        if unit.passage != focus.passage or "；" in knowledge.plan.text[unit.start : focus.start]:
            break
        names = () if knowledge.heading_of(unit) else doers_of(knowledge.layout, unit.start, unit.end, words)
        if any(shared_runs(asked, plain(name)) >= NAMED for name in names):
            break
        if names:
            return Doing(names, partners, unit is not focus)
    return Doing((), partners)
