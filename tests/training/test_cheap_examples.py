"""Examples that Rasa copies and hashes: they stay what they are, and no change goes unseen."""

from __future__ import annotations

import copy

import pytest
from rasa.nlu.tokenizers.tokenizer import Token

from bot.training.example import Example


@pytest.fixture
def example() -> Example:
    return Example({"text": "课桌椅哪天换完", "intent": "section_1"}, output_properties={"text"})


def test_a_copy_is_the_same_example(example):
    known = example.fingerprint()
    copied = copy.deepcopy(example)
    assert isinstance(copied, Example)
    assert copied == example
    assert copied.output_properties == example.output_properties
    assert copied.fingerprint() == known


def test_a_copy_can_be_given_outputs_and_features_of_its_own(example):
    copied = copy.deepcopy(example)
    copied.set("read", "课桌椅", add_to_output=True)
    copied.features.append(None)
    assert "read" in copied.output_properties
    assert "read" not in example.output_properties
    assert example.features == []


def test_setting_what_is_set_costs_no_new_hash(example):
    known = example.fingerprint()
    example.set("intent", "section_1")
    assert example._cached_fingerprint == known


def test_a_change_is_hashed_anew(example):
    known = example.fingerprint()
    example.set("intent", "section_2")
    assert example.fingerprint() != known
    assert example.get("intent") == "section_2"


def test_an_output_is_noted_though_its_value_is_not_new(example):
    example.set("intent", "section_1", add_to_output=True)
    assert "intent" in example.output_properties


def test_words_and_their_places_are_part_of_the_hash(example):
    def cut(*words: Token) -> str:
        copied = copy.deepcopy(example)
        copied.set("text_tokens", list(words))
        return copied.fingerprint()

    assert cut(Token("课桌椅", 0)) == cut(Token("课桌椅", 0)) != example.fingerprint()
    assert len({cut(Token("课桌椅", 0)), cut(Token("课桌椅", 1)), cut(Token("课桌", 0))}) == 3


def test_the_hash_is_the_same_in_another_process(example):
    example.set("text_tokens", [Token("课桌椅", 0)])  # whose own form names its place in memory
    assert example.fingerprint() == "9914258dce6347cb78e9e4894d36063b"
