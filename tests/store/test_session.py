"""Opening a database that is there, absent, locked, full, broken or mistyped."""

import os
import sqlite3
import threading

import pytest
import sqlalchemy as sa

from bot.errors import PlanBotError, SettingsError, StoreBusy, StoreError, StoreMissing
from bot.store import queries
from bot.store.faults import store_error
from bot.store.loader import load_plan
from bot.store.session import open_store

from .builder import make_plan
from .conftest import MONDAY

PLAN = make_plan("# 甲\n一件事")


def _load(store, plan=PLAN):
    return load_plan(store, plan, slug="plan", file="plan.txt", loaded_at=MONDAY)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "新 文件夹#%20&" / "深" / "plans.db"


@pytest.fixture
def opened():
    """Stores that the test opens are closed after it."""
    stores = []

    def opened(address, **options):
        stores.append(open_store(str(address), **options))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def filed(file, opened):
    """A store in a file, with one plan."""
    store = opened(sa.engine.URL.create("sqlite", database=str(file)), busy_seconds=0.05)
    store.upgrade()
    _load(store)
    return store


def _url(file):
    return str(sa.engine.URL.create("sqlite", database=str(file)))


def test_upgrade_makes_the_folders_and_the_file(filed, file):
    assert file.is_file()
    with filed.session() as session:
        assert queries.load(session, "plan") == PLAN


def test_sqlite_is_set_up_for_several_processes_and_for_foreign_keys(filed):
    with filed.session() as session:
        assert session.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(sa.text("PRAGMA foreign_keys")).scalar() == 1


def test_a_database_that_is_not_there_is_missing_and_not_made(file, opened):
    store = opened(_url(file))
    for block in (store.session, store.begin):
        with pytest.raises(StoreMissing) as caught, block():
            pass
        assert "make run" in caught.value.advice
    assert not file.parent.exists()


def test_a_database_without_tables_is_missing(file, opened):
    file.parent.mkdir(parents=True)
    file.touch()
    with pytest.raises(StoreMissing, match="没有表"), opened(_url(file)).session() as session:
        queries.plans(session)


def test_the_file_vanishes_while_the_store_is_open(filed, file):
    file.unlink()
    with pytest.raises(StoreMissing), filed.session():
        pass


def test_a_locked_database_is_busy_for_writers_and_open_to_readers(filed, file):
    with sqlite3.connect(file) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy) as caught:
            _load(filed)
        assert "另一个程序" in str(caught.value)
        assert "再试" in caught.value.advice
        with filed.session() as session:
            assert queries.load(session, "plan") == PLAN
    _load(filed)


def test_a_lock_that_is_soon_gone_is_waited_for(filed, file, opened):
    patient = opened(_url(file), busy_seconds=10)
    other = sqlite3.connect(file, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.rollback)
    release.start()
    assert _load(patient).identical
    release.join()
    other.close()


def test_upgrading_a_locked_database_is_busy(filed, file):
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            filed.upgrade()


def test_a_reader_keeps_its_view_while_a_plan_is_loaded(filed):
    with filed.session() as session:
        before = queries.tasks(session, "plan")
        _load(filed, make_plan("# 甲\n另一件完全不同的工作"))
        assert queries.tasks(session, "plan") == before
    with filed.session() as session:
        assert [task.quote for task in queries.tasks(session, "plan")] == ["另一件完全不同的工作"]


def test_readers_and_writers_in_many_threads(filed, file, opened):
    patient = opened(_url(file), busy_seconds=30)
    faults = []

    def work(number):
        try:
            for _ in range(5):
                load_plan(patient, PLAN, slug=f"plan-{number}", file="x", loaded_at=MONDAY)
                with patient.session() as session:
                    assert queries.load(session, f"plan-{number}") == PLAN
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with patient.session() as session:
        assert len(queries.plans(session)) == 7


def test_what_is_written_in_a_reading_session_is_refused_and_not_lost_in_silence(store):
    with pytest.raises(StoreError), store.session() as session:
        session.execute(sa.text("DELETE FROM plan"))
    with store.begin() as session:
        session.execute(sa.text("DELETE FROM plan"))


def test_an_error_in_the_block_undoes_it_and_stays_what_it_is(store):
    with pytest.raises(ZeroDivisionError), store.begin() as session:
        session.execute(
            sa.text("INSERT INTO message (at, kind, text, channel, sender) VALUES (:at, 'up', '', '', '')"),
            {"at": MONDAY.replace(tzinfo=None)},
        )
        _ = 1 / 0
    with store.session() as session:
        assert session.execute(sa.text("SELECT count(*) FROM message")).scalar() == 0


def test_a_full_disk_is_said_and_the_old_plan_stays(filed):
    with filed.begin() as session:
        pages = session.execute(sa.text("PRAGMA page_count")).scalar()
        session.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreError, match="磁盘已满") as caught:
        _load(filed, make_plan("# 甲\n" + "很长的工作" * 20_000))
    assert "清理磁盘" in caught.value.advice
    with filed.session() as session:
        assert queries.load(session, "plan") == PLAN


def test_a_file_that_is_no_database(file, opened):
    file.parent.mkdir(parents=True)
    file.write_text("这不是数据库" * 1000, encoding="utf-8")
    with pytest.raises(StoreError, match="不是数据库"), opened(_url(file)).session() as session:
        queries.plans(session)


def test_a_folder_that_cannot_be_made(tmp_path, opened):
    (tmp_path / "a").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="打不开"):
        opened(_url(tmp_path / "a" / "plans.db")).upgrade()


def test_a_folder_in_place_of_the_file(tmp_path, opened):
    with pytest.raises(StoreError, match="打不开"), opened(_url(tmp_path)).session() as session:
        queries.plans(session)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "plans.db",
        "mysql://u:secret@h/db",
        "oracle://u:secret@h/db",
        "nosuch://u:secret@h",
        "postgresql://u:secret@h:port/db",
    ],
)
def test_an_address_that_makes_no_sense(address):
    with pytest.raises(SettingsError, match="DATABASE_URL") as caught:
        open_store(address)
    assert "secret" not in str(caught.value) + caught.value.advice


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_a_server_that_nobody_runs(scheme, opened):
    store = opened(f"{scheme}://u:secret@127.0.0.1:1/db")
    with pytest.raises(StoreError, match="连不上") as caught, store.session() as session:
        queries.plans(session)
    assert "secret" not in str(caught.value) + caught.value.advice


def test_every_fault_of_the_driver_becomes_one_of_ours_with_advice():
    for kind in (sa.exc.OperationalError, sa.exc.InternalError, sa.exc.DataError, sa.exc.ProgrammingError):
        error = store_error(kind("SELECT 1", {}, sqlite3.Error("something new")))
        assert isinstance(error, PlanBotError)
        assert str(error)
        assert error.advice
    assert isinstance(store_error(sa.exc.TimeoutError()), StoreBusy)
    assert type(store_error(sa.exc.InvalidRequestError())) is StoreError


def test_nothing_is_opened_by_opening(file):
    open_store(_url(file))
    open_store("postgresql://nobody@127.0.0.1:1/none")
    assert not os.path.lexists(file.parent)
