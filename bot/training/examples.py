"""Examples made from a plan: its own headings, matters, owners and terms in everyday questions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

from bot.answer.knowledge import Knowledge
from bot.records import Plan, Section, SectionKind
from bot.text.lexicon import read_lexicon
from bot.text.plain import plain
from bot.training.intents import intent_at, section_intents

Item = TypeVar("Item")
TEMPLATES = "question_templates"
MOST_OF_HEADING, MOST_OF_ITEMS, MOST_OF_KIND = 30, 60, 90  # examples of an intent
SHORTEST_ITEM, LONGEST_ITEM = 3, 18  # characters
# In plain text: a hidden word with its measure word, and a heading's number. Nobody types them.
_REDACTED = re.compile(r"(?<![+a-z])x+(?![a-z])[余多万]*[㐀-鿿]?")
_NUMBER = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,3}[)、.,]|[一二三四五六七八九十]是)")
_QUOTES = str.maketrans("", "", "“”‘’《》\"'")


def made_questions(plan: Plan, folder: Path) -> dict[str, list[str]]:
    """Intent → questions, at most 90 for each; the same plan gives the same ones.

    `folder` holds the lexicon. Raises SettingsError.
    """
    return Maker(plan, read_lexicon(TEMPLATES, folder)).questions()


def clauses(plan: Plan) -> dict[str, list[str]]:
    """Intent → the clauses of its sections, as the plan has them."""
    intents, knowledge = intent_at(plan), Knowledge(plan)
    found: dict[str, list[str]] = {}
    for unit in knowledge.units:
        if unit.section in intents:
            quote = knowledge.source(unit.start, unit.end, unit.section).quote
            found.setdefault(intents[unit.section], []).append(quote)
    return found


class Maker:
    """Fills the templates with one plan's words."""

    def __init__(self, plan: Plan, templates: Mapping[str, Any]) -> None:
        self._plan = plan
        self._knowledge = Knowledge(plan)
        self._templates = templates
        self._leading = sorted(templates["leading"], key=len, reverse=True)
        self._trailing = sorted(templates["trailing"], key=len, reverse=True)

    def questions(self) -> dict[str, list[str]]:
        items = self._items()
        made = {}
        for intent, section in section_intents(self._plan).items():
            past = self._knowledge.is_past(section.id)
            own = items.get(intent, [])
            made[intent] = list(
                dict.fromkeys(
                    [
                        *_mixed(
                            self._templates[_templates_for(section, past)],
                            [{"name": name} for name in self._names(section)],
                            MOST_OF_HEADING,
                            intent,
                        ),
                        *_mixed(
                            self._templates["result" if past else "item"],
                            [{"item": item} for item in own],
                            MOST_OF_ITEMS,
                            intent,
                        ),
                    ]
                )
            )
        fillings = self._fillings([item for own in items.values() for item in own])
        for kind, patterns in self._templates["kinds"].items():
            questions = [
                question
                for need, group in _by_need(patterns).items()
                for question in _mixed(group, fillings.get(need, []), MOST_OF_KIND, kind)
            ]
            made[kind] = spread(list(dict.fromkeys(questions)), MOST_OF_KIND)
        return made

    def bare(self, text: str) -> str:
        """The text as people would name it: without what leads up to its matter."""
        text = _NUMBER.sub("", _REDACTED.sub("", plain(text).translate(_QUOTES)).strip(" ,。;:、"))
        shorter = next((text[len(word) :] for word in self._leading if text.startswith(word)), text)
        return self.bare(shorter) if shorter != text and len(shorter) >= SHORTEST_ITEM else text

    def _names(self, section: Section) -> list[str]:
        """What people call a section: its title, and that without its first verb and its last noun."""
        if not section.title:
            return []
        title = plain(section.title).translate(_QUOTES)
        short = self.bare(title)
        names = [title, short]
        for word in self._trailing:
            if short.endswith(word) and len(short) - len(word) >= SHORTEST_ITEM - 1:
                names.append(short[: -len(word)])
        return list(dict.fromkeys(name for name in names if name))

    def _items(self) -> dict[str, list[str]]:
        """Intent → the matters that its sections speak of, in the plan's words."""
        intents = intent_at(self._plan)
        found: dict[str, dict[str, None]] = {}
        named = [(target.name, task.section) for task in self._plan.tasks for target in task.targets]
        named += [(task.title, task.section) for task in self._plan.tasks]
        named += [(result.name, result.section) for result in self._plan.results]
        named += [(term.name, term.section) for term in self._plan.terms]
        named += [(unit.text, unit.section) for unit in self._knowledge.units]
        for words, section in named:
            item = self.bare(words)
            if section in intents and SHORTEST_ITEM <= len(item) <= LONGEST_ITEM:
                found.setdefault(intents[section], {})[item] = None
        return {intent: list(items) for intent, items in found.items()}

    def _fillings(self, items: Sequence[str]) -> dict[str, list[dict[str, str]]]:
        """What stands for each placeholder of the questions about the whole plan."""
        plan = self._plan
        owners = [owner.name for task in plan.tasks for owner in task.owners if not owner.inferred]
        owners += [name for task in plan.tasks for name in task.supporters]
        names = [self._names(section)[-1] for section in section_intents(plan).values() if section.title]
        steps = [self.bare(step.what) for regime in plan.regimes for step in regime.steps]
        return {
            "term": [{"term": plain(term.name)} for term in plan.terms],
            "owner": [{"owner": plain(owner)} for owner in dict.fromkeys(owners)],
            "regime": [{"regime": plain(regime.name)} for regime in plan.regimes],
            "step": [{"step": step} for step in dict.fromkeys(steps) if len(step) <= LONGEST_ITEM],
            "name": [{"name": one, "other": other} for one, other in pairwise(names) if one != other],
            "item": [{"item": item} for item in spread(items, MOST_OF_KIND)],
        }


def _by_need(patterns: Iterable[str]) -> dict[str, list[str]]:
    """The patterns by the first placeholder that they hold."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        groups.setdefault(pattern.split("{", 1)[1].split("}", 1)[0], []).append(pattern)
    return groups


def _mixed(patterns: Sequence[str], fillings: Sequence[Mapping[str, str]], most: int, seed: str) -> list[str]:
    """At most `most` filled patterns: every filling gets its turn before one gets another pattern."""
    rows = []
    for number, filling in enumerate(fillings):
        order = list(patterns)
        random.Random(f"{seed} {number}").shuffle(order)
        rows.append([pattern.format(**filling) for pattern in order])
    return list(islice(_by_turns(rows), most))


def _by_turns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for turn in range(max(map(len, rows), default=0)):
        yield from (row[turn] for row in rows if turn < len(row))


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """At most `most` of the items, evenly from first to last."""
    step = max(1.0, len(items) / most)
    return [items[int(number * step)] for number in range(min(most, len(items)))]


def _templates_for(section: Section, past: bool) -> str:
    if section.kind is SectionKind.CHALLENGE:
        return "challenge"
    return "past" if past else "section"
