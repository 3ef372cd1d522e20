"""What the WeCom channel must not forget: messages, members, and what could not be sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store import tables as t

SEEN_KEPT = timedelta(days=30)  # a message that comes again later than that would be answered again
FAILURES_KEPT = timedelta(days=180)

seen = sa.Table(
    "wecom_seen",
    t.metadata,
    sa.Column("mark", sa.String(200), primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Index(None, "at"),
)

# Taken in and not answered yet. Who works on it says so by `until`, again and again; who comes later than
# that may take it over, for the one before was killed.
open_message = sa.Table(
    "wecom_open",
    t.metadata,
    sa.Column("mark", sa.String(200), primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC; when it was taken in
    sa.Column("until", sa.DateTime, nullable=False),  # UTC
    sa.Column("kind", sa.String(20), nullable=False),  # by which way it came
    sa.Column("message", sa.Text, nullable=False),  # as it came, decrypted
    sa.Index(None, "until"),
)

member = sa.Table(
    "wecom_member",
    t.metadata,
    sa.Column("id", sa.String(64), primary_key=True),  # the user id in lower case
    sa.Column("name", sa.Text),
    sa.Column("department", sa.Text),
    sa.Column("unit", sa.Text),  # said or chosen by the member
    sa.Column("read_at", sa.DateTime),  # UTC; when name and department were asked for
    sa.Column("greeted_on", sa.Date),
)

failure = sa.Table(
    "wecom_failure",
    t.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Column("member", sa.String(64), nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON of message/send
    sa.Column("code", sa.Integer),  # errcode; NULL when there was no answer
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("sent_at", sa.DateTime),  # UTC; when the operator sent it after all
    sa.Index(None, "at"),
)

TABLES = (seen, open_message, member, failure)


@dataclass(frozen=True)
class Open:
    """A message that was taken in and not answered."""

    mark: str
    at: datetime
    kind: str
    message: str


@dataclass(frozen=True)
class Member:
    """Who writes, as far as known."""

    id: str
    name: str | None = None
    department: str | None = None
    unit: str | None = None
    read_at: datetime | None = None  # UTC; None: name and department were never asked for


@dataclass(frozen=True)
class Failure:
    """A message that was given up."""

    id: int
    at: datetime
    member: str
    body: dict[str, Any]
    code: int | None
    problem: str
    sent_at: datetime | None


def mark_seen(session: Session, mark: str, at: datetime) -> bool:
    """Remember a message; False when it was seen before, by whichever process. Needs `Store.begin`."""
    return _put_new(session, seen, mark=mark, at=t.utc(at))


def note_open(session: Session, message: Open, until: datetime) -> None:
    """Keep a message until it is answered; this process works on it `until` then. Needs `Store.begin`."""
    row = {"mark": message.mark, "at": t.utc(message.at), "until": t.utc(until)}
    _put_new(session, open_message, **row, kind=message.kind, message=message.message.replace("\x00", ""))


def still_open(session: Session, marks: Iterable[str], until: datetime) -> None:
    """This process works on these for longer. Needs `Store.begin`."""
    query = sa.update(open_message).where(open_message.c.mark.in_(list(marks)))
    session.execute(query.values(until=t.utc(until)))


def close(session: Session, mark: str) -> None:
    """The message is answered. Needs `Store.begin`."""
    session.execute(sa.delete(open_message).where(open_message.c.mark == mark))


def open_marks(session: Session, kind: str) -> list[str]:
    """The marks of what came this way and is not answered, whoever works on it."""
    query = sa.select(open_message.c.mark).where(open_message.c.kind == kind)
    return [row.mark for row in session.execute(query)]


def is_any_left(session: Session, now: datetime) -> bool:
    """Whether there is a message that nobody works on any more."""
    query = sa.select(open_message.c.mark).where(open_message.c.until < t.utc(now)).limit(1)
    return session.execute(query).first() is not None


def take_over(session: Session, now: datetime, until: datetime) -> list[Open]:
    """Messages that nobody works on any more, oldest first; now this process does, `until` then.

    Needs `Store.begin`.
    """
    c = open_message.c
    taken = []
    left = sa.select(open_message).where(c.until < t.utc(now)).order_by(c.at, c.mark)
    for row in session.execute(left).all():
        mine = sa.update(open_message).where(c.mark == row.mark, c.until == row.until)
        if session.execute(mine.values(until=t.utc(until))).rowcount:  # else another one was quicker
            taken.append(Open(row.mark, t.moment(row.at), row.kind, row.message))
    return taken


def get_member(session: Session, member_id: str) -> Member:
    """The member; without anything else when nothing is known."""
    c = member.c
    query = sa.select(c.id, c.name, c.department, c.unit, c.read_at).where(c.id == member_id)
    row = session.execute(query).first()
    if row is None:
        return Member(member_id)
    return Member(row.id, row.name, row.department, row.unit, row.read_at and t.moment(row.read_at))


def note_identity(
    session: Session, member_id: str, name: str | None, department: str | None, at: datetime
) -> None:
    """Keep what the platform says about a member. Needs `Store.begin`."""
    _set(session, member_id, name=name, department=department, read_at=t.utc(at))


def note_unit(session: Session, member_id: str, unit: str | None) -> None:
    """Keep the unit that a member said or chose. Needs `Store.begin`."""
    _set(session, member_id, unit=unit)


def first_greeting(session: Session, member_id: str, day: date) -> bool:
    """Whether the member was not yet greeted on `day`, which is true once. Needs `Store.begin`."""
    if _put_new(session, member, id=member_id, greeted_on=day):
        return True
    c = member.c
    late = sa.or_(c.greeted_on.is_(None), c.greeted_on < day)
    changed = session.execute(sa.update(member).where(c.id == member_id, late).values(greeted_on=day))
    return bool(changed.rowcount)


def note_failure(
    session: Session, *, at: datetime, member_id: str, body: dict[str, Any], code: int | None, problem: str
) -> int:
    """Keep a message that was given up; returns its number. Needs `Store.begin`."""
    row = sa.insert(failure).values(
        at=t.utc(at),
        member=member_id,
        body=json.dumps(body, ensure_ascii=False).replace("\x00", ""),
        code=code,
        problem=problem,
    )
    return int(session.execute(row).inserted_primary_key[0])


def failures(session: Session, *, sent: bool | None = False) -> list[Failure]:
    """What was given up, oldest first: what is still unsent, what was sent after all, or (None) both."""
    query = sa.select(failure).order_by(failure.c.id)
    if sent is not None:
        query = query.where(failure.c.sent_at.is_not(None) if sent else failure.c.sent_at.is_(None))
    return [
        Failure(
            id=row.id,
            at=t.moment(row.at),
            member=row.member,
            body=json.loads(row.body),
            code=row.code,
            problem=row.problem,
            sent_at=row.sent_at and t.moment(row.sent_at),
        )
        for row in session.execute(query)
    ]


def note_sent(session: Session, failure_id: int, at: datetime) -> None:
    """The operator has sent it after all. Needs `Store.begin`."""
    session.execute(sa.update(failure).where(failure.c.id == failure_id).values(sent_at=t.utc(at)))


def purge(session: Session, now: datetime) -> None:
    """Forget what is older than it is kept. Needs `Store.begin`."""
    session.execute(sa.delete(seen).where(seen.c.at < t.utc(now - SEEN_KEPT)))
    session.execute(sa.delete(failure).where(failure.c.at < t.utc(now - FAILURES_KEPT)))


def _set(session: Session, member_id: str, **values: Any) -> None:
    if not _put_new(session, member, id=member_id, **values):
        session.execute(sa.update(member).where(member.c.id == member_id).values(**values))


def _put_new(session: Session, table: sa.Table, **values: Any) -> bool:
    """Insert a row unless one of its key is there; whether it was inserted."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    added = session.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())
    return bool(added.rowcount)
