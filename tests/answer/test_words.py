"""Words of a question: fillers dropped, everyday words led to the plan's."""

from __future__ import annotations


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
