"""Which sections of a plan are intents, and what these are called."""

from __future__ import annotations

from bot.records import Plan, Section, SectionKind

DEEPEST = 3  # sections below are asked about through the one above them
PREFIX = "section_"
_NOT_ASKED = (SectionKind.PREAMBLE, SectionKind.CLOSING, SectionKind.ANNEX)


def intent_of(section: str) -> str:
    """The intent of a section's id: 2.1.1 → section_2_1_1."""
    return PREFIX + section.replace(".", "_")


def section_intents(plan: Plan) -> dict[str, Section]:
    """Intent → section, in the order of the plan: sections below a part, and parts that have none below."""
    parents = {section.parent for section in plan.sections}
    return {
        intent_of(section.id): section
        for section in plan.sections
        if section.kind not in _NOT_ASKED
        and section.level <= DEEPEST
        and (section.level > 1 or section.id not in parents)
    }


def intent_at(plan: Plan) -> dict[str, str]:
    """Section id → the intent by which it is asked about: its own, or that of the nearest section above."""
    intents = {section.id: intent for intent, section in section_intents(plan).items()}
    for section in plan.sections:  # parents come first
        if section.id not in intents and section.parent in intents:
            intents[section.id] = intents[section.parent]
    return intents
