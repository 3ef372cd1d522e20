"""What the page's tests call: the list, one test step by step, keeping a conversation, running many."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from workbench.api import BadRequest, Json, body_of, key_of, shown, text_of, traced
from workbench.bench import Bench
from workbench.checks import CHECKS, check, sees
from workbench.errors import Fault
from workbench.keep import as_yaml, keep
from workbench.outcomes import Played
from workbench.records import Assertion, TestCase
from workbench.runs import Runs


class TestApi:
    """The routes of tests and runs."""

    __test__ = False

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.runs = Runs(bench)

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/api/tests", self.list)
        router.add_post("/api/tests", self.keep)
        router.add_post("/api/tests/preview", self.preview)
        router.add_post("/api/tests/open", self.open)
        router.add_post("/api/tests/step", self.step)
        router.add_post("/api/runs", self.start)
        router.add_post("/api/runs/stop", self.stop)
        router.add_get("/api/runs/news", self.news)

    async def list(self, request: web.Request) -> web.Response:
        cases, faults = await asyncio.to_thread(self._bench.cases)
        return web.json_response(
            {"cases": [_listed(case) for case in cases], "faults": [_fault(fault) for fault in faults]}
        )

    async def open(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        case = await self._bench.open(key_of(body), text_of(body, "test"))
        return web.json_response({**_listed(case), **case.as_dict(), "slots": dict(case.slots)})

    async def step(self, request: web.Request) -> web.Response:
        played = await self._bench.step(key_of(await body_of(request)))
        return web.json_response(
            {"turn": traced(played.turn), "right": played.right, "verdicts": verdicts(played)}
        )

    async def preview(self, request: web.Request) -> web.Response:
        return web.json_response({"yaml": as_yaml(_case(await body_of(request)))})

    async def keep(self, request: web.Request) -> web.Response:
        self._bench.must_edit()
        body = await body_of(request)
        case = _case(body)
        file = await asyncio.to_thread(keep, case, self._bench.place.tests, text_of(body, "file", 80))
        return web.json_response({"file": shown(file), "id": f"{file.stem}::{case['test_case']}"})

    async def start(self, request: web.Request) -> web.Response:
        wanted = (await body_of(request)).get("tests")
        cases, _ = await asyncio.to_thread(self._bench.cases)
        if isinstance(wanted, list):
            cases = [case for case in cases if case.id in wanted]
        if not cases:
            raise BadRequest("没有可以运行的对话", "请先把一段聊天存为测试。")
        return web.json_response({"run": self.runs.start(cases), "total": len(cases)})

    async def stop(self, request: web.Request) -> web.Response:
        await self.runs.stop()
        return web.json_response({})

    async def news(self, request: web.Request) -> web.StreamResponse:
        """The run as server-sent events; a page that lost the stream goes on where it was."""
        last = request.headers.get("Last-Event-ID", "")
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        async for number, piece in self.runs.news(int(last) + 1 if last.isdigit() else 0):
            data = json.dumps(piece, ensure_ascii=False)
            await response.write(f"id: {number}\ndata: {data}\n\n".encode())
        return response


def verdicts(played: Played) -> list[Json]:
    """For each assertion whether it holds, then what else is wrong with the turn."""
    found: list[Json] = [_verdict(played, assertion) for assertion in played.step.assertions]
    named = {(one["kind"], one["wanted"]) for one in found}
    for failure in played.failures:
        if (failure.kind, failure.expected) not in named:
            found.append({**failure.as_dict(), "wanted": failure.expected, "value": None, "right": False})
    return found


def _verdict(played: Played, assertion: Assertion) -> Json:
    verdict: Json = {"kind": assertion.kind, "value": assertion.expected, "wanted": "", "got": ""}
    if not sees(played.turn, assertion):
        return {**verdict, "right": None}
    failure = check(played.turn, assertion)
    if failure is None:
        return {**verdict, "right": True}
    return {**verdict, "right": False, "wanted": failure.expected, "got": failure.got}


def _listed(case: TestCase) -> Json:
    return {
        "id": case.id,
        "name": case.name,
        "file": case.file.name if case.file else "",
        "line": case.place.line,
        "tags": list(case.tags),
        "today": case.today,
        "turns": len(case.steps),
        "first": case.steps[0].user,
    }


def _fault(fault: Fault) -> Json:
    return {
        "file": fault.file.name,
        "line": fault.place.line,
        "column": fault.place.column,
        "problem": fault.problem,
        "advice": fault.advice,
    }


def _case(body: Json) -> Json:
    """The conversation that the page wants to keep, in the order of files. Raises BadRequest."""
    steps = body.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadRequest("还没有对话", "请先聊几句。")
    case: Json = {"test_case": text_of(body, "name", 80)}
    if tags := [str(tag) for tag in body.get("tags") or ()]:
        case["tags"] = tags
    if body.get("today"):
        case["today"] = str(body["today"])
    case["steps"] = [_step(step) for step in steps]
    return case


def _step(step: Any) -> Json:
    if not isinstance(step, Mapping):
        raise BadRequest("对话写得不完整", "请刷新页面再试。")
    made: Json = {"user": text_of(step, "user")}
    if step.get("later"):
        made["later"] = step["later"]
    asserted = [
        {one["kind"]: one["value"]}
        for one in step.get("assertions") or ()
        if isinstance(one, Mapping) and one.get("kind") in CHECKS and "value" in one
    ]
    if asserted:
        made["assertions"] = asserted
    return made
