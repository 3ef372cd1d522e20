"""Rasa's server with the web channel and, in the bot's place, a few canned answers.

Run as `python -m tests.web.fake_bot --port 5905 --var DIR`; the browser tests start it so, and it serves
for working on the pages by hand.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage, register
from rasa.core.channels.rest import RestInput
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.conversations import RecentConversations
from bot.channels.web import WebInput
from bot.settings import read_settings

from .canned import ANSWERS, CRASH, PLAN, SILENCE, SLOW, unknown
from .sample_plan import load_sample


class FakeAgent:
    """Answers from a table, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []  # sender, text
        self.tracker_store = RecentConversations(Domain.empty())

    async def handle_message(self, message: UserMessage) -> None:
        text = message.text or ""
        self.asked.append((message.sender_id, text))
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(text))
        await self.tracker_store.save(tracker)
        if text == CRASH:
            raise RuntimeError("as asked")
        if text == SILENCE:
            return
        if text == SLOW:
            await asyncio.sleep(1.5)
        if text == "我是谁":
            reply: dict[str, Any] = {"text": message.sender_id}
        elif text == "问了几次":
            reply = {"text": str(sum(asked == SLOW for _, asked in self.asked))}
        else:
            reply = dict(ANSWERS.get(text) or unknown(text))
        await message.output_channel.send_response(message.sender_id, reply)


def build(var: Path, **environ: str) -> Sanic:
    """The server, with its files in `var` and the given settings."""
    app = Sanic("fake_bot", configure_logging=False)

    @app.get("/")
    async def hello(request: Request) -> HTTPResponse:
        return response.text("Hello from Rasa")  # what stands at the root of `rasa run`

    app.ctx.agent = FakeAgent()
    settings = read_settings({"VAR": str(var), "TODAY": "2022-09-20", **environ})
    register([WebInput(settings), RestInput()], app, "/webhooks/")
    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--var", type=Path, required=True)
    arguments = parser.parse_args()
    load_sample(arguments.var, PLAN + os.environ.get("MORE_TEXT", ""))
    app = build(arguments.var, **os.environ)
    app.run("0.0.0.0", arguments.port, access_log=False)
