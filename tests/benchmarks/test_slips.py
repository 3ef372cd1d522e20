"""Typing errors: as many as they should be, the same every time, and of the kind they are called."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from benchmarks.exam import load_cases
from benchmarks.quality import HELD_OUT
from benchmarks.slips import Homophones, omit, share_changed

MESSAGES = [turn.say for case in load_cases(HELD_OUT / "single.jsonl") for turn in case.turns]


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    return Homophones("学前教育优质普惠")


def test_a_tenth_of_the_characters_goes_wrong(homophones: Homophones) -> None:
    assert 0.08 < share_changed(MESSAGES, homophones.slip) < 0.12
    assert 0.08 < share_changed(MESSAGES, omit) < 0.12


def test_slips_are_the_same_every_time(homophones: Homophones) -> None:
    again = Homophones("学前教育优质普惠")
    assert [homophones.slip(m) for m in MESSAGES[:40]] == [again.slip(m) for m in MESSAGES[:40]]
    assert [omit(m) for m in MESSAGES] == [omit(m) for m in MESSAGES]


def test_a_wrong_character_sounds_like_the_right_one(homophones: Homophones) -> None:
    changed = 0
    for message in MESSAGES[:100]:
        slipped = homophones.slip(message)
        assert len(slipped) == len(message)
        for right, wrong, place in zip(message, slipped, range(len(message)), strict=True):
            if right != wrong:
                sounds = {lazy_pinyin(right)[0], *lazy_pinyin(message)[place : place + 1]}
                assert lazy_pinyin(wrong)[0] in sounds, message
                changed += 1
    assert changed > 50


def test_an_omission_leaves_the_rest_in_order() -> None:
    for message in MESSAGES[:100]:
        rest = iter(message)
        assert all(char in rest for char in omit(message))


def test_only_chinese_characters_go_wrong(homophones: Homophones) -> None:
    assert homophones.slip("1+X 13710 ABC？") == omit("1+X 13710 ABC？") == "1+X 13710 ABC？"
