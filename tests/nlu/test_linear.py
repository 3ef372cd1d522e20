from __future__ import annotations

import numpy as np
import pytest
from sklearn.svm import LinearSVC

from bot.nlu.linear import Lesson, LinearModel, Weights, fit

MESSAGES = [["c校", "c园"], ["c校", "c车"], ["c体", "c育"], ["c体", "c操"], ["c您", "c好"], ["c你", "c好"]]
INTENTS = ["safety", "safety", "sport", "sport", "greet", "greet"]
SECTIONS = [["c消", "c防", "w消防"], ["c球", "w球"]]


def model(messages=MESSAGES, intents=INTENTS, sections=SECTIONS) -> LinearModel:
    lessons = [Lesson(found, intent, 1.0) for found, intent in zip(messages, intents, strict=True)]
    return fit(lessons, sections, strength=2.0, likeness=3.0, sharpness=5.0)


def best(of: LinearModel, found: list[str]) -> str:
    return of.intents[int(of.probabilities(found).argmax())]


@pytest.mark.parametrize(("message", "intent"), list(zip(MESSAGES, INTENTS, strict=True)))
def test_it_knows_what_it_learnt(message, intent):
    assert best(model(), message) == intent


@pytest.mark.parametrize("message", [[], ["c无"], ["c校"], ["p声"]])
def test_probabilities_are_probabilities(message):
    given = model().probabilities(message)
    assert given.shape == (3,)
    assert given.min() >= 0
    assert given.sum() == pytest.approx(1)


def test_likeness_to_a_section_counts():
    messages = [*MESSAGES, ["c消", "c防"], ["c防", "c消"], ["c球"], ["c球", "c球"]]
    intents = [*INTENTS, "safety", "safety", "sport", "sport"]
    assert best(model(messages, intents), ["t消防"]) == "safety"  # a word of the section that no example has


def test_two_intents_are_enough():
    assert best(model(MESSAGES[:4], INTENTS[:4]), ["c校"]) == "safety"


def test_a_plan_without_sections_is_no_trouble():
    assert best(model(sections=[]), ["c好"]) == "greet"


def test_what_is_kept_is_what_was_learnt(tmp_path):
    learnt = model()
    learnt.save(tmp_path)
    kept = LinearModel.load(tmp_path)
    for message in [*MESSAGES, ["t球"], []]:
        assert kept.intents == learnt.intents
        np.testing.assert_allclose(kept.probabilities(message), learnt.probabilities(message), atol=1e-3)


def test_nothing_kept_is_an_error(tmp_path):
    with pytest.raises(OSError):
        LinearModel.load(tmp_path)


def test_vectors_have_length_one_and_rare_features_weigh_more():
    weights = Weights.learn([["c校", "c园"], ["c校", "c车"], ["c校"]])
    indices, values = weights.vector(["c校", "c园", "c无"])
    weight = dict(zip(indices, values, strict=True))
    assert np.linalg.norm(values) == pytest.approx(1)
    assert weight[weights.vocabulary["c园"]] > weight[weights.vocabulary["c校"]] > 0


def test_many_vectors_at_once_are_those_of_each():
    weights = Weights.learn(MESSAGES)
    messages = [*MESSAGES, ["c校", "c校", "c无"], [], ["c无"]]
    together = weights.matrix(messages).toarray()
    for row, found in zip(together, messages, strict=True):
        indices, values = weights.vector(found)
        alone = np.zeros(len(weights.idf))
        alone[indices] = values
        np.testing.assert_allclose(row, alone)


def test_features_that_always_stand_together_weigh_alike_and_are_learnt_once(monkeypatch):
    seen = []
    learn = LinearSVC.fit
    monkeypatch.setattr(LinearSVC, "fit", lambda self, x, *a, **k: seen.append(x) or learn(self, x, *a, **k))
    doubled = [[*found, *(f"p{name[1]}" for name in found)] for found in MESSAGES]
    learnt = model(doubled, sections=[])
    assert seen[0].shape[1] == len(learnt.features.idf) / 2
    weights = learnt.coefficients.toarray()
    of = learnt.features.vocabulary
    for name in ("校", "体", "好"):
        np.testing.assert_array_equal(weights[of[f"c{name}"]], weights[of[f"p{name}"]])
        assert weights[of[f"c{name}"]].any()
