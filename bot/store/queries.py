"""Reading plans back from the database, as records. Counts and dates are in counts.py.

Every function takes the session first and the plan's slug second, and raises StoreMissing
when there is no such plan. Lists are in document order unless their text says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.records import (
    Deadline,
    Owner,
    Passage,
    Plan,
    Regime,
    RegimeStep,
    Result,
    Section,
    SectionKind,
    Target,
    Task,
    Term,
)
from bot.store import tables as t
from bot.store.counts import (
    count_by_owner,
    count_by_section,
    count_tasks,
    earliest_deadline,
    latest_deadline,
    owners,
    plan_id,
)
from bot.store.faults import no_plan
from bot.store.filters import ALL_TASKS, TaskFilter, below, chosen

_MANY = 500  # from here on it is quicker to read a table's whole plan than to name the tasks


@dataclass(frozen=True)
class PlanInfo:
    """A loaded plan without its text."""

    slug: str
    title: str
    year: int | None
    issuer: str | None
    file: str
    loaded_at: datetime  # with its zone, UTC
    characters: int  # code points of the text


_INFO = (
    t.plan.c.slug,
    t.plan.c.title,
    t.plan.c.year,
    t.plan.c.issuer,
    t.plan.c.file,
    t.plan.c.loaded_at,
    t.plan.c.characters,
)


def _info(row: Any) -> PlanInfo:
    slug, title, year, issuer, file, loaded_at, characters = row
    return PlanInfo(slug, title, year, issuer, file, t.moment(loaded_at), characters)


def plans(session: Session) -> list[PlanInfo]:
    """All plans, the last loaded first."""
    return [_info(row) for row in session.execute(sa.select(*_INFO).order_by(t.plan.c.loading.desc()))]


def default_plan(session: Session) -> PlanInfo:
    """The plan that was loaded last. Raises StoreMissing when there is none."""
    row = session.execute(sa.select(*_INFO).order_by(t.plan.c.loading.desc()).limit(1)).first()
    if row is None:
        raise no_plan()
    return _info(row)


def plan_text(session: Session, slug: str) -> str:
    """The plan's whole text, in which the records' offsets count."""
    text = session.execute(sa.select(t.plan.c.text).where(t.plan.c.slug == slug)).scalar()
    if text is None:
        raise no_plan(slug)
    return str(text)


def load(session: Session, slug: str) -> Plan:
    """The whole plan, equal to the record that was stored but for reconciled ids."""
    row = session.execute(sa.select(t.plan).where(t.plan.c.slug == slug)).first()
    if row is None:
        raise no_plan(slug)
    return Plan(
        title=row.title,
        year=row.year,
        issuer=row.issuer,
        text=row.text,
        sections=tuple(sections(session, slug)),
        tasks=tuple(tasks(session, slug)),
        results=tuple(results(session, slug)),
        regimes=tuple(regimes(session, slug)),
        terms=tuple(terms(session, slug)),
        passages=tuple(passages(session, slug)),
    )


def sections(
    session: Session, slug: str, kind: SectionKind | None = None, under: str | None = None
) -> list[Section]:
    """The outline, or its sections of one kind, or those below `under` (at any depth, itself left out)."""
    s = t.section.c
    query = sa.select(s.id, s.parent, s.level, s.number, s.title, s.kind, s.start, s.end).where(
        s.plan_id == plan_id(session, slug)
    )
    if kind is not None:
        query = query.where(s.kind == kind)
    if under is not None:
        query = query.where(s.id.startswith(f"{under}.", autoescape=True))
    return [Section(*row) for row in session.execute(query.order_by(s.position))]


def section_path(session: Session, slug: str, section_id: str) -> tuple[str, ...]:
    """The titles from the part down to the section; empty when there is no such section."""
    ordinals = section_id.split(".")
    ids = [".".join(ordinals[: depth + 1]) for depth in range(len(ordinals))]
    s = t.section.c
    query = sa.select(s.id, s.title).where(s.plan_id == plan_id(session, slug), s.id.in_(ids))
    titles = dict(tuple(row) for row in session.execute(query))
    return tuple(titles[one] for one in ids if one in titles) if section_id in titles else ()


def tasks(session: Session, slug: str, where: TaskFilter = ALL_TASKS) -> list[Task]:
    """The tasks that `where` chooses, in its order."""
    plan = plan_id(session, slug)
    query = sa.select(t.task).where(*chosen(session, plan, where))
    if where.order == "deadline":
        query = query.order_by(t.task.c.due.is_(None), t.task.c.due)
    query = query.order_by(t.task.c.position).limit(where.limit).offset(where.offset or None)
    rows = session.execute(query).all()
    ids = None if where == ALL_TASKS or len(rows) > _MANY else [row.id for row in rows]

    def of_tasks(table: sa.Table, make: Callable[[Any], Any]) -> dict[str, list[Any]]:
        found = sa.select(table).where(table.c.plan_id == plan).order_by(table.c.task_id, table.c.position)
        if ids is not None:
            found = found.where(table.c.task_id.in_(ids))
        return _grouped(session.execute(found), "task_id", make)

    if not rows:
        return []
    owner_of = of_tasks(t.task_owner, lambda row: Owner(row.name, row.inferred))
    supporter_of = of_tasks(t.task_supporter, lambda row: row.name)
    target_of = of_tasks(t.target, _target)
    return [
        Task(
            id=row.id,
            section=row.section_id,
            title=row.title,
            quote=row.quote,
            start=row.start,
            end=row.end,
            owners=tuple(owner_of[row.id]),
            supporters=tuple(supporter_of[row.id]),
            priority=row.priority,
            deadline=_deadline(row),
            targets=tuple(target_of[row.id]),
        )
        for row in rows
    ]


def results(session: Session, slug: str, under: str | None = None) -> list[Result]:
    """What the review reports, of the whole plan or of one section with those below it."""
    r = t.result.c
    columns = (r.section_id, r.name, r.raw, r.start, r.end, r.quote, r.redacted)
    return [Result(*row) for row in _placed(session, slug, t.result, columns, under)]


def regimes(session: Session, slug: str) -> list[Regime]:
    """The working rules with their clocks."""
    g, s = t.regime.c, t.regime_step.c
    rows = _placed(session, slug, t.regime, (g.plan_id, g.position, g.section_id, g.name), None)
    if not rows:
        return []
    steps = sa.select(t.regime_step).where(s.plan_id == rows[0].plan_id).order_by(s.regime, s.position)
    steps_of = _grouped(
        session.execute(steps),
        "regime",
        lambda row: RegimeStep(row.within, row.what, row.quote, row.start, row.end),
    )
    return [Regime(row.name, row.section_id, tuple(steps_of[row.position])) for row in rows]


def terms(session: Session, slug: str) -> list[Term]:
    """The name-numbers and abbreviations, with what they consist of."""
    m = t.term_member.c
    rows = _placed(session, slug, t.term, tuple(t.term.c), None)
    if not rows:
        return []
    members = sa.select(t.term_member).where(m.plan_id == rows[0].plan_id).order_by(m.term, m.position)
    members_of = _grouped(session.execute(members), "term", lambda row: row.name)
    return [
        Term(
            name=row.name,
            section=row.section_id,
            members=tuple(members_of[row.position]),
            explained=row.explained,
            quote=row.quote,
            start=row.start,
            end=row.end,
        )
        for row in rows
    ]


def passages(session: Session, slug: str, under: str | None = None) -> list[Passage]:
    """The plan's sentences, or those of one section with the ones below it."""
    p = t.passage.c
    columns = (p.section_id, p.quote, p.start, p.end)
    return [Passage(*row) for row in _placed(session, slug, t.passage, columns, under)]


def _placed(
    session: Session, slug: str, table: sa.Table, columns: Sequence[Any], under: str | None
) -> list[Any]:
    """Rows of a table whose rows belong to sections, in document order."""
    query = sa.select(*columns).where(table.c.plan_id == plan_id(session, slug)).order_by(table.c.position)
    if under is not None:
        query = query.where(below(table.c.section_id, under))
    return list(session.execute(query).all())


def _grouped(rows: Any, key: str, make: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(make(row))
    return groups


def _target(row: Any) -> Target:
    return Target(
        name=row.name,
        raw=row.raw,
        start=row.start,
        end=row.end,
        op=row.op,
        min=row.min,
        max=row.max,
        unit=row.unit,
        redacted=row.redacted,
    )


def _deadline(row: Any) -> Deadline | None:
    if row.deadline is None:
        return None
    return Deadline(
        raw=row.deadline,
        start=row.deadline_start,
        end=row.deadline_end,
        due=row.due,
        precision=row.precision,
        firm=row.firm,
    )


__all__ = [
    "ALL_TASKS",
    "PlanInfo",
    "TaskFilter",
    "count_by_owner",
    "count_by_section",
    "count_tasks",
    "default_plan",
    "earliest_deadline",
    "latest_deadline",
    "load",
    "owners",
    "passages",
    "plan_text",
    "plans",
    "regimes",
    "results",
    "section_path",
    "sections",
    "tasks",
    "terms",
]
