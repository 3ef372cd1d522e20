"""What conversations are held on: made once, kept while nothing changes, and copied before it is used."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from workspace import DEFAULT_PLAN, environment

from bot.errors import StoreMissing
from bot.service import model
from bot.settings import Settings
from bot.store import queries
from bot.store.session import open_store
from workbench import stand as stands
from workbench.frozen import environment_of, freeze


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Training is only noted, with the fingerprint for which it was asked."""
    marks: list[str] = []

    def train(settings: Settings, mark: str) -> Path:
        marks.append(mark)
        made = model.model_path(settings, mark)
        made.parent.mkdir(parents=True)
        made.write_text("model", encoding="utf-8")
        return made

    monkeypatch.setattr(model, "train", train)
    return marks


def test_it_is_made_once_and_again_when_the_plan_changes(tmp_path: Path, trained: list[str]) -> None:
    with environment(tmp_path) as settings:
        first, second = stands.stand(settings), stands.stand(settings)
        other = tmp_path / "other.txt"
        other.write_text(DEFAULT_PLAN.read_text(encoding="utf-8-sig") + "\n（完）", encoding="utf-8")
        third = stands.stand(replace(settings, plan=other))
    assert first == second and len(trained) == 2
    assert third.model != first.model and third.settings.database_url != first.settings.database_url
    store = open_store(first.settings.database_url)
    with store.session() as session:
        assert queries.default_plan(session).file == DEFAULT_PLAN.name
    store.close()


def test_only_the_newest_stay(tmp_path: Path, trained: list[str]) -> None:
    text = DEFAULT_PLAN.read_text(encoding="utf-8-sig")
    with environment(tmp_path) as settings:
        for number in range(stands.KEEP + 2):
            plan = tmp_path / f"{number}.txt"
            plan.write_text(text, encoding="utf-8")
            last = stands.stand(replace(settings, plan=plan))
    kept = list((tmp_path / "bench" / "stands").iterdir())
    assert len(kept) == stands.KEEP and last.settings.var in kept


def test_an_unfinished_one_is_made_again(tmp_path: Path, trained: list[str]) -> None:
    with environment(tmp_path) as settings:
        made = stands.stand(settings)
        made.model.unlink()
        assert stands.stand(settings) == made
    assert len(trained) == 2


def test_the_copy_is_a_copy(tmp_path: Path, default_plan: Settings) -> None:
    frozen = freeze(default_plan, tmp_path)
    file = Path(frozen.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM plan")
    store = open_store(default_plan.database_url)
    with store.session() as session:
        assert queries.default_plan(session).slug
    store.close()


def test_nothing_to_copy_is_told(tmp_path: Path) -> None:
    with environment(tmp_path) as settings, pytest.raises(StoreMissing, match="还没有数据库"):
        freeze(settings, tmp_path / "copy")
    assert not (tmp_path / "plans.db").exists()


def test_the_environment_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.delenv("DATABASE_URL", raising=False)
    with environment(tmp_path) as settings:
        before = dict(os.environ)
        with environment_of(replace(settings, database_url="sqlite:///x.db")):
            assert os.environ["DATABASE_URL"] == "sqlite:///x.db"
        assert dict(os.environ) == before
