"""Accuracy, F1 and confusions, against figures that were worked out by hand or by scikit-learn."""

from __future__ import annotations

import pytest
from sklearn.metrics import f1_score

from benchmarks.exam import Case, Turn
from benchmarks.understanding import (
    Guess,
    Understood,
    accuracy,
    confusions,
    guesses,
    macro_f1,
    matrix,
    micro_f1,
    milliseconds,
)

PAIRS = [*[("a", "a")] * 4, ("a", "b"), ("a", "b"), ("b", "b"), ("b", "a"), ("c", "c"), ("c", "a")]


def guess(intent: str, taken: str, message: str = "", seconds: float = 0.001) -> Guess:
    return Guess(message, intent, None, Understood(taken, None, seconds))


FOUND = [guess(known, taken, f"{known}{taken}{number}") for number, (known, taken) in enumerate(PAIRS)]


def test_accuracy_and_f1_are_the_usual_ones() -> None:
    known, taken = zip(*PAIRS, strict=True)
    assert accuracy(FOUND) == 0.6
    assert macro_f1(FOUND) == pytest.approx(f1_score(known, taken, average="macro"))


def test_entities_count_only_where_there_are_some() -> None:
    assert micro_f1([("x", "x"), (None, None)]) == 1.0
    assert micro_f1([("x", "x"), (None, "x")]) == pytest.approx(2 / 3)
    assert micro_f1([("x", "y")]) == 0.0
    assert micro_f1([]) == 0.0


def test_confusions_come_worst_first_with_their_messages() -> None:
    worst = confusions(FOUND)[0]
    assert (worst.intent, worst.taken_for, worst.messages) == ("a", "b", ("ab4", "ab5"))
    assert matrix(FOUND, most=2) == (["a", "b"], [[4, 2], [1, 1]])


def test_an_intent_that_is_right_as_well_counts() -> None:
    case = Case("1", "x", (Turn("甲", intent="a", intent_also=("b",)), Turn("乙"), Turn("丙", intent="c")))
    found = guesses([case], lambda message: Understood("b", None, 0.0))
    assert [(one.message, one.right) for one in found] == [("甲", True), ("丙", False)]


def test_times_are_in_milliseconds() -> None:
    found = [guess("a", "a", seconds=number / 1000) for number in range(1, 101)]
    assert milliseconds(found) == (pytest.approx(51), pytest.approx(95))
