"""Slips of the keyboard: what is put right, and what stays as it is."""

from __future__ import annotations

import pytest

from bot.text.spelling import CharacterModel, correct, runs

SENTENCES = [
    "今年新建几座水厂",
    "水表更换什么时候完成",
    "老旧管网改造有多少公里",
    "谁负责病险水库的除险加固",
    "水表更换归谁管",
    "农业滴灌推广到哪些乡镇",
    "管网漏损怎么查",
    "明天会不会下雨",
    "今年打算建几座",
    "什么时候能通水",
]
SLIPS = [  # typed, meant
    ("水裱更换归谁管", "水表更换归谁管"),
    ("老旧观网改造有多少公里", "老旧管网改造有多少公里"),
    ("农业低灌推广到哪些乡镇", "农业滴灌推广到哪些乡镇"),
    ("水表更换什时候完成", "水表更换什么时候完成"),  # left out
]
GOOD = ["今年新建几座水厂", "管网改造什么时候完成", "abc", "", "？！", "从来没有见过的句子"]


@pytest.fixture(scope="module")
def model() -> CharacterModel:
    return CharacterModel(runs([(text, 1.0) for text in SENTENCES], [("滴灌", 1.0), ("水库", 1.0)]))


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_put_right(model, typed, meant):
    assert correct(typed, model) == meant


@pytest.mark.parametrize("text", GOOD)
def test_what_is_no_slip_stays(model, text):
    assert correct(text, model) == text


def test_digits_and_letters_are_never_changed(model):
    assert correct("2022年3月1日13710x", model) == "2022年3月1日13710x"


def test_without_a_corpus_nothing_is_corrected():
    assert correct("水裱更换", CharacterModel()) == "水裱更换"


def test_counts_are_all_that_a_model_is(model):
    again = CharacterModel(model.counts)
    assert [correct(typed, again) for typed, _ in SLIPS] == [meant for _, meant in SLIPS]


def test_what_was_left_out_is_found_from_either_side():
    model = CharacterModel(runs([("几月份能通水", 9.0), ("水厂几座", 9.0)], []))
    assert correct("水厂月份能通水", model) == "水厂几月份能通水"


def test_nothing_is_put_back_where_two_characters_might_have_stood():
    sentences = [("今年新建几座水厂", 9.0), ("去年新建几座水厂", 9.0)]
    assert correct("年新建几座水厂", CharacterModel(runs(sentences, []))) == "年新建几座水厂"
    assert correct("年新建几座水厂", CharacterModel(runs(sentences[:1], []))) == "今年新建几座水厂"


def test_no_negation_is_put_back():
    model = CharacterModel(runs([("水厂不归县里管", 30.0)], []))
    assert correct("水厂归县里管", model) == "水厂归县里管"


def test_no_time_is_narrowed():
    model = CharacterModel(runs([("水厂六月底建成", 30.0)], []))
    assert correct("水厂六月建成", model) == "水厂六月建成"
