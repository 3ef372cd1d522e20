"""From the database's own errors to the program's: what is wrong, and what to do, in Chinese."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreBusy, StoreError, StoreMissing

_LOAD = "请先运行 make run，或用 python -m bot load 文件 载入一份工作计划。"
_BUSY = ("数据库正被另一个程序占用", "请等几秒再试；若一直如此，请关掉正在载入计划或打开数据库文件的程序。")
_NO_TABLES = ("数据库里还没有表", _LOAD)
_OLD = ("数据库的结构与程序的版本不符", "请重新运行 make run 或 python -m bot load 文件，它会升级数据库。")
_FULL = ("磁盘已满，数据没有保存", "请清理磁盘，或用 VAR、DATABASE_URL 把数据库放到别的磁盘，然后重试。")
_READ_ONLY = ("数据库不能写入", "请检查数据库文件和它所在文件夹的权限，本程序的用户要能写。")
_CLOSED = ("数据库文件打不开", "请检查 DATABASE_URL 或 VAR 指的文件夹是否存在、本程序的用户是否有权读写。")
_BROKEN = ("这个文件不是数据库，或已损坏", "请把它移走或改名，再重新载入计划。")
_DISK = ("读写磁盘时出错", "请检查磁盘是否正常、网络盘是否断开，然后重试。")
_ACCOUNT = ("数据库服务器拒绝了用户名或密码", "请检查 DATABASE_URL 里的用户名和密码。")
_ABSENT = ("数据库服务器上没有这个数据库", "请先在服务器上建好数据库，并检查 DATABASE_URL 里的名称。")
_UNREACHABLE = ("连不上数据库服务器", "请检查 DATABASE_URL 里的地址和端口，并确认数据库服务器已启动。")
_CONTRADICTION = ("数据互相矛盾，没有保存", "请确认计划文件完整，再载入一次；数据库里原来的内容没有变。")
_OTHER = ("数据库出错", "请稍后重试；若一直如此，请查看日志。")

# Python 3.10's sqlite3 gives no error codes, only SQLite's own English words.
_SQLITE: tuple[tuple[str, type[StoreError], tuple[str, str]], ...] = (
    ("is locked", StoreBusy, _BUSY),
    ("no such table", StoreMissing, _NO_TABLES),
    ("no such column", StoreError, _OLD),
    ("has no column", StoreError, _OLD),
    ("disk is full", StoreError, _FULL),
    ("readonly database", StoreError, _READ_ONLY),
    ("unable to open database", StoreError, _CLOSED),
    ("not a database", StoreError, _BROKEN),
    ("malformed", StoreError, _BROKEN),
    ("disk i/o error", StoreError, _DISK),
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: dict[str, tuple[type[StoreError], tuple[str, str]]] = {
    "55P03": (StoreBusy, _BUSY),  # lock_not_available
    "40P01": (StoreBusy, _BUSY),  # deadlock_detected
    "40001": (StoreBusy, _BUSY),  # serialization_failure
    "53300": (StoreBusy, _BUSY),  # too_many_connections
    "57P03": (StoreBusy, _BUSY),  # cannot_connect_now: starting up
    "57P01": (StoreError, _UNREACHABLE),  # admin_shutdown
    "42P01": (StoreMissing, _NO_TABLES),  # undefined_table
    "42703": (StoreError, _OLD),  # undefined_column
    "3D000": (StoreMissing, _ABSENT),  # invalid_catalog_name
    "28P01": (StoreError, _ACCOUNT),  # invalid_password
    "28000": (StoreError, _ACCOUNT),  # invalid_authorization_specification
    "53100": (StoreError, _FULL),  # disk_full
    "42501": (StoreError, _READ_ONLY),  # insufficient_privilege
    "25006": (StoreError, _READ_ONLY),  # read_only_sql_transaction
}

# When connecting fails psycopg2 has no code either.
_POSTGRES_CONNECT: tuple[tuple[str, type[StoreError], tuple[str, str]], ...] = (
    ("authentication failed", StoreError, _ACCOUNT),
    ("no password supplied", StoreError, _ACCOUNT),
    ("does not exist", StoreMissing, _ABSENT),
    ("too many clients", StoreBusy, _BUSY),
    ("starting up", StoreBusy, _BUSY),
)


def store_error(error: SQLAlchemyError) -> StoreError:
    """The error to raise instead of `error`. Its words hold nothing of the address or of the data."""
    if isinstance(error, PoolTimeout):
        return StoreBusy(*_BUSY)
    if not isinstance(error, DBAPIError) or error.orig is None:
        return StoreError(*_OTHER)
    code = getattr(error.orig, "pgcode", None)
    if code in _POSTGRES:
        kind, words = _POSTGRES[code]
        return kind(*words)
    if isinstance(error, IntegrityError):
        return StoreError(*_CONTRADICTION)
    said = str(error.orig).lower()
    of_postgres = type(error.orig).__module__.startswith("psycopg2")
    for sign, kind, words in _POSTGRES_CONNECT if of_postgres else _SQLITE:
        if sign in said:
            return kind(*words)
    if of_postgres and code is None and type(error.orig).__name__ == "OperationalError":
        return StoreError(*_UNREACHABLE)
    return StoreError(*_OTHER)


def file_error(error: OSError) -> StoreError:
    """The error to raise when the database's folder or file could not be made."""
    return StoreError(*(_FULL if error.errno == errno.ENOSPC else _CLOSED))


def no_database() -> StoreMissing:
    """The SQLite file is not there."""
    return StoreMissing("还没有任务数据库", _LOAD)


def no_plan(slug: str | None = None) -> StoreMissing:
    """The database holds no plan at all, or none of that name."""
    return StoreMissing(f"没有名为“{slug}”的工作计划" if slug else "数据库里还没有工作计划", _LOAD)


def too_new() -> StoreError:
    """The database was upgraded by a later version of the program."""
    return StoreError("数据库是由更新的版本建立的", "请更新本程序，或用 DATABASE_URL 换一个数据库。")
