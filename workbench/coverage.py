"""What conversations exercise of all that there is, and what should be written next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.outcomes import Outcome
from workbench.plan_cells import Cell, asks, cells, cells_of
from workbench.project import RULE_POLICY, Project
from workbench.records import Turn

TITLES = {
    "intents": "意图",
    "plan": "章节 × 问项 × 状态",
    "actions": "动作",
    "rules": "规则和故事",
    "responses": "回复",
    "thesaurus": "近义词",
    "follow_ups": "接着问的按钮",
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be exercised."""

    key: str
    title: str
    times: int  # that it was, in conversations that went right
    suggestion: str = ""  # a question that would exercise it

    def as_dict(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "times": self.times, "suggestion": self.suggestion}


@dataclass(frozen=True)
class Dimension:
    """All things of one kind."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        return TITLES[self.name]

    @property
    def seen(self) -> int:
        return sum(entry.times > 0 for entry in self.entries)

    @property
    def share(self) -> float:
        """0 to 1; 1 where there is nothing to exercise."""
        return self.seen / len(self.entries) if self.entries else 1.0

    @property
    def missing(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.times)

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "seen": self.seen,
            "all": len(self.entries),
            "share": round(self.share, 4),
            "entries": [entry.as_dict() for entry in self.entries],
        }


def coverage(project: Project, outcomes: Iterable[Outcome]) -> list[Dimension]:
    """All dimensions. Only turns that went right count."""
    talks = [[one.turn for one in outcome.played if one.right] for outcome in outcomes]
    turns = [turn for talk in talks for turn in talk]
    ran = Counter(one.action for turn in turns for one in turn.ran)
    return [
        _named("intents", project.intents, Counter(t.intent for t in turns if t.intent), project),
        Dimension("plan", _plan(project, turns)),
        _named("actions", project.actions, ran, project),
        Dimension("rules", tuple(_rules(project, talks))),
        _named("responses", project.responses, Counter(u for t in turns for u in t.utters), project),
        Dimension("thesaurus", tuple(_thesaurus(project, turns))),
        Dimension("follow_ups", tuple(_follow_ups(project, talks))),
    ]


def gate(dimensions: Sequence[Dimension], floors: Mapping[str, float]) -> list[str]:
    """What is below its floor, in Chinese; none means that the gate is open."""
    return [
        f"{one.title}覆盖 {one.share:.1%}，低于下限 {floors[one.name]:.0%}"
        for one in dimensions
        if one.share < floors.get(one.name, 0.0)
    ]


def next_to_write(dimensions: Sequence[Dimension], most: int = 20) -> list[tuple[str, Entry]]:
    """What is missing, taken in turn from every dimension: its title and the entry."""
    queues = [[(one.title, entry) for entry in one.missing] for one in dimensions]
    taken: list[tuple[str, Entry]] = []
    for rank in range(max(map(len, queues), default=0)):
        taken += [queue[rank] for queue in queues if rank < len(queue)]
    return taken[:most]


def _named(name: str, keys: Sequence[str], times: Mapping[str, int], project: Project) -> Dimension:
    return Dimension(
        name,
        tuple(Entry(key, _title(key, project), times.get(key, 0), _ask(key, project)) for key in keys),
    )


def _title(key: str, project: Project) -> str:
    section = project.sections.get(key)
    return f"{key} {section.title}" if section else key


def _ask(key: str, project: Project) -> str:
    """A question for an intent, or for an action or a response by way of the rules that lead to it."""
    if key not in project.examples:
        leads = [intent for rule in project.rules for intent, action in rule.turns if action == key]
        key = next((intent for intent in leads if intent in project.examples), key)
    examples = project.examples.get(key, ())
    if examples:
        return f"换个说法问：{examples[len(examples) // 2]}"
    section = project.sections.get(key)
    return f"{section.title}今年有哪些任务" if section else ""


def _plan(project: Project, turns: Iterable[Turn]) -> tuple[Entry, ...]:
    times: Counter[Cell] = Counter()
    for turn in turns:
        times.update(cells_of(turn, project))
    return tuple(Entry(cell.key, cell.title, times[cell], asks(cell, project)) for cell in cells(project))


def _rules(project: Project, talks: Sequence[Sequence[Turn]]) -> Iterable[Entry]:
    by_rule = Counter(
        name
        for talk in talks
        for turn in talk
        for one in turn.ran
        if one.policy == RULE_POLICY
        for name in project.rules_by_turn.get((turn.intent or "", one.action), ())
    )
    for rule in project.rules:
        if rule.is_story:
            times = sum(_contains([turn.intent for turn in talk], rule.intents) for talk in talks)
            yield Entry(rule.name, f"故事 {rule.name}", times, "依次问：" + "、".join(rule.intents))
        else:
            suggestion = _ask(rule.intents[0], project) if rule.turns else ""
            yield Entry(rule.name, f"规则 {rule.name}", by_rule[rule.name], suggestion)


def _contains(whole: Sequence[str | None], part: Sequence[str]) -> bool:
    """Whether the part stands in the whole, without gaps."""
    return any(list(whole[at : at + len(part)]) == list(part) for at in range(len(whole) - len(part) + 1))


def _thesaurus(project: Project, turns: Sequence[Turn]) -> Iterable[Entry]:
    """The lines of the thesaurus that this plan has a use for."""
    said = "\n".join(turn.said for turn in turns)
    for word, others in project.thesaurus.items():
        if word not in project.plan.text:
            continue
        used = [other for other in others if other in said]
        yield Entry(word, f"{word}：{'、'.join(others)}", len(used), f"用“{others[0]}”代替“{word}”来问")


_DIGITS = re.compile(r"\d+")


def _follow_ups(project: Project, talks: Sequence[Sequence[Turn]]) -> Iterable[Entry]:
    """The kinds of buttons that were offered, and how often one was pressed: sent as the next message."""
    offered: dict[str, str] = {}
    pressed: Counter[str] = Counter()
    for talk in talks:
        before: tuple[Mapping[str, str], ...] = ()
        for turn in talk:
            for button in before:
                if turn.said in (button["title"], button["message"]):
                    pressed[_form(button["title"], project)] += 1
            before = turn.follow_ups
            for button in before:
                offered.setdefault(_form(button["title"], project), button["message"])
    for form, message in sorted(offered.items()):
        yield Entry(form, form, pressed[form], f"按它，也就是接着发：{message}")


def _form(title: str, project: Project) -> str:
    """The button's face without what is of one plan only."""
    bare = title.removesuffix("…")
    if len(bare) > 4 and bare in project.plan.text:
        return "（计划里的事项）"
    return _DIGITS.sub("N", title) if len(title) <= 12 else "（计划里的问题）"
