"""Whoever watches a store sees what it is asked, and nothing after the watch."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.settings import Settings
from bot.store import log, queries
from bot.store.session import open_store
from bot.store.watch import Statement, watched


def test_statements_are_seen_with_parameters_and_rows(default_plan: Settings) -> None:
    store, seen = open_store(default_plan.database_url), list[Statement]()
    with watched(store, seen.append), store.session() as session:
        found = queries.sections(session, queries.default_plan(session).slug, under="2.1")
    selects = [one for one in seen if one.sql.startswith("SELECT")]
    assert selects[-1].rows == len(found) > 0
    assert any("2.1." in str(value) for value in selects[-1].parameters)
    assert all(one.seconds >= 0 for one in seen)
    count = len(seen)
    with store.session() as session:
        queries.default_plan(session)
    store.close()
    assert len(seen) == count


def test_writing_is_seen_too() -> None:
    store, seen = open_store("sqlite://"), list[Statement]()
    store.upgrade()
    at = datetime(2022, 3, 1, tzinfo=timezone.utc)
    with watched(store, seen.append), store.begin() as session:
        log.note_unanswered(session, text="问", at=at, channel="c", sender="s")
    store.close()
    (insert,) = [one for one in seen if one.sql.startswith("INSERT")]
    assert insert.rows == 1
