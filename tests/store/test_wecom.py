"""What the WeCom channel remembers."""

import threading
from datetime import date, timedelta

import pytest

from bot.store import wecom
from bot.store.session import open_store

from .conftest import MONDAY

BODY = {"touser": "ZhangSan", "msgtype": "text", "text": {"content": "年底前😀"}}


def test_a_message_is_new_once(store):
    with store.begin() as session:
        assert wecom.mark_seen(session, "message 1", MONDAY)
        assert not wecom.mark_seen(session, "message 1", MONDAY)
    with store.begin() as session:
        assert not wecom.mark_seen(session, "message 1", MONDAY + timedelta(days=1))
        assert wecom.mark_seen(session, "message 2", MONDAY)


def test_of_two_that_mark_at_once_one_is_first(tmp_path):
    url = f"sqlite:///{tmp_path / 'plans.db'}"
    first = open_store(url)
    first.upgrade()
    news: list[str] = []

    def mark(store):
        for number in range(50):
            with store.begin() as session:
                if wecom.mark_seen(session, f"message {number}", MONDAY):
                    news.append(f"message {number}")

    stores = [open_store(url) for _ in range(2)]
    threads = [threading.Thread(target=mark, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(news) == sorted({f"message {number}" for number in range(50)})
    for store in (first, *stores):
        store.close()


def test_a_member_is_kept_piece_by_piece(store):
    with store.session() as session:
        assert wecom.get_member(session, "zhangsan") == wecom.Member("zhangsan")
    with store.begin() as session:
        wecom.note_unit(session, "zhangsan", "市教育局")
        wecom.note_identity(session, "zhangsan", "张三", "基教科", MONDAY)
        wecom.note_identity(session, "lisi", None, None, MONDAY)
    with store.session() as session:
        kept = wecom.get_member(session, "zhangsan")
        assert (kept.name, kept.department, kept.unit) == ("张三", "基教科", "市教育局")
        assert kept.read_at == MONDAY
        assert wecom.get_member(session, "lisi").unit is None


def test_a_member_is_greeted_once_a_day(store):
    today, tomorrow = date(2022, 3, 7), date(2022, 3, 8)
    with store.begin() as session:
        wecom.note_unit(session, "lisi", "体育局")
        assert [wecom.first_greeting(session, "zhangsan", today) for _ in range(2)] == [True, False]
        assert [wecom.first_greeting(session, "lisi", today) for _ in range(2)] == [True, False]
        assert wecom.first_greeting(session, "zhangsan", tomorrow)
        assert wecom.get_member(session, "lisi").unit == "体育局"


def test_what_was_given_up_waits_for_the_operator(store):
    with store.begin() as session:
        first = wecom.note_failure(
            session, at=MONDAY, member_id="zhangsan", body=BODY, code=60020, problem="IP"
        )
        wecom.note_failure(session, at=MONDAY, member_id="lisi", body=BODY, code=None, problem="超时")
    with store.begin() as session:
        assert [one.code for one in wecom.failures(session)] == [60020, None]
        assert wecom.failures(session)[0].body == BODY
        wecom.note_sent(session, first, MONDAY + timedelta(hours=1))
    with store.session() as session:
        assert [one.member for one in wecom.failures(session)] == ["lisi"]
        assert [one.sent_at for one in wecom.failures(session, sent=True)] == [MONDAY + timedelta(hours=1)]
        assert len(wecom.failures(session, sent=None)) == 2


@pytest.mark.parametrize(("age", "left"), [(timedelta(days=29), 1), (timedelta(days=31), 0)])
def test_old_marks_are_forgotten(store, age, left):
    with store.begin() as session:
        wecom.mark_seen(session, "message 1", MONDAY - age)
        wecom.purge(session, MONDAY)
        assert wecom.mark_seen(session, "message 1", MONDAY) is not bool(left)


def _open(number: int) -> wecom.Open:
    at = MONDAY + timedelta(seconds=number)
    return wecom.Open(f"message {number}", at, "application", f"<xml>{number}")


def test_what_is_unanswered_is_taken_over_once_when_nobody_works_on_it(store):
    soon, late, later = (MONDAY + timedelta(seconds=seconds) for seconds in (30, 31, 90))
    with store.begin() as session:
        for number in (2, 1, 3):
            wecom.note_open(session, _open(number), soon)
        wecom.close(session, "message 3")
        assert sorted(wecom.open_marks(session, "application")) == ["message 1", "message 2"]
        assert wecom.open_marks(session, "robot") == []
        assert wecom.take_over(session, soon, later) == [] and not wecom.is_any_left(session, soon)
        assert wecom.is_any_left(session, late)
        assert wecom.take_over(session, late, later) == [_open(1), _open(2)]
        assert wecom.take_over(session, late, later) == []
        wecom.still_open(session, ["message 1"], later + timedelta(minutes=1))
        assert wecom.take_over(session, later + timedelta(seconds=1), later) == [_open(2)]
