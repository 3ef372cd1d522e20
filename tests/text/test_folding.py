"""One spelling for many, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.folding import flatten, fold

SAME_TEXT = [
    ("教师培训2022%", ["教師培訓２０２２％", "教师培训２０２２%"]),
    ("1+X证书", ["１＋Ｘ證書"]),
    ("学前教育", ["學前教育"]),
    ("(1)", ["（１）", "⑴"]),
]


@pytest.mark.parametrize(("simple", "words"), [(s, w) for s, ws in SAME_TEXT for w in ws])
def test_spellings_of_one_text(simple: str, words: str) -> None:
    assert fold(words).text == simple


def test_the_way_back_to_the_original() -> None:
    folded = fold("查㎡數")
    assert folded.text == "查m2数"
    assert folded.span(1, 3) == (1, 2)
    assert folded.span(3, 4) == (2, 3)
    assert folded.span(4, 4) == (3, 3)


@given(st.text())
def test_every_character_knows_where_it_comes_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(st.text())
def test_flattening_keeps_offsets(text: str) -> None:
    assert len(flatten(text)) == len(text)


def test_flattening_keeps_chinese_punctuation() -> None:
    assert flatten("（２０２２），Ｘ所。") == "（2022），X所。"
