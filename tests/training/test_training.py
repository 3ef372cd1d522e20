from __future__ import annotations

import tarfile

import pytest
from workspace import environment

from bot.errors import StoreMissing
from bot.training import train


def test_training_leaves_a_model(trained_model):
    with tarfile.open(trained_model) as model:
        names = model.getnames()
    for component in ("PlanSpeller", "PlanIntentClassifier", "PlanClauseClassifier"):
        assert any(component in name for name in names)


def test_training_without_a_plan_says_so(tmp_path):
    with environment(tmp_path) as settings, pytest.raises(StoreMissing):
        train(settings, tmp_path / "train.log")
