"""The operator's log."""

from datetime import timedelta

import pytest

from bot.store import log, tables

from .builder import make_plan
from .conftest import MONDAY

WHO = {"channel": "web", "sender": "u-1"}


def test_what_was_not_answered_is_kept_in_order_of_time(store):
    with store.begin() as session:
        log.note_unanswered(
            session, text="后来的", at=MONDAY + timedelta(hours=1), guessed="section_2_1", **WHO
        )
        log.note_unanswered(session, text="食堂归谁管", at=MONDAY, reason="not_mentioned", **WHO)
    with store.session() as session:
        first, second = log.unanswered(session)
    assert first == log.Message(MONDAY, "unanswered", "食堂归谁管", "web", "u-1", None, "not_mentioned")
    assert (second.text, second.guessed) == ("后来的", "section_2_1")


def test_only_from_a_moment_on(store):
    with store.begin() as session:
        for day in range(3):
            log.note_unanswered(session, text=str(day), at=MONDAY + timedelta(days=day), **WHO)
    with store.session() as session:
        assert [one.text for one in log.unanswered(session, MONDAY + timedelta(days=1))] == ["1", "2"]


def test_a_thumb_down_is_for_the_operator_a_thumb_up_is_not(store):
    with store.begin() as session:
        log.note_feedback(session, kind="up", text="好答案", at=MONDAY, **WHO)
        log.note_feedback(session, kind="down", text="坏答案", at=MONDAY, reason="答非所问", **WHO)
    with store.session() as session:
        assert [(one.text, one.reason) for one in log.unanswered(session)] == [("坏答案", "答非所问")]
        assert [one.kind for one in log.feedback(session)] == ["up", "down"]


def test_what_is_older_is_purged_and_counted(store):
    with store.begin() as session:
        log.note_unanswered(session, text="旧", at=MONDAY - log.KEEP - timedelta(seconds=1), **WHO)
        log.note_feedback(session, kind="down", text="正好", at=MONDAY - log.KEEP, **WHO)
    with store.begin() as session:
        assert log.purge(session, MONDAY - log.KEEP) == 1
    with store.session() as session:
        assert [one.text for one in log.unanswered(session)] == ["正好"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("'; DROP TABLE message;--", "'; DROP TABLE message;--"),
        ("<b>😀𠮷", "<b>😀𠮷"),
        ("a\x00b", "a\ufffdb"),
        ("半个\ud83d", "半个?"),
        ("长" * 3000, "长" * 999 + "…"),
        ("", ""),
    ],
)
def test_whatever_people_send_can_be_kept(store, sent, kept):
    with store.begin() as session:
        log.note_unanswered(
            session, text=sent, at=MONDAY, channel="web", sender=sent, guessed=sent, reason=sent
        )
    with store.session() as session:
        (one,) = log.unanswered(session)
    assert (one.text, one.sender, one.guessed, one.reason) == (kept, kept, kept, kept)


def test_the_log_outlives_its_plan(store, put):
    put(make_plan("# 甲"))
    with store.begin() as session:
        log.note_unanswered(session, text="问", at=MONDAY, **WHO)
        session.execute(tables.plan.delete())
    with store.session() as session:
        assert len(log.unanswered(session)) == 1
