"""Putting a plan into the database, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import InvalidRecord
from bot.records import Plan, Task
from bot.store import tables as t
from bot.store.queries import load
from bot.store.reconcile import Named, reconcile
from bot.store.session import Store

_Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class LoadReport:
    """What a load did to the plan's tasks: (id, title) of each, in document order."""

    plan_slug: str
    added: Named
    changed: Named
    removed: Named  # with their old titles
    unchanged: Named
    identical: bool  # the database held exactly this plan already, other records included


def load_plan(store: Store, plan: Plan, *, slug: str, file: str, loaded_at: datetime) -> LoadReport:
    """Store `plan` under `slug`, in place of its last edition, whose ids it keeps; make it the default.

    Raises InvalidRecord when the plan contradicts itself, StoreBusy, StoreError. The database
    then holds what it held before.
    """
    if not slug:
        raise InvalidRecord("工作计划没有名称")
    _check_text(plan)
    with store.begin() as session:
        if session.get_bind().dialect.name == "postgresql":  # one load at a time; readers go on
            session.execute(sa.text("LOCK TABLE plan IN SHARE ROW EXCLUSIVE MODE"))
        p = t.plan.c
        plan_id = session.execute(sa.select(p.id).where(p.slug == slug)).scalar()
        old = load(session, slug) if plan_id is not None else None
        found = reconcile(old, plan)
        newest = session.execute(sa.select(sa.func.max(p.loading))).scalar() or 0
        head = {"slug": slug, "file": file, "loaded_at": t.utc(loaded_at), "loading": newest + 1}
        identical = old == found.plan
        if identical:
            session.execute(sa.update(t.plan).where(p.id == plan_id).values(head))
        else:
            head |= _head(found.plan)
            if plan_id is None:
                plan_id = session.execute(sa.insert(t.plan).values(head)).inserted_primary_key[0]
            else:
                session.execute(sa.delete(t.section).where(t.section.c.plan_id == plan_id))
                session.execute(sa.update(t.plan).where(p.id == plan_id).values(head))
            _insert(session, int(plan_id), found.plan)
    return LoadReport(slug, found.added, found.changed, found.removed, found.unchanged, identical)


def _check_text(plan: Plan) -> None:
    # Everything else is cut from the text, or from words that were compared with it.
    if "\x00" in plan.text or any("\ud800" <= character <= "\udfff" for character in plan.text):
        raise InvalidRecord("文本里有不能保存的字符", "请确认文件是文本，编码是 UTF-8 或 GB18030。")


def _head(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "year": plan.year,
        "issuer": plan.issuer,
        "text": plan.text,
        "characters": len(plan.text),
    }


def _insert(session: Session, plan_id: int, plan: Plan) -> None:
    rows: dict[sa.Table, _Rows] = {
        t.section: _numbered(
            {
                "id": one.id,
                "parent": one.parent,
                "level": one.level,
                "number": one.number,
                "title": one.title,
                "kind": one.kind,
                **_span(one),
            }
            for one in plan.sections
        ),
        t.task: _numbered(_task(one) for one in plan.tasks),
        **_of_tasks(plan.tasks),
        t.result: _numbered(
            {
                "section_id": one.section,
                "name": one.name,
                "raw": one.raw,
                "quote": one.quote,
                "redacted": one.redacted,
                **_span(one),
            }
            for one in plan.results
        ),
        t.regime: _numbered({"section_id": one.section, "name": one.name} for one in plan.regimes),
        t.regime_step: [
            row
            for regime, one in enumerate(plan.regimes)
            for row in _numbered(
                {
                    "regime": regime,
                    "within": step.within,
                    "what": step.what,
                    "quote": step.quote,
                    **_span(step),
                }
                for step in one.steps
            )
        ],
        t.term: _numbered(
            {
                "section_id": one.section,
                "name": one.name,
                "explained": one.explained,
                "quote": one.quote,
                **_span(one),
            }
            for one in plan.terms
        ),
        t.term_member: [
            row
            for term, one in enumerate(plan.terms)
            for row in _numbered({"term": term, "name": name} for name in one.members)
        ],
        t.passage: _numbered(
            {"section_id": one.section, "quote": one.quote, **_span(one)} for one in plan.passages
        ),
    }
    for table in t.OF_A_PLAN:
        if rows[table]:
            session.execute(sa.insert(table), [{"plan_id": plan_id, **row} for row in rows[table]])


def _task(one: Task) -> dict[str, Any]:
    due = one.deadline
    return {
        "id": one.id,
        "section_id": one.section,
        "title": one.title,
        "quote": one.quote,
        "priority": one.priority,
        "deadline": due.raw if due else None,
        "deadline_start": due.start if due else None,
        "deadline_end": due.end if due else None,
        "due": due.due if due else None,
        "precision": due.precision if due else None,
        "firm": due.firm if due else None,
        **_span(one),
    }


def _of_tasks(tasks: Sequence[Task]) -> dict[sa.Table, _Rows]:
    rows: dict[sa.Table, _Rows] = {t.task_owner: [], t.task_supporter: [], t.target: []}
    for one in tasks:
        key = {"task_id": one.id}
        rows[t.task_owner] += _numbered(
            {**key, "name": owner.name, "inferred": owner.inferred} for owner in one.owners
        )
        rows[t.task_supporter] += _numbered({**key, "name": name} for name in one.supporters)
        rows[t.target] += _numbered(
            {
                **key,
                "name": target.name,
                "raw": target.raw,
                "op": target.op,
                "min": target.min,
                "max": target.max,
                "unit": target.unit,
                "redacted": target.redacted,
                **_span(target),
            }
            for target in one.targets
        )
    return rows


def _numbered(rows: Iterable[dict[str, Any]]) -> _Rows:
    return [{"position": position, **row} for position, row in enumerate(rows)]


def _span(record: Any) -> dict[str, int]:
    return {"start": record.start, "end": record.end}
