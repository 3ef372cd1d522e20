"""What people say of their unit: 我是教育局的, 我的任务, 我单位6月前要完成什么."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.records import Plan
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_MARKS = " \t\r\n，,。.！!？?；;：:~～“”\"'"
_CLAUSE = re.compile(r"[，,。！!；;\n]+")
_LONGEST = 30  # characters of a unit's name


@dataclass(frozen=True)
class UnitSaid:
    """A message that says its sender's unit, and what it asks beside."""

    unit: str
    rest: str


class UnitWords:
    """Reads messages with the words of data/lexicon/wecom.yml. Raises SettingsError when they are missing."""

    def __init__(self, directory: Path = LEXICON) -> None:
        words: Mapping[str, Any] = read_lexicon("wecom", directory)
        owners: Mapping[str, Any] = read_lexicon("owners", directory)
        said = [re.escape(way).replace(re.escape("{unit}"), "(.{2,}?)") for way in words["say_unit"]]
        self._said = [re.compile(way) for way in sorted(said, key=len, reverse=True)]
        self._ends = re.compile(f".*{one_of({*owners['ends'], *words['unit_ends']})}")
        self._no_unit = re.compile(f".*{one_of(words['no_unit_ends'])}|.*{one_of(words['no_unit_words'])}.*")
        self._mine: Mapping[str, str] = {**words["mine"], **words["mine_in_passing"]}
        self._needs_unit = re.compile("(?<!自)" + one_of(words["mine"]))
        self._stands_for_it = re.compile("(?<!自)" + one_of(self._mine))  # 自我局限 is nobody's unit
        self._my_tasks = frozenset(words["my_tasks"])
        self._my_tasks_question: str = words["my_tasks_question"]
        self._change = frozenset(words["change_unit"])
        self._export = frozenset(words["export"])

    def said(self, text: str, owners: Sequence[str] = ()) -> UnitSaid | None:
        """The unit that a message says its sender belongs to. `owners` are units that the plan names."""
        first, *rest = _CLAUSE.split(text.strip(), maxsplit=1)
        for way in self._said:
            match = way.fullmatch(_bare(first))
            if match and self._is_unit(unit := match.group(1).strip(_MARKS), owners):
                return UnitSaid(_as_named(unit, owners), rest[0].strip() if rest else "")
        return None

    def asks_of_mine(self, text: str) -> bool:
        """Whether the message speaks of its sender's unit."""
        return _bare(text) in self._my_tasks or bool(self._stands_for_it.search(text))

    def needs_unit(self, text: str) -> bool:
        """Whether the message can only be answered when its sender's unit is known."""
        return _bare(text) in self._my_tasks or bool(self._needs_unit.search(text))

    def with_unit(self, text: str, unit: str) -> str:
        """The message with the unit's name in place of 我的任务, 我单位 and the like."""
        if _bare(text) in self._my_tasks:
            return self.tasks_of(unit)
        return self._stands_for_it.sub(lambda found: self._mine[found.group()].format(unit=unit), text)

    def tasks_of(self, unit: str) -> str:
        """The question for the unit's tasks."""
        return self._my_tasks_question.format(unit=unit)

    def wants_to_change(self, text: str) -> bool:
        return _bare(text) in self._change

    def wants_a_table(self, text: str) -> bool:
        return _bare(text).lower() in self._export

    def _is_unit(self, name: str, owners: Sequence[str]) -> bool:
        if len(name) > _LONGEST or self._no_unit.fullmatch(name):
            return False
        return bool(self._ends.fullmatch(name)) or any(name in owner for owner in owners)


def owners_of(plan: Plan) -> list[str]:
    """The units that do something in the plan, those with the most tasks first; then those that support."""
    counts: dict[str, int] = {}
    for task in plan.tasks:
        for owner in task.owners:
            counts[owner.name] = counts.get(owner.name, 0) + 1000
        for name in task.supporters:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _as_named(unit: str, owners: Sequence[str]) -> str:
    """The plan's name for the unit: a longer form (教育局, 市教育局), or one that it shortens (教体局)."""
    longer = next((owner for owner in owners if owner.endswith(unit)), None)
    return longer or next((owner for owner in owners if _shortens(unit, owner)), unit)


def _shortens(short: str, name: str) -> bool:
    """Whether `short` leaves out characters of `name`, but not its last."""
    signs = iter(name)
    return len(short) > 2 and short[-1] == name[-1] and all(sign in signs for sign in short)


def _bare(text: str) -> str:
    return text.strip(_MARKS).removesuffix("啊").removesuffix("哦").strip(_MARKS)
