from __future__ import annotations

import pytest

from bot.nlu.features import LONGEST, features_of, syllable

SAME_SOUND = ["教育", "叫育", "教玉"]
SPELLINGS = ["13710是什么", "１３７１０是什么", "13710 是什么？", "13710是什麼"]


def found(text: str, synonyms: dict[str, list[str]] | None = None) -> set[str]:
    synonyms = synonyms or {}
    return set(features_of(text, [], synonyms, max(map(len, synonyms), default=0)))


@pytest.mark.parametrize("text", SPELLINGS)
def test_spelling_makes_no_difference(text):
    assert found(text) == found(SPELLINGS[0])


@pytest.mark.parametrize("text", SAME_SOUND)
def test_what_sounds_alike_has_the_same_sound(text):
    sounds = {name for name in found(text) if name.startswith("p")}
    assert sounds == {name for name in found(SAME_SOUND[0]) if name.startswith("p")} != set()


@pytest.mark.parametrize(("one", "other"), [("中", "宗"), ("声", "身"), ("张", "脏")])
def test_near_sounds_are_one(one, other):
    assert syllable(one) == syllable(other)


def test_figures_are_alike():
    assert found("建20所") == found("建3所")


def test_an_everyday_word_brings_the_plans_word():
    assert "t课桌椅" in found("换桌椅", {"桌椅": ["课桌椅"]})
    assert "t课桌椅" not in found("换课本", {"桌椅": ["课桌椅"]})


@pytest.mark.parametrize("text", ["", "？？", "  ", "😀😀"])
def test_a_message_without_words_has_no_words(text):
    assert not {name for name in found(text) if name[0] in "wt"}


def test_a_long_message_costs_no_more_than_its_beginning():
    assert found("教育" * LONGEST) == found(("教育" * LONGEST)[:LONGEST])
