"""What the page's talking calls: names, messages, corrections, the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.settings import ROOT
from workbench.bench import Bench
from workbench.errors import BenchError
from workbench.records import Turn, Understood
from workbench.review import Correction, NoCorrection, add, waiting
from workbench.suggest import suggestions

Json = dict[str, Any]
LONGEST = 2000  # characters of a message
LATEST = 7 * 24 * 60  # minutes between two messages
KEY = re.compile(r"[a-z0-9\-]{8,40}")


class BadRequest(BenchError, ValueError):
    """The page sent what no page sends."""


async def body_of(request: web.Request) -> Json:
    """The request's JSON object. Raises BadRequest."""
    try:
        read = await request.json()
    except ValueError as error:
        raise BadRequest("发来的不是 JSON", "请刷新页面再试。") from error
    if not isinstance(read, dict):
        raise BadRequest("发来的不是 JSON 对象", "请刷新页面再试。")
    return read


def text_of(body: Mapping[str, Any], name: str, longest: int = LONGEST) -> str:
    """A text of the request, without white space around it. Raises BadRequest when it is none or too long."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest("没有写内容", "请写上再发。")
    if len(value) > longest:
        raise BadRequest(f"太长了，最多 {longest} 个字", "请写短一些。")
    return value.strip()


def key_of(body: Mapping[str, Any]) -> str:
    """The page's name for a conversation. Raises BadRequest."""
    key = body.get("conversation")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise BadRequest("没有说是哪段对话", "请刷新页面再试。")
    return key


def day_of(body: Mapping[str, Any]) -> date | None:
    """The request's day; None when it names none. Raises BadRequest."""
    try:
        return date.fromisoformat(str(body["today"])) if body.get("today") else None
    except ValueError as error:
        raise BadRequest(f"没有“{body['today']}”这一天", "请写成 2022-03-01 这样。") from error


def shown(path: Path) -> str:
    """A path as people read it: from the project's folder if it lies there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def traced(turn: Turn) -> Json:
    """A turn with what could be asserted of it."""
    return {**turn.as_dict(), "kind": turn.kind, "suggested": suggestions(turn)}


class Api:
    """The routes of a conversation."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/api/bench", self.bench)
        router.add_post("/api/begin", self.begin)
        router.add_post("/api/say", self.say)
        router.add_post("/api/corrections", self.correct)
        router.add_get("/api/graph", self.graph)
        router.add_get("/api/fresh", self.fresh)
        router.add_post("/api/renew", self.renew)

    async def bench(self, request: web.Request) -> web.Response:
        place = self._bench.place
        about = {
            **self._bench.about,
            **self._bench.words,
            "edit": place.edit,
            "review": shown(place.review),
            "tests": shown(place.tests),
            "waiting": waiting(place.review),
        }
        return web.json_response(about)

    async def begin(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        await self._bench.begin(key_of(body), day_of(body))
        return web.json_response({})

    async def say(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        later = body.get("later", 0)
        if isinstance(later, bool) or not isinstance(later, int | float) or not 0 <= later <= LATEST:
            raise BadRequest("隔的时间不对", f"请写 0 到 {LATEST} 分钟。")
        turn = await self._bench.say(key_of(body), text_of(body, "text"), float(later))
        return web.json_response(traced(turn))

    async def correct(self, request: web.Request) -> web.Response:
        self._bench.must_edit()
        body = await body_of(request)
        correction = self._correction(body)
        file = self._bench.place.review
        count = add(correction, file)
        return web.json_response({"file": shown(file), "waiting": count})

    async def graph(self, request: web.Request) -> web.Response:
        return web.json_response(self._bench.paths.as_dict())

    async def fresh(self, request: web.Request) -> web.Response:
        renewal = self._bench.renewal
        return web.json_response({"started": renewal.started, "changed": await renewal.changed()})

    async def renew(self, request: web.Request) -> web.Response:
        self._bench.must_edit()
        await self._bench.renewal.renew()
        return web.json_response({})

    def _correction(self, body: Json) -> Correction:
        text = text_of(body, "text")
        known = {one["intent"] for one in self._bench.words["intents"]}
        intent, heard = body.get("intent"), str(body.get("heard") or "")
        if intent not in known:
            raise BadRequest(f"没有“{intent}”这个意图", "请从列表里选一个。")
        entities, before = _entities(body, "entities", text), _entities(body, "found", text)
        if intent == heard and set(entities) == set(before):
            raise NoCorrection("意图和实体都没有改动", "请先选出正确的意图或实体；都对就不用改。")
        return Correction(
            text=text,
            intent=str(intent),
            heard=heard,
            entities=entities,
            changed=set(entities) != set(before),
            note=str(body.get("note") or "").strip()[:LONGEST],
            at=datetime.now(timezone.utc),
        )


def _entities(body: Json, name: str, text: str) -> tuple[Understood, ...]:
    try:
        found = tuple(
            Understood(str(one["entity"]), str(one["value"]), int(one["start"]), int(one["end"]))
            for one in body.get(name) or ()
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest("实体写得不完整", "请在句子里选中字，再选它是什么。") from error
    if any(not 0 <= one.start < one.end <= len(text) or not one.value.strip() for one in found):
        raise BadRequest("实体没有对上句子里的字", "请在句子里选中字，再选它是什么。")
    return found
