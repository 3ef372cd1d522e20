"""Examples that Rasa copies and hashes: they stay what they are, and no change goes unseen."""

from __future__ import annotations

import copy

import pytest

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
