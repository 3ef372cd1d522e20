from __future__ import annotations

import tarfile

import pytest
from workspace import environment

from bot.errors import StoreMissing
from bot.training import train


def test_training_leaves_a_model_and_prints_into_its_log(trained_model, default_plan_folder):
    with tarfile.open(trained_model) as model:
        assert any("PlanIntentClassifier" in name for name in model.getnames())
    assert "trained and saved" in (default_plan_folder / "train.log").read_text(encoding="utf-8")


def test_training_without_a_plan_says_so(tmp_path):
    with environment(tmp_path) as settings, pytest.raises(StoreMissing):
        train(settings, tmp_path / "train.log")
