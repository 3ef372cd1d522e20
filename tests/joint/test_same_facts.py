"""The same question gets the same facts on the page and in WeCom: the real bot behind both real channels.

Held-out questions are asked over HTTP on the page, and by a member of the messenger; what the member then
sees is compared with what the page shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.channels.web.channel import WebInput
from bot.channels.web.limits import RateLimit
from bot.channels.wecom.application import GREETING, NO_LIST
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.units import UnitWords
from bot.settings import ROOT, Settings
from messenger.bureau import Bureau, Department, Member, Service
from messenger.limits import Window
from messenger.records import Message

from .real_bot import RealBot
from .stage import Stage

OFTEN = 10**6
EVERY = 5  # each fifth question; all of them take two minutes
_MARKS = re.compile(r"[\s*>·“”\[\]()]+")
# What only WeCom says, and where it says it.
_CHROME = ("button_list", "task_id", "url", "btntxt", "button_selection", "selected_id", "card_type", "type")


def conversations() -> list[list[str]]:
    """What is said in each of the held-out conversations, turn by turn."""
    lines = [
        line
        for name in ("single", "dialogue")
        for line in (ROOT / "tests" / "heldout" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    said = [[turn["say"] for turn in json.loads(line)["turns"]] for line in lines]
    words = UnitWords()
    # My unit's tasks are a talk of WeCom's own, where members are known.
    of_all = [turns for turns in said if not any(map(words.asks_of_mine, turns))]
    assert len(of_all) > 0.95 * len(said) > 400
    return of_all[::EVERY]


CONVERSATIONS = conversations()


@pytest.fixture(scope="module")
def stage(trained_model: Path, default_plan_folder: Path) -> Iterator[Stage]:
    from workspace import environment

    with environment(default_plan_folder) as settings:
        members = tuple(
            Member(f"user{number}", f"甲{number}", 1, "", "") for number in range(len(CONVERSATIONS))
        )
        service = Service("应用", "")
        found = Stage(
            default_plan_folder,
            RealBot(settings, trained_model),
            settings=settings,
            pace=Pace(((OFTEN, 60.0),)),
            bureau=Bureau("某局", service, service, (Department(1, "办公室", 0),), members, ()),
            more=(_page(settings),),
        )
        found.platform.member_limit = Window(((OFTEN, 60.0),))
        found.start()
        yield found
        found.stop()


def _page(settings: Settings) -> WebInput:
    channel = WebInput(settings)
    channel.by_sender = channel.by_address = RateLimit(per_minute=OFTEN, burst=OFTEN)
    return channel


def _on_the_page(stage: Stage, page: requests.Session, text: str) -> list[dict[str, Any]]:
    answer = page.post(f"{stage.bot_url}/chat/messages", json={"text": text}, timeout=30)
    answer.raise_for_status()
    return list(answer.json()["messages"])


def _in_wecom(stage: Stage, user: str, text: str) -> list[Message]:
    before = len(stage.answers(f"app:{user}"))
    stage.say(user, text)
    stage.wait(lambda: len(stage.answers(f"app:{user}")) > before and not stage.unanswered())
    return stage.answers(f"app:{user}")[before:]


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _seen(part: Any) -> str:
    """All that is to be read in a message, without what only leads on."""
    if isinstance(part, dict):
        return "\n".join(_seen(value) for name, value in part.items() if name not in _CHROME)
    if isinstance(part, list):
        return "\n".join(map(_seen, part))
    return part if isinstance(part, str) else ""


def _without_links(text: str) -> str:
    return re.sub(r"\]\([^)]*\)|https?://\S+", "", text)


@pytest.mark.parametrize("number", range(len(CONVERSATIONS)), ids=lambda n: CONVERSATIONS[n][0][:12])
def test_the_member_reads_what_the_page_says(stage, number):
    page = requests.Session()
    page.headers["Origin"] = stage.bot_url
    for text in CONVERSATIONS[number]:
        shown = _on_the_page(stage, page, text)
        heard = _in_wecom(stage, f"user{number}", text)
        if all(message["answer"] is None for message in shown):
            assert heard  # small talk, of which there are several ways to say it
            continue
        seen = _without_links("\n".join(_seen(message.body) for message in heard))
        bare = _bare(seen)
        data = "\n".join(json.dumps(message["answer"], ensure_ascii=False) for message in shown)
        said = "\n".join(message["text"] for message in shown)
        # Nothing is missing: every sentence, place and quotation of the page's answer.
        for line in said.splitlines():
            for sentence in line.removeprefix("原文：").removeprefix("出处：").split("。"):
                assert _bare(sentence) in bare, (text, sentence, seen)
        # Nothing is added: every figure stands on the page too.
        on_page = set(re.findall(r"\d+", said + data))
        assert set(re.findall(r"\d+", seen)) <= on_page, (text, seen, said)
        # And it leads to the same place.
        answers = [message["answer"] for message in shown if message["answer"]]
        sources = [source for answer in answers for source in answer["sources"]]
        links = re.findall(r"/plan\?start=(\d+)&end=(\d+)", json.dumps([m.body for m in heard]))
        assert {*links} <= {(str(source["start"]), str(source["end"])) for source in sources}, text
        assert bool(links) == bool(sources), (text, seen)
        for words in (GREETING[:4], NO_LIST):
            assert words not in seen
