"""The operator's log: what was not understood, and what people thought of the answers.

Holds no personal data beyond the sender's id, and is purged after KEEP. Nothing learns from
it by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.store import tables as t

KEEP = timedelta(days=180)
LONGEST = 1000  # characters that are kept of a text

Kind = Literal["unanswered", "up", "down"]


@dataclass(frozen=True)
class Message:
    """One message of a user that the operator should see, or one opinion of an answer."""

    at: datetime  # with its zone, UTC
    kind: Kind
    text: str  # what the user asked; at most LONGEST characters
    channel: str
    sender: str  # the channel's id for the user
    guessed: str | None  # the intent that NLU thought of
    reason: str | None  # why it went unanswered, or what the user said about the answer


def note_unanswered(
    session: Session,
    *,
    text: str,
    at: datetime,
    channel: str,
    sender: str,
    guessed: str | None = None,
    reason: str | None = None,
) -> None:
    """Keep a question that was not understood, or that the plan does not answer. Needs `Store.begin`."""
    _note(session, Message(at, "unanswered", text, channel, sender, guessed, reason))


def note_feedback(
    session: Session,
    *,
    kind: Literal["up", "down"],
    text: str,
    at: datetime,
    channel: str,
    sender: str,
    guessed: str | None = None,
    reason: str | None = None,
) -> None:
    """Keep what a user thought of the answer to `text`. Needs `Store.begin`."""
    _note(session, Message(at, kind, text, channel, sender, guessed, reason))


def unanswered(session: Session, since: datetime | None = None) -> list[Message]:
    """What went unanswered or was disliked, oldest first, from `since` on."""
    return _messages(session, ("unanswered", "down"), since)


def feedback(session: Session, since: datetime | None = None) -> list[Message]:
    """What users thought of the answers, good and bad, oldest first, from `since` on."""
    return _messages(session, ("up", "down"), since)


def purge(session: Session, before: datetime) -> int:
    """Delete what is older than `before` (now - KEEP). Needs `Store.begin`. Returns how many."""
    return int(session.execute(sa.delete(t.message).where(t.message.c.at < t.utc(before))).rowcount)


def _note(session: Session, message: Message) -> None:
    session.execute(
        sa.insert(t.message).values(
            at=t.utc(message.at),
            kind=message.kind,
            text=_clean(message.text),
            channel=_clean(message.channel),
            sender=_clean(message.sender),
            guessed=message.guessed and _clean(message.guessed),
            reason=message.reason and _clean(message.reason),
        )
    )


def _clean(text: str) -> str:
    """What any database can hold of what anybody may send: no NUL, no half of a surrogate pair."""
    kept = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return kept.encode("utf-8", "replace").decode("utf-8").replace("\x00", "�")


def _messages(session: Session, kinds: tuple[Kind, ...], since: datetime | None) -> list[Message]:
    m = t.message.c
    query = sa.select(m.at, m.kind, m.text, m.channel, m.sender, m.guessed, m.reason).where(m.kind.in_(kinds))
    if since is not None:
        query = query.where(m.at >= t.utc(since))
    return [_message(row) for row in session.execute(query.order_by(m.at, m.id))]


def _message(row: Any) -> Message:
    at, *rest = row
    return Message(t.moment(at), *rest)
