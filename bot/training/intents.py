"""Which sections of a plan are intents, and what these are called."""

from __future__ import annotations

from bot.records import Plan, Section

DEEPEST = 3  # sections below are asked about through the one above them
PREFIX = "section_"


def intent_of(section: str) -> str:
    """The intent of a section's id: 2.1.1 → section_2_1_1."""
    return PREFIX + section.replace(".", "_")


def section_intents(plan: Plan) -> dict[str, Section]:
    """Intent → section, in the order of the plan: all that say something, and not just by their heading.

    A part whose text is all in the sections below it is asked about through these.
    """
    return {
        intent_of(section.id): section
        for section in plan.sections
        if section.level <= DEEPEST and (section.level > 1 or _says_something(plan, section))
    }


def intent_at(plan: Plan) -> dict[str, str]:
    """Section id → the intent by which it is asked about: its own, or that of the nearest section above."""
    intents = {section.id: intent for intent, section in section_intents(plan).items()}
    for section in plan.sections:  # parents come first
        if section.id not in intents and section.parent in intents:
            intents[section.id] = intents[section.parent]
    return intents


def _says_something(plan: Plan, section: Section) -> bool:
    """Whether the section has text of its own beside headings: its own, or that of the whole plan."""
    return any(
        section.title not in passage.quote and passage.quote not in plan.title
        for passage in plan.passages
        if passage.section == section.id
    )
