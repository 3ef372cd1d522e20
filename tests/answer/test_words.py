"""Words of a question: fillers dropped, everyday words led to the plan's."""

from __future__ import annotations

from datetime import date

import pytest


def test_fillers_are_no_matter(answers):
    assert [word.surface for word in answers.vocabulary.words("请问一下今年的水表大概到底要怎么弄啊")] == [
        "水表"
    ]


def test_an_abbreviation_finds_its_words(answers):
    (word,) = answers.vocabulary.words("管网")
    assert word.known
    forms = {form for word in answers.vocabulary.words("应急预案演练") for form in word.forms}
    assert {"应急预案", "演练"} & forms or {"应急", "预案"} <= forms


def test_an_unknown_noun_is_known_to_be_unknown(answers):
    (word,) = answers.vocabulary.words("校服")
    assert not word.known


def _aspects(reader, question):
    return [found.value for found in reader.read(question, date(2030, 3, 1)) if found.entity == "aspect"]


@pytest.mark.parametrize("question", ["时候弄完", "检查从时候开始", "泵站月份能建成", "月份办", "泵站哪完工"])
def test_the_day_is_asked_for_where_the_word_of_asking_was_not_typed(reader, question):
    assert _aspects(reader, question) == ["deadline"]


@pytest.mark.parametrize("question", ["检查的时候注意些啥", "3月份要做的事", "上个月份的情况", "哪里做好了"])
def test_other_times_ask_for_no_day(reader, question):
    assert "deadline" not in _aspects(reader, question)
