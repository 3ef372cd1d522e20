"""How the ranking of clauses moves that of intents."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import linear
from bot.nlu.clauses import PlanClauseClassifier


@pytest.fixture
def classifier():
    """Knows two clauses of section 1 and one of section 2."""
    names = [["课桌椅"], ["食堂"], ["马拉松"]] * 4
    labels = ["换课桌椅", "查食堂", "办马拉松"] * 4
    model = linear.fit(names, labels, [1.0] * 12, [], strength=2.0, likeness=0.0, sharpness=5.0)
    intent_of = {"换课桌椅": "section_1", "查食堂": "section_1", "办马拉松": "section_2"}
    return PlanClauseClassifier(PlanClauseClassifier.get_default_config(), None, None, model, intent_of)


def ranking(*pairs):
    return [{"name": name, "confidence": confidence} for name, confidence in pairs]


def test_a_clause_that_fits_lifts_the_intent_of_its_section(classifier):
    before = ranking(("section_1", 0.5), ("section_2", 0.4), ("greet", 0.1))
    anew = classifier._intents_anew(before, classifier._model.scores(["马拉松"]))
    assert [intent["name"] for intent in anew] == ["section_2", "section_1", "greet"]
    assert sum(intent["confidence"] for intent in anew) == pytest.approx(1.0)


def test_kinds_keep_their_share(classifier):
    before = ranking(("ask_count", 0.6), ("section_1", 0.4))
    anew = classifier._intents_anew(before, classifier._model.scores(["食堂"]))
    assert anew[0] == {"name": "ask_count", "confidence": 0.6}


def test_what_cannot_be_meant_stays_behind(classifier):
    before = ranking(("section_1", 0.3), ("goodbye", 0.6))
    anew = classifier._intents_anew(before, np.zeros(3))
    assert [intent["name"] for intent in anew] == ["section_1", "section_2", "goodbye"]
