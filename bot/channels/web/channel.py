"""The chat page's channel: Rasa's door for browsers."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guard import GuardedBlueprint
from bot.channels.web.cards import with_cards
from bot.channels.web.embedding import embedding
from bot.channels.web.limits import MAX_BODY, MAX_MESSAGE, RateLimit
from bot.channels.web.output import AnswerOutput
from bot.channels.web.pages import Pages
from bot.channels.web.plan_routes import add_plan_routes, aside
from bot.channels.web.plans import Plans, PlanView
from bot.channels.web.requests import Refused, read_object, set_ticket, text_of, ticket_of
from bot.channels.web.senders import Senders, server_key
from bot.channels.web.thread import is_continued
from bot.channels.web.turns import Turn, Turns
from bot.errors import PlanBotError
from bot.settings import ROOT, Settings, read_settings
from bot.store.session import open_store

log = logging.getLogger(__name__)

OnMessage = Callable[[UserMessage], Awaitable[Any]]
ANSWER_SECONDS = 45.0
CHINA = timezone(timedelta(hours=8))
NO_ANSWER = "抱歉，这个问题暂时没能答上来，请稍后再试一次。"


class WebInput(InputChannel):
    """Serves the chat page at the server's root and answers it with data. See docs/answer.md."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.senders = Senders(server_key(settings.var / "chat.key"), settings.embed_key)
        self.pages = Pages(ROOT / "web" / "dist", settings.embed_origins)
        self.store = open_store(settings.database_url)
        self.plans = Plans(self.store)
        self.turns = Turns()
        self.by_sender = RateLimit(per_minute=30, burst=10)
        self.by_address = RateLimit(per_minute=600, burst=120)  # an office shares one address

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        return cls(read_settings())

    def url_prefix(self) -> str:
        return "/"

    def get_output_channel(self) -> None:
        return None  # a browser asks; nobody can be written to unasked

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        web = GuardedBlueprint("web", root=lambda request: self.pages.send(request, "index.html"))

        @web.exception(Refused)
        async def refused(request: Request, refusal: Refused) -> HTTPResponse:
            return refusal.response()

        @web.exception(PlanBotError)
        async def cannot(request: Request, error: PlanBotError) -> HTTPResponse:
            return Refused(503, "unavailable", f"{error}。{error.advice}").response()

        @web.get("/static/<name:str>")
        async def static(request: Request, name: str) -> HTTPResponse:
            return self.pages.send(request, name)

        @web.get("/favicon.ico")
        async def favicon(request: Request) -> HTTPResponse:
            return self.pages.send(request, "icon.svg")

        @web.get("/widget.js")
        async def widget(request: Request) -> HTTPResponse:
            # Pages of other sites load it, wherever their own policy allows them to.
            return self.pages.send(request, "widget.js", **{"Cross-Origin-Resource-Policy": "cross-origin"})

        @web.get("/chat/embedding")
        async def embeddable(request: Request) -> HTTPResponse:
            return embedding(request, self.settings.embed_origins)

        @web.post("/chat/session", stream=True)
        async def session(request: Request) -> HTTPResponse:
            return await self._session(request)

        @web.post("/chat/messages", stream=True)
        async def messages(request: Request) -> HTTPResponse:
            return await self._messages(request, on_new_message)

        add_plan_routes(web, self.store, self.plans, self.pages, self._check, self._today)
        return web

    async def _session(self, request: Request) -> HTTPResponse:
        """Tell a page which conversation is its own; begin one if it has none or wants a fresh one."""
        body = await read_object(request, MAX_BODY)
        token = text_of(body, "token", 2000)
        user = self.senders.host_user(token) if token else None
        if token and user is None:
            raise Refused(403, "bad_token", "嵌入页面给出的用户凭证无效或已过期，请刷新页面后重试。")
        self._count(request, None)
        ticket = None if body.get("fresh") else ticket_of(request)
        sender = self.senders.sender(ticket)
        if ticket is None or sender is None or not self.senders.belongs(sender, user):
            ticket = self.senders.new(user)
            sender = self.senders.sender(ticket)
        embedded = body.get("embedded") is True
        answer = response.json(
            {
                "conversation": self.senders.public(str(sender)),
                "ticket": ticket if embedded else None,
                "user": user.name if user else None,
                "today": self._today().isoformat(),
                "max_message": MAX_MESSAGE,
            },
            headers={"Cache-Control": "no-store"},
        )
        if not embedded:
            set_ticket(request, answer, ticket)
        return answer

    async def _messages(self, request: Request, on_new_message: OnMessage) -> HTTPResponse:
        """Hand one message to Rasa and give back all that the bot says to it."""
        body = await read_object(request, MAX_BODY)
        text = text_of(body, "text", MAX_BODY, required=True)
        message_id = text_of(body, "id", 64) or uuid.uuid4().hex
        if len(text) > MAX_MESSAGE:
            raise Refused(
                400, "too_long", f"一次最多发送 {MAX_MESSAGE} 个字，您写了 {len(text)} 个字。请缩短后再发。"
            )
        sender, ticket = self._sender(request)
        if not self.turns.known(sender, message_id):
            self._count(request, sender)
        try:
            said = await self.turns.once(
                sender,
                message_id,
                lambda: self._turn(request.app, on_new_message, text, sender),
                ANSWER_SECONDS,
            )
        except asyncio.TimeoutError:
            raise Refused(503, "slow", "机器人还在处理，请稍候。", retry_after=2) from None
        answer = response.json(said, ensure_ascii=False, headers={"Cache-Control": "no-store"})
        if ticket:
            set_ticket(request, answer, ticket)
        return answer

    async def _turn(self, app: Sanic, on_new_message: OnMessage, text: str, sender: str) -> Turn:
        output = AnswerOutput()
        try:
            await on_new_message(UserMessage(text, output, sender, input_channel=self.name()))
        except Exception:  # the user must hear something; what went wrong is for the log
            log.exception("the turn of a web message failed")
        said = output.messages or [{"text": NO_ANSWER, "answer": None, "buttons": []}]
        view = await self._view() if any(message["answer"] for message in said) else None
        return {
            "messages": [with_cards(message, view) for message in said],
            "continued": await is_continued(app, sender),
        }

    async def _view(self) -> PlanView | None:
        try:
            return await aside(self.plans.view)
        except PlanBotError:  # the answer itself is there; it goes without cards
            log.exception("the plan's cards could not be read")
            return None

    def _sender(self, request: Request) -> tuple[str, str | None]:
        """The sender, and a new ticket for one who had none. Raises Refused for a forged one."""
        ticket = ticket_of(request)
        fresh = None if ticket else self.senders.new()
        sender = self.senders.sender(ticket or fresh)
        if sender is None:
            raise Refused(401, "no_session", "会话已失效，请刷新页面。")
        return sender, fresh

    def _check(self, request: Request) -> str:
        """The sender of a request that belongs to a conversation; the request is counted."""
        sender = self.senders.sender(ticket_of(request))
        if sender is None:
            raise Refused(401, "no_session", "会话已失效，请刷新页面。")
        self._count(request, sender)
        return sender

    def _count(self, request: Request, sender: str | None) -> None:
        """Count one request. Raises Refused when there were too many."""
        wait = self.by_address.wait(str(request.ip))
        if not wait and sender:
            wait = self.by_sender.wait(sender)
        if wait:
            seconds = int(wait) + 1
            raise Refused(429, "too_fast", f"发送得太快了，请 {seconds} 秒后再试。", retry_after=seconds)

    def _today(self) -> date:
        return self.settings.today or datetime.now(CHINA).date()
