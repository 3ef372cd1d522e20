"""Long texts are cut at sentence ends, and never inside a character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wecom.texts import MOST_BYTES, shorten, split

SENTENCE = "到2022年底前，全市中小学课桌椅全部更换为可调节课桌椅。"
FAMILY = "👨‍👩‍👧‍👦"  # one character to the eye, seven code points
signs = st.one_of(
    st.characters(blacklist_categories=("Cs", "Cc")),
    st.sampled_from(["。", "\n", "，", "”", FAMILY, "👍🏽", "e\u0301", "课桌椅"]),
)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.lists(signs, max_size=300).map("".join), st.integers(60, 200))
def test_nothing_is_lost_and_everything_fits(text, limit):
    try:
        pieces = split(text, limit)
    except ValueError:  # somebody heaped more marks on one letter than fit
        return
    assert all(0 < len(piece.encode()) <= limit for piece in pieces)
    assert _squeezed("".join(pieces)) == _squeezed(text)


@given(st.integers(1, 60))
def test_a_character_is_never_torn(count):
    pieces = split(FAMILY * count, 60)
    assert "".join(pieces) == FAMILY * count
    assert all(len(piece) % len(FAMILY) == 0 for piece in pieces)


def test_sentences_stay_whole():
    pieces = split(SENTENCE * 80)
    assert len(pieces) > 2
    assert all(piece.endswith("。") and len(piece.encode()) <= MOST_BYTES for piece in pieces)


def test_a_list_is_cut_between_its_lines():
    lines = [f"{number}. {SENTENCE}" for number in range(1, 60)]
    pieces = split("\n".join(lines))
    assert [line for piece in pieces for line in piece.split("\n")] == lines


@pytest.mark.parametrize(("ending", "closing"), [("。", "”"), ("！", "”）")])
def test_a_closing_mark_stays_with_its_sentence(ending, closing):
    said = f"“{'长' * 30}{ending}{closing}"
    pieces = split(said * 40)
    assert all(piece.endswith(closing) for piece in pieces)


def test_a_short_text_stays_as_it_is():
    assert split("  年底前。\n\n出处：一 › 二 ") == ["年底前。\n\n出处：一 › 二"]
    assert split(" \n ") == []


def test_shortening():
    assert shorten("一 二\n三", 5) == "一 二 三"
    assert shorten("长" * 20, 5) == "长长长长…"
