"""A plan's file on its way into the database and back onto the screen."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from bot.settings import ROOT, read_settings

SPEECH = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"


@pytest.fixture
def plan(tmp_path):
    """A copy of the speech that a test may change."""
    return shutil.copy(SPEECH, tmp_path / "speech.txt")


def test_parse_shows_the_outline_with_counts(bot, var):
    said = bot("parse", SPEECH)
    assert said.code == 0
    assert re.search(r"2022 年 .*\n\d+ 字，章节 \d+，任务 \d+，指标 \d+（隐去 \d+）", said.out)
    assert "2.1.2 二是 实施新时代铸魂育人行动" in said.out
    assert not (var / "plans.db").exists()


def test_parse_prints_json_and_nothing_else(bot):
    said = bot("parse", SPEECH, "--json")
    assert said.code == 0
    assert said.err == ""
    plan = json.loads(said.out)
    assert plan["year"] == 2022
    assert {"sections", "tasks", "results", "regimes", "terms"} <= plan.keys()


NOT_PLANS = {
    "missing.txt": None,
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "picture.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40,
    "one-line.txt": "今年要做好工作。".encode(),
    "novel.txt": ("他走了很久，天黑了，月亮升起来。\n" * 300).encode(),
    "broken.docx": b"PK\x03\x04 not a document",
    "broken.pdf": b"%PDF-1.4 not a document",
    "huge.txt": "工作计划。".encode() * 400_000,
}


@pytest.mark.parametrize("command", ["parse", "load"])
@pytest.mark.parametrize("name", NOT_PLANS)
def test_what_is_no_plan_is_refused_with_a_reason(bot, tmp_path, command, name):
    file = tmp_path / name
    if (content := NOT_PLANS[name]) is not None:
        file.write_bytes(content)
    said = bot(command, file)
    assert said.code == 1
    assert re.search(rf"^✗ .*{re.escape(name)}.*\n  \S", said.err, re.M)
    assert "意外" not in said.err


def test_a_refused_file_changes_nothing(bot, plan, tmp_path):
    bot("load", plan)
    before = bot("show", "tasks").out
    novel = tmp_path / "speech" / "speech.txt"  # of the same name
    novel.parent.mkdir()
    novel.write_bytes(NOT_PLANS["novel.txt"])
    assert bot("load", novel).code == 1
    assert bot("show", "tasks").out == before


def test_a_loaded_plan_is_listed_and_shown(bot, plan):
    said = bot("load", plan)
    assert said.code == 0
    assert re.search(r"已读入《.+》，名称 speech，任务 \d+ 项。", said.out)
    assert "新增" not in said.out  # all of a first edition is new
    assert re.search(r"speech .*2022", bot("plans").out)
    assert "2.1.2 二是 实施新时代铸魂育人行动" in bot("show").out
    assert re.search(r"10—20个", bot("show", "tasks", "--section", "2.1.2").out)


def test_a_section_is_shown_alone(bot, plan):
    bot("load", plan)
    said = bot("show", "--section", "2.1").out
    assert "2.1.1" in said
    assert "2.2" not in said
    assert bot("show", "--section", "9.9").code == 2


def test_the_same_file_again_changes_nothing(bot, plan):
    bot("load", plan)
    tasks = bot("show", "tasks").out
    assert "内容与上次读入的相同" in bot("load", plan).out
    assert bot("show", "tasks").out == tasks


def test_a_changed_edition_says_what_changed(bot, plan):
    bot("load", plan)
    text = plan.read_text(encoding="utf-8")
    assert text.count("建设思政精品课程10—20个") == 1
    plan.write_text(text.replace("建设思政精品课程10—20个", "建设思政精品课程30—40个"), encoding="utf-8")
    said = bot("load", plan).out
    assert re.search(r"修改 1 项：\n  T\d+ .*思政精品课程", said)
    assert "新增" not in said
    assert "删除" not in said


def test_the_newest_plan_is_the_default_and_others_can_be_named(bot, plan, tmp_path):
    bot("load", plan)
    other = tmp_path / "next.txt"
    other.write_text(plan.read_text(encoding="utf-8").replace("2022年", "2023年"), encoding="utf-8")
    bot("load", other)
    assert bot("plans").out.index("next") < bot("plans").out.index("speech")
    assert "2023 年" in bot("show").out
    assert "2022 年" in bot("show", "--plan", "speech").out
    assert bot("show", "--plan", "nothing").code == 1


def test_clean_removes_what_was_made_and_nothing_else(bot, plan, var):
    bot("load", plan)
    note = var / "note.txt"
    note.write_text("mine")
    database = var / "plans.db"
    assert read_settings().database_url == f"sqlite:///{database}"
    assert database.exists()
    said = bot("clean", "--yes")
    assert said.code == 0
    assert list(var.iterdir()) == [note]
    assert plan.exists()


def test_clean_asks_first(bot, plan, var, monkeypatch):
    bot("load", plan)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert "plans.db" in bot("clean").err
    assert (var / "plans.db").exists()


def test_no_unanswered_questions(bot, plan):
    bot("load", plan)
    assert "没有未答上的问题" in bot("unanswered").out


def test_unanswered_questions_are_listed_and_written(bot, plan, tmp_path):
    from datetime import datetime, timezone

    from bot.store import log
    from bot.store.session import open_store

    bot("load", plan)
    store = open_store(read_settings().database_url)
    with store.begin() as session:
        for text in ("校车[几]辆", "校车[几]辆？"):
            log.note_unanswered(
                session, text=text, at=datetime.now(timezone.utc), channel="web", sender="a", reason="未提及"
            )
    store.close()
    said = bot("unanswered").out
    assert re.search(r"2 .*校车\[几\]辆", said)
    file = tmp_path / "examples.yml"
    assert bot("unanswered", "--write", file).code == 0
    assert "- 校车［几］辆" in file.read_text(encoding="utf-8")
