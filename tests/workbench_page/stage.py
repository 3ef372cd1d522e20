"""The bench's server with a bot that is made up, on a port of its own in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Coroutine, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import requests

from bot.errors import ServiceError
from workbench.bench import Bench, Place
from workbench.records import Query, Ran, TestCase, Turn, Understood
from workbench.renewal import Renewal
from workbench.server import Server

TODAY = date(2022, 3, 1)
PLACE = ("第二部分", "构建优质均衡的基本公共教育服务体系", "学前教育优质普惠行动")
EYES = "建设护眼工程，2022年底前全市中小学课桌椅全部更换为符合标准的可调节课桌椅"
KINDERGARTENS = "加快公办园建设，新建公办幼儿园X所"
WORDS: dict[str, Any] = {
    "intents": [
        {"intent": "section_2_2_1", "name": "2.2.1 学前教育优质普惠行动"},
        {"intent": "section_2_2_2", "name": "2.2.2 义务教育优质均衡"},
        {"intent": "ask_owner_tasks", "name": "问责任单位"},
        {"intent": "greet", "name": "打招呼"},
        {"intent": "out_of_scope", "name": "计划之外"},
    ],
    "aspects": {"deadline": "时限", "target": "指标", "owner": "责任单位"},
    "entities": {"aspect": "问什么", "owner": "单位"},
    "values": {"aspect": ["deadline", "target", "owner"], "owner": ["市教育体育局"]},
}


def fact(item: str, aspect: str, state: str, value: str | None, due: str | None = None) -> dict[str, Any]:
    return {
        "item": item, "aspect": aspect, "state": state, "value": value, "task": "T001", "due": due,
        "inferred": False, "precision": None,
    }  # fmt: skip


def answer(kind: str, state: str, facts: list[Any], quote: str = "") -> dict[str, Any]:
    sources = [{"path": list(PLACE), "quote": quote, "start": 10, "end": 10 + len(quote)}] if quote else []
    offers = [{"title": "责任单位", "message": "那归谁管"}] if quote else []
    return {
        "state": state, "kind": kind, "facts": facts, "sources": sources, "follow_ups": offers,
        "items": [], "parts": [],
    }  # fmt: skip


SAID: dict[str, dict[str, Any]] = {
    "你好": {"text": "您好，请问要查什么？", "intent": "greet", "utters": ("utter_greet",)},
    "课桌椅什么时候换完": {
        "text": f"2022年底前。\n原文：“{EYES}”",
        "intent": "section_2_2_2",
        "entities": (Understood("aspect", "deadline", 3, 7),),
        "slots": {"aspect": "deadline", "item": "建设护眼工程"},
        "answer": answer(
            "fact", "stated", [fact("建设护眼工程", "deadline", "stated", "2022年底前", "2022-12-31")], EYES
        ),
    },
    "公办园新盖几所": {
        "text": f"原文写作“X所”，具体数字未公布。\n原文：“{KINDERGARTENS}”",
        "intent": "section_2_2_1",
        "entities": (Understood("aspect", "target", 5, 7),),
        "slots": {"aspect": "target", "item": "公办幼儿园"},
        "answer": answer(
            "fact", "redacted", [fact("公办幼儿园", "target", "redacted", "X所")], KINDERGARTENS
        ),
    },
    "那归谁管": {
        "text": "原文未明确责任单位。",
        "intent": "ask_owner_tasks",
        "entities": (Understood("aspect", "owner", 1, 3),),
        "slots": {"aspect": "owner", "item": "建设护眼工程"},
        "answer": answer("fact", "silent", [fact("建设护眼工程", "owner", "silent", None)]),
    },
}
LOST = {
    "text": "计划里没有提到这方面的内容。",
    "intent": "out_of_scope",
    "answer": answer("not_mentioned", "silent", []),
}


class FakeBot:
    """Says what it was told to say; remembers slots as the bot does."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, date | None]] = []
        self.said = {text: dict(known) for text, known in SAID.items()}
        self.pause = 0.0  # seconds that each turn takes
        self._slots: dict[str, Mapping[str, Any]] = {}

    def begin(
        self, conversation: str, *, today: date | None = None, slots: Mapping[str, Any] | None = None
    ) -> None:
        self.begun.append((conversation, today))
        self._slots[conversation] = dict(slots or {})

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        time.sleep(self.pause)
        known = self.said.get(text, LOST)
        empty = {"memory": None, "aspect": None, "item": None}
        before = {**empty, **self._slots.get(conversation, {})}
        after = {**before, **known.get("slots", {})}
        self._slots[conversation] = after
        made = known.get("answer")
        return Turn(
            said=text,
            text=known["text"],
            intent=known["intent"],
            confidence=0.91,
            ranking=(("greet", 0.05), ("out_of_scope", 0.02)),
            entities=known.get("entities", ()),
            slots_before=before,
            slots_after=after,
            ran=(Ran("action_answer_plan", "RulePolicy", 1.0, ("照章节回答",)),) if made else (),
            inquiry={"words": [], "aspects": ["deadline"], "owner": None} if made else None,
            queries=(Query("SELECT task.title FROM task WHERE id = ?", ["T001"], 1, 0.4),) if made else (),
            answer=made,
            utters=known.get("utters", ()),
            milliseconds={"nlu": 3.0, "policy": 2.0, "action": 5.0, "query": 0.4, "total": 11.0},
        )

    def refuses(self, case: TestCase) -> str | None:
        return None

    def close(self) -> None:
        self._slots.clear()


class Stage:
    """A server with its folder of tests and its file for corrections."""

    def __init__(self, folder: Path, *, edit: bool = True) -> None:
        self.tests = folder / "conversations"
        self.tests.mkdir(exist_ok=True)
        self.review = folder / "review" / "examples.yml"
        self.bot = FakeBot()
        about = {"plan": "2022年工作计划", "today": TODAY.isoformat()}
        self.files = "as they were"  # what the bot is made from
        self.made: list[str] = []
        renewal = Renewal(lambda: self.files, self._make)
        self.bench = Bench(self.bot, Place(self.tests, self.review, edit), WORDS, about, renewal)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: Server | None = None

    def _make(self) -> None:
        if self.files == "broken":
            raise ServiceError("训练失败：data/nlu/kinds.yml 第 3 行写错了", "请改好再试。")
        self.made.append(self.files)

    def start(self) -> None:
        self._thread.start()
        self._run(self._start())

    async def _start(self) -> None:
        self._server = Server(self.bench)
        await self._server.start(self.port)

    def stop(self) -> None:
        if self._server is not None:
            self._run(self._server.stop())
            self._server = None
            self.bench.close()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(f"{self.url}{path}", headers=headers, timeout=10)

    def post(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        return requests.post(f"{self.url}/api/{path}", json=body or {}, headers=headers, timeout=10)

    def say(self, key: str, text: str) -> Any:
        """One turn of a conversation that was begun; as the page gets it."""
        reply = self.post("say", {"conversation": key, "text": text})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def write(self, name: str, text: str) -> Path:
        file = self.tests / name
        file.write_text(text, encoding="utf-8")
        return file


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
