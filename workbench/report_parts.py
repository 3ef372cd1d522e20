"""Pieces of the report's page: dialogues as bubbles, the plan as a tree, a line over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.records import Section
from workbench.causes import cause
from workbench.coverage import Dimension, Entry
from workbench.history import Rate
from workbench.outcomes import Outcome, Played
from workbench.plan_cells import ASPECTS, STATES
from workbench.project import Project
from workbench.transcript import actions, entities, intents, slot_changes, statement, timings

FEW = 2  # values of an answer; of a list nobody can tell which one should be another
_LONGEST = 600  # characters of an answer that are shown
_WIDTH, _HEIGHT = 720, 180


def dialogue(outcome: Outcome) -> str:
    """A conversation up to its first wrong turn, which is marked."""
    wrong = outcome.first_wrong
    parts = [
        bubbles(played, bad=index == wrong)
        for index, played in enumerate(outcome.played)
        if wrong is None or index <= wrong
    ]
    why = cause(outcome)
    told = f"<p class='why'>多半是{escape(str(why))}</p>" if why else ""
    about = _about(outcome.played[wrong]) if wrong is not None else ""
    where = f"{outcome.case.file.name}:{outcome.case.place.line}" if outcome.case.file else ""
    return (
        f"<details open><summary>{escape(outcome.case.name)} <small>{escape(where)}</small></summary>"
        f"<div class='bubbles'>{''.join(parts)}</div>{told}{about}</details>"
    )


def bubbles(played: Played, *, bad: bool = False) -> str:
    """What the user said and what the bot said; what should not be in the answer is marked in it."""
    turn = played.turn
    text = turn.text if len(turn.text) <= _LONGEST else turn.text[: _LONGEST - 1] + "…"
    shown = escape(text) if text else "（什么也没说）"
    for words in _unwanted(played) if bad else ():
        shown = shown.replace(escape(words), f"<mark>{escape(words)}</mark>")
    mark = " bad" if bad else ""
    return f"<div class='bubble user'>{escape(turn.said)}</div><div class='bubble{mark}'>{shown}</div>"


def _unwanted(played: Played) -> list[str]:
    """Words of the answer that an assertion forbids, or that stand where another value should."""
    found: list[str] = []
    for failure in played.failures:
        for assertion in played.step.assertions:
            if assertion.kind == failure.kind == "says_nothing_of":
                value = assertion.expected
                found += value if isinstance(value, list) else [value]
        values = [str(fact["value"]) for fact in played.turn.facts if fact["value"]]
        if failure.kind in ("figure", "date", "fact") and len(values) <= FEW:
            found += values
    return list(dict.fromkeys(word for word in found if len(word) < 60))


def _about(played: Played) -> str:
    """What was expected and what came, and how the bot got there."""
    turn = played.turn
    diffs = "".join(
        f"<div class='want'><b>应当</b>{escape(failure.expected)}</div>"
        f"<div class='got'><b>实际</b>{escape(failure.got)}</div>"
        for failure in played.failures
    )
    rows = [("用时", timings(turn.milliseconds))]
    if turn.sees_inside:
        rows = [
            ("意图", intents(turn)),
            ("实体", entities(turn)),
            ("槽位", slot_changes(turn)),
            ("动作", actions(turn)),
            *(("查询", statement(query)) for query in turn.queries[-3:]),
            *rows,
        ]
    inside = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f"<div class='diff'>{diffs}</div><dl class='inside'>{inside}</dl>"


def tree(project: Project, plan: Dimension) -> str:
    """The plan's outline; every section opens to its cells, exercised or not."""
    by_intent: dict[str, list[Entry]] = {}
    for entry in plan.entries:
        by_intent.setdefault(entry.key.split("/")[0], []).append(entry)
    below: dict[str | None, list[Section]] = {}
    for section in project.plan.sections:
        below.setdefault(section.parent, []).append(section)
    own = {section.id: by_intent.get(intent, []) for intent, section in project.sections.items()}
    return f"<ul class='tree'>{_branches(None, below, own)}</ul>"


def _branches(
    parent: str | None, below: Mapping[str | None, list[Section]], own: Mapping[str, list[Entry]]
) -> str:
    return "".join(_branch(section, below, own) for section in below.get(parent, ()))


def _branch(
    section: Section, below: Mapping[str | None, list[Section]], own: Mapping[str, list[Entry]]
) -> str:
    entries = _entries(section, below, own)
    if not entries:
        return ""
    seen = sum(entry.times > 0 for entry in entries)
    meter = f"<span class='meter'><i style='width:{100 * seen / len(entries):.0f}%'></i></span>"
    title = f"{meter}{escape(section.id)} {escape(section.title)} <small>{seen}/{len(entries)}</small>"
    inside = _branches(section.id, below, own)
    cells = "".join(map(_cell, own.get(section.id, ())))
    shown = f"<div class='cells'>{cells}</div>" if cells else ""
    listed = f"<ul>{inside}</ul>" if inside else ""
    return f"<li><details><summary>{title}</summary>{shown}{listed}</details></li>"


def _entries(
    section: Section, below: Mapping[str | None, list[Section]], own: Mapping[str, list[Entry]]
) -> list[Entry]:
    found = list(own.get(section.id, ()))
    for child in below.get(section.id, ()):
        found += _entries(child, below, own)
    return found


def _cell(entry: Entry) -> str:
    _, aspect, state = entry.key.split("/")
    states = {one.value: name for one, name in STATES.items()}
    name = f"{ASPECTS[aspect]} · {states[state]}"
    hint = f"{entry.times} 次" if entry.times else f"还没有；{entry.suggestion}"
    seen, sign = (" seen", "✓") if entry.times else ("", "✗")
    return f"<span class='cell-tag{seen}' title='{escape(hint, quote=True)}'>{sign} {name}</span>"


def over_time(rates: Sequence[Rate]) -> str:
    """The share of conversations that went right, run by run, as a line."""
    if len(rates) < 2:
        return "<p class='note'>跑过两次以后，这里会有一条曲线。</p>"
    shown = rates[-60:]
    low = min(0.9, *(rate.share for rate in shown))
    step = (_WIDTH - 120) / max(len(shown) - 1, 1)
    points = [
        (60 + number * step, 16 + (1 - rate.share) / (1 - low or 1) * (_HEIGHT - 56))
        for number, rate in enumerate(shown)
    ]
    dots = "".join(
        f"<circle class='dot-mark' cx='{x:.1f}' cy='{y:.1f}' r='4'>"
        f"<title>{escape(rate.at[:16].replace('T', ' '))}：{rate.right}/{rate.all}</title></circle>"
        for (x, y), rate in zip(points, shown, strict=True)
    )
    lines = "".join(
        f"<line class='grid' x1='60' x2='{_WIDTH - 60}' y1='{y}' y2='{y}'/>"
        f"<text x='54' y='{y + 4}' text-anchor='end'>{share:.0%}</text>"
        for share, y in ((1.0, 16), (low, _HEIGHT - 40))
    )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    ends = (
        f"<text x='60' y='{_HEIGHT - 14}'>{escape(shown[0].at[:10])}</text>"
        f"<text x='{_WIDTH - 60}' y='{_HEIGHT - 14}' text-anchor='end'>{escape(shown[-1].at[:10])}</text>"
    )
    return (
        f"<svg viewBox='0 0 {_WIDTH} {_HEIGHT}' role='img' aria-label='历次通过率'><title>历次通过率</title>"
        f"{lines}<polyline class='line' points='{path}'/>{dots}{ends}</svg>"
    )
