"""What conversations can exercise: the plan's sections, and Rasa's intents, rules and responses.

Read from the files themselves, so that nobody has to load Rasa for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.records import Plan, Section
from bot.settings import ROOT, Settings
from bot.store import queries
from bot.store.session import open_store
from bot.text.lexicon import read_lexicon
from bot.training.intents import intent_at, section_intents
from workbench.yaml_places import read_yaml

ANSWER = "action_answer_plan"  # what the rules made for sections run
RULE_POLICY = "RulePolicy"


@dataclass(frozen=True)
class Rule:
    """One rule, or one story: the intents and the actions that follow each of them."""

    name: str
    turns: tuple[tuple[str, str], ...]  # intent, action
    is_story: bool = False

    @property
    def intents(self) -> tuple[str, ...]:
        return tuple(intent for intent, _ in self.turns)


@dataclass(frozen=True)
class Project:
    """One plan, and the bot's files."""

    plan: Plan
    domain_intents: tuple[str, ...]
    actions: tuple[str, ...]  # custom ones
    responses: tuple[str, ...]
    slots: tuple[str, ...]
    entities: tuple[str, ...]
    rules: tuple[Rule, ...]  # and stories
    thesaurus: Mapping[str, tuple[str, ...]]  # the plan's word → everyday words
    examples: Mapping[str, tuple[str, ...]]  # intent → what people wrote for it

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Intent → section, in the plan's order."""
        return section_intents(self.plan)

    @cached_property
    def intent_at(self) -> Mapping[str, str]:
        """Section id → the intent by which it is asked about."""
        return intent_at(self.plan)

    @property
    def intents(self) -> tuple[str, ...]:
        return (*self.domain_intents, *self.sections)

    @cached_property
    def rules_by_turn(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Intent and action → the rules that lead from one to the other."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for rule in self.rules:
            if not rule.is_story:
                for turn in rule.turns:
                    found[turn] = (*found.get(turn, ()), rule.name)
        return found

    def section_at(self, offset: int) -> str | None:
        """The id of the innermost section that has the character at `offset`."""
        inside = [section for section in self.plan.sections if section.start <= offset < section.end]
        return max(inside, key=lambda section: section.level).id if inside else None


def project(settings: Settings, root: Path = ROOT) -> Project:
    """The settings' default plan with the files in `root`. Raises StoreErrors and BadConversations."""
    store = open_store(settings.database_url)
    try:
        with store.session() as session:
            plan = queries.load(session, queries.default_plan(session).slug)
    finally:
        store.close()
    return of_plan(plan, settings.lexicon, root)


def of_plan(plan: Plan, lexicon: Path, root: Path = ROOT) -> Project:
    """This plan with the files in `root`."""
    domain = _yaml(root / "domain.yml")
    made = [Rule(f"Answer about {intent}", ((intent, ANSWER),)) for intent in section_intents(plan)]
    return Project(
        plan=plan,
        domain_intents=tuple(_name(entry) for entry in domain.get("intents") or ()),
        actions=tuple(map(_name, domain.get("actions") or ())),
        responses=tuple(domain.get("responses") or ()),
        slots=tuple(domain.get("slots") or ()),
        entities=tuple(map(_name, domain.get("entities") or ())),
        rules=(*_rules(root / "data"), *made),
        thesaurus={
            str(word): tuple(map(str, others)) for word, others in read_lexicon("thesaurus", lexicon).items()
        },
        examples=_examples(root / "data" / "nlu"),
    )


def _rules(folder: Path) -> Iterator[Rule]:
    for file in _files(folder / "rules"):
        for entry in _yaml(file).get("rules") or ():
            yield Rule(entry["rule"], _turns(entry["steps"]))
    for file in _files(folder / "stories"):
        for entry in _yaml(file).get("stories") or ():
            yield Rule(entry["story"], _turns(entry["steps"]), is_story=True)


def _turns(steps: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Each action with the intent before it."""
    turns, intent = [], ""
    for step in steps:
        intent = step.get("intent", intent)
        if "action" in step:
            turns.append((intent, step["action"]))
    return tuple(turns)


def _examples(folder: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.rglob("*.yml")):
        for entry in _yaml(file).get("nlu") or ():
            lines = str(entry.get("examples", "")).splitlines()
            texts = tuple(line.strip().removeprefix("- ").strip() for line in lines if line.strip())
            if intent := entry.get("intent"):
                found[intent] = (*found.get(intent, ()), *texts)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])


def _yaml(file: Path) -> Mapping[str, Any]:
    read, _ = read_yaml(file.read_text(encoding="utf-8"), file)
    return read if isinstance(read, dict) else {}


def _name(entry: Any) -> str:
    return next(iter(entry)) if isinstance(entry, dict) else str(entry)
