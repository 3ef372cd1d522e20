"""A model is made again when something that it was made from has changed, and only then."""

from __future__ import annotations

import pytest

from bot.errors import ModelMissing
from bot.service.model import TRAINED_FROM, fingerprint, model_path, trained_model
from bot.settings import ROOT, read_settings

PARTS = ("config.yml", "data/nlu")


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("pipeline: []")
    (tmp_path / "data" / "nlu" / "ask.yml").write_text("nlu: []")
    return tmp_path


def test_the_same_content_has_the_same_mark(repository):
    assert fingerprint(["a"], repository, PARTS) == fingerprint(["a"], repository, PARTS)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "config.yml").write_text("pipeline: [x]"),
        lambda root: (root / "data" / "nlu" / "new.yml").write_text(""),
        lambda root: (root / "data" / "nlu" / "ask.yml").rename(root / "data" / "nlu" / "asked.yml"),
        lambda root: (root / "data" / "nlu" / "ask.yml").unlink(),
    ],
)
def test_a_changed_file_changes_the_mark(repository, change):
    before = fingerprint(["a"], repository, PARTS)
    change(repository)
    assert fingerprint(["a"], repository, PARTS) != before


def test_another_plan_changes_the_mark(repository):
    assert fingerprint(["a"], repository, PARTS) != fingerprint(["b"], repository, PARTS)


def test_what_does_not_matter_does_not_change_the_mark(repository):
    before = fingerprint(["a"], repository, PARTS)
    (repository / "README.md").write_text("new")
    (repository / "data" / "nlu" / "ask.pyc").write_bytes(b"compiled")
    assert fingerprint(["a"], repository, PARTS) == before


@pytest.mark.parametrize("part", TRAINED_FROM)
def test_what_a_model_is_made_from_exists(part):
    assert (ROOT / part).exists()


def test_no_model_is_a_known_error(tmp_path):
    settings = read_settings({"VAR": str(tmp_path)})
    with pytest.raises(ModelMissing) as told:
        trained_model(settings, "0" * 64)
    assert "make train" in told.value.advice


def test_a_model_is_found_by_its_mark_alone(tmp_path):
    settings = read_settings({"VAR": str(tmp_path)})
    model = model_path(settings, "ab" * 32)
    model.parent.mkdir()
    model.touch()
    assert trained_model(settings, "ab" * 32) == model
    with pytest.raises(ModelMissing):
        trained_model(settings, "cd" * 32)
