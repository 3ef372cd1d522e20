"""What pages ask beside the conversation: the plan's menu and full text, a table, an opinion to keep."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any, TypeVar
from urllib.parse import quote

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.exports import workbook
from bot.channels.web.limits import MAX_BODY, MAX_EXPORT_BODY
from bot.channels.web.overview import overview
from bot.channels.web.pages import Pages
from bot.channels.web.plan_page import plan_page
from bot.channels.web.plans import Plans
from bot.channels.web.requests import Refused, read_object, text_of
from bot.errors import PlanBotError, StoreMissing
from bot.store.log import note_feedback
from bot.store.session import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CheckSender = Callable[[Request], str]  # the sender's id, after counting the request; raises Refused
T = TypeVar("T")


def add_plan_routes(
    web: Blueprint, store: Store, plans: Plans, pages: Pages, check: CheckSender, today: Callable[[], date]
) -> None:
    """Add the routes to the channel's blueprint."""

    @web.get("/chat/menu")
    async def menu(request: Request) -> HTTPResponse:
        view, loaded = await aside(lambda: (plans.view(), plans.all()))
        return response.json(
            {**view.menu, "plans": loaded}, ensure_ascii=False, headers={"Cache-Control": "no-cache"}
        )

    @web.get("/overview")
    async def overview_page(request: Request) -> HTTPResponse:
        return pages.send(request, "overview.html")

    @web.get("/chat/overview")
    async def figures(request: Request) -> HTTPResponse:
        slug = _named(request)
        view, now = await aside(lambda: (plans.view(slug), plans.view()))
        return response.json(
            {**overview(view, today()), "asked": view.slug == now.slug},
            ensure_ascii=False,
            headers={"Cache-Control": "no-cache"},
        )

    @web.get("/plan")
    async def plan(request: Request) -> HTTPResponse:
        slug = _named(request)
        try:
            view, now = await aside(lambda: (plans.view(slug), plans.view()))
        except PlanBotError as error:
            return response.text(
                f"{error}。{error.advice}", status=404 if slug else 503, headers=pages.headers
            )
        start, end = _number(request, "start"), _number(request, "end")
        page = await aside(
            lambda: plan_page(view.plan, start, end, slug=view.slug, asked=view.slug == now.slug)
        )
        return response.html(page, headers=pages.headers)

    @web.post("/chat/export", stream=True)
    async def export(request: Request) -> HTTPResponse:
        check(request)
        body = await read_object(request, MAX_EXPORT_BODY)
        title = text_of(body, "title", MAX_BODY)[:60] or "任务清单"
        facts = body.get("facts")
        if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
            raise Refused(400, "bad_field", "facts 应为列表。")
        items = body.get("items") or []
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Refused(400, "bad_field", "items 应为列表。")
        slug = text_of(body, "plan", 200) or None

        def made() -> bytes:
            try:
                view = plans.view(slug)
            except StoreMissing:  # what the answer said is still worth a table
                view = None
            return workbook(title, facts, view, items)

        return response.raw(
            await aside(made),
            content_type=XLSX,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(title, safe='')}.xlsx",
                "Cache-Control": "no-store",
            },
        )

    @web.post("/chat/feedback", stream=True)
    async def feedback(request: Request) -> HTTPResponse:
        sender = check(request)
        body = await read_object(request, MAX_BODY)
        verdict = text_of(body, "verdict", 4, required=True)
        if verdict not in ("up", "down"):
            raise Refused(400, "bad_field", "verdict 应为 up 或 down。")
        question, reason = text_of(body, "question", MAX_BODY, required=True), text_of(body, "reason", 500)

        def keep() -> None:
            with store.begin() as session:
                note_feedback(
                    session,
                    kind="up" if verdict == "up" else "down",
                    text=question,
                    at=datetime.now(timezone.utc),
                    channel="web",
                    sender=sender,
                    reason=reason or None,
                )

        await aside(keep)
        return response.json({"kept": True})


async def aside(work: Callable[[], T]) -> T:
    """Do what waits for the database in another thread, so that conversations go on."""
    return await asyncio.get_running_loop().run_in_executor(None, work)


def _named(request: Request) -> str | None:
    """The plan that the address names."""
    return str(request.args.get("plan") or "")[:200] or None


def _number(request: Request, name: str) -> int:
    raw: Any = request.args.get(name) or ""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
