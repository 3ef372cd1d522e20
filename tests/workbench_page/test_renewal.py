"""Noticing changed files, and starting again with them."""

from __future__ import annotations

from dataclasses import replace

from bot.settings import read_settings
from workbench.renewal import fingerprint


def test_changed_files_are_noticed(stage):
    before = stage.get("/api/fresh").json()
    assert before["changed"] is False
    stage.files = "changed"
    assert stage.get("/api/fresh").json() == {**before, "changed": True}


def test_the_model_is_made_before_the_old_bot_goes(stage):
    stage.files = "changed"
    assert stage.post("renew").status_code == 200
    assert stage.made == ["changed"]
    assert stage.bench.renewal.wanted.is_set()


def test_a_mistake_in_the_files_ends_nothing(stage):
    stage.files = "broken"
    refused = stage.post("renew")
    assert refused.status_code == 400
    assert "kinds.yml" in refused.json()["problem"]
    assert not stage.bench.renewal.wanted.is_set()
    assert stage.get("/api/bench").status_code == 200


def test_who_only_looks_cannot_start_it_again(raise_stage):
    stage = raise_stage(edit=False)
    assert stage.post("renew").status_code == 403
    assert stage.made == []


def test_another_plan_is_another_fingerprint(tmp_path):
    settings = replace(read_settings({}), plan=tmp_path / "plan.txt")
    settings.plan.write_text("一、总体要求", encoding="utf-8")
    before = fingerprint(settings)
    assert fingerprint(settings) == before
    settings.plan.write_text("一、总体思路", encoding="utf-8")
    assert fingerprint(settings) != before
