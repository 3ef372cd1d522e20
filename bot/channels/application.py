"""Rasa's agent and Rasa's channels in an application of ours, which has no HTTP API and is never silent."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import rasa.core.agent
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.actions import KeptEndpoint
from bot.channels.guard import guard

logger = logging.getLogger(__name__)
NOTHING_SAID = "您好，请说说想查计划里的哪项工作。"
NOT_READY = "抱歉，机器人还没有准备好，请稍后再问；如果一直这样，请联系管理员。"
BROKEN = "抱歉，系统出了点问题，这次没能回答。请稍后再试，或换个问法。"

OPENING = re.compile(r"^[/\s]+")  # a slash at the start would make Rasa take the text for an intent

OnMessage = Callable[[UserMessage], Awaitable[None]]


def make_app(model: Path, endpoints: AvailableEndpoints, channels: list[InputChannel]) -> Sanic:
    """The application: the channels, and the agent that is loaded before it listens."""
    app = Sanic("plan_bot", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.register_listener(partial(_load, model, endpoints), "before_server_start")
    app.register_listener(partial(_close, endpoints), "after_server_stop")
    app.register_middleware(guard, "request")
    for channel in channels:
        prefix = urljoin("/webhooks/", channel.url_prefix())
        app.blueprint(channel.blueprint(partial(handle, app)), url_prefix=prefix)
    app.ctx.input_channels = channels

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        """200 when questions can be answered, 503 without a model."""
        ready = app.ctx.agent.is_ready()
        return response.json(
            {"ready": ready, "model": app.ctx.agent.model_name}, status=200 if ready else 503
        )

    return app


async def handle(app: Sanic, message: UserMessage) -> None:
    """Answer one message through its own channel, whatever happens."""
    message.text = OPENING.sub("", message.text or "").strip()
    agent: Agent = app.ctx.agent
    try:
        if not message.text:
            await _say(message, NOTHING_SAID)
        elif not agent.is_ready():
            await _say(message, NOT_READY)
        else:
            await agent.handle_message(message)
    except asyncio.CancelledError:
        raise
    except Exception:  # the user gets a line in any case; the log says what to mend
        logger.exception("A message could not be handled")
        await _say(message, BROKEN)


async def _say(message: UserMessage, text: str) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": text})


async def _load(
    model: Path, endpoints: AvailableEndpoints, app: Sanic, loop: asyncio.AbstractEventLoop
) -> None:
    app.ctx.agent = await rasa.core.agent.load_agent(model_path=str(model), endpoints=endpoints, loop=loop)


async def _close(endpoints: AvailableEndpoints, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    if isinstance(endpoints.action, KeptEndpoint):
        await endpoints.action.close()
