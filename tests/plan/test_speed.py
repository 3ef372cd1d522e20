"""The time that parsing takes grows with the text, not faster; the full measure is benchmarks/parse.py."""

from __future__ import annotations

import time

import pytest

from bot.plan import parse, read_text
from bot.settings import ROOT

FILE = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"
TIMES = 8
MOST_GROWTH = 3.0  # of the time for a character; quadratic time would be 8


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        parse(text)
        best = min(best, time.process_time() - start)
    return best


ODD = ["“三个中心”", "\n——是。", "\n一、", "，", "。", "增长", "（"]


@pytest.mark.parametrize(
    "text", [FILE.read_text(encoding="utf-8"), *(odd * (12_000 // len(odd)) for odd in ODD)]
)
def test_time_grows_with_the_text(text: str) -> None:
    parse(text[:500])  # the lexicon is read
    assert seconds(text * TIMES) < MOST_GROWTH * TIMES * max(seconds(text), 0.01)


def test_the_speech_parses_in_well_under_a_second() -> None:
    text = read_text(FILE)
    parse(text)
    assert seconds(text) < 0.8
