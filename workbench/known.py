"""Whether the names in conversations are names of something: intents, actions, responses, slots, sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbench.checks import many, slots
from workbench.errors import Fault
from workbench.figures import holds
from workbench.project import Project
from workbench.records import Assertion, TestCase
from workbench.validation import nearest

# Rasa's own, which no domain lists.
FALLBACKS = ("nlu_fallback", "action_default_fallback", "action_listen", "action_session_start")
_KINDS = {
    "intent": "意图",
    "action": "动作",
    "utter": "回复",
    "slot": "槽位",
    "entity": "实体",
    "section": "章节",
}


def unknown(cases: Iterable[TestCase], project: Project) -> list[Fault]:
    """The names that are of nothing, each with the nearest that is."""
    return [fault for case in cases for fault in _of_case(case, project)]


def _of_case(case: TestCase, project: Project) -> Iterator[Fault]:
    known: Mapping[str, tuple[str, ...]] = {
        "intent": (*project.intents, *FALLBACKS),
        "action": (*project.actions, *project.responses, *FALLBACKS),
        "utter": project.responses,
        "slot": project.slots,
        "entity": project.entities,
    }
    titles = [section.title for section in project.plan.sections]
    for step in case.steps:
        for assertion in step.assertions:
            for kind, name in _names(assertion):
                there = any(holds(one, name) for one in titles) if kind == "section" else name in known[kind]
                if not there:
                    close = nearest(name, titles if kind == "section" else known[kind])
                    advice = f"是不是 {close}？" if close else ""
                    file = case.file or Path(case.name)
                    yield Fault(file, assertion.place, f"没有“{name}”这个{_KINDS[kind]}", advice)


def _names(assertion: Assertion) -> Iterator[tuple[str, str]]:
    """Kind and name of everything that an assertion names."""
    kind, expected = assertion.kind, assertion.expected
    if kind in ("intent", "section"):
        yield from ((kind, name) for name in many(expected))
    elif kind in ("action", "action_executed"):
        yield from (("action", name) for name in many(expected))
    elif kind in ("slot_was_set", "slot_was_not_set"):
        yield from (("slot", name) for name, _, _ in slots(expected))
    elif kind == "entities":
        yield from (("entity", name) for one in expected for name in one if name != "text")
    elif kind == "utter":
        yield "utter", expected
    elif kind in ("bot_uttered", "bot_did_not_utter") and "utter_name" in expected:
        yield "utter", expected["utter_name"]
