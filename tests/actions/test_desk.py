"""Answers from a real database, and the notes for the operator."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from workspace import environment, load_text

from actions.desk import Desk
from bot.errors import StoreBusy, StoreMissing
from bot.records import Question
from bot.store import log
from bot.store.session import Store, open_store

PLAN = """2023年某县林业工作要点
一、加强森林防火
年底前各乡镇全部配齐护林员。新建瞭望塔3座。
二、扩大造林面积
由县林业局牵头，造林5000亩。
"""
OTHER = PLAN.replace("瞭望塔3座", "瞭望塔8座")
NOW = datetime(2023, 3, 1, 9, tzinfo=timezone.utc)


def question(text: str, intent: str = "section_1", asked_at: datetime = NOW) -> Question:
    return Question(text, intent, 0.9, (), (), {}, date(2023, 3, 1), asked_at.timestamp())


@pytest.fixture
def settings(tmp_path):
    with environment(tmp_path) as settings:
        load_text(settings, PLAN, "forestry")
        yield settings


def notes(settings) -> list[log.Message]:
    store = open_store(settings.database_url)
    with store.session() as session:
        found = log.unanswered(session)
    store.close()
    return found


def test_it_answers_from_the_plan_and_notes_nothing(settings):
    assert "3座" in Desk(settings).reply(question("新建瞭望塔几座")).text
    assert notes(settings) == []


def test_a_plan_that_is_loaded_later_answers_from_then_on(settings):
    desk = Desk(settings)
    desk.prepare()
    load_text(settings, OTHER, "forestry-2")
    assert "8座" in desk.reply(question("新建瞭望塔几座")).text


def test_a_question_without_an_answer_is_noted(settings):
    desk = Desk(settings)
    desk.reply(question("明天股票会涨吗", "out_of_scope"), sender="u1", channel="web")
    noted = notes(settings)
    assert [(note.text, note.sender, note.channel, note.guessed) for note in noted] == [
        ("明天股票会涨吗", "u1", "web", "out_of_scope")
    ]
    assert noted[0].at == NOW


def test_notes_do_not_outlive_their_time(settings):
    desk = Desk(settings)
    desk.reply(question("明天股票会涨吗", "out_of_scope"))
    desk.reply(question("后天股票会涨吗", "out_of_scope", NOW + log.KEEP + timedelta(days=2)))
    assert [note.text for note in notes(settings)] == ["后天股票会涨吗"]


def test_a_note_that_cannot_be_kept_costs_nobody_the_answer(settings, monkeypatch):
    def busy(self):
        raise StoreBusy("数据库正忙")

    monkeypatch.setattr(Store, "begin", busy)
    assert Desk(settings).reply(question("明天股票会涨吗", "out_of_scope")).text


def test_without_a_database_it_says_so(tmp_path):
    with environment(tmp_path) as settings, pytest.raises(StoreMissing):
        Desk(settings).reply(question("新建瞭望塔几座"))
