"""What the parser promises for every plan. Each check fails with the place where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.records import Plan

SPACE = " \t\r\n\f\v\u3000\xa0\ufeff\u200b"


def all_hold(plan: Plan) -> None:
    """Check every promise."""
    every_character_has_one_innermost_section(plan)
    children_lie_in_their_parents_in_order(plan)
    quotes_stand_where_they_say(plan)
    passages_cover_the_text(plan)
    tasks_do_not_overlap(plan)


def every_character_has_one_innermost_section(plan: Plan) -> None:
    owners: list[str | None] = [None] * len(plan.text)
    for section in plan.sections:  # parents come first
        for position in range(section.start, section.end):
            assert owners[position] == section.parent, f"{section.id} overlaps {owners[position]}"
            owners[position] = section.id
    assert not plan.text.strip() or None not in owners


def children_lie_in_their_parents_in_order(plan: Plan) -> None:
    known = {section.id: section for section in plan.sections}
    assert len(known) == len(plan.sections)
    for section in plan.sections:
        assert section.start <= section.end
        assert section.level == section.id.count(".") + 1
        if section.parent is None:
            continue
        parent = known[section.parent]
        assert section.id.rpartition(".")[0] == section.parent
        assert parent.start <= section.start
        assert section.end <= parent.end


def quotes_stand_where_they_say(plan: Plan) -> None:
    for start, end, quote in quotes(plan):
        assert plan.text[start:end] == quote
        assert quote.strip()


def quotes(plan: Plan) -> Iterator[tuple[int, int, str]]:
    for task in plan.tasks:
        yield task.start, task.end, task.quote
        if task.deadline:
            assert task.deadline.start < task.deadline.end <= task.end
            between = plan.text[task.deadline.start : task.start]  # a date may stand before its clauses
            assert task.start <= task.deadline.start or "\n" not in between
            yield task.deadline.start, task.deadline.end, task.deadline.raw
        for target in task.targets:
            assert task.start <= target.start < target.end <= task.end
            yield target.start, target.end, target.raw
    for result in plan.results:
        yield result.start, result.end, result.raw
    for regime in plan.regimes:
        yield from ((step.start, step.end, step.quote) for step in regime.steps)
    yield from ((term.start, term.end, term.quote) for term in plan.terms)


def passages_cover_the_text(plan: Plan) -> None:
    known = {section.id: section for section in plan.sections}
    position = 0
    for passage in plan.passages:
        assert plan.text[position : passage.start].strip(SPACE) == ""
        assert plan.text[passage.start : passage.end] == passage.quote
        section = known[passage.section]
        assert section.start <= passage.start
        assert passage.end <= section.end
        position = passage.end
    assert plan.text[position:].strip(SPACE) == ""


def tasks_do_not_overlap(plan: Plan) -> None:
    assert [task.id for task in plan.tasks] == [f"T{number:03d}" for number in range(1, len(plan.tasks) + 1)]
    for first, second in pairwise(plan.tasks):
        assert first.end <= second.start
    assert all(0 < len(task.title) <= 24 for task in plan.tasks)
