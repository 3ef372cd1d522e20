"""A question gets the same facts in WeCom as on the web page: asked with the held-out questions."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from typing import Any

import pytest

from bot.answer import Answers
from bot.channels.wecom.saying import Style, bodies, marked, said_of
from bot.records import Answer, Question
from bot.service.loading import load_file
from bot.settings import ROOT, read_settings
from bot.store.session import open_store

from .world import PAGE

STYLES = [Style(PAGE), Style(), Style(PAGE, text_only=True)]


@pytest.fixture(scope="module")
def answered(tmp_path_factory) -> list[tuple[str, Answer]]:
    """The first turn of every held-out question, answered from the plan that ships."""
    settings = read_settings({"VAR": str(tmp_path_factory.mktemp("var"))})
    store = open_store(settings.database_url)
    store.upgrade()
    load_file(store, settings.plan, settings, datetime.now(timezone.utc))
    answers = Answers(store, settings.lexicon)
    lines = (ROOT / "tests" / "heldout" / "single.jsonl").read_text(encoding="utf-8").splitlines()
    said = []
    for turn in (json.loads(line)["turns"][0] for line in lines[::4]):
        intent = turn.get("intent") or "nlu_fallback"
        question = Question(turn["say"], intent, 0.9, (), (), {}, date(2022, 3, 1), 0.0)
        said.append((turn["say"], answers.reply(question)))
    store.close()
    return said


def _collected(answer: Answer) -> dict[str, Any]:
    buttons = [{"title": one.title, "payload": one.message} for one in answer.follow_ups]
    return {"text": answer.text, "answer": answer.as_dict(), "buttons": buttons}


def _words(part: Any) -> str:
    """Every text in a message, whatever its shape, without what stands between them."""
    if isinstance(part, dict):
        return "".join(_words(value) for value in part.values())
    if isinstance(part, list):
        return "".join(_words(value) for value in part)
    return "".join(part.split()) if isinstance(part, str) else ""


@pytest.mark.parametrize("style", STYLES, ids=["cards", "no page", "text only"])
def test_every_fact_of_the_page_is_in_the_messages(answered, style):
    assert len(answered) > 90
    for question, answer in answered:
        sent = _words(bodies(said_of(_collected(answer), style), style))
        for line in answer.text.splitlines():
            for sentence in line.removeprefix("原文：").removeprefix("出处：").split("。"):
                assert "".join(sentence.split()) in sent, (question, sentence)


def test_the_robot_says_every_fact_too(answered):
    for question, answer in answered:
        said = "".join(marked(said_of(_collected(answer), STYLES[0])).split())
        for line in answer.text.splitlines():
            assert "".join(line.split()) in said, question
