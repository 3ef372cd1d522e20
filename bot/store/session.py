"""The way into the task database: open it, upgrade it, read it, change it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from bot.errors import SettingsError
from bot.store.faults import file_error, no_database, store_error

BUSY_SECONDS = 5.0  # how long to wait for another process's lock


class Store:
    """One database, made by `open_store` and closed by `close`.

    Safe to use from several threads, but in memory, where there is only one connection, one
    block of `session` or `begin` must end before the next begins.
    """

    def __init__(self, engine: Engine, file: Path | None) -> None:
        self._file = file  # of SQLite; None in memory and on a server
        self._readers = engine.execution_options(writes=False)
        self._writers = engine.execution_options(writes=True)

    @property
    def engines(self) -> tuple[Engine, Engine]:
        """What reads and what writes, for who watches them."""
        return self._readers, self._writers

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading: one unchanging view of the data; the database refuses writes in it.

        Raises StoreMissing, StoreBusy, StoreError.
        """
        with self._open(self._readers) as session:
            yield session

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction: committed at the end of the block, or undone when it raises.

        Raises StoreMissing, StoreBusy, StoreError.
        """
        with self._open(self._writers) as session:
            yield session
            with _translated():
                session.commit()

    def upgrade(self) -> None:
        """Bring the tables to this version of the program, all or nothing; make folders and file first.

        Raises StoreBusy, StoreError.
        """
        from bot.store.migrate import upgrade_to_head  # only who upgrades pays for loading alembic

        if self._file is not None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.touch()
            except OSError as error:
                raise file_error(error) from error
        with _translated(), self._writers.begin() as connection:
            upgrade_to_head(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._readers.dispose()

    @contextmanager
    def _open(self, engine: Engine) -> Iterator[Session]:
        if self._file is not None and not self._file.exists():
            raise no_database()
        with _translated(), Session(engine, future=True) as session:
            yield session


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise store_error(error) from error


def open_store(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Store:
    """Open the database at `url`: SQLite (a file, or in memory) or PostgreSQL. Connects only when used.

    `busy_seconds` is how long to wait for another process's lock before StoreBusy.
    Raises SettingsError when the address makes no sense.
    """
    if url.startswith("postgres://"):  # what many hosts hand out; SQLAlchemy wants the full name
        url = "postgresql://" + url.removeprefix("postgres://")
    try:
        address = make_url(url)
        backend = address.get_backend_name()
        if backend == "sqlite":
            name = address.database
            file = Path(name) if name and name != ":memory:" else None
            return Store(_sqlite(file, busy_seconds), file)
        if backend == "postgresql":
            return Store(_postgres(address, busy_seconds), None)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise _bad_address() from error
    raise _bad_address()


def _bad_address() -> SettingsError:
    return SettingsError(
        "DATABASE_URL 不是可用的数据库地址",
        "请写成 sqlite:////文件夹/plans.db 或 postgresql://用户:密码@主机/库名；不设则用 var/ 里的 SQLite。",
    )


def _sqlite(file: Path | None, busy_seconds: float) -> Engine:
    # rw and not rwc: to read a database that is not there must not make an empty one.
    name = f"file:{quote(str(file.absolute()))}?mode=rw" if file else ":memory:"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            name,
            uri=file is not None,
            timeout=busy_seconds,
            isolation_level=None,  # the driver begins nothing by itself: _begin_sqlite does
            check_same_thread=False,  # the pool gives a connection to one thread at a time
        )

    # A database in memory lives as long as its one connection.
    pool = {"poolclass": QueuePool, "pool_size": 5, "max_overflow": 15} if file else {"poolclass": StaticPool}
    engine = sa.create_engine("sqlite://", creator=connect, future=True, **pool)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait for each other
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    # Take the write lock at once: a lock asked for in the middle cannot be waited for.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(address: sa.engine.URL, busy_seconds: float) -> Engine:
    milliseconds = round(busy_seconds * 1000)
    engine = sa.create_engine(
        address,
        future=True,
        pool_pre_ping=True,  # a restarted server costs no question its answer
        connect_args={"connect_timeout": 5, "options": f"-c lock_timeout={milliseconds}"},
    )
    sa.event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
