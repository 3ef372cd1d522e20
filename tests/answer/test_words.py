"""Words of a question: slips put right, fillers dropped, everyday words led to the plan's."""

from __future__ import annotations

import pytest

from bot.answer.plain import plain

SLIPS = [  # typed, meant
    ("水裱更换", "水表更换"),
    ("老旧观网", "老旧管网"),
    ("病险水酷", "病险水库"),
    ("农业低灌", "农业滴灌"),
]
NO_SLIPS = ["明天会不会下雨", "是个什么要求", "今年打算新建几座水厂", "谁负责这项工作", "有没有时间表"]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_homophones_are_put_right(answers, typed, meant):
    assert answers.wording.correct(plain(typed)) == meant


@pytest.mark.parametrize("text", NO_SLIPS)
def test_good_words_stay(answers, text):
    assert answers.wording.correct(text) == text


def test_fillers_are_no_matter(answers):
    assert [word.surface for word in answers.wording.words("请问一下今年的水表大概到底要怎么弄啊")] == [
        "水表"
    ]


def test_an_abbreviation_finds_its_words(answers):
    (word,) = answers.wording.words("管网")
    assert word.known
    forms = {form for word in answers.wording.words("应急预案演练") for form in word.forms}
    assert {"应急预案", "演练"} & forms or {"应急", "预案"} <= forms


def test_an_unknown_noun_is_known_to_be_unknown(answers):
    (word,) = answers.wording.words("校服")
    assert not word.known
