"""Seeing what a store is asked: every statement with its parameters, its rows and its time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.store.session import Store


@dataclass(frozen=True)
class Statement:
    """One statement, as the database got it."""

    sql: str
    parameters: Any  # a tuple, or a mapping
    rows: int  # that it gives or changes
    seconds: float  # until the first row was there


@contextmanager
def watched(store: Store, seen: Callable[[Statement], None]) -> Iterator[None]:
    """Tell `seen` of every statement inside the block, from whichever thread. Counting rows asks twice."""
    began = "statement_began"

    def before(
        connection: Connection, _cursor: Any, _sql: str, _values: Any, _context: Any, _many: bool
    ) -> None:
        connection.info[began] = time.perf_counter()

    def after(connection: Connection, cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        seconds = time.perf_counter() - connection.info.pop(began)
        rows = cursor.rowcount
        if sql.lstrip()[:6].upper() == "SELECT":  # SQLite does not count what it has not given out yet
            counter = connection.connection.cursor()
            counter.execute(f"SELECT count(*) FROM ({sql}) AS asked", values)
            rows = counter.fetchone()[0]
            counter.close()
        seen(Statement(sql, values, rows, seconds))

    for engine in store.engines:
        sa.event.listen(engine, "before_cursor_execute", before)
        sa.event.listen(engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        for engine in store.engines:
            sa.event.remove(engine, "before_cursor_execute", before)
            sa.event.remove(engine, "after_cursor_execute", after)
